package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/tidy"
	"portolan/model/source"
)

var fmtVerb = verb{
	name: "fmt", args: "[FILE or FOLDER ...]", does: "write the TOML files of sites and catalogues in one style, with their comments",
	examples: `  portolan fmt                          the site in this folder, or all below sites/
  portolan fmt sites/harbour products   all TOML files of a site and of catalogues
  portolan fmt --check                  for pipelines: change nothing, name the files that are not in the style
  portolan fmt - < site.toml            from standard input to standard output, for editors

The style has no options. Entries and headers begin their lines, with one blank before and one behind "=". There is one blank line before
each header, above its comments, and nowhere two. A list stays on its lines: on several, it is indented by two blanks and each line
ends in a comma. Nothing is moved, no line is broken; texts, numbers and comments are kept, and a file is written only if all its
values are the same as before.

Exit codes:
  0   every file is in the style now
  1   a file is no TOML, or cannot be read or written; with --check: a file is not in the style
`,
	prepare: func(flags *pflag.FlagSet) action {
		check := flags.Bool("check", false, "change nothing; name the files that are not in the style: exit code 1")
		return func(ctx context.Context, p *program, args []string) error { return p.fmt(ctx, *check, args) }
	},
}

// maxFormatted bounds the files of one run: a folder of more is not one of sites and catalogues.
const maxFormatted = 20_000

func (p *program) fmt(ctx context.Context, check bool, args []string) error {
	if slices.Equal(args, []string{stdin}) {
		return p.fmtInput(check)
	}
	if args = orHere(args, 1); len(args) == 0 {
		args = []string{"sites"}
	}
	var found source.Diagnostics
	changed := 0
	for _, arg := range args {
		files, more := tomlFiles(filepath.Clean(arg))
		found = append(found, more...)
		for _, name := range files {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			other, more, err := fmtFile(name, check)
			if found = append(found, more...); err != nil {
				return err
			}
			if other {
				changed++
				tell := func(name string) error { return p.done("%s\n", name) }
				if check { // it is the answer
					tell = func(name string) error { return p.print(name + "\n") }
				}
				if err := tell(filepath.ToSlash(name)); err != nil {
					return err
				}
			}
		}
	}
	p.showLoose(found.Sorted())
	if found.HasErrors() || check && changed > 0 {
		return exitCode(exitFailed)
	}
	return nil
}

// inputName is what diagnostics call standard input.
const inputName = "stdin"

// fmtInput passes standard input on in the style.
func (p *program) fmtInput(check bool) error {
	data, err := readInput()
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	text, found := tidy.Text(inputName, data)
	if p.showLoose(found); text == nil {
		return exitCode(exitFailed)
	}
	if !check {
		return p.print(string(text))
	}
	if bytes.Equal(text, data) {
		return nil
	}
	return firstOf(p.print(inputName+"\n"), exitCode(exitFailed))
}

// fmtFile writes a file in the style, unless it is only looked at, and reports whether it is another then.
func fmtFile(name string, check bool) (other bool, found source.Diagnostics, err error) {
	data, found := readRegular(name)
	if found.HasErrors() {
		return false, found, nil
	}
	text, found := tidy.Text(filepath.ToSlash(name), data)
	if text == nil || bytes.Equal(text, data) {
		return false, found, nil
	}
	if !check {
		err = replaceFile(name, data, text)
	}
	return true, found, err
}

// tomlFiles are a file, or the TOML files of a folder and what is in it, in order of names. What is hidden is none of a site's, and links are not followed.
func tomlFiles(name string) (files []string, found source.Diagnostics) {
	at, err := os.Stat(name)
	if err != nil {
		return nil, withHelp(cannotRead(name, err), begin(name))
	}
	if !at.IsDir() {
		return []string{name}, nil
	}
	err = filepath.WalkDir(name, func(each string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			found = append(found, cannotRead(each, err)...)
		case e.IsDir() && each != name && strings.HasPrefix(e.Name(), "."):
			return filepath.SkipDir
		case e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") && strings.EqualFold(filepath.Ext(each), ".toml"):
			files = append(files, each)
		}
		if len(files) > maxFormatted {
			found = append(found, fault("I07", name, fmt.Sprintf("more than %d files", maxFormatted), "name the folders of sites and catalogues")...)
			return filepath.SkipAll
		}
		return nil
	})
	if err == nil && len(files) == 0 && !found.HasErrors() {
		found = append(found, fault("I05", name, "there is no TOML file here", begin(name))...)
	}
	return files, found
}
