package resolve

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

var severities = map[string]source.Severity{"error": source.Error, "warning": source.Warning, "hint": source.Hint}

// applyLint evaluates the catalogue's lint rules, and finds what stands between hosts without a rule. A finding that the site accepts with a reason, until a day that is not over, stays in
// the plan but is no diagnostic.
// The codes of all that it found are returned.
func applyLint(s *product.Network, u *union) map[string]bool {
	used := map[string]bool{}
	own := s.Plan.Findings // those on the site and on approvals, which follow from no catalogue; they come last, with those on rules
	s.Plan.Findings = nil
	for _, r := range s.Products {
		idle := r.Setup.Table && len(r.Nodes) == 0 // which is told by itself
		for i := range r.Catalogue.Lint {
			rule := &r.Catalogue.Lint[i]
			if idle || !r.Surely(func() bool { return r.HoldAll(rule.When) }) {
				continue
			}
			for _, f := range lintKinds[rule.Kind.V](r, rule) {
				if r.Several() && f.Node == "" {
					f.What, f.About = r.Name+": "+f.What, r.ID
				}
				f.ID, f.Level, f.Help, f.Sources = rule.ID.V, rule.Level.V, rule.Help.V, r.Cite(rule.Source)
				used[f.ID] = true
				reportFinding(r.Network, &f)
				s.Plan.Findings = append(s.Plan.Findings, f)
			}
		}
	}
	for _, f := range slices.Concat(u.withoutRules(), judgeRules(s), withoutAddress(s)) {
		reportFinding(s, &f)
		own = append(own, f)
	}
	for _, f := range own {
		used[f.ID] = true
		s.Plan.Findings = append(s.Plan.Findings, f)
	}
	return used
}

// reportFinding turns a finding into a diagnostic unless it is accepted.
func reportFinding(s *product.Network, f *plan.Finding) {
	if wanted, ok := s.Site.Severity[f.ID]; ok {
		f.Level = wanted.V
	}
	var ended string
	if f.Accepted, ended = acceptance(s, f.ID); f.Accepted == nil {
		s.Judge(source.Diagnostic{Severity: severities[f.Level], Code: f.ID, At: f.At, What: f.What, Help: strings.TrimSpace(f.Help + " " + ended)})
	}
}

// LintKinds are the kinds of lint rules, sorted.
func LintKinds() []string { return source.SortedKeys(lintKinds) }

// lintKinds is how each kind of lint rule finds what breaks it.
var lintKinds = map[string]func(*product.Product, *catalog.Lint) []plan.Finding{
	"count": lintCount, "each": lintEach, "none": lintNone, "resource on": lintResource,
	"value": lintValue, "capacity": lintCapacity, "condition": lintCondition,
}

// finding fills in the rule's sentence.
func finding(rule *catalog.Lint, at source.Position, node string, value any) plan.Finding {
	what := strings.NewReplacer("{node}", node, "{value}", fmt.Sprint(value)).Replace(rule.What.V)
	return plan.Finding{What: what, Node: node, At: at}
}

func lintCount(r *product.Product, rule *catalog.Lint) []plan.Finding {
	count, at := 0, r.Site.File.Top()
	wrong := r.Surely(func() bool {
		r.TouchNodes()
		for _, n := range r.Nodes {
			if r.Selected(rule.Select, n) {
				if count++; rule.Max.Set() && count > rule.Max.V {
					at = n.Site.At
				}
			}
		}
		return rule.Min.Set() && count < rule.Min.V || rule.Max.Set() && count > rule.Max.V || !countAllowed(rule, count)
	})
	if wrong {
		return []plan.Finding{finding(rule, at, "", count)}
	}
	return nil
}

// countAllowed reports whether a number is one of those that a rule lists, or odd or even as it asks.
func countAllowed(rule *catalog.Lint, count int) bool {
	return len(rule.Allow) == 0 || slices.ContainsFunc(rule.Allow, func(v source.Text) bool {
		return v.V == strconv.Itoa(count) || v.V == catalog.OddCount && count%2 == 1 || v.V == catalog.EvenCount && count%2 == 0
	})
}

