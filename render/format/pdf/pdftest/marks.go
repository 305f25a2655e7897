package pdftest

import (
	"strings"
)

// painted is what a page's contents paint: text by the number of its run, and what is used.
type painted struct {
	runs  map[int]string // "" for one that shows no text
	fonts map[string]map[rune]bool
}

// shows are the operators that paint something.
var shows = map[string]bool{"Tj": true, "TJ": true, "'": true, "\"": true, "f": true, "F": true, "f*": true, "S": true, "s": true, "B": true, "b": true, "B*": true, "b*": true, "Do": true, "sh": true, "BI": true}

// content reads the operators of a content. Every one that paints must stand in a run, or in an artifact; where the content is around pages, in none.
func (f *File) content(where string, content []byte, around bool) painted {
	p := painted{map[int]string{}, map[string]map[rune]bool{}}
	var operands []string
	var open []int // runs; -1 for an artifact
	font := ""
	for at := 0; at < len(content); {
		token, operator, next := tokenAt(content, at)
		at = next
		if !operator {
			operands = append(operands, token)
			continue
		}
		switch {
		case token == "BMC" || token == "BDC":
			run := -1
			if !strings.HasPrefix(operands[0], "/Artifact") {
				run = mcid(operands[len(operands)-1])
				if _, twice := p.runs[run]; twice || run < 0 {
					f.fault("%s: run %d is there twice, or has no number: %q", where, run, operands)
				}
				p.runs[run] = ""
			}
			open = append(open, run)
		case token == "EMC":
			if len(open) == 0 {
				f.fault("%s: a run ends that did not begin", where)
				return p
			}
			open = open[:len(open)-1]
		case token == "Tf":
			font = operands[0]
		case shows[token]:
			if len(open) == 0 && !around {
				f.fault("%s: %s %q is neither content nor artifact", where, token, operands)
			}
			if token == "Tj" {
				p.show(font, operands[0], open)
			}
		}
		operands = operands[:0]
	}
	if len(open) > 0 || around && len(p.runs) > 0 {
		f.fault("%s: runs do not end, or stand where none may", where)
	}
	return p
}

func (p *painted) show(font, text string, open []int) {
	var said strings.Builder
	if p.fonts[font] == nil {
		p.fonts[font] = map[rune]bool{}
	}
	for i := 0; i+1 < len(text); i += 2 {
		r := rune(text[i])<<8 | rune(text[i+1])
		p.fonts[font][r] = true
		said.WriteRune(r)
	}
	if n := len(open); n > 0 && open[n-1] >= 0 {
		p.runs[open[n-1]] += said.String() + " "
	}
}

// mcid is the number in "<</MCID 12>>".
func mcid(properties string) int {
	_, rest, ok := strings.Cut(properties, "/MCID ")
	if !ok {
		return -1
	}
	n := 0
	for _, c := range rest {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// tokenAt reads a token, and tells whether it is an operator.
func tokenAt(content []byte, at int) (token string, operator bool, next int) {
	for at < len(content) && strings.IndexByte(" \n\r\t", content[at]) >= 0 {
		at++
	}
	if at == len(content) {
		return "", false, at
	}
	from := at
	switch c := content[at]; {
	case c == '(':
		text, next := stringAt(content, at+1)
		return text, false, next
	case c == '<':
		end := strings.Index(string(content[at:min(at+200, len(content))]), ">>")
		return string(content[at : at+end+2]), false, at + end + 2
	case c == '[':
		for content[at] != ']' {
			at++
		}
		return string(content[from : at+1]), false, at + 1
	}
	for at++; at < len(content) && strings.IndexByte(" \n\r\t/[(<", content[at]) < 0; at++ {
	}
	token = string(content[from:at])
	c := token[0]
	return token, c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '\'' || c == '"', at
}

func stringAt(content []byte, at int) (string, int) {
	var out []byte
	for ; content[at] != ')'; at++ {
		c := content[at]
		if c == '\\' {
			at++
			if c = content[at]; c == 'r' {
				c = '\r'
			}
		}
		out = append(out, c)
	}
	return string(out), at + 1
}
