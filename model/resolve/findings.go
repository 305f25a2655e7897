package resolve

import (
	"fmt"
	"slices"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// findings gathers what is to be said of a site's rules and of what it describes beside the faults: each can be right, so the site may accept it. A
// subject has one finding of a code at most.
type findings struct {
	*product.Network
	waiting []*waiting
	all     []plan.Finding
}

// judgeSite finds what shows before there are rules, so that it is told in one run with the site's faults.
func judgeSite(s *product.Network) {
	k := &findings{Network: s}
	k.anyAddress()
	k.widePorts()
	k.contacts()
	if !s.DoubtWithin("nodes") && !s.DoubtWithin("servers") {
		k.folders()
	}
	for i := range k.all {
		reportFinding(s, &k.all[i])
	}
	s.Plan.Findings = append(s.Plan.Findings, k.all...)
}

// judgeRules are the findings on the rules that the site asks for, on what it describes and no rule needs, and on what rules lack.
func judgeRules(s *product.Network) []plan.Finding {
	if s.Uncertain {
		return nil // which rules there are, and what is used, may follow from a fault
	}
	k := &findings{Network: s}
	for _, r := range s.Products {
		k.waiting = append(k.waiting, waitingIn(r)...)
	}
	k.families()
	k.icmp()
	k.networks()
	k.floating()
	k.toItself()
	k.choices()
	k.undocumented()
	k.distinct()
	k.ungrouped()
	k.outOfHearing()
	k.clearText()
	k.twice()
	if !s.Found.HasErrors() { // else what is not used may follow from a fault
		k.unused()
		k.lacking()
	}
	slices.SortStableFunc(k.all, func(a, b plan.Finding) int { return plan.CompareNatural(a.ID, b.ID) })
	return k.all
}

// add notes a finding on a host, a flow or another thing that the site describes.
func (k *findings) add(code, about string, at source.Position, help, format string, args ...any) {
	f := plan.Finding{ID: code, Level: source.Warning.String(), What: fmt.Sprintf(format, args...), Help: help, About: about, At: at}
	if p, ok := k.Parties[about]; ok && p.IsHost() {
		f.Node, f.About = about, ""
	}
	k.all = append(k.all, f)
}

// declared is the site's own name of a flow that it declares, or "".
func declared(f *plan.Flow) string {
	if f.Product != "" {
		return ""
	}
	return f.Rule[len(plan.DeclaredPrefix):]
}
