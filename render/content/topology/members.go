package topology

import (
	"slices"
	"strconv"

	"portolan/model/plan"
)

// Limits of a picture of a group: hosts on one sheet, and lines between them before ports stand in the boxes instead.
const (
	maxMembers      = 48
	maxMembersEdges = 10
)

// groups are the pictures of what others fold to one box: every host with its addresses, and the traffic among them. A large group has
// several.
func (d *drawer) groups() []*Picture {
	var out []*Picture
	for _, c := range d.classes {
		if len(c.parties) < 2 {
			continue
		}
		parts := slices.Collect(slices.Chunk(c.parties, maxMembers))
		for i, part := range parts {
			out = append(out, d.group(c, part, i, len(parts)))
		}
	}
	return out
}

func (d *drawer) group(c *box, part []*plan.Party, number, of int) *Picture {
	flows := d.among(c)
	s := d.unfold(c, part, flows, number == 0)
	s.lists = true
	r := rank{}
	for i, b := range s.boxes {
		r[b] = i
	}
	subject := c.id
	if number > 0 {
		subject += "-part" + strconv.Itoa(number+1)
	}
	p := s.picture(GroupKind, subject, r)
	p.Title = d.words.Fill("topology.group-title", "first", c.parties[0].Name, "n", len(c.parties)-1)
	if of > 1 {
		p.Title = d.words.Fill("topology.group-part", "title", p.Title, "part", number+1, "of", of)
	}
	p.Description = d.words.Fill("topology.group-description", "n", len(c.parties), "first", c.parties[0].Name, "flows", len(flows))
	p.Caption = d.words.Fill("topology.group-caption", "title", p.Title, "n", len(c.parties), "flows", len(flows))
	return p
}

// among are the flows between hosts of a box, from and to any of their addresses, also those of groups that hold several of them.
func (d *drawer) among(c *box) []*plan.Flow {
	return slices.DeleteFunc(slices.Clone(d.network), func(f *plan.Flow) bool {
		return !slices.ContainsFunc(d.standing(f.From), func(a string) bool {
			return c.holds(a) && slices.ContainsFunc(d.standing(f.To), func(b string) bool { return a != b && c.holds(b) })
		})
	})
}

// standing are the parties of which a box may be that an end of a flow stands for: itself or a group's members, and the hosts whose addresses these are.
func (d *drawer) standing(end string) []string {
	return slices.Concat(members(d.plan, end), d.plan.Party(end).Hosts)
}

// unfold sketches hosts of a class one by one. Where few talk to each other, lines join them; else each lists what comes in. What is stated
// of a group as a whole stands in a box of the group, on the first sheet.
func (d *drawer) unfold(c *box, part []*plan.Party, flows []*plan.Flow, first bool) *sketch {
	home := map[string]*box{}
	var boxes []*box
	for _, p := range c.parties {
		home[p.ID] = &box{id: p.ID, parties: []*plan.Party{p}}
		if slices.Contains(part, p) {
			boxes = append(boxes, home[p.ID])
		}
	}
	var strokes []stroke
	var stated []*box
	for _, f := range flows {
		from, to := d.plan.Party(f.From), d.plan.Party(f.To)
		if from.Kind == plan.GroupParty || to.Kind == plan.GroupParty {
			group := from
			if group.Kind != plan.GroupParty {
				group = to
			}
			if home[group.ID] == nil {
				home[group.ID] = &box{id: group.ID, parties: []*plan.Party{group}}
				stated = append(stated, home[group.ID])
			}
			if first {
				strokes = append(strokes, stroke{flow: f, from: home[group.ID], to: home[group.ID]})
			}
		} else if slices.Contains(boxes, home[f.To]) {
			strokes = append(strokes, stroke{flow: f, from: home[f.From], to: home[f.To]})
		}
	}
	s := d.sketch(strokes, nil, onLines)
	if len(s.pairs) > maxMembersEdges || len(part) < len(c.parties) {
		s = d.sketch(strokes, nil, inBoxes)
	}
	if s.boxes = boxes; first {
		s.boxes = append(stated, boxes...)
	}
	return s
}
