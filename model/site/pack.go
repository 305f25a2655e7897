package site

import (
	"path"
	"slices"
	"strings"

	"portolan/model/source"
)

// Pack says what the customer wants of the pack's paper.
type Pack struct {
	At       source.Position
	Full     source.Val[bool] `toml:"full"`     // prints everything, as --full does
	Header   str              `toml:"header"`   // at the head of every page of paper, before its title: whose document it is
	Footer   str              `toml:"footer"`   // at the foot of every page of paper, beside the document's number
	Chapters strs             `toml:"chapters"` // of the bundle, in order: documents of the pack, and Markdown files as seen from the site's folder; the caller reads them
}

// Chapters are the documents of a pack that its bundle holds, in the order in which it does where a site says nothing.
var Chapters = []string{"summary", "firewall-change-request", "security-review", "runbooks", "appendix"}

// IsMarkdown tells whether a chapter is a file of the site's own.
func IsMarkdown(chapter string) bool { return strings.HasSuffix(chapter, ".md") }

// pack checks that each chapter is one, and is there once. Files are named in a way that means the same on every machine.
func (k *checker) pack() {
	seen := map[string]bool{}
	for _, c := range k.site.Pack.Chapters {
		name := strings.TrimSuffix(path.Base(c.V), ".md")
		switch {
		case seen[name]:
			k.fault("S291", c.At, "name each chapter once", "the chapter %q is there twice", c.V)
		case !IsMarkdown(c.V) && !slices.Contains(Chapters, c.V):
			k.fault("S290", c.At, source.DidYouMean(c.V, Chapters)+"; a chapter of your own is a Markdown file beside the site, as in \"introduction.md\"", "there is no chapter %q", c.V)
		case IsMarkdown(c.V) && (strings.HasPrefix(c.V, "/") || strings.ContainsAny(c.V, `\:`) || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != ""):
			k.fault("S290", c.At, "write it as seen from the site's folder, in small letters, digits and hyphens, as in \"introduction.md\"", "%q is no Markdown file as seen from the site's folder", c.V)
		}
		seen[name] = true
	}
}
