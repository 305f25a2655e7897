package pdf

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/layout/diagram"
)

// TestMissingGlyphs puts characters that cannot be set in every place where text stands.
func TestMissingGlyphs(t *testing.T) {
	for _, bad := range []string{"🚀", "😀", "𝟘", "漢", "שלום", "مرحبا"} {
		s := "before " + bad + " after"
		places := map[string]string{"title": "the title", "field": "the fields above the text, field a", "text": "block 1 (text)", "prose": "block 1 (prose)",
			"cell": "block 1 (table t), row 2 (r), column c", "command": "block 1 (step s), command 1", "caption": "block 1 (figure f)", "checkbox": "block 1 (checklist)",
			"signer": "block 1 (signatures g), signer 1", "entry": "block 1 (index), item 1"}
		for name, doc := range map[string]*document.Document{
			"title": {ID: "x", Title: s},
			"field": {ID: "x", Title: "x", Fields: pdftest.Fields("a", s)},
			"text":  pdftest.TextDocument(s),
			"prose": {ID: "x", Title: "x", Blocks: []document.Block{document.Prose{Markdown: s}}},
			"cell": {ID: "x", Title: "x", Blocks: []document.Block{document.Table{ID: "t", Columns: []document.Column{{Key: "c", Title: "a", Kind: document.Code}},
				Rows: []document.Row{{Cells: []document.Cell{document.C("")}}, {ID: "r", Cells: []document.Cell{document.C(s)}}}}}},
			"command":  {ID: "x", Title: "x", Blocks: []document.Block{document.Step{ID: "s", Title: "x", Commands: []document.Command{{Text: s}}}}},
			"caption":  {ID: "x", Title: "x", Blocks: []document.Block{document.Figure{ID: "f", Caption: s, Picture: &diagram.Scene{W: 300, H: 100}}}},
			"checkbox": {ID: "x", Title: "x", Blocks: []document.Block{document.Checklist{Items: []string{s}}}},
			"signer":   {ID: "x", Title: "x", Blocks: []document.Block{document.Signatures{ID: "g", Signers: []document.Signer{{Name: s}}}}},
			"entry":    {ID: "x", Title: "x", Blocks: []document.Block{document.Index{Entries: []document.Cell{document.C(s)}}}},
		} {
			_, err := Render(doc, testOptions())
			var missing *MissingGlyphError
			if !errors.As(err, &missing) {
				t.Errorf("%s in %s: %v", bad, name, err)
				continue
			}
			if missing.Rune != []rune(bad)[0] || !strings.Contains(missing.Text, string(missing.Rune)) || !strings.Contains(err.Error(), "U+") {
				t.Errorf("%s in %s: %v does not name the character", bad, name, err)
			}
			if !strings.Contains(err.Error(), "document x: "+places[name]+": ") {
				t.Errorf("%s in %s: %v does not name the place", bad, name, err)
			}
		}
	}
}

func TestFaultsOfOptions(t *testing.T) {
	for want, change := range map[string]func(*Options){
		"page size":   func(o *Options) { o.Paper = "A5" },
		"theme":       func(o *Options) { o.Theme = nil },
		"date":        func(o *Options) { o.Created = time.Time{} },
		"Reduced":     func(o *Options) { o.Words.Reduced = "" },
		"Continued":   func(o *Options) { o.Words.Continued = "" },
		"AtPage":      func(o *Options) { o.Words.AtPage = "page" },
		"{pages}":     func(o *Options) { o.Words.PageOf = "{page}" },
		`"zebra"`:     without("zebra"),
		`"node-fill"`: without("node-fill"),
		"language":    func(o *Options) { o.Language = "en) /X (" },
		"no renderer": func(o *Options) { o.Draw = nil },
		"font":        func(o *Options) { theme := *o.Theme; theme.Fonts.Mono = []byte("no font"); o.Theme = &theme },
		"is empty":    func(o *Options) { o.Draw = func(diagram.Picture) *diagram.Drawing { return nil } },
		"boom":        func(o *Options) { o.Draw = func(diagram.Picture) *diagram.Drawing { panic("boom") } },
	} {
		opts := testOptions()
		change(&opts)
		if data, err := Render(pdftest.Overview(), opts); err == nil || !strings.Contains(err.Error(), want) || data != nil {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func without(name string) func(*Options) {
	return func(o *Options) {
		theme := *o.Theme
		theme.Print = maps.Clone(theme.Print)
		delete(theme.Print, name)
		o.Theme = &theme
	}
}

func TestFaultsOfDocuments(t *testing.T) {
	for want, block := range map[string]document.Block{
		"2 cells for 1 columns": document.Table{ID: "t", Columns: []document.Column{{Title: "a"}}, Rows: []document.Row{{Cells: make([]document.Cell, 2)}}},
		"no columns":            document.Table{ID: "t"},
		"level 4":               document.Heading{Level: 4, Text: "x"},
		"longer than":           document.Prose{Markdown: strings.Repeat("x", 300<<10)},
		"no diagram":            document.Figure{ID: "f"},
	} {
		doc := &document.Document{ID: "x", Title: "x", Blocks: []document.Block{block}}
		if _, err := Render(doc, testOptions()); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "document x") {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	if _, err := RenderBook(bookOf(pdftest.TextDocument("a"), pdftest.TextDocument("b")), testOptions()); err == nil {
		t.Error("two documents with one id passed")
	}
}

// FuzzText sets any text in prose, a cell and a command: a PDF or an error, never a panic.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"a\\(b)\r\n", "\xff\xfe", "🚀", "- [ ] \n  1. x", strings.Repeat("W", 300), "a\u00ADb\u2028c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := &document.Document{ID: "x", Title: s, Blocks: []document.Block{
			document.Prose{Markdown: s}, document.Heading{Level: 1, Text: s}, document.Step{Title: s, Commands: []document.Command{{Text: s}}},
			document.Table{Columns: []document.Column{{Title: s, Kind: document.Code}}, Rows: []document.Row{{Cells: []document.Cell{document.L(s, document.Ref{Document: s})}}}},
		}}
		if _, err := Render(doc, testOptions()); err != nil && strings.Contains(err.Error(), "runtime error") {
			t.Error(err)
		}
	})
}
