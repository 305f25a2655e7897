package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/source"
)

// pretty is the format for people, of every verb. The others are for programs.
const pretty = "pretty"

// findingFormats are those of findings.
var findingFormats = []string{pretty, "json", "github", "sarif"}

// formats are the forms in which a verb answers, each with the file that it goes to.
type formats struct {
	known  []string
	wanted []formatted
}

// A formatted answer goes to a file, or to standard output.
type formatted struct{ form, file string }

// formatFlag declares --format, spelled alike for every verb.
func formatFlag(flags *pflag.FlagSet, known ...string) *formats {
	f := &formats{known: known}
	flags.Var(f, "format", "`format` of the answer: "+oneOf(known)+"; FORMAT=FILE writes it to a file; may be given several times (default pretty)")
	return f
}

// oneOf is "pretty, json or sarif".
func oneOf(names []string) string {
	last := len(names) - 1
	return strings.TrimPrefix(strings.Join(names[:last], ", ")+" or "+names[last], " or ")
}

// Set takes one value of the flag.
func (f *formats) Set(text string) error {
	form, file, toFile := strings.Cut(text, "=")
	switch {
	case !slices.Contains(f.known, form):
		return fmt.Errorf("a format is %s, not %q", oneOf(f.known), form)
	case toFile && file == "":
		return fmt.Errorf("name a file behind %q", text)
	}
	for _, other := range f.wanted {
		switch {
		case other.file != file:
		case file == "":
			return fmt.Errorf("only one format can go to standard output; write another to a file, as %s=FILE", form)
		default:
			return fmt.Errorf("%s is the file of two formats", file)
		}
	}
	f.wanted = append(f.wanted, formatted{form, file})
	return nil
}

func (f *formats) String() string { return "" }

// Type is what the flag takes.
func (f *formats) Type() string { return "format" }

// all are the wanted forms: what people read where nobody said anything.
func (f *formats) all() []formatted {
	if len(f.wanted) == 0 {
		return []formatted{{form: pretty}}
	}
	return f.wanted
}

// onTerminal is the form that goes to standard output, or "".
func (f *formats) onTerminal() string {
	for _, w := range f.all() {
		if w.file == "" {
			return w.form
		}
	}
	return ""
}

// only reports that a part of a verb does not have all formats of the verb.
func (f *formats) only(known ...string) error {
	for _, w := range f.all() {
		if !slices.Contains(known, w.form) {
			return usageError("here a format is %s, not %q", oneOf(known), w.form)
		}
	}
	return nil
}

// answer writes each wanted form to where it goes.
func (f *formats) answer(p *program, text func(form string) (string, error)) error {
	for _, w := range f.all() {
		said, err := text(w.form)
		if err == nil {
			err = w.write(p, said)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w formatted) write(p *program, text string) error {
	if w.file == "" {
		return p.print(text)
	}
	if err := os.WriteFile(w.file, []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

// textOrJSON is the answer of most verbs: for people, and the same as data.
func (f *formats) textOrJSON(p *program, text func() string, data func() (string, error)) error {
	return f.answer(p, func(form string) (string, error) {
		if form == pretty {
			return text(), nil
		}
		return data()
	})
}

// A reporter shows findings as they come where people read them, and in all other forms when there are no more.
type reporter struct {
	*program
	to    *formats
	found source.Diagnostics
	due   []dueEvent
}

// find takes findings that belong to no site.
func (r *reporter) find(found source.Diagnostics) error {
	r.found = append(r.found, found...)
	if r.to.onTerminal() != pretty {
		return nil
	}
	return r.program.find(found)
}

// findIn takes those of a site, and says how many they are.
func (r *reporter) findIn(file string, found source.Diagnostics) error {
	err := r.find(found)
	if len(found) > 0 && !r.read() {
		r.note("%s in %s\n", count(found), file)
	}
	return err
}

// read reports whether a program reads standard output.
func (r *reporter) read() bool { return r.to.onTerminal() != pretty && r.to.onTerminal() != "" }

// tell says what became of a site: on standard output, unless a program reads it.
func (r *reporter) tell(line string) error {
	if r.read() {
		r.note("%s", line)
		return nil
	}
	return r.done("%s", line)
}

// end writes the forms that need all findings.
func (r *reporter) end() error {
	for _, w := range r.to.all() {
		if w == (formatted{form: pretty}) {
			continue
		}
		if err := w.write(r.program, findingsAs(w.form, r.found, r.due)); err != nil {
			return err
		}
	}
	return nil
}

// findingsAs are findings in one of their formats.
func findingsAs(form string, found source.Diagnostics, due []dueEvent) string {
	switch form {
	case "json":
		return checkJSON(found, due)
	case "github":
		return githubAnnotations(found)
	case "sarif":
		return sarifLog(found)
	}
	return format(found, false)
}
