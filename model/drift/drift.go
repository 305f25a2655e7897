// Package drift compares the rules and listeners that are there with a plan: what is documented and present, missing, undocumented, wider than
// documented, and what cannot be told. It says so of whatever it has no evidence for, or does not understand.
package drift

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/evidence"
	"portolan/model/passage"
	"portolan/model/plan"
	"portolan/model/policy"
)

// A Status is what came of a rule or a listener.
type Status string

// The statuses, gravest first.
const (
	Missing      Status = "missing"
	Wider        Status = "wider"
	Undocumented Status = "undocumented"
	NotAssessed  Status = "not assessed"
	Present      Status = "present"
)

// Statuses are all statuses, in their order.
var Statuses = []Status{Missing, Wider, Undocumented, NotAssessed, Present}

// A Row is one rule of the plan at a host or firewall, or something that is there and not in the plan, or something that is not known.
type Row struct {
	Status   Status        `json:"status"`
	Device   string        `json:"device"`
	Hook     evidence.Hook `json:"hook,omitempty"`     // none of a listener
	Rule     string        `json:"rule,omitempty"`     // the grouped rule of the plan
	What     string        `json:"what"`               // the rule of the plan, or what is there
	Where    string        `json:"where,omitempty"`    // in the evidence
	Detail   string        `json:"detail,omitempty"`   // what is missing or more, or why it is not known
	Listener bool          `json:"listener,omitempty"` // it is a program that waits for packets
}

// A Report is what a comparison has shown.
type Report struct {
	FormatVersion string         `json:"format_version"` // within a major version keys are only added
	Site          string         `json:"site"`
	Revision      string         `json:"revision"`
	Date          string         `json:"date"`
	Drift         bool           `json:"drift"`    // something is missing, wider or undocumented
	Complete      bool           `json:"complete"` // nothing is not assessed
	Counts        map[Status]int `json:"counts"`
	Rows          []Row          `json:"rows"`
}

// Evidence is what was collected of one host or firewall; of a scan of the network the device is empty.
type Evidence struct {
	Device    string
	Rules     []*evidence.Rules
	Listening bool // listeners were collected, if only to see that there are none
	Listeners []evidence.Listener
	Unread    []Unread
}

// Unread is a file that could not be read.
type Unread struct{ File, Why string }

// Compare compares a plan with all evidence.
func Compare(p *plan.Plan, list []Evidence) *Report {
	c := newComparer(p)
	for _, e := range list {
		c.evidence(e)
	}
	c.unknown(list)
	slices.SortStableFunc(c.rows, func(a, b Row) int {
		return cmp.Or(slices.Index(Statuses, a.Status)-slices.Index(Statuses, b.Status), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Hook, b.Hook), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.What, b.What))
	})
	r := &Report{FormatVersion: "1.0", Site: p.Site, Revision: p.Document.Revision, Date: p.Document.Date.String(), Counts: map[Status]int{}, Rows: c.rows}
	for _, s := range Statuses {
		r.Counts[s] = 0
	}
	for _, row := range c.rows {
		r.Counts[row.Status]++
	}
	r.Drift = r.Counts[Missing]+r.Counts[Wider]+r.Counts[Undocumented] > 0
	r.Complete = r.Counts[NotAssessed] == 0
	return r
}

type comparer struct {
	plan   *plan.Plan
	policy *policy.Policy
	rules  map[string]string // flow -> its grouped rule
	barred map[string]bool   // grouped rules that must not be there
	rows   []Row
}

func newComparer(p *plan.Plan) *comparer {
	c := &comparer{plan: p, policy: policy.Of(p), rules: map[string]string{}, barred: map[string]bool{}}
	for i := range c.policy.Rules {
		r := &c.policy.Rules[i]
		c.barred[r.ID] = c.policy.Bars(r)
		for _, id := range r.Flows {
			c.rules[id] = r.ID
		}
	}
	return c
}

func (c *comparer) add(r Row) { c.rows = append(c.rows, r) }

