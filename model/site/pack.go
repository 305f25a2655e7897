package site

import (
	"fmt"
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
	Logo     str              `toml:"logo"`     // a PNG, as seen from the site's folder; instead of the theme's
	Previous str              `toml:"previous"` // the pack, its zip or the folder of the site of the previous revision, beside the site's file; the caller reads it
	Dialects strs             `toml:"dialects"` // of rule files, which the caller knows; each device's usual one when absent
	Evidence str              `toml:"evidence"` // a folder of what was collected on hosts and firewalls, beside the site's file; the caller reads it
	Chapters strs             `toml:"chapters"` // of the bundle, in order, without which there is none: documents of the pack, and Markdown files as seen from the site's folder; the caller reads them
}

// Chapters are the documents of a pack that its bundle can hold, in the order in which they are read.
var Chapters = []string{"summary", "firewall-change-request", "security-review", "runbooks", "appendix"}

// IsMarkdown tells whether a chapter is a file of the site's own.
func IsMarkdown(chapter string) bool { return strings.HasSuffix(chapter, ".md") }

// faults says whether each chapter is one, and is there once, and whether files are named in a way that means the same on every machine.
func (p Pack) faults() source.Diagnostics {
	var found source.Diagnostics
	seen := map[string]bool{}
	for _, c := range p.Chapters {
		name := strings.TrimSuffix(path.Base(c.V), ".md")
		switch {
		case seen[name]:
			found = append(found, source.Diagnostic{Code: "S291", At: c.At, What: fmt.Sprintf("the chapter %q is there twice", c.V), Help: "name each chapter once"})
		case !IsMarkdown(c.V) && !slices.Contains(Chapters, c.V):
			found = append(found, source.Diagnostic{Code: "S290", At: c.At, What: fmt.Sprintf("there is no chapter %q", c.V),
				Help: source.DidYouMean(c.V, Chapters) + "; a chapter of your own is a Markdown file beside the site, as in \"introduction.md\""})
		case IsMarkdown(c.V) && (strings.HasPrefix(c.V, "/") || strings.ContainsAny(c.V, `\:`) || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != ""):
			found = append(found, source.Diagnostic{Code: "S290", At: c.At, What: fmt.Sprintf("%q is no Markdown file as seen from the site's folder", c.V),
				Help: "write it as seen from the site's folder, in small letters, digits and hyphens, as in \"introduction.md\""})
		}
		seen[name] = true
	}
	return found
}
