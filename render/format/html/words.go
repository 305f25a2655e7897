package html

import (
	"fmt"
	"slices"
	"strings"
)

// Keys are the words that pages print of their own, by their keys in the word list. {n} and {all} stand for counts.
var Keys = []string{
	"html.skip", "html.menu", "html.site", "html.contents", "html.path", "html.permalink", "html.neighbours",
	"html.previous", "html.next", "html.theme", "html.theme-auto", "html.theme-light", "html.theme-dark",
	"html.search", "html.search-hint", "html.search-none", "html.search-count", "html.search-some", "html.search-more", "html.search-missing", "html.search-old", "html.close",
	"html.filter", "html.filter-count", "html.more", "html.open-all", "html.same", "html.command", "html.copy", "html.copied", "html.copy-failed",
	"html.zoom-in", "html.zoom-out", "html.zoom-fit", "html.picture-find", "html.legend", "html.picture-found", "html.open-picture", "html.edit-picture", "html.picture",
	"html.done-by", "html.done-at", "html.run", "html.run-start", "html.run-stop", "html.run-again", "html.run-started", "html.run-elapsed",
	"html.run-late", "html.run-progress", "html.run-progress-name", "html.run-planned-so-far", "html.run-next-box", "html.run-all-done", "html.run-name", "html.run-note",
	"html.run-at", "html.run-by", "html.run-over", "html.run-ended", "html.run-markdown", "html.run-json", "html.run-clear", "html.run-clear-text", "html.run-keep", "html.run-clear-now", "html.run-kept",
	"html.mark-tip", "html.mark-note", "html.mark-important", "html.mark-warning", "html.mark-danger", "html.mark-muted",
}

// mayBeBlank are the words that a list may leave empty: a muted row loses nothing when it is read as a plain one.
var mayBeBlank = []string{"html.mark-muted"}

// keys are the same by the names that functions use.
var keys = func() map[string]string {
	byName := map[string]string{}
	for _, key := range Keys {
		byName[strings.TrimPrefix(key, "html.")] = key
	}
	return byName
}()

// say returns a word of the word list. A word that is missing is a fault: half a page in no language helps nobody.
func (p *printer) say(name string) string {
	key, ok := keys[name]
	if !ok {
		p.fail(fmt.Errorf("a page uses the word %q, which Keys lacks", "html."+name))
		return ""
	}
	word := p.opts.Words(key)
	if word == "" && !slices.Contains(mayBeBlank, key) {
		p.fail(fmt.Errorf("the word list lacks %q", key))
	}
	return word
}

// word writes a word of the word list.
func (p *printer) word(name string) { p.text(p.say(name)) }
