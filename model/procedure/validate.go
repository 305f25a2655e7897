package procedure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/shell"
	"portolan/model/site"
	"portolan/model/source"
)

// validate looks at a compiled runbook from every side.
func (c *compiler) validate(b *plan.Runbook) {
	e := &validator{c, b}
	e.validateTime()
	e.validateInterval()
	e.validateOrder()
	for i := range c.made {
		m := &c.made[i]
		e.validateConnections(m)
		e.validateShell(m)
		e.validateHosts(m)
	}
	e.validateRehearsal()
}

// validateTime compares what the latest timed test took, or else the sum of minutes, with the time that the site promised for a recovery, and prints how it comes about.
func (c *validator) validateTime() {
	promised := c.r.Site.Recovery
	if promised == nil || c.r.DoubtWithin("recovery") || !slices.Contains(c.b.Serves, "rto") {
		return
	}
	if took := c.b.Test.Took(); took > promised.RTOMinutes.V {
		c.report(plan.BookFault{Code: "S60", What: fmt.Sprintf("its latest timed test took %d minutes, but the RTO of the site is %d", took, promised.RTOMinutes.V),
			Help: "shorten the procedure, or raise the RTO"}, promised.RTOMinutes.At, source.Related{At: c.book.At, What: "the runbook"})
		return
	} else if took > 0 || c.b.Minutes <= promised.RTOMinutes.V { // a test says more than an estimate
		return
	}
	c.report(plan.BookFault{Code: "S60", What: fmt.Sprintf("it takes %d minutes, but the RTO of the site is %d: %s", c.b.Minutes, promised.RTOMinutes.V, timePath(c.b)),
		Help: "shorten the procedure, or raise the RTO"}, promised.RTOMinutes.At, source.Related{At: c.book.At, What: "the runbook"})
}

// timePath is the sum of minutes, part by part.
func timePath(b *plan.Runbook) string {
	var parts []string
	add := func(name string, minutes, each int) {
		switch {
		case minutes == 0:
		case each > 0:
			parts = append(parts, fmt.Sprintf("%s %d x %d", name, minutes/each, each))
		default:
			parts = append(parts, fmt.Sprintf("%s %d", name, minutes))
		}
	}
	for i, k := range b.PreChecks {
		add(cmp.Or(k.ID, fmt.Sprintf("check %d", i+1)), k.Minutes, 0)
	}
	for _, s := range b.Steps {
		add(s.ID, s.Minutes, s.Each)
	}
	for i, k := range b.Verify {
		add(cmp.Or(k.ID, fmt.Sprintf("verification %d", i+1)), k.Minutes, 0)
	}
	return strings.Join(parts, " + ")
}

// validateInterval compares how often backups are made with how much may be lost.
func (c *validator) validateInterval() {
	recovery, backup := c.r.Site.Recovery, c.r.Site.Backup
	if recovery == nil || backup == nil || c.r.DoubtWithin("recovery") || c.r.DoubtWithin("backup") || !slices.Contains(c.b.Serves, "rpo") || backup.EveryHours.V*60 <= recovery.RPOMinutes.V {
		return
	}
	c.report(plan.BookFault{Code: "S61", What: fmt.Sprintf("a backup every %d hours can lose %d minutes of work, but the RPO of the site is %d", backup.EveryHours.V,
		backup.EveryHours.V*60, recovery.RPOMinutes.V), Help: "back up more often, or raise the RPO"}, backup.EveryHours.At, source.Related{At: recovery.RPOMinutes.At, What: "the RPO"})
}

// validateConnections finds connections of a step for which the plan has no rule.
func (c *validator) validateConnections(m *madeStep) {
	for _, k := range m.connects {
		var pairs []string
		missing := map[string][]string{} // by destinations, the sources, as a site names them
		for _, from := range c.end(k.From, m.parties) {
			for _, to := range c.end(k.To, m.parties) {
				if from != to && !c.rules.open(c.r, from, to, k) {
					pairs = append(pairs, from.Host+" -> "+to.Host)
					missing[to.ID] = append(missing[to.ID], from.ID)
				}
			}
		}
		if len(pairs) > 0 {
			c.reportNeed(c.wanted(k)+" "+strings.Join(pairs, ", "), plan.BookFault{Code: "S62", Step: m.step, What: fmt.Sprintf("%s needs %s, and the plan has no rule for %s", c.called(m), c.wanted(k), strings.Join(pairs, ", ")),
				Help: "declare the traffic, or do the step from a host that has the rule: `" + c.missingFlows(m, k, missing) + "`"}, k.At)
		}
	}
}

