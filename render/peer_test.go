package render

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/render/content/topology"
	"portolan/render/document"
	"portolan/render/format/pdf"
	"portolan/render/format/svg"
	"portolan/render/layout/diagram"
	"portolan/render/layout/tiers"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// BenchmarkPeer does parts of the example's pack with this program and with others, from the same contents, and reports how many times longer the other takes: peer/ours.
// This program works within the benchmark, the others start anew. Who is not installed is skipped. PEER_FOLDER names a folder in which what others made is kept, for looking at.
func BenchmarkPeer(b *testing.B) {
	p := packOf(b, example)
	options := p.pdfOptions()
	book := p.book("handover", p.handover(), nil)
	b.Run("asciidoctor-pdf on the handover book", func(b *testing.B) {
		peer{program: "asciidoctor-pdf", arguments: []string{"pack.adoc"}, files: map[string][]byte{"site.svg": p.file(b, "data/diagrams/site.svg"), "pack.adoc": []byte(asciidoc(p))}}.run(b, func() error {
			_, err := pdf.RenderBook(book, options)
			return err
		})
	})
	d := benchPacker(b)
	list, err := wordlist.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	graph := topology.Of(d.model, list).Site.Graph
	draw := func() error {
		scenes, err := tiers.Layout([]*diagram.Graph{graph}, d.measure)
		if err == nil {
			svg.Standalone(scenes[0].Draw(d.measure), d.theme, func(ref.Ref) string { return "" })
		}
		return err
	}
	b.Run("dot of Graphviz on the site's diagram", func(b *testing.B) {
		peer{program: "dot", arguments: []string{"-Tsvg", "-osite.svg", "site.dot"}, files: map[string][]byte{"site.dot": []byte(inDOT(graph))}}.run(b, draw)
	})
	b.Run("D2 with ELK on the site's diagram", func(b *testing.B) {
		peer{program: "d2", arguments: []string{"--layout=elk", "site.d2", "site.svg"}, files: map[string][]byte{"site.d2": []byte(inD2(graph))}}.run(b, draw)
	})
}

// A peer is another program with its input.
type peer struct {
	program   string
	arguments []string
	files     map[string][]byte
}

// run lets both work in turn, and reports the ratio of their times.
func (p peer) run(b *testing.B, own func() error) {
	program, err := exec.LookPath(p.program)
	if err != nil {
		b.Skip(p.program + " is missing")
	}
	folder := b.TempDir()
	for name, data := range p.files {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	var ours, theirs time.Duration
	for b.Loop() {
		start := time.Now()
		if err := own(); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		start = time.Now()
		c := exec.Command(program, p.arguments...)
		c.Dir = folder
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		theirs += time.Since(start)
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "peer/ours")
	if keep := os.Getenv("PEER_FOLDER"); keep != "" {
		if err := os.CopyFS(filepath.Join(keep, p.program), os.DirFS(folder)); err != nil {
			b.Fatal(err)
		}
	}
}

// inDOT writes a picture in Graphviz's language: zones as clusters, with the same words.
func inDOT(g *diagram.Graph) string {
	var w strings.Builder
	w.WriteString("digraph {\n\tcompound=true\n\tnode [shape=box fontsize=10]\n\tedge [fontsize=8]\n")
	for i, z := range g.Zones {
		fmt.Fprintf(&w, "\tsubgraph cluster_%d {\n\t\tlabel=%q\n", i, strings.Join(append([]string{z.Title}, z.Subtitle...), "\n"))
		for _, b := range g.Boxes {
			if b.Zone == z.ID {
				fmt.Fprintf(&w, "\t\t%q [label=%q]\n", b.ID, wordsOf(b))
			}
		}
		w.WriteString("\t}\n")
	}
	for _, b := range g.Boxes {
		if b.Zone == "" {
			fmt.Fprintf(&w, "\t%q [label=%q]\n", b.ID, wordsOf(b))
		}
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&w, "\t%q -> %q [label=%q]\n", e.From, e.To, strings.Join(e.Label, "\n"))
	}
	return w.String() + "}\n"
}

// inD2 writes a picture in D2's language: zones as containers, with the same words.
func inD2(g *diagram.Graph) string {
	var w strings.Builder
	at := map[string]string{}
	for _, z := range g.Zones {
		fmt.Fprintf(&w, "%q: %q {\n", "zone "+z.ID, strings.Join(append([]string{z.Title}, z.Subtitle...), "\n"))
		for _, b := range g.Boxes {
			if b.Zone == z.ID {
				fmt.Fprintf(&w, "  %q: %q\n", b.ID, wordsOf(b))
				at[b.ID] = fmt.Sprintf("%q.%q", "zone "+z.ID, b.ID)
			}
		}
		w.WriteString("}\n")
	}
	for _, b := range g.Boxes {
		if b.Zone == "" {
			fmt.Fprintf(&w, "%q: %q\n", b.ID, wordsOf(b))
			at[b.ID] = fmt.Sprintf("%q", b.ID)
		}
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&w, "%s -> %s: %q\n", at[e.From], at[e.To], strings.Join(e.Label, "\n"))
	}
	return w.String()
}

// wordsOf are the lines in a box.
func wordsOf(b diagram.Box) string {
	var lines []string
	for _, l := range b.Lines {
		lines = append(lines, l.Text)
	}
	return strings.Join(lines, "\n")
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
