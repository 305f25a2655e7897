package main

import (
	"context"
	"path"
	"path/filepath"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/drift"
	"portolan/model/plan"
	"portolan/render"
	"portolan/themes"
)

var driftVerb = verb{
	name: "drift", args: "SITE [--evidence FOLDER]", does: "compare collected rules and listeners with the plan: missing, wider, undocumented",
	examples: `  portolan drift sites/harbour --evidence collected                  what differs, on the terminal
  portolan drift sites/harbour --evidence collected --format json    for programs
  portolan drift sites/harbour --evidence collected -o drift         as a page, a PDF and a workbook, in a folder of its own
  portolan drift sites/harbour                                       with the evidence that the site names: [pack] evidence = "evidence"

The folder has one folder for each host or firewall, named by its id, with any of these files:

  nft.json        nft -j list ruleset
  iptables.txt    iptables-save; ip6tables.txt of ip6tables-save
  ss.txt          ss -H -tulpn
  netstat.txt     netstat -ano
  windows.json    what collect.ps1 writes (rules and listeners)
  aws.json        aws ec2 describe-security-groups, the groups of this host
  rules.csv       a list of rules (or rules.xlsx), with rules.toml that says what its columns mean
  collected.txt   the day on which all this was collected
  nmap.xml        nmap -oX; or any *.xml beside the folders

collect.sh and collect.ps1 in data/collect of a pack write these files; they change nothing. Rules are matched by the ids in their
comments, and otherwise by the packets they allow. What is not understood, or has no evidence, is not assessed, and says so.

Where the site names the folder, every build marks in the firewall change request what is already there.

Exit codes:
  0  no drift
  1  the site has errors, or the folder cannot be read
  2  no drift, but something is not assessed, with --strict
  3  drift
`,
	takes:   "comparing",
	prepare: prepareDrift,
}

type driftOptions struct {
	format                  *formats
	catalogs                *[]string
	evidence, output, theme string
	strict                  bool
	width                   int
}

func prepareDrift(flags *pflag.FlagSet) action {
	o := driftOptions{}
	flags.StringVar(&o.evidence, "evidence", "", "`folder` of what was collected")
	o.format = formatFlag(flags, pretty, "json")
	flags.StringVarP(&o.output, "output", "o", "", "write index.html, drift.pdf, drift.xlsx and drift.json into this `folder` instead")
	flags.StringVar(&o.theme, "theme", "default", "the document's look: a `theme` by its name")
	flags.BoolVar(&o.strict, "strict", false, "fail with exit code 2 where something is not assessed")
	flags.IntVar(&o.width, "width", texttable.Width, "break lines at this `number` of characters")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.drift(ctx, p, args) }
}

func (o driftOptions) drift(ctx context.Context, p *program, args []string) error {
	args = orHere(args, 1)
	switch {
	case len(args) != 1:
		return usageError("drift takes a site, as in: portolan drift sites/harbour --evidence collected")
	}
	c, err := p.compiledOf(ctx, *o.catalogs, args[0], "")
	if err != nil {
		return err
	}
	resolved, list := c.plan, c.evidence
	switch {
	case o.evidence != "":
		c, found := collectionIn(path.Clean(filepath.ToSlash(o.evidence)))
		if !found.HasErrors() {
			list, found = c.evidence(resolved)
		}
		if p.showLoose(found); found.HasErrors() {
			return exitCode(exitFailed)
		}
	case list == nil:
		return usageError("drift takes a site and --evidence, as in: portolan drift sites/harbour --evidence collected; or the site names the folder: [pack] evidence = \"evidence\"")
	}
	report, err := unlessInterrupted(ctx, func() *drift.Report { return drift.Compare(resolved, list) })
	if err == nil {
		err = o.answer(ctx, p, resolved, report)
	}
	switch {
	case err != nil:
		return err
	case report.Drift:
		return exitCode(exitNotAllowed)
	case o.strict && !report.Complete:
		return exitCode(exitWarned)
	}
	return nil
}

// answer prints the report, or writes its document.
func (o driftOptions) answer(ctx context.Context, p *program, resolved *plan.Plan, report *drift.Report) error {
	if o.output != "" {
		theme, err := themes.Load(o.theme)
		if err != nil {
			return usageError("--theme: %v", err)
		}
		files, err := render.Drift(report, resolved, theme, render.Options{Version: version})
		if err != nil {
			return internalError{what: err.Error()}
		}
		return p.writeAlone(ctx, o.output, resolved.Site, "drift.json", files)
	}
	return o.format.textOrJSON(p, func() string { return terminal.Drift(report, o.width) }, func() (string, error) {
		data, err := render.DriftJSON(report)
		if err != nil {
			err = internalError{what: err.Error()}
		}
		return string(data), err
	})
}
