package main

import (
	"context"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/query"
)

var profilesVerb = verb{
	name: "profiles", args: "SITE", does: "compare the profiles: disputed rules, and their documentation conflicts",
	examples: `  portolan profiles sites/harbour          disputed rules of each profile
  portolan profiles sites/harbour --format json   for programs

A site chooses with profile = "NAME" at the top of site.toml:

  usual        disputed rules are open, but those that their catalogue itself calls against the usual direction (default)
  full         every disputed rule is open
  undisputed   no disputed rule is open

A pack marks disputed rules, and lists those that its profile leaves out under documentation conflicts.
`,
	takes:   "working out the plans",
	prepare: prepareProfiles,
}

func prepareProfiles(flags *pflag.FlagSet) action {
	format := formatFlag(flags, pretty, "json")
	width := flags.Int("width", texttable.Width, "break lines at this `number` of characters")
	catalogs := catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error {
		if args = orHere(args, 1); len(args) != 1 {
			return usageError("profiles takes a site, as in: portolan profiles sites/harbour")
		}
		plan, err := p.planOf(ctx, *catalogs, args[0], "")
		if err != nil {
			return err
		}
		result := query.CompareProfiles(plan)
		return format.textOrJSON(p, func() string { return terminal.Profiles(result, *width) }, func() (string, error) { return indented(result) })
	}
}
