package html

import (
	"fmt"
	"slices"
)

// Keys are the words that pages print of their own, by their keys in the word list. {n} and {all} stand for counts.
var Keys = []string{
	"html.skip", "html.menu", "html.site", "html.contents", "html.path", "html.permalink", "html.neighbours",
	"html.previous", "html.next", "html.theme", "html.theme-auto", "html.theme-light", "html.theme-dark",
	"html.search", "html.search-hint", "html.search-none", "html.search-count", "html.search-missing", "html.close",
	"html.filter", "html.filter-count", "html.copy", "html.copied", "html.copy-failed",
	"html.zoom-in", "html.zoom-out", "html.zoom-fit", "html.open-picture", "html.picture",
	"html.progress", "html.progress-name", "html.kept-here", "html.reset", "html.done-by", "html.done-at", "html.command",
	"html.mark-tip", "html.mark-note", "html.mark-important", "html.mark-warning", "html.mark-danger", "html.mark-muted",
}

// mayBeBlank are the words that a list may leave empty: a muted row loses nothing when it is read as a plain one.
var mayBeBlank = []string{"html.mark-muted"}

// Say returns a word of the word list. A word that is missing is a fault: half a page in no language helps nobody.
func (p *printer) Say(name string) (string, error) {
	key := "html." + name
	if !slices.Contains(Keys, key) {
		return "", fmt.Errorf("a template uses the word %q, which Keys lacks", key)
	}
	if word := p.opts.Words(key); word != "" || slices.Contains(mayBeBlank, key) {
		return word, nil
	}
	return "", fmt.Errorf("the word list lacks %q", key)
}
