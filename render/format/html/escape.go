package html

import "strings"

// escapes say for each byte what stands in its place; "" is the byte itself. Bytes above ASCII are always themselves.
type escapes [256]string

// textEscapes are those of the library html/template, for text and for attributes in double quotes alike. Beyond what could end either there is
// the null, which no page may hold, and the plus, which an encoding of old could read as the start of something else.
var textEscapes = escapes{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// proseEscapes are those of the library html.
var proseEscapes = escapes{'"': "&#34;", '&': "&amp;", '\'': "&#39;", '<': "&lt;", '>': "&gt;"}

// appendEscaped appends a text so that nothing in it is more than text.
func appendEscaped(out []byte, s string, by *escapes) []byte {
	from := 0
	for i := range len(s) {
		if instead := by[s[i]]; instead != "" {
			out = append(append(out, s[from:i]...), instead...)
			from = i + 1
		}
	}
	return append(out, s[from:]...)
}

// runs tells whether a browser could take a link for one with a scheme, such as a script's. Links within a pack have none.
func runs(target string) bool {
	colon := strings.IndexByte(target, ':')
	return colon >= 0 && !strings.ContainsAny(target[:colon], "/?#")
}

// appendTarget appends a link for an attribute in double quotes: what has a meaning in addresses stays, everything else that is neither letter
// nor digit of ASCII is written in percent signs.
func appendTarget(out []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case unreserved(c), strings.IndexByte("/#?=:;,@!$*[]", c) >= 0, c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, c)
		case c == '&', c == '+':
			out = append(out, textEscapes[c]...)
		default:
			out = appendPercent(out, c)
		}
	}
	return out
}

// appendFragment appends an id as the part of a link behind the #.
func appendFragment(out []byte, id string) []byte {
	for i := range len(id) {
		if unreserved(id[i]) {
			out = append(out, id[i])
		} else {
			out = appendPercent(out, id[i])
		}
	}
	return out
}

func appendPercent(out []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	return append(out, '%', digits[c>>4], digits[c&15])
}

// unreserved are the characters that never have a meaning of their own in an address: RFC 3986, section 2.3.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
