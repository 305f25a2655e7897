package html

import "bytes"

// tidy drops blank lines, which texts bring along, except in commands, where a blank line is part of the text. It works in place.
func tidy(page []byte) []byte {
	if !hasBlankLine(page) { // as nearly every page
		return page
	}
	out := page[:0]
	for rest := page; len(rest) > 0; {
		text, exact := untilCommand(rest)
		out = appendTidy(out, rest[:text])
		out = append(out, rest[text:text+exact]...)
		rest = rest[text+exact:]
	}
	return out
}

func hasBlankLine(page []byte) bool {
	for {
		end := bytes.IndexByte(page, '\n')
		if end < 0 {
			return false
		}
		if page = page[end+1:]; blankLines(page) > 0 {
			return true
		}
	}
}

// untilCommand is the length of what stands before the next command, and that of the command with its tags.
func untilCommand(page []byte) (before, command int) {
	start := bytes.Index(page, []byte("<pre"))
	if start < 0 {
		return len(page), 0
	}
	const end = "</pre>"
	length := bytes.Index(page[start:], []byte(end))
	if length < 0 {
		return len(page), 0
	}
	return start, length + len(end)
}

// appendTidy appends a text without its blank lines. A line that comes after a blank one also loses the room before its first word.
func appendTidy(out, text []byte) []byte {
	for {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			return append(out, text...)
		}
		out = append(out, text[:end+1]...)
		text = text[end+1:]
		text = text[blankLines(text):]
	}
}

// blankLines is the length of the blank lines at the start of a text, with the room before the first word behind them; 0 if there are none.
func blankLines(text []byte) int {
	blank := false
	for i, c := range text {
		switch c {
		case '\n':
			blank = true
		case ' ', '\t':
		default:
			if blank {
				return i
			}
			return 0
		}
	}
	if blank {
		return len(text)
	}
	return 0
}
