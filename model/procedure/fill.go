package procedure

import (
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/shell"
	"portolan/model/source"
)

// filler puts values in the place of names. It keeps what was used, and what is missing.
type filler struct {
	values
	about   string // what is filled in, by id
	lists   map[string][]source.Text
	own     []catalog.Value // values of its own
	down    int             // minutes without services, once the steps are compiled
	used    map[string]*plan.Value
	ofHost  bool // what was filled in last can be something else on another host
	missing map[string]bool
	found   source.Diagnostics
	*desk
}

func newFiller(r *product.Product, about string, state *plan.State, at *desk) *filler {
	return &filler{values: values{r, state}, about: about, used: map[string]*plan.Value{}, missing: map[string]bool{}, desk: at}
}

// lookup finds a value by its name and notes that it was used, or that it is missing.
func (c *filler) lookup(name string, at scope) string {
	head, rest, _ := strings.Cut(name, ".")
	switch {
	case head == "item":
		return c.itemValue(rest, at.item)
	case name == catalog.MinutesDown: // the runbook's own, not a value of the site's
		return strconv.Itoa(c.down)
	}
	if known := c.used[name]; known != nil {
		c.use(known)
		return known.Text
	}
	c.ofHost = c.ofHost || head == "node"
	text, key := c.planValue(head, rest, at.party)
	if text == "" {
		c.missing[key] = true
	} else if head != "node" {
		c.use(&plan.Value{Name: name, Text: text, Meaning: c.meaning(head, rest)})
	}
	return text
}

func (c *filler) itemValue(part string, it item) string {
	switch {
	case part == "":
		return it.text
	case part == "address" && it.address != "":
		return it.address
	}
	text, key := c.nodeValue(it.party, part)
	if text == "" {
		c.missing[key] = true
	}
	return text
}

// filled is a part of a text: words, or a value with the name that it came from.
type filled struct {
	text, name, filter string
}

// fragments takes a text apart and puts values in the place of names. A value of the runbook's own is a piece of code: its text is taken
// apart likewise.
func (c *filler) fragments(v source.Text, at scope, inside ...string) []filled {
	return c.fill(nil, v.V, at, inside...)
}

// fill adds the parts of a text to others, with values in the place of names.
func (c *filler) fill(out []filled, text string, at scope, inside ...string) []filled {
	from := len(c.cut)
	c.cut = catalog.AppendFragments(c.cut, text)
	parts := c.cut[from:]
	out = slices.Grow(out, len(parts))
	for _, f := range parts {
		own, isOwn := strings.CutPrefix(f.Name, catalog.ValuePrefix)
		switch {
		case f.Name == "":
			out = append(out, filled{text: f.Text})
		case isOwn && !slices.Contains(inside, own):
			out = append(out, c.ownValue(own, at, append(inside, own))...)
		default:
			out = append(out, filled{c.lookup(f.Name, at), f.Name, f.Filter})
		}
	}
	c.cut = c.cut[:from]
	return out
}

// ownValue is the text of one of the values that runbooks define.
func (c *filler) ownValue(own string, at scope, inside []string) []filled {
	return c.once(phrase{asValue, own, at.item}, func(m *meant) {
		for value := range c.valuesNamed(own) {
			if !product.HoldNow(c.r, value.When) {
				continue
			}
			if m.parts = c.fragments(value.Text, at, inside...); !value.Prose.V {
				c.use(&plan.Value{Name: own, Text: join(m.parts), Meaning: value.Meaning.V})
			}
			return
		}
		c.missing[c.wanted(own)] = true
	}).parts
}

// valuesNamed are the values of a name: the runbook's own, then those that all share.
func (c *filler) valuesNamed(name string) iter.Seq[*catalog.Value] {
	return func(yield func(*catalog.Value) bool) {
		for _, list := range [][]catalog.Value{c.own, c.r.Catalogue.RunbookValues} {
			for i := range list {
				if list[i].Name.V == name && !yield(&list[i]) {
					return
				}
			}
		}
	}
}

