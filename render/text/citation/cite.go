// Package citation prints places in documents: publisher, title, edition, section and page are what a reader looks for.
package citation

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// A Place is a document with places in it, as printed, and the address where a reader can open it; empty where it is not known.
type Place struct{ Text, URL string }

// One prints one place.
func One(c plan.Citation, w *wordlist.List) Place {
	return Place{w.Fill("cite.place", "document", Document(c.In(), w), "section", sections([]plan.Citation{c}, w)), c.URL}
}

// Each prints several places, each document once.
func Each(list []plan.Citation, w *wordlist.List) []Place {
	var out []Place
	for _, of := range byDocument(list) {
		out = append(out, Place{w.Fill("cite.place", "document", Document(of[0].In(), w), "section", sections(of, w)), of[0].URL})
	}
	return out
}

// Numbered prints several places with a number in place of each document's name, for lists in which the names would fill the page.
func Numbered(list []plan.Citation, number func(plan.Source) int, w *wordlist.List) string {
	var out []string
	for _, of := range byDocument(list) {
		out = append(out, w.Fill("cite.numbered", "n", number(of[0].In()), "section", sections(of, w)))
	}
	return strings.Join(out, "; ")
}

// Document names a document: publisher, title, edition, and what it is if not the publisher's own.
func Document(s plan.Source, w *wordlist.List) string {
	text := w.Fill("cite.document", "publisher", s.Publisher, "title", s.Title)
	if s.Edition != "" {
		text = w.Fill("cite.edition", "publisher", s.Publisher, "title", s.Title, "edition", s.Edition)
	}
	if s.Kind != "" {
		text = w.Fill("cite.unofficial", "document", text, "kind", w.Text("document-kind."+s.Kind))
	}
	return text
}

// byDocument gathers places by their documents, both in the order of the list.
func byDocument(list []plan.Citation) [][]plan.Citation {
	var out [][]plan.Citation
	for _, c := range Distinct(list) {
		i := slices.IndexFunc(out, func(of []plan.Citation) bool { return of[0].In() == c.In() })
		if i < 0 {
			i = len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// sections are places in one document: each section once, with its pages.
func sections(list []plan.Citation, w *wordlist.List) string {
	var names []string
	pages := map[string][]string{}
	for _, c := range list {
		if !slices.Contains(names, c.Section) {
			names = append(names, c.Section)
		}
		if c.Page != "" {
			pages[c.Section] = append(pages[c.Section], c.Page)
		}
	}
	var out []string
	for _, name := range names {
		text := w.Fill("cite.section", "section", name)
		if all := strings.Join(pages[name], ", "); all != "" {
			key := "cite.page"
			if strings.ContainsAny(all, "-,") {
				key = "cite.pages"
			}
			text = w.Fill(key, "section", text, "pages", strings.ReplaceAll(all, "-", "–"))
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}
