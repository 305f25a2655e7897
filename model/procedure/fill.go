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
	used    []*plan.Value   // by name
	missing map[string]bool
	found   source.Diagnostics
	*desk
}

func newFiller(r *product.Product, about string, state *plan.State, at *desk) *filler {
	return &filler{values: values{r, state}, about: about, missing: map[string]bool{}, desk: at}
}

// filled is a part of a text: words, or a value with the name that it came from.
type filled struct {
	text, name, filter string
	ofHost, ofItem     bool // it is something else on another host, or for another item
}

func (f filled) varies() bool { return f.ofHost || f.ofItem }

// take takes a text apart and puts values in the place of names, for one host and item.
func (c *filler) take(text string, here scope) []filled {
	c.uses = c.uses[:0]
	c.parts = c.fill(c.parts[:0], text)
	c.at(c.parts, here)
	c.noteVarying(here)
	return c.parts
}

// fill adds the parts of a text to others, with values in the place of names but for what varies. A value that runbooks define is a piece of
// text itself: it is taken apart likewise.
func (c *filler) fill(out []filled, text string, inside ...string) []filled {
	from := len(c.cut)
	c.cut = catalog.AppendFragments(c.cut, text)
	parts := c.cut[from:]
	out = slices.Grow(out, len(parts))
	for _, f := range parts {
		switch head, _, _ := strings.Cut(f.Name, "."); {
		case f.Name == "":
			out = append(out, filled{text: f.Text})
		case head == "node" || head == "item":
			out = append(out, filled{name: f.Name, filter: f.Filter, ofHost: head == "node", ofItem: head == "item"})
		case strings.HasPrefix(f.Name, catalog.ValuePrefix) && !slices.Contains(inside, f.Name):
			out = append(out, c.ownValue(f.Name, inside)...)
		default:
			out = append(out, filled{text: c.lookup(f.Name), name: f.Name, filter: f.Filter})
		}
	}
	c.cut = c.cut[:from]
	return out
}

// lookup finds a value that is the same everywhere and notes that it was used, or that it is missing.
func (c *filler) lookup(name string) string {
	if name == catalog.MinutesDown { // the runbook's own, not a value of the site's
		return strconv.Itoa(c.down)
	}
	m := c.known[name]
	if m == nil {
		head, rest, _ := strings.Cut(name, ".")
		text, key := c.planValue(head, rest, nil)
		if text == "" {
			c.missing[key] = true
			return ""
		}
		m = &meant{value: &plan.Value{Name: name, Text: text, Meaning: c.meaning(head, rest)}}
		c.known[name] = m
	}
	c.use(m)
	return m.value.Text
}

// at puts what is so on a host, and for an item, into the parts that vary.
func (c *filler) at(parts []filled, here scope) {
	for i := range parts {
		switch p := &parts[i]; {
		case p.ofHost:
			head, rest, _ := strings.Cut(p.name, ".")
			text, key := c.planValue(head, rest, here.party)
			if p.text = text; text == "" {
				c.missing[key] = true
			}
		case p.ofItem:
			_, rest, _ := strings.Cut(p.name, ".")
			p.text = c.itemValue(rest, here.item)
		}
	}
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

// noteVarying notes the values of a text that vary, as they are on the host and for the item that it was written for last.
func (c *filler) noteVarying(here scope) {
	for _, m := range c.uses {
		if m.value != nil && m.varies {
			parts := slices.Clone(m.parts)
			c.at(parts, here)
			c.note(&plan.Value{Name: m.value.Name, Text: join(parts), Meaning: m.value.Meaning})
		}
	}
}

// ownValue is one of the values that runbooks define, in parts. It is taken apart once, unless it lacks something.
func (c *filler) ownValue(name string, inside []string) []filled {
	if m, ok := c.known[name]; ok {
		c.use(m.uses...)
		c.use(m)
		return m.parts
	}
	own := strings.TrimPrefix(name, catalog.ValuePrefix)
	for value := range c.valuesNamed(own) {
		if !product.HoldNow(c.r, value.When) {
			continue
		}
		m, from := &meant{}, len(c.uses)
		m.parts = c.fill(nil, value.Text.V, append(inside, name)...)
		if m.uses = slices.Clone(c.uses[from:]); !value.Prose.V {
			m.value = &plan.Value{Name: own, Text: join(m.parts), Meaning: value.Meaning.V}
		}
		if m.varies = slices.ContainsFunc(m.parts, filled.varies); len(c.missing) == 0 {
			c.known[name] = m
		}
		c.use(m)
		return m.parts
	}
	c.missing[c.wanted(own)] = true
	return nil
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
	if !catalog.HasNames(v.V) {
		return v.V
	}
	return join(c.take(v.V, scope{}))
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
	if !catalog.HasNames(v.V) {
		return v.V
	}
	text, _ := c.markdown(c.take(v.V, scope{}), "")
	return text
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

// read takes in a command, by its parts.
func (c *filler) read(language string, parts []filled) {
	c.pieces = c.pieces[:0]
	for _, p := range parts {
		c.pieces = append(c.pieces, shell.Piece{Text: filter(p), Value: p.name != ""})
	}
	c.command.Read(language, c.pieces)
}

// quote adds the command that was read to a text; each value is quoted for the place in the shell's language where it stands.
func (c *filler) quote(out []byte, parts []filled) []byte {
	for i := range parts {
		if parts[i].varies() {
			c.pieces[i].Text = filter(parts[i])
		}
	}
	out, refused := c.command.Append(out, c.pieces)
	for _, no := range refused {
		c.refuse(parts[no.Piece].name, parts[no.Piece].text, no.Why)
	}
	return out
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
