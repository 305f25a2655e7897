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
	used    map[string]plan.Value
	missing map[string]bool
	found   source.Diagnostics

	parts  []filled // that can be written over
	pieces []shell.Piece
	ids    []string
	shell  shell.Filler

	choices map[string]choice // of values of its own, which are made once
}

func newFiller(r *product.Product, about string, state *plan.State) *filler {
	return &filler{values: values{r, state}, about: about, used: map[string]plan.Value{}, missing: map[string]bool{}, choices: map[string]choice{}}
}

// lookup finds a value by its name and notes that it was used, or that it is missing.
func (c *filler) lookup(name source.Text, at scope) string {
	head, rest, _ := strings.Cut(name.V, ".")
	switch {
	case head == "item":
		return c.itemValue(rest, at.item)
	case name.V == catalog.MinutesDown: // the runbook's own, not a value of the site's
		return strconv.Itoa(c.down)
	}
	text, key := c.planValue(head, rest, at.party)
	if text == "" {
		c.missing[key] = true
		return ""
	}
	if known, ok := c.used[name.V]; head != "node" && (!ok || known.Text != text) {
		c.used[name.V] = plan.Value{Name: name.V, Text: text, Meaning: c.meaning(head, rest)}
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
	parts := catalog.Fragments(v.V)
	return c.fill(make([]filled, 0, len(parts)), v, parts, at, inside...)
}

// fill adds the parts of a text to others, with values in the place of names.
func (c *filler) fill(out []filled, v source.Text, parts []catalog.Fragment, at scope, inside ...string) []filled {
	for _, f := range parts {
		own, isOwn := strings.CutPrefix(f.Name, catalog.ValuePrefix)
		switch {
		case f.Name == "":
			out = append(out, filled{text: f.Text})
		case isOwn && !slices.Contains(inside, own):
			out = append(out, c.ownValue(v, own, at, append(inside, own))...)
		default:
			out = append(out, filled{c.lookup(source.V(f.Name, v.At), at), f.Name, f.Filter})
		}
	}
	return out
}

// ownValue is the text of one of the values that runbooks define.
func (c *filler) ownValue(v source.Text, own string, at scope, inside []string) []filled {
	choice, known := c.choices[own]
	if !known || c.r.Doubts.Any() { // who asks is told of doubts each time
		choice = c.choose(own)
		c.choices[own] = choice
	}
	if choice.value == nil {
		c.missing[c.wanted(own)] = true
		return nil
	}
	value := choice.value
	parts := c.fill(make([]filled, 0, len(choice.parts)), value.Text, choice.parts, at, inside...)
	if !value.Prose.V {
		c.used[own] = plan.Value{Name: own, Text: join(parts), Meaning: value.Meaning.V}
	}
	return parts
}

// A choice is the text of those of one name that counts at this site, taken apart; nil where none does.
type choice struct {
	value *catalog.Value
	parts []catalog.Fragment
}

func (c *filler) choose(own string) choice {
	for value := range c.valuesNamed(own) {
		if c.r.HoldAll(value.When) {
			return choice{value, catalog.Fragments(value.Text.V)}
		}
	}
	return choice{}
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
	for _, p := range parts {
		out.WriteString(p.text)
	}
	return out.String()
}

// plain fills in a text that is printed as it stands.
func (c *filler) plain(v source.Text) string {
	if !catalog.HasNames(v.V) {
		return v.V
	}
	return join(c.fragments(v, scope{}))
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
	text, _ := c.textAround(v, "")
	return text
}

// textAround is the same, and where the first value of a name begins in it; -1 where there is none.
func (c *filler) textAround(v source.Text, name string) (string, int) {
	if !catalog.HasNames(v.V) {
		return v.V, -1
	}
	var out strings.Builder
	at := -1
	code := false
	for _, p := range c.fragments(v, scope{}) {
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
