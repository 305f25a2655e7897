package topology

import (
	"slices"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/content/worksheet"
)

// hosts are the pictures of single hosts, of hosts that are alike, and of groups that rules are stated for: the host in the middle, who calls it, whom
// it calls.
func (d *drawer) hosts() []*Picture {
	var out []*Picture
	for _, p := range d.plan.Parties {
		if !worksheet.HasSheet(p) {
			continue
		}
		if b := d.alikeWith(p); b == nil {
			out = append(out, d.host(p))
		} else if b.parties[0] == p {
			out = append(out, d.alike(b))
		}
	}
	return out
}

// alikeWith is the box of all hosts that are alike with one, if there are such; each has a page.
func (d *drawer) alikeWith(p *plan.Party) *box {
	b := d.class[p.ID]
	if b == nil || len(b.parties) < 2 || slices.ContainsFunc(b.parties, func(p *plan.Party) bool { return !worksheet.HasSheet(p) }) {
		return nil
	}
	return b
}

func (d *drawer) host(p *plan.Party) *Picture {
	in, outward := d.count(p.ID)
	s := d.around(&box{id: p.ID, parties: []*plan.Party{p}})
	pic := s.picture(HostKind, p.ID, s.fromCallers())
	pic.Page, pic.Hosts = worksheet.Link(p), []string{p.ID}
	plainZones(pic)
	pic.Words.Here = d.words.Text("topology.here")
	if p.Kind == plan.GroupParty {
		pic.Words.Here = d.words.Text("picture.here-group")
	}
	pic.Title = d.words.Fill("topology.host-title", "host", p.Name)
	pic.Description = d.words.Fill("topology.host-description", "host", p.Name, "inbound", in, "outbound", outward, "boxes", len(pic.Boxes)-1)
	pic.Caption = d.words.Fill("topology.host-caption", "host", p.Name, "inbound", in, "outbound", outward)
	return pic
}

// alike is the picture of hosts that are alike.
func (d *drawer) alike(b *box) *Picture {
	first := b.parties[0]
	s := d.around(b)
	pic := s.picture(AlikeKind, first.ID, s.fromCallers())
	pic.Page = worksheet.Link(first)
	for _, p := range b.parties {
		pic.Hosts = append(pic.Hosts, p.ID)
	}
	plainZones(pic)
	in, outward := d.count(first.ID)
	fill := func(key string) string {
		return d.words.Fill(key, "first", first.Name, "last", b.parties[len(b.parties)-1].Name, "n", len(b.parties), "inbound", in, "outbound", outward, "boxes", len(pic.Boxes)-1)
	}
	pic.Words.Here = d.words.Text("topology.here-alike")
	pic.Title, pic.Description, pic.Caption = fill("topology.alike-title"), fill("topology.alike-description"), fill("topology.alike-caption")
	return pic
}

// count counts the flows that come in at a host, and that go out.
func (d *drawer) count(id string) (in, outward int) {
	for _, f := range d.touch[id] {
		if d.plan.EndsAt(f, id) {
			in++
		}
		if d.plan.StartsAt(f, id) {
			outward++
		}
	}
	return in, outward
}

// roles are the pictures of the roles of the products: all nodes of one as one box, and what they talk to. One that a host's picture shows is left out.
func (d *drawer) roles() []*Picture {
	var out []*Picture
	boxes, parts := d.byRole()
	for i, b := range boxes {
		if d.alone(b) {
			continue
		}
		d.simplify(b)
		s := d.around(b)
		subject := calling(parts[i])
		if len(d.plan.Products) > 1 {
			subject = parts[i].Installation + "-" + subject
		}
		p := s.picture(RoleKind, subject, s.fromCallers())
		plainZones(p)
		p.Words.Here = d.words.Text("topology.here-role")
		name := partName(parts[i])
		p.Title = d.words.Fill("topology.role-title", "role", name)
		p.Description = d.words.Fill("topology.role-description", "role", name, "n", len(b.parties), "flows", len(d.of(b)))
		p.Caption = d.words.Fill("topology.role-caption", "role", name, "n", len(b.parties), "flows", len(d.of(b)))
		out = append(out, p)
	}
	return out
}

// alone tells whether a host's picture shows the same: the box is one host, or exactly those that are alike.
func (d *drawer) alone(b *box) bool {
	class := d.alikeWith(b.parties[0])
	if class == nil {
		return len(b.parties) == 1
	}
	return len(class.parties) == len(b.parties) && !slices.ContainsFunc(b.parties, func(p *plan.Party) bool { return !class.holds(p.ID) })
}

// plainZones leaves the networks of zones out: the boxes have their own addresses.
func plainZones(p *Picture) {
	for i := range p.Zones {
		p.Zones[i].Subtitle, p.Zones[i].Note, p.Zones[i].Walled = nil, "", false
	}
}

// byRole are boxes of all nodes of a role, in the order of the first nodes, and what the first of each is in the role's product. A node that has
// roles in several products is in the boxes of all of them.
func (d *drawer) byRole() (boxes []*box, parts []plan.Part) {
	index := map[string]*box{}
	for _, n := range d.plan.Nodes {
		for _, part := range n.Parts() {
			if n.StandsInFor != "" { // it has none until it stands in
				continue
			}
			id := "role:" + d.productOf(part) + ":" + calling(part)
			if b := index[id]; b != nil {
				b.parties = append(b.parties, n.Party)
				continue
			}
			index[id] = &box{id: id, parties: []*plan.Party{n.Party}, by: role}
			boxes, parts = append(boxes, index[id]), append(parts, part)
		}
	}
	return boxes, parts
}

