package topology

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// Numbers of lines in a box.
const (
	maxNames    = 4  // host names of a folded box, or addresses of a host
	perNoteLine = 5  // ports in a line
	usual       = 24 // letters of a host's name
	spare       = 4  // letters by which addresses may be longer than the name above them, whose type is larger
)

var kinds = map[plan.PartyKind]diagram.BoxKind{plan.NodeParty: diagram.Node, plan.ServerParty: diagram.Server,
	plan.BalancerParty: diagram.LoadBalancer, plan.ProxyParty: diagram.ForwardProxy, plan.ExternalParty: diagram.External,
	plan.ClientsParty: diagram.Clients, plan.GroupParty: diagram.Summary, plan.ZoneParty: diagram.Clients, plan.NetworkParty: diagram.Clients, plan.AnyParty: diagram.Clients,
	plan.MulticastParty: diagram.Clients}

// paint is a box as it is drawn: whom it stands for, what it does, and the traffic that has no line.
func (s *sketch) paint(b *box) diagram.Box {
	d := s.d
	out := diagram.Box{ID: b.id, Kind: d.kind(b.parties[0]), Count: len(b.parties), Link: d.unfolded(b), Here: b == s.here, Tip: d.name(b)}
	if b.by == whole {
		out.Kind, out.Tier = diagram.Summary, d.tiers[d.zoneOf(b)]
	} else if zone := d.zoneOf(b); zone != Several {
		out.Zone = zone
	}
	if b.by == every {
		out.Kind, out.Count = diagram.Every, 1
	}
	for _, p := range b.parties {
		out.Order = min(out.Order, d.order(p.ID))
	}
	out.Lines = s.heading(b)
	if own := d.plan.Diagram.Labels[b.parties[0].ID]; own != "" && b.by == alike {
		out.Lines[0].Style = diagram.Detail
		out.Lines = slices.Insert(out.Lines, 0, diagram.Line{Text: own, Style: diagram.Name})
	}
	moved := s.moved(b)
	for _, text := range slices.Concat([]string{s.does(b), moved}, s.amongLines(b), s.noteLines(b)) {
		if text != "" {
			out.Lines = append(out.Lines, diagram.Line{Text: text, Style: diagram.Fine})
		}
	}
	if moved != "" {
		out.Change = diagram.Altered
	}
	out.Description = d.words.Fill("topology.box-description", "kind", s.kindWord(b), "zone", d.zoneName(d.zoneOf(b)))
	return out
}

// kind is the kind of a party's box: of an interface or a floating address that of its host, of a server what it holds.
func (d *drawer) kind(p *plan.Party) diagram.BoxKind {
	if p.Kind == plan.InterfaceParty || p.Kind == plan.FloatingParty {
		p = d.plan.Party(p.Hosts[0])
	}
	if p.Kind != plan.ServerParty {
		return kinds[p.Kind]
	}
	holds := d.holds(p.ID)
	for _, held := range []struct {
		what string
		kind diagram.BoxKind
	}{{"database", diagram.Database}, {"files", diagram.Files}} {
		if slices.Contains(holds, held.what) {
			return held.kind
		}
	}
	return diagram.Server
}

// holds are what catalogues say that a host holds: for a resource of a product that it has, or by its role.
func (d *drawer) holds(id string) []string {
	var out []string
	for _, r := range d.plan.Resources {
		if r.On == id {
			out = append(out, r.Holds)
		}
	}
	if n := d.plan.Node(id); n != nil {
		for _, part := range n.Parts() {
			out = append(out, part.Holds)
		}
	}
	return out
}

