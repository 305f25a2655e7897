package loss

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model"
	"portolan/model/columns"
)

// page writes an outcome for a person.
type page struct {
	b     strings.Builder
	width int
}

func (t *page) line(indent int, format string, args ...any) {
	columns.Wrap(&t.b, t.width, indent, indent+2, fmt.Sprintf(format, args...))
}

func (t *page) table(title string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	t.b.WriteByte('\n')
	t.line(0, "%s", title)
	columns.Table(&t.b, t.width, 2, rows)
}

// meanings say what the verdicts mean.
var meanings = map[Verdict]string{
	Outage:   "Somebody does not get in, or services of other hosts stall, and no failover of the plan helps.",
	Lacking:  "Everybody who must get in does, but hosts that are left are cut off from something required, and no failover of the plan helps.",
	Failover: "Something required does not work until a failover; after it, it does.",
	Fewer:    "Everything required has at least one far end left. Whether that is enough is the product's matter.",
	Alone:    "Nothing required is touched but what the lost hosts do themselves.",
}

// Text is the outcome for a person at a terminal of that many characters per line.
func (o *Outcome) Text(width int) string {
	t := &page{width: width}
	t.line(0, "%s: %s", strings.ToUpper(string(o.Verdict)), o.headline())
	t.line(2, "%s", meanings[o.Verdict])
	t.line(2, "Of %d flows %d are kept, %d work after a failover, %d are lost (%d of them between hosts).", o.Count.All, o.Count.Kept, o.Count.Later, o.Count.Lost, o.Count.LostWide)
	if o.Count.Reduced > 0 {
		t.line(2, "%d of the kept flows are between groups that have fewer hosts now.", o.Count.Reduced)
	}
	t.states(o)
	t.table("Who gets in", accessRows(o.Access))
	t.stalled(o)
	t.calls(o.Calls)
	t.table("Lost flows by cause", o.causeRows())
	t.table("Resources on lost hosts", resourceRows(o.Resources))
	t.table("Runbooks of the pack", bookRows(o.Runbooks))
	t.table("Contacts", contactRows(o.Contacts))
	return t.b.String()
}

func (o *Outcome) headline() string {
	if len(o.Lost) == 0 {
		return o.Site + ", nothing lost"
	}
	return o.Site + " without " + strings.Join(o.Lost, ", ")
}

func (t *page) states(o *Outcome) {
	var rows [][]string
	for _, s := range o.States {
		text := "possible, not needed for this"
		switch {
		case !s.Possible:
			text = "not possible: " + s.Holder + " is lost"
		case s.Needed:
			text = fmt.Sprintf("needed and possible: %s takes over from %s", s.Holder, s.From)
		}
		rows = append(rows, []string{s.ID, text})
	}
	t.table("States after a failover", rows)
	for _, s := range o.States {
		t.table("Calls that are cut off in "+s.ID, callRows(s.CutOff, Gone))
	}
}

func accessRows(list []Access) [][]string {
	var rows [][]string
	for _, a := range list {
		purpose := a.Purpose
		if a.Requirement != required {
			purpose += " (" + a.Requirement + ")"
		}
		if a.Via != "" {
			purpose += ", by way of " + a.Via
		}
		rows = append(rows, []string{a.Population, string(a.Change), fmt.Sprintf("%d of %d", len(a.Now), len(a.Before)), a.Socket, name(a.Rule),
			purpose + a.left() + a.impaired()})
	}
	return rows
}

// impaired names the far ends that are cut off themselves, with the rules.
func (a Access) impaired() string {
	if a.declared || len(a.Impaired) == 0 { // whoever administers a host does not depend on what it calls
		return ""
	}
	var hosts, rules []string
	for _, i := range a.Impaired {
		if !slices.Contains(hosts, i.Host) {
			hosts = append(hosts, i.Host)
		}
		if text := name(i.Rule); !slices.Contains(rules, text) {
			rules = append(rules, text)
		}
	}
	return fmt.Sprintf(". BUT cut off behind it: %s under %s; see the calls", short(hosts), strings.Join(rules, ", "))
}

// name is a rule as approvals name it.
func name(rule string) string { return strings.TrimPrefix(rule, model.DeclaredPrefix) }