// productOf tells the nodes of one installation of a product from others.
func (d *drawer) productOf(part plan.Part) string {
	if slices.ContainsFunc(d.plan.Products, func(p plan.ProductInfo) bool {
		return p.Catalogue == part.Product && p.ID != part.Installation
	}) {
		return part.Product + ":" + part.Installation
	}
	return part.Product
}

// of are the flows with an end in a box.
func (d *drawer) of(b *box) []*plan.Flow {
	if len(b.parties) == 1 {
		return d.touch[b.parties[0].ID]
	}
	return slices.DeleteFunc(slices.Clone(d.network), func(f *plan.Flow) bool { return !d.reaches(b, f.From) && !d.reaches(b, f.To) })
}

// reaches tells whether a party is in a box, or is a group or population that covers a host there.
func (d *drawer) reaches(b *box, id string) bool {
	return slices.ContainsFunc(b.parties, d.plan.Party(id).Covers)
}

// has reports whether a party is in a box, or is an interface or a floating address of a host there.
func (b *box) has(p *plan.Party) bool {
	return b.holds(p.ID) || (p.Kind == plan.InterfaceParty || p.Kind == plan.FloatingParty) && slices.ContainsFunc(p.Hosts, b.holds)
}

func (b *box) holds(id string) bool {
	return slices.ContainsFunc(b.parties, func(p *plan.Party) bool { return p.ID == id })
}

// around sketches a box in the middle and all that it talks to. The rest of a group to which a host of the box belongs is a box of its own.
func (d *drawer) around(middle *box) *sketch {
	by := func(far keying) func() *sketch {
		return func() *sketch {
			home, boxes := d.beside(middle, far)
			elsewhere := d.elsewhere(middle, home)
			for _, id := range source.SortedKeys(elsewhere) {
				boxes = append(boxes, elsewhere[id])
			}
			s := d.sketch(d.strokesAround(middle, home, elsewhere), append([]*box{middle}, boxes...), onLines)
			if !slices.Contains(s.boxes, middle) {
				s.boxes = append(s.boxes, middle) // a host that nobody talks to stands alone
			}
			s.here = middle
			return s
		}
	}
	return fit(by(d.classOf), by(d.kinOf), by(d.wholeOf))
}

// beside are the homes of all parties outside a box; a group's is that of its members outside.
func (d *drawer) beside(middle *box, far keying) (map[string]*box, []*box) {
	rest := slices.DeleteFunc(slices.Clone(d.plan.Parties), func(p *plan.Party) bool { return middle.has(p) })
	boxes := gather(rest, far)
	home := map[string]*box{}
	for _, b := range boxes {
		if d.simplify(b); middle.holds(b.id) {
			b.id = b.parties[0].ID
		}
		for _, p := range b.parties {
			home[p.ID] = b
		}
	}
	for _, g := range d.plan.Parties {
		if g.Kind != plan.GroupParty {
			continue
		}
		for _, m := range g.Members {
			switch b := home[m]; {
			case b == nil: // in the middle
			case home[g.ID] == nil:
				home[g.ID] = b
			case home[g.ID] != b && home[g.ID].id != g.ID:
				own := &box{id: g.ID, parties: []*plan.Party{g}}
				home[g.ID], boxes = own, append(boxes, own)
			}
		}
	}
	return home, boxes
}

// elsewhere are boxes of floating addresses that the one host of a box may hold, and that rules between the two call or come from: another host holds
// them then.
func (d *drawer) elsewhere(middle *box, home map[string]*box) map[string]*box {
	out := map[string]*box{}
	for _, f := range d.of(middle) {
		if len(middle.parties) != 1 || f.From == f.To || home[f.From] != nil || home[f.To] != nil || !d.reaches(middle, f.From) || !d.reaches(middle, f.To) {
			continue
		}
		for _, id := range []string{f.From, f.To} {
			if p := d.plan.Party(id); p.Kind == plan.FloatingParty {
				out[id] = &box{id: id, parties: []*plan.Party{p}}
			}
		}
	}
	return out
}

// strokesAround are the flows of a box as they run from, to and within it. A flow of a group runs both ways if it reaches both sides.
func (d *drawer) strokesAround(middle *box, home, elsewhere map[string]*box) []stroke {
	var out []stroke
	for _, f := range d.of(middle) {
		if middle.holds(f.From) && f.From == f.To { // of a group, and the picture is the group's
			out = append(out, stroke{flow: f, from: middle, to: middle})
			continue
		}
		fromHere, toHere := d.reaches(middle, f.From), d.reaches(middle, f.To)
		from, to := home[f.From], home[f.To]
		if from == nil && to == nil {
			if from = elsewhere[f.From]; from == nil {
				to = elsewhere[f.To]
			}
		}
		if fromHere && to != nil {
			out = append(out, stroke{flow: f, from: middle, to: to})
		}
		if toHere && from != nil {
			out = append(out, stroke{flow: f, from: from, to: middle})
		}
		if fromHere && toHere && len(middle.parties) > 1 && d.plan.Party(f.To).Kind != plan.MulticastParty { // that one has a box of its own
			out = append(out, stroke{flow: f, from: middle, to: middle})
		}
	}
	return out
}
