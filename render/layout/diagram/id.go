package diagram

import "strings"

// Element is the id of an element in files: that of a zone, a box, an edge or its label.
func (g *Graph) Element(kind, id string) string { return elementID(g.ID, kind, id) }

// elementID is unique among all pictures of a pack: a zone and a box may well have the same id.
func elementID(picture, kind, id string) string {
	var safe strings.Builder
	for _, r := range id {
		if r < 0x80 && (r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			safe.WriteRune(r)
		} else {
			safe.WriteString("_" + hex(r))
		}
	}
	return picture + "-" + kind + "-" + safe.String()
}

func hex(r rune) string {
	const digits = "0123456789abcdef"
	s := ""
	for ; r > 0; r >>= 4 {
		s = string(digits[r&15]) + s
	}
	return s + "_"
}
