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
	notes  map[*box][]bundle
	marks  map[diagram.EdgeKind]string // of ports, those that stand in the picture
	partly map[diagram.EdgeKind]bool   // those that stand in parentheses
	pairs  []*pair
}

// pair is all traffic between two boxes.
type pair struct {
	from, to    *box // from opens the first flow in the plan's order
	forth, back []stroke
}

func (p *pair) strokes() []stroke { return slices.Concat(p.forth, p.back) }

// A manner is how a sketch puts its traffic down.
type manner struct {
	share int  // from so many boxes on, equal traffic with one box stands in that box; 0 for never
	nodes bool // also where that box is a node of the product
}

// calm is the manner of pictures of a whole site. A picture in which every host has a line to the directory, the database and the share
// shows nothing else.
var calm = manner{share: 3}

// sketch divides strokes into what stands within boxes, what boxes share, and what runs between two of them.
func (d *drawer) sketch(strokes []stroke, boxes []*box, m manner) *sketch {
	s := &sketch{d: d, state: d.plan.States[0], within: map[*box][]stroke{}, notes: map[*box][]bundle{}, marks: map[diagram.EdgeKind]string{},
		partly: map[diagram.EdgeKind]bool{}}
	var between []stroke
	for _, k := range strokes {
		if k.from == k.to {
			s.within[k.from] = append(s.within[k.from], k)
		} else {
			between = append(between, k)
		}
	}
	if m.share > 0 {
		between = s.share(between, m)
	}
	index := map[[2]*box]*pair{}
	for _, k := range between {
		if p, ok := index[[2]*box{k.from, k.to}]; ok {
			p.forth = append(p.forth, k)
		} else if p, ok := index[[2]*box{k.to, k.from}]; ok {
			p.back = append(p.back, k)
		} else {
			p := &pair{from: k.from, to: k.to, forth: []stroke{k}}
			index[[2]*box{k.from, k.to}] = p
			s.pairs = append(s.pairs, p)
		}
	}
	s.boxes = shown(boxes, strokes)
	return s
}

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

func (s *sketch) fits() bool { return len(s.boxes) <= maxBoxes && len(s.pairs) <= maxEdges }

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
