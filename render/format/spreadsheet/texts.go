package spreadsheet

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// texts are the texts of all cells of a book, each once: cells name theirs by its number.
type texts struct {
	numbers map[string]int
	list    []string
}

// number is that of a text, from 0, in the order in which texts are met; and why no cell can hold it, or nothing.
func (t *texts) number(text string) (n int, what string) {
	if n, ok := t.numbers[text]; ok {
		return n, ""
	}
	if what := holds(text); what != "" {
		return 0, what
	}
	n = len(t.list)
	t.numbers[text] = n
	t.list = append(t.list, text)
	return n, ""
}

// part is the part of the file that holds the texts.
func (t *texts) part() ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, `%s<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%[2]d" uniqueCount="%[2]d">`, xml.Header, len(t.list))
	for _, text := range t.list {
		out.WriteString(opening(text))
		if err := xml.EscapeText(&out, []byte(escaped(text))); err != nil {
			return nil, err
		}
		out.WriteString("</t></si>")
	}
	out.WriteString("</sst>")
	return out.Bytes(), nil
}

// opening stands before a text. Without a word, programs would drop spaces at its ends.
func opening(text string) string {
	if strings.Trim(text, " \t\r\n") != text {
		return `<si><t xml:space="preserve">`
	}
	return "<si><t>"
}
