package resolve

import (
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// environment is what the site differs in from its base, or nil where it has none.
func environment(s *product.Network, base *plan.Plan) *plan.Environment {
	if s.Site.On == nil {
		return nil
	}
	out := &plan.Environment{Base: s.Site.Seen(s.Site.Bases[0]), Differences: []plan.Difference{}}
	for _, d := range source.Differences(s.Site.On, s.Site.File.Without("base", "include", "remove")) {
		change := "changed"
		switch {
		case d.From == nil:
			change = "added"
		case d.To == nil:
			change = "removed"
		}
		out.Differences = append(out.Differences, plan.Difference{Change: change, Part: d.Part, Key: d.Key, Base: source.Plain(d.From), Here: source.Plain(d.To), Where: s.Site.Seen(d.At.File()), Line: d.At.Line()})
	}
	if base != nil {
		changes := ruleChanges(base, s.Plan)
		out.Rules = &changes
	}
	return out
}

func ruleChanges(base, here *plan.Plan) plan.RuleChanges {
	var out plan.RuleChanges
	before, was := map[string]string{}, base.Meanings()
	for _, f := range base.Network() {
		meaning := was.Of(f)
		before[f.ID] = meaning.Digest()
	}
	is := here.Meanings()
	for _, f := range here.Network() {
		meaning := is.Of(f)
		switch digest, known := before[f.ID]; {
		case !known:
			out.Added++
		case digest == meaning.Digest():
			out.Same++
		default:
			out.Changed++
		}
	}
	out.Removed = len(before) - out.Same - out.Changed
	return out
}
