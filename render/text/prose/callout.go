package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

var callouts = map[string]CalloutKind{
	"[!NOTE]": Note, "[!TIP]": Tip, "[!IMPORTANT]": Important, "[!WARNING]": Warning, "[!CAUTION]": Caution,
}

// quote reads a block quote, which is a callout when its first line is nothing but a mark such as [!WARNING].
func (c converter) quote(n *ast.Blockquote, depth int) (Block, error) {
	kind, marked := c.mark(n)
	blocks, err := c.blocks(n, depth+1)
	if err != nil {
		return nil, err
	}
	if !marked {
		return Quote{Blocks: blocks}, nil
	}
	return Callout{Kind: kind, Blocks: dropLine(blocks)}, nil
}

func (c converter) mark(n *ast.Blockquote) (CalloutKind, bool) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return 0, false
	}
	line := first.Lines().At(0)
	kind, ok := callouts[strings.ToUpper(strings.TrimSpace(string(line.Value(c.source))))]
	return kind, ok
}

// dropLine removes the mark, which the parser read as the first words of the first paragraph.
func dropLine(blocks []Block) []Block {
	first, ok := blocks[0].(Paragraph)
	if !ok {
		return blocks
	}
	text, ok := first.Inlines[0].(Text)
	if !ok {
		return blocks
	}
	_, after, _ := strings.Cut(text.Text, "]")
	rest := first.Inlines[1:]
	after = strings.TrimLeft(after, " ")
	if after != "" {
		rest = append([]Inline{Text{Text: after}}, rest...)
	} else if len(rest) > 0 {
		if _, hard := rest[0].(HardBreak); hard {
			rest = rest[1:]
		}
	}
	if len(rest) == 0 {
		return blocks[1:]
	}
	return append([]Block{Paragraph{Inlines: rest}}, blocks[1:]...)
}
