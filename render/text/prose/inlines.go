package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func (c converter) inlines(parent ast.Node) []Inline {
	var out []Inline
	for node := parent.FirstChild(); node != nil; node = node.NextSibling() {
		out = append(out, c.inline(node)...)
	}
	return join(out)
}

func (c converter) inline(node ast.Node) []Inline {
	switch n := node.(type) {
	case *ast.Text:
		return c.text(n)
	case *ast.String:
		return []Inline{Text{Text: string(n.Value)}}
	case *ast.CodeSpan:
		return []Inline{CodeSpan{Text: c.raw(n)}}
	case *ast.Emphasis:
		if n.Level >= 2 {
			return []Inline{Strong{Inlines: c.inlines(n)}}
		}
		return []Inline{Emphasis{Inlines: c.inlines(n)}}
	case *ast.Link:
		return c.link(string(n.Destination), c.inlines(n))
	case *ast.AutoLink:
		target := string(n.URL(c.source))
		if n.AutoLinkType == ast.AutoLinkEmail {
			target = "mailto:" + target
		}
		return c.link(target, []Inline{Text{Text: string(n.Label(c.source))}})
	case *ast.Image:
		return c.inlines(n) // a pack holds no foreign pictures: their description stands in
	case *ast.RawHTML:
		return []Inline{Text{Text: string(n.Segments.Value(c.source))}}
	}
	return nil // a task's box, read with its item
}

func (c converter) text(n *ast.Text) []Inline {
	value := string(n.Segment.Value(c.source))
	if !n.IsRaw() {
		value = plain(value)
	}
	if n.SoftLineBreak() {
		value += " "
	}
	if n.HardLineBreak() {
		return []Inline{Text{Text: value}, HardBreak{}}
	}
	return []Inline{Text{Text: value}}
}

// raw is the text of a code span, whose line ends count as spaces.
func (c converter) raw(n ast.Node) string {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if text, ok := child.(*ast.Text); ok {
			b.Write(text.Segment.Value(c.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// plain resolves escapes and entities in one pass, so that an escaped ampersand does not become the start of an entity.
func plain(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	start := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '\\' && util.IsPunct(s[i+1]) {
			b.WriteString(entities(s[start:i]))
			b.WriteByte(s[i+1])
			i++
			start = i + 1
		}
	}
	b.WriteString(entities(s[start:]))
	return b.String()
}

func entities(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(s))))
}

// join puts neighbouring texts together: the parser cuts them at each character that might have started something.
func join(in []Inline) []Inline {
	out := in[:0]
	for _, next := range in {
		text, ok := next.(Text)
		if ok && text.Text == "" {
			continue
		}
		if ok && len(out) > 0 {
			if last, ok := out[len(out)-1].(Text); ok {
				out[len(out)-1] = Text{Text: last.Text + text.Text}
				continue
			}
		}
		out = append(out, next)
	}
	return out
}
