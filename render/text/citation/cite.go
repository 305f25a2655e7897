// Package citation prints places in documents: publisher, title, edition and section are what a reader looks for; the line is only a locator.
package citation

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// One prints one place.
func One(c plan.Citation, w *wordlist.List) string {
	return w.Fill("cite.place", "document", document(c, w), "section", section(c, w))
}

// All prints several places, each document once.
func All(list []plan.Citation, w *wordlist.List) string {
	list = Distinct(list)
	var order []string
	sections := map[string][]string{}
	for _, c := range list {
		d := document(c, w)
		if sections[d] == nil {
			order = append(order, d)
		}
		sections[d] = add(sections[d], section(c, w))
	}
	var out []string
	for _, d := range order {
		out = append(out, w.Fill("cite.place", "document", d, "section", strings.Join(sections[d], ", ")))
	}
	return strings.Join(out, "; ")
}

// Numbered prints several places with a number in place of each document's name, for lists in which the names would fill the page. number
// is asked with the name as All prints it.
func Numbered(list []plan.Citation, number func(document string) int, w *wordlist.List) string {
	list = Distinct(list)
	var order []int
	sections := map[int][]string{}
	for _, c := range list {
		n := number(document(c, w))
		if sections[n] == nil {
			order = append(order, n)
		}
		sections[n] = add(sections[n], section(c, w))
	}
	var out []string
	for _, n := range order {
		out = append(out, w.Fill("cite.numbered", "n", n, "section", strings.Join(sections[n], ", ")))
	}
	return strings.Join(out, "; ")
}

// add leaves out a section that stands there already: steps gather sources from their own and from the values that they use.
func add(sections []string, section string) []string {
	if slices.Contains(sections, section) {
		return sections
	}
	return append(sections, section)
}

func document(c plan.Citation, w *wordlist.List) string {
	if c.Edition == "" {
		return w.Fill("cite.document", "publisher", c.Publisher, "title", c.Title)
	}
	return w.Fill("cite.edition", "publisher", c.Publisher, "title", c.Title, "edition", c.Edition)
}

// section is the section with its line; manuals of components have no lines.
func section(c plan.Citation, w *wordlist.List) string {
	if c.Lines == "-" {
		return w.Fill("cite.section", "section", c.Section)
	}
	key := "cite.line"
	if strings.ContainsAny(c.Lines, "-,") {
		key = "cite.lines"
	}
	return w.Fill(key, "section", c.Section, "lines", c.Lines)
}
