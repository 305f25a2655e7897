package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// A choice is what a decision makes of a flow rule that documents dispute.
type choice struct {
	open     bool
	decision string
	link     *plan.Link
}

// ruleOf names a flow rule of an installation.
type ruleOf struct{ product, rule string }

// chooseSources takes over from decisions which of the sources of a conflict counts: ports of listeners as if the site had moved them, and which disputed
// rules are open. A decision that is over, or on something else than what the catalogue says by now, chooses nothing.
func chooseSources(s *product.Network, file *decision.File) map[ruleOf]choice {
	chosen := map[ruleOf]choice{}
	if file == nil {
		return chosen
	}
	for _, id := range source.SortedKeys(file.Entries) {
		e := file.Entries[id]
		if e.Choose == "" {
			continue
		}
		for _, a := range e.Answers {
			conflict, ok := strings.CutPrefix(a.Item, string(decision.Conflict)+" ")
			if !ok {
				s.Fault("S375", e.ChooseAt, "remove it, or answer only conflicts", "the decision %s chooses a source, and answers %q, which is no conflict", e.ID, a.Item)
				continue
			}
			for _, r := range s.Products {
				if i := slices.IndexFunc(r.Catalogue.Questions, func(q catalog.Question) bool { return q.ID.V == conflict }); i >= 0 {
					chooseIn(r, &r.Catalogue.Questions[i], e, a, chosen)
				}
			}
		}
	}
	return chosen
}

// chooseIn takes one of a conflict's sources for an installation.
func chooseIn(r *product.Product, q *catalog.Question, e decision.Entry, a decision.Answer, chosen map[ruleOf]choice) {
	letters, side := []string{}, catalog.Side{}
	for i, of := range q.Sides {
		if of.Chooses() {
			letters = append(letters, plan.SideName(i))
		}
		if plan.SideName(i) == e.Choose {
			side = of
		}
	}
	switch {
	case len(letters) == 0:
		r.Fault("S375", e.ChooseAt, "remove it: the decision counts without it", "no source of the conflict %s can be chosen: its rules are the same either way", q.ID.V)
		return
	case !side.Chooses():
		r.Fault("S375", e.ChooseAt, "choose "+strings.Join(letters, " or "), "the conflict %s has no source %q that can be chosen", q.ID.V, e.Choose)
		return
	case e.Over(r.AsOf) || !bindsTo(r, q, a):
		return
	}
	what := fmt.Sprintf("decision %s (%s, %s): source %s of the conflict %s counts", e.ID, e.Who(), e.Date, e.Choose, q.ID.V)
	for _, rule := range disputedFor(r.Catalogue, q.ID.V) {
		if side.Opens != nil {
			chosen[ruleOf{r.ID, rule}] = choice{source.Contains(side.Opens, rule), e.ID, r.SiteLink(what, e.ChooseAt)}
		}
	}
	for _, listener := range source.SortedKeys(side.Ports) {
		if own := r.Given.Overrides[listener]; own.At.IsValid() {
			r.Warn("S376", source.Text{At: e.ChooseAt}, "remove one of them", "the decision %s puts %s on %d, and the site has [overrides.%q], which counts", e.ID, listener, side.Ports[listener].V, listener)
			continue
		}
		r.Given.Overrides[listener] = site.Override{At: e.ChooseAt, MovedPort: site.MovedPort{Port: source.V(side.Ports[listener].V, e.ChooseAt)}, Reason: source.V(what, e.ChooseAt)}
	}
}

// bindsTo reports whether what was decided on is what the catalogue says of a conflict.
func bindsTo(r *product.Product, q *catalog.Question, a decision.Answer) bool {
	for _, line := range questionOf(r, q).About() {
		if !slices.Contains(a.About, line) {
			return false
		}
	}
	return true
}

// disputedFor are the flow rules that are disputed for a conflict.
func disputedFor(c *catalog.Catalogue, question string) []string {
	var rules []string
	for i := range c.Flows {
		if f := &c.Flows[i]; f.Disputed.V == question {
			rules = append(rules, f.ID.V)
		}
	}
	return rules
}

// settle makes of a disputed flow what a decision chose, and reports whether the plan holds it.
func settle(s *product.Network, f *plan.Flow, chosen map[ruleOf]choice) bool {
	c, ok := chosen[ruleOf{f.Product, f.Rule}]
	if !ok || f.Disputed == "" {
		return s.Plan.Profile.Opens(f)
	}
	f.Chain, f.Decision = append([]*plan.Link{c.link}, f.Chain...), c.decision
	if !c.open {
		return f.Internal
	}
	f.Disputed, f.Unusual = "", false
	return true
}
