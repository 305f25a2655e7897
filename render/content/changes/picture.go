package changes

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/revision"
	"portolan/render/layout/diagram"
)

// The most that one picture shows host by host; of more it shows zones.
const (
	mostBoxes = 28
	mostLines = 36
	mostPorts = 2 // that a line names of each change
	mostLong  = 3 // addresses that a box names
)

// A line is what differs between two parties, in both directions.
type line struct {
	from, to string
	both     bool
	ports    [len(became)][]string // by what became of the rules
}

// became are the changes in the order in which labels say them, with their signs and words.
var became = [...]struct {
	diagram.Change
	sign, word string
}{{diagram.Added, "+", "added"}, {diagram.Removed, "\u2212", "removed"}, {diagram.Altered, "\u00b1", "changed"}}

// Graph is what differs as a picture of both revisions in one: the parties of rules that were added, removed or changed, hosts that came or went, and the lines
// between them. Each says in words and by a sign what became of it. It is nil where nothing of that differs.
func (c *Change) Graph() *diagram.Graph {
	g := &diagram.Graph{ID: "changes", Title: c.words.Fill("changes.title", "revision", c.Old.Revision), Words: c.legend()}
	lines := c.lines(func(id string) string { return id })
	ids := c.drawn(lines)
	if len(ids) == 0 {
		return nil
	}
	if len(ids) <= mostBoxes && len(lines) <= mostLines {
		for _, id := range ids {
			g.Boxes = append(g.Boxes, c.box(id))
		}
		g.Zones = c.zones(g.Boxes)
	} else {
		lines = c.lines(c.place)
		g.Boxes = c.places(ids)
	}
	for _, l := range lines {
		if l.from != l.to {
			g.Edges = append(g.Edges, c.edge(l))
			continue
		}
		at := slices.IndexFunc(g.Boxes, func(b diagram.Box) bool { return b.ID == l.from })
		for _, text := range c.edge(l).Label {
			g.Boxes[at].Lines = append(g.Boxes[at].Lines, diagram.Line{Text: text, Style: diagram.Fine})
		}
	}
	g.Description = c.PictureCaption()
	return g
}

// PictureCaption says how many rules the picture shows, by what became of them.
func (c *Change) PictureCaption() string {
	var n [len(became)]int
	c.rules(func(_ *revision.Item, at int) { n[at]++ })
	return c.words.Fill("changes.picture-caption", "added", n[0], "removed", n[1], "changed", n[2])
}

// rules goes through the rules that differ in what they let through.
func (c *Change) rules(visit func(r *revision.Item, at int)) {
	for at, list := range [][]revision.Item{c.Added, c.Removed} {
		for i := range list {
			if list[i].Kind == revision.Rule {
				visit(&list[i], at)
			}
		}
	}
	for i := range c.Changed {
		if x := &c.Changed[i]; x.Item.Kind == revision.Rule && x.Means() {
			visit(x.Item, 2)
		}
	}
}

// lines are the lines of the picture, with parties or what stands for them at their ends. One with the same at both ends stands in its box.
func (c *Change) lines(of func(id string) string) []*line {
	var out []*line
	index := map[[2]string]*line{}
	c.rules(func(r *revision.Item, at int) {
		from, to := of(r.Value("source")), of(r.Value("destination"))
		if from == "" || to == "" { // a file that says less than packs do
			return
		}
		pair := [2]string{min(from, to), max(from, to)}
		l := index[pair]
		if l == nil {
			l = &line{from: from, to: to}
			index[pair] = l
			out = append(out, l)
		}
		l.both = l.both || l.from != from
		if port := r.Value("port"); !slices.Contains(l.ports[at], port) {
			l.ports[at] = append(l.ports[at], port)
		}
	})
	slices.SortFunc(out, func(a, b *line) int { return cmp.Or(strings.Compare(a.from, b.from), strings.Compare(a.to, b.to)) })
	return out
}

