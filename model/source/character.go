package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stray finds the first character of a text that no reader would see, or that would make others read another text: controls but for the end
// of a line and the tab, marks that change the direction of writing, characters without width, and those that no standard gives a meaning.
func stray(text string) (rune, bool) {
	before := rune(0)
	for i, r := range text {
		if r >= ' ' && r < utf8.RuneSelf && r != 0x7F {
			before = r
			continue
		}
		end := r == '\n' || r == '\t' || r == '\r' && i+1 < len(text) && text[i+1] == '\n'
		if !end && !readable(r, before) {
			return r, true
		}
		before = r
	}
	return 0, false
}

// The characters that join letters or keep them apart. They have no width, and some scripts cannot be written without them.
const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
)

// joining are the scripts in which they have their use, behind one of their letters.
var joining = []*unicode.RangeTable{unicode.Arabic, unicode.Bengali, unicode.Devanagari, unicode.Gujarati, unicode.Gurmukhi, unicode.Kannada,
	unicode.Khmer, unicode.Malayalam, unicode.Mandaic, unicode.Mongolian, unicode.Myanmar, unicode.Nko, unicode.Oriya, unicode.Sinhala,
	unicode.Syriac, unicode.Tamil, unicode.Telugu, unicode.Tibetan}

// readable reports whether a character shows behind another one.
func readable(r, before rune) bool {
	switch {
	case r == nonJoiner || r == joiner:
		return unicode.In(before, joining...)
	case r == unicode.ReplacementChar, unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return false
	}
	return unicode.IsPrint(r) || unicode.Is(unicode.Zs, r)
}

// legible reports a text that holds a stray character or, where texts are printed on one line, more than a line or nothing. Every text of
// every file goes through here.
func (b *binder) legible(text string, n *node, path *path) bool {
	fault, ok := legible(path.String, text)
	if ok && b.oneLine {
		fault, ok = oneLine(path.String, text)
	}
	return ok || b.illegible(fault, n.valueAt())
}

// legibleKey does the same for a key of a table.
func (b *binder) legibleKey(key string, n *node, table *path) bool {
	fault, ok := legible(func() string { return "a key of " + table.String() }, key)
	return ok || b.illegible(fault, n.keyAt())
}

func (b *binder) illegible(fault Diagnostic, at Position) bool {
	if fault.At = at; !b.full() {
		b.add(fault)
	}
	return false
}

// legible checks that a reader sees every character of a text.
func legible(what func() string, text string) (Diagnostic, bool) {
	r, found := stray(text)
	if !found {
		return Diagnostic{}, true
	}
	return Diagnostic{Code: "T09", What: fmt.Sprintf("%s holds the character U+%04X, which does not show", what(), r),
		Help: "remove it; it may have come along with a text that was copied"}, false
}

// MaxText is the length in bytes of the longest text of a site: as much as one cell of a table has room for on a page.
const MaxText = 2_000

func tooLong(what, text string, most int) Diagnostic {
	return Diagnostic{Code: "S173", What: fmt.Sprintf("%s is %d bytes long; the limit is %d", what, len(text), most), Help: "keep what is longer elsewhere, and write where"}
}

// Short checks a text that stands on every page, which has room for less than a cell.
func Short(what string, v Text, most int) (Diagnostic, bool) {
	if len(v.V) <= most {
		return Diagnostic{}, true
	}
	d := tooLong(what, v.V, most)
	d.At = v.At
	return d, false
}

// oneLine checks text that is printed on one line: not empty, and without ends of lines or tabs.
func oneLine(what func() string, text string) (Diagnostic, bool) {
	switch {
	case strings.TrimSpace(text) == "":
		return Diagnostic{Code: "S04", What: what() + " is an empty text", Help: "write a text, or leave the key out"}, false
	case len(text) > MaxText:
		return tooLong(what(), text, MaxText), false
	case strings.ContainsAny(text, "\n\r\t"):
		return Diagnostic{Code: "S04", What: what() + " has an end of a line or a tab", Help: "write it on one line; this text is printed on one line"}, false
	}
	return Diagnostic{}, true
}

// OneLine checks a text from elsewhere than a file as Bind does those of sites.
func OneLine(what, text string) (Diagnostic, bool) {
	name := func() string { return what }
	if fault, ok := legible(name, text); !ok {
		return fault, false
	}
	return oneLine(name, text)
}

// legibleAll looks at the texts of a value that is taken as it stands.
func (b *binder) legibleAll(raw any, n *node, path *path) bool {
	if n == nil {
		n = &node{}
	}
	all := true
	switch value := raw.(type) {
	case string:
		return b.legible(value, n, path)
	case []any:
		for i, item := range value {
			at := n
			if i < len(n.items) {
				at = n.items[i]
			}
			all = b.legibleAll(item, at, path.item(i)) && all
		}
	case map[string]any:
		for _, key := range n.orderedKeys(value) {
			all = b.legibleAll(value[key], n.fields[key], path.key(key)) && all
		}
	}
	return all
}
