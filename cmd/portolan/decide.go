package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/source"
)

var decideVerb = verb{
	name: "decide", args: "SITE [ITEM...]", does: "record who decided what on open items, bound to their content; without an item list them",
	examples: `  portolan decide sites/harbour                     every item that a decision can answer
  portolan decide sites/harbour C06 --choose B --decision "Closed" --by "P. Novak" --role "Network security"
  portolan decide sites/harbour dns time --decision "Covered by the base build" --by "P. Novak" --evidence CHG-21330 --until 2027-09-30
  portolan decide sites/harbour --id D3 --by "P. Novak"    decide again, as the items of D3 are today

It writes decisions.toml beside the site's file, and nothing else. An ITEM is a documentation conflict, a topic that no rule covers, a service
without known encryption, or a runbook that is missing, blocked or too slow. Rules are approved (portolan approve), findings are accepted ([accept]).
`,
	takes:   "working out the plan",
	prepare: prepareDecide,
}

type decideOptions struct {
	given     decision.Decision
	on, until string
	catalogs  *[]string
}

func prepareDecide(flags *pflag.FlagSet) action {
	o := decideOptions{}
	flags.StringVar(&o.given.Text, "decision", "", "what was decided, as a `sentence`")
	flags.StringVar(&o.given.Choose, "choose", "", "the `letter` of the source that counts, of a conflict whose rules depend on it")
	flags.StringVar(&o.given.By, "by", "", "`name` of who decided")
	flags.StringVar(&o.given.Role, "role", "", "their `role`")
	flags.StringVar(&o.given.Ticket, "ticket", "", "`number` of the decision in the customer's system")
	flags.StringVar(&o.given.Evidence, "evidence", "", "what the decision rests on: a `document`, test or answer")
	flags.StringVar(&o.on, "on", "", "`date` of the decision, as 2026-10-01 (default SOURCE_DATE_EPOCH, or today)")
	flags.StringVar(&o.until, "until", "", "last `date` on which it counts (default: no end)")
	flags.StringVar(&o.given.ID, "id", "", "`id` of the decision (default: D1, D2 and so on); the decision of that id is replaced, and keeps what is not given")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.decide(ctx, p, args) }
}

func (o decideOptions) decide(ctx context.Context, p *program, args []string) error {
	args = orAskedHere(args)
	given, today, err := o.checked(args, source.DateOf(p.now()))
	if err != nil {
		return err
	}
	site, shelf, err := p.oneSite(*o.catalogs, args[0])
	if err != nil {
		return err
	}
	d, err := unlessInterrupted(ctx, func() decidable { return openDecisions(site, shelf, today) })
	switch {
	case err != nil:
		return err
	case d.plan == nil:
		p.show(site.file, d.found)
		return exitCode(exitFailed)
	case len(args) == 1 && given.ID == "":
		return p.print(terminal.OpenItems(d.plan, texttable.Width))
	}
	entry, err := d.entry(args[1:], given)
	if err != nil {
		return err
	}
	text, err := decision.Write(d.name, d.text, entry)
	if err != nil {
		return fmt.Errorf("%s: %w", d.name, err)
	}
	if err := replaceFile(d.name, d.text, text); err != nil {
		return err
	}
	return p.done("%s", d.account(entry))
}

// checked looks at the command line before any file is read. It returns the decision as far as it is given, and the day of today.
func (o decideOptions) checked(args []string, now source.Date) (decision.Decision, source.Date, error) {
	d := o.given
	if len(args) == 0 {
		return d, now, usageError("decide takes a site and open items, as in: portolan decide sites/harbour C06 --decision TEXT --by NAME")
	}
	today, err := asOf("", os.Getenv("SOURCE_DATE_EPOCH"), now)
	if err != nil {
		return d, now, err
	}
	for _, given := range []struct {
		flag string
		text *string
	}{{"--decision", &d.Text}, {"--choose", &d.Choose}, {"--by", &d.By}, {"--role", &d.Role}, {"--ticket", &d.Ticket}, {"--evidence", &d.Evidence}} {
		*given.text = strings.TrimSpace(*given.text)
		if fault, ok := source.OneLine(given.flag, *given.text); !ok && *given.text != "" {
			return d, today, usageError("%s", fault.What)
		}
	}
	if d.ID != "" && !decision.IsID(d.ID) {
		return d, today, usageError("--id %q: use letters, digits and hyphens, as in D1 or DEC-2026-14", d.ID)
	}
	dates := approveOptions{on: o.on, until: o.until}
	a := plan.Approval{Date: today}
	if err := dates.dates(&a, today); err != nil {
		return d, today, err
	}
	d.Date, d.Until = a.Date, a.Until
	return d, today, nil
}