// drawn are the parties at the ends of lines, and the hosts that came or went, sorted.
func (c *Change) drawn(lines []*line) []string {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.from, l.to)
	}
	for _, list := range [][]revision.Item{c.Added, c.Removed} {
		for _, i := range list {
			if i.Kind == revision.Host {
				ids = append(ids, i.ID)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// find is an item of one of both revisions, by its id in the new one, and what became of it.
func (c *Change) find(kind revision.Kind, id string) (*revision.Item, int) {
	for at, list := range [][]revision.Item{c.Added, c.Removed} {
		for i := range list {
			if list[i].Kind == kind && list[i].ID == id {
				return &list[i], at
			}
		}
	}
	for i := range c.Changed {
		if x := &c.Changed[i]; x.Item.Kind == kind && x.Item.ID == id && x.Means() {
			return x.Item, 2
		}
	}
	return c.after.Find(kind, id), -1
}

// boxKinds are the kinds of boxes by what parties are; all others are areas or addresses.
var boxKinds = map[string]diagram.BoxKind{"node": diagram.Node, "server": diagram.Server, "load balancer": diagram.LoadBalancer, "forward proxy": diagram.ForwardProxy,
	"external": diagram.External, "group": diagram.Summary, "interface": diagram.Server, "floating address": diagram.Server}

func (c *Change) box(id string) diagram.Box {
	b := diagram.Box{ID: id, Kind: diagram.Clients, Lines: []diagram.Line{{Text: id, Style: diagram.Name}}, Tip: id, Tier: diagram.ApplicationTier}
	party, at := c.find(revision.Host, id)
	if party == nil {
		return b
	}
	if kind, ok := boxKinds[party.Value("kind")]; ok {
		b.Kind = kind
	}
	if b.Kind == diagram.External {
		b.Tier = diagram.OutsideTier
	}
	if zone, _ := c.find(revision.Zone, party.Value("zone")); zone != nil {
		b.Zone = zone.ID
	}
	for i, a := range party.Values("address") {
		if i == mostLong {
			b.Lines = append(b.Lines, diagram.Line{Text: c.words.Fill("changes.more", "n", len(party.Values("address"))-i), Style: diagram.Fine})
			break
		}
		b.Lines = append(b.Lines, diagram.Line{Text: a, Style: diagram.Detail})
	}
	if at >= 0 {
		b.Change = became[at].Change
		b.Lines = append(b.Lines, diagram.Line{Text: became[at].sign + " " + c.words.Text("changes.host-"+became[at].word), Style: diagram.Fine})
	}
	return b
}

// zones are those in which boxes stand, by what stands in them.
func (c *Change) zones(boxes []diagram.Box) []diagram.Zone {
	var out []diagram.Zone
	for _, b := range boxes {
		if b.Zone == "" || slices.ContainsFunc(out, func(z diagram.Zone) bool { return z.ID == b.Zone }) {
			continue
		}
		zone, _ := c.find(revision.Zone, b.Zone)
		out = append(out, diagram.Zone{ID: zone.ID, Title: cmp.Or(zone.Value("name"), zone.ID), Subtitle: zone.Values("network"), Outside: zone.Value("outside") != "", Tier: diagram.TierOf(zone.Tier)})
	}
	slices.SortFunc(out, func(a, b diagram.Zone) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// place is what stands for a party where there are too many: its zone, or what it is.
func (c *Change) place(id string) string {
	party, _ := c.find(revision.Host, id)
	if party == nil {
		return id
	}
	return cmp.Or(party.Value("zone"), party.Value("kind"))
}

// places are the zones of parties as boxes.
func (c *Change) places(ids []string) []diagram.Box {
	var out []diagram.Box
	for _, id := range ids {
		place := c.place(id)
		if slices.ContainsFunc(out, func(b diagram.Box) bool { return b.ID == place }) {
			continue
		}
		b := diagram.Box{ID: place, Kind: diagram.Summary, Lines: []diagram.Line{{Text: place, Style: diagram.Name}}, Tip: place}
		if zone, at := c.find(revision.Zone, place); zone != nil {
			b.Lines[0].Text, b.Tier = cmp.Or(zone.Value("name"), place), diagram.TierOf(zone.Tier)
			if at >= 0 {
				b.Change = became[at].Change
				b.Lines = append(b.Lines, diagram.Line{Text: became[at].sign + " " + c.words.Text("changes.host-"+became[at].word), Style: diagram.Fine})
			}
		}
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b diagram.Box) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// edge says of each change of its rules which ports it is about.
func (c *Change) edge(l *line) diagram.Edge {
	e := diagram.Edge{ID: l.from + "--" + l.to, From: l.from, To: l.to, Both: l.both, Tip: l.from + " - " + l.to}
	for at, ports := range l.ports {
		if len(ports) == 0 {
			continue
		}
		slices.Sort(ports)
		text := strings.Join(ports[:min(mostPorts, len(ports))], ", ")
		if more := len(ports) - mostPorts; more > 0 {
			text += " " + c.words.Fill("changes.more", "n", more)
		}
		e.Label = append(e.Label, became[at].sign+" "+c.words.Fill("changes.line-"+became[at].word, "ports", text))
		if e.Change = became[at].Change; len(e.Label) > 1 {
			e.Change = diagram.Altered
		}
	}
	e.Description = strings.Join(e.Label, "; ")
	return e
}

func (c *Change) legend() diagram.Words {
	t := c.words.Text
	return diagram.Words{Legend: t("topology.legend"), Zone: t("topology.zone"), Beyond: t("topology.zone-beyond"),
		Change: map[diagram.Change]string{diagram.Added: t("changes.drawn-added"), diagram.Removed: t("changes.drawn-removed"), diagram.Altered: t("changes.drawn-changed")},
		Box: map[diagram.BoxKind]string{diagram.Node: t("topology.node"), diagram.Server: t("topology.server"), diagram.LoadBalancer: t("topology.load-balancer"),
			diagram.ForwardProxy: t("topology.forward-proxy"), diagram.External: t("topology.external"), diagram.Clients: t("topology.clients"), diagram.Summary: t("topology.summary")}}
}
