package pdftest

import (
	"fmt"

	"portolan/render/document"
	"portolan/render/layout/diagram"
)

// Samples are a document of each kind.
func Samples() []*document.Document {
	return []*document.Document{Overview(), Worksheet("central", 14), Runbook()}
}

// TextDocument is a document of one text.
func TextDocument(s string) *document.Document {
	return &document.Document{ID: "x", Title: "X", Blocks: []document.Block{document.Text{Text: s}}}
}

// Fields are fields of names and values by turns.
func Fields(parts ...string) []document.Field {
	var fields []document.Field
	for i := 0; i+1 < len(parts); i += 2 {
		fields = append(fields, document.Field{Name: parts[i], Value: parts[i+1]})
	}
	return fields
}

// Overview has every block but steps.
func Overview() *document.Document {
	return &document.Document{
		ID: "overview", Title: "Overview", Subtitle: "What stands where and who speaks to whom",
		Fields: Fields("Customer", "Fjordbank AS", "Site", "fjordbank-prod", "Classification", "Confidential"),
		Blocks: []document.Block{
			document.Heading{Level: 1, ID: "zones", Text: "Zones and nodes"},
			document.Text{Text: "Two nodes serve the platform. Every connection between them is encrypted; none is opened from the edge to the inside."},
			document.Figure{ID: "fig-zones", Caption: "Figure 1. Zones, nodes and the connections between them.", Picture: &diagram.Scene{W: 420, H: 150}},
			document.Heading{Level: 2, ID: "words", Text: "Reading this pack"},
			document.Prose{Markdown: "Each node has a *worksheet*; each act has a **runbook**. See [the worksheet of central](nodes/central.html#QX7K00), " +
				"[the vendor's page](https://example.net/docs?a=b) or `systemctl status`.\n\n" +
				"1. Read the worksheet.\n2. Order the rules:\n   - inbound first\n   - then outbound\n3. Run the runbook.\n\n" +
				"> [!TIP]\n> Rows marked **Inactive** need no rule today.\n\n" +
				"> Said in the first meeting: nothing leaves the zone.\n\n" +
				"| Term | Meaning |\n|---|---|\n| listener | a port that a service opens |\n| flow | a connection from one node to a listener |\n\n" +
				"- [ ] to be read\n- [x] read\n\n---\n\n### Symbols\n\nArrows → ⇒ and a check ✓ come from the second font; so does α≤β."},
			document.Callout{Mark: document.Note, Title: "Addresses", Markdown: "Addresses are those of *production*."},
			document.Callout{Mark: document.Warning, Markdown: "The licence ends on 1 June 2026."},
			document.Callout{Mark: document.Danger, Title: "Do not restart both nodes", Markdown: "Sessions are lost.\n\n```\nsystemctl stop all\n```"},
			document.Heading{Level: 2, ID: "open", Text: "Open questions"},
			document.Table{
				ID: "questions", Caption: "Open questions", Empty: "There are no open questions.",
				Columns: []document.Column{{Key: "q", Title: "Question", Weight: 3}, {Key: "who", Title: "Who"}},
			},
			document.Checklist{Items: []string{"Firewall rules ordered", "Certificates in place, with a name that is long enough to reach a second line of this list, as it should"}},
			document.List{Items: []document.Cell{document.L("Worksheet of central", document.Ref{Document: "central"}), document.L("Somewhere else", document.Ref{Document: "nowhere"}), document.C("Plain item")}},
		},
	}
}

// WorksheetColumns are those of a worksheet.
var WorksheetColumns = []document.Column{
	{Key: "id", Title: "Id", Kind: document.Code}, {Key: "direction", Title: "Direction"},
	{Key: "source", Title: "Source", Weight: 2, Kind: document.Code}, {Key: "source-address", Title: "Source address", Weight: 1.5, Kind: document.Code},
	{Key: "destination", Title: "Destination", Weight: 2, Kind: document.Code}, {Key: "destination-address", Title: "Destination address", Weight: 1.5, Kind: document.Code},
	{Key: "protocol", Title: "Protocol"}, {Key: "port", Title: "Port", Kind: document.Numeric}, {Key: "service", Title: "Service", Weight: 1.5},
	{Key: "purpose", Title: "Purpose", Weight: 3}, {Key: "encrypted", Title: "Encrypted"}, {Key: "requirement", Title: "Requirement"},
	{Key: "states", Title: "States"}, {Key: "approval", Title: "Approval"}, {Key: "why", Title: "Why", Weight: 3},
}

