package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// Of files the flows of a plan. It is pure: equal plans give equal policies.
func Of(plan *plan.Plan) *Policy {
	b := newBuilder(plan)
	classes := b.classes()
	b.groupRules(classes)
	b.nameHosts()
	b.nameServices()
	b.nameRules()
	slices.SortFunc(b.drafts, func(x, y *draft) int { return compareRules(x.Rule, y.Rule) })
	b.nameObjects()
	return b.finish()
}

// builder holds what is known while a policy is made. Parties and ports have indexes here, because covers work with numbers.
type builder struct {
	plan    *plan.Plan
	parties []string // by index, in order
	index   map[string]int
	alone   []bool
	ports   []catalog.Port
	port    map[catalog.Port]int
	drafts  []*draft
	hosts   map[string]*HostGroup    // by members
	svcs    map[string]*ServiceGroup // by ports

	spareHosts []*HostGroup // of the site, which rules know by another name
	spareSvcs  []*ServiceGroup
}

// draft is a rule whose ends and services have no names yet.
type draft struct {
	Rule
	from, to []string
	ports    []catalog.Port
	fromKey  string
	toKey    string
	portKey  string
}

func newBuilder(resolved *plan.Plan) *builder {
	b := &builder{plan: resolved, index: map[string]int{}, port: map[catalog.Port]int{}, hosts: map[string]*HostGroup{}, svcs: map[string]*ServiceGroup{}}
	for i, p := range resolved.Parties {
		b.parties = append(b.parties, p.ID)
		b.index[p.ID] = i
		b.alone = append(b.alone, p.IsOne())
	}
	seen := map[catalog.Port]bool{}
	for _, f := range resolved.Network() {
		seen[f.Port] = true
	}
	b.ports = slices.SortedFunc(maps.Keys(seen), catalog.Port.Compare)
	for i, p := range b.ports {
		b.port[p] = i
	}
	return b
}

// class is the flows from one zone to another on equal terms: only these can share a rule.
type class struct {
	from, to string
	terms    Terms
	flows    map[cell][]*plan.Flow
}

func (b *builder) classes() []*class {
	known := map[string]*class{}
	for _, f := range b.plan.Network() {
		t := TermsOf(f)
		from, to := b.plan.FromZone(f), b.plan.ToZone(f)
		id := key(from, to, t.purpose(), t.bookkeeping())
		if known[id] == nil {
			known[id] = &class{from, to, t, map[cell][]*plan.Flow{}}
		}
		c := b.cell(f)
		known[id].flows[c] = append(known[id].flows[c], f)
	}
	var out []*class
	for _, id := range slices.Sorted(maps.Keys(known)) {
		out = append(out, known[id])
	}
	return out
}

func (b *builder) cell(f *plan.Flow) cell {
	return cell{b.index[f.From], b.index[f.To], b.port[f.Port]}
}

func (c *class) relation(alone []bool) relation {
	return relation{slices.SortedFunc(maps.Keys(c.flows), compareCells), alone}
}

// groupRules covers each class with as few rules as the methods find.
func (b *builder) groupRules(classes []*class) {
	for _, c := range classes {
		for _, box := range c.relation(b.alone).cover() {
			d := &draft{Rule: Rule{FromZone: c.from, ToZone: c.to, Terms: c.terms}}
			for _, i := range box[fromAxis] {
				d.from = append(d.from, b.parties[i])
			}
			for _, i := range box[toAxis] {
				d.to = append(d.to, b.parties[i])
			}
			for _, i := range box[portAxis] {
				d.ports = append(d.ports, b.ports[i])
			}
			d.take(box, c.flows)
			b.drafts = append(b.drafts, d)
		}
	}
}

// take gives a rule the flows of its box, with what they are for.
func (d *draft) take(b box, flows map[cell][]*plan.Flow) {
	answers, purposes, reasons, firewalls := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, from := range b[fromAxis] {
		for _, to := range b[toAxis] {
			for _, port := range b[portAxis] {
				for _, f := range flows[cell{from, to, port}] {
					d.Flows = append(d.Flows, f.ID)
					answers[f.Service], purposes[f.Purpose], reasons[f.Rule] = true, true, true
					for _, w := range f.Firewalls {
						firewalls[w] = true
					}
				}
			}
		}
	}
	slices.Sort(d.Flows)
	d.Answers, d.Purposes = sorted(answers), sorted(purposes)
	d.Reasons, d.Firewalls = sorted(reasons), sorted(firewalls)
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

// finish puts the named rules and the views together.
func (b *builder) finish() *Policy {
	p := &Policy{plan: b.plan, rule: map[string]*Rule{}, host: map[string]*HostGroup{}, svc: map[string]*ServiceGroup{}, of: map[string]string{}}
	for _, g := range slices.Concat(b.spareHosts, slices.Collect(maps.Values(b.hosts))) {
		p.Hosts = append(p.Hosts, *g)
	}
	slices.SortFunc(p.Hosts, func(a, b HostGroup) int { return strings.Compare(a.ID, b.ID) })
	for _, g := range slices.Concat(b.spareSvcs, slices.Collect(maps.Values(b.svcs))) {
		p.Services = append(p.Services, *g)
	}
	slices.SortFunc(p.Services, func(a, b ServiceGroup) int { return strings.Compare(a.ID, b.ID) })
	for _, d := range b.drafts {
		p.Rules = append(p.Rules, d.Rule)
	}
	for i := range p.Hosts {
		p.host[p.Hosts[i].ID] = &p.Hosts[i]
	}
	for i := range p.Services {
		p.svc[p.Services[i].ID] = &p.Services[i]
	}
	for i := range p.Rules {
		p.rule[p.Rules[i].ID] = &p.Rules[i]
		for _, flow := range p.Rules[i].Flows {
			p.of[flow] = p.Rules[i].ID
		}
	}
	p.view()
	return p
}

// compareRules orders rules as people look for them: by zones, ends, services, then by when they hold. Ends and services have their stems there, so that
// the order does not follow the site's rules for names.
func compareRules(a, b Rule) int {
	return cmp.Or(byZone(a.FromZone, b.FromZone), byZone(a.ToZone, b.ToZone), strings.Compare(a.From, b.From), strings.Compare(a.To, b.To),
		strings.Compare(a.Services, b.Services), strings.Compare(a.purpose(), b.purpose()), strings.Compare(a.ID, b.ID))
}

// Rule finds a grouped rule by its id, or nil.
func (p *Policy) Rule(id string) *Rule { return p.rule[id] }

// HostGroup finds a group of hosts by its id, or nil.
func (p *Policy) HostGroup(id string) *HostGroup { return p.host[id] }

// ServiceGroup finds a group of ports by its id, or nil.
func (p *Policy) ServiceGroup(id string) *ServiceGroup { return p.svc[id] }
