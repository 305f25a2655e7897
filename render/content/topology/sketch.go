package topology

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/layout/diagram"
)

// A stroke is one flow as it runs between two boxes, or within one.
type stroke struct {
	flow     *plan.Flow
	from, to *box
	change   diagram.Change
}

// A sketch is a picture in the making: what runs where. Whether it is small enough to be drawn is asked before anything is laid out.
type sketch struct {
	d      *drawer
	state  plan.State
	boxes  []*box // those that are shown, in the order of their first parties
	here   *box   // that the picture is about, or nil
	lists  bool   // all ports are listed, however many they are
	within map[*box][]stroke
	notes  map[*box][]note
	marks  map[diagram.EdgeKind]string // of ports, those that stand in the picture
	partly map[diagram.EdgeKind]bool   // those that stand in parentheses
	pairs  []*pair
	trunk  map[string]trunk // ids of pairs -> the trunk that they are part of
}

// pair is all traffic between two boxes.
type pair struct {
	id          string
	from, to    *box // from opens the first flow in the plan's order
	forth, back []stroke
}

func (p *pair) strokes() []stroke { return slices.Concat(p.forth, p.back) }

// A manner is how a sketch puts down what runs between boxes.
type manner int

const (
	onLines manner = iota
	inBoxes        // in a picture in which every box talks to every other, lines show nothing: each box lists what comes in
)

// sketch divides strokes into what stands within boxes, what boxes share, and what runs between two of them.
func (d *drawer) sketch(strokes []stroke, boxes []*box, m manner) *sketch {
	s := &sketch{d: d, state: d.plan.States[0], within: map[*box][]stroke{}, notes: map[*box][]note{}, marks: map[diagram.EdgeKind]string{},
		partly: map[diagram.EdgeKind]bool{}}
	var between []stroke
	for _, k := range strokes {
		if k.from == k.to {
			s.within[k.from] = append(s.within[k.from], k)
		} else {
			between = append(between, k)
		}
	}
	if m == inBoxes {
		s.noted(between)
		between = nil
	}
	index := map[[2]*box]*pair{}
	for _, k := range between {
		if p, ok := index[[2]*box{k.from, k.to}]; ok {
			p.forth = append(p.forth, k)
		} else if p, ok := index[[2]*box{k.to, k.from}]; ok {
			p.back = append(p.back, k)
		} else {
			p := &pair{id: k.from.id + "--" + k.to.id, from: k.from, to: k.to, forth: []stroke{k}}
			index[[2]*box{k.from, k.to}] = p
			s.pairs = append(s.pairs, p)
		}
	}
	s.boxes = shown(boxes, strokes)
	return s
}

// in is a sketch as it lies in a state: of tells which flows it holds, and what became of each. All boxes stay, and every line that has flows.
func (s *sketch) in(state plan.State, of func(*plan.Flow) (diagram.Change, bool)) *sketch {
	out := &sketch{d: s.d, state: state, boxes: s.boxes, within: map[*box][]stroke{}, notes: map[*box][]note{}, marks: map[diagram.EdgeKind]string{},
		partly: map[diagram.EdgeKind]bool{}, trunk: s.trunk}
	held := func(strokes []stroke) []stroke {
		var kept []stroke
		for _, k := range strokes {
			if change, ok := of(k.flow); ok {
				k.change = change
				kept = append(kept, k)
			}
		}
		return kept
	}
	for b, strokes := range s.within {
		if kept := held(strokes); len(kept) > 0 {
			out.within[b] = kept
		}
	}
	for b, notes := range s.notes {
		for _, n := range notes {
			for _, part := range byChange(held(n.strokes)) {
				out.notes[b] = append(out.notes[b], note{part.strokes[0].change, part.strokes})
			}
		}
	}
	for _, p := range s.pairs {
		q := &pair{id: p.id, from: p.from, to: p.to, forth: held(p.forth), back: held(p.back)}
		if len(q.forth) == 0 {
			q.from, q.to, q.forth, q.back = p.to, p.from, q.back, nil
		}
		if len(q.forth) > 0 {
			out.pairs = append(out.pairs, q)
		}
	}
	return out
}

// all are all strokes of a sketch.
func (s *sketch) all() []stroke {
	var out []stroke
	for _, p := range s.pairs {
		out = append(out, p.strokes()...)
	}
	for _, b := range s.boxes {
		out = append(out, s.within[b]...)
		for _, n := range s.notes[b] {
			out = append(out, n.strokes...)
		}
	}
	return out
}

