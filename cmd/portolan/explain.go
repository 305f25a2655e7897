package main

import (
	"context"
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
  portolan explain S13                          meaning of an error or warning code, with a bad and a good example
`,
	takes: "working out the plan",
	prepare: func(flags *pflag.FlagSet) action {
		catalogs := catalogFlag(flags)
		return func(ctx context.Context, p *program, args []string) error { return explain(ctx, p, *catalogs, args) }
	},
}

func explain(ctx context.Context, p *program, catalogs, args []string) error {
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
	resolved, err := p.planOf(ctx, catalogs, args[1], "")
	if err != nil {
		return err
	}
	if text, ok := policy.Explain(resolved, args[0]); ok { // a row of the zones' and firewalls' worksheets
		return p.print(text)
	}
	text, err := terminal.Explain(resolved, args[0])
	if err != nil {
		return err
	}
	return p.print(strings.TrimSuffix(text, "\n") + "\n")
}
