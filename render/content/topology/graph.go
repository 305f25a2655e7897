package topology

import (
	"maps"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// homeOf is the document that holds a picture. Pictures of hosts stand on their pages.
func homeOf(kind Kind) string {
	switch kind {
	case SiteKind, StateKind, ChangeKind, ZonesKind:
		return docs.Overview
	}
	return docs.Gallery
}

// picture turns a sketch into a graph, and notes which flows stand where.
func (s *sketch) picture(kind Kind, subject string, r rank) *Picture {
	id := string(kind)
	if subject != "" {
		id += "-" + strings.ReplaceAll(subject, ":", "-")
	}
	p := &Picture{Graph: &diagram.Graph{ID: id, Words: s.d.legend()}, Kind: kind, Subject: subject, Page: ref.Document(homeOf(kind)).At(id),
		AtEdge: map[string][]*plan.Flow{}, InBox: map[string][]*plan.Flow{}}
	p.Zones = s.zones(r)
	for _, b := range r.sorted(s.boxes) {
		p.Boxes = append(p.Boxes, s.paint(b))
		held := slices.Clone(s.within[b])
		for _, n := range s.notes[b] {
			held = append(held, n.strokes...)
		}
		if flows := flowsOf(held); len(flows) > 0 {
			p.InBox[b.id] = flows
		}
	}
	for _, t := range s.pairs {
		if len(t.back) > 0 && r.of(t.from) > r.of(t.to) { // two-way edges lead away from the clients: pictures run from people to data
			t.from, t.to, t.forth, t.back = t.to, t.from, t.back, t.forth
		}
	}
	trunks := s.bundles()
	for _, t := range s.pairs {
		e := s.edge(t, trunks)
		p.Edges = append(p.Edges, e)
		p.AtEdge[e.ID] = flowsOf(t.strokes())
	}
	p.Words.Mark, p.Words.PartMark = s.marks, s.partMark()
	return p
}

func (d *drawer) legend() diagram.Words {
	t := func(key string) string { return d.words.Text("topology." + key) }
	return diagram.Words{Legend: t("legend"), Zone: t("zone"), Wall: t("zone-walled"), Beyond: t("zone-beyond"), Change: map[diagram.Change]string{diagram.Altered: t("moved")},
		Part: d.words.Text("picture.some-hosts"), Stack: d.words.Text("picture.stack"), Trunk: t("trunk"),
		Box: map[diagram.BoxKind]string{diagram.Node: t("node"), diagram.Server: t("server"), diagram.Database: t("database"), diagram.Files: t("files"), diagram.LoadBalancer: t("load-balancer"),
			diagram.ForwardProxy: t("forward-proxy"), diagram.External: t("external"), diagram.Clients: t("clients"), diagram.Summary: t("summary"), diagram.Every: t("every-kind")},
		Edge: map[diagram.EdgeKind]string{diagram.Regular: t("regular"), diagram.Standby: t("standby"), diagram.Disputed: t("disputed"), diagram.Optional: t("optional")},
	}
}

// edge is the line of a pair: what it is for, or, in a picture of a host, the ports that each end opens.
func (s *sketch) edge(p *pair, trunks map[trunk]*bundle) diagram.Edge {
	d, all := s.d, p.strokes()
	e := diagram.Edge{ID: p.id, From: p.from.id, To: p.to.id, Both: len(p.back) > 0, Kind: kindOf(flowsOf(all)), Change: changeOf(all)}
	e.Link = d.rulesOf(p)
	flows := flowsOf(all)
	for _, f := range flows {
		e.Rules = append(e.Rules, f.ID)
	}
	t, ok := s.trunk[p.id]
	switch {
	case s.detailed():
		e.Label = s.label(p)
	case ok:
		trunks[t].joins(&e, d)
	default:
		e.Label = s.says(all, d.ownLine(p))
	}
	e.Tip = d.words.Count("topology.edge-tip", len(flows), "from", d.name(p.from), "to", d.name(p.to))
	e.Description = d.services(flows)
	return e
}

// label are the ports of a pair, in a picture that lists them. Each end is named where the ends open different ones.
func (s *sketch) label(p *pair) []string {
	width, line := perLine, kindOf(flowsOf(p.strokes()))
	if s.here != nil {
		width = perStarLine
	}
	one := s.here == nil || !slices.ContainsFunc(p.strokes(), func(k stroke) bool { return s.network(k) != "" })
	if len(p.back) == 0 && one {
		return s.portLines("", flowsOf(p.forth), width, line)
	}
	forth, back := s.portLines("", flowsOf(p.forth), width, line), s.portLines("", flowsOf(p.back), width, line)
	if one && strings.Join(forth, " ") == strings.Join(back, " ") {
		return forth
	}
	var lines []string
	for _, way := range s.ways(p) {
		lines = append(lines, s.portLines(s.prefix(p, way), flowsOf(way.strokes), width, line)...)
	}
	return lines
}

// A way is traffic of a pair towards one of its boxes; in a picture of a host, that of one network of the host.
type way struct {
	to      *box
	network string
	strokes []stroke
}

func (s *sketch) ways(p *pair) []way {
	var out []way
	for _, all := range []way{{to: p.to, strokes: p.forth}, {to: p.from, strokes: p.back}} {
		of := map[string][]stroke{}
		for _, k := range all.strokes {
			of[s.network(k)] = append(of[s.network(k)], k)
		}
		for _, network := range slices.Sorted(maps.Keys(of)) {
			out = append(out, way{all.to, network, of[network]})
		}
	}
	return out
}

// network is the network, or the floating address, by which traffic reaches or leaves the host that a picture is about; empty for the addresses that
// it is known by.
func (s *sketch) network(k stroke) string {
	end := k.flow.From
	switch {
	case s.here == nil:
		return ""
	case k.to == s.here:
		end = k.flow.To
	}
	p := s.d.plan.Party(end)
	if p.Kind == plan.FloatingParty {
		return p.Name
	}
	return p.NetworkName
}

// prefix is what stands before the ports of a way.
func (s *sketch) prefix(p *pair, w way) string {
	side := ""
	switch {
	case s.here != nil && w.to == s.here:
		side = "topology.in"
	case s.here != nil:
		side = "topology.out"
	case len(p.back) > 0:
		return s.d.words.Fill("topology.to", "name", s.d.name(w.to)) + " "
	default:
		return ""
	}
	if w.network != "" {
		return s.d.words.Fill(side+"-network", "network", w.network) + " "
	}
	return s.d.words.Text(side) + " "
}

// signs stand before lines that were added or removed.
var signs = []struct {
	change diagram.Change
	text   string
}{{diagram.Added, "+"}, {diagram.Removed, "\u2212"}, {diagram.Altered, "\u00b1"}}

// services list which service answers at which port, for readers who point at a line or hear it.
func (d *drawer) services(flows []*plan.Flow) string {
	var parts []string
	for _, port := range ports(flows) {
		var names []string
		for _, f := range flows {
			if name := worksheet.ServiceName(f.Service, d.words); f.Plain() == port && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		parts = append(parts, port.Label()+" "+strings.Join(names, ", "))
	}
	return strings.Join(parts, "; ")
}

// rulesOf is where the rules of a pair are listed: on the page of the one host at an end of it, else with those of the two zones.
func (d *drawer) rulesOf(p *pair) ref.Ref {
	section := func(b *box, incoming, both bool) ref.Ref {
		link := worksheet.Link(b.parties[0])
		switch {
		case len(b.parties) > 1 || link.IsZero():
			return ref.Ref{}
		case both || incoming:
			return link.At(string(worksheet.Inbound))
		}
		return link.At(string(worksheet.Outbound))
	}
	both := len(p.back) > 0
	if link := section(p.to, true, both); !link.IsZero() {
		return link
	}
	if link := section(p.from, false, both); !link.IsZero() {
		return link
	}
	from, to := p.from.parties[0], p.to.parties[0]
	if worksheet.Link(from).IsZero() && worksheet.Link(to).IsZero() {
		return outsideRules
	}
	f := p.strokes()[0].flow
	return PairPage(zoneOf(d.plan, d.plan.Party(f.From)), zoneOf(d.plan, d.plan.Party(f.To)))
}
