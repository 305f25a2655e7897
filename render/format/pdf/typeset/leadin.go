package typeset

import "portolan/render/document"

// Headings counts the headings at the end of blocks.
func Headings(blocks []document.Block) int {
	n := 0
	for n < len(blocks) {
		if _, ok := blocks[len(blocks)-1-n].(document.Heading); !ok {
			break
		}
		n++
	}
	return n
}

// LeadIn counts the blocks at the end of some that stand on the page of a figure behind them: headings, and a text below these that do not open the
// document.
func LeadIn(blocks []document.Block, opens bool) int {
	if n := len(blocks); n > 1 && !opens {
		if _, ok := blocks[n-1].(document.Text); ok && Headings(blocks[:n-1]) > 0 {
			return 1 + Headings(blocks[:n-1])
		}
	}
	return Headings(blocks)
}
