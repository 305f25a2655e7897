package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// decide says of each decision what has become of what it answers, and finds those that answer nothing.
func decide(s *product.Network, file *decision.File) []plan.Decision {
	if file == nil {
		return nil
	}
	k := &decider{Network: s, items: map[string]decision.Item{}, counts: map[string]decision.Entry{}}
	for _, item := range plan.OpenItems(s.Plan) {
		k.items[item.Key()] = item
		k.keys = append(k.keys, item.Key())
	}
	var out []plan.Decision
	for _, id := range source.SortedKeys(file.Entries) {
		for _, a := range file.Entries[id].Answers {
			if old, taken := k.counts[a.Item]; !taken || old.Date.Before(file.Entries[id].Date) {
				k.counts[a.Item] = file.Entries[id]
			}
		}
	}
	for _, id := range source.SortedKeys(file.Entries) {
		out = append(out, k.judged(file.Entries[id]))
	}
	return out
}

// decider holds what is open, and which decision on it is the latest.
type decider struct {
	*product.Network
	items  map[string]decision.Item
	keys   []string // of items, in the order of kinds
	counts map[string]decision.Entry
}

// judged compares what a decision answers with what is open today.
func (k *decider) judged(e decision.Entry) plan.Decision {
	d := plan.Decision{Decision: e.Decision}
	if k.AsOf.Before(e.Date) && !k.DateInDoubt() {
		k.Fault("S370", e.At, "correct the date; or let the document be of that day or later (document.date), or judge by a later day with --as-of",
			"the decision %s is dated %s, after %s, the day of this check", e.ID, e.Date, k.AsOf)
	}
	for _, a := range e.Answers {
		item, open := k.items[a.Item]
		if !open {
			k.nothing(e, a)
			continue
		}
		answered := plan.Answered{Kind: item.Kind, ID: item.ID, Title: item.Title, State: plan.Decided, Changes: decision.Changes(a.About, item.About)}
		switch again := fmt.Sprintf("decide again: portolan decide %s --id %s --by NAME", folder(k.Network), e.ID); {
		case k.counts[a.Item].ID != e.ID:
			answered.State, answered.Changes = plan.Replaced, nil
			k.Warn("S374", source.Text{At: a.At}, "remove it here", "%s is answered by the decision %s, and by %s, which counts", a.Item, e.ID, k.counts[a.Item].ID)
		case len(answered.Changes) > 0:
			answered.State = plan.Reopened
			k.Warn("S372", source.Text{At: a.At}, again, "%s is open again: it has changed since the decision %s of %s: %s", a.Item, e.ID, e.Date, decision.Some(answered.Changes))
		case e.Over(k.AsOf):
			answered.State = plan.Lapsed
			k.Warn("S373", source.Text{At: a.At}, again+" --until DATE", "%s is open again: the decision %s of %s ended on %s", a.Item, e.ID, e.Date, e.Until)
		}
		d.Answers = append(d.Answers, answered)
	}
	return d
}

// nothing tells of a decision on what is not open, unless that may follow from a fault.
func (k *decider) nothing(e decision.Entry, a decision.Answer) {
	if k.Lacking() || k.Found.HasErrors() {
		return
	}
	help := "remove it: the site is not, or no longer, open in this point"
	kind, _, _ := strings.Cut(a.Item, " ")
	var alike []string
	for _, key := range k.keys {
		if strings.HasPrefix(key, kind+" ") {
			alike = append(alike, key)
		}
	}
	declared := slices.ContainsFunc(k.Plan.NotCovered, func(n plan.NotCovered) bool { return a.Item == string(decision.Topic)+" "+n.ID })
	if near := source.Nearest(a.Item, alike); declared {
		help = "remove it: rules of the site cover the topic by now"
	} else if near != "" {
		help = fmt.Sprintf("did you mean %q? Else remove it", near)
	} else if !slices.Contains(decision.Kinds, decision.Kind(kind)) {
		help = "portolan decide " + folder(k.Network) + " lists what is open"
	}
	k.Warn("S371", source.Text{At: a.At}, help, "the decision %s answers %q, which is not open at this site", e.ID, a.Item)
}
