package shell

import "strings"

// scanBash follows bash's manual, section "Quoting".
func scanBash(t *text) {
	b := &bashScan{text: t}
	for !b.done() {
		b.next()
	}
}

type bashScan struct {
	*text
	stack []rune // what is open: a quote, a parenthesis, a brace
	never string // why no value can stand in what follows
	lines bool   // in a comment
}

func (b *bashScan) in() rune {
	if len(b.stack) == 0 {
		return 0
	}
	return b.stack[len(b.stack)-1]
}

func (b *bashScan) push(r rune) { b.stack = append(b.stack, r) }

func (b *bashScan) pop() { b.stack = b.stack[:max(0, len(b.stack)-1)] }

func (b *bashScan) next() {
	r := b.peek(0)
	switch {
	case r == mark:
		b.take(b.value())
		return
	case b.lines:
		b.lines = r != '\n'
	case b.in() == '\'':
		if r == '\'' {
			b.pop()
		}
	case r == '\\':
		b.at++
	case b.in() == '"':
		b.inDouble(r)
	default:
		b.outside(r)
	}
	b.at++
}

func (b *bashScan) inDouble(r rune) {
	switch {
	case r == '"':
		b.pop()
	case r == '`':
		b.push('`')
	case r == '$' && b.peek(1) == '(':
		b.push('(')
		b.at++
	case r == '$' && b.peek(1) == '{':
		b.push('{')
		b.at++
	}
}

func (b *bashScan) outside(r rune) {
	switch r {
	case '\'', '"', '(', '{':
		if r == '\'' && b.peek(-1) == '$' {
			b.never = whyEscapes
		}
		b.push(r)
	case ')', '}':
		b.pop()
	case '`':
		if b.in() == '`' {
			b.pop()
		} else {
			b.push('`')
		}
	case '<':
		if b.starts("<<") && !b.starts("<<<") && b.peek(-1) != '<' {
			b.never = whyHere
		}
	case '#':
		b.lines = isEnd(b.peek(-1), ";(")
	}
}

func (b *bashScan) value() place {
	switch {
	case b.never != "":
		return place{why: b.never}
	case b.lines:
		return place{kind: comment}
	case b.in() == '\'':
		return place{kind: single}
	}
	for _, open := range b.stack {
		if open == '`' {
			return place{why: whyBackquo}
		}
	}
	p := place{}
	if b.in() == '"' {
		p.kind = double
	}
	if b.behindVariable() {
		p.why = whyVariable
	}
	return p
}

var inBashDouble = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`", "!", `"'!'"`)

// quoteBash leaves plain words alone. An exclamation mark stands between single quotes even within double ones, for the history of
// interactive shells.
func quoteBash(value string, at place) (string, string) {
	inSingle := strings.ReplaceAll(value, "'", `'\''`)
	switch at.kind {
	case single:
		return inSingle, ""
	case double:
		return inBashDouble.Replace(value), ""
	}
	if only(value, "_@%+:,./-") {
		return value, ""
	}
	return "'" + inSingle + "'", ""
}
