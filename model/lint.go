package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

func (s *shared) warn(code string, v str, help, format string, args ...any) {
	s.found = append(s.found, source.Diagnostic{Severity: source.Warning, Code: code, At: v.At, What: fmt.Sprintf(format, args...), Help: help})
}

var severities = map[string]source.Severity{"error": source.Error, "warning": source.Warning, "hint": source.Hint}

// applyLint evaluates the catalogue's lint rules, and finds what stands between hosts without a rule. A finding that the site accepts with a reason, until a day that is not over, stays in
// the plan but is no diagnostic.
func (s *shared) applyLint() {
	used := map[string]bool{}
	own := s.plan.Findings // those on approvals, which follow from no catalogue; they come last, with those on what gets no rule
	s.plan.Findings = nil
	for _, r := range s.products {
		for i := range r.cat.Lint {
			rule := &r.cat.Lint[i]
			if !r.holdAll(rule.When) {
				continue
			}
			for _, f := range lintKinds[rule.Kind.V](r, rule) {
				f.ID, f.Level, f.Help, f.Sources = rule.ID.V, rule.Level.V, rule.Help.V, r.cite(rule.Source)
				used[f.ID] = true
				r.judge(&f)
				s.plan.Findings = append(s.plan.Findings, f)
			}
		}
	}
	for _, f := range s.withoutRules() {
		s.judge(&f)
		own = append(own, f)
	}
	for _, f := range own {
		used[f.ID] = true
		s.plan.Findings = append(s.plan.Findings, f)
	}
	for _, id := range sortedKeys(s.site.Accept) {
		if !used[id] {
			s.warn("S40", source.V(id, s.site.Accept[id].At), "remove it", "nothing to accept: the site does not have the finding %s", id)
		}
	}
}

// judge turns a finding into a diagnostic unless it is accepted.
func (s *shared) judge(f *Finding) {
	help := f.Help
	if a, ok := s.site.Accept[f.ID]; ok {
		if !a.Until.V.Before(s.opts.AsOf) {
			f.Accepted = &Accepted{a.Reason.V, a.By.V, a.Until.V}
			return
		}
		help = strings.TrimSpace(fmt.Sprintf("%s (its acceptance ended on %s)", help, a.Until.V))
	}
	s.found = append(s.found, source.Diagnostic{Severity: severities[f.Level], Code: f.ID, At: f.at, What: f.What, Help: help})
}

// lintKinds is how each kind of lint rule finds what breaks it.
var lintKinds = map[string]func(*resolver, *catalog.Lint) []Finding{
	"count": (*resolver).lintCount, "each": (*resolver).lintEach, "none": (*resolver).lintNone, "resource on": (*resolver).lintResource,
	"value": (*resolver).lintValue, "capacity": (*resolver).lintCapacity, "condition": (*resolver).lintCondition,
}

func (r *resolver) selected(list []catalog.Selector, n *node) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(s catalog.Selector) bool { return r.matches(n, s, n.flags, nil) })
}

// finding fills in the rule's sentence.
func finding(rule *catalog.Lint, at source.Position, node string, value any) Finding {
	what := strings.NewReplacer("{node}", node, "{value}", fmt.Sprint(value)).Replace(rule.What.V)
	return Finding{What: what, Node: node, at: at}
}

func (r *resolver) lintCount(rule *catalog.Lint) []Finding {
	count, at := 0, r.site.File.Top()
	for _, n := range r.nodes {
		if r.selected(rule.Select, n) {
			if count++; rule.Max.Set() && count > rule.Max.V {
				at = n.site.At
			}
		}
	}
	if rule.Min.Set() && count < rule.Min.V || rule.Max.Set() && count > rule.Max.V {
		return []Finding{finding(rule, at, "", count)}
	}
	return nil
}

