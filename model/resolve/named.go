package resolve

import (
	"fmt"

	"portolan/model/product"
	"portolan/model/source"
)

// checkExternals finds external services that the site has to name: a rule that is required here leads to or from them, and the documents do not say where they
// are. It comes after the states, because conditions of flow rules hold or do not hold only then.
func checkExternals(r *product.Product) {
	told := map[string]bool{}
	for i := range r.Catalogue.Flows {
		rule := &r.Catalogue.Flows[i]
		id, other := rule.To.External.V, rule.From
		if id == "" {
			id, other = rule.From.External.V, rule.To
		}
		if _, named := r.Parties[id]; id == "" || named || told[id] || r.Catalogue.Externals[id].Optional.V || !rule.Needed() || !r.HoldAll(rule.When) || empty(r, other) {
			continue
		}
		told[id] = true
		r.Fault("S196", r.Site.File.Top(), fmt.Sprintf("add [externals.%s] with host = \"...\"", id), "the site does not say where its %s is, which rule %s needs",
			inSentence(r.Catalogue.Externals[id].Name.V), rule.ID.V)
	}
}

// namesOf are the names in an end of a declared flow: a text, or a list of texts. It is nil where it is neither.
func namesOf(v source.Val[any]) []string {
	switch value := v.V.(type) {
	case nil: // what could not be read
		return nil
	case string:
		return []string{value}
	case []any:
		names := []string{}
		for _, item := range value {
			name, ok := item.(string)
			if !ok {
				return nil
			}
			names = append(names, name)
		}
		return names
	}
	return nil
}
