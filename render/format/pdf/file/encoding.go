package file

import (
	"math"
	"strconv"
	"unicode/utf16"
)

// AppendNumber writes a number to a hundredth of a point, which no printer shows.
func AppendNumber(out []byte, v float64) []byte {
	hundredths := int64(math.Round(v * 100))
	if hundredths < 0 {
		out = append(out, '-')
		hundredths = -hundredths
	}
	out = strconv.AppendInt(out, hundredths/100, 10)
	switch rest := byte(hundredths % 100); {
	case rest == 0:
		return out
	case rest%10 == 0:
		return append(out, '.', '0'+rest/10)
	default:
		return append(out, '.', '0'+rest/10, '0'+rest%10)
	}
}

// AppendText writes a text of a content as the fonts are coded: two bytes a character.
func AppendText(out []byte, text string) []byte {
	out = append(out, '(')
	for _, r := range text {
		out = appendByte(appendByte(out, byte(r>>8)), byte(r))
	}
	return append(out, ')')
}

// appendByte writes a byte of a string, so that a reader does not take it for the string's end or for another line feed.
func appendByte(out []byte, b byte) []byte {
	switch b {
	case '(', ')', '\\':
		return append(out, '\\', b)
	case '\r':
		return append(out, '\\', 'r')
	}
	return append(out, b)
}

// appendLiteral writes a string of single bytes.
func appendLiteral(out []byte, text string) []byte {
	out = append(out, '(')
	for i := range len(text) {
		out = appendByte(out, text[i])
	}
	return append(out, ')')
}

// textString is a text as the file's own strings hold it, as short as may be.
func textString(text string) string {
	for i := range len(text) {
		if text[i] < ' ' && text[i] != '\n' || text[i] > '~' {
			return utf16Text(text)
		}
	}
	return string(appendLiteral(nil, text))
}

// utf16Text is a text as the file's own strings hold it.
func utf16Text(text string) string {
	const digits = "0123456789ABCDEF"
	out := []byte("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, digits[unit>>12], digits[unit>>8&15], digits[unit>>4&15], digits[unit&15])
	}
	return string(append(out, '>'))
}
