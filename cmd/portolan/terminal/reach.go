package terminal

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/outage"
)

func accessRows(list []outage.Access) [][]string {
	var rows [][]string
	for _, a := range list {
		purpose := a.Purpose
		if slices.ContainsFunc(list, func(o outage.Access) bool {
			return o.Population == a.Population && o.Rule == a.Rule && o.Product != a.Product
		}) {
			purpose += ", " + a.Service // of another installation
		}
		if a.Requirement != outage.Required {
			purpose += " (" + a.Requirement + ")"
		}
		if a.Via != "" {
			purpose += ", via " + accessWays(a)
		}
		rows = append(rows, []string{a.Population, string(a.Change), fmt.Sprintf("%d of %d", len(a.Now), len(a.Before)), a.Socket, outage.Name(a.Rule),
			purpose + left(a.Left()) + impaired(a)})
	}
	return rows
}

// impaired names the far ends that are cut off themselves, with the rules.
func impaired(a outage.Access) string {
	if a.Declared || len(a.Impaired) == 0 { // whoever administers a host does not depend on what it calls
		return ""
	}
	var hosts, rules []string
	for _, i := range a.Impaired {
		if !slices.Contains(hosts, i.Host) {
			hosts = append(hosts, i.Host)
		}
		if text := outage.Name(i.Rule); !slices.Contains(rules, text) {
			rules = append(rules, text)
		}
	}
	return fmt.Sprintf(". BUT cut off behind it: %s under %s; see the calls", outage.Short(hosts), strings.Join(rules, ", "))
}

// left says what is left, where that is not plain.
func left(l outage.Left) string {
	switch l.Change {
	case outage.Some:
		return ": " + outage.Short(l.Now) + " left"
	case outage.Unknown:
		return ": " + outage.Short(l.Now) + " have the rule too"
	case outage.Later:
		var parts []string
		for _, s := range l.Later {
			if len(s.Hosts) == 0 {
				parts = append(parts, "not needed in "+s.State)
				continue
			}
			parts = append(parts, fmt.Sprintf("%s in %s", outage.Short(s.Hosts), s.State))
		}
		if len(parts) == 0 {
			return ": not needed then"
		}
		return ": " + strings.Join(parts, "; ")
	}
	return ""
}

// stalled groups services by what befell them, so that a site of equal hosts is a few lines.
func (t *page) stalled(o *outage.Outcome) {
	type key struct{ service, cause string }
	hosts := map[key][]string{}
	var order []key
	for _, s := range t.folded(o) {
		k := key{s.Service, s.Cause.Text}
		if hosts[k] == nil {
			order = append(order, k)
		}
		hosts[k] = append(hosts[k], s.Host)
	}
	slices.SortStableFunc(order, func(a, b key) int { return len(hosts[b]) - len(hosts[a]) })
	var rows [][]string
	for _, k := range order {
		rows = append(rows, []string{k.service, outage.Short(hosts[k]), k.cause})
	}
	t.table("Stalled services of hosts that are left", rows)
}

// folded is the list of stalled services in which a node whose services all have one cause stands once.
func (t *page) folded(o *outage.Outcome) []outage.Stalled {
	var out []outage.Stalled
	for _, n := range t.plan.Nodes {
		var mine []outage.Stalled
		causes := map[string]bool{}
		for _, s := range o.Stalled {
			if s.Host == n.ID {
				mine, causes[s.Cause.Text] = append(mine, s), true
			}
		}
		services := 0
		for _, part := range n.Parts() {
			services += len(part.Services)
		}
		if len(mine) > 1 && len(mine) == services && len(causes) == 1 {
			mine = []outage.Stalled{{Host: n.ID, Service: "all services", Cause: mine[0].Cause}}
		}
		out = append(out, mine...)
	}
	return out
}

// calls groups calls that differ in their source only.
func (t *page) calls(list []outage.Call) {
	t.table("Calls that are cut off", callRows(list, outage.Gone))
	t.table("Calls that work again after a failover", callRows(list, outage.Later))
	t.table("Calls with fewer far ends", callRows(list, outage.Some))
}

// otherwise names the conditional ways that are left.
func otherwise(c outage.Call) string {
	var parts []string
	for _, o := range c.Otherwise {
		parts = append(parts, fmt.Sprintf("%s by rule %s, where %s", o.To, outage.Name(o.Rule), o.Condition))
	}
	if len(parts) == 0 {
		return ""
	}
	return ". Also open: " + strings.Join(parts, "; ")
}

// mostAlike is the number of rows with the same ends; more become one.
const mostAlike = 12

// callRows are the calls with one kind of change, those in one row that differ in their source only.
func callRows(list []outage.Call, change outage.Change) [][]string {
	type key struct{ rule, socket, service, gone, left, purpose string }
	sources := map[key][]string{}
	var order []key
	for _, c := range list {
		if c.Change != change {
			continue
		}
		gone := slices.DeleteFunc(slices.Clone(c.Before), func(id string) bool { return slices.Contains(c.Now, id) })
		purpose := c.Purpose
		if c.Requirement != outage.Required {
			purpose += " (" + c.Requirement + ")"
		}
		k := key{outage.Name(c.Rule), c.Socket, c.Service, outage.Short(gone), left(c.Left()) + otherwise(c), purpose}
		if sources[k] == nil {
			order = append(order, k)
		}
		sources[k] = append(sources[k], c.Source)
	}
	type ends struct{ sources, gone, left string }
	endsOf := func(k key) ends { return ends{outage.Short(sources[k]), k.gone, k.left} }
	rules := map[ends]int{}
	for _, k := range order {
		rules[endsOf(k)]++
	}
	var rows [][]string
	for _, k := range order {
		e := endsOf(k)
		switch n := rules[e]; {
		case n > mostAlike:
			rows = append(rows, []string{fmt.Sprintf("%d rules", n), "-", fmt.Sprintf("%s -> %s%s", e.sources, e.gone, e.left)})
			rules[e] = -1
			continue
		case n < 0: // of those that one row stands for
			continue
		}
		rows = append(rows, []string{k.rule, k.socket, fmt.Sprintf("%s -> %s. %s%s", outage.Short(sources[k]), k.gone, k.purpose, k.left)})
	}
	return rows
}

// ways are the load balancers or forward proxies that an access goes by way of.
func accessWays(a outage.Access) string {
	if len(a.Vias) > 0 {
		return strings.Join(a.Vias, ", ")
	}
	return a.Via
}