// heading are the lines that say whom a box stands for: a host with its addresses, or the names of several.
func (s *sketch) heading(b *box) []diagram.Line {
	d, p := s.d, b.parties[0]
	switch {
	case b.by == every:
		return []diagram.Line{{Text: d.words.Fill("topology.every", "n", len(b.parties)), Style: diagram.Detail}}
	case b.by == whole:
		lines := []diagram.Line{{Text: d.zoneName(d.zoneOf(b)), Style: diagram.Name}}
		return append(lines, diagram.Line{Text: d.words.Count("topology.hosts", len(b.parties)), Style: diagram.Detail})
	case p.Kind == plan.GroupParty:
		out := []diagram.Line{{Text: p.Name, Style: diagram.Name}, {Text: d.words.Count("topology.hosts", len(p.Members)), Style: diagram.Detail}}
		if s.lists {
			return out // the picture shows them
		}
		return append(out, d.listed(s.namesOf(p.Members), diagram.Fine)...)
	case p.Kind == plan.InterfaceParty && (b.by == alike || len(b.parties) == 1):
		lines := append(d.listed(s.hostNames(b.parties), diagram.Name), diagram.Line{Text: p.NetworkName, Style: diagram.Detail})
		if len(b.parties) == 1 {
			lines = append(lines, d.addresses(p)...)
		}
		return lines
	case len(b.parties) == 1:
		lines := append([]diagram.Line{{Text: s.called(p), Style: diagram.Name}}, d.addresses(p)...)
		if b == s.here {
			lines = append(lines, d.listed(worksheet.Networks(d.plan, p, d.words), diagram.Detail)...)
		}
		return lines
	case b.by == kin || b.by == role:
		out := []diagram.Line{{Text: s.kindWord(b), Style: diagram.Name}}
		return append(out, d.listed(s.names(b.parties), diagram.Fine)...)
	case p.Kind == plan.ExternalParty:
		var lines []diagram.Line
		for _, each := range b.parties {
			lines = append(lines, diagram.Line{Text: each.Name, Style: diagram.Name})
			for _, where := range each.Where() {
				lines = append(lines, diagram.Line{Text: where, Style: diagram.Detail})
			}
		}
		if len(lines) <= 2*maxNames {
			return lines
		}
	}
	return d.listed(s.names(b.parties), diagram.Name)
}

// addresses are a host's addresses as lines, as long as they are few. Those that take no more room than the name share a line.
func (d *drawer) addresses(p *plan.Party) []diagram.Line {
	var lines []diagram.Line
	all := slices.DeleteFunc(p.Where(), func(where string) bool { return where == p.Name })
	for i, where := range all {
		last := len(lines) - 1
		switch {
		case last >= 0 && len(lines[last].Text)+len(where) <= max(len(p.Name), usual)+spare:
			lines[last].Text += ", " + where
		case len(lines) == maxNames-1 && len(all)-i > 1:
			return append(lines, diagram.Line{Text: d.words.Fill("topology.more-hosts", "n", len(all)-i), Style: diagram.Fine})
		default:
			lines = append(lines, diagram.Line{Text: where, Style: diagram.Detail})
		}
	}
	return lines
}

// listed are texts as lines; of many the last are counted.
func (d *drawer) listed(texts []string, style diagram.LineStyle) []diagram.Line {
	rest := 0
	if len(texts) > maxNames {
		rest = len(texts) - maxNames + 1
		texts = texts[:maxNames-1]
	}
	var lines []diagram.Line
	for _, t := range texts {
		lines = append(lines, diagram.Line{Text: t, Style: style})
	}
	if rest > 0 {
		lines = append(lines, diagram.Line{Text: d.words.Fill("topology.more-hosts", "n", rest), Style: diagram.Fine})
	}
	return lines
}

// does says what the hosts of a box are there for, in the picture's state.
func (s *sketch) does(b *box) string {
	if b.by != alike || b.parties[0].Kind == plan.GroupParty {
		return ""
	}
	if p := b.parties[0]; p.Kind == plan.FloatingParty {
		return s.d.words.Fill("topology.held-by", "host", p.HolderIn(s.d.plan, s.state))
	}
	return doesIn(s.d.plan, b.parties[0].ID, s.state, s.d.words)
}

