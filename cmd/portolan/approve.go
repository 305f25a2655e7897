package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

var approveVerb = verb{
	name: "approve", args: "SITE RULE...|--all|--from-site", does: "record who approved which rules, bound to what they mean",
	examples: `  portolan approve sites/harbour QX7K2M --by "P. Novak" --role "Network security" --ticket CHG-21330
  portolan approve sites/harbour --all --by "P. Novak" --role "Network security" --ticket CHG-21330 --until 2027-09-30
  portolan approve sites/harbour R4 remote-desktop --by "P. Novak" --role "Network security" --ticket CHG-21330
  portolan approve sites/harbour --from-site    take over the [approvals] of site.toml, as the rules are today

It writes approvals.toml beside the site's file, and nothing else. A RULE is the id of a rule or of a grouped rule, a flow rule of the
catalogue, or a declared flow. Commit the file with the site: who changes it is known from there.
`,
	takes:   "working out the plan",
	prepare: prepareApprove,
}

type approveOptions struct {
	by, role, ticket, on, until string
	all, fromSite               bool
	catalogs                    *[]string
}

func prepareApprove(flags *pflag.FlagSet) action {
	o := approveOptions{}
	flags.BoolVar(&o.all, "all", false, "approve every rule between hosts that is not approved as it is")
	flags.StringVar(&o.by, "by", "", "`name` of who approves")
	flags.StringVar(&o.role, "role", "", "their `role`")
	flags.StringVar(&o.ticket, "ticket", "", "`number` of the approval in the customer's system")
	flags.StringVar(&o.on, "on", "", "`date` of the approval, as 2026-10-01 (default SOURCE_DATE_EPOCH, or today)")
	flags.StringVar(&o.until, "until", "", "last `date` on which it counts (default: no end)")
	flags.BoolVar(&o.fromSite, "from-site", false, "take over what [approvals] of a site.toml claims, for a site that has no approvals.toml yet")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.approve(ctx, p, args) }
}

func (o approveOptions) approve(ctx context.Context, p *program, args []string) error {
	args = orAskedHere(args)
	given, today, err := o.checked(args, source.DateOf(p.now()))
	if err != nil {
		return err
	}
	site, shelf, err := p.oneSite(*o.catalogs, args[0])
	if err != nil {
		return err
	}
	w, err := unlessInterrupted(ctx, func() writable { return openApprovals(site, shelf, today) })
	switch {
	case err != nil:
		return err
	case w.plan == nil:
		p.show(site.file, w.found)
		return exitCode(exitFailed)
	}
	entries, err := o.entries(w, args[1:], given)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return p.done("%s: every rule is approved as it is; nothing was written\n", w.name)
	}
	text, err := approval.Write(w.name, w.text, entries)
	if err != nil {
		return fmt.Errorf("%s: %w", w.name, err)
	}
	if err := replaceFile(w.name, w.text, text); err != nil {
		return err
	}
	return p.done("%s", w.account(entries))
}

// checked looks at the command line before any file is read. It returns the approval that is given, and the day of today.
func (o approveOptions) checked(args []string, now source.Date) (plan.Approval, source.Date, error) {
	none := plan.Approval{}
	ways := 0
	for _, way := range []bool{len(args) > 1, o.all, o.fromSite} {
		if way {
			ways++
		}
	}
	if len(args) == 0 || ways != 1 {
		return none, now, usageError("approve takes a site and either rules, --all or --from-site, as in: portolan approve sites/harbour QX7K2M --by NAME --role ROLE --ticket TICKET")
	}
	today, err := asOf("", os.Getenv("SOURCE_DATE_EPOCH"), now)
	if err != nil {
		return none, now, err
	}
	if o.fromSite {
		if o.by+o.role+o.ticket+o.on+o.until != "" {
			return none, today, usageError("--from-site takes name, role, date and ticket from site.toml; leave out --by, --role, --ticket, --on and --until")
		}
		return none, today, nil
	}
	a := plan.Approval{By: strings.TrimSpace(o.by), Role: strings.TrimSpace(o.role), Ticket: strings.TrimSpace(o.ticket), Date: today}
	for _, needed := range [][2]string{{"--by", a.By}, {"--role", a.Role}, {"--ticket", a.Ticket}} {
		if needed[1] == "" {
			return none, today, usageError("approve needs %s", needed[0])
		}
		if fault, ok := source.OneLine(needed[0], needed[1]); !ok {
			return none, today, usageError("%s", fault.What)
		}
	}
	if err := o.dates(&a, today); err != nil {
		return none, today, err
	}
	return a, today, nil
}

