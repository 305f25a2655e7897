package procedure

import (
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// Losses are the catalogue's words on losses, filled in for the hosts that they are about.
func Losses(r *product.Product) []plan.LossNote {
	var out []plan.LossNote
	at := newDesk()
	for i := range r.Catalogue.Losses {
		l := &r.Catalogue.Losses[i]
		if !product.HoldNow(r, l.When) {
			continue
		}
		c := newFiller(r, l.Of.V, nil, at)
		note := plan.LossNote{Text: c.text(l.Text), Next: c.text(l.Next), Sources: r.Cite(l.Source)}
		note.Parties = idsOf(c.where(l.Of, source.Text{}))
		if len(note.Parties) > 0 && len(c.missing) == 0 {
			out = append(out, note)
		}
	}
	return out
}
