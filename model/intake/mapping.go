package intake

import (
	_ "embed"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"

	"portolan/model/secret"
	"portolan/model/source"
)

//go:embed headings.toml
var headingsTOML []byte

// A Mapping says what the columns of a list mean, where their headings alone do not.
type Mapping struct {
	Separator rune
	Sheet     string
	Columns   []Column
	Words     map[string]map[string]string // by key: what a word of the list is called in the site

	wordsAt map[string]source.Position // by key
}

// A Column gives the values of a key: "host", "facts.cores".
type Column struct {
	Key, Heading string
	At           source.Position // where that is said; none on a command line
}

type writtenMapping struct {
	Separator source.Val[string]                       `toml:"separator"`
	Sheet     source.Val[string]                       `toml:"sheet"`
	Columns   map[string]source.Val[any]               `toml:"columns"`
	Words     map[string]map[string]source.Val[string] `toml:"words"`
}

// MappingTable is what a mapping is read into.
var MappingTable = reflect.TypeFor[writtenMapping]()

// Keys are those that a column can fill, but for facts of the product.
func Keys() []string { return source.SortedKeys(keys()) }

// ReadMapping reads a file that says what columns mean.
func ReadMapping(name string, data []byte) (Mapping, source.Diagnostics) {
	m := Mapping{Words: map[string]map[string]string{}, wordsAt: map[string]source.Position{}}
	file, found := source.Parse(name, data)
	if file == nil {
		return m, found
	}
	w, found := source.Bind[writtenMapping](file)
	m.Sheet = w.Sheet.V
	if letters := []rune(w.Separator.V); len(letters) == 1 {
		m.Separator = letters[0]
	} else if w.Separator.Set() {
		found = append(found, fault("M02", w.Separator.At, `write separator = ";"`, fmt.Sprintf("%q is no character that separates columns", w.Separator.V)))
	}
	for _, key := range source.SortedKeys(w.Columns) {
		v := w.Columns[key]
		headings, ok := textsOf(v.V)
		if !ok {
			found = append(found, fault("M02", v.At, fmt.Sprintf("write %s = \"HEADING\"", key), fmt.Sprintf("columns.%s is neither a heading nor a list of headings", key)))
		}
		for _, h := range headings {
			m.Columns = append(m.Columns, Column{key, h, v.At})
		}
	}
	for _, key := range source.SortedKeys(w.Words) {
		m.Words[key] = map[string]string{}
		for _, word := range source.SortedKeys(w.Words[key]) {
			v := w.Words[key][word]
			m.Words[key][plain(word)] = v.V
			if !m.wordsAt[key].IsValid() {
				m.wordsAt[key] = v.At
			}
		}
	}
	return m, found
}

func textsOf(value any) (out []string, ok bool) {
	switch v := value.(type) {
	case string:
		return []string{v}, true
	case []any:
		for _, item := range v {
			text, isText := item.(string)
			if !isText {
				return nil, false
			}
			out = append(out, text)
		}
		return out, true
	}
	return nil, false
}

// plain is a text in small letters and digits alone, by which headings and words are compared.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// known is what lists of servers are read by: the headings that mean each key that they can fill, and the words for what a host has or has not.
type known struct {
	keys    map[string][]string
	yes, no []string
}

// knownWords are part of the program, and a test reads them.
var knownWords = sync.OnceValue(func() known {
	file, found := source.Parse("headings.toml", headingsTOML)
	if file == nil {
		panic(found)
	}
	list, found := source.Bind[struct {
		Flags struct {
			Yes []source.Val[string] `toml:"yes,required"`
			No  []source.Val[string] `toml:"no,required"`
		} `toml:"flags,required"`
		Keys map[string]struct {
			Means    source.Val[string]   `toml:"means,required"`
			Headings []source.Val[string] `toml:"headings,required"`
		} `toml:"keys,required"`
	}](file)
	if len(found) > 0 {
		panic(found)
	}
	out := known{map[string][]string{}, source.Strings(list.Flags.Yes), source.Strings(list.Flags.No)}
	for key, k := range list.Keys {
		for _, h := range k.Headings {
			out.keys[key] = append(out.keys[key], plain(h.V))
		}
	}
	return out
})

// keys are the headings that mean each key that a list can fill.
func keys() map[string][]string { return knownWords().keys }

// Records reads the rows of a table. facts are those that a host can have, by which columns are told, too.
func (t *Table) Records(m Mapping, facts []string) (*List, source.Diagnostics) {
	head, columns, found := t.columns(m, facts)
	if found.HasErrors() {
		return nil, found
	}
	list := &List{Name: t.Name, Said: append(t.Said, t.understood(head, columns)...)}
	for _, cell := range t.Rows[head] {
		if word := secret.Find(cell.Text); word != "" {
			found = append(found, heldSecret(cell.At, "the heading", word))
		}
	}
	for _, row := range t.Rows[head+1:] {
		r := Record{}
		for i, cell := range row {
			if r.At.Line() == 0 {
				r.At = cell.At
			}
			if columns[i] == "" || cell.Text == "" && cell.Fault == "" {
				continue
			}
			if cell.Fault != "" {
				found = append(found, warn("M05", cell.At, "write the value itself", fmt.Sprintf("%s is not taken over: %s", t.Rows[head][i].Text, cell.Fault)))
				continue
			}
			key := columns[i]
			text := cell.Text
			if word, ok := m.Words[key][plain(text)]; ok {
				text = word
			}
			r.Values = append(r.Values, Value{key, text, cell.At, t.Rows[head][i].Text})
		}
		if len(r.Values) > 0 {
			list.Records = append(list.Records, r)
		}
	}
	return list, found
}

