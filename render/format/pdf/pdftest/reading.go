package pdftest

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"portolan/render/document"
	"portolan/render/text/prose"
)

// signs are what Markdown has besides the letters that are printed: where links lead, kinds of callouts, ticks, numbers of items, lines below heads.
var signs = regexp.MustCompile(`\]\([^)\s]*\)|\[![A-Z]+\]|\[[ xX]\]|^\s*\d+[.)]\s|^\x60{3}\w*`)

// paged are the links that stand for the number of a page, which documents do not know.
var paged = regexp.MustCompile(`\[` + prose.PageNumber + `\]\([^)\s]*\)`)

// Unread is the first text of documents, with its document and place, that readers who listen do not hear after those before it; "" where they hear all.
// Letters and digits are compared, line by line. The parts of a step, of a row and of a callout are said in another order than they are listed, and a
// word of a callout that is its title, too, is said once.
func Unread(said string, docs []*document.Document) string {
	heard := letters(said)
	at, group, start := 0, "", 0
	for _, doc := range docs {
		forScreens := headsOf(doc)
		for where, text := range document.Texts(doc) {
			if forScreens[where+"\n"+text] {
				continue
			}
			if where == "the limits of time" {
				continue // for the clock of a page; paper says them in a table
			}
			if in := groupOf(where); in != group || in == "" {
				group, start = in, at
			}
			from := at
			if group != "" {
				from = start
			}
			for line := range strings.Lines(paged.ReplaceAllString(text, "\n")) {
				line = letters(signs.ReplaceAllString(line, ""))
				next := strings.Index(heard[from:], line)
				if next < 0 {
					return doc.ID + ", " + where + ": " + line + "; what is heard there: " + heard[from:min(len(heard), from+300)]
				}
				from += next + len(line)
			}
			at = max(at, from)
		}
	}
	return ""
}

// headsOf are the words above signatures that only screens have: paper has a line for each signer. They are told by their place.
func headsOf(doc *document.Document) map[string]bool {
	heads := map[string]bool{}
	for i, block := range doc.Blocks {
		if s, ok := block.(document.Signatures); ok {
			for _, head := range []string{s.Labels.Name, s.Labels.Role} {
				heads[fmt.Sprintf("block %d (signatures %s)\n%s", i+1, s.ID, head)] = true
			}
		}
	}
	return heads
}

var groups = regexp.MustCompile(`^block \d+ \((step|callout|signatures)[^,]*|^block \d+ .*, row \d+`)

// groupOf is the place of what is said in an order of its own; "" for none.
func groupOf(where string) string { return groups.FindString(where) }

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}
