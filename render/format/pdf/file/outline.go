package file

import (
	"fmt"
	"strconv"
)

// writeOutlines writes the bookmarks and returns the number of their root.
func (f *File) writeOutlines(w *writer, first int) int {
	const above = 6
	levels := make([]int, len(f.Bookmarks))
	depth := -1
	for i, e := range f.Bookmarks {
		depth = min(e.Level, depth+1) // a level must not be skipped
		levels[i] = depth
	}
	tree := outlineTree(levels)
	root := w.reserve(1 + len(f.Bookmarks))
	object := func(i int) int { return root + 1 + i } // of a bookmark; of -1, the root
	for i, e := range f.Bookmarks {
		n := tree[i]
		w.begin(object(i))
		w.text("<</Title ", textString(e.Title), "\n/Parent ")
		w.refer(object(n.parent))
		w.text("\n")
		for _, part := range []struct {
			name string
			to   int
		}{{"/Prev ", n.previous}, {"/Next ", n.next}, {"/First ", n.first}, {"/Last ", n.last}} {
			if part.to >= 0 {
				w.text(part.name)
				w.refer(object(part.to))
				w.text("\n")
			}
		}
		if n.children > 0 {
			w.text("/Count ", strconv.Itoa(n.children), "\n")
		}
		f.writeDestination(w, e.To, above, first)
		w.text(">>")
		w.done()
	}
	body := "<</Type /Outlines"
	if top := tree[len(f.Bookmarks)]; top.children > 0 {
		body += fmt.Sprintf(" /First %d 0 R /Last %d 0 R /Count %d", object(top.first), object(top.last), top.children)
	}
	w.object(root, body+">>")
	return root
}

// outlineNode is a bookmark's place among the others, which are named by their index; -1 for none.
type outlineNode struct{ parent, previous, next, first, last, children int }

// outlineTree joins bookmarks of given levels. The last node is the root.
func outlineTree(levels []int) []outlineNode {
	root := len(levels)
	nodes := make([]outlineNode, root+1)
	for i := range nodes {
		nodes[i] = outlineNode{-1, -1, -1, -1, -1, 0}
	}
	open := []int{root} // the latest node of each level, its parent before it
	for i, level := range levels {
		open = open[:level+1]
		parent := open[level]
		if n := &nodes[parent]; n.first < 0 {
			n.first = i
		} else {
			nodes[i].previous, nodes[n.last].next = n.last, i
		}
		nodes[parent].last = i
		nodes[parent].children++
		if parent != root {
			nodes[i].parent = parent
		}
		open = append(open, i)
	}
	return nodes
}
