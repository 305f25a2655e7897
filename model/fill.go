package model

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/shell"
	"portolan/model/source"
)

// filled is a part of a text: words, or a value with the name that it came from.
type filled struct {
	text, name, filter string
}

// fragments takes a text apart and puts values in the place of names. A value of the runbook's own is a piece of code: its text is taken
// apart likewise.
func (c *compiler) fragments(v str, at scope, inside ...string) []filled {
	var out []filled
	for _, f := range catalog.Fragments(v.V) {
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
func (c *compiler) ownValue(v str, own string, at scope, inside []string) []filled {
	for _, value := range slices.Concat(c.book.Values, c.r.cat.RunbookValues) {
		if value.Name.V == own && c.r.holdAll(value.When) {
			parts := c.fragments(value.Text, at, inside...)
			if !value.Prose.V {
				c.used[own] = Value{Name: own, Text: join(parts), Meaning: value.Meaning.V}
			}
			return parts
		}
	}
	c.missing[catalog.ValuePrefix+own] = true
	return nil
}

func join(parts []filled) string {
	var out strings.Builder
	for _, p := range parts {
		out.WriteString(p.text)
	}
	return out.String()
}

// plain fills in a text that is printed as it stands.
func (c *compiler) plain(v str) string { return join(c.fragments(v, scope{})) }

func (c *compiler) plains(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, c.plain(v))
	}
	return out
}

func (c *compiler) prose(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, c.text(v))
	}
	return out
}

// text fills in Markdown: outside of code, characters of a value that Markdown would read are escaped.
func (c *compiler) text(v str) string {
	var out strings.Builder
	code := false
	for _, p := range c.fragments(v, scope{}) {
		switch {
		case p.name == "":
			code = code != (strings.Count(p.text, "`")%2 == 1)
			out.WriteString(p.text)
		case !code:
			out.WriteString(escapeMarkdown(p.text))
		default:
			if strings.Contains(p.text, "`") {
				c.refuse(p.name, p.text, "a backquote cannot stand in the code of a text")
			}
			out.WriteString(p.text)
		}
	}
	return out.String()
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

// command fills in a command; each value is quoted for the place in the shell's language where it stands.
func (c *compiler) command(v str, at scope, language string) string {
	return c.quote(c.fragments(v, at), language)
}

func (c *compiler) quote(parts []filled, language string) string {
	pieces := make([]shell.Piece, len(parts))
	for i, p := range parts {
		pieces[i] = shell.Piece{Text: filter(p), Value: p.name != ""}
	}
	text, refused := shell.Fill(language, pieces)
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
func (c *compiler) refuse(name, value, why string) {
	d := source.Diagnostic{Code: "S41", At: c.place(name), Help: "use a path or name without this character",
		What: fmt.Sprintf("the value %q of %s goes into the runbook %s: %s", value, name, c.book.ID.V, why)}
	if !slices.ContainsFunc(c.found, func(o source.Diagnostic) bool { return o.Code == d.Code && o.At == d.At && o.What == d.What }) {
		c.found = append(c.found, d)
	}
}
