package approval

import (
	"regexp"
	"slices"
	"strings"
)

// A statement is a part of a text that is changed as a whole: a key with its value, which may take several lines, a header, or a line
// of neither.
type statement struct {
	text    string // with its line end
	key     string // of a key with a value
	header  string // of a header: what is between the brackets, without spaces and quotes
	comment string // behind a value, from its "#"
	inside  string // comments between the brackets of a value, each on a line
}

// lines is a text as statements. Put together again they are the text, byte for byte.
type lines struct {
	all   []statement
	added []statement    // behind them
	at    map[string]int // headers
	end   string         // of a line
}

func (d *lines) String() string {
	var b strings.Builder
	for _, s := range slices.Concat(d.all, d.added) {
		b.WriteString(s.text)
	}
	return b.String()
}

var (
	keyPattern    = regexp.MustCompile(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*=`)
	headerPattern = regexp.MustCompile(`^[ \t]*\[([^\[\]]+)\]`)
	spaceOrQuote  = strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "")
)

func split(text string) *lines {
	d := &lines{end: "\n", at: map[string]int{}}
	if strings.Contains(text, "\r\n") {
		d.end = "\r\n"
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += d.end
	}
	for len(text) > 0 {
		end := lineEnd(text, 0)
		var s statement
		if m := keyPattern.FindStringSubmatch(text[:end]); m != nil {
			value, inside := valueEnd(text, len(m[0]))
			end = lineEnd(text, value)
			s.key, s.comment, s.inside = m[1], strings.TrimSpace(text[value:end]), inside
		} else if m := headerPattern.FindStringSubmatch(text[:end]); m != nil {
			s.header = spaceOrQuote.Replace(m[1])
			d.at[s.header] = len(d.all)
		}
		s.text = text[:end]
		d.all, text = append(d.all, s), text[end:]
	}
	return d
}

// lineEnd is where the line of an offset ends, behind its line feed.
func lineEnd(text string, from int) int {
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(text)
}

// valueEnd is where the value ends that begins at an offset: at the end of its line or at a comment, but not inside a string or brackets.
// Comments in brackets are handed back.
func valueEnd(text string, from int) (end int, inside string) {
	depth := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			i = stringEnd(text, i) - 1
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == '#' && depth > 0:
			inside += text[i:lineEnd(text, i)]
			i = lineEnd(text, i) - 1
		case c == '#' || c == '\n' && depth <= 0:
			return i, inside
		}
	}
	return len(text), inside
}

// stringEnd is behind the closing quote of the string that opens at an offset.
func stringEnd(text string, from int) int {
	quote := text[from : from+1]
	if long := strings.Repeat(quote, 3); strings.HasPrefix(text[from:], long) {
		quote = long
	}
	for i := from + len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote[0] == '"':
			i++
		case strings.HasPrefix(text[i:], quote):
			return i + len(quote)
		}
	}
	return len(text)
}

// put writes the table of a rule in the place of that of the same rule, of which old are the pairs, or at the end.
func (d *lines) put(id string, old, pairs []pair) {
	at, known := d.at["rules."+id]
	if !known {
		d.add(id, pairs)
		return
	}
	last := at + 1
	for last < len(d.all) && d.all[last].header == "" {
		last++
	}
	// One statement takes the place of the table, and empty ones keep the places of all that follow.
	var b strings.Builder
	for _, s := range d.rewritten(d.all[at:last], old, pairs) {
		b.WriteString(s.text)
	}
	clear(d.all[at:last])
	d.all[at] = statement{text: b.String(), header: "rules." + id}
}

func (d *lines) add(id string, pairs []pair) {
	d.added = append(d.added, statement{text: d.end}, statement{text: "[rules." + id + "]" + d.end})
	for _, p := range pairs {
		d.added = append(d.added, d.line(p, ""))
	}
}

func (d *lines) line(p pair, comment string) statement {
	text := p.key + " = " + p.value
	if comment != "" {
		text += " " + comment
	}
	return statement{text: text + d.end, key: p.key, comment: comment}
}

// rewritten is a table with other values. Its header, its comments, its empty lines and values that stay the same are left as they are
// written; a key that is new comes behind the one that it follows in the order of keys.
func (d *lines) rewritten(table []statement, old, pairs []pair) []statement {
	out := slices.Clone(table)
	behind := 1
	for _, p := range pairs {
		if i := slices.IndexFunc(out, func(s statement) bool { return s.key == p.key }); i >= 0 {
			if !slices.Contains(old, p) {
				inside := out[i].inside
				out[i] = d.line(p, out[i].comment)
				out[i].text = inside + out[i].text
			}
			behind = i + 1
			continue
		}
		out = slices.Insert(out, behind, d.line(p, ""))
		behind++
	}
	return d.commentsAlone(out, pairs)
}

// commentsAlone takes out keys that an entry has no more, and leaves their comments.
func (d *lines) commentsAlone(table []statement, pairs []pair) []statement {
	for i, s := range table {
		if s.key == "" || slices.ContainsFunc(pairs, func(p pair) bool { return p.key == s.key }) {
			continue
		}
		table[i] = statement{text: s.inside}
		if s.comment != "" {
			table[i].text += s.comment + d.end
		}
	}
	return table
}
