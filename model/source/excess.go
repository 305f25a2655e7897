package source

import (
	"bytes"
	"fmt"
)

// excess finds the first place where brackets or the parts of a dotted key nest deeper than MaxDepth, or where there are more than
// MaxKeys keys in one table, maxKeys in all, or MaxValues values. It reads strings and comments only as far as needed to skip them.
func excess(data []byte, maxKeys int) (offset int, what string) {
	depth, dots, keys, values, headers, total := 0, 0, 0, 0, 0, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '#':
			i = skipTo(data, i, '\n') - 1
		case '"', '\'':
			i = skipString(data, i)
		case '[', '{':
			depth++
			if i == 0 || data[i-1] == '\n' { // a header, or a list on a line of its own
				headers++
				total++
				if depth == 1 && maxKeys > MaxKeys {
					keys = 0
				}
			}
		case ']', '}':
			depth = max(0, depth-1)
		case '.':
			dots++
		case '\n':
			dots = 0
		case '=':
			dots = 0
			keys++
			total++
		case ',':
			dots = 0
			values++
		}
		if depth > MaxDepth || dots > MaxDepth {
			return i, fmt.Sprintf("nested more than %d deep", MaxDepth)
		}
		if total > maxKeys {
			return i, fmt.Sprintf("more than %d keys", maxKeys)
		}
		if keys > MaxKeys || headers > MaxKeys {
			return i, fmt.Sprintf("more than %d keys of one table", MaxKeys)
		}
		if values > MaxValues {
			return i, fmt.Sprintf("more than %d values", MaxValues)
		}
	}
	return 0, ""
}

// skipString returns the offset of the last character of the string that opens at i.
func skipString(data []byte, i int) int {
	quote, escapes := data[i], data[i] == '"'
	if tripled(data[i:], quote) {
		return skipLongString(data, i+3, quote)
	}
	for j := i + 1; j < len(data); j++ {
		switch {
		case data[j] == '\n':
			return j - 1
		case escapes && data[j] == '\\':
			j++
		case data[j] == quote:
			return j
		}
	}
	return len(data)
}

// skipLongString does the same for a string in three quotes, whose content starts at i. Its last two characters may be quotes too.
func skipLongString(data []byte, i int, quote byte) int {
	for ; i < len(data); i++ {
		switch {
		case quote == '"' && data[i] == '\\':
			i++
		case data[i] == quote && tripled(data[i:], quote):
			last := i + 2
			for last < i+4 && last+1 < len(data) && data[last+1] == quote {
				last++
			}
			return last
		}
	}
	return len(data)
}

func tripled(data []byte, quote byte) bool {
	return len(data) >= 3 && data[0] == quote && data[1] == quote && data[2] == quote
}

// skipTo is the offset of the next mark at or after i, or the end.
func skipTo(data []byte, i int, mark byte) int {
	if n := bytes.IndexByte(data[min(i, len(data)):], mark); n >= 0 {
		return i + n
	}
	return len(data)
}
