package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/reference"
	"portolan/cmd/portolan/terminal"
	"portolan/model/policy"
	"portolan/model/source"
)

var explainVerb = verb{
	name: "explain", args: "ID [SITE]", does: "show why a firewall rule exists: site line, catalogue rule, document",
	examples: `  portolan explain QX7K2M sites/harbour         a rule, by its id in worksheets, diagrams and rule files
  portolan explain C07 sites/harbour            a documentation conflict and its decision
  portolan explain L48 sites/harbour            a finding, and who accepted it
  portolan explain site-backup sites/harbour    purpose and steps of a runbook
  portolan explain QX7K2M --previous old.zip    a removed rule: what it followed from, and what of that is missing
  portolan explain S13                          meaning of an error or warning code, with a bad and a good example

A rule that the site no longer has is looked for in an earlier revision: --previous, or else the pack in dist, or that of [pack] previous.
`,
	takes: "working out the plan",
	prepare: func(flags *pflag.FlagSet) action {
		o := explainOptions{catalogs: catalogFlag(flags)}
		flags.StringVar(&o.previous, "previous", "", "look for removed rules in this `revision`: a pack, its zip, or the folder of the site as it was")
		return func(ctx context.Context, p *program, args []string) error { return o.explain(ctx, p, args) }
	},
}

type explainOptions struct {
	catalogs *[]string
	previous string
}

func (o explainOptions) explain(ctx context.Context, p *program, args []string) error {
	if len(args) == 1 {
		if code, ok := source.LookUp(args[0]); ok {
			return p.print(terminal.Code(code) + reference.ExampleOf(code.ID).String())
		}
	}
	if len(args) == 1 && exists(siteFile) {
		args = append(args, ".")
	}
	if len(args) != 2 {
		return usageError("explain takes a rule's id and a site, as in: portolan explain QX7K2M sites/harbour; or the code of a diagnostic alone")
	}
	c, err := p.compiledOf(ctx, *o.catalogs, args[1], "")
	if err != nil {
		return err
	}
	resolved := c.plan
	if text, ok := policy.Explain(resolved, args[0]); ok { // a row of the zones' and firewalls' worksheets
		return p.print(text)
	}
	text, err := terminal.Explain(resolved, args[0])
	if err != nil {
		found, failed := o.gone(p, c, args[0])
		if found || failed != nil {
			return failed
		}
		if o.previous == "" {
			err = fmt.Errorf("%w; --previous PACK looks for removed rules in an earlier revision", err)
		}
		return err
	}
	return p.print(strings.TrimSuffix(text, "\n") + "\n")
}
