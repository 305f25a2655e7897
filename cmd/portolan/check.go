package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/source"
)

var checkVerb = verb{
	name: "check", args: "[SITE or FOLDER ...]", does: "find every fault of sites, write nothing",
	examples: `  portolan check                                    the site in this folder, or every site below sites/
  portolan check sites/harbour                      one site
  portolan check --strict --as-of 2027-01-01        warnings fail too; what will have expired by then?
  portolan check --as-of 2027-01-01 --due 90        what is overdue then, and due within 90 days
  portolan check --propose sites/harbour            what to write for traffic that no rule covers
  portolan check --require-approved                 a rule that is not approved as it is fails too
  portolan check --stale dist                       which packs in dist are not current? Nothing is built
  portolan check --shard 2/6                        the second of six shares of the sites
  portolan check - --stdin-name sites/harbour       what an editor holds, before it is saved
  portolan check --format json > findings.json      for programs
  portolan check --format pretty --format sarif=findings.sarif      for people, and for a service of code review
`,
	takes:   "checking",
	prepare: prepareCheck,
}

type checkOptions struct {
	asOf, theme string
	format      *formats
	catalogs    *[]string
	input       *string
	strict      bool
	approved    bool // every rule has to be
	stale       string
	due         int // within how many days; nothing is said of what is due where it is negative
	shard       *shard
	propose     bool // what to write for open topics, to sites that use nothing yet, too
}

func prepareCheck(flags *pflag.FlagSet) action {
	o := checkOptions{}
	flags.StringVar(&o.asOf, "as-of", "", "judge expiries as of this `date`, as 2026-10-01 (default SOURCE_DATE_EPOCH, or today)")
	flags.StringVar(&o.theme, "theme", "default", "the `theme` that packs are built with: its name, or a folder that holds one; its fonts decide which characters can be printed")
	o.catalogs, o.input = catalogFlag(flags), inputFlag(flags)
	flags.BoolVar(&o.strict, "strict", false, "warnings fail: exit code 2")
	flags.BoolVar(&o.approved, "require-approved", false, "a rule that is not approved as it is, is an error: exit code 1")
	flags.BoolVar(&o.propose, "propose", false, "propose what to write for traffic that no rule covers, also to sites that say nothing yet of what they use")
	flags.StringVar(&o.stale, "stale", "", "instead, name the packs in this `folder` that are not current: an input of the site, or the version of the program, is another than in the manifest; exit code 3")
	flags.IntVar(&o.due, "due", -1, "list what is overdue and what is due within this `number` of days: reviews, tests, ends (default 30 with --as-of, else no list)")
	o.shard = shardFlag(flags)
	o.format = formatFlag(flags, findingFormats...)
	return func(ctx context.Context, p *program, args []string) error { return o.check(ctx, p, args) }
}

func (o checkOptions) check(ctx context.Context, p *program, args []string) error {
	day, err := asOf(o.asOf, os.Getenv("SOURCE_DATE_EPOCH"), source.DateOf(p.now()))
	if err != nil {
		return err
	}
	if o.stale != "" && *o.shard != (shard{}) {
		return usageError("--stale looks at all packs of a folder, and --shard at a share of the sites; leave one out")
	}
	if o.due < 0 && o.asOf != "" {
		o.due = 30
	}
	theme, faults, err := openFonts(o.theme)
	if err != nil {
		return err
	}
	shelf, more := openShelf(*o.catalogs)
	faults = append(faults, more...)
	sites, found := findSitesOr(args, *o.input)
	if faults.HasErrors() { // without its products, or the theme, every site would look wrong
		sites, found = nil, faults
	}
	if o.stale != "" {
		p.showLoose(found)
		if found.HasErrors() {
			return exitCode(exitFailed)
		}
		return freshness{p, shelf, theme, sites}.stale(ctx, o.stale)
	}
	r := &reporter{program: p, to: o.format}
	if err := r.find(found); err != nil {
		return err
	}
	proposal := map[bool]resolve.Proposal{false: resolve.ToUsers, true: resolve.ToAll}[o.propose]
	for i, s := range o.shard.sites(sites) {
		p.step("checking %s, %d of %d", s.id, i+1, len(sites))
		c, err := unlessInterrupted(ctx, func() compiled {
			return compile(s, shelf, theme, resolve.Options{AsOf: day, Strict: o.strict, Propose: proposal, RequireApproved: o.approved})
		})
		if err != nil {
			return err
		}
		faults := c.found
		events := o.events(c.plan, day)
		r.due = append(r.due, dueEvents(s.id, events, day)...)
		if err := r.findIn(s.file, faults); err != nil {
			return err
		}
		if r.read() {
			continue
		}
		if len(faults) == 0 {
			p.note("%s in %s%s\n", count(faults), s.file, leftOut(c.plan))
		}
		if o.due >= 0 && c.plan != nil {
			if err := p.print(terminal.Due(s.id, events, day, o.due, texttable.Width)); err != nil {
				return err
			}
		}
	}
	return firstOf(r.end(), verdict(r.found, o.strict))
}

// leftOut says of a site of which nothing else is said how many runbooks lack a value of it, unless it accepts that they do.
func leftOut(resolved *plan.Plan) string {
	if resolved == nil || slices.ContainsFunc(resolved.Findings, func(f plan.Finding) bool { return f.ID == "S67" }) {
		return ""
	}
	n := 0
	for _, out := range resolved.LeftOut {
		if out.Wanting() && plan.IsOpen(resolved, decision.Missing, out.ID) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; runbooks that lack a value of the site: %d, named by check --strict", n)
}

// events are what is overdue on a day, and what is due within the days that were asked for; none where nobody asked.
func (o checkOptions) events(resolved *plan.Plan, day source.Date) []plan.Event {
	if o.due < 0 || resolved == nil {
		return nil
	}
	return slices.DeleteFunc(plan.Calendar(resolved), func(e plan.Event) bool { return e.Day.DaysSince(day) > o.due })
}

// verdict is the error that ends a verb after its diagnostics were shown.
func verdict(found source.Diagnostics, strict bool) error {
	switch {
	case found.HasErrors():
		return exitCode(exitFailed)
	case strict && found.Count(source.Warning) > 0:
		return exitCode(exitWarned)
	}
	return nil
}
