// Package chapter reads the chapters that a customer adds to a pack, as Markdown: an introduction, the scope, texts of a contract.
package chapter

import (
	"path"
	"strings"

	"portolan/model/secret"
	"portolan/model/source"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
)

// A Chapter is a text of the customer's own.
type Chapter struct {
	Name     string // as the site names it
	Title    string
	markdown string
	lines    *source.Lines
}

// Load reads a chapter. Its first line is its title. file is named in diagnostics, name is what the site calls it.
func Load(name, file string, data []byte) (*Chapter, source.Diagnostics) {
	lines, found := source.ReadLines(file, data)
	if lines == nil {
		return nil, found
	}
	c := &Chapter{Name: name, lines: lines}
	var body strings.Builder
	lines.Each(func(line string, at func(string) source.Position) {
		if word := secret.Find(line); word != "" {
			found = append(found, source.Diagnostic{Code: "S293", At: at(line).WithoutText(), What: "the chapter holds a secret: " + word, Help: "say where it is kept; a pack is handed on"})
		}
		if c.Title == "" && len(found) == 0 && strings.TrimSpace(line) != "" {
			title, ok := strings.CutPrefix(line, "# ")
			if c.Title = strings.TrimSpace(title); !ok || c.Title == "" {
				found = append(found, source.Diagnostic{Code: "S292", At: at(line), What: "a chapter begins with its title", Help: `let the first line be "# Title"`})
			}
			return
		}
		body.WriteString(line + "\n")
	})
	if c.markdown = strings.TrimSpace(body.String()); c.markdown == "" && len(found) == 0 {
		found = append(found, source.Diagnostic{Code: "S292", At: source.Place(file, 1, 1, 1), What: "a chapter begins with its title, and has a text", Help: `let the first line be "# Title", and write below it`})
	}
	if len(found) > 0 {
		return nil, found
	}
	return c, nil
}

// Document is the chapter as a page and on paper.
func (c *Chapter) Document() *document.Document {
	return &document.Document{ID: docs.Chapters + strings.TrimSuffix(path.Base(c.Name), ".md"), Title: c.Title, Blocks: []document.Block{document.Prose{Markdown: c.markdown}}}
}

// Texts are its lines with their places.
func (c *Chapter) Texts(do func(line string, at source.Position)) {
	c.lines.Each(func(line string, at func(string) source.Position) { do(line, at(line)) })
}

// Lost are its links that lead to nothing in the pack.
func (c *Chapter) Lost(there func(ref.Ref) bool) source.Diagnostics {
	var found source.Diagnostics
	c.lines.Each(func(line string, at func(string) source.Position) {
		for rest := line; ; {
			_, after, ok := strings.Cut(rest, "](")
			target, further, closed := strings.Cut(after, ")")
			if !ok || !closed {
				return
			}
			rest = further
			if outside(target) {
				continue
			}
			if to := ref.Parse(target); !to.Inside() || !there(to) {
				found = append(found, source.Diagnostic{Code: "S294", At: at(target), What: "the link " + target + " leads to nothing in the pack",
					Help: "a runbook is document:runbooks/ID, a host document:nodes/ID, a file its path in the pack, as data/rules.csv"})
			}
		}
	})
	return found
}

// outside tells whether a link leads to the web or to a mail address.
func outside(target string) bool {
	scheme, _, ok := strings.Cut(strings.ToLower(target), ":")
	return ok && (scheme == "http" || scheme == "https" || scheme == "mailto")
}