// missingFlows declares what a step needs, as TOML that a site can take over. The same traffic has the same name, so that one of several findings' cures is enough.
func (c *validator) missingFlows(m *madeStep, k catalog.Connection, missing map[string][]string) string {
	port := c.wanted(k)
	var tables []string
	for _, to := range source.SortedKeys(missing) {
		sources := missing[to]
		name := "runbooks"
		if len(sources) == 1 {
			name = sources[0]
		}
		tables = append(tables, fmt.Sprintf("[flows.%s-%s-%s]\nfrom = [\"%s\"]\nto = %q\nports = [%q]\npurpose = %s", name, to, strings.ReplaceAll(port, "/", "-"),
			strings.Join(sources, `", "`), to, port, source.Quoted("Steps of runbooks, as: "+strings.ReplaceAll(c.titled(m), "`", ""))))
	}
	return strings.Join(tables, "\n\n")
}

// called is what readers know a step by: its title. A check has none, and is known by its text.
func (c *validator) called(m *madeStep) string {
	kind := "check"
	if c.isStep(m) {
		kind = "step"
	}
	return kind + " “" + c.titled(m) + "”"
}

func (c *validator) titled(m *madeStep) string {
	if c.isStep(m) {
		return m.title
	}
	return strings.TrimSuffix(m.text, ".")
}

// isStep reports whether it is a step of the runbook or of its rollback.
func (c *validator) isStep(m *madeStep) bool {
	for _, steps := range [][]plan.Step{c.b.Steps, c.b.Undo} {
		for i := range steps { // a step is large
			if m.step != "" && steps[i].ID == m.step {
				return true
			}
		}
	}
	return false
}

// wanted is the port of a connection as people name it.
func (c *validator) wanted(k catalog.Connection) string {
	if k.Port.Set() {
		return k.Port.V
	}
	return c.r.PortOfAll(listening(k)).Socket()
}

// listening is what a connection ends at: a listener, which a resource may have on a port of its own.
func listening(k catalog.Connection) catalog.End {
	end := catalog.End{Listener: k.Listener}
	if name, ok := strings.CutPrefix(k.To.V, resourcePrefix); ok {
		end.Resource = source.V(name, k.To.At)
	}
	return end
}

// end are the hosts that one end of a connection means.
func (c *validator) end(word source.Text, here []*plan.Party) []*plan.Party {
	switch word.V {
	case catalog.OnHere:
		return here
	case catalog.OnBackup:
		host := c.backupValue("host")
		for _, id := range source.SortedKeys(c.r.Parties) {
			if p := c.r.Parties[id]; host != "" && strings.EqualFold(p.Host, host) {
				return []*plan.Party{p}
			}
		}
		return nil
	}
	return c.where(word, source.Text{})
}

// rules are those of the plan by the listeners at which they end, and those that the site declares: they may end at any.
type rules struct {
	to    map[string][]*plan.Flow
	needs []needed // what runbooks need, and no rule opens
	desk  *desk

	strangers map[string][]string // the hosts that commands name and the site does not know: many runbooks have the same
	waited    map[string][]string // by services, those that they wait for
}

type needed struct {
	what string
	told source.Diagnostic
}

func rulesOf(r *product.Product) *rules {
	byListener := map[string][]*plan.Flow{}
	for _, f := range r.Plan.Flows {
		base := catalog.BaseListener(f.Listener)
		if f.Product == "" {
			base = declared
		}
		byListener[base] = append(byListener[base], f)
	}
	return &rules{to: byListener, desk: newDesk(), strangers: map[string][]string{}, waited: map[string][]string{}}
}

// declared stands for the listeners of rules that the site declares.
const declared = ""