// detailed reports whether a picture lists ports: that of one host and its neighbours, and that of hosts which others fold to one box.
func (s *sketch) detailed() bool { return s.here != nil || s.lists }

// shown are the boxes that have a part in strokes; all of them if there are no strokes.
func shown(boxes []*box, strokes []stroke) []*box {
	part := map[*box]bool{}
	for _, k := range strokes {
		part[k.from], part[k.to] = true, true
	}
	return slices.DeleteFunc(slices.Clone(boxes), func(b *box) bool { return len(strokes) > 0 && !part[b] })
}

// The budget of a picture. What is larger cannot be read on a sheet of paper, and its layout takes longer than all others together.
const (
	maxBoxes = 28
	maxEdges = 36
)

// maxEnds is the number of lines of a picture, each of the ends of a trunk counted.
const maxEnds = 90

func (s *sketch) fits() bool {
	trunks, single := map[trunk]bool{}, 0
	of := s.trunks()
	for _, p := range s.pairs {
		if t, ok := of[p]; ok && s.here == nil {
			trunks[t] = true
		} else {
			single++
		}
	}
	return len(s.boxes) <= maxBoxes && single+len(trunks) <= maxEdges && len(s.pairs) <= maxEnds
}

// fit tries ways to sketch a picture, from the finest to the coarsest, and takes the first that is within the budget. The last one is taken
// as it comes.
func fit(ways ...func() *sketch) *sketch {
	var s *sketch
	for _, way := range ways {
		if s = way(); s.fits() {
			break
		}
	}
	return s
}

// homes gives every party its box: that of its key; a group that of its members, or one of its own if they stand in several.
func (d *drawer) homes(key func(*plan.Party) (string, folding)) (map[string]*box, []*box) {
	boxes := gather(d.plan.Parties, key)
	home := map[string]*box{}
	for _, b := range boxes {
		d.simplify(b)
		for _, p := range b.parties {
			home[p.ID] = b
		}
	}
	for _, p := range d.plan.Parties {
		if p.Kind != plan.GroupParty {
			continue
		}
		home[p.ID] = home[p.Members[0]]
		for _, m := range p.Members {
			if home[m] != home[p.ID] {
				b := &box{id: p.ID, parties: []*plan.Party{p}}
				home[p.ID], boxes = b, append(boxes, b)
				break
			}
		}
	}
	return home, boxes
}

// simplify calls a box by what it holds where it holds no more than one party, or no more than one class.
func (d *drawer) simplify(b *box) {
	first := d.class[b.parties[0].ID]
	for _, p := range b.parties {
		if d.class[p.ID] != first {
			return
		}
	}
	b.by = alike
	if len(b.parties) == len(first.parties) {
		b.id = first.id
	}
}

// mapped makes strokes of flows between the homes of their ends.
func mapped(flows []*plan.Flow, home map[string]*box) []stroke {
	strokes := make([]stroke, 0, len(flows))
	for _, f := range flows {
		strokes = append(strokes, stroke{flow: f, from: home[f.From], to: home[f.To]})
	}
	return strokes
}

// flowsOf are the flows of strokes, each once.
func flowsOf(strokes []stroke) []*plan.Flow {
	seen := map[*plan.Flow]bool{}
	var flows []*plan.Flow
	for _, k := range strokes {
		if !seen[k.flow] {
			seen[k.flow] = true
			flows = append(flows, k.flow)
		}
	}
	return flows
}

// kindOf is the strongest need among flows: one regular flow makes an edge regular.
func kindOf(flows []*plan.Flow) diagram.EdgeKind {
	for _, kind := range strength {
		if slices.ContainsFunc(flows, func(f *plan.Flow) bool { return flowKind(f) == kind }) {
			return kind
		}
	}
	return diagram.Regular
}

var strength = []diagram.EdgeKind{diagram.Regular, diagram.Standby, diagram.Disputed, diagram.Optional}

func flowKind(f *plan.Flow) diagram.EdgeKind {
	switch {
	case f.Disputed != "":
		return diagram.Disputed
	case f.Requirement != "required":
		return diagram.Optional
	case !slices.Contains(f.States, plan.NormalState):
		return diagram.Standby
	}
	return diagram.Regular
}

// changeOf is the change of strokes that all have the same; else they are altered.
func changeOf(strokes []stroke) diagram.Change {
	change := strokes[0].change
	for _, k := range strokes {
		if k.change != change {
			return diagram.Altered
		}
	}
	return change
}