func (r *resolver) lintEach(rule *catalog.Lint) []Finding {
	var out []Finding
	for _, n := range r.nodes {
		if r.selected(rule.Select, n) && !r.selected(rule.Must, n) {
			out = append(out, finding(rule, n.site.At, n.id, ""))
		}
	}
	return out
}

func (r *resolver) lintNone(rule *catalog.Lint) []Finding {
	var out []Finding
	for _, n := range r.nodes {
		if r.selected(rule.Select, n) {
			out = append(out, finding(rule, n.site.At, n.id, ""))
		}
	}
	return out
}

func (r *resolver) lintResource(rule *catalog.Lint) []Finding {
	host := r.host[rule.Resource.V]
	for _, n := range r.nodes {
		if n.id == host && r.selected(rule.Select, n) {
			return []Finding{finding(rule, r.site.Resources[rule.Resource.V].On.At, n.id, "")}
		}
	}
	return nil
}

func (r *resolver) lintValue(rule *catalog.Lint) []Finding {
	var out []Finding
	if value, ok := r.facts[rule.Fact.V]; ok && !allowed(rule, value) {
		out = append(out, finding(rule, r.factPlace(rule.Fact.V), "", value))
	}
	for _, n := range r.nodes {
		if value, ok := n.facts[rule.Fact.V]; ok && r.selected(rule.Select, n) && !allowed(rule, value) {
			at := n.site.At // where the value comes from the role or is the default
			if given, ok := n.site.Facts[rule.Fact.V]; ok {
				at = given.At
			}
			out = append(out, finding(rule, at, n.id, value))
		}
	}
	return out
}

// factPlace is where a fact of the site, or "resource.fact", is given; for one that is not, where it could be.
func (r *resolver) factPlace(fact string) source.Position {
	if given, ok := r.site.Facts[fact]; ok {
		return given.At
	}
	resource, name, _ := strings.Cut(fact, ".")
	placed, ok := r.site.Resources[resource]
	if given, ok := placed.Facts[name]; ok {
		return given.At
	}
	if ok {
		return placed.At
	}
	return r.site.File.Top()
}

// allowed tells whether a value is within a rule's list and bounds.
func allowed(rule *catalog.Lint, value any) bool {
	if number, ok := value.(int64); ok {
		return !(rule.Min.Set() && int(number) < rule.Min.V) && !(rule.Max.Set() && int(number) > rule.Max.V)
	}
	text := fmt.Sprint(value)
	in := func(list strs) bool {
		return slices.ContainsFunc(list, func(v str) bool { return matchesVersion(text, v.V) })
	}
	return (len(rule.Allow) == 0 || in(rule.Allow)) && !in(rule.Deny)
}

// lintCapacity compares a limit with the sum of what nodes can ask for. Without both figures it says nothing.
func (r *resolver) lintCapacity(rule *catalog.Lint) []Finding {
	limit, ok := r.facts[rule.Fact.V].(int64)
	sum, known := r.demand(rule)
	if !ok || !known || int(limit) >= sum {
		return nil
	}
	return []Finding{finding(rule, r.factPlace(rule.Fact.V), "", strconv.Itoa(sum))}
}

// demand is what the selected nodes can ask for together; it is not known where one does not say.
func (r *resolver) demand(rule *catalog.Lint) (sum int, known bool) {
	sum = rule.Plus.V
	for _, n := range r.nodes {
		if !r.selected(rule.Select, n) {
			continue
		}
		value, ok := n.facts[rule.SumOf.V].(int64)
		if !ok {
			return 0, false
		}
		sum += int(value)
	}
	return sum, true
}

func (r *resolver) lintCondition(rule *catalog.Lint) []Finding {
	at := r.site.File.Top()
	for _, v := range rule.When {
		c := catalog.ParseCondition(v.V)
		if given, ok := r.site.Facts[c.Name]; ok {
			at = given.At
		} else if resource, _, ok := strings.Cut(c.Name, "."); ok {
			at = r.site.Resources[resource].At
		}
	}
	return []Finding{finding(rule, at, "", "")}
}
