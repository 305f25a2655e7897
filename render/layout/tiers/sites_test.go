package tiers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"

	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

func measure(t testing.TB) *diagram.Measure {
	t.Helper()
	m, err := diagram.NewMeasure(liberationsansregular.TTF, liberationsansbold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var words = diagram.Words{
	Legend: "Legend",
	Zone:   "Zone",
	Box: map[diagram.BoxKind]string{diagram.Node: "Node", diagram.Server: "Server", diagram.LoadBalancer: "Load balancer",
		diagram.ForwardProxy: "Forward proxy", diagram.External: "External system", diagram.Clients: "Users",
		diagram.Summary: "Several hosts"},
	Edge: map[diagram.EdgeKind]string{diagram.Regular: "Required", diagram.Standby: "Only after a failover",
		diagram.Disputed: "Documents disagree", diagram.Optional: "Optional"},
	Here:   "This host",
	Change: map[diagram.Change]string{diagram.Added: "Added", diagram.Removed: "Removed", diagram.Altered: "Altered"},
}

func lines(name string, details ...string) []diagram.Line {
	all := []diagram.Line{{Text: name}}
	for i, d := range details {
		style := diagram.Detail
		if i == len(details)-1 {
			style = diagram.Fine
		}
		all = append(all, diagram.Line{Text: d, Style: style})
	}
	return all
}

// fiveNodes is a site as a customer would have it.
func fiveNodes() *diagram.Graph {
	return &diagram.Graph{
		ID: "zones", Title: "Site by zones", Description: "Users reach the load balancer in the DMZ; nodes stand in the core zone.", Words: words,
		Zones: []diagram.Zone{
			{ID: "users", Title: "Users", Subtitle: []string{"10.20.0.0/16"}, Outside: true},
			{ID: "dmz", Title: "DMZ", Subtitle: []string{"192.0.2.0/26", "2001:db8:0:1::/64"}},
			{ID: "core", Title: "Core", Subtitle: []string{"10.0.1.0/24"}},
			{ID: "data", Title: "Data", Subtitle: []string{"10.0.2.0/24"}},
		},
		Boxes: []diagram.Box{
			{ID: "staff", Zone: "users", Kind: diagram.Clients, Lines: lines("Staff", "browsers in the office")},
			{ID: "vpn", Zone: "users", Kind: diagram.Clients, Lines: lines("Remote staff", "over VPN")},
			{ID: "lb", Zone: "dmz", Kind: diagram.LoadBalancer, Lines: lines("lb-analytics", "192.0.2.10"), Link: ref.Document("nodes/lb")},
			{ID: "proxy", Zone: "dmz", Kind: diagram.ForwardProxy, Lines: lines("outbound-proxy", "192.0.2.20")},
			{ID: "licence", Zone: "", Kind: diagram.External, Lines: lines("licence.example.com", "licence service")},
			{ID: "central", Zone: "core", Lines: lines("central", "central-01.corp.example.net", "10.0.1.10"), Link: ref.Document("nodes/central"), Tip: "Central node: 14 rules in, 9 out"},
			{ID: "candidate", Zone: "core", Lines: lines("candidate", "central-02.corp.example.net", "10.0.1.11"), Link: ref.Document("nodes/candidate")},
			{ID: "consumer", Zone: "core", Lines: lines("consumer", "consumer-01..03", "10.0.1.20-22"), Count: 3, Link: ref.Document("nodes/consumer")},
			{ID: "scheduler", Zone: "core", Lines: lines("scheduler", "scheduler-01.corp.example.net", "10.0.1.30"), Link: ref.Document("nodes/scheduler")},
			{ID: "db", Zone: "data", Kind: diagram.Server, Lines: lines("db-01", "database server", "10.0.2.10")},
			{ID: "share", Zone: "data", Kind: diagram.Server, Lines: lines("files-01", "file share", "10.0.2.11")},
		},
		Edges: []diagram.Edge{
			{ID: "f1", From: "staff", To: "lb", Label: []string{"443"}},
			{ID: "f2", From: "vpn", To: "lb", Label: []string{"443"}},
			{ID: "f3", From: "lb", To: "consumer", Label: []string{"443, 4244"}, Link: ref.Document("nodes/consumer")},
			{ID: "f4", From: "central", To: "consumer", Both: true, Label: []string{"443, 4242, 4243", "4747, 4748"}, Tip: "central to consumer"},
			{ID: "f5", From: "central", To: "scheduler", Both: true, Label: []string{"443, 4242", "5050, 5151"}},
			{ID: "f6", From: "central", To: "candidate", Both: true, Label: []string{"4242, 4444"}},
			{ID: "f7", From: "candidate", To: "consumer", Kind: diagram.Standby, Both: true, Label: []string{"4242, 4243"}},
			{ID: "f8", From: "candidate", To: "scheduler", Kind: diagram.Standby, Label: []string{"5050, 5151"}},
			{ID: "f9", From: "central", To: "db", Label: []string{"4432"}},
			{ID: "f10", From: "candidate", To: "db", Kind: diagram.Standby, Label: []string{"4432"}},
			{ID: "f11", From: "consumer", To: "db", Label: []string{"4432"}},
			{ID: "f12", From: "scheduler", To: "db", Label: []string{"4432"}},
			{ID: "f13", From: "central", To: "share", Label: []string{"445"}},
			{ID: "f14", From: "consumer", To: "share", Label: []string{"445"}},
			{ID: "f15", From: "scheduler", To: "share", Label: []string{"445"}},
			{ID: "f16", From: "central", To: "proxy", Kind: diagram.Optional, Label: []string{"3128"}},
			{ID: "f17", From: "proxy", To: "licence", Kind: diagram.Optional, Label: []string{"443"}},
			{ID: "f18", From: "lb", To: "central", Kind: diagram.Disputed, Label: []string{"80"}},
		},
	}
}

// random is a picture that nobody would draw, with boxes boxes: every seed gives another. One in three has about as many edges as boxes, as
// sites have; the others have few, many, or as many as a picture may have.
func random(seed uint64, boxes int) *diagram.Graph {
	r := rand.New(rand.NewPCG(seed, 7))
	g := &diagram.Graph{ID: fmt.Sprintf("random-%d", seed), Title: "Random", Words: words}
	zones := 1 + r.IntN(12)
	for i := range zones {
		z := diagram.Zone{ID: fmt.Sprintf("z%d", i), Title: "Zone " + text(r, 3), Outside: i == 0, Tier: diagram.Tier(r.IntN(6)), Order: r.IntN(6) / 4}
		for range r.IntN(3) {
			z.Subtitle = append(z.Subtitle, fmt.Sprintf("10.%d.0.0/16", r.IntN(256)))
		}
		g.Zones = append(g.Zones, z)
	}
	for i := range boxes {
		b := diagram.Box{ID: fmt.Sprintf("b%d", i), Zone: fmt.Sprintf("z%d", r.IntN(zones)), Kind: diagram.BoxKind(r.IntN(7)), Count: r.IntN(9) / 3,
			Here: r.IntN(20) == 0, Change: diagram.Change(max(0, r.IntN(16)-12))}
		if r.IntN(12) == 0 {
			b.Zone, b.Tier = "", diagram.Tier(r.IntN(6))
		}
		for k := range 1 + r.IntN(4) {
			b.Lines = append(b.Lines, diagram.Line{Text: text(r, 1+r.IntN(12)), Style: diagram.LineStyle(min(k, 2))})
		}
		g.Boxes = append(g.Boxes, b)
	}
	budget := []int{boxes * 6 / 5, boxes / 2, boxes * 6 / 5, boxes * 3 / 2, boxes * 3, diagram.MaxEdges}[seed%6]
	used := map[[2]int]bool{}
	for i := range min(r.IntN(budget+1), diagram.MaxEdges) {
		from, to := r.IntN(boxes), r.IntN(boxes)
		if pair := [2]int{min(from, to), max(from, to)}; !used[pair] {
			used[pair] = true
			e := diagram.Edge{ID: fmt.Sprintf("e%d", i), From: g.Boxes[from].ID, To: g.Boxes[to].ID, Both: r.IntN(3) == 0,
				Kind: diagram.EdgeKind(r.IntN(4)), Change: diagram.Change(max(0, r.IntN(16)-12))}
			for range r.IntN(3) {
				e.Label = append(e.Label, fmt.Sprintf("%d, %d", 1+r.IntN(65535), 1+r.IntN(65535)))
			}
			g.Edges = append(g.Edges, e)
		}
	}
	return g
}

// text is made of syllables, some of which a careless program trips over.
func text(r *rand.Rand, syllables int) string {
	parts := []string{"host", "-", ".", "example", " ", "<b>", "\"", "\\N", "ä", "数", "&", "01", "\n", "}", "über"}
	s := ""
	for range syllables {
		s += parts[r.IntN(len(parts))]
	}
	return s
}

// dense is a large site: fifteen boxes and sixty edges.
func dense() *diagram.Graph {
	g := &diagram.Graph{ID: "large", Title: "Large site", Description: "Fifteen hosts.", Words: words, Zones: []diagram.Zone{
		{ID: "users", Title: "Users", Outside: true},
		{ID: "dmz", Title: "DMZ", Subtitle: []string{"192.0.2.0/26"}},
		{ID: "core", Title: "Core", Subtitle: []string{"10.0.1.0/24", "2001:db8:0:1::/64"}},
		{ID: "data", Title: "Data", Subtitle: []string{"10.0.2.0/24"}},
	}}
	box := func(id, zone string, kind diagram.BoxKind) {
		g.Boxes = append(g.Boxes, diagram.Box{ID: id, Zone: zone, Kind: kind, Lines: lines(id, id+".corp.example.net", fmt.Sprintf("10.0.1.%d", 10+len(g.Boxes)))})
	}
	box("staff", "users", diagram.Clients)
	box("lb", "dmz", diagram.LoadBalancer)
	box("proxy", "dmz", diagram.ForwardProxy)
	for _, id := range []string{"central", "candidate", "consumer-1", "consumer-2", "consumer-3", "scheduler-1", "scheduler-2", "dev-1", "dev-2"} {
		box(id, "core", diagram.Node)
	}
	box("db", "data", diagram.Server)
	box("files", "data", diagram.Server)
	box("mail", "data", diagram.Server)
	r := rand.New(rand.NewPCG(4, 4))
	edge := func(from, to int, label ...string) {
		g.Edges = append(g.Edges, diagram.Edge{ID: fmt.Sprintf("e%d", len(g.Edges)), From: g.Boxes[from].ID, To: g.Boxes[to].ID,
			Both: r.IntN(3) == 0, Kind: diagram.EdgeKind(max(0, r.IntN(9)-5)), Label: label})
	}
	edge(0, 1, "443")
	for i := 3; i < 12; i++ {
		edge(1, i, "443")
		edge(i, 12, "4432")
		edge(i, 13, "445")
		for k := i + 1; k < 12 && len(g.Edges) < 57; k++ {
			edge(i, k, "4242, 4243", "4444, 4747")
		}
	}
	edge(2, 14, "25")
	edge(3, 14, "25")
	return g
}

// marks is the site of fiveNodes as a comparison: about one node, with what was added, removed and altered.
func marks() *diagram.Graph {
	g := fiveNodes()
	g.ID = "marks"
	g.Boxes[5].Here = true
	g.Boxes[6].Change, g.Boxes[7].Change, g.Boxes[9].Change, g.Boxes[9].Here = diagram.Added, diagram.Altered, diagram.Removed, true
	g.Boxes[8].Kind = diagram.Summary
	g.Edges[3].Change, g.Edges[3].Label = diagram.Altered, []string{"443, 4242", "+ 4243", "\u2212 4747"}
	g.Edges[6].Change, g.Edges[8].Change, g.Edges[9].Change, g.Edges[9].Label = diagram.Added, diagram.Removed, diagram.Added, nil
	return g
}