// moved says that a host has another role in the picture's state than in the normal one.
func (s *sketch) moved(b *box) string {
	switch id := b.parties[0].ID; {
	case len(b.parties) == 1 && id == s.state.Floating:
		return s.d.words.Text("topology.address-moved")
	case len(b.parties) > 1 || s.state.Fact == "":
		return ""
	case id == s.state.Holder:
		return s.d.words.Text("topology.took-over")
	case id == s.state.From:
		return s.d.words.Text("topology.gave-up")
	}
	return ""
}

// amongLines are the ports that the hosts of a box open between each other.
func (s *sketch) amongLines(b *box) []string {
	var lines []string
	for _, part := range byChange(s.within[b]) {
		if !s.detailed() {
			lines = append(lines, part.sign+s.d.words.Count("topology.among-rules", len(flowsOf(part.strokes))))
			continue
		}
		listed := s.portLines("", flowsOf(part.strokes), perNoteLine, diagram.Regular)
		among := s.d.words.Text("topology.among")
		if len(listed) == 1 && len(ports(flowsOf(part.strokes))) <= perStarLine {
			listed[0] = among + " " + listed[0]
		} else {
			listed = slices.Insert(listed, 0, among)
		}
		lines = append(lines, listed...)
	}
	return lines
}

// noteLines are what many boxes share with this one.
func (s *sketch) noteLines(b *box) []string {
	var lines []string
	for _, n := range s.notes[b] {
		ports := []string{s.d.counted(flowsOf(n.strokes))}
		if s.detailed() {
			ports = s.portLines("", flowsOf(n.strokes), perLine, diagram.Regular)
		}
		ports[0] = signOf(n.change) + s.d.words.Count("topology.from-hosts", len(n.hosts(s.d)), "ports", ports[0])
		lines = append(lines, ports...)
	}
	return lines
}

type changed struct {
	sign    string
	strokes []stroke
}

// byChange divides strokes by what became of them.
func byChange(strokes []stroke) []changed {
	var parts []changed
	for _, change := range []diagram.Change{diagram.Kept, diagram.Added, diagram.Removed} {
		part := changed{sign: signOf(change)}
		for _, k := range strokes {
			if k.change == change {
				part.strokes = append(part.strokes, k)
			}
		}
		if len(part.strokes) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

func signOf(change diagram.Change) string {
	for _, s := range signs {
		if s.change == change {
			return s.text + " "
		}
	}
	return ""
}

// kindWord is the role of a box's hosts, or their kind.
func (s *sketch) kindWord(b *box) string {
	p := b.parties[0]
	if b.by == every {
		return s.d.words.Text("topology.every-kind")
	}
	if n := s.d.plan.Node(p.ID); n != nil && b.by != whole {
		return roleName(n)
	}
	if b.by == whole {
		return s.d.words.Text("topology.summary")
	}
	return s.d.words.Text("kind." + strings.ReplaceAll(string(p.Kind), " ", "-"))
}

// name is a box in a few words.
func (d *drawer) name(b *box) string {
	switch {
	case b.by == whole:
		return d.zoneName(d.zoneOf(b))
	case b.by == every:
		return d.words.Fill("topology.every-in", "n", len(b.parties), "zone", d.zoneName(d.zoneOf(b)))
	case len(b.parties) > 1:
		return d.words.Fill("topology.each", "name", b.parties[0].ID, "n", len(b.parties))
	}
	return b.parties[0].ID
}

func (d *drawer) zoneName(id string) string { return ZoneName(d.plan, id, d.words) }

// unfolded is where a box leads: to the host's page, or to the picture that shows what is folded in it.
func (d *drawer) unfolded(b *box) ref.Ref {
	switch {
	case b.by == role || b.by == every:
		return ref.Document(docs.Overview).At("hosts")
	case b.by != alike:
		zone := d.zoneOf(b)
		d.zoned[zone] = true
		return ref.Document(docs.Gallery).At(string(ZoneKind) + "-" + strings.ReplaceAll(zone, ":", "-"))
	case len(b.parties) > 1:
		return ref.Document(docs.Gallery).At(string(GroupKind) + "-" + d.class[b.parties[0].ID].id)
	}
	return worksheet.Link(b.parties[0])
}
