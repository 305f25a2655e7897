package policy

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"portolan/model/plan"
)

// nameRules gives rules their ids. They depend on ends, services and what the rule is for; two rules that agree in all of these are told
// apart by what is written beside them.
func (b *builder) nameRules() {
	used := map[string][]*draft{}
	for _, d := range b.drafts {
		d.ID = ruleID(d.FromZone, d.ToZone, b.firstID(d.From), b.firstID(d.To), d.Services, b.firstTerms(d.Terms).purpose(), strings.Join(d.Reasons, " "))
		used[d.ID] = append(used[d.ID], d)
	}
	for _, same := range used {
		if len(same) == 1 {
			continue
		}
		for _, d := range same {
			d.ID = ruleID(d.ID, d.bookkeeping(), strings.Join(d.Flows, " "))
		}
	}
}

// firstTerms are terms with states by the ids that they had first, in an order that no renaming of hosts changes.
func (b *builder) firstTerms(t Terms) Terms {
	t.States = b.plan.FirstStates(t.States)
	slices.SortFunc(t.States, func(x, y string) int {
		return cmp.Or(plan.TrueFirst(x == plan.NormalState, y == plan.NormalState), strings.Compare(x, y))
	})
	return t
}

// ruleID begins with a G, so that nobody takes a grouped rule for a flow.
func ruleID(parts ...string) string { return "G" + digest(key(parts...), 7) }

// digest is a short stable name of a text, as ids of flows have it.
func digest(text string, length int) string {
	sum := sha256.Sum256([]byte(text))
	return base32.StdEncoding.EncodeToString(sum[:])[:length]
}
