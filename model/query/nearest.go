package query

import "portolan/model/plan"

// Nearest is what is allowed near a question that is not, or not wholly, allowed.
type Nearest struct {
	Answers   []Rule           `json:"answers"`   // the far end answers on what was asked, but to others
	Elsewhere []Rule           `json:"elsewhere"` // the near end reaches what was asked, but at others
	Otherwise []Rule           `json:"otherwise"` // the near end reaches the far end, but on other ports
	Reverse   []Rule           `json:"reverse"`   // the far end reaches the near end on what was asked, or else on any port
	Inside    bool             `json:"inside"`    // the far end answers on what was asked, but only inside its host
	Closed    []plan.Listening `json:"closed"`    // the far end listens on what was asked, and no rule leads there
}

func noneNear() Nearest {
	return Nearest{Answers: []Rule{}, Elsewhere: []Rule{}, Otherwise: []Rule{}, Reverse: []Rule{}, Closed: []plan.Listening{}}
}

// nearest looks around what was asked. shown are the ids of rules that the answer names already.
func nearest(p *plan.Plan, q question, shown map[string]bool) Nearest {
	near := func(f *plan.Flow) bool { return q.from.coveredBy(p.Party(f.From)) > nothing }
	far := func(f *plan.Flow) bool { return q.to.coveredBy(p.Party(f.To)) > nothing }
	fits := q.service.matches
	rules := func(keep func(*plan.Flow) bool) []Rule {
		return rulesOf(p, flowsWhere(p.Network(), func(f *plan.Flow) bool { return !shown[f.ID] && keep(f) }))
	}
	n := noneNear()
	if q.from.kind != Anything && q.to.kind != Anything {
		n.Otherwise = rules(func(f *plan.Flow) bool { return near(f) && far(f) && !fits(f) })
		back := func(f *plan.Flow) bool {
			return q.from.coveredBy(p.Party(f.To)) > nothing && q.to.coveredBy(p.Party(f.From)) > nothing
		}
		if n.Reverse = rules(func(f *plan.Flow) bool { return back(f) && fits(f) }); len(n.Reverse) == 0 {
			n.Reverse = rules(back)
		}
	}
	if q.service.isAny() {
		return n
	}
	if q.to.kind != Anything {
		n.Answers = rules(func(f *plan.Flow) bool { return !near(f) && far(f) && fits(f) })
		n.Closed = q.closed(p)
		inside := flowsWhere(p.Flows, func(f *plan.Flow) bool { return f.Internal && far(f) && fits(f) && !shown[f.ID] })
		n.Inside = len(n.Answers) == 0 && len(inside) > 0
	}
	if q.from.kind != Anything {
		n.Elsewhere = rules(func(f *plan.Flow) bool { return near(f) && !far(f) && fits(f) })
	}
	return n
}

// closed lists the listeners of the far end that were asked for and that no rule leads to.
func (q question) closed(p *plan.Plan) []plan.Listening {
	out := []plan.Listening{}
	for _, l := range p.Unopened {
		if q.to.coveredBy(p.Party(l.Node)) > nothing && q.service.matchesListening(l) {
			out = append(out, l)
		}
	}
	return out
}

// matchesListening tells whether a port that no rule leads to is one that was asked for.
func (s service) matchesListening(l plan.Listening) bool {
	as := &plan.Flow{Product: l.Product, Listener: l.Listener, Port: l.Port}
	return s.rule == "" && s.matches(as)
}
