package source

import (
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A node is the place of one value, with the places of what it holds. The tree has the shape of the values.
type node struct {
	text   *text // that it stands in
	key    place // of the key, or of the value itself for array elements
	value  place // of the value; of the key for tables that have a header
	fields map[string]*node
	keys   []string // of fields, in order of appearance
	items  []*node

	role  role           // in a plain text
	table map[string]any // the values that it holds, in a plain text
}

// keyAt is the position of a node's key.
func (n *node) keyAt() Position { return n.text.positionOf(n.key) }

// valueAt is that of its value. A node without places has none.
func (n *node) valueAt() Position { return n.text.positionOf(n.value) }

// A place is a stretch of a text in bytes. It becomes a Position, with line and column, only where somebody asks. One without length is
// no place.
type place struct{ offset, length int }

// An indexer walks the text once and notes the place of every key and value, and the values themselves as long as the text is plain.
type indexer struct {
	t     *text
	done  int  // everything before this offset has its place
	plain bool // nothing was met that is left to a decoder
	like  int  // how many keys the last table had: the next is often like it

	names map[string]string // of keys, each once
	fresh []node            // that are not in use yet
}

// index finds the places in a text, and its values where it is plain; else these are nil, and so is nothing known of faults that are none of a line.
func index(t *text) (root *node, values map[string]any, fault *Diagnostic) {
	var p unstable.Parser
	p.Reset(t.data)
	x := &indexer{t: t, plain: true, names: map[string]string{}}
	root = &node{text: t, key: place{0, 1}, value: place{0, 1}, role: headedTable, table: map[string]any{}}
	table := root
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.KeyValue {
			x.like = len(table.keys)
		}
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
		return nil, nil, &Diagnostic{Code: "T01", At: t.positionOf(errorPlace(&p, err)), What: "not TOML: " + err.Error()}
	}
	if x.plain {
		values = root.table
	}
	return root, values, nil
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
func (x *indexer) field(n *node, key string, at place) *node {
	if n.fields == nil {
		n.fields = map[string]*node{}
		if n.role == headedTable {
			n.fields, n.keys = make(map[string]*node, x.like), make([]string, 0, x.like)
		}
	}
	f, ok := n.fields[key]
	if !ok {
		f = x.node(at)
		n.fields[key] = f
		n.keys = append(n.keys, key)
	}
	return f
}

// node is a new one. They are made by the dozen.
func (x *indexer) node(at place) *node {
	if len(x.fresh) == 0 {
		x.fresh = make([]node, 48)
	}
	n := &x.fresh[0]
	x.fresh = x.fresh[1:]
	n.text, n.key, n.value = x.t, at, at
	return n
}

// name is the text of a key.
func (x *indexer) name(data []byte) string {
	name, ok := x.names[string(data)]
	if !ok {
		name = string(data)
		x.names[name] = name
	}
	return name
}

// descend walks from the root along a header's key. Where a part names an array of tables, the walk goes on in its last element.
func (x *indexer) descend(from *node, key unstable.Iterator, array bool) *node {
	n := from
	for key.Next() {
		at, name := x.visit(key.Node()), x.name(key.Node().Data)
		parent := n
		n = x.field(n, name, at)
		last := key.IsLast()
		if last && array {
			n.items = append(n.items, x.node(at))
		}
		if x.plain {
			x.plain = n.headed(parent, name, last, array, x.like)
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
	n, parts, name := table, 0, ""
	for key := e.Key(); key.Next(); parts++ {
		name = x.name(key.Node().Data)
		n = x.field(n, name, x.visit(key.Node()))
	}
	x.plain = x.plain && parts == 1 && n.role == unseen
	n.role = lone
	if value := x.value(n, e.Value()); x.plain {
		table.table[name] = value
	}
}

// value notes the place of a value, and returns the value of a plain text.
func (x *indexer) value(n *node, v *unstable.Node) any {
	switch v.Kind {
	case unstable.Array:
		start, list := x.find('['), []any{}
		for items := v.Children(); items.Next(); {
			item := x.node(place{})
			item.role = lone
			list = append(list, x.value(item, items.Node()))
			item.key = item.value
			n.items = append(n.items, item)
		}
		n.value = place{start, x.find(']') + 1 - start}
		return list
	case unstable.InlineTable:
		start := x.find('{')
		n.table = map[string]any{}
		for fields := v.Children(); fields.Next(); {
			x.keyValue(n, fields.Node())
		}
		n.value = place{start, x.find('}') + 1 - start}
		return n.table
	}
	n.value = x.visit(v)
	value, plain := simple(v)
	x.plain = x.plain && plain
	return value
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
