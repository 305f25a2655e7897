package render

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/render/document"
	"portolan/render/format/pdf"
)

// BenchmarkPeer prints the handover pack of the example customer with this program and with asciidoctor-pdf, from the same documents, and
// reports how many times longer the other takes: peer/ours. It needs asciidoctor-pdf and is skipped without it. PEER_FOLDER names a folder
// in which what the other printed is kept, for looking at.
func BenchmarkPeer(b *testing.B) {
	peer, err := exec.LookPath("asciidoctor-pdf")
	if err != nil {
		b.Skip("asciidoctor-pdf is missing")
	}
	p := packOf(b, example)
	folder := b.TempDir()
	text := asciidoc(p)
	if err := os.WriteFile(filepath.Join(folder, "site.svg"), p.file(b, "data/diagrams/site.svg"), 0o644); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "pack.adoc"), []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	options := p.pdfOptions()
	book := p.book("handover", p.handover(), nil)
	var ours, theirs time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := pdf.RenderBook(book, options); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		start = time.Now()
		if out, err := exec.Command(peer, filepath.Join(folder, "pack.adoc")).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		theirs += time.Since(start)
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "peer/ours")
	if keep := os.Getenv("PEER_FOLDER"); keep != "" {
		if err := os.CopyFS(keep, os.DirFS(folder)); err != nil {
			b.Fatal(err)
		}
	}
}

// asciidoc writes the documents of the handover pack in the peer's language: all texts, tables and steps, and the picture.
func asciidoc(p pack) string {
	var w strings.Builder
	c := p.model.Document
	fmt.Fprintf(&w, "= %s\n%s\nv%s, %s\n:doctype: book\n:toc:\n:toclevels: 2\n:title-page:\n\n", c.Title, strings.Join(c.Authors, "; "), c.Revision, c.Date)
	for _, part := range p.handover() {
		for _, d := range part.Documents {
			fmt.Fprintf(&w, "== %s\n\n%s\n\n", d.Title, plain(d.Subtitle))
			fieldsAsAsciidoc(&w, d.Fields)
			for _, block := range d.Blocks {
				blockAsAsciidoc(&w, block)
			}
		}
	}
	return w.String()
}

func blockAsAsciidoc(w *strings.Builder, block document.Block) {
	switch block := block.(type) {
	case document.Heading:
		fmt.Fprintf(w, "%s %s\n\n", strings.Repeat("=", block.Level+2), block.Text)
	case document.Text:
		fmt.Fprintf(w, "%s\n\n", plain(block.Text))
	case document.Prose:
		fmt.Fprintf(w, "%s\n\n", plain(block.Markdown))
	case document.Callout:
		fmt.Fprintf(w, "NOTE: %s\n\n", plain(block.Markdown))
	case document.Fields:
		fieldsAsAsciidoc(w, block.Fields)
	case document.Figure:
		fmt.Fprintf(w, ".%s\nimage::site.svg[]\n\n", block.Caption)
	case document.List:
		for _, item := range block.Items {
			fmt.Fprintf(w, "* %s\n", plain(strings.Join(item.Lines, " ")))
		}
		w.WriteString("\n")
	case document.Table:
		tableAsAsciidoc(w, block)
	case document.Step:
		fmt.Fprintf(w, ". %s\n\n%s\n\n", plain(block.Title), plain(block.Body))
		for _, command := range block.Commands {
			fmt.Fprintf(w, "----\n%s\n----\n\n", command.Text)
		}
		fieldsAsAsciidoc(w, block.Fields)
	}
}

func fieldsAsAsciidoc(w *strings.Builder, fields []document.Field) {
	for _, f := range fields {
		fmt.Fprintf(w, "%s:: %s\n", plain(f.Name), plain(f.Value))
	}
	w.WriteString("\n")
}

func tableAsAsciidoc(w *strings.Builder, t document.Table) {
	var weights []string
	for _, column := range t.Columns {
		weights = append(weights, fmt.Sprintf("%.0f", max(column.Weight, 1)*10))
	}
	fmt.Fprintf(w, ".%s\n[cols=\"%s\",options=\"header\"]\n|===\n", t.Caption, strings.Join(weights, ","))
	for _, column := range t.Columns {
		fmt.Fprintf(w, "|%s ", plain(column.Title))
	}
	w.WriteString("\n\n")
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			fmt.Fprintf(w, "|%s\n", plain(strings.Join(cell.Lines, " +\n")))
		}
		w.WriteString("\n")
	}
	w.WriteString("|===\n\n")
}

// plain keeps the peer from reading signs of its own language into a text.
func plain(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
