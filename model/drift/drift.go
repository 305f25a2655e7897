// Package drift compares the rules and listeners that are there with a plan: what is documented and present, missing, undocumented, wider than
// documented, and what cannot be told. It says so of whatever it has no evidence for, or does not understand.
package drift

import (
	"cmp"
	"slices"

	"portolan/model/evidence"
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

	Collected string `json:"collected,omitempty"` // the day of the evidence, where it is on record

	more []evidence.Box // what is let through and not documented
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

	seen *policy.Sightings
}

// Evidence is what was collected of one host or firewall; of a scan of the network the device is empty.
type Evidence struct {
	Device    string
	Collected string // the day, as in 2026-09-20; "" where it is not on record
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
	seen := c.seen(list)
	slices.SortStableFunc(c.rows, func(a, b Row) int {
		return cmp.Or(slices.Index(Statuses, a.Status)-slices.Index(Statuses, b.Status), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Hook, b.Hook), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.What, b.What))
	})
	r := &Report{FormatVersion: "1.0", Site: p.Site, Revision: p.Document.Revision, Date: p.Document.Date.String(), Counts: map[Status]int{}, Rows: c.rows, seen: seen}
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
	day    string // of the evidence that is looked at

	sightings []sighting
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

func (c *comparer) add(r Row) {
	r.Collected = c.day
	c.rows = append(c.rows, r)
}

// isFirewall reports whether a device is a firewall of the site.
func (c *comparer) isFirewall(device string) bool { return c.plan.Firewall(device) != nil }

func (c *comparer) evidence(e Evidence) {
	c.day = e.Collected
	defer func() { c.day = "" }()
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
