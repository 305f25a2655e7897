// Package rewrite changes tables of TOML texts that people write, too, and leaves everything else as it is, byte for byte: comments, those behind values
// too, empty lines, order. It knows no keys and does not judge values: who changes a text reads it again and sees whether it says what it should.
package rewrite

import (
	"slices"
	"strings"
)

// A Pair is a key with its value as TOML.
type Pair struct{ Key, Value string }

// A Text is one as its tables. Put together again it is the text, byte for byte.
type Text struct {
	tables []*table
	at     map[string]*table // the first of a header
	end    string            // of a line
}

// A table is a header with the statements below it, up to the next one. Only that of what stands before all headers has none.
type table struct {
	header     string // what is between the brackets, without spaces and quotes
	list       bool   // one of several, [[header]]
	statements []statement
}

// Of divides a text.
func Of(text string) *Text {
	t := &Text{end: "\n", at: map[string]*table{}}
	if strings.Contains(text, "\r\n") {
		t.end = "\r\n"
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += t.end
	}
	in := &table{}
	t.tables = append(t.tables, in)
	for len(text) > 0 {
		s, header, list := next(text)
		text = text[len(s.text):]
		if header != "" {
			in = &table{header: header, list: list}
			t.tables = append(t.tables, in)
			if t.at[header] == nil {
				t.at[header] = in
			}
		}
		in.statements = append(in.statements, s)
	}
	return t
}

