package main

import (
	"cmp"
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/parts"
	"portolan/cmd/portolan/terminal/texttable"
)

var licensesVerb = verb{
	name: "licenses", args: "[NAME]", does: "print what the program is made of, with every licence",
	examples: `  portolan licenses                                            every part, and the whole text of each licence
  portolan licenses graphviz                                   the parts with this word in their names
  portolan licenses --format cyclonedx=portolan.cdx.json       software bill of materials (SBOM), CycloneDX 1.6
`,
	prepare: func(flags *pflag.FlagSet) action {
		to := formatFlag(flags, pretty, "json", "cyclonedx")
		of := flags.String("program", "", "look at this `file`, a portolan for any system, instead of the program itself")
		return func(_ context.Context, p *program, args []string) error { return p.licenses(args, to, *of) }
	},
}

func (p *program) licenses(args []string, to *formats, file string) error {
	info, err := builtFrom(file)
	if err != nil {
		return err
	}
	all := parts.Of(version, info)
	chosen := all
	switch {
	case len(args) > 1:
		return usageError("licenses takes one name")
	case len(args) == 1:
		if chosen = parts.Matching(all, args[0]); len(chosen) == 0 {
			return usageError("no part of the program has %q in its name; portolan licenses lists them", args[0])
		}
		if err := to.only(pretty, "json"); err != nil {
			return err
		}
	}
	return to.answer(p, func(form string) (string, error) {
		switch form {
		case "json":
			return indented(chosen)
		case "cyclonedx":
			return indented(parts.CycloneDX(all, info))
		}
		return licencesAsText(chosen), nil
	})
}

// builtFrom is what the Go command noted in a program, this one or a file.
func builtFrom(file string) (*debug.BuildInfo, error) {
	if file != "" {
		info, err := buildinfo.ReadFile(file)
		if err == nil && info.Path != "portolan/cmd/portolan" {
			err = fmt.Errorf("%s is no portolan, but %s", file, info.Path)
		}
		return info, err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil, errors.New("this program does not say what it is made of: the Go command did not build it")
	}
	return info, nil
}

// licencesAsText are parts as a list, and their texts below.
func licencesAsText(chosen []parts.Part) string {
	var b strings.Builder
	var rows [][]string
	for _, p := range chosen {
		from := p.Source
		if p.In != "" {
			from = "in " + p.In + ", source: " + p.Source
		}
		rows = append(rows, []string{p.Name, cmp.Or(p.Version, "-"), p.License, from})
	}
	texttable.Table(&b, unbroken, 0, rows)
	for _, s := range parts.TextsOf(chosen) {
		fmt.Fprintf(&b, "\n%s\n%s: %s\n\n%s", strings.Repeat("=", texttable.Width), s.File, strings.Join(s.Parts, ", "), s.Text.Text)
	}
	return b.String()
}

// partNames are the names of the program's parts, for completion.
func partNames() (out []candidate) {
	if info, err := builtFrom(""); err == nil {
		for _, p := range parts.Of(version, info) {
			out = append(out, candidate{p.Name, p.License})
		}
	}
	return out
}
