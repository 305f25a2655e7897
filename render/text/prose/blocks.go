package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
)

func (c converter) blocks(parent ast.Node, depth int) ([]Block, error) {
	if depth > maxDepth {
		return nil, ErrTooDeep
	}
	var out []Block
	for node := parent.FirstChild(); node != nil; node = node.NextSibling() {
		block, err := c.block(node, depth)
		if err != nil {
			return nil, err
		}
		if block != nil {
			out = append(out, block)
		}
	}
	return out, nil
}

func (c converter) block(node ast.Node, depth int) (Block, error) {
	switch n := node.(type) {
	case *ast.Heading:
		return Heading{Level: n.Level, Inlines: c.inlines(n)}, nil
	case *ast.CodeBlock:
		return Code{Text: strings.TrimRight(c.lines(n), "\n")}, nil
	case *ast.FencedCodeBlock:
		return Code{Language: string(n.Language(c.source)), Text: strings.TrimSuffix(c.lines(n), "\n")}, nil
	case *ast.HTMLBlock:
		return c.rawBlock(n), nil
	case *ast.ThematicBreak:
		return Rule{}, nil
	case *ast.Blockquote:
		return c.quote(n, depth)
	case *ast.List:
		return c.list(n, depth)
	case *tables.Table:
		return c.table(n), nil
	case *ast.LinkReferenceDefinition:
		return nil, nil // its links carry the target
	}
	if inlines := c.inlines(node); len(inlines) > 0 {
		return Paragraph{Inlines: inlines}, nil
	}
	return nil, nil
}

// rawBlock shows raw HTML as the text it is: dropping it would hide what the author wrote, passing it on would run it.
func (c converter) rawBlock(n *ast.HTMLBlock) Block {
	raw := c.lines(n)
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(c.source))
	}
	var inlines []Inline
	for i, line := range strings.Split(strings.TrimRight(raw, "\n"), "\n") {
		if i > 0 {
			inlines = append(inlines, HardBreak{})
		}
		inlines = append(inlines, Text{Text: line})
	}
	return Paragraph{Inlines: inlines}
}

func (c converter) list(n *ast.List, depth int) (Block, error) {
	list := List{Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		blocks, err := c.blocks(item, depth+1)
		if err != nil {
			return nil, err
		}
		list.Items = append(list.Items, Item{Task: task(item), Blocks: blocks})
	}
	return list, nil
}

// task reads the box that the library puts at the start of an item's first text.
func task(item ast.Node) Task {
	first := item.FirstChild()
	if first == nil {
		return NoTask
	}
	box, ok := first.FirstChild().(*tables.TaskCheckBox)
	switch {
	case !ok:
		return NoTask
	case box.IsChecked:
		return DoneTask
	}
	return OpenTask
}

func (c converter) table(n *tables.Table) Block {
	var out Table
	for _, align := range n.Alignments {
		out.Align = append(out.Align, map[tables.Alignment]Align{tables.AlignCenter: Centre, tables.AlignRight: Right}[align])
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []Cell
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, Cell{Inlines: c.inlines(cell)})
		}
		if _, head := row.(*tables.TableHeader); head {
			out.Head = cells
		} else {
			out.Rows = append(out.Rows, level(cells, len(out.Head)))
		}
	}
	return out
}

// level gives a row as many cells as the head has.
func level(cells []Cell, n int) []Cell {
	for len(cells) < n {
		cells = append(cells, Cell{})
	}
	return cells[:n]
}
