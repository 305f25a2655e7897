package outage

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
)

// A fate is what becomes of a service that others call on the lost host. Fates are keys of the word list.
type fate string

const (
	alone  fate = "alone"  // nobody else answers
	shared fate = "shared" // other hosts still answer the same callers
	open   fate = "open"   // the site has the rule for other hosts too and does not say whether they answer in its place
)

func fateOf(a plan.LostAnswer) fate {
	switch {
	case len(a.Others) == 0:
		return alone
	case a.Declared:
		return open
	}
	return shared
}

// counts says how much of what others ask of the host is still answered, as a whole sentence, without a word on what there is none of; where it
// is one service, which one.
func (b builder) counts() []document.Block {
	all := b.lost.Answers
	if len(all) == 0 {
		return nil
	}
	var parts []string
	for _, f := range []fate{alone, shared, open} {
		of := slices.DeleteFunc(slices.Clone(all), func(a plan.LostAnswer) bool { return fateOf(a) != f })
		switch {
		case len(of) == len(all):
			return []document.Block{document.Text{Text: b.w.Count("stays.all-"+string(f), len(of), "what", called(of[0]))}, b.limits()}
		case len(of) > 0:
			parts = append(parts, b.w.Count("stays."+string(f), len(of), "what", called(of[0])))
		}
	}
	return []document.Block{document.Text{Text: b.w.Fill("stays.of", "n", len(all), "parts", strings.Join(parts, b.w.Text("stays.and")))}, b.limits()}
}

// called is a service as a sentence names it.
func called(a plan.LostAnswer) string { return a.Service + " (" + a.Port + ")" }

// limits says what the counts do not follow: hosts that get no answer may fail those that call them.
func (b builder) limits() document.Text {
	further := slices.ContainsFunc(b.lost.Answers, func(a plan.LostAnswer) bool {
		return len(a.Others) == 0 && slices.ContainsFunc(a.Callers, func(id string) bool { return HasPage(b.plan.Party(id)) })
	})
	if further {
		return document.Text{Text: b.w.Text("stays.further")}
	}
	return document.Text{Text: b.w.Text("stays.normal")}
}
