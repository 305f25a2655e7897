package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// checkOverrides finds overrides of what no product has, and keys that mean nothing in their place: a port is a listener's, and only a flow rule that
// the documents do not require can be dropped.
func checkOverrides(s *product.Network) {
	for _, id := range source.SortedKeys(s.Site.Overrides) {
		o := s.Site.Overrides[id]
		var listener bool
		var rule *catalog.Flow
		name, of := overridden(s, id)
		for _, r := range of {
			if _, ok := r.Listeners.Find(name); ok {
				listener = true
			} else if known := r.Catalogue.FlowRule(name); known != nil && rule == nil {
				rule = known
			}
		}
		if listener {
			movedHosts(s, id, name, of, o)
		}
		switch {
		case !listener && rule == nil && s.Lacking(): // it may be of a catalogue that is not there
		case !listener && rule == nil:
			s.Fault("S27", o.At, source.DidYouMean(id, append(listenerIDs(s), ruleIDs(s)...)), "no catalogue of this site knows a listener or flow rule %q", id)
		case listener && o.Drop.Set():
			s.Fault("S197", o.Drop.At, "drop flow rules, as in [overrides.R4]", "the listener %s cannot be dropped", id)
		case rule != nil && !listener && o.Moves():
			s.Fault("S197", movedAt(o), portCure(rule), "the flow rule %s has no port of its own", id)
		case rule != nil && !listener && o.Encrypted.Set():
			s.Fault("S197", o.Encrypted.At, portCure(rule), "the flow rule %s is not what is encrypted", id)
		case rule != nil && !listener && o.Binds.Set():
			s.Fault("S197", o.Binds.At, portCure(rule), "the flow rule %s is not what listens", id)
		case o.Binds.Set() && roleName(s, o.Binds.V) == "" && !s.Lacking():
			s.Fault("S250", o.Binds.At, source.DidYouMean(o.Binds.V, roleNames(s)), "the listener %s is bound to %q, which is no role of addresses", id, o.Binds.V)
		case o.Encrypted.Set() && !o.Encrypted.V:
			s.Fault("S197", o.Encrypted.At, "remove it", "an override switches encryption on, never off")
		case o.Drop.V && rule.Needed():
			s.Fault("S198", o.Drop.At, "remove it: the documents require what the rule allows", "the flow rule %s is required", id)
		case !o.Moves() && !o.Encrypted.V && !o.Purpose.Set() && !o.Drop.V && !o.Binds.Set():
			s.Fault("S199", o.At, changeCure(listener), "the override of %s changes nothing", id)
		}
	}
}

// overridden are the installations of whose listener or flow rule an override is, with the name that this has in their catalogues.
func overridden(s *product.Network, key string) (name string, of []*product.Product) {
	if id, rest, ok := s.Site.CutInstallation(key); ok {
		if r := s.Of(id); r != nil && r.Knows(product.OverrideTable, rest) {
			return rest, []*product.Product{r}
		}
	}
	for _, r := range s.Products {
		if r.Knows(product.OverrideTable, key) {
			of = append(of, r)
		}
	}
	return key, of
}

// movedAt is the first line of an override that moves a port.
func movedAt(o site.Override) source.Position {
	if o.Moved() {
		return o.Where()
	}
	return o.On[source.SortedKeys(o.On)[0]].At
}

// movedHosts finds overrides for hosts that do not run the listener's service.
func movedHosts(s *product.Network, id, name string, of []*product.Product, o site.Override) {
	service, _, _ := strings.Cut(name, ".")
	for _, host := range source.SortedKeys(o.On) {
		var runs []string
		for _, r := range of {
			for _, n := range r.Nodes {
				if n.Services[service] {
					runs = append(runs, n.ID)
				}
			}
		}
		if !slices.Contains(runs, host) {
			s.Fault("S209", o.On[host].At, source.DidYouMean(host, runs), "no node %s runs the service of %s", host, id)
		}
	}
}

func portCure(rule *catalog.Flow) string {
	if rule.To.Listener.Set() {
		return fmt.Sprintf("write it in [overrides.%q]", rule.To.Listener.V)
	}
	return "remove it"
}

func changeCure(listener bool) string {
	if listener {
		return "add `encrypted = true`, a port, or `purpose = \"PURPOSE\"`"
	}
	return "add `drop = true`, or `purpose = \"PURPOSE\"`"
}

// ruleIDs are the ids of all flow rules.
func ruleIDs(s *product.Network) []string {
	var ids []string
	for _, r := range s.Products {
		for i := range r.Catalogue.Flows {
			ids = append(ids, r.Names(r.Catalogue.Flows[i].ID.V)...)
		}
	}
	return ids
}

// override writes onto a flow what the site says of its listener, or of its rule.
func override(r *product.Product, f *plan.Flow, o site.Override) {
	if !o.At.IsValid() {
		return
	}
	f.Notes = append(f.Notes, o.Reason.V)
	if o.Encrypted.V {
		f.Encrypted = "yes"
	}
	if o.Purpose.Set() {
		f.Purpose = o.Purpose.V
	}
}

// overrideLinks are the keys of the site that change something of a rule's flows.
func (r *derivation) overrideLinks(rule *catalog.Flow, listener string) []*plan.Link {
	var links []*plan.Link
	add := func(o site.Override, format string, args ...any) {
		links = append(links, r.SiteLink(fmt.Sprintf(format, args...)+": "+o.Reason.V, o.At))
	}
	o := r.Override(listener)
	switch {
	case o.Port.Set():
		add(o, "%s listens on %d", listener, o.Port.V)
	case o.Ports.Set():
		add(o, "%s listens on %s", listener, o.Ports.V)
	}
	if o.Binds.Set() {
		add(o, "%s is bound to the addresses %s", listener, o.Binds.V)
	}
	if o.Encrypted.V {
		add(o, "traffic to %s is encrypted", listener)
	}
	for _, id := range []string{catalog.BaseListener(listener), rule.ID.V} {
		if o := r.Given.Overrides[id]; o.Purpose.Set() {
			add(o, "%s has another purpose here", id)
		}
	}
	return links
}

// omitted are the flow rules of a product that the site does without, and that would lead from somebody to somebody.
func omitted(r *product.Product) []plan.OmittedRule {
	var out []plan.OmittedRule
	for i := range r.Catalogue.Flows {
		rule := &r.Catalogue.Flows[i]
		o := r.Given.Overrides[rule.ID.V]
		if o.Drop.V && r.HoldAll(rule.When) && !empty(r, rule.From) && !empty(r, rule.To) {
			out = append(out, plan.OmittedRule{Rule: rule.ID.V, Product: r.ID, Purpose: rule.Purpose.V, Requirement: rule.Requirement.V, Reason: o.Reason.V, Sources: r.Cite(rule.Source)})
		}
	}
	return out
}