// left says which far ends are left, where that is not plain.
func (e FarEnds) left() string {
	switch e.Change {
	case Some:
		return ": " + short(e.Now) + " left"
	case Later:
		var parts []string
		for _, s := range e.Later {
			if len(s.Hosts) > 0 {
				parts = append(parts, fmt.Sprintf("%s in %s", short(s.Hosts), s.State))
			}
		}
		if len(parts) == 0 {
			return ": not needed then"
		}
		return ": " + strings.Join(parts, "; ")
	}
	return ""
}

// mostNamed is the number of hosts that a line names; of more it says how many.
const mostNamed = 8

func short(hosts []string) string {
	if len(hosts) > mostNamed {
		return fmt.Sprintf("%d hosts", len(hosts))
	}
	return strings.Join(hosts, ", ")
}

// stalled groups services by what befell them, so that a site of equal hosts is a few lines.
func (t *page) stalled(o *Outcome) {
	type key struct{ service, cause string }
	hosts := map[key][]string{}
	var order []key
	for _, s := range o.folded() {
		k := key{s.Service, s.Cause.Text}
		if hosts[k] == nil {
			order = append(order, k)
		}
		hosts[k] = append(hosts[k], s.Host)
	}
	slices.SortStableFunc(order, func(a, b key) int { return len(hosts[b]) - len(hosts[a]) })
	var rows [][]string
	for _, k := range order {
		rows = append(rows, []string{k.service, short(hosts[k]), k.cause})
	}
	t.table("Stalled services of hosts that are left", rows)
}

// folded is the list of stalled services in which a node whose services all have one cause stands once.
func (o *Outcome) folded() []Stalled {
	var out []Stalled
	for _, n := range o.plan.Nodes {
		var mine []Stalled
		causes := map[string]bool{}
		for _, s := range o.Stalled {
			if s.Host == n.ID {
				mine, causes[s.Cause.Text] = append(mine, s), true
			}
		}
		if len(mine) > 1 && len(mine) == len(n.Services) && len(causes) == 1 {
			mine = []Stalled{{n.ID, "all services", "", mine[0].Cause}}
		}
		out = append(out, mine...)
	}
	return out
}

// calls groups calls that differ in their source only.
func (t *page) calls(list []Call) {
	t.table("Calls that are cut off", callRows(list, Gone))
	t.table("Calls that work again after a failover", callRows(list, Later))
	t.table("Calls with fewer far ends", callRows(list, Some))
}

// otherwise names the conditional ways that are left.
func (c Call) otherwise() string {
	var parts []string
	for _, o := range c.Otherwise {
		parts = append(parts, fmt.Sprintf("%s by rule %s, where %s", o.To, name(o.Rule), o.Condition))
	}
	if len(parts) == 0 {
		return ""
	}
	return ". Open besides: " + strings.Join(parts, "; ")
}

func callRows(list []Call, change Change) [][]string {
	type key struct{ rule, socket, service, gone, left, purpose string }
	sources := map[key][]string{}
	var order []key
	for _, c := range list {
		if c.Change != change {
			continue
		}
		gone := slices.DeleteFunc(slices.Clone(c.Before), func(id string) bool { return slices.Contains(c.Now, id) })
		purpose := c.Purpose
		if c.Requirement != required {
			purpose += " (" + c.Requirement + ")"
		}
		k := key{name(c.Rule), c.Socket, c.Service, short(gone), c.left() + c.otherwise(), purpose}
		if sources[k] == nil {
			order = append(order, k)
		}
		sources[k] = append(sources[k], c.Source)
	}
	var rows [][]string
	for _, k := range order {
		rows = append(rows, []string{k.rule, k.socket, short(sources[k]) + " -> " + k.gone, k.purpose + k.left})
	}
	return rows
}

