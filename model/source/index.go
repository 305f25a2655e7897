package source

import (
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A node is the place of one value, with the places of what it holds. The values themselves come from the decoder; the tree has the
// same shape.
type node struct {
	text   *text // that it stands in
	key    place // of the key, or of the value itself for array elements
	value  place // of the value; of the key for tables that have a header
	fields map[string]*node
	keys   []string // of fields, in order of appearance
	items  []*node
}

// keyAt is the position of a node's key.
func (n *node) keyAt() Position { return n.text.positionOf(n.key) }

// valueAt is that of its value. A node without places has none.
func (n *node) valueAt() Position { return n.text.positionOf(n.value) }

// A place is a stretch of a text in bytes. It becomes a Position, with line and column, only where somebody asks. One without length is
// no place.
type place struct{ offset, length int }

// An indexer walks the text once and notes the place of every key and value.
type indexer struct {
	t    *text
	done int // everything before this offset has its place
}

// index finds the places in a text that has already parsed.
func index(t *text) (*node, *Diagnostic) {
	var p unstable.Parser
	p.Reset(t.data)
	x := &indexer{t: t}
	root := &node{text: t, key: place{0, 1}, value: place{0, 1}}
	table := root
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			table = x.descend(root, e.Key(), false)
		case unstable.ArrayTable:
			table = x.descend(root, e.Key(), true)
		case unstable.KeyValue:
			x.keyValue(table, e)
		}
	}
	if err := p.Error(); err != nil {
		return nil, &Diagnostic{Code: "T01", At: t.positionOf(errorPlace(&p, err)), What: "not TOML: " + err.Error()}
	}
	return root, nil
}

// errorPlace is where the parser met what it could not read.
func errorPlace(p *unstable.Parser, err error) place {
	var fault *unstable.ParserError
	if !errors.As(err, &fault) || len(fault.Highlight) == 0 {
		return place{0, 1}
	}
	r := p.Range(fault.Highlight)
	return place{int(r.Offset), int(r.Length)}
}

// field returns the node of a key, making it if need be. A key's place is that of its first mention.
func (n *node) field(key string, at place) *node {
	if n.fields == nil {
		n.fields = map[string]*node{}
	}
	f, ok := n.fields[key]
	if !ok {
		f = &node{text: n.text, key: at, value: at}
		n.fields[key] = f
		n.keys = append(n.keys, key)
	}
	return f
}

// descend walks from the root along a header's key. Where a part names an array of tables, the walk goes on in its last element.
func (x *indexer) descend(from *node, key unstable.Iterator, array bool) *node {
	n := from
	for key.Next() {
		at := x.visit(key.Node())
		n = n.field(string(key.Node().Data), at)
		last := key.IsLast()
		if last && array {
			n.items = append(n.items, &node{text: n.text, key: at, value: at})
		}
		if len(n.items) > 0 {
			n = n.items[len(n.items)-1]
		}
		if last {
			n.key, n.value = at, at // the header is a better place than a first mention inside another header
		}
	}
	return n
}

func (x *indexer) keyValue(table *node, e *unstable.Node) {
	n := table
	for key := e.Key(); key.Next(); {
		n = n.field(string(key.Node().Data), x.visit(key.Node()))
	}
	x.value(n, e.Value())
}

func (x *indexer) value(n *node, v *unstable.Node) {
	switch v.Kind {
	case unstable.Array:
		start := x.find('[')
		for items := v.Children(); items.Next(); {
			item := &node{text: n.text}
			x.value(item, items.Node())
			item.key = item.value
			n.items = append(n.items, item)
		}
		n.value = place{start, x.find(']') + 1 - start}
	case unstable.InlineTable:
		start := x.find('{')
		for fields := v.Children(); fields.Next(); {
			x.keyValue(n, fields.Node())
		}
		n.value = place{start, x.find('}') + 1 - start}
	default:
		n.value = x.visit(v)
	}
}

// visit is the place of a key or of a single value, and counts it as done.
func (x *indexer) visit(v *unstable.Node) place {
	at := place{int(v.Raw.Offset), int(v.Raw.Length)}
	x.done = at.offset + at.length
	return at
}

// find goes on to a bracket, which the parser does not give a place. Between what is done and the bracket there are only signs, blanks
// and comments.
func (x *indexer) find(bracket byte) int {
	for x.done < len(x.t.data) {
		c := x.t.data[x.done]
		x.done++
		switch c {
		case bracket:
			return x.done - 1
		case '#':
			x.done = skipTo(x.t.data, x.done, '\n')
		}
	}
	return len(x.t.data) - 1
}
