package html

import (
	"cmp"

	"portolan/render/document"
)

// signatureTable shows who signs as a table: on a page nobody signs with a pen, so what matters is who did and who is still to.
func signatureTable(b document.Signatures) document.Table {
	l := b.Labels
	t := document.Table{ID: b.ID, Caption: b.Caption, Empty: b.Empty, Columns: []document.Column{{Key: "name", Title: l.Name}, {Key: "role", Title: l.Role},
		{Key: "date", Title: l.Date}, {Key: "signature", Title: l.Signature}}}
	for _, s := range b.Signers {
		s.Record = cmp.Or(s.Record, l.Open)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(s.Name), document.C(s.Role), document.C(s.Date), document.C(s.Record)}})
	}
	return t
}
