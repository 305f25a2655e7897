package source

import (
	"cmp"
	"slices"
)

// A Severity is how grave a diagnostic is.
type Severity int

// The severities. Only an Error stops a build.
const (
	Error Severity = iota
	Warning
	Hint
)

// String is the word printed before a diagnostic's code.
func (s Severity) String() string { return [...]string{"error", "warning", "hint"}[s] }

// A Position is a place in a source text. The zero Position is no place. It is small, for every value that is read has one.
type Position struct {
	text  *text
	where where
}

// A where is a line, a column, and a width in one number. No text that is read has more lines or columns; what is wider is shown as wide as that.
type where uint64

const (
	widthBits = 18
	countBits = (64 - widthBits) / 2
)

func whereOf(line, col, width int) where {
	const most = 1<<countBits - 1
	return where(min(line, most)<<countBits|min(col, most))<<widthBits | where(min(width, 1<<widthBits-1))
}

// OfFile is the place of what concerns a whole file.
func OfFile(name string) Position { return Position{text: &text{name: name, unseen: true}} }

// Place is a place in a text that is not at hand.
func Place(file string, line, col, width int) Position { return OfFile(file).To(line, col, width) }

// To is another place in a text that is not at hand.
func (p Position) To(line, col, width int) Position {
	return Position{p.text, whereOf(line, col, width)}
}

// File is the file as the user named it.
func (p Position) File() string {
	if p.text == nil {
		return ""
	}
	return p.text.name
}

// Line counts from 1; it is 0 of a whole file, and of no place.
func (p Position) Line() int { return int(p.where >> (countBits + widthBits)) }

// Col counts from 1, in characters, a tab being one.
func (p Position) Col() int { return int(p.where >> widthBits & (1<<countBits - 1)) }

// Width is how many characters the thing at this place covers, at least 1.
func (p Position) Width() int { return int(p.where & (1<<widthBits - 1)) }

// IsValid tells whether p is a place at all.
func (p Position) IsValid() bool { return p.Line() > 0 }

// seen tells whether the lines of the text may be shown.
func (p Position) seen() bool { return p.text != nil && !p.text.unseen }

// is tells whether two places are the same, and show the same.
func (p Position) is(q Position) bool {
	return p.File() == q.File() && p.seen() == q.seen() && p.where == q.where
}

// SourceLine is the whole line at p, without its end, or "" when the text is not at hand.
func (p Position) SourceLine() string {
	if !p.seen() {
		return ""
	}
	return p.text.line(p.Line())
}

// WithoutText is the same place, of which no line is shown: for lines that must not stand in a log.
func (p Position) WithoutText() Position {
	if p.seen() {
		p.text = &text{name: p.text.name, unseen: true}
	}
	return p
}

// A Diagnostic says where something is wrong, what, and what to do about it.
type Diagnostic struct {
	Severity Severity
	Code     string // stable: "T05", "S12", or a lint rule's id
	At       Position
	What     string
	Help     string // the cure; may be empty
	Related  []Related
}

// Related is a second place that a diagnostic speaks of.
type Related struct {
	At   Position
	What string
}

// Diagnostics are the findings of one phase or several.
type Diagnostics []Diagnostic

// HasErrors tells whether any of ds is an Error.
func (ds Diagnostics) HasErrors() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// Count is the number of diagnostics of the given severity.
func (ds Diagnostics) Count(s Severity) int {
	n := 0
	for _, d := range ds {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sorted returns ds by severity, file, place and code, without repetitions: nobody has to look for errors among hints.
func (ds Diagnostics) Sorted() Diagnostics {
	sorted := slices.Clone(ds)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.At.File(), b.At.File()), cmp.Compare(a.At.Line(), b.At.Line()), cmp.Compare(a.At.Col(), b.At.Col()),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.What, b.What))
	})
	return slices.CompactFunc(sorted, func(a, b Diagnostic) bool {
		return a.Severity == b.Severity && a.Code == b.Code && a.What == b.What && a.At.is(b.At)
	})
}
