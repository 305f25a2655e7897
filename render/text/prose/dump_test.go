package prose

import (
	"fmt"
	"strings"
)

// dump prints a tree as indented lines.
func dump(blocks []Block, indent string) string {
	var b strings.Builder
	in := indent + "  "
	for _, block := range blocks {
		switch x := block.(type) {
		case Paragraph:
			b.WriteString(indent + "paragraph\n" + dumpInlines(x.Inlines, in))
		case Heading:
			fmt.Fprintf(&b, "%sheading %d\n%s", indent, x.Level, dumpInlines(x.Inlines, in))
		case Code:
			fmt.Fprintf(&b, "%scode %q %q\n", indent, x.Language, x.Text)
		case Quote:
			b.WriteString(indent + "quote\n" + dump(x.Blocks, in))
		case Callout:
			fmt.Fprintf(&b, "%scallout %d\n%s", indent, x.Kind, dump(x.Blocks, in))
		case Rule:
			b.WriteString(indent + "rule\n")
		case List:
			fmt.Fprintf(&b, "%slist ordered=%v start=%d tight=%v\n", indent, x.Ordered, x.Start, x.Tight)
			for _, item := range x.Items {
				fmt.Fprintf(&b, "%sitem task=%d\n%s", in, item.Task, dump(item.Blocks, in+"  "))
			}
		case Table:
			fmt.Fprintf(&b, "%stable %v\n", indent, x.Align)
			for _, row := range append([][]Cell{x.Head}, x.Rows...) {
				b.WriteString(in + "row\n")
				for _, cell := range row {
					b.WriteString(in + "  cell\n" + dumpInlines(cell.Inlines, in+"    "))
				}
			}
		default:
			fmt.Fprintf(&b, "%s%T\n", indent, x)
		}
	}
	return b.String()
}

func dumpInlines(inlines []Inline, indent string) string {
	var b strings.Builder
	in := indent + "  "
	for _, inline := range inlines {
		switch x := inline.(type) {
		case Text:
			fmt.Fprintf(&b, "%stext %q\n", indent, x.Text)
		case CodeSpan:
			fmt.Fprintf(&b, "%scode %q\n", indent, x.Text)
		case HardBreak:
			b.WriteString(indent + "break\n")
		case Strong:
			b.WriteString(indent + "strong\n" + dumpInlines(x.Inlines, in))
		case Emphasis:
			b.WriteString(indent + "emphasis\n" + dumpInlines(x.Inlines, in))
		case Link:
			fmt.Fprintf(&b, "%slink %q\n%s", indent, x.Outside+x.Inside.String(), dumpInlines(x.Inlines, in))
		}
	}
	return b.String()
}
