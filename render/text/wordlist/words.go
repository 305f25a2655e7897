// Package wordlist holds the words that documents print, one list per language. Code asks for them by key and prints nothing of its own.
package wordlist

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"portolan/model/source"
)

//go:embed *.toml
var lists embed.FS

// A List is the words of one language. It notes which of them were asked for, and keys that it lacks, so that a pack with a hole is refused; it
// belongs to one pack, whose outputs may ask at the same time.
type List struct {
	language string
	words    map[string]word
	asked    []atomic.Bool // of each word, by its number

	mutex   sync.Mutex
	missing map[string]bool
}

// A word is an entry of a list with its number.
type word struct {
	text   string
	number int
}

// Languages lists the languages that there are word lists for.
func Languages() []string {
	names, _ := fs.Glob(lists, "*.toml")
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".toml")
	}
	return names
}

// Load makes the word list of a language, a BCP 47 tag such as "en".
func Load(language string) (*List, error) {
	if words, ok := read.Load(language); ok {
		return list(language, words.(map[string]word)), nil
	}
	data, err := lists.ReadFile(language + ".toml")
	if err != nil {
		return nil, fmt.Errorf("no word list for the language %q; there are: %s", language, strings.Join(Languages(), ", "))
	}
	l, err := Parse(language, data)
	if err == nil {
		read.Store(language, l.words)
	}
	return l, err
}

// read holds the words of languages that were read before: they are part of the program and never change.
var read sync.Map

func list(language string, words map[string]word) *List {
	return &List{language: language, words: words, asked: make([]atomic.Bool, len(words)), missing: map[string]bool{}}
}

// Parse makes a word list of its text, as the files of languages hold it.
func Parse(language string, data []byte) (*List, error) {
	file, found := source.Parse(language+".toml", data)
	if file == nil {
		return nil, fmt.Errorf("word list %s: %s", language, found[0].What)
	}
	areas, found := source.Bind[map[string]map[string]string](file)
	if found.HasErrors() {
		return nil, fmt.Errorf("word list %s: %s", language, found[0].What)
	}
	all := map[string]word{}
	for area, words := range areas {
		for key, text := range words {
			all[area+"."+key] = word{text, len(all)}
		}
	}
	return list(language, all), nil
}

// Language is the language of the list.
func (l *List) Language() string { return l.language }

// Speaks reports whether readers of the list read another language, by its tag: those of "en-GB" read "en".
func (l *List) Speaks(language string) bool {
	own, _, _ := strings.Cut(l.language, "-")
	other, _, _ := strings.Cut(language, "-")
	return own == other
}

// Text is the word of a key, "area.name".
func (l *List) Text(key string) string {
	w, ok := l.words[key]
	if !ok {
		l.mutex.Lock()
		l.missing[key] = true
		l.mutex.Unlock()
		return ""
	}
	if asked := &l.asked[w.number]; !asked.Load() { // to write each time would take the word from other processors each time
		asked.Store(true)
	}
	return w.text
}

// Or is the word of a key, or the fallback where the list has none: for values that data brings along, such as kinds.
func (l *List) Or(key, fallback string) string {
	if _, ok := l.words[key]; ok {
		return l.Text(key)
	}
	return fallback
}

// Fill is the word of a key with {name} replaced by values, given in pairs of name and value.
func (l *List) Fill(key string, pairs ...any) string {
	word := l.Text(key)
	for i := 0; i+1 < len(pairs); i += 2 {
		word = strings.ReplaceAll(word, "{"+printed(pairs[i])+"}", printed(pairs[i+1]))
	}
	return word
}

// printed is fmt.Sprint, faster for text, which most values are.
func printed(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return fmt.Sprint(value)
}

// Count is Fill for a number of things, which is {n}: where it is one, the word of KEY.one counts, if the list has it.
func (l *List) Count(key string, n int, pairs ...any) string {
	one := l.single(key)
	l.Text(key)
	l.Text(one) // a pack need not have both
	if n == 1 {
		key = one
	}
	return l.Fill(key, append(slices.Clone(pairs), "n", n)...)
}

// single is the key of the word for one; the plural's, where the list has no other.
func (l *List) single(key string) string {
	if _, ok := l.words[key+".one"]; ok {
		return key + ".one"
	}
	return key
}

// Keys are the names of an area's words, in order. An area may be a list of its own, such as a glossary, whose names the code does not
// know.
func (l *List) Keys(area string) []string {
	var names []string
	for key := range l.words {
		if name, ok := strings.CutPrefix(key, area+"."); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Missing lists the keys that were asked for and are not there.
func (l *List) Missing() []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return slices.Sorted(maps.Keys(l.missing))
}

// Unused lists the keys that nobody has asked for.
func (l *List) Unused() []string {
	var unused []string
	for key, w := range l.words {
		if !l.asked[w.number].Load() {
			unused = append(unused, key)
		}
	}
	slices.Sort(unused)
	return unused
}
