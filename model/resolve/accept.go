package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// ofTheDay are the codes of what is found on some days and not on others. It never comes into a pack, whose bytes do not depend on the day on which
// it is built; and on a day without it, its acceptance is no mistake.
var ofTheDay = []string{"S66", "S81", "S85", "S377"}

// leftOutRunbooks is found at sites that say something of their operation; at others by those who ask for it alone.
const leftOutRunbooks = "S67"

// operated reports whether a site says something of its operation: it wants runbooks then, not rules only.
func operated(s *product.Network) bool {
	site := s.Site
	return site.Backup != nil || site.Recovery != nil || site.Incident != nil || len(site.Contacts) > 0 || len(site.Runbooks) > 0
}

// acceptance is what the site says of a finding; nil where it does not accept it, or no more. ended says that it did.
func acceptance(s *product.Network, code string) (accepted *plan.Accepted, ended string) {
	a, ok := s.Site.Accept[code]
	switch {
	case !ok:
		return nil, ""
	case a.Until.V.Before(s.AsOf):
		return nil, fmt.Sprintf("(its acceptance ended on %s)", a.Until.V)
	}
	return &plan.Accepted{Reason: a.Reason.V, By: a.By.V, Until: a.Until.V}, ""
}

// accept takes out of all that was found what the site accepts. settled are the codes of findings of which that was done already. What is
// accepted stays in the plan.
func accept(s *product.Network, found source.Diagnostics, settled map[string]bool) source.Diagnostics {
	var left source.Diagnostics
	for _, d := range found.Sorted() {
		code, ok := source.LookUp(d.Code)
		if !ok || !code.Accept || settled[d.Code] {
			left = append(left, d)
			continue
		}
		accepted, ended := acceptance(s, d.Code)
		if accepted == nil {
			d.Help = strings.TrimSpace(d.Help + " " + ended)
			left = append(left, d)
		} else if !slices.Contains(ofTheDay, d.Code) {
			keep(s, d, accepted)
		}
	}
	return left
}

// keep puts what is accepted into the plan, all of one code as one finding.
func keep(s *product.Network, d source.Diagnostic, accepted *plan.Accepted) {
	i := slices.IndexFunc(s.Plan.Findings, func(f plan.Finding) bool { return f.ID == d.Code })
	if i >= 0 {
		s.Plan.Findings[i].What += "; " + d.What
		return
	}
	s.Plan.Findings = append(s.Plan.Findings, plan.Finding{ID: d.Code, Level: d.Severity.String(), What: d.What, Help: d.Help, At: d.At, Accepted: accepted})
}

// acceptedNothing names what the site accepts and does not have. Where there are errors, other findings of the program may not have been looked for.
func acceptedNothing(s *product.Network, found source.Diagnostics, settled map[string]bool, strict bool) {
	for _, id := range source.SortedKeys(s.Site.Accept) {
		_, own := source.LookUp(id)
		is := settled[id] || slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.Code == id })
		if is || own && found.HasErrors() || slices.Contains(ofTheDay, id) || id == leftOutRunbooks && !strict && !operated(s) {
			continue
		}
		s.Warn("S40", source.V(id, s.Site.Accept[id].At), "remove it", "nothing to accept: the site does not have the finding %s", id)
	}
}
