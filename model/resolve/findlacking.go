package resolve

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// A waiting is something that the site gives and that gets no rule, though the conditions of flow rules hold that would lead to it: they lack their
// other end.
type waiting struct {
	kind, id string
	at       source.Position
	rules    []string
	lacks    []string // what the other ends are
	cures    []string // which key of the site would fill them
}

// lacking finds resources, clients, external services and facts of the site that have no effect, because the set at the other end of their rules is
// empty.
func (k *findings) lacking() {
	for _, w := range slices.Concat(k.waiting, k.emptyFlows()) {
		who := "it needs"
		if len(w.rules) > 0 {
			who = rulesNamed(w.rules) + " " + needText(w.rules)
		}
		k.add("S169", w.id, w.at, strings.Join(w.cures, "; "), "the %s %s gets no rule: %s %s", w.kind, w.id, who, strings.Join(w.lacks, ", "))
	}
}

// emptyFlows are the declared flows of which an end names nothing but sets without members.
func (k *findings) emptyFlows() []*waiting {
	var out []*waiting
	for _, id := range source.SortedKeys(k.Site.Flows) {
		flow := k.Site.Flows[id]
		for _, end := range []source.Val[any]{flow.From, flow.To} {
			if len(endsOf(k.Network, id, end)) > 0 {
				continue
			}
			w := &waiting{kind: "flow", id: id, at: end.At}
			for _, r := range k.Products {
				for _, name := range source.SortedKeys(r.Catalogue.Sets) {
					if slices.ContainsFunc(namesOf(end), func(written string) bool {
						set, of := setsNamed(k.Network, written)
						return set == name && slices.Contains(of, r)
					}) {
						what, cure := fillers(r, catalog.End{Set: source.V(name, end.At)})
						w.lacks, w.cures = append(w.lacks, what), append(w.cures, cure)
					}
				}
			}
			out = append(out, w)
			break
		}
	}
	return out
}

func rulesNamed(ids []string) string {
	if len(ids) == 1 {
		return "rule " + ids[0]
	}
	return "rules " + strings.Join(ids, ", ")
}

func needText(rules []string) string {
	if len(rules) == 1 {
		return "needs"
	}
	return "need"
}

// waitingIn lists what waits for the other end of rules, in the order of the catalogue's rules. Facts come last, and only with rules that nothing else
// waits for.
func waitingIn(r *product.Product) []*waiting {
	made := map[string]bool{}
	for _, f := range r.Every {
		if f.Product == r.ID {
			made[f.Rule] = true
		}
	}
	var out []*waiting
	for _, facts := range []bool{false, true} {
		told := len(out)
		for i := range r.Catalogue.Flows {
			rule := &r.Catalogue.Flows[i]
			if made[rule.ID.V] {
				continue
			}
			noFrom, noTo := empty(r, rule.From), empty(r, rule.To)
			if noFrom == noTo || !r.HoldAll(rule.When) {
				continue
			}
			if facts && slices.ContainsFunc(out[:told], func(w *waiting) bool { return slices.Contains(w.rules, rule.ID.V) }) {
				continue
			}
			lacks, given := rule.From, rule.To
			if noTo {
				lacks, given = rule.To, rule.From
			}
			kind, id, at := givenEnd(r, given, made)
			if facts {
				kind, id, at = givenFact(r, rule.When, made)
			}
			if id != "" {
				out = await(out, r, waiting{kind: kind, id: id, at: at}, rule.ID.V, lacks)
			}
		}
	}
	return out
}

// await adds a rule to what waits for it.
func await(list []*waiting, r *product.Product, w waiting, rule string, lacks catalog.End) []*waiting {
	i := slices.IndexFunc(list, func(o *waiting) bool { return o.kind == w.kind && o.id == w.id })
	if i < 0 {
		i, list = len(list), append(list, &w)
	}
	known := list[i]
	known.rules = append(known.rules, rule)
	what, cure := fillers(r, lacks)
	if !slices.Contains(known.lacks, what) {
		known.lacks = append(known.lacks, what)
	}
	if !slices.Contains(known.cures, cure) {
		known.cures = append(known.cures, cure)
	}
	return list
}

// empty reports whether no party of the site is at an end of a rule, in any state.
func empty(r *product.Product, end catalog.End) bool {
	service := end.Service.V
	if end.Listener.Set() {
		service, _, _ = strings.Cut(end.Listener.V, ".")
	}
	switch {
	case end.Clients.Set():
		_, ok := r.Parties[end.Clients.V]
		return !ok
	case end.Resource.Set():
		return r.Hosts[end.Resource.V] == ""
	case end.External.Set():
		_, ok := r.Parties[end.External.V]
		return !ok
	case end.Multicast.Set():
		_, ok := r.Site.Multicast[end.Multicast.V]
		return !ok
	}
	return !slices.ContainsFunc(r.States, func(a product.Assignment) bool {
		return slices.ContainsFunc(r.Members(a, end.Set.V), func(n *product.Node) bool { return service == "" || n.Services[service] })
	})
}

