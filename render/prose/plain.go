package prose

import "strings"

// PlainText is the text of a tree without any form: one line for each paragraph, item, row or line of code. It serves search
// indexes and spreadsheets.
func PlainText(tree Tree) string {
	var lines []string
	for _, block := range tree.Blocks {
		lines = append(lines, blockLines(block)...)
	}
	return strings.Join(lines, "\n")
}

// InlineText is the text of inlines without any form.
func InlineText(inlines []Inline) string {
	var b strings.Builder
	for _, inline := range inlines {
		switch i := inline.(type) {
		case Text:
			b.WriteString(i.Text)
		case CodeSpan:
			b.WriteString(i.Text)
		case Strong:
			b.WriteString(InlineText(i.Inlines))
		case Emphasis:
			b.WriteString(InlineText(i.Inlines))
		case Link:
			b.WriteString(InlineText(i.Inlines))
		case HardBreak:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func blockLines(block Block) []string {
	switch b := block.(type) {
	case Paragraph:
		return []string{InlineText(b.Inlines)}
	case Heading:
		return []string{InlineText(b.Inlines)}
	case Code:
		return strings.Split(b.Text, "\n")
	case Quote:
		return allLines(b.Blocks)
	case Callout:
		return allLines(b.Blocks)
	case List:
		var lines []string
		for _, item := range b.Items {
			lines = append(lines, allLines(item.Blocks)...)
		}
		return lines
	case Table:
		lines := []string{rowLine(b.Head)}
		for _, row := range b.Rows {
			lines = append(lines, rowLine(row))
		}
		return lines
	}
	return nil
}

func allLines(blocks []Block) []string {
	var lines []string
	for _, block := range blocks {
		lines = append(lines, blockLines(block)...)
	}
	return lines
}

func rowLine(cells []Cell) string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = InlineText(cell.Inlines)
	}
	return strings.Join(texts, "\t")
}
