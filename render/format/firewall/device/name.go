package device

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A namer gives each content a name of its own. It is told all contents before it gives a name, so that names do not depend on the order in which rules
// come: where two contents would have one name, both have a mark of what they are.
type namer struct {
	prefix string
	only   string // characters of names beside letters and digits
	claims map[claim]bool
	names  map[claim]string
}

// A claim is a content that wants a name.
type claim struct {
	base    string // what the name says
	content string // equal for equal contents alone
	most    int    // bytes of the name
}

// name is the name of a content, once all claims are settled.
func (n *namer) name(base, content string, most int) string {
	c := claim{base, content, most}
	if n.names == nil {
		n.claims[c] = true
	}
	return n.names[c]
}

// settle gives the names.
func (n *namer) settle() {
	n.names = map[claim]string{}
	wanted := map[string][]claim{}
	for c := range n.claims {
		key := strings.ToLower(n.fitted(c, ""))
		wanted[key] = append(wanted[key], c)
	}
	taken := map[string]bool{}
	for _, claims := range wanted {
		if len(claims) == 1 {
			n.names[claims[0]] = n.fitted(claims[0], "")
			taken[strings.ToLower(n.names[claims[0]])] = true
		}
	}
	all := slices.SortedFunc(func(yield func(claim) bool) {
		for _, claims := range wanted {
			for _, c := range claims {
				if len(claims) > 1 && !yield(c) {
					return
				}
			}
		}
	}, func(a, b claim) int {
		return cmp.Or(strings.Compare(a.base, b.base), strings.Compare(a.content, b.content), a.most-b.most)
	})
	for _, c := range all {
		name := n.fitted(c, "-"+digest(c.base+"\n"+c.content))
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = n.fitted(c, "-"+digest(c.base+"\n"+c.content)+"-"+strconv.Itoa(i))
		}
		n.names[c] = name
		taken[strings.ToLower(name)] = true
	}
}

// fitted is a name of at most the bytes there are, with what stands at its end whatever is cut. One that is cut has a mark of what it was.
func (n *namer) fitted(c claim, end string) string {
	name := n.prefix + n.plain(c.base)
	if len(name)+len(end) <= c.most {
		return name + end
	}
	if end == "" {
		end = "-" + digest(c.base)
	}
	return strings.TrimRight(name[:max(0, c.most-len(end))], "-._") + end
}

// plain is a text of the characters that names have.
func (n *namer) plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)), strings.ContainsRune(n.only, r):
			return r
		}
		return '-'
	}, text)
}

// digest is a short mark of a text.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base32.StdEncoding.EncodeToString(sum[:])[:6]
}

// Mark is a short mark of a text, by which names that would be the same are told apart.
func Mark(text string) string { return digest(text) }

// Prefix is what the names of a site begin with where it does not say so itself.
func Prefix(site string) string { return prefixOf(site) }

// prefixOf is what the names of a site begin with, where it does not say so itself: its id, or the beginning of that and a mark.
func prefixOf(site string) string {
	const most = 11
	plain := strings.Trim((&namer{only: "-"}).plain(site), "-")
	switch {
	case plain == "":
		return "site-"
	case len(plain) <= most:
		return plain + "-"
	}
	return strings.TrimRight(plain[:7], "-") + "-" + digest(site)[:3] + "-"
}
