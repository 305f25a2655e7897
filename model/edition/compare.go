package edition

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
)

// Compare finds what a firewall has to learn and may forget when a site goes from one plan to another.
func Compare(old, new *plan.Plan) *Upgrade {
	u := &Upgrade{Site: new.Site, Document: new.Document, Open: []Change{}, Close: []Change{}, Changed: []Change{}, Stale: []StalePort{},
		Hosts: []HostChange{}, Findings: []plan.Finding{}, LeftOut: []Omission{}, Before: old, After: new}
	u.From, u.To = replaced(old.Products, new.Products)
	before, after := connections(old), connections(new)
	align(old, new, before, after)
	u.divide(before, after)
	for _, list := range [][]Change{u.Open, u.Close, u.Changed} {
		slices.SortFunc(list, compareChanges)
	}
	u.Findings = append(u.Findings, added(old.Findings, new.Findings)...)
	u.countHosts()
	return u
}

// divide puts every connection of either edition into one of the lists, or counts it as unchanged.
func (u *Upgrade) divide(before, after map[connectionKey]*Change) {
	kept := common(before, after)
	for key, c := range before {
		other, ok := after[key]
		switch {
		case !ok && kept.cover(*c):
			u.Unchanged++
		case !ok:
			u.Close = append(u.Close, *c)
		default:
			c.New = other.Old
			if c.Differs = differences(c.Old, c.New); len(c.Differs) > 0 {
				u.Changed = append(u.Changed, *c)
			} else {
				u.Unchanged++
			}
		}
	}
	for key, c := range after {
		if before[key] == nil && !kept.cover(*c) {
			c.Old, c.New = nil, c.Old
			u.Open = append(u.Open, *c)
		}
	}
}

// replaced is the product whose edition differs between two lists of products; where none does, the first.
func replaced(old, new []plan.ProductInfo) (from, to plan.ProductInfo) {
	for i := range min(len(old), len(new)) {
		if i == 0 || old[i] != new[i] {
			from, to = old[i], new[i]
		}
		if old[i] != new[i] {
			break
		}
	}
	return from, to
}

func compareChanges(a, b Change) int {
	return cmp.Or(strings.Compare(a.From.key(), b.From.key()), strings.Compare(a.To.key(), b.To.key()),
		a.Port.ByNumber(b.Port))
}

// added are the findings of one list that the other does not have.
func added(old, new []plan.Finding) []plan.Finding {
	var out []plan.Finding
	for _, f := range new {
		if !slices.ContainsFunc(old, func(o plan.Finding) bool { return o.ID == f.ID && o.Node == f.Node && o.About == f.About }) {
			out = append(out, f)
		}
	}
	return out
}
