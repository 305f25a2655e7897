package html

import "strings"

// The lengths of ids that are known by their form, in text: capitals and digits, as "C07" and "QX7K2MAB".
const (
	shortestID = 3
	longestID  = 8
)

// linked writes a text in which each id of the plan leads to where it is defined. In text only ids of capitals and digits are one; others are words.
func (p *printer) linked(text string) {
	from := 0
	for i := 0; i < len(text); i++ {
		if text[i] < 'A' || text[i] > 'Z' || i > 0 && joins(text[i-1]) {
			continue
		}
		end := i + 1
		for end < len(text) && capital(text[end]) {
			end++
		}
		if n := end - i; n >= shortestID && n <= longestID && (end == len(text) || !joins(text[end])) && p.defined(text[i:end]) {
			p.text(text[from:i])
			p.idLink(text[i:end])
			from = end
		}
		i = end - 1
	}
	p.text(text[from:])
}

// code writes what stands in fixed pitch. There a whole word may be an id too, if it is put together as no word is.
func (p *printer) code(text string) {
	for i, part := range strings.SplitAfter(text, " ") {
		word := strings.TrimRight(part, ", ")
		whole := i == 0 && word == text
		if p.defined(word) && (whole || strings.ToUpper(word) == word) && (strings.Contains(word, "-") || strings.ToLower(word) != word) {
			p.idLink(word)
			p.text(part[len(word):])
			continue
		}
		p.text(part)
	}
}

func (p *printer) defined(id string) bool {
	_, ok := p.opts.IDs[id]
	return ok
}

func (p *printer) idLink(id string) {
	p.put("<a")
	p.href(p.link(p.opts.IDs[id]))
	p.put(">")
	p.text(id)
	p.put("</a>")
}

func capital(c byte) bool { return 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' }

// joins tells whether a letter beside an id makes it a part of a longer word.
func joins(c byte) bool { return unreserved(c) && c != '.' && c != '~' || c >= 0x80 }
