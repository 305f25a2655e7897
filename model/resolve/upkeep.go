package resolve

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// markUpkeep marks the flows by which a host is looked after: rules of what the site uses that end at a host that only uses it, as an agent that
// monitoring asks, and declared ones that cover nothing but such topics. No other host stands in for that.
func markUpkeep(s *product.Network) {
	users := map[string]map[string]bool{} // by use
	for _, r := range s.Products {
		if r.Setup.Use != nil {
			users[r.ID] = map[string]bool{}
			for _, n := range r.Nodes {
				users[r.ID][n.ID] = n.Using
			}
		}
	}
	for _, f := range s.Plan.Flows {
		if f.Product == "" {
			f.Upkeep = coversUpkeep(s.Site.Flows[strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)].Covers)
			continue
		}
		f.Upkeep = !slices.ContainsFunc(s.Parties[f.To].OnHosts(), func(host string) bool { return !users[f.Product][host] })
	}
}

// coversUpkeep reports whether a declared flow covers topics, and all of them are of the upkeep of hosts.
func coversUpkeep(topics []source.Text) bool {
	return len(topics) > 0 && !slices.ContainsFunc(topics, func(t source.Text) bool { return !catalog.Topics()[t.V].Upkeep.V })
}
