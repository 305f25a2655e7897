package source

import (
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A node is the place of one value, with the places of what it holds. The values themselves come from the decoder; the tree has the
// same shape.
type node struct {
	at     Position // of the key, or of the value itself for array elements
	value  Position // of the value; of the key for tables
	fields map[string]*node
	keys   []string // of fields, in order of appearance
	items  []*node
}

// field returns the node of a key, making it if need be. A key's place is that of its first mention.
func (n *node) field(key string, at Position) *node {
	if n.fields == nil {
		n.fields = map[string]*node{}
	}
	f, ok := n.fields[key]
	if !ok {
		f = &node{at: at, value: at}
		n.fields[key] = f
		n.keys = append(n.keys, key)
	}
	return f
}

// index finds the place of every key and value of a text that has already parsed.
func index(t *text) (*node, error) {
	var p unstable.Parser
	p.Reset(t.data)
	root := &node{at: t.at(0, 1), value: t.at(0, 1)}
	table := root
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			table = descend(t, root, e.Key(), false)
		case unstable.ArrayTable:
			table = descend(t, root, e.Key(), true)
		case unstable.KeyValue:
			addKeyValue(t, table, e)
		}
	}
	if err := p.Error(); err != nil {
		return nil, fmt.Errorf("cannot index: %w", err)
	}
	return root, nil
}

// descend walks from the root along a header's key. Where a part names an array of tables, the walk goes on in its last element.
func descend(t *text, from *node, key unstable.Iterator, array bool) *node {
	n := from
	for key.Next() {
		part := key.Node()
		at := t.at(int(part.Raw.Offset), int(part.Raw.Length))
		n = n.field(string(part.Data), at)
		last := key.IsLast()
		if last && array {
			n.items = append(n.items, &node{at: at, value: at})
		}
		if len(n.items) > 0 {
			n = n.items[len(n.items)-1]
		}
		if last {
			n.at = at // the header is a better place than a first mention inside another header
		}
	}
	return n
}

func addKeyValue(t *text, table *node, e *unstable.Node) {
	n := table
	for key := e.Key(); key.Next(); {
		part := key.Node()
		n = n.field(string(part.Data), t.at(int(part.Raw.Offset), int(part.Raw.Length)))
	}
	addValue(t, n, e.Value())
}

func addValue(t *text, n *node, v *unstable.Node) {
	if v.Raw.Length > 0 {
		n.value = t.at(int(v.Raw.Offset), int(v.Raw.Length))
	}
	switch v.Kind {
	case unstable.Array:
		for items := v.Children(); items.Next(); {
			item := &node{}
			addValue(t, item, items.Node())
			item.at = item.value
			n.items = append(n.items, item)
		}
	case unstable.InlineTable:
		for fields := v.Children(); fields.Next(); {
			addKeyValue(t, n, fields.Node())
		}
	}
}