// decidable is a site whose decisions can be written.
type decidable struct {
	name  string // of the file of decisions
	text  []byte // as it is; nil where there is none
	file  *decision.File
	plan  *plan.Plan
	items []decision.Item
	found source.Diagnostics
}

// openDecisions reads a site with its decisions.
func openDecisions(s siteFolder, on *shelf, today source.Date) decidable {
	d := decidable{name: s.decisionsPath()}
	o, found := openSite(s, on)
	d.file, d.text, _ = s.decisions()
	c := o.compile(found, nil, resolve.Options{AsOf: today})
	if d.plan, d.found = c.plan, c.found; d.plan != nil {
		d.items = plan.OpenItems(d.plan)
	}
	return d
}

// entry is the decision to write, on the items that are named, or on those of the decision that it replaces.
func (d decidable) entry(names []string, given decision.Decision) (decision.Entry, error) {
	var before decision.Entry
	replaces := false
	if d.file != nil {
		before, replaces = d.file.Entries[given.ID]
	}
	if replaces {
		for to, old := range map[*string]string{&given.Text: before.Text, &given.Choose: before.Choose, &given.Role: before.Role, &given.Ticket: before.Ticket, &given.Evidence: before.Evidence} {
			if *to == "" {
				*to = old
			}
		}
	}
	if len(names) == 0 {
		for _, a := range before.Answers {
			names = append(names, a.Item)
		}
	}
	switch {
	case len(names) == 0:
		return decision.Entry{}, usageError("there is no decision %s to decide again; name items, as portolan decide SITE lists them", given.ID)
	case given.Text == "":
		return decision.Entry{}, usageError("decide needs --decision")
	case given.By == "":
		return decision.Entry{}, usageError("decide needs --by")
	}
	for n := 1; given.ID == ""; n++ {
		if id := fmt.Sprintf("D%d", n); d.file == nil || d.file.Entries[id].ID == "" {
			given.ID = id
		}
	}
	e := decision.Entry{Decision: given}
	for _, name := range names {
		item, err := d.item(name)
		if err != nil {
			return e, err
		}
		if !slices.ContainsFunc(e.Answers, func(a decision.Answer) bool { return a.Item == item.Key() }) {
			e.Answers = append(e.Answers, decision.Answer{Item: item.Key(), About: item.About})
		}
	}
	return e, nil
}

// item is the open item that an argument names, by its id alone where that is plain.
func (d decidable) item(name string) (decision.Item, error) {
	var hits []decision.Item
	var known, keys []string
	for _, item := range d.items {
		if item.Key() == name || strings.EqualFold(item.ID, name) {
			hits, keys = append(hits, item), append(keys, fmt.Sprintf("%q", item.Key()))
		}
		known = append(known, item.ID)
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return decision.Item{}, usageError("%s is not open at this site, or nothing that a decision answers; %s%s", name, source.DidYouMean(name, known), d.otherWay(name))
	}
	return decision.Item{}, usageError("%s is several open items: write %s", name, strings.Join(keys, " or "))
}

// otherWay says how what is no open item is settled: rules are approved, findings accepted.
func (d decidable) otherWay(name string) string {
	switch {
	case d.plan.Flow(strings.ToUpper(name)) != nil:
		return "; a rule is approved: portolan approve SITE " + strings.ToUpper(name)
	case slices.ContainsFunc(d.plan.Findings, func(f plan.Finding) bool { return strings.EqualFold(f.ID, name) }):
		return fmt.Sprintf("; a finding is accepted in site.toml: [accept.%s] with reason and until", strings.ToUpper(name))
	}
	return ""
}

// account says what was written, and what stays open.
func (d decidable) account(e decision.Entry) string {
	var b strings.Builder
	done := map[string]bool{}
	for _, a := range e.Answers {
		done[a.Item] = true
		fmt.Fprintf(&b, "%s  %s: %s, %s\n", e.ID, a.Item, e.Who(), e.Date)
	}
	open := 0
	for _, item := range d.items {
		if !done[item.Key()] && plan.IsOpen(d.plan, item.Kind, item.ID) {
			open++
		}
	}
	fmt.Fprintf(&b, "%s: decision %s written, %d of %d items are open\n", d.name, e.ID, open, len(d.items))
	if day := d.plan.Document.Date; day.Before(e.Date) {
		fmt.Fprintf(&b, "the document is dated %s, before the decision; set document.date = %s or later, or build with --as-of %s\n", day, e.Date, e.Date)
	}
	return b.String()
}
