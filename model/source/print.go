package source

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"portolan/model/secret"
)

// MaxPrinted is the number of diagnostics that Print writes in full. Of more errors it leaves out the lines, and of more warnings and hints it
// only says how many there are.
const MaxPrinted = 100

// A Mark makes a part of a printed diagnostic stand out, as with colour: its severity and code, and the carets below the thing.
type Mark func(Severity, string) string

// Print writes diagnostics for a person: place, code, what, the line with a caret, the cure. Characters that could steer a terminal
// are quoted.
func Print(w io.Writer, ds Diagnostics) error {
	return PrintMarked(w, ds, func(_ Severity, part string) string { return part })
}

// PrintMarked is Print with parts that stand out.
func PrintMarked(w io.Writer, ds Diagnostics, mark Mark) error {
	more := 0
	for i, d := range ds {
		if i >= MaxPrinted && d.Severity != Error {
			more++
			continue
		}
		d = d.WithoutSecrets()
		if i >= MaxPrinted {
			d.At, d.Related = d.At.WithoutText(), nil
		}
		if _, err := io.WriteString(w, d.format(mark)); err != nil {
			return err
		}
	}
	if more > 0 {
		_, err := fmt.Fprintf(w, "... and %d more warnings and hints\n", more)
		return err
	}
	return nil
}

// WithoutSecrets is the diagnostic as it may be shown and stand in logs: without what looks like a secret in its texts, or in the lines that it is about.
func (d Diagnostic) WithoutSecrets() Diagnostic {
	hidden := d.At.secrets()
	if len(hidden) > 0 {
		d.At = d.At.WithoutText()
	}
	d.Related = slices.Clone(d.Related)
	for i, r := range d.Related {
		if more := r.At.secrets(); len(more) > 0 {
			hidden, d.Related[i].At = append(hidden, more...), r.At.WithoutText()
		}
	}
	hide := func(text string) string {
		for _, value := range hidden {
			text = strings.ReplaceAll(text, value, "...")
		}
		return secret.Hide(text)
	}
	if d.What, d.Help = hide(d.What), hide(d.Help); len(hidden) > 0 {
		d.Help = "" // it may say the secret in another spelling
	}
	for i := range d.Related {
		d.Related[i].What = hide(d.Related[i].What)
	}
	return d
}

// longestKey is the number of lines that a private key may have.
const longestKey = 100

// secrets are those of the line at a place. A line within a private key is one, and so is what a line before gave a name to.
func (p Position) secrets() []string {
	if !p.seen() || !p.IsValid() {
		return nil
	}
	line := p.text.near(p)
	all := secret.Values(line)
	if head, opens := secret.Opens(p.text.line(p.Line() - 1)); opens {
		all = append(all, secret.Values(head+line)...)
	}
	for i := p.Line() - 1; i >= max(1, p.Line()-longestKey); i-- {
		before := p.text.line(i)
		switch {
		case strings.Contains(before, "-----END"):
			return all
		case strings.Contains(before, "-----BEGIN") && secret.Find(before) != "":
			return append(all, strings.TrimSpace(line))
		}
	}
	return all
}

func (d Diagnostic) format(mark Mark) string {
	var b strings.Builder
	if d.At.IsValid() {
		fmt.Fprintf(&b, "%s:%d:%d: ", visible(d.At.File()), d.At.Line(), d.At.Col())
	} else if d.At.File() != "" {
		fmt.Fprintf(&b, "%s: ", visible(d.At.File()))
	}
	fmt.Fprintf(&b, "%s: %s\n", mark(d.Severity, d.Severity.String()+"["+d.Code+"]"), visible(d.What))
	b.WriteString(excerpt(d.At, mark))
	for _, r := range d.Related {
		fmt.Fprintf(&b, "  %s:%d:%d: %s\n", visible(r.At.File()), r.At.Line(), r.At.Col(), visible(r.What))
	}
	for i, line := range strings.Split(d.Help, "\n") { // a cure of several lines of TOML
		if d.Help != "" {
			fmt.Fprintf(&b, "  %s%s\n", [...]string{"help: ", "      "}[min(i, 1)], visible(line))
		}
	}
	return b.String()
}

// excerpt is the line of a position with carets under the thing, cut around it when the line is very long.
func excerpt(p Position, mark Mark) string {
	const widest = 120
	line := []rune(p.SourceLine())
	if len(line) == 0 || p.Col() < 1 {
		return ""
	}
	start := 0
	if p.Col() > widest-20 {
		start = p.Col() - 40
	}
	start = min(start, len(line))
	end := min(len(line), start+widest)
	caret := min(max(p.Width(), 1), max(1, end-p.Col()+1))
	number := fmt.Sprint(p.Line())
	margin := strings.Repeat(" ", len(number))
	return fmt.Sprintf("  %s | %s\n  %s | %s%s\n", number, plain(line[start:end]), margin,
		strings.Repeat(" ", max(0, p.Col()-1-start)), mark(Error, strings.Repeat("^", caret)))
}

// plain keeps the width of a line: every character that does not show becomes one space.
func plain(line []rune) string {
	out := make([]rune, len(line))
	for i, r := range line {
		if out[i] = r; !unicode.IsPrint(r) {
			out[i] = ' '
		}
	}
	return string(out)
}

// visible quotes what does not print and shortens what nobody would read.
func visible(s string) string {
	const longest = 400
	var b strings.Builder
	for i, r := range s {
		switch {
		case i > longest:
			return b.String() + "..."
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "\\u%04x", r)
		}
	}
	return b.String()
}
