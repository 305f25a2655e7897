package html

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// appendJSON appends a text as a JSON string in which no character can end a script. Nearly every text is in it as it stands; the others
// are left to the library.
func appendJSON[text string | []byte](out []byte, s text) []byte {
	if !standsInJSON(s) {
		quoted, _ := json.Marshal(string(s)) // has no error for strings
		return append(out, quoted...)
	}
	return append(append(append(out, '"'), s...), '"')
}

// standsInJSON tells whether no character of a text has to be written in another way.
func standsInJSON[text string | []byte](s text) bool {
	var found jsonKind
	for i := range len(s) {
		found |= jsonKinds[s[i]]
	}
	return found == 0 || found == jsonForeign && validInScript([]byte(s))
}

// A jsonKind says what a byte means for a JSON string; that of a text is what its bytes' have together.
type jsonKind uint8

const (
	jsonSpecial jsonKind = 1 << iota // is written in another way
	jsonForeign                      // is part of a character that is not ASCII
)

var jsonKinds = func() (kinds [256]jsonKind) {
	for c := range kinds {
		switch {
		case c >= utf8.RuneSelf:
			kinds[c] = jsonForeign
		case c < ' ' || strings.IndexByte(`"\<>&`, byte(c)) >= 0:
			kinds[c] = jsonSpecial
		}
	}
	return kinds
}()

// validInScript: the two separators end a line of a script, but not of JSON.
func validInScript(s []byte) bool {
	return utf8.Valid(s) && !bytes.Contains(s, []byte("\u2028")) && !bytes.Contains(s, []byte("\u2029"))
}