func lintEach(r *product.Product, rule *catalog.Lint) []plan.Finding {
	var out []plan.Finding
	for _, n := range r.Nodes {
		if r.Surely(func() bool { return r.Selected(rule.Select, n) && !r.Selected(rule.Must, n) }) {
			out = append(out, finding(rule, n.Site.At, n.ID, ""))
		}
	}
	return out
}

func lintNone(r *product.Product, rule *catalog.Lint) []plan.Finding {
	var out []plan.Finding
	for _, n := range r.Nodes {
		if r.Surely(func() bool { return r.Selected(rule.Select, n) }) {
			out = append(out, finding(rule, n.Site.At, n.ID, ""))
		}
	}
	return out
}

func lintResource(r *product.Product, rule *catalog.Lint) []plan.Finding {
	host := r.Hosts[rule.Resource.V]
	for _, n := range r.Nodes {
		if n.ID == host && r.Surely(func() bool {
			return r.Selected(rule.Select, n) && !r.InDoubt("resources", r.Key(product.ResourceTable, rule.Resource.V), "on")
		}) {
			return []plan.Finding{finding(rule, r.Given.Resources[rule.Resource.V].On.At, n.ID, "")}
		}
	}
	return nil
}

func lintValue(r *product.Product, rule *catalog.Lint) []plan.Finding {
	var out []plan.Finding
	if value, ok := r.Facts[rule.Fact.V]; ok && !allowed(rule, value) && r.Surely(func() bool { r.TouchSiteFact(rule.Fact.V); return true }) {
		out = append(out, finding(rule, r.FactPlace(rule.Fact.V), "", value))
	}
	for _, n := range r.Nodes {
		if value, ok := n.Facts[rule.Fact.V]; ok && !allowed(rule, value) && r.Surely(func() bool { r.TouchFact(n, rule.Fact.V); return r.Selected(rule.Select, n) }) {
			at := n.Site.At // where the value comes from the role or is the default
			if given, ok := n.Site.Facts[rule.Fact.V]; ok {
				at = given.At
			}
			out = append(out, finding(rule, at, n.ID, value))
		}
	}
	return out
}

// allowed reports whether a value is within a rule's list and bounds.
func allowed(rule *catalog.Lint, value any) bool {
	if number, ok := value.(int64); ok {
		return !(rule.Min.Set() && int(number) < rule.Min.V) && !(rule.Max.Set() && int(number) > rule.Max.V)
	}
	text := fmt.Sprint(value)
	in := func(list []source.Text) bool {
		return slices.ContainsFunc(list, func(v source.Text) bool { return product.MatchesVersion(text, v.V) })
	}
	return (len(rule.Allow) == 0 || in(rule.Allow)) && !in(rule.Deny)
}

// lintCapacity compares a limit with the sum of what nodes can ask for. Without both figures it says nothing.
func lintCapacity(r *product.Product, rule *catalog.Lint) []plan.Finding {
	limit, ok := r.Facts[rule.Fact.V].(int64)
	sum := 0
	if !ok || !r.Surely(func() bool {
		r.TouchSiteFact(rule.Fact.V)
		r.TouchNodes()
		total, known := r.Demand(rule)
		sum = total
		return known && int(limit) < sum
	}) {
		return nil
	}
	return []plan.Finding{finding(rule, r.FactPlace(rule.Fact.V), "", strconv.Itoa(sum))}
}

func lintCondition(r *product.Product, rule *catalog.Lint) []plan.Finding {
	at := r.Site.File.Top()
	for _, v := range rule.When {
		c := catalog.ParseCondition(v.V)
		if given, ok := r.Given.Facts[c.Name]; ok {
			at = given.At
		} else if resource, _, ok := strings.Cut(c.Name, "."); ok {
			at = r.Given.Resources[resource].At
		}
	}
	return []plan.Finding{finding(rule, at, "", "")}
}