// causeRows count lost flows by their cause. The order is that of the numbers.
func (o *Outcome) causeRows() [][]string {
	count := map[string]int{}
	for _, f := range o.Flows {
		switch {
		case f.Cause == nil:
		case f.Cause.Kind == ServiceStall:
			count["a service that calls or answers is stalled, which goes back to "+strings.Join(f.Cause.Lost, ", ")]++
		default:
			count[f.Cause.Text]++
		}
	}
	var rows [][]string
	texts := make([]string, 0, len(count))
	for text := range count {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	for _, text := range texts {
		rows = append(rows, []string{fmt.Sprint(count[text]), text})
	}
	return rows
}

func resourceRows(list []Resource) [][]string {
	var rows [][]string
	for _, r := range list {
		need := "not required by the catalogue"
		if r.Required {
			need = "required by the catalogue"
		}
		rows = append(rows, []string{r.Name, "on " + r.On, need})
	}
	return rows
}

func bookRows(list []Book) [][]string {
	var rows [][]string
	for _, b := range list {
		text := b.Trigger
		if len(b.Blocked) > 0 {
			text = fmt.Sprintf("%s Cannot be done at lost hosts: steps %s.", text, strings.Join(b.Blocked, ", "))
		}
		if len(b.Partly) > 0 {
			text = fmt.Sprintf("%s Only at the hosts that are left: steps %s.", text, strings.Join(b.Partly, ", "))
		}
		rows = append(rows, []string{b.ID, b.Kind, text})
	}
	return rows
}

func contactRows(list []model.Contact) [][]string {
	var rows [][]string
	for _, c := range list {
		var how []string
		for _, text := range []string{c.Mail, c.When} {
			if text != "" {
				how = append(how, text)
			}
		}
		rows = append(rows, []string{c.Name, c.Role, c.Phone, strings.Join(how, ", ")})
	}
	return rows
}

// why names what makes a loss as grave as it is, for the table of all hosts.
func (o *Outcome) why() []string {
	out := []string{}
	add := func(text string) {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, a := range o.Access {
		if a.Requirement == required && (a.Change == Gone || a.Change == Later) {
			add(fmt.Sprintf("%s: %s %s", a.Population, name(a.Rule), a.Change))
		}
	}
	if hosts := stalledHosts(o.Stalled); len(hosts) > 0 {
		add(fmt.Sprintf("%d services stalled on %s", len(o.Stalled), short(hosts)))
	}
	for _, change := range []Change{Gone, Later} {
		var rules []string
		for _, c := range o.Calls {
			if text := fmt.Sprintf("%s (%s)", c.Service, name(c.Rule)); c.Requirement == required && c.Change == change && !slices.Contains(rules, text) {
				rules = append(rules, text)
			}
		}
		if len(rules) > 0 {
			add(string(change) + ": " + strings.Join(rules, ", "))
		}
	}
	return out
}

func stalledHosts(list []Stalled) []string {
	var hosts []string
	for _, s := range list {
		hosts = append(hosts, s.Host)
	}
	return slices.Compact(hosts)
}

// Text is the table of all hosts, the gravest loss first.
func (e *Each) Text(width int) string {
	t := &page{width: width}
	single := 0
	for _, h := range e.Hosts {
		if h.Single {
			single++
		}
	}
	t.line(0, "%s: %d hosts, %d single points of failure", e.Site, len(e.Hosts), single)
	rank := map[Verdict]int{Outage: 0, Lacking: 1, Failover: 2, Fewer: 3, Alone: 4}
	hosts := slices.Clone(e.Hosts)
	slices.SortStableFunc(hosts, func(a, b Host) int { return rank[a.Verdict] - rank[b.Verdict] })
	columns.Table(&t.b, width, 2, hostRows(hosts))
	var words [][]string
	for _, v := range []Verdict{Outage, Lacking, Failover, Fewer, Alone} {
		if slices.ContainsFunc(hosts, func(h Host) bool { return h.Verdict == v }) {
			words = append(words, []string{string(v), meanings[v]})
		}
	}
	t.table("What the words mean", words)
	return t.b.String()
}

// hostRows put hosts whose loss means the same into one row.
func hostRows(hosts []Host) [][]string {
	var rows [][]string
	var names []string
	for i, h := range hosts {
		names = append(names, h.ID)
		row := h.row()
		if i+1 < len(hosts) && slices.Equal(row, hosts[i+1].row()) {
			continue
		}
		if len(names) > 3 {
			names = []string{fmt.Sprintf("%s to %s (%d)", names[0], names[len(names)-1], len(names))}
		}
		rows = append(rows, append([]string{strings.Join(names, ", ")}, row...))
		names = nil
	}
	return rows
}

func (h Host) row() []string {
	why := "-"
	if len(h.Why) > 0 {
		why = strings.Join(h.Why, "; ")
	}
	return []string{string(h.Verdict), fmt.Sprintf("%d lost", h.Count.Lost), why}
}
