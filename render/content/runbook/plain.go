package runbook

import (
	"strings"

	"portolan/render/text/prose"
)

// Plain is Markdown as one line of plain text, for titles and cells, where a mark would be printed as it stands. Code of several words, such as
// the message of an error, is kept apart from the sentence by quotes.
func Plain(markdown string) string {
	tree, err := prose.Parse(markdown)
	if err != nil {
		return markdown // longer than any text that the catalogue's and the site's checks let through
	}
	return strings.Join(plainBlocks(tree.Blocks), " ")
}

func plainBlocks(blocks []prose.Block) []string {
	var out []string
	for _, block := range blocks {
		switch b := block.(type) {
		case prose.Paragraph:
			out = append(out, strings.ReplaceAll(prose.InlineText(quoteCode(b.Inlines)), "\n", " "))
		case prose.List:
			for _, item := range b.Items {
				out = append(out, plainBlocks(item.Blocks)...)
			}
		default:
			out = append(out, strings.Join(strings.Fields(prose.PlainText(prose.Tree{Blocks: []prose.Block{block}})), " "))
		}
	}
	return out
}

func quoteCode(inlines []prose.Inline) []prose.Inline {
	out := make([]prose.Inline, len(inlines))
	for i, inline := range inlines {
		switch k := inline.(type) {
		case prose.CodeSpan:
			if strings.Contains(k.Text, " ") {
				inline = prose.Text{Text: "“" + k.Text + "”"}
			}
		case prose.Strong:
			inline = prose.Strong{Inlines: quoteCode(k.Inlines)}
		case prose.Emphasis:
			inline = prose.Emphasis{Inlines: quoteCode(k.Inlines)}
		}
		out[i] = inline
	}
	return out
}
