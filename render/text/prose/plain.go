package prose

import "bytes"

// PlainText is the text of a tree without any form: one line for each paragraph, item, row or line of code. It serves search
// indexes and spreadsheets.
func PlainText(tree Tree) string {
	if len(tree.Blocks) == 1 {
		if p, ok := tree.Blocks[0].(Paragraph); ok {
			return InlineText(p.Inlines)
		}
	}
	lines := appendBlocks(nil, tree.Blocks)
	return string(bytes.TrimSuffix(lines, []byte("\n")))
}

// InlineText is the text of inlines without any form.
func InlineText(inlines []Inline) string {
	if len(inlines) == 1 {
		if t, ok := inlines[0].(Text); ok {
			return t.Text
		}
	}
	return string(appendInlines(nil, inlines))
}

func appendInlines(out []byte, inlines []Inline) []byte {
	for _, inline := range inlines {
		switch i := inline.(type) {
		case Text:
			out = append(out, i.Text...)
		case CodeSpan:
			out = append(out, i.Text...)
		case Strong:
			out = appendInlines(out, i.Inlines)
		case Emphasis:
			out = appendInlines(out, i.Inlines)
		case Link:
			out = appendInlines(out, i.Inlines)
		case HardBreak:
			out = append(out, '\n')
		}
	}
	return out
}

// appendBlocks appends the lines of blocks, each with its end.
func appendBlocks(out []byte, blocks []Block) []byte {
	for _, block := range blocks {
		switch b := block.(type) {
		case Paragraph:
			out = append(appendInlines(out, b.Inlines), '\n')
		case Heading:
			out = append(appendInlines(out, b.Inlines), '\n')
		case Code:
			out = append(append(out, b.Text...), '\n')
		case Quote:
			out = appendBlocks(out, b.Blocks)
		case Callout:
			out = appendBlocks(out, b.Blocks)
		case List:
			for _, item := range b.Items {
				out = appendBlocks(out, item.Blocks)
			}
		case Table:
			out = appendRow(out, b.Head)
			for _, row := range b.Rows {
				out = appendRow(out, row)
			}
		}
	}
	return out
}

func appendRow(out []byte, cells []Cell) []byte {
	for i, cell := range cells {
		if i > 0 {
			out = append(out, '\t')
		}
		out = appendInlines(out, cell.Inlines)
	}
	return append(out, '\n')
}
