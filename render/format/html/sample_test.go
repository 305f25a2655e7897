package html

import (
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"portolan/model/source"
	"portolan/render/document"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/themes"
)

func testWords(t testing.TB) func(string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/words.toml")
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Parse("words.toml", text)
	if file == nil {
		t.Fatal(found)
	}
	list, found := source.Bind[map[string]string](file)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return func(key string) string { return list[strings.TrimPrefix(key, "html.")] }
}

func testTheme(t testing.TB) *themes.Theme {
	t.Helper()
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

func testOptions(t testing.TB) Options {
	t.Helper()
	o := Options{
		Site: Site{ID: "harbour", Title: "Harbour Mills analytics", Home: "index", Sections: []Section{
			{Items: []Item{{Title: "Overview", ID: "index"}}},
			{Title: "Site", Items: []Item{{Title: "Zones", ID: "zones"}, {Title: "Phone numbers", ID: "zones", Place: "contacts"}, {Title: "Open questions", ID: "questions"}},
				Groups: []Section{{Title: "Nodes", Items: []Item{{Title: "hm-central-01", ID: "nodes/central"}, {Title: "hm-consumer-01", ID: "nodes/consumer"}, {Title: "hm-db-01", ID: "nodes/db"}}}}},
			{Title: "Runbooks", Items: []Item{{Title: "Back up the site", ID: "runbooks/backup"}}},
		}},
		Language: "en", Search: true,
		Crumbs:  []Item{{Title: "Overview", ID: "index"}},
		Footer:  []document.Field{{Name: "Site", Value: "harbour"}, {Name: "Revision", Value: "3"}, {Name: "Classification", Value: "Confidential"}},
		Words:   testWords(t),
		IDs:     map[string]ref.Ref{"C07": ref.Document("questions").At("c07"), "QX7K2M": ref.Document("nodes/central").At("QX7K2M")},
		Picture: paintTestPicture,
		Legend:  func(diagram.Picture) []byte { return []byte("<svg viewBox=\"0 0 9 9\"><text>A box</text></svg>") },
	}
	o.Prev, o.Next = o.Site.Neighbours("nodes/central")
	return o
}

// sampleSearch is a search in which the rules of the sample are results of their own.
func sampleSearch() Search {
	return Search{Kinds: []string{"Hosts", "Rules"}, Synonyms: map[string]string{"dead": "fails lost"}, Idle: "the of",
		Page: func(id string) Found {
			return Found{Names: []string{path.Base(id), "10.20.1.11"}, About: []string{"All services"}, Rank: 2}
		},
		Row: func(id string) (int, bool) { return 1, id == strings.ToUpper(id) }}
}

// paintTestPicture stands in for the SVG format: boxes with classes of the palette, a link, and an edge between two of them.
func paintTestPicture(picture diagram.Picture, link func(ref.Ref) string) ([]byte, error) {
	graph := picture.(*diagram.Scene).Graph
	return fmt.Appendf(nil, `<svg viewBox="0 0 420 120" width="420" height="120" role="img" aria-labelledby="%[1]s-title"><title id="%[1]s-title">%[2]s</title>
<rect class="f-zone-fill s-zone-line" x="5" y="5" width="410" height="110" rx="6"/>
<g class="edge regular" data-ends="a b" data-rules="QX7K2M E1PL0K"><title>hm-central-01 and hm-db-01: 2 rules</title><path class="s-edge" d="M170 60H250" stroke-width="1.5" stroke-dasharray="7 3"/></g>
<g data-box="a" class="box node"><a href="%[3]s"><rect class="f-node-fill s-node-line" x="30" y="35" width="140" height="50"/><text class="f-label-ink" x="100" y="65" text-anchor="middle" font-size="14">hm-central-01</text></a></g>
<g data-box="b" class="box server"><rect class="f-server-fill s-server-line" x="250" y="35" width="140" height="50"/><text class="f-label-ink" x="320" y="65" text-anchor="middle" font-size="14">hm-db-01</text></g>
<g data-box="c" class="box server"><rect class="f-server-fill s-server-line" x="250" y="90" width="140" height="20"/></g></svg>`, graph.ID, graph.Title, link(ref.Document("nodes/db"))), nil
}

var stepLabels = document.StepLabels{Step: "Step", Where: "Where", Who: "Who", Run: "Run", Expect: "You should see", IfFails: "If it fails",
	Rollback: "To go back", Danger: "This step can destroy data", Minutes: "Minutes", Done: "Done"}

// sampleDocument has every kind of block.
func sampleDocument() *document.Document {
	rules := document.Table{ID: "inbound", Caption: "Inbound rules", Unordered: true, Same: []document.Field{{Name: "Action", Value: "allow"}}, Columns: []document.Column{
		{Key: "id", Title: "Rule", Kind: document.Code}, {Key: "source", Title: "Source", Kind: document.Words},
		{Key: "address", Title: "Address", Kind: document.Code}, {Key: "port", Title: "Port", Kind: document.Numeric},
		{Key: "service", Title: "Service", Kind: document.Words}, {Key: "why", Title: "Why", Kind: document.Words}}}
	for i, r := range [][]string{
		{"QX7K2M", "hm-consumer-01", "10.20.1.12", "4242", "Repository", "The consumer node reads the repository of the central node"},
		{"B4TT9A", "hm-consumer-01", "10.20.1.12", "4432", "Repository database", "Every node opens the database"},
		{"C2WQ1D", "Office clients", "10.30.0.0/16", "443", "Proxy", "Users open the hub"},
		{"D8ZZ3F", "Office clients", "10.30.0.0/16", "80", "Proxy", "Redirect to the encrypted port; may stay closed"},
		{"E1PL0K", "hm-consumer-02", "10.20.1.9", "4747", "Engine", "Sessions that the proxy opens"},
		{"F7MM2R", "hm-consumer-02", "fd00:20::9", "4899-4920", "Printing", "Export of sheets to PDF"},
		{"G5HH8T", "Any node", "", "5050", "Scheduler", "The vendor's documents disagree about the direction"},
	} {
		row := document.Row{ID: r[0], Cells: []document.Cell{document.C(r[0]), document.L(r[1], document.Ref{Document: "nodes/consumer"}), document.C(r[2]), document.C(r[3]), document.C(r[4]), document.C(r[5])}}
		row.Mark = map[int]document.Mark{3: document.Note, 4: document.Muted, 5: document.Warning, 6: document.Danger}[i]
		row.More = []document.Field{{Name: "Need", Value: "required, see C07"}, {Name: "Destination", Cells: []document.Cell{document.L("All services", ref.Here("hosts-all"))}}}
		rules.Rows = append(rules.Rows, row)
	}
	rules.Rows[4].More[1].Cells = []document.Cell{document.C("hm-db-01")}
	order := document.Table{ID: "order", Caption: "What comes up first", Columns: []document.Column{{Key: "number", Title: "Step", Kind: document.Numeric}, {Key: "what", Title: "What"}}}
	for i, what := range []string{"Database", "Central node", "Proxies", "Engines", "Schedulers", "Load balancer", "Monitoring"} {
		order.Rows = append(order.Rows, document.Row{Cells: []document.Cell{document.C(fmt.Sprint(i + 1)), document.C(what)}})
	}
	lines := []diagram.PlacedEdge{{Edge: diagram.Edge{ID: "a", Rules: []string{"QX7K2M", "E1PL0K"}}}}
	scene := &diagram.Scene{Graph: &diagram.Graph{ID: "central", Title: "Neighbours of hm-central-01"}, Edges: lines}
	failover := &diagram.Scene{Graph: &diagram.Graph{ID: "failover", Title: "Neighbours of hm-central-01 after a failover"}, Edges: lines}
	return &document.Document{ID: "nodes/central", Title: "hm-central-01", Subtitle: "Firewall worksheet of the central node in the application zone",
		Fields: []document.Field{{Name: "Host", Value: "hm-central-01.harbour.example"}, {Name: "Address", Value: "10.20.1.11, fd00:20::11"}, {Name: "Zone", Value: "Application"}, {Name: "Revision", Value: "3"}, {Name: "Approved by", Value: "A. Keeper"}},
		Limits: []document.Limit{{Name: "Planned", Time: "7 minutes", Minutes: 7}, {Name: "RTO", Time: "4 hours", Minutes: 240}},
		Blocks: []document.Block{
			document.Prose{Markdown: "This sheet lists **every** connection that the firewall in front of `hm-central-01` must pass. See the [database server](nodes/db.html) and the [vendor](https://vendor.example/ports).\n\n1. Check the addresses.\n2. Hand the sheet to the network team.\n\n> [!WARNING]\n> Close the ports of the old server first.\n\n> [!TIP]\n> Ask for a test window.\n\n> [!IMPORTANT]\n> Two people sign.\n\n| Zone | Hosts |\n|---|--:|\n| Application | 3 |\n\n```\nshow firewall policy\n```\n"},
			document.Callout{Mark: document.Note, Title: "Two states", Markdown: "The rules hold for the normal state **and** for the state after a failover."},
			document.Heading{Level: 1, ID: "picture", Text: "Neighbours"},
			document.Figure{ID: "fig-central", Caption: "hm-central-01 and what it talks to", Picture: scene, Path: "diagrams/central", Editable: true},
			document.Figure{ID: "fig-failover", Caption: "After a failover", Picture: failover, Path: "diagrams/failover", Apart: true},
			document.Heading{Level: 1, ID: "rules", Text: "Rules"},
			document.Heading{Level: 2, ID: "rules-in", Text: "Inbound"},
			document.Text{Text: "Sources are where connections are opened; answers need no rule on a firewall that keeps state."},
			rules,
			document.Heading{Level: 2, ID: "rules-out", Text: "Outbound"},
			document.Table{ID: "outbound", Caption: "Outbound rules", Columns: rules.Columns, Empty: "No outbound rule is needed."},
			order,
			document.Pieces{ID: "groups", Title: "Groups", Items: []document.Piece{{ID: "hosts-all", Name: "All services", Lines: []document.Cell{document.L("hm-central-01", document.Ref{Document: "nodes/central"}), document.C("hm-hidden-07 10.20.7.7")}}}},
			document.PageBreak{},
			document.Heading{Level: 1, ID: "backup", Text: "Back up this node"},
			document.Fields{Fields: []document.Field{{Name: "Duration", Value: "25 minutes"}, {Name: "Downtime", Value: "None"}}},
			document.Step{ID: "stop-services", Title: "Stop the services except the database", Where: []document.Cell{document.L("hm-central-01", document.Ref{Document: "nodes/central"}), document.L("hm-consumer-01", document.Ref{Document: "nodes/consumer"})},
				Who: "Windows administrator", Minutes: 5, Body: "Stop them in this order, on the consumer nodes first.", Commands: []document.Command{{Shell: "powershell", Where: "hm-central-01",
					Text: "Get-Service Sample* |\n    Where-Object Name -ne 'SampleRepositoryDatabase' |\n    Stop-Service -Force\n\nGet-Service Sample*"}},
				Expect: "All services but `SampleRepositoryDatabase` are **Stopped**.", IfFails: "Wait a minute and run the command again.", Rollback: "Start the services in reverse order.", Labels: stepLabels},
			document.Step{ID: "drop-old", Title: "Delete backups older than the retention time", Danger: "Deleted backups cannot be brought back.", Where: []document.Cell{document.L("hm-db-01", document.Ref{Document: "nodes/db"})}, Minutes: 2,
				Commands: []document.Command{{Shell: "bash", Text: "find /srv/backup -name '*.tar' -mtime +30 -delete"}}, Expect: "No output.", Fields: []document.Field{{Name: "Evidence", Value: "Listing of the folder"}},
				Sources: document.Field{Name: "Sources", Cells: []document.Cell{document.W("Vendor: Backing up", "https://vendor.example/backup"), document.C("Vendor: Restoring")}}, Labels: stepLabels},
			document.Step{ID: "undo", Title: "Copy the backups back", Apart: true, Minutes: 30, Labels: stepLabels},
			document.Step{ID: "full", Title: "The disk is full", Parts: []document.StepPart{{Label: "Solution", Markdown: "Delete more."}}, Labels: document.StepLabels{Step: "Symptom"}},
			document.Heading{Level: 1, ID: "handover", Text: "Handover"},
			document.Checklist{Items: []string{"The worksheet was read by the network team", "A restore was tried", "A restore was tried"}},
			document.List{Items: []document.Cell{document.L("hm-db-01", document.Ref{Document: "nodes/db"}), document.C("Printer in room 4")}},
			document.Callout{Mark: document.Danger, Title: "Never share the key", Markdown: "The encryption key opens every backup."},
			document.Callout{Mark: document.Muted, Markdown: "Nothing else is covered."},
		}}
}