// open reports whether a rule of the plan, in any state, opens a connection.
func (rules *rules) open(r *product.Product, from, to *plan.Party, k catalog.Connection) bool {
	port, _ := catalog.ParsePort(k.Port.V)
	ends := func(f *plan.Flow) bool {
		if k.Listener.Set() {
			return catalog.BaseListener(f.Listener) == k.Listener.V || f.Product == "" && f.Port.Holds(r.ListensOn(listening(k), to.ID)) // or the site declares it
		}
		return f.Port.Holds(port)
	}
	opens := func(f *plan.Flow) bool {
		return ends(f) && r.Parties[f.From].Is(from.ID) && r.Parties[f.To].Is(to.ID)
	}
	if k.Listener.Set() {
		return slices.ContainsFunc(rules.to[k.Listener.V], opens) || slices.ContainsFunc(rules.to[declared], opens)
	}
	return slices.ContainsFunc(r.Plan.Flows, opens)
}

// validateShell finds commands for a shell that the host's system does not have.
func (c *validator) validateShell(m *madeStep) {
	if !m.run.Set() {
		return
	}
	for _, p := range m.parties {
		if p.OS != "" && !shell.Runs(m.shell.V, p.OS) {
			c.report(plan.BookFault{Code: "S63", Step: m.step, What: fmt.Sprintf("%s is written for %s, which %s (%s) does not have", c.called(m), m.shell.V, p.Host, p.OS),
				Help: "give the step a condition on the system, or write it for this one"}, m.shell.At, source.Related{At: p.At, What: "the host"})
		}
	}
}

// validateHosts finds hosts and addresses in commands that are none of the site's. Where one came with a value of the site, that is the line to
// look at, once for all runbooks.
func (c *validator) validateHosts(m *madeStep) {
	for _, k := range m.commands {
		strangers, known := c.rules.strangers[k.Text]
		if !known {
			strangers = slices.DeleteFunc(namedHosts(k.Text), func(host string) bool { return KnowsHost(c.r.Network, host) })
			c.rules.strangers[k.Text] = strangers
		}
		for _, host := range strangers {
			f := plan.BookFault{Code: "S64", Step: m.step, What: fmt.Sprintf("a command of %s names %s, which is no host or address of the site", c.called(m), host),
				Help: "use a name of the plan, or describe the host in the site"}
			if value := c.valueWith(host); value != "" {
				f.Step, f.What = "", fmt.Sprintf("%s names %s, which is no host or address of the site", value, host)
				f.Help = "describe the host in the site, under [servers], so that its connections are in the plan"
				if !slices.Contains(c.b.Faults, f) {
					c.b.Faults = append(c.b.Faults, f)
				}
				told := func(known plan.Finding) bool { return known.At == c.place(value) } // of the path itself, whether it is accepted or not
				if !slices.ContainsFunc(c.r.Plan.Findings, told) && !slices.ContainsFunc(c.found, func(d source.Diagnostic) bool { return d.At == c.place(value) && d.What == f.What }) {
					c.found = append(c.found, source.Diagnostic{Severity: source.Warning, Code: f.Code, At: c.place(value), What: f.What, Help: f.Help})
				}
				continue
			}
			c.report(f, m.run.At)
		}
	}
}

// valueWith is the name of a value of the plan that holds a text.
func (c *validator) valueWith(text string) string {
	for _, v := range c.used {
		if strings.Contains(v.Name, ".") && strings.Contains(v.Text, text) {
			return v.Name
		}
	}
	return ""
}

// validateRehearsal says when a rehearsal is overdue. It depends on the day of the check, so that it is never in the pack, which has the day
// when it is due.
func (c *validator) validateRehearsal() {
	if c.b.Test.Due.IsZero() || !c.b.Test.Due.Before(c.r.AsOf) || c.r.DateInDoubt() || c.r.DoubtWithin("runbooks", c.r.Key(product.RunbookTable, c.book.ID.V)) {
		return
	}
	at, last := c.r.Site.File.Top(), "it was never tested here"
	if told, ok := c.r.Given.Runbooks[c.book.ID.V]; ok {
		at = told.At
	}
	if !c.b.Test.Last.IsZero() {
		last = "it was last tested on " + c.b.Test.Last.String()
	}
	c.found = append(c.found, source.Diagnostic{Severity: source.Warning, Code: "S66", At: at, What: fmt.Sprintf("runbook %s: its test was due on %s; %s", c.b.ID, c.b.Test.Due, last),
		Help: fmt.Sprintf("test it, and write the date into [runbooks.%s], as in `last_tested = 2026-01-31`", site.TableKey(c.r.Key(product.RunbookTable, c.book.ID.V)))})
}
