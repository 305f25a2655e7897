package security

import (
	_ "embed"
	"strings"
	"sync"

	"portolan/model/source"
	"portolan/render/document"
	"portolan/render/ref"
)

// A clause of a standard, with the sections of the review and the documents of the pack that are evidence for it.
type clause struct {
	ID       string   `toml:"id,required"`
	Title    string   `toml:"title,required"`
	Sections []string `toml:"sections"`
	Papers   []string `toml:"papers"`
}

type standard struct {
	Name    string   `toml:"name,required"`
	Clauses []clause `toml:"clauses,required"`
}

//go:embed standards.toml
var standardsText []byte

// standards are those of the file, read once.
var standards = sync.OnceValue(func() []standard {
	file, _ := source.Parse("standards.toml", standardsText)
	all, found := source.Bind[struct {
		Standards []standard `toml:"standards,required"`
	}](file)
	if found.HasErrors() {
		panic(found[0].What) // it is part of the program
	}
	return all.Standards
})

// others is the index of evidence for further standards: a table of their clauses.
func (b *builder) others() []document.Block {
	type row struct {
		standard string
		clause
	}
	var rows []row
	for _, s := range standards() {
		for _, c := range s.Clauses {
			rows = append(rows, row{s.Name, c})
		}
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-standards", Caption: b.t("standards-title")}, []document.ColumnOf[row]{
		{Key: "standard", Title: b.t("standard"), Weight: 2.4, Text: func(r row) string { return r.standard }},
		{Key: "clause", Title: b.t("clause"), Weight: 3, Text: func(r row) string { return r.ID + " " + r.Title }},
		{Key: "evidence", Title: b.t("evidence-column"), Weight: 3, Cell: func(r row) document.Cell { return b.evidenceOf(r.clause) }}}, rows, nil)
	return []document.Block{document.Heading{Level: 2, ID: "standards", Text: b.t("standards-title")}, document.Text{Text: b.t("standards-text")}, t}
}

// evidenceOf names what is evidence for a clause; the cell leads to the first section.
func (b *builder) evidenceOf(c clause) document.Cell {
	var names []string
	for _, id := range c.Sections {
		names = append(names, b.t(id))
	}
	for _, id := range c.Papers {
		names = append(names, b.w.Text("pack."+id))
	}
	cell := document.C(strings.Join(names, "; "))
	if len(c.Sections) > 0 {
		cell.Link = ref.Here(c.Sections[0])
	}
	return cell
}
