package resolve

import (
	"slices"

	"portolan/model/plan"
	"portolan/model/product"
)

// judgeSite finds what shows before there are rules, so that it is told in one run with the site's faults.
func judgeSite(s *product.Network) {
	k := &findings{Network: s}
	k.anyAddress()
	k.widePorts()
	k.contacts()
	emptyInstallations(k)
	withoutStandIn(k)
	backupBeside(k)
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
		for _, w := range waitingIn(r) {
			if !takesPart(k, w.id, r) {
				k.waiting = append(k.waiting, w)
			}
		}
	}
	k.families()
	k.icmp()
	withoutNetwork(k)
	idleFloating(k)
	k.toItself()
	k.choices()
	k.undocumented()
	k.distinct()
	k.ungrouped()
	k.outOfHearing()
	k.clearText()
	k.twice()
	k.policies()
	if !s.Found.HasErrors() { // else what is not used may follow from a fault
		k.unused()
		k.lacking()
	}
	slices.SortStableFunc(k.all, func(a, b plan.Finding) int { return plan.CompareNatural(a.ID, b.ID) })
	return k.all
}