func (o approveOptions) dates(a *plan.Approval, today source.Date) (err error) {
	if o.on != "" {
		if a.Date, err = source.ParseDate(o.on); err != nil {
			return usageError("--on: %v", err)
		}
	}
	if o.until != "" {
		if a.Until, err = source.ParseDate(o.until); err != nil {
			return usageError("--until: %v", err)
		}
	}
	switch {
	case today.Before(a.Date):
		return usageError("--on %s is in the future; today is %s", a.Date, today)
	case o.until != "" && a.Until.Before(a.Date):
		return usageError("--until %s is before the approval, %s", a.Until, a.Date)
	}
	return nil
}

// writable is a site whose approvals can be written.
type writable struct {
	name  string // of the file of approvals
	text  []byte // as it is; nil where there is none
	site  *site.Site
	plan  *plan.Plan
	today source.Date
	found source.Diagnostics
}

// openApprovals reads a site with its approvals. A forged entry does not stop it, since a new approval is how one is cured.
func openApprovals(s siteFolder, on *shelf, today source.Date) writable {
	w := writable{name: s.approvalsPath(), today: today}
	o, found := openDescription(s, on)
	file, text, more := s.approvals()
	if file == nil {
		found = append(found, more...)
	}
	o.approvals, w.text, w.site = file, text, o.site
	if o.site != nil {
		o.decisions, _, more = s.decisions()
		found = append(found, more...)
	}
	c := o.compile(found, nil, resolve.Options{AsOf: today})
	w.plan, w.found = c.plan, c.found
	return w
}

// entries are the approvals to write: of the rules that are named, of all that are not approved, or those that the site claims.
func (o approveOptions) entries(w writable, names []string, given plan.Approval) ([]approval.Entry, error) {
	if o.fromSite {
		return w.fromSite()
	}
	flows := w.plan.Unapproved()
	if !o.all {
		var err error
		if flows, err = named(w.plan, names); err != nil {
			return nil, err
		}
	}
	var out []approval.Entry
	for _, f := range flows {
		out = append(out, w.plan.EntryOf(f, given))
	}
	return out, nil
}

func (w writable) fromSite() ([]approval.Entry, error) {
	if w.text != nil {
		return nil, fmt.Errorf("%s is there already; approve what is not in it by name, or with --all", w.name)
	}
	entries := resolve.AskedApprovals(w.site, w.plan)
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s: its [approvals] cover no rule of the plan; there is nothing to take over", w.site.File.Name)
	}
	for _, e := range entries {
		if w.today.Before(e.Approval.Date) {
			return nil, fmt.Errorf("%s: an approval of %s is dated %s, which is in the future; nothing was written", w.site.File.Name, e.Approval.By, e.Approval.Date)
		}
	}
	return entries, nil
}

// named are the rules that arguments name, in the order of the plan.
func named(p *plan.Plan, names []string) ([]*plan.Flow, error) {
	wanted := map[string]bool{}
	var pol *policy.Policy
	for _, name := range names {
		hits := 0
		if id := strings.ToUpper(name); strings.HasPrefix(id, "G") { // may be a row of the zones' worksheets
			if pol == nil {
				pol = policy.Of(p)
			}
			if r := pol.Rule(id); r != nil {
				for _, flow := range r.Flows {
					wanted[flow], hits = true, hits+1
				}
			}
		}
		for _, f := range p.Network() {
			if f.ID == strings.ToUpper(name) || f.Rule == name || strings.TrimPrefix(f.Rule, plan.DeclaredPrefix) == name {
				wanted[f.ID], hits = true, hits+1
			}
		}
		if hits == 0 {
			return nil, usageError("the site has no rule %s between hosts; %s", name, source.DidYouMean(strings.ToUpper(name), known(p)))
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Network()), func(f *plan.Flow) bool { return !wanted[f.ID] }), nil
}

func known(plan *plan.Plan) []string {
	var ids []string
	for _, f := range plan.Network() {
		ids = append(ids, f.ID)
	}
	return ids
}

// account says what was approved, rule by rule, and what to do next.
func (w writable) account(entries []approval.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		m := e.Meaning
		fmt.Fprintf(&b, "%s  %s -> %s  %s  %s: %s\n", e.ID, m.Source.ID, m.Destination.ID, catalog.Socket(catalog.ProtocolName(m.Protocol), m.Port), e.Follows, e.Approval.String())
	}
	done := map[string]bool{}
	latest := w.plan.Document.Date
	for _, e := range entries {
		done[e.ID] = true
		if latest.Before(e.Approval.Date) {
			latest = e.Approval.Date
		}
	}
	open := 0
	for _, f := range w.plan.Unapproved() {
		if !done[f.ID] {
			open++
		}
	}
	fmt.Fprintf(&b, "%s: %d rules written, %d of %d rules are not approved\n", w.name, len(entries), open, len(w.plan.Network()))
	if w.plan.Document.Date.Before(latest) {
		fmt.Fprintf(&b, "the document is dated %s, before the approval; set document.date = %s or later, or build with --as-of %s\n", w.plan.Document.Date, latest, latest)
	}
	return b.String()
}
