// Package shell writes values into commands so that the shell takes each for text and nothing else: quoted for the place where it stands,
// bare or between quotes, or refused where no quoting is right. It knows the rules of a language, and never runs anything.
package shell

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// A Piece is a part of a command: text as its author wrote it, or a value that becomes part of it.
type Piece struct {
	Text  string
	Value bool
}

// A Refusal says why the value of a piece cannot stand where it does.
type Refusal struct {
	Piece int
	Why   string // a clause: "PowerShell hands ... on wrongly"
}

// A language is how a shell reads text.
type language struct {
	scan  func(*text)
	quote func(value string, at place) (text, why string)
	// system is the start of the operating systems' names that have it; negated when it has to be another. Empty for files and forms.
	system  string
	negated bool
}

// mark stands for a value while the written text is scanned. It is no character.
const mark rune = -1

// languages are the shells and kinds of files that commands are written in.
var languages = map[string]language{
	"bash":       {scanBash, quoteBash, "windows", true},
	"cmd":        {scanCmd, quoteCmd, "windows", false},
	"powershell": {scanPowerShell, quotePowerShell, "windows", false},
	"sql":        {scanSQL, quoteSQL, "", false},
	"conf":       {scanConf, quoteConf, "", false},
	"hba":        {scanHBA, quoteHBA, "", false},
	"xml":        {scanPlain, quoteXML, "", false},
	"url":        {scanPlain, quotePlain, "", false},
	"repeat":     {scanPlain, quotePlain, "", false},
	"text":       {scanPlain, quotePlain, "", false},
}

// Names lists the languages, by name.
func Names() []string { return slices.Sorted(maps.Keys(languages)) }

// Runs tells whether an operating system, by its name in a site, has a shell.
func Runs(name, system string) bool {
	l := languages[name]
	return l.system == "" || strings.HasPrefix(system, l.system) != l.negated
}

// A Command is read once, and written with its values for one host after another.
type Command struct {
	language language
	text     text
}

// Read takes in where the values of a command stand. What they are does not matter.
func (c *Command) Read(name string, pieces []Piece) {
	l, ok := languages[name]
	if !ok {
		l = languages["text"]
	}
	c.language = l
	c.text.write(pieces)
	l.scan(&c.text)
}

// Append adds the command that was read to a text, with its values. A refused value stands there as it is, so that the text must not be used.
func (c *Command) Append(out []byte, pieces []Piece) ([]byte, []Refusal) {
	var refused []Refusal
	places := c.text.places
	for i, p := range pieces {
		if !p.Value {
			out = append(out, p.Text...)
			continue
		}
		at := place{why: whySwallowed}
		if len(places) > 0 {
			at, places = places[0], places[1:]
		}
		text, why := fillOne(c.language, p.Text, at)
		if at.why == whySwallowed {
			why = at.why // also of a plain word: which value was swallowed is not known
		}
		if why != "" {
			refused = append(refused, Refusal{i, why})
		}
		out = append(out, text...)
	}
	return out, refused
}

// whySwallowed is why a value has no place: the text before it takes it for a part of its own.
const whySwallowed = "the text before a value swallows it"

// Misplaced lists values that stand where not every value can be right, so that the command should be written in another way.
func Misplaced(name string, pieces []Piece) []Refusal {
	if _, ok := languages[name]; !ok {
		return nil
	}
	var c Command
	c.Read(name, pieces)
	var out []Refusal
	places := c.text.places
	for i, p := range pieces {
		if !p.Value {
			continue
		}
		if len(places) == 0 {
			return append(out, Refusal{i, whySwallowed})
		}
		if places[0].why != "" {
			out = append(out, Refusal{i, places[0].why})
		}
		places = places[1:]
	}
	return out
}

func fillOne(l language, value string, at place) (string, string) {
	for _, r := range value {
		if r == unicode.ReplacementChar || unicode.IsControl(r) {
			return value, "a command cannot hold a line break or control character"
		}
	}
	if at.why != "" && !plainWord(value) {
		return value, at.why
	}
	if at.why != "" || at.kind == comment {
		return value, ""
	}
	return l.quote(value, at)
}

// plainWord tells whether no shell sees more than letters in a value.
func plainWord(value string) bool { return only(value, "_.-") && !strings.HasPrefix(value, "-") }

// only tells whether a value has nothing but ASCII letters, digits and some other characters.
func only(value, others string) bool {
	return value != "" && !strings.ContainsFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(others, r))
	})
}

// digits tells whether a value is a plain number.
func digits(value string) bool { return value != "" && strings.Trim(value, "0123456789") == "" }
