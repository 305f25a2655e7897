package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/acceptance"
	"portolan/model/plan"
	"portolan/model/source"
)

var acceptVerb = verb{
	name: "accept", args: "SITE [--results FOLDER]", does: "record the results of connectivity tests, and show what passed, failed or is not tested",
	examples: `  portolan accept sites/harbour --results collected   record result files, show the report
  portolan accept sites/harbour                       the report of what is recorded
  portolan accept sites/harbour --format json                for programs

A pack has a test script for every host, for shells and for PowerShell, in data/acceptance. Run it on the host and collect the
result files in one folder. They are copied to acceptance/HOST.txt in the site's folder, the newest of each host; from then on
every build puts the connectivity acceptance page into the pack. A test without a result is not tested.

Exit codes:
  0  every test passed
  1  the site has errors, or a result file cannot be read; nothing is recorded
  3  a test failed or is not tested
`,
	takes:   "working out the plan",
	prepare: prepareAccept,
}

type acceptOptions struct {
	catalogs *[]string
	results  string
	format   *formats
	width    int
}

func prepareAccept(flags *pflag.FlagSet) action {
	o := acceptOptions{}
	flags.StringVar(&o.results, "results", "", "`folder` of the result files to record")
	o.format = formatFlag(flags, pretty, "json")
	flags.IntVar(&o.width, "width", texttable.Width, "break lines at this `number` of characters")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.accept(ctx, p, args) }
}

func (o acceptOptions) accept(ctx context.Context, p *program, args []string) error {
	args = orHere(args, 1)
	if len(args) != 1 {
		return usageError("accept takes a site, as in: portolan accept sites/harbour --results collected")
	}
	resolved, err := p.planOf(ctx, *o.catalogs, args[0], "")
	if err != nil {
		return err
	}
	sites, _ := findSites(args) // found already
	kept, found := sites[0].results()
	if o.results != "" && !found.HasErrors() {
		kept, found, err = o.record(sites[0], resolved, kept)
	}
	if err != nil || found.HasErrors() {
		p.showLoose(found)
		return firstOf(err, exitCode(exitFailed))
	}
	report := acceptance.Judge(resolved, runsOf(kept))
	err = o.format.textOrJSON(p, func() string { return terminal.Acceptance(report, o.width) }, func() (string, error) { return indented(report) })
	if err != nil {
		return err
	}
	if !report.Accepted {
		return exitCode(exitNotAllowed)
	}
	return nil
}

// record copies result files to the site's folder, all or, where one cannot be read or is of an unknown host, none.
func (o acceptOptions) record(s siteFolder, resolved *plan.Plan, kept []resultFile) ([]resultFile, source.Diagnostics, error) {
	folder := filepath.ToSlash(o.results)
	files, found := resultsIn(folder, s.id)
	for _, f := range files {
		if party := resolved.Party(f.Host); party == nil || !party.Managed() {
			found = append(found, cannotRead(folder+"/"+f.File, fmt.Errorf("it has results of the host %q, which the site does not have", f.Host))...)
		}
	}
	if len(files) == 0 && !found.HasErrors() {
		found = cannotRead(folder, errNoResults)
	}
	if found.HasErrors() {
		return nil, found, nil
	}
	if err := s.keep(files, kept); err != nil {
		return nil, nil, err
	}
	kept, found = s.results()
	return kept, found, nil
}
