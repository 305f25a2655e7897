package html

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Keys are the words that pages print of their own, by their keys in the word list. {n} and {all} stand for counts.
var Keys = []string{
	"html.skip", "html.menu", "html.site", "html.contents", "html.path", "html.neighbours", "html.previous", "html.next", "html.theme-auto", "html.search", "html.close",
	"html.same", "html.command",
	"html.zoom-in", "html.zoom-out", "html.zoom-fit", "html.picture-find", "html.legend", "html.picture-found", "html.open-picture", "html.edit-picture", "html.picture",
	"html.done-by", "html.done-at",
	"html.mark-tip", "html.mark-note", "html.mark-important", "html.mark-warning", "html.mark-danger", "html.mark-muted",
}

// scriptKeys are the words that the script prints, which stand in it once for all pages.
var scriptKeys = []string{
	"html.permalink", "html.copy", "html.copied", "html.copy-failed", "html.theme", "html.theme-auto", "html.theme-light", "html.theme-dark",
	"html.search", "html.search-hint", "html.search-none", "html.search-count", "html.search-some", "html.search-more", "html.search-missing", "html.search-old", "html.close",
	"html.filter", "html.filter-count", "html.more", "html.open-all",
	"html.run", "html.run-start", "html.run-stop", "html.run-again", "html.run-started", "html.run-elapsed",
	"html.run-late", "html.run-progress", "html.run-progress-name", "html.run-planned-so-far", "html.run-next-box", "html.run-all-done", "html.run-name", "html.run-note",
	"html.run-at", "html.run-by", "html.run-over", "html.run-ended", "html.run-markdown", "html.run-json", "html.run-clear", "html.run-clear-text", "html.run-keep", "html.run-clear-now", "html.run-kept",
}

// scriptWords are these as JSON, by the names that the script uses.
func scriptWords(words func(key string) string) ([]byte, error) {
	all := map[string]string{}
	for _, key := range scriptKeys {
		word := words(key)
		if word == "" {
			return nil, fmt.Errorf("the word list lacks %q", key)
		}
		all[strings.TrimPrefix(key, "html.")] = word
	}
	return json.Marshal(all)
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
