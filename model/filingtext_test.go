package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/plan"
)

// filing writes what firewall teams file: firewalls and the ways through them, names, translations, and what is said beside rules. Sites
// that say nothing of it have only their phases here.
func (w *planWriter) filing() {
	var walls, names, translations []string
	for _, f := range w.p.Firewalls {
		walls = append(walls, row(f.ID, strings.Join(f.Zones, " "), cmp.Or(f.Owner, "-"), "log "+cmp.Or(f.Log, "-")))
	}
	for _, g := range w.p.Groups {
		names = append(names, row(g.ID, g.Name, strings.Join(g.Members, " ")))
	}
	for _, g := range w.p.ServiceGroups {
		names = append(names, row(g.ID, g.Name, strings.Trim(fmt.Sprint(g.Ports), "[]")))
	}
	for _, t := range w.p.Translations {
		translations = append(translations, row(t.ID, string(t.Kind), strings.Join(t.Parties, " "), fmt.Sprint(t.Addresses), "at "+t.Firewall, "for "+strings.Join(t.Zones, " ")))
	}
	w.table("Firewalls: zones, owner", walls)
	w.table("Groups of hosts and of ports", names)
	w.table("Translations: kind, parties, addresses, firewall, zones of the others", translations)
	w.filed()
}

// filed writes what flows of a rule have beside them. Flows that are needed all the time, and of which nothing is filed, are left out.
func (w *planWriter) filed() {
	flows := map[string]int{}
	for _, f := range slices.Concat(w.p.Network(), w.p.Dropped) {
		var said []string
		for _, pair := range f.Stated() {
			if pair[1] != "" && pair[0] != "phase" {
				said = append(said, pair[0]+" "+pair[1])
			}
		}
		if f.Phase == plan.RunPhase && len(f.Firewalls)+len(said) == 0 {
			continue
		}
		flows[row(f.Rule, string(f.Phase), cmp.Or(strings.Join(f.Firewalls, " "), "-"), cmp.Or(strings.Join(said, ", "), "-"))]++
	}
	var rows []string
	byRule := func(a, b string) int {
		ruleA, _, _ := strings.Cut(a, "\t")
		ruleB, _, _ := strings.Cut(b, "\t")
		return cmp.Or(plan.CompareNatural(ruleA, ruleB), strings.Compare(a, b))
	}
	for _, text := range slices.SortedFunc(maps.Keys(flows), byRule) {
		rows = append(rows, fmt.Sprintf("%s\t%d", text, flows[text]))
	}
	w.table("Filed beside rules: rule, phase, firewalls, what the site says, flows", rows)
}
