package runbook

import (
	"strings"
	"sync"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/prose"
)

// mentions makes the titles of other runbooks that texts name in quotes into links, and says of those that are not in this pack that they are
// not: who follows a procedure must not look for what is not there. It changes the blocks in place.
func (b builder) mentions(blocks []document.Block) {
	titles := sync.OnceValue(b.replacer)
	replace := func(text string) string {
		if !strings.Contains(text, "“") { // as most texts
			return text
		}
		return titles().Replace(text)
	}
	for i, block := range blocks {
		switch k := block.(type) {
		case document.Prose:
			k.Markdown = replace(k.Markdown)
			blocks[i] = k
		case document.Callout:
			k.Markdown = replace(k.Markdown)
			blocks[i] = k
		case document.Step:
			for _, text := range []*string{&k.Body, &k.Expect, &k.IfFails, &k.Rollback, &k.Danger} {
				*text = replace(*text)
			}
			for p := range k.Parts {
				k.Parts[p].Markdown = replace(k.Parts[p].Markdown)
			}
			for c := range k.Callouts {
				k.Callouts[c].Markdown = replace(k.Callouts[c].Markdown)
			}
			blocks[i] = k
		}
	}
}

// onWeb says of a runbook that paper names where it is: on which page, or that it is not printed.
func (b builder) onWeb(other *plan.Runbook, link string) string {
	if !b.paper {
		return link
	}
	if OnPaper(other) {
		return link + "[" + prose.PageNumber + "](" + docs.Runbook(other.ID).String() + ")"
	}
	return b.w.Fill("paper.web-only", "title", link)
}

// replacer knows the runbooks of the same installation. A title that several of them bear, one for each state, is left as it is.
func (b builder) replacer() *strings.Replacer {
	ids, several := map[string]string{}, map[string]bool{}
	var pairs []string
	for _, other := range b.plan.Runbooks {
		if other.Installation == b.book.Installation {
			_, again := ids[other.Called]
			ids[other.Called], several[other.Called] = other.ID, again || several[other.Called]
		}
	}
	for _, other := range b.plan.Runbooks {
		if ids[other.Called] == other.ID && !several[other.Called] && other.ID != b.book.ID {
			pairs = append(pairs, "“"+other.Called+"”", b.onWeb(other, "“["+PlainMarkdown(other.Called)+"]("+docs.Runbook(other.ID).String()+")”"))
		}
	}
	for _, absent := range b.plan.LeftOut {
		if absent.Book != "" && absent.Installation == b.book.Installation && ids[absent.Book] == "" {
			pairs = append(pairs, "“"+absent.Book+"”", b.w.Fill("book.not-here", "title", "“"+absent.Book+"”"))
		}
	}
	return strings.NewReplacer(pairs...)
}