// columns finds the row of headings, and the key of each column.
func (t *Table) columns(m Mapping, facts []string) (head int, of map[int]string, found source.Diagnostics) {
	const far = 20 // rows of titles above the headings
	known := slices.Clone(facts)
	for key := range keys() {
		known = append(known, key)
	}
	slices.Sort(known)
	unknown := func(key string, at source.Position) {
		help := source.DidYouMean(key, known)
		if len(facts) == 0 && strings.HasPrefix(key, "facts.") {
			help = "facts are those of a product: --product PRODUCT/EDITION"
		}
		if !slices.Contains(known, key) {
			found = append(found, fault("M02", at, help, fmt.Sprintf("no column of a list can fill the key %q", key)))
		}
	}
	for _, c := range m.Columns {
		unknown(c.Key, c.At)
	}
	for _, key := range source.SortedKeys(m.Words) {
		unknown(key, m.wordsAt[key])
	}
	best := -1
	for i := range t.Rows[:min(far, len(t.Rows))] {
		if columns := t.keysOf(i, m, facts); holds(columns, "host") || holds(columns, "fqdn") {
			return i, columns, append(found, t.missing(i, m)...)
		}
		if best < 0 && len(t.Rows[i]) > 1 {
			best = i
		}
	}
	at := source.OfFile(t.Name)
	if best < 0 {
		return 0, nil, append(found, fault("M03", at, "give a list with a row of headings, and a row for each host", "the list has no rows"))
	}
	var headings []string
	for _, cell := range t.Rows[best] {
		headings = append(headings, fmt.Sprintf("%q", cell.Text))
	}
	found = append(found, t.missing(best, m)...)
	return 0, nil, append(found, fault("M03", t.Rows[best][0].At, "say which column it is: --column host=HEADING", "no column has the names of hosts; there are "+strings.Join(headings, ", ")))
}

func holds(columns map[int]string, key string) bool {
	for _, k := range columns {
		if k == key {
			return true
		}
	}
	return false
}

// keysOf are the keys of the columns, if a row is that of the headings. What was said of columns goes before what their headings are like.
func (t *Table) keysOf(row int, m Mapping, facts []string) map[int]string {
	of, single := map[int]string{}, map[string]bool{}
	for i, cell := range t.Rows[row] {
		for _, c := range m.Columns {
			if plain(c.Heading) == plain(cell.Text) {
				of[i], single[c.Key] = c.Key, true
			}
		}
	}
	for i, cell := range t.Rows[row] {
		key := keyOf(cell.Text, facts)
		if of[i] != "" || key == "" || single[key] && key != "addresses" {
			continue
		}
		of[i], single[key] = key, true
	}
	return of
}

func keyOf(heading string, facts []string) string {
	text := plain(heading)
	if text == "" {
		return ""
	}
	for _, fact := range facts {
		if plain(strings.TrimPrefix(fact, "facts.")) == text {
			return fact
		}
	}
	for _, key := range source.SortedKeys(keys()) {
		if slices.Contains(keys()[key], text) {
			return key
		}
	}
	return ""
}

// missing are the columns that somebody named and the list does not have.
func (t *Table) missing(head int, m Mapping) (found source.Diagnostics) {
	var headings []string
	for _, cell := range t.Rows[head] {
		headings = append(headings, cell.Text)
	}
	for _, c := range m.Columns {
		if !slices.ContainsFunc(headings, func(h string) bool { return plain(h) == plain(c.Heading) }) {
			at := c.At
			if !at.IsValid() {
				at = t.Rows[head][0].At
			}
			found = append(found, fault("M02", at, source.DidYouMean(c.Heading, headings), fmt.Sprintf("%s has no column %q", t.Name, c.Heading)))
		}
	}
	return found
}

// understood says which column was taken for what.
func (t *Table) understood(head int, columns map[int]string) []string {
	var taken, left []string
	for i, cell := range t.Rows[head] {
		switch {
		case columns[i] != "":
			taken = append(taken, fmt.Sprintf("%q is %s", cell.Text, columns[i]))
		case cell.Text != "":
			left = append(left, fmt.Sprintf("%q", cell.Text))
		}
	}
	said := []string{"columns: " + strings.Join(taken, ", ")}
	if len(left) > 0 {
		said = append(said, "not read: "+strings.Join(left, ", ")+` (--column KEY="HEADING" says what a column is)`)
	}
	return said
}