// isFirewall reports whether a device is a firewall of the site.
func (c *comparer) isFirewall(device string) bool { return c.plan.Firewall(device) != nil }

func (c *comparer) evidence(e Evidence) {
	for _, u := range e.Unread {
		c.add(Row{Status: NotAssessed, Device: e.Device, What: u.File, Detail: u.Why})
	}
	if e.Device != "" {
		hooks := []evidence.Hook{evidence.In, evidence.Out}
		if c.isFirewall(e.Device) {
			hooks = []evidence.Hook{evidence.Through}
		}
		for _, hook := range hooks {
			c.hook(e, hook)
		}
	}
	c.listeners(e)
}

// hook compares one direction at a device.
func (c *comparer) hook(e Evidence, hook evidence.Hook) {
	var permits []evidence.Permit
	covered := false
	for _, r := range strict(e.Rules, hook) {
		covered = covered || slices.Contains(r.Hooks, hook)
		for _, p := range r.Permits {
			if p.Hook == hook {
				permits = append(permits, p)
			}
		}
	}
	if !covered {
		return // said in unknown
	}
	documented := c.documented(e.Device, hook)
	if hook == evidence.Out && len(documented) == 0 {
		return // the host's rule file does not filter there
	}
	seen := c.clip(e.Device, hook, documented)
	for i := range permits {
		permits[i].Boxes = evidence.Common(permits[i].Boxes, seen)
	}
	c.present(e.Device, hook, documented, permits)
	c.excess(e.Device, hook, documented, permits)
}

