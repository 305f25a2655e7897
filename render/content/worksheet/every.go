package worksheet

import (
	"portolan/model/plan"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// Every makes a sheet of all flows of a plan, each once: those between hosts as outbound, since that is the end that opens them, then those
// inside hosts.
func Every(plan *plan.Plan, w *wordlist.List) *Sheet {
	b := &builder{plan: plan, words: w, sheet: &Sheet{}, numbers: map[citation.Place]int{}, ends: map[string]End{}}
	for _, f := range plan.Flows {
		if f.Internal {
			b.sheet.Internal = append(b.sheet.Internal, b.row(f, Internal))
			continue
		}
		b.sheet.Outbound = append(b.sheet.Outbound, b.row(f, Outbound))
	}
	return b.sheet
}
