package shell

import "strings"

// scanSQL follows the chapter "Lexical Structure" of the database server's manual, as psql reads it; a line that begins with a backslash is a command of psql.
func scanSQL(t *text) {
	s := &sqlScan{text: t}
	for !s.done() {
		s.next()
	}
}

type sqlScan struct {
	*text
	in      rune // ' " or a comment's start, or $
	escapes bool // in E'...'
	tag     string
	meta    bool
}

func (s *sqlScan) next() {
	r := s.peek(0)
	switch {
	case r == mark:
		s.take(s.value())
		return
	case s.in == '\'' || s.in == '"':
		s.quoted(r)
	case s.in == '$':
		if s.starts(s.tag) {
			s.at += len([]rune(s.tag)) - 1
			s.in = 0
		}
	case s.in == '-':
		if r == '\n' {
			s.in = 0
		}
	case s.in == '*':
		if s.starts("*/") {
			s.in = 0
		}
	default:
		s.outside(r)
	}
	if r == '\n' && s.in != '\'' {
		s.meta = false
	}
	s.at++
}

func (s *sqlScan) quoted(r rune) {
	switch {
	case r == s.in && s.peek(1) == s.in:
		s.at++
	case r == s.in:
		s.in = 0
	case r == '\\' && (s.escapes || s.meta):
		s.at++
	}
}

func (s *sqlScan) outside(r rune) {
	switch {
	case r == '\'' || r == '"':
		before := s.peek(-1)
		s.in, s.escapes = r, r == '\'' && (before == 'E' || before == 'e') && !isNameRune(s.peek(-2))
	case s.starts("--"):
		s.in = '-'
	case s.starts("/*"):
		s.in = '*'
	case r == '\\' && (s.at == 0 || s.peek(-1) == '\n'):
		s.meta = true
	case r == '$':
		if tag := s.dollarTag(); tag != "" {
			s.in, s.tag = '$', tag
			s.at += len([]rune(tag)) - 1
		}
	}
}

// dollarTag is the "$tag$" that stands here.
func (s *sqlScan) dollarTag() string {
	i := 1
	for isNameRune(s.peek(i)) {
		i++
	}
	if s.peek(i) != '$' {
		return ""
	}
	return string(s.runes[s.at : s.at+i+1])
}

func (s *sqlScan) value() place {
	switch s.in {
	case '\'':
		if s.escapes {
			return place{why: whyEscapes}
		}
		return place{kind: single, meta: s.meta}
	case '"':
		return place{kind: double, meta: s.meta}
	case '$':
		return place{why: whyDollar}
	case '-':
		return place{kind: comment}
	case '*':
		return place{why: "a value cannot be filled into a comment that it could end"}
	}
	p := place{meta: s.meta}
	if s.glued(`(),;=.`) {
		p.why = whyGlued
	}
	return p
}

// quoteSQL writes a bare value as an identifier, unless it is a number: names of databases and roles are what stands bare in commands.
func quoteSQL(value string, at place) (string, string) {
	switch {
	case at.kind == single:
		if at.meta {
			value = strings.ReplaceAll(value, `\`, `\\`)
		}
		return strings.ReplaceAll(value, "'", "''"), ""
	case at.kind == double:
		return strings.ReplaceAll(value, `"`, `""`), ""
	case digits(value):
		return value, ""
	}
	return Identifier(value), ""
}

// Literal is a text as SQL writes it. With a backslash in it the text is one with escapes, which every server reads alike.
func Literal(value string) string {
	if strings.Contains(value, `\`) {
		return `E'` + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(value) + `'`
	}
	return "'" + strings.ReplaceAll(value, "'", "''") + "'"
}

// Identifier is a name as SQL writes it.
func Identifier(value string) string { return `"` + strings.ReplaceAll(value, `"`, `""`) + `"` }