func (t *Text) String() string {
	var b strings.Builder
	for _, table := range t.tables {
		for _, s := range table.statements {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// Has reports whether the text has a table of its own under a header.
func (t *Text) Has(header string) bool { return t.at[header] != nil }

// Put writes a table in the place of the one with its header, or at the end. Of the one that is there, old are the pairs: what stays the same is left as
// it is written. Keys that it has no more are taken out, and their comments stay.
func (t *Text) Put(header string, old, pairs []Pair) {
	in := t.at[header]
	if in == nil {
		t.insert(len(t.tables), t.made(header, false, "", pairs))
		return
	}
	in.statements = t.commentsAlone(t.rewritten(in.statements, old, pairs), pairs)
}

// PutList writes the tables of a list, [[header]], in the places of those that are there, of which old are the pairs. New ones come behind the last, or
// behind the table of another header. Of those that are too many, comments stay.
func (t *Text) PutList(header, behind string, old, tables [][]Pair) {
	last, n := slices.Index(t.tables, t.at[behind]), 0
	for i, in := range t.tables {
		if in.header != header || !in.list {
			continue
		}
		var pairs, before []Pair
		if n < len(tables) {
			pairs = tables[n]
		}
		if n < len(old) {
			before = old[n]
		}
		in.statements = t.commentsAlone(t.rewritten(in.statements, before, pairs), pairs)
		if n >= len(tables) {
			in.statements[0] = statement{text: t.commentOf(in.statements[0].text)}
		}
		last = i
		n++
	}
	for ; n < len(tables); n++ {
		last++
		made := t.made(header, true, "", tables[n])
		t.insert(last, made)
	}
}

// Set writes some keys of a table and leaves the others.
func (t *Text) Set(header string, pairs []Pair) {
	if in := t.at[header]; in != nil {
		in.statements = t.rewritten(in.statements, nil, pairs)
	}
}

// Settle takes out the lines of comments right above a table that begin with a text and give one reason, as "# KEY = VALUE   # why". One with more in it has
// been worked on, and stays.
func (t *Text) Settle(header, begins string) {
	i := slices.Index(t.tables, t.at[header])
	if i < 1 || t.at[header] == nil {
		return
	}
	above := t.tables[i-1].statements
	for j := len(above) - 1; j >= 0 && strings.HasPrefix(above[j].text, "#"); j-- {
		if strings.HasPrefix(above[j].text, begins) && strings.Count(above[j].text, "#") == 2 {
			above = slices.Delete(above, j, j+1)
		}
	}
	t.tables[i-1].statements = above
}

// Remove takes a key out of a table. Its comments stay.
func (t *Text) Remove(header, key string) {
	in := t.at[header]
	if in == nil {
		return
	}
	for i, s := range in.statements {
		if s.key == key {
			in.statements[i] = t.alone(s)
		}
	}
}

// Add writes a new table behind the last one whose header begins with a text, or at the end, with lines of comments above it.
func (t *Text) Add(behind, header, above string, pairs []Pair) {
	at := len(t.tables)
	for i, in := range t.tables {
		if behind != "" && strings.HasPrefix(in.header, behind) {
			at = i + 1
		}
	}
	made := t.made(header, false, above, pairs)
	if at < len(t.tables) { // what stands above the next table stays there
		before := t.tables[at-1]
		cut := len(before.statements)
		for i := cut - 1; i > 0 && before.statements[i].key == ""; i-- {
			if strings.TrimSpace(before.statements[i].text) == "" {
				cut = i
			}
		}
		made.statements = append(made.statements, before.statements[cut:]...)
		before.statements = before.statements[:cut:cut]
	}
	t.insert(at, made)
}

// Append writes lines at the end.
func (t *Text) Append(lines string) {
	last := t.tables[len(t.tables)-1]
	last.statements = append(last.statements, statement{text: strings.ReplaceAll(lines, "\n", t.end)})
}

func (t *Text) insert(at int, made *table) {
	t.tables = slices.Insert(t.tables, at, made)
	if t.at[made.header] == nil {
		t.at[made.header] = made
	}
}

// made is a new table with an empty line before it.
func (t *Text) made(header string, list bool, above string, pairs []Pair) *table {
	line := "[" + header + "]"
	if list {
		line = "[" + line + "]"
	}
	made := &table{header: bare(header), list: list, statements: []statement{{text: t.end}, {text: strings.ReplaceAll(above, "\n", t.end) + line + t.end}}}
	for _, p := range pairs {
		made.statements = append(made.statements, t.line(p, ""))
	}
	return made
}

func (t *Text) line(p Pair, comment string) statement {
	return statement{text: p.Key + " = " + strings.ReplaceAll(p.Value, "\n", t.end) + comment + t.end, key: p.Key, comment: comment}
}

// rewritten is a table with other values. Its header, its comments, its empty lines and values that stay the same are left as they are
// written; a key that is new comes behind the one that it follows in the order of keys.
func (t *Text) rewritten(table []statement, old, pairs []Pair) []statement {
	out := slices.Clone(table)
	behind := headerOf(out) + 1
	for _, p := range pairs {
		if i := slices.IndexFunc(out, func(s statement) bool { return s.key == p.Key }); i >= 0 {
			if !slices.Contains(old, p) {
				inside := out[i].inside
				out[i] = t.line(p, out[i].comment)
				out[i].text = inside + out[i].text
			}
			behind = i + 1
			continue
		}
		out = slices.Insert(out, behind, t.line(p, ""))
		behind++
	}
	return out
}

// headerOf is the place of a table's header among its statements: the first that is no empty line.
func headerOf(table []statement) int {
	return max(0, slices.IndexFunc(table, func(s statement) bool { return strings.TrimSpace(s.text) != "" }))
}

// commentsAlone takes out keys that a table has no more, and leaves their comments.
func (t *Text) commentsAlone(table []statement, pairs []Pair) []statement {
	for i, s := range table {
		if s.key == "" || slices.ContainsFunc(pairs, func(p Pair) bool { return p.Key == s.key }) {
			continue
		}
		table[i] = t.alone(s)
	}
	return table
}

// alone are the comments of a statement, without it.
func (t *Text) alone(s statement) statement {
	comments := statement{text: s.inside}
	if s.comment != "" {
		comments.text += strings.TrimSpace(s.comment) + t.end
	}
	return comments
}

// commentOf is the comment of a header, alone on its line.
func (t *Text) commentOf(line string) string {
	if _, comment, ok := strings.Cut(line, "#"); ok {
		return "#" + comment
	}
	return ""
}