// Worksheet is that of a node, with so many rules.
func Worksheet(node string, rows int) *document.Document {
	marks := []document.Mark{document.Plain, document.Plain, document.Warning, document.Plain, document.Muted, document.Plain, document.Danger, document.Note}
	table := document.Table{ID: "inbound", Caption: "Inbound rules of " + node, Columns: WorksheetColumns}
	for i := range rows {
		table.Rows = append(table.Rows, document.Row{
			ID: fmt.Sprintf("QX7K%02d", i), Mark: marks[i%len(marks)],
			Cells: []document.Cell{
				document.C(fmt.Sprintf("QX7K%02d", i)), document.C("inbound"),
				document.L(fmt.Sprintf("edge-%02d.prod.example.net", i), document.Ref{Document: "edge"}), document.C(fmt.Sprintf("10.20.30.%d", i), "10.20.31.0/24"),
				document.L("central.prod.example.net", document.Ref{Document: node}), document.C("10.20.40.11"),
				document.C("tcp"), document.C("443", "8443-8445"), document.C("Web gateway"),
				document.C("Users reach the web interface through the gateway"), document.C("yes, TLS 1.3"), document.C("required"),
				document.C("new, established"), document.C("open"), document.C("Vendor guide, ports, edition 2025, section 3.2"),
			},
		})
	}
	return &document.Document{
		ID: node, Title: "Firewall worksheet: " + node, Subtitle: "Rules to be ordered for this node",
		Fields: Fields("Node", node+".prod.example.net", "Address", "10.20.40.11", "Zone", "inner"),
		Blocks: []document.Block{
			document.Heading{Level: 1, ID: "in", Text: "Inbound"},
			document.Text{Text: "Connections that others open to this node."},
			table,
			document.Heading{Level: 1, ID: "sign", Text: "Signatures"},
			document.Fields{Fields: Fields("Ordered by", "Kari Nordmann", "Approved by", "Network team, Oslo and Bergen")},
		},
	}
}

// StepLabels are the labels of steps.
var StepLabels = document.StepLabels{
	Step: "Step", Where: "Where", Who: "Who", Run: "Run", Expect: "Expect", IfFails: "If it fails", Rollback: "Roll back", Danger: "Danger",
	Minutes: "Minutes", Done: "Done",
}

// Runbook has steps of several kinds.
func Runbook() *document.Document {
	return &document.Document{
		ID: "restart", Title: "Runbook: restart of the platform", Fields: Fields("Time", "25 minutes", "Window", "Sunday 02:00–04:00"),
		Blocks: []document.Block{
			document.Heading{Level: 1, ID: "before", Text: "Before"},
			document.Checklist{Items: []string{"Backup is younger than a day", "Users are told"}},
			document.Heading{Level: 1, ID: "act", Text: "Act"},
			document.Step{
				ID: "stop", Title: "Stop the engine", Where: []document.Cell{document.L("central.prod.example.net", document.Ref{Document: "central"}), document.C("edge.prod.example.net")},
				Who: "Platform operator", Minutes: 5, Body: "Wait until no reload runs.", Labels: StepLabels,
				Danger: "Stopping during a reload **loses** its result.",
				Commands: []document.Command{
					{Shell: "powershell", Where: "central.prod.example.net", Text: "Get-Service -Name 'Engine*' | Where-Object { $_.Status -eq 'Running' } | Stop-Service -Force -PassThru | Format-Table -AutoSize\n\nGet-Date"},
					{Shell: "bash", Text: "if true; then\n\tsystemctl stop engine\nfi"},
				},
				Expect: "The list is empty.", IfFails: "Call the *duty officer*.", Rollback: "Start the service again:\n\n```\nStart-Service Engine\n```",
				Fields: Fields("Evidence", "Screenshot of the list", "Reversible", "yes"),
			},
			document.Step{ID: "start", Title: "Start the engine, wait for the hub to answer and watch the log for the whole of the first minute after that", Body: "Start it.", Labels: StepLabels,
				Commands: []document.Command{{Shell: "cmd", Text: "net start Engine"}}, Expect: "`RUNNING`"},
			document.PageBreak{},
			document.Heading{Level: 1, ID: "after", Text: "After"},
			document.Step{ID: "tell", Title: "Tell the users", Body: "By mail.", Labels: StepLabels},
		},
	}
}
