package windowsreader

import (
	"fmt"
	"slices"
	"strings"
)

// setRule is the function of a script that is run line by line as it stands; what the others do is known by their names.
const setRule = "Set-Rule"

// A function is setRule, as a script has it: its parameters in their order, and the words of its lines.
type function struct {
	parameters []string
	body       [][]string
	depth      int // of its lines while they are read
}

// reads takes a line of the function.
func (f *function) reads(words []string) bool {
	switch {
	case f.depth > 0:
		if f.depth += depth(words); f.depth > 0 {
			f.body = append(f.body, words)
		}
	case words[0] == "function" && words[1] == setRule && f.body == nil:
		for _, w := range words {
			if _, name, is := strings.Cut(w, "]$"); is {
				f.parameters = append(f.parameters, name)
			}
		}
		f.depth = depth(words)
	default:
		return false
	}
	return true
}

func (f *function) called(words []string) bool { return words[0] == setRule && f.body != nil }

// lines are the lines of the function with the values of a call: texts and plain words in the order of the parameters, the last a table, whose keys are parameters
// of what the table is given to.
func (f *function) lines(call []string) ([][]string, error) {
	values := map[string][]string{}
	for i, name := range f.parameters {
		at := i + 1
		switch {
		case at >= len(call):
			return nil, fmt.Errorf("no %s", name)
		case i+1 < len(f.parameters):
			values["$"+name] = call[at : at+1]
			continue
		}
		given, err := table(call[at:])
		if err != nil {
			return nil, err
		}
		values["@"+name] = given
	}
	var out [][]string
	for _, words := range f.body {
		var line []string
		for _, w := range words {
			switch value, is := values[w]; {
			case is:
				line = append(line, value...)
			case strings.HasPrefix(w, "$") || strings.HasPrefix(w, "@") && len(w) > 1:
				return nil, fmt.Errorf("nothing is %s", w)
			default:
				line = append(line, w)
			}
		}
		out = append(out, line)
	}
	return out, nil
}

// table reads "@{ Key = value; Key = value }" as "-Key value -Key value".
func table(words []string) (out []string, err error) {
	if len(words) < 3 || words[0] != "@" || words[1] != "{" || words[len(words)-1] != "}" {
		return nil, fmt.Errorf("no table ends the call")
	}
	rest := words[2 : len(words)-1]
	for len(rest) > 0 {
		end := slices.Index(rest, ";")
		if end < 0 {
			end = len(rest)
		}
		entry := rest[:end]
		if len(entry) < 3 || entry[1] != "=" || strings.Trim(entry[0], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return nil, fmt.Errorf("%q is no entry of a table", entry)
		}
		out = append(append(out, "-"+entry[0]), entry[2:]...)
		rest = rest[min(end+1, len(rest)):]
	}
	return out, nil
}
