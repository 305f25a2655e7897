package html

import (
	"bytes"
	"encoding/json"
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
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&':
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || validInScript([]byte(s))
}

// validInScript: the two separators end a line of a script, but not of JSON.
func validInScript(s []byte) bool {
	return utf8.Valid(s) && !bytes.Contains(s, []byte("\u2028")) && !bytes.Contains(s, []byte("\u2029"))
}
