package outage

import (
	"fmt"
	"slices"

	"portolan/model/plan"
)

// A Fate is what becomes of a flow.
type Fate string

// The fates, as the package defines them.
const (
	Kept          Fate = "kept"
	AfterFailover Fate = "after failover"
	LostFlow      Fate = "lost"
)

// FlowAfter is a flow of the plan after the loss.
type FlowAfter struct {
	ID      string   `json:"id"`
	Rule    string   `json:"rule"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Fate    Fate     `json:"fate"`
	Reduced bool     `json:"reduced,omitempty"` // kept, but a group at one end lost some of its hosts
	States  []string `json:"states,omitempty"`  // after a failover: those in which it works
	Cause   *Cause   `json:"cause,omitempty"`   // of a lost flow

	flow *plan.Flow
}

// judgeFlows finds the fate of every flow.
func (o *Outcome) judgeFlows(now *world, later []*world) {
	for _, f := range o.plan.Flows {
		after := FlowAfter{ID: f.ID, Rule: f.Rule, From: f.From, To: f.To, Fate: LostFlow, flow: f}
		if now.works(f) {
			after.Fate, after.Reduced = Kept, now.reduced(f)
		} else {
			for _, w := range later {
				if w.works(f) {
					after.Fate = AfterFailover
					after.States = append(after.States, w.state.ID)
				}
			}
		}
		if after.Fate == LostFlow {
			after.Cause = causeOf(f, o.plan, now, later)
		}
		o.Flows = append(o.Flows, after)
		o.count(after)
	}
}

func (w *world) reduced(f *plan.Flow) bool {
	from, _ := w.left(f, f.From, w.caller)
	to, _ := w.left(f, f.To, w.answerer)
	return len(from) < len(w.hosts(f.From)) || len(to) < len(w.hosts(f.To))
}

func (o *Outcome) count(f FlowAfter) {
	o.Count.All++
	switch f.Fate {
	case Kept:
		o.Count.Kept++
		if f.Reduced {
			o.Count.Reduced++
		}
	case AfterFailover:
		o.Count.Later++
	default:
		o.Count.Lost++
		if !f.flow.Internal {
			o.Count.LostWide++
		}
	}
}

// causeOf is why a flow is lost: as things are now, or in the state that it is of, or because that state cannot be reached.
func causeOf(f *plan.Flow, p *plan.Plan, now *world, later []*world) *Cause {
	if c := now.dead[f]; c != nil {
		return c
	}
	for _, w := range later {
		if c := w.dead[f]; c != nil {
			return c
		}
	}
	var holders []string
	for _, s := range p.States {
		if slices.Contains(f.States, s.ID) && !reachable(s, now.lost) {
			holders = append(holders, takers(s)...)
		}
	}
	return &Cause{NoState, holders, fmt.Sprintf("is of the state %s, which cannot be reached", f.States[0])}
}
