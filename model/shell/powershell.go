package shell

import (
	"strings"
	"unicode/utf8"
)

// scanPowerShell follows the help pages about_Quoting_Rules and about_Parsing.
func scanPowerShell(t *text) {
	s := &psScan{text: t, stack: make([]psFrame, 1, 4)}
	for !s.done() {
		s.next()
	}
}

// psFrame is what is open: a quote, a here-string, or code between parentheses or braces.
type psFrame struct {
	in   rune   // 0 for code; ' or " for quotes; 'h' and 'H' for here-strings, literal and open
	word []byte // of code: the first word of the statement, which says what kind of command it is
	full bool   // the first word is complete
}

type psScan struct {
	*text
	stack  []psFrame
	remark string // what ends the comment that we are in
}

func (s *psScan) top() *psFrame { return &s.stack[len(s.stack)-1] }

func (s *psScan) push(in rune) { s.stack = append(s.stack, psFrame{in: in}) }

func (s *psScan) pop() {
	if len(s.stack) > 1 {
		s.stack = s.stack[:len(s.stack)-1]
	}
}

func isSingle(r rune) bool { return r == '\'' || r >= '‘' && r <= '‛' }
func isDouble(r rune) bool { return r == '"' || r >= '“' && r <= '„' }

func (s *psScan) next() {
	r := s.peek(0)
	switch {
	case r == mark:
		s.take(s.value())
		return
	case s.remark != "":
		if s.starts(s.remark) {
			s.at += len(s.remark) - 1
			s.remark = ""
		}
	case s.top().in == '\'':
		s.quote(r, isSingle)
	case s.top().in == '"' || s.top().in == 'H':
		s.inDouble(r)
	case s.top().in == 'h':
		s.hereEnd("\n'@")
	case r == '`':
		s.at++
	default:
		s.code(r)
	}
	s.at++
}

// quote ends at a quote that is not doubled.
func (s *psScan) quote(r rune, is func(rune) bool) {
	switch {
	case is(r) && is(s.peek(1)):
		s.at++
	case is(r):
		s.pop()
	}
}

func (s *psScan) hereEnd(end string) {
	if s.starts(end) {
		s.at += len(end) - 1
		s.pop()
	}
}

func (s *psScan) inDouble(r rune) {
	switch {
	case r == '`':
		s.at++
	case r == '$' && s.peek(1) == '(':
		s.at++
		s.push(0)
	case r == '$' && s.peek(1) == '{':
		for !s.done() && s.peek(0) != '}' {
			s.at++
		}
	case s.top().in == 'H':
		s.hereEnd("\n\"@")
	default:
		s.quote(r, isDouble)
	}
}

func (s *psScan) code(r rune) {
	s.note(r)
	switch {
	case r == '@' && isSingle(s.peek(1)) && s.peek(2) == '\n':
		s.push('h')
		s.at++
	case r == '@' && isDouble(s.peek(1)) && s.peek(2) == '\n':
		s.push('H')
		s.at++
	case isSingle(r):
		s.push('\'')
	case isDouble(r):
		s.push('"')
	case r == '(' || r == '{':
		s.push(0)
	case r == ')' || r == '}':
		s.pop()
	case r == '<' && s.peek(1) == '#':
		s.remark = "#>"
	case r == '#' && isEnd(s.peek(-1), ";(){}"):
		s.remark = "\n"
	}
}

// note keeps the first word of the statement.
func (s *psScan) note(r rune) {
	f := s.top()
	switch {
	case r == '\n' || r == ';' || r == '|' || r == '=':
		f.word, f.full = f.word[:0], false
	case f.full:
	case r == ' ' || r == '\t':
		f.full = len(f.word) > 0
	default:
		f.word = utf8.AppendRune(f.word, r)
		f.full = r == '&'
	}
}

// isCmdlet tells whether a word is a verb and a noun with a hyphen between.
func isCmdlet(word string) bool {
	verb, noun, two := strings.Cut(word, "-")
	return two && lettersOnly(verb) && lettersOnly(noun)
}

func lettersOnly(word string) bool {
	return word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') })
}

// toProgram tells whether the statement that a value belongs to calls a program, and not a command or expression of the shell.
func (s *psScan) toProgram() bool {
	for i := len(s.stack) - 1; i >= 0; i-- {
		if f := s.stack[i]; f.in == 0 {
			word := string(f.word)
			return word != "" && !isCmdlet(word) && !strings.ContainsAny(word[:1], `$['"@(0123456789-!`) && !psKeywords[strings.ToLower(word)]
		}
	}
	return false
}

var psKeywords = map[string]bool{"if": true, "elseif": true, "else": true, "foreach": true, "for": true, "while": true, "do": true, "until": true, "return": true,
	"throw": true, "switch": true, "try": true, "catch": true, "function": true, "param": true}

func (s *psScan) value() place {
	if s.remark != "" {
		return place{kind: comment}
	}
	p := place{program: s.toProgram()}
	switch s.top().in {
	case '\'':
		p.kind = single
	case 'h':
		p.kind = literal
		if s.peek(-1) == '\n' {
			p.why = "a value cannot begin a line of a here-string, which it could end"
		}
	case '"':
		p.kind = double
	case 'H':
		p.kind = open
	default:
		if s.glued(`(),;{}=`) {
			p.why = whyGlued
		}
		p.option = s.peek(-1) == ' ' && isNameRune(s.peek(-2)) && s.peek(-3) == '-' && isEnd(s.peek(-4), "")
	}
	if (p.kind == double || p.kind == open) && s.behindVariable() {
		p.why = whyVariable
	}
	return p
}

// quotePowerShell quotes a value. Windows PowerShell loses double quotes, and a backslash at the end, on the way to a program; such values
// are refused there.
func quotePowerShell(value string, at place) (string, string) {
	if at.program && strings.ContainsRune(value, '"') {
		return value, "Windows PowerShell does not hand double quotes on to programs"
	}
	if at.program && strings.HasSuffix(value, `\`) && (at.kind == bare || isSingle(at.after) || isDouble(at.after)) {
		return value, "Windows PowerShell hands a backslash at the end of a value on to programs as an escape"
	}
	switch at.kind {
	case single:
		return doubled(value), ""
	case double, open:
		return backticked(value), ""
	case literal:
		return value, ""
	}
	if digits(value) || at.option && only(value, "_") {
		return value, ""
	}
	return "'" + doubled(value) + "'", ""
}

// doubled doubles all characters that PowerShell takes for single quotes, the typographic ones included.
func doubled(value string) string {
	if !strings.ContainsFunc(value, isSingle) {
		return value
	}
	var out strings.Builder
	for _, r := range value {
		if out.WriteRune(r); isSingle(r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

func backticked(value string) string {
	var out strings.Builder
	for _, r := range value {
		if r == '`' || r == '$' || isDouble(r) {
			out.WriteRune('`')
		}
		out.WriteRune(r)
	}
	return out.String()
}