// wanted is the key of the site without which none of the texts of a value holds: the first fact of a resource that their conditions ask for and
// the site does not state.
func (c *filler) wanted(own string) string {
	for value := range c.valuesNamed(own) {
		for _, when := range value.When {
			resource, fact, ofResource := strings.Cut(catalog.ParseCondition(when.V).Name, ".")
			if ofResource && c.r.Facts[resource+"."+fact] == nil {
				return strings.Join([]string{product.ResourceTable, c.r.Key(product.ResourceTable, resource), "facts", fact}, ".")
			}
		}
	}
	return catalog.ValuePrefix + own
}

func join(parts []filled) string {
	if len(parts) == 1 {
		return parts[0].text
	}
	var out strings.Builder
	out.Grow(length(parts))
	for _, p := range parts {
		out.WriteString(p.text)
	}
	return out.String()
}

func length(parts []filled) int {
	n := 0
	for _, p := range parts {
		n += len(p.text)
	}
	return n
}

// plain fills in a text that is printed as it stands.
func (c *filler) plain(v source.Text) string {
	return c.phrase(asWords, v.V, scope{})
}

// phrase fills in a text in a language.
func (c *filler) phrase(language, text string, at scope) string {
	if !catalog.HasNames(text) {
		return text
	}
	return c.once(phrase{language, text, at.item}, func(m *meant) {
		switch c.parts = c.fill(c.parts[:0], text, at); language {
		case asWords:
			m.text = join(c.parts)
		case asMarkdown:
			m.text, _ = c.markdown(c.parts, "")
		default:
			m.text = c.quote(c.parts, language)
		}
	}).text
}

func (c *filler) plains(list []source.Text) []string {
	var out []string
	for _, v := range list {
		out = append(out, c.plain(v))
	}
	return out
}

func (c *filler) prose(list []source.Text) []string {
	var out []string
	for _, v := range list {
		out = append(out, c.text(v))
	}
	return out
}

// text fills in Markdown: outside of code, characters of a value that Markdown would read are escaped.
func (c *filler) text(v source.Text) string {
	return c.phrase(asMarkdown, v.V, scope{})
}

// markdown is the same of parts, and where the first value of a name begins in it; -1 where there is none.
func (c *filler) markdown(parts []filled, name string) (string, int) {
	var out strings.Builder
	out.Grow(length(parts))
	at := -1
	code := false
	for _, p := range parts {
		if at < 0 && p.name != "" && p.name == name {
			at = out.Len()
		}
		switch {
		case p.name == "":
			code = code != (strings.Count(p.text, "`")%2 == 1)
			out.WriteString(p.text)
		case !code:
			out.WriteString(escapeMarkdown(p.text))
		default:
			if strings.Contains(p.text, "`") {
				c.refuse(p.name, p.text, "a value with a backquote cannot be filled into code of a text")
			}
			out.WriteString(p.text)
		}
	}
	return out.String(), at
}

func escapeMarkdown(s string) string {
	var out strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>#|~&!", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// quote fills in a command; each value is quoted for the place in the shell's language where it stands.
func (c *filler) quote(parts []filled, language string) string {
	c.pieces = c.pieces[:0]
	for _, p := range parts {
		c.pieces = append(c.pieces, shell.Piece{Text: filter(p), Value: p.name != ""})
	}
	text, refused := c.shell.Fill(language, c.pieces)
	for _, no := range refused {
		c.refuse(parts[no.Piece].name, parts[no.Piece].text, no.Why)
	}
	return text
}

// filter changes a value as the command asks for.
func filter(p filled) string {
	switch p.filter {
	case "literal":
		return shell.Literal(p.text)
	case "identifier":
		return shell.Identifier(p.text)
	case "url":
		return url.PathEscape(p.text)
	}
	return p.text
}

// refuse reports a value that cannot stand where a command needs it, at the line that gives it. What the site leaves to the catalogue is
// reported at the site's top.
func (c *filler) refuse(name, value, why string) {
	d := source.Diagnostic{Code: "S41", At: c.place(name), Help: "use a path or name without this character",
		What: fmt.Sprintf("the value %q of %s goes into the runbook %s: %s", value, name, c.about, why)}
	if !slices.ContainsFunc(c.found, func(o source.Diagnostic) bool { return o.Code == d.Code && o.At == d.At && o.What == d.What }) {
		c.found = append(c.found, d)
	}
}
