package review

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// ControlID is the id of the document control.
const ControlID = "control"

// ControlPage is what a pack says about itself: whose it is, who gets it, what changed, who approves it, and the hash of what it was made
// from. content is the SHA-256 of the pack's plan.json, in hexadecimal digits.
func ControlPage(plan *plan.Plan, content string, w *wordlist.List) *document.Document {
	c := plan.Document
	d := &document.Document{ID: ControlID, Title: w.Text("control.title"), Subtitle: c.Customer + ", " + c.Title, Fields: control(plan, w)}
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "approvals", Text: w.Text("control.approvals")}, document.Text{Text: rule(plan, w)}, signatures(plan, w),
		document.Heading{Level: 1, ID: "history", Text: w.Text("control.history")}, history(plan, w))
	if len(c.Distribution) > 0 {
		var items []document.Cell
		for _, to := range c.Distribution {
			items = append(items, document.C(to))
		}
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "distribution", Text: w.Text("field.distribution")}, document.List{Items: items})
	}
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "content", Text: w.Text("control.content")}, document.Text{Text: w.Text("control.content-text")},
		document.Fields{Fields: []document.Field{{Name: w.Text("control.hash"), Value: content}, {Name: w.Text("control.check"), Value: w.Text("control.check-text")}}})
	return d
}

// Control lists what the pack says about itself, in one line each, as on a cover.
func Control(plan *plan.Plan, w *wordlist.List) []document.Field {
	fields := control(plan, w)
	if to := plan.Document.Distribution; len(to) > 0 {
		fields = append(fields, document.Field{Name: w.Text("field.distribution"), Value: strings.Join(to, ", ")})
	}
	return fields
}

// control is what stands on the control page itself, where the distribution has a list of its own.
func control(plan *plan.Plan, w *wordlist.List) []document.Field {
	c := plan.Document
	fields := []document.Field{{Name: w.Text("field.product"), Value: Products(plan)}, {Name: w.Text("field.revision"), Value: c.Revision},
		{Name: w.Text("field.date"), Value: c.Date.String()}, {Name: w.Text("field.classification"), Value: c.Classification}}
	if c.ID != "" {
		fields = append(fields, document.Field{Name: w.Text("field.document"), Value: c.ID})
	}
	fields = append(fields, document.Field{Name: w.Text("field.profile"), Value: w.Text("profile." + string(plan.Profile))},
		document.Field{Name: w.Text("field.status"), Value: w.Text("status." + status(plan))})
	if other := OtherLanguages(plan, w); other != "" {
		fields = append(fields, document.Field{Name: w.Text("field.product-texts"), Value: other})
	}
	if len(c.Authors) > 0 {
		fields = append(fields, document.Field{Name: w.Text("field.authors"), Value: strings.Join(c.Authors, ", ")})
	}
	return fields
}

// Draft tells whether somebody who has to approve the document has not yet. A document that nobody has to approve stays a draft.
func Draft(plan *plan.Plan) bool {
	open := len(plan.Document.Approvals) == 0
	for _, a := range plan.Document.Approvals {
		open = open || a.Date.IsZero()
	}
	return open
}

func status(plan *plan.Plan) string {
	if Draft(plan) {
		return "draft"
	}
	return "approved"
}

// rule says what makes a draft of the document, and how far it is.
func rule(plan *plan.Plan, w *wordlist.List) string {
	done, all := Signed(plan)
	return w.Fill("control.rule", "done", done, "all", all, "status", w.Text("status."+status(plan)))
}

// Signed counts those who have approved the document, and those who have to.
func Signed(plan *plan.Plan) (done, all int) {
	for _, a := range plan.Document.Approvals {
		if !a.Date.IsZero() {
			done++
		}
	}
	return done, len(plan.Document.Approvals)
}

func signatures(plan *plan.Plan, w *wordlist.List) document.Signatures {
	s := document.Signatures{ID: "table-approvals", Caption: w.Text("control.approvals-caption"), Empty: w.Text("control.approvals-empty"),
		Labels: document.SignatureLabels{Name: w.Text("column.name"), Role: w.Text("column.role"), Date: w.Text("column.date"), Signature: w.Text("column.signature"), Open: w.Text("control.open")}}
	for _, a := range plan.Document.Approvals {
		signer := document.Signer{Name: a.Name, Role: a.Role, Date: a.Date.String()}
		if !a.Date.IsZero() {
			signer.Record = w.Text("control.recorded")
		}
		s.Signers = append(s.Signers, signer)
	}
	return s
}

func history(resolved *plan.Plan, w *wordlist.List) document.Table {
	return document.Fill(document.Table{ID: "table-history", Caption: w.Text("control.history-caption"),
		Empty: w.Fill("control.history-empty", "revision", resolved.Document.Revision, "date", resolved.Document.Date)}, []document.ColumnOf[plan.HistoryInfo]{
		{Key: "revision", Title: w.Text("column.revision"), Weight: 1, Text: func(h plan.HistoryInfo) string { return h.Revision }},
		{Key: "date", Title: w.Text("column.date"), Weight: 1, Text: func(h plan.HistoryInfo) string { return h.Date.String() }},
		{Key: "text", Title: w.Text("column.change"), Weight: 5, Text: func(h plan.HistoryInfo) string { return h.Text }}}, resolved.Document.History, nil)
}

// OtherLanguages are the languages of catalogues that do not speak the pack's, so that a reader is told; empty where all do.
func OtherLanguages(plan *plan.Plan, w *wordlist.List) string {
	var other []string
	for _, p := range plan.Products {
		if !w.Speaks(p.Language) && !slices.Contains(other, p.Language) {
			other = append(other, p.Language)
		}
	}
	return strings.Join(other, ", ")
}