// strict are the sources of rules that filter at a hook; if none does, one of those that do not.
func strict(all []*evidence.Rules, hook evidence.Hook) []*evidence.Rules {
	var out, open []*evidence.Rules
	for _, r := range all {
		if !slices.Contains(r.Hooks, hook) {
			continue
		}
		if r.Open(hook) {
			open = append(open, r)
		} else {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return open[:min(1, len(open))]
	}
	return out
}

// A rule is a grouped rule of the plan as packets at a hook.
type rule struct {
	id    string
	boxes []evidence.Box
	ways  []way // at a firewall: its packets, by the interfaces that they pass
}

// A way is a pair of interfaces of a firewall, as the site calls them, with packets that pass them; no name is one that the site does not say.
type way struct {
	in, out string
	boxes   []evidence.Box
}

// documented are the rules of the plan at a hook of a device, in the order of the policy.
func (c *comparer) documented(device string, hook evidence.Hook) []rule {
	boxes, ways := map[string][]evidence.Box{}, map[string][]way{}
	for _, each := range passage.At(c.plan, device, passage.Hook(hook)) {
		id, packets := c.rules[each.Flow.ID], boxesOf(each)
		boxes[id] = append(boxes[id], packets...)
		for _, w := range c.ways(device, each) {
			ways[id] = append(ways[id], way{w[0], w[1], packets})
		}
	}
	var out []rule
	for _, r := range c.policy.Rules {
		if len(boxes[r.ID]) > 0 {
			out = append(out, rule{r.ID, boxes[r.ID], ways[r.ID]})
			if last := &out[len(out)-1]; len(last.ways) == 0 {
				last.ways = []way{{boxes: last.boxes}}
			}
		}
	}
	return out
}

// ways are the pairs of interfaces by which packets of a passage go through a firewall, none if they do not; at a host one without names.
func (c *comparer) ways(device string, p passage.Passage) (out [][2]string) {
	w := c.plan.Firewall(device)
	if w == nil {
		return [][2]string{{}}
	}
	for _, from := range c.plan.ZonesOf(p.Ends[0]) {
		for _, to := range c.plan.ZonesOf(p.Ends[1]) {
			in, behind := w.Crossing(c.plan, from, to)
			for _, a := range in {
				for _, b := range behind {
					out = append(out, [2]string{w.Interfaces[a], w.Interfaces[b]})
				}
			}
		}
	}
	return out
}

// boxesOf are the packets of a passage.
func boxesOf(p passage.Passage) []evidence.Box {
	var out []evidence.Box
	sources := []evidence.Range{evidence.AnyPort}
	if from, asked := p.SourcePorts(); asked {
		sources = rangesOf(from)
	}
	ports := rangesOf(p.Flow.Numbers)
	if len(ports) == 0 {
		ports = []evidence.Range{evidence.AnyPort}
	}
	for _, from := range p.From {
		for _, to := range p.To {
			four := from.Addr().Is4()
			if four != to.Addr().Is4() || !p.Flow.In(four) {
				continue
			}
			n := p.Flow.Number(four)
			types := evidence.AnyType
			if p.Flow.Type != "" {
				t := catalog.TypeNumber(p.Flow.Type, four)
				types = evidence.Range{Low: t, High: t}
			}
			for _, s := range sources {
				for _, port := range ports {
					out = append(out, evidence.Box{From: evidence.SpanOf(from), To: evidence.SpanOf(to), Protocol: evidence.Range{Low: n, High: n}, Source: s, Port: port, Type: types})
				}
			}
		}
	}
	return out
}

func rangesOf(n catalog.Numbers) []evidence.Range {
	var out []evidence.Range
	for _, s := range n.Spans() {
		out = append(out, evidence.Range{Low: s.Low, High: s.High})
	}
	return out
}

// clip are the packets that there can be at a hook: those to or from the host's own addresses. A rule that leaves these out means them.
func (c *comparer) clip(device string, hook evidence.Hook, documented []rule) []evidence.Box {
	if hook == evidence.Through {
		return evidence.Everything()
	}
	var out []evidence.Box
	add := func(s evidence.Span) {
		for _, b := range evidence.Everything() {
			if b.Four() != s.Low.Is4() {
				continue
			}
			if hook == evidence.In {
				b.To = s
			} else {
				b.From = s
			}
			out = append(out, b)
		}
	}
	for _, place := range c.plan.Places(device) {
		for _, a := range place.Addresses {
			add(evidence.SpanOf(netip.PrefixFrom(a, a.BitLen())))
		}
	}
	for _, r := range documented {
		for _, b := range r.boxes {
			if hook == evidence.In && b.To.Low.IsMulticast() {
				add(b.To)
			}
		}
	}
	if len(out) == 0 {
		return evidence.Everything()
	}
	return out
}

// present looks for every documented rule among what is let through.
func (c *comparer) present(device string, hook evidence.Hook, documented []rule, permits []evidence.Permit) {
	for _, r := range documented {
		if c.barred[r.id] {
			continue
		}
		row := Row{Status: Present, Device: device, Hook: hook, Rule: r.id, What: c.worded(r.id), Where: where(r, permits)}
		var left, blocked []evidence.Box
		for _, w := range r.ways {
			sure, doubtful := w.taken(permits)
			rest := evidence.Without(w.boxes, sure)
			left, blocked = append(left, rest...), append(blocked, evidence.Without(rest, doubtful)...)
		}
		switch {
		case len(blocked) > 0:
			row.Status, row.Detail = Missing, "blocked: "+shown(left)
		case len(left) > 0:
			row.Status, row.Detail = NotAssessed, "a rule that is not fully understood may allow it"
		}
		c.add(row)
	}
}

// taken are the packets that rules let through on a way, and those that they may: where the site does not name the interfaces that rules name.
func (w way) taken(permits []evidence.Permit) (sure, doubtful []evidence.Box) {
	for _, p := range permits {
		known := (len(p.Ways.In) == 0 || w.in != "") && (len(p.Ways.Out) == 0 || w.out != "")
		switch {
		case p.Doubt != "" || !known:
			doubtful = append(doubtful, p.Boxes...)
		case p.Ways.Take(w.in, w.out):
			sure = append(sure, p.Boxes...)
		}
	}
	return sure, doubtful
}

// where are the places of the permits that let a rule's packets through; where a comment names the rule, those alone.
func where(r rule, permits []evidence.Permit) string {
	var named, meant []string
	for _, p := range permits {
		switch {
		case idOf(p.Comment) == r.id:
			named = append(named, p.Where)
		case len(evidence.Common(r.boxes, p.Boxes)) > 0:
			meant = append(meant, p.Where)
		}
	}
	if len(named) > 0 {
		meant = named
	}
	return strings.Join(meant, "; ")
}

var ruleID = regexp.MustCompile(`\bG[A-Z2-7]{7}\b`)

// idOf is the id of a grouped rule that a comment holds, or "".
func idOf(comment string) string { return ruleID.FindString(comment) }

// excess looks for what is let through and not documented.
func (c *comparer) excess(device string, hook evidence.Hook, documented []rule, permits []evidence.Permit) {
	var all []evidence.Box
	for _, r := range documented {
		if !c.barred[r.id] {
			all = append(all, r.boxes...)
		}
	}
	for _, p := range permits {
		id := idOf(p.Comment)
		row := Row{Device: device, Hook: hook, What: p.Text, Where: p.Where}
		if c.policy.Rule(id) != nil {
			row.Rule = id
		}
		if p.Doubt != "" {
			row.Status, row.Detail = NotAssessed, p.Doubt
			c.add(row)
			continue
		}
		more := evidence.Without(p.Boxes, all)
		if len(more) == 0 {
			continue
		}
		if p.Ways.Limited() && !c.named(device, p.Ways) {
			row.Status, row.Detail = NotAssessed, "the site does not name the interface "+strings.Join(slices.Concat(p.Ways.In, p.Ways.Out), ", ")
			c.add(row)
			continue
		}
		row.Status, row.Detail = Wider, "allows also: "+shown(more)
		if len(evidence.Common(p.Boxes, all)) == 0 {
			row.Status, row.Detail = Undocumented, "allows: "+shown(more)
		}
		switch {
		case c.barred[id]:
			row.Detail = "the rule is not approved or has expired; " + row.Detail
		case id != "" && row.Rule == "":
			row.Detail = "no rule of the site has the id " + id + "; " + row.Detail
		}
		c.add(row)
	}
}

// named reports whether the site names all interfaces of a rule.
func (c *comparer) named(device string, w evidence.Ways) bool {
	names := slices.Collect(maps.Values(c.plan.Firewall(device).Interfaces))
	return !slices.ContainsFunc(slices.Concat(w.In, w.Out), func(name string) bool { return !slices.Contains(names, name) })
}

func (c *comparer) worded(id string) string {
	r := c.policy.Rule(id)
	return fmt.Sprintf("%s -> %s, %s", r.From, r.To, r.Services)
}

// unknown says of which hosts and firewalls there is no evidence.
func (c *comparer) unknown(list []Evidence) {
	has := func(device string, is func(Evidence) bool) bool {
		return slices.ContainsFunc(list, func(e Evidence) bool { return e.Device == device && is(e) })
	}
	missing := func(device string, hooks ...evidence.Hook) {
		for _, hook := range hooks {
			if len(c.documented(device, hook)) > 0 && !has(device, func(e Evidence) bool {
				return slices.ContainsFunc(e.Rules, func(r *evidence.Rules) bool { return slices.Contains(r.Hooks, hook) })
			}) {
				c.add(Row{Status: NotAssessed, Device: device, Hook: hook, What: "rules", Detail: "no evidence of the rules in this direction"})
			}
		}
	}
	for _, p := range c.plan.Parties {
		if !p.Managed() {
			continue
		}
		missing(p.ID, evidence.In, evidence.Out)
		if !has(p.ID, func(e Evidence) bool { return e.Listening }) {
			c.add(Row{Status: NotAssessed, Device: p.ID, What: "listeners", Detail: "no evidence of the listeners", Listener: true})
		}
	}
	for _, w := range c.plan.Firewalls {
		missing(w.ID, evidence.Through)
	}
}
