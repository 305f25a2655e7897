package nftables

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// commentBytes is the longest comment that nft takes.
const commentBytes = 128

// comment is a text in quotes. Nothing in quotes has a meaning to nft but the quote that ends them, which cannot be written there.
func comment(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(plain(text), `"`, "'"))
	return `"` + cut(text, commentBytes) + `"`
}

// plain is a text on one line, of characters that print.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
}

// cut shortens a text to a number of bytes, between characters, with a mark at its end.
func cut(text string, limit int) string {
	const mark = "..."
	if len(text) <= limit {
		return text
	}
	at := limit - len(mark)
	for !utf8.RuneStart(text[at]) {
		at--
	}
	return text[:at] + mark
}

// name is a text as nft takes it in the name of a table.
func name(id string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '_'
	}, id)
}
