package resolve

import (
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// markTopics says of each flow which topics of products' lists of what they do not cover it is for.
func markTopics(s *product.Network) {
	described := map[string][]string{} // by flow rule, of the lists themselves
	for _, r := range s.Products {
		for _, n := range r.Catalogue.NotCovered {
			for _, rule := range n.CoveredBy {
				described[rule.V] = append(described[rule.V], n.ID.V)
			}
		}
	}
	covered := map[ruleOf][]string{}
	for _, f := range s.Plan.Flows {
		rule := ruleOf{f.Product, f.Rule}
		topics, known := covered[rule]
		if !known {
			topics = append(topicsOf(s, rule), described[f.Rule]...)
			covered[rule] = topics
		}
		f.Covers = topics
	}
}

// topicsOf are the topics that a flow rule, or a declared flow, itself says it is for.
func topicsOf(s *product.Network, of ruleOf) []string {
	if name, declared := strings.CutPrefix(of.rule, plan.DeclaredPrefix); declared {
		return source.Strings(s.Site.Flows[name].Covers)
	}
	if r := s.Of(of.product); r != nil {
		if rule := r.Catalogue.FlowRule(of.rule); rule != nil {
			return source.Strings(rule.Covers)
		}
	}
	return nil
}

// waive takes over what the site says rule files may do without, and finds what is nothing of this plan.
func waive(s *product.Network) []plan.Waiver {
	if len(s.Site.Waivers) == 0 {
		return nil
	}
	var out []plan.Waiver
	devices := append(slices.Collect(maps.Keys(s.Site.Nodes)), slices.Collect(maps.Keys(s.Site.Servers))...)
	devices = append(devices, slices.Collect(maps.Keys(s.Site.Firewalls))...)
	rules := map[string]bool{}
	for _, f := range s.Plan.Flows {
		rules[f.ID], rules[f.Rule], rules[strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)] = true, true, true
	}
	known := slices.DeleteFunc(source.SortedKeys(catalog.Topics()), func(id string) bool { return catalog.Topics()[id].Filter.V == "" })
	for _, name := range source.SortedKeys(s.Site.Waivers) {
		w := s.Site.Waivers[name]
		if len(w.Rules)+len(w.Topics) == 0 {
			s.Fault("S320", w.At, "say what: `rules = [\"R4\"]` of rules that a dialect cannot say, or `topics = [\"dns\"]` of what a host does without", "the waiver %s waives nothing", name)
		}
		for _, v := range w.Rules {
			if !rules[v.V] && !s.Lacking() {
				s.Warn("S321", v, "waive a flow rule such as \"R4\", a declared flow, or a rule's id", "the waiver %s is for %q, which is no rule of this plan", name, v.V)
			}
		}
		for _, v := range w.Topics {
			if !slices.Contains(known, v.V) {
				s.Fault("S322", v.At, source.DidYouMean(v.V, known), "the waiver %s is for the unknown topic %q", name, v.V)
			}
		}
		for _, v := range w.Hosts {
			if !slices.Contains(devices, v.V) {
				s.Fault("S322", v.At, source.DidYouMean(v.V, devices), "the waiver %s is for the file of the unknown host %q", name, v.V)
			}
		}
		out = append(out, plan.Waiver{Name: name, Rules: source.Strings(w.Rules), Topics: source.Strings(w.Topics), Hosts: source.Strings(w.Hosts), Reason: w.Reason.V, By: w.By.V, Until: w.Until.V})
	}
	return out
}
