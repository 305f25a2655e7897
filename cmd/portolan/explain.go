package main

import (
	"context"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model"
)

var explainVerb = verb{
	name: "explain", args: "RULE-ID SITE", does: "say why a firewall rule exists: site line, catalogue rule, document",
	examples: "  portolan explain QX7K2M sites/harbour    the id as it stands in worksheets, diagrams and rule files\n",
	prepare:  func(*pflag.FlagSet) action { return explain },
}

func explain(ctx context.Context, p *program, args []string) error {
	if len(args) != 2 {
		return usageError("explain takes a rule's id and a site, as in: portolan explain QX7K2M sites/harbour")
	}
	sites, found := findSites(args[1:])
	p.showLoose(found)
	switch {
	case found.HasErrors():
		return outcome(exitFailed)
	case len(sites) != 1:
		return usageError("%s holds %d sites; name one of them", args[1], len(sites))
	}
	c, err := unlessInterrupted(ctx, func() compiled { return compile(sites[0], model.Options{}) })
	switch {
	case err != nil:
		return err
	case c.plan == nil:
		p.show(sites[0].file, c.found)
		return outcome(exitFailed)
	}
	text, err := c.plan.Explain(args[0])
	if err != nil {
		return err
	}
	return p.print(strings.TrimSuffix(text, "\n") + "\n")
}
