package fortiosreader

import (
	"fmt"
	"strings"
)

// words are the words of a line. Outside quotes a word holds no blank and none of # ( ) < > ? ' " \ but behind a backslash; in double quotes a
// backslash stands before " ' and \ alone; in single quotes everything is itself. (Batfish, grammar/fortios/FortiosLexer.g4.)
func words(line string) ([]string, error) {
	var out []string
	for line = strings.TrimLeft(line, " \t"); line != ""; line = strings.TrimLeft(line, " \t") {
		word, rest, err := word(line)
		if err != nil {
			return nil, err
		}
		if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			return nil, fmt.Errorf("no blank before %q", rest)
		}
		out, line = append(out, word), rest
	}
	return out, nil
}

func word(line string) (text, rest string, err error) {
	switch line[0] {
	case '"':
		for i := 1; i < len(line); i++ {
			switch line[i] {
			case '"':
				return text, line[i+1:], nil
			case '\\':
				if i++; i == len(line) || !strings.ContainsRune(`"'\`, rune(line[i])) {
					return "", "", fmt.Errorf("a backslash escapes nothing: %s", line)
				}
			}
			text += line[i : i+1]
		}
		return "", "", fmt.Errorf("a quote does not end: %s", line)
	case '\'':
		end := strings.IndexByte(line[1:], '\'')
		if end < 0 {
			return "", "", fmt.Errorf("a quote does not end: %s", line)
		}
		return line[1 : end+1], line[end+2:], nil
	}
	end := strings.IndexAny(line, " \t")
	if end < 0 {
		end = len(line)
	}
	if strings.ContainsAny(line[:end], "#()<>?'\"\\\u00a0") {
		return "", "", fmt.Errorf("%q is no word", line[:end])
	}
	return line[:end], line[end:], nil
}

// text is what may stand in a name or comment: the administration guide forbids the characters " ' < > in text, and a question mark asks for help when a
// file is pasted.
func text(value string, most int) error {
	if len(value) == 0 || len(value) > most {
		return fmt.Errorf("%q has %d bytes; from 1 to %d can be", value, len(value), most)
	}
	for _, r := range value {
		if r < ' ' || r > '~' || strings.ContainsRune(`"'<>?`, r) {
			return fmt.Errorf("%q cannot have %q", value, r)
		}
	}
	return nil
}
