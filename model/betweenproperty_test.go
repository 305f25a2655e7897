package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// between derives by itself what stands between hosts, and compares it with the plan. It takes the plan of the same site without load balancers
// and forward proxies, and leads each of its flows, in each of its states, by way of what the site's own words ask for.
func (p *drafted) between() {
	var want []string
	touched := map[string]bool{}
	for _, f := range p.bare() {
		for _, state := range f.States {
			balancers, proxies := p.expectedWays(f, state)
			line := func(from, to, port string, leg int, via string) {
				want = append(want, fmt.Sprintln(f.Product, f.Rule, f.Listener, from, to, port, state, leg, via))
				touched[from], touched[to], touched[via] = true, true, true
			}
			for _, via := range balancers {
				lb := p.site.LoadBalancers[via]
				port, from := f.Numbers.String(), f.From
				if own, ok := lb.Ports[f.Listener]; ok {
					port = fmt.Sprint(own.V)
				}
				if lb.Source.V == "translated" {
					from = via
				}
				line(f.From, via, port, 1, via)
				line(from, f.To, f.Numbers.String(), 2, via)
			}
			for _, via := range proxies {
				line(f.From, via, fmt.Sprint(p.site.ForwardProxies[via].Port.V), 1, via)
				line(via, f.To, f.Numbers.String(), 2, via)
			}
			if len(balancers)+len(proxies) == 0 {
				vip, alone := p.calledAt(f, state)
				if vip != "" {
					line(f.From, vip, f.Numbers.String(), 0, "")
				}
				if !alone {
					line(f.From, f.To, f.Numbers.String(), 0, "")
				}
			}
		}
	}
	var got []string
	for _, f := range slices.Concat(p.plan.Flows, p.plan.Dropped) {
		for _, state := range f.States {
			ways := f.WaysIn(state)
			for _, h := range ways {
				got = append(got, fmt.Sprintln(f.Product, f.Rule, f.Listener, f.From, f.To, f.Numbers, state, h.Leg, h.Via))
			}
			if len(ways) == 0 {
				got = append(got, fmt.Sprintln(f.Product, f.Rule, f.Listener, f.From, f.To, f.Numbers, state, 0, ""))
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	want = slices.Compact(want) // a group of hosts and one of them may lead to one floating address
	for _, line := range want {
		if _, ok := slices.BinarySearch(got, line); !ok {
			p.Errorf("the plan lacks %s", line)
		}
	}
	for _, line := range got {
		if _, ok := slices.BinarySearch(want, line); !ok {
			p.Errorf("the plan has, and nothing asks for, %s", line)
		}
	}
	if len(got) != len(slices.Compact(slices.Clone(got))) {
		p.Error("the plan has a leg twice")
	}
	p.foundIdle(touched)
}

// calledAt is the floating address by which a flow is called, too, in a state, and whether it is called by that alone.
func (p *drafted) calledAt(f *plan.Flow, state string) (called string, alone bool) {
	for id, vip := range p.site.Floating {
		outside := func(host string) bool { return !mayHold(vip, host) }
		if f.Product == "" || !p.serves(vip, f.Listener) || !slices.ContainsFunc(p.plan.Party(f.From).OnHosts(), outside) {
			continue
		}
		holder := vip.HeldBy.V
		if moved, ok := strings.CutPrefix(state, id+"-on-"); ok {
			holder = moved
		}
		hosts := p.plan.Party(f.To).OnHosts()
		if slices.Contains(hosts, holder) {
			called = id
		}
		alone = alone || vip.Instead.V && !slices.ContainsFunc(hosts, outside)
	}
	return called, alone
}

// bare are the flows of the site as if nothing stood between its hosts, and no address floated. Load balancers stay as ends of declared flows.
func (p *drafted) bare() []*plan.Flow {
	site := *p.site
	site.ForwardProxies, site.LoadBalancers = nil, maps.Clone(site.LoadBalancers)
	for id, lb := range site.LoadBalancers {
		lb.Targets = nil
		site.LoadBalancers[id] = lb
	}
	site.Floating = maps.Clone(site.Floating)
	for id, vip := range site.Floating {
		vip.Serves, vip.Instead.V = []source.Text{}, false
		site.Floating[id] = vip
	}
	plan, found := resolve.Resolve(&site, p.cat, resolve.Options{})
	if plan == nil {
		p.Fatal(modeltest.Printed(found))
	}
	return slices.Concat(plan.Flows, plan.Dropped)
}

// expectedWays are the load balancers and forward proxies by way of which a flow must go in a state, from the words of the site and the
// catalogue's rule.
func (p *drafted) expectedWays(f *plan.Flow, state string) (balancers, proxies []string) {
	documented := ""
	i := slices.IndexFunc(p.cat.Flows, func(rule catalog.Flow) bool { return rule.ID.V == f.Rule })
	if i >= 0 {
		documented = p.cat.Flows[i].Via.V
	}
	used := func(states []source.Text) bool {
		return len(states) == 0 || slices.Contains(source.Strings(states), state)
	}
	for id, lb := range p.site.LoadBalancers {
		said := slices.Contains(source.Strings(lb.Serves), f.Listener) || lb.Ports[f.Listener].V != 0
		byCatalogue := documented == "load balancer" && (said || lb.Serves == nil)
		bySite := said && i >= 0 && p.plan.Party(f.From).Kind == plan.ClientsParty
		if used(lb.States) && p.isBehind(lb, hostOf(f.To), f.Product, state) && (byCatalogue || bySite) {
			balancers = append(balancers, id)
		}
	}
	for id, proxy := range p.site.ForwardProxies {
		if !used(proxy.States) || p.plan.Party(f.To) == nil || p.plan.Party(f.To).Kind != plan.ExternalParty {
			continue
		}
		named := slices.Contains(source.Strings(proxy.For), f.To)
		if documented == "forward proxy" && (named || len(proxy.For) == 0) || named && f.Protocol == "tcp" {
			proxies = append(proxies, id)
		}
	}
	return balancers, proxies
}

// isBehind tells whether what a node runs for an installation is a target of a load balancer in a state, by the node's id or as a member of a set of the
// installation.
func (p *drafted) isBehind(lb site.Balancer, node, product, state string) bool {
	for _, target := range lb.Targets {
		if target.V == node {
			return true
		}
		for _, set := range p.plan.Sets {
			now := set.Normally() // also after what moves elsewhere: a floating address, or in another installation
			for _, in := range set.In {
				if in.State == state {
					now = in.Nodes
				}
			}
			if product != "" && set.Product != product {
				continue
			}
			if (set.ID == target.V || set.Product+"."+set.ID == target.V) && slices.Contains(now, node) {
				return true
			}
		}
	}
	return false
}

// foundIdle: what gets no rule is a finding that says where and what to write, and nothing else is.
func (p *drafted) foundIdle(touched map[string]bool) {
	findings := map[string]plan.Finding{}
	for _, f := range p.plan.Findings {
		if f.ID == "S121" || f.ID == "S122" {
			findings[f.Node] = f
		}
	}
	for _, id := range slices.Concat(source.SortedKeys(p.site.LoadBalancers), source.SortedKeys(p.site.ForwardProxies)) {
		f, found := findings[id]
		if found == touched[id] {
			p.Errorf("%s has rules: %v, is found without: %v", id, touched[id], found)
		}
		if found && (f.At.Line() == 0 || !strings.Contains(f.Help, id)) {
			p.Errorf("the finding on %s lacks its place, or what to write: %q", id, f.Help)
		}
	}
}

// stateIDs are the states of the plan.
func (p *drafted) stateIDs() []string {
	var ids []string
	for _, s := range p.plan.States {
		ids = append(ids, s.ID)
	}
	return ids
}
