package prose

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Limits of one text. The parser's time grows with the square of some inputs, so a text that no person writes is refused.
const (
	MaxBytes    = 256 << 10
	maxDepth    = 24
	maxBrackets = 500 // in one line
)

// The errors of Parse, to be tested with errors.Is.
var (
	ErrTooLong  = fmt.Errorf("text is longer than %d bytes", MaxBytes)
	ErrTooDeep  = fmt.Errorf("text is nested more than %d levels deep", maxDepth)
	ErrEncoding = errors.New("text is not UTF-8")
)

// markdown is shared: the library's parser keeps its state in the context of a call.
var markdown = goldmark.New(goldmark.WithExtensions(
	extension.Table,
	extension.TaskList,
	extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"https:"})),
)).Parser()

// Parse reads Markdown. An empty text gives an empty tree.
func Parse(source string) (tree Tree, err error) {
	if sentence(source) {
		return Tree{Blocks: []Block{Paragraph{Inlines: []Inline{Text{Text: source}}}}}, nil
	}
	return parse(source)
}

// parse asks the library.
func parse(source string) (tree Tree, err error) {
	switch {
	case len(source) > MaxBytes:
		return Tree{}, ErrTooLong
	case !utf8.ValidString(source):
		return Tree{}, ErrEncoding
	case tooDeep(source):
		return Tree{}, ErrTooDeep
	}
	// The library's own faults must not take the program down: the text comes from outside.
	defer func() {
		if fault := recover(); fault != nil {
			tree, err = Tree{}, fmt.Errorf("parse prose: %v", fault)
		}
	}()
	data := []byte(strings.ReplaceAll(source, "\r\n", "\n"))
	root := markdown.Parse(text.NewReader(data), parser.WithContext(parser.NewContext()))
	c := converter{source: data}
	blocks, err := c.blocks(root, 0)
	if err != nil {
		return Tree{}, err
	}
	return Tree{Blocks: blocks}, nil
}

// tooDeep finds lines with quote or list marks beyond the limit before the parser spends seconds on them, and runs of opening
// brackets, which it tries in all pairs.
func tooDeep(source string) bool {
	for line := range strings.Lines(source) {
		if strings.Count(line, "[") > maxBrackets || (marks(line) > maxDepth && strings.Trim(line, "-*+ \t\r\n") != "") {
			return true
		}
	}
	return false
}

// marks counts the quote and list marks at the start of a line. Only a mark with a space after it opens a list: a line of dashes
// does not.
func marks(line string) int {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case '>':
			n++
		case '-', '*', '+':
			if i+1 == len(line) || line[i+1] != ' ' {
				return n
			}
			n++
		case ' ', '\t':
		default:
			return n
		}
	}
	return n
}

// converter walks the library's tree and builds ours.
type converter struct{ source []byte }

func (c converter) lines(node ast.Node) string {
	var b strings.Builder
	lines := node.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		b.Write(segment.Value(c.source))
	}
	return b.String()
}
