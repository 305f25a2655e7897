package firewall

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Text is a place in the files of a dialect that holds texts, and what it cannot hold: plain data, which tests try with texts of any kind.
type Text struct {
	Most    int      // bytes, before escapes; 0 for any number
	ASCII   bool     // holds no other characters
	Only    string   // of ASCII, holds letters, digits and these alone; empty for all that print
	Instead []string // what it cannot hold, each before what stands for it
	Escape  []string // what has a meaning there, each before how it is written
}

// mark is at the end of a text that was cut.
const mark = "..."

// Of is a text as it can stand in such a place: on one line, of characters that print, cut to its length.
func (t Text) Of(text string) string {
	return strings.NewReplacer(t.Escape...).Replace(t.Plain(text))
}

// Plain is what somebody reads there.
func (t Text) Plain(text string) string {
	if t.ASCII {
		text = norm.NFKD.String(text)
	}
	text = strings.Map(t.held, text)
	text = strings.TrimSpace(strings.NewReplacer(t.Instead...).Replace(text))
	return strings.TrimSpace(cut(text, t.Most))
}

// held is a character, or what stands for it; accents that stand alone go.
func (t Text) held(r rune) rune {
	switch {
	case t.ASCII && unicode.Is(unicode.Mn, r):
		return -1
	case r == utf8.RuneError || !unicode.IsPrint(r):
		return ' '
	case t.Only != "" && !strings.ContainsRune(t.Only, r) && (r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r)):
		return ' '
	case t.ASCII && r >= utf8.RuneSelf:
		return '?'
	}
	return r
}

// cut shortens a text to a number of bytes, between characters, with a mark at its end.
func cut(text string, limit int) string {
	if limit == 0 || len(text) <= limit {
		return text
	}
	at := limit - len(mark)
	for !utf8.RuneStart(text[at]) {
		at--
	}
	return text[:at] + mark
}