// givenEnd is an end that the site gives and to which no other rule leads: a resource, clients, or an external service. The id is empty for others.
func givenEnd(r *product.Product, end catalog.End, made map[string]bool) (kind, id string, at source.Position) {
	if slices.ContainsFunc(r.Catalogue.Flows, func(f catalog.Flow) bool { return made[f.ID.V] && (sameParty(f.From, end) || sameParty(f.To, end)) }) {
		return "", "", at
	}
	if placed, ok := r.Given.Resources[end.Resource.V]; ok && end.Resource.Set() {
		return "resource", r.Key(product.ResourceTable, end.Resource.V), placed.On.At
	}
	if given, ok := r.Site.Clients[end.Clients.V]; ok && end.Clients.Set() {
		return "population of clients", end.Clients.V, given.At
	}
	if given, ok := r.Site.Externals[end.External.V]; ok && end.External.Set() {
		return "external service", end.External.V, given.At
	}
	if given, ok := r.Site.Multicast[end.Multicast.V]; ok && end.Multicast.Set() {
		return "multicast group", end.Multicast.V, given.At
	}
	return "", "", at
}

func sameParty(a, b catalog.End) bool {
	return a.Resource.V == b.Resource.V && a.Clients.V == b.Clients.V && a.External.V == b.External.V && a.Multicast.V == b.Multicast.V && a.Set.V == b.Set.V
}

// givenFact is a flag that the site sets, that one of some conditions asks for, and that no rule which the site has asks for. Where another condition of
// a rule does not hold, it is not for lack of an end that the flag has no effect.
func givenFact(r *product.Product, conditions []source.Text, made map[string]bool) (kind, id string, at source.Position) {
	for _, v := range conditions {
		given, ok := r.Given.Facts[v.V]
		if set, isFlag := given.V.(bool); !ok || !isFlag || !set {
			continue
		}
		if !slices.ContainsFunc(r.Catalogue.Flows, func(f catalog.Flow) bool {
			return source.Contains(f.When, v.V) && (made[f.ID.V] || !r.HoldAll(f.When))
		}) {
			return "fact", v.V, given.At
		}
	}
	return "", "", at
}

// fillers say what an empty end is, and which key of the site would fill it.
func fillers(r *product.Product, end catalog.End) (what, cure string) {
	switch {
	case end.Clients.Set():
		return "clients " + end.Clients.V + ", which the site does not name", fmt.Sprintf("add [clients.%s] with networks = [...]", end.Clients.V)
	case end.Resource.Set():
		return "the resource " + end.Resource.V + ", which the site does not place", fmt.Sprintf("add [resources.%s] with on = \"...\"", site.TableKey(r.Key(product.ResourceTable, end.Resource.V)))
	case end.External.Set():
		return "the external service " + end.External.V + ", which the site does not name", fmt.Sprintf("add [externals.%s] with host = \"...\"", end.External.V)
	case end.Multicast.Set():
		return "the multicast group " + end.Multicast.V + ", which the site does not name", "add " + groupTable(r, end.Multicast.V)
	}
	service := end.Service.V
	if end.Listener.Set() {
		service, _, _ = strings.Cut(end.Listener.V, ".")
	}
	var ways []string
	for _, s := range r.Catalogue.Sets[end.Set.V].Is {
		ways = append(ways, strings.Join(nodeKeys(r, s, service, nil), ", "))
	}
	return fmt.Sprintf("a node among %s (%s), and there is none", r.Called(r.Catalogue.Sets[end.Set.V].Name.V), end.Set.V), "give a node " + strings.Join(ways, ", or ")
}

// nodeKeys are the keys of a node that meets a selector, and runs a service: what must be written, as TOML.
func nodeKeys(r *product.Product, s catalog.Selector, service string, asked []string) []string {
	var keys, facts []string
	for _, v := range s.With {
		facts = append(facts, factKey(v.V, true))
	}
	for _, v := range s.Without {
		facts = append(facts, factKey(v.V, false))
	}
	services := source.Strings(s.Runs)
	if service != "" && !slices.Contains(services, service) {
		services = append(services, service)
	}
	switch {
	case len(s.Role) > 0:
		keys = append(keys, "role = "+strconv.Quote(s.Role[0].V))
	case len(services) > 0:
		keys = append(keys, running(r, services))
	case len(s.RunsAny) > 0:
		keys = append(keys, running(r, []string{s.RunsAny[0].V}))
	}
	if len(s.OS) > 0 {
		keys = append(keys, "os = "+strconv.Quote(s.OS[0].V))
	}
	if len(facts) > 0 {
		keys = append(keys, "facts = { "+strings.Join(facts, ", ")+" }")
	}
	for _, v := range s.In {
		if is := r.Catalogue.Sets[v.V].Is; len(is) > 0 && !slices.Contains(asked, v.V) {
			for _, key := range nodeKeys(r, is[0], "", append(asked, v.V)) {
				if !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
			}
		}
	}
	return keys
}

// factKey is a fact of a node that a selector asks for, as a site writes it: a flag, or a value.
func factKey(asked string, holds bool) string {
	c := catalog.ParseCondition(asked)
	switch {
	case c.Value == "":
		return fmt.Sprintf("%s = %v", c.Name, holds)
	case c.Op == "=" && holds:
		return fmt.Sprintf("%s = %q", c.Name, c.Value)
	}
	return fmt.Sprintf("%s = a value for which %q is %v", c.Name, asked, holds)
}

// running is the role of which a node runs services, or the services where no role has them.
func running(r *product.Product, services []string) string {
	for _, id := range source.SortedKeys(r.Catalogue.Roles) {
		if !slices.ContainsFunc(services, func(s string) bool { return !source.Contains(r.Catalogue.Roles[id].Services, s) }) {
			return "role = " + strconv.Quote(id)
		}
	}
	return "services = [" + quotedList(services) + "]"
}
