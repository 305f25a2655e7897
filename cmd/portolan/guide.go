package main

import (
	"context"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/reference"
	"portolan/model/catalog"
	"portolan/model/source"
)

var guideVerb = verb{
	name: "guide", args: "[TOPIC]", does: "print a guide in Markdown: reference, product",
	examples: `  portolan guide                     topics
  portolan guide reference           every key of every file, with examples
  portolan guide reference site      those of site.toml
  portolan guide product             describe a product of your own
`,
	prepare: func(*pflag.FlagSet) action {
		return func(_ context.Context, p *program, args []string) error { return p.guide(args) }
	},
}

func (p *program) guide(args []string) error {
	switch {
	case len(args) == 0:
		return p.print("reference [FILE]   every key of every file, with examples; FILE is " + strings.Join(fileNames(), ", ") + "\nproduct            describe a product of your own\n")
	case args[0] == "product" && len(args) == 1:
		return p.print(catalog.Guide)
	case args[0] == "reference" && len(args) == 1:
		return p.print(reference.Whole())
	case args[0] == "reference" && len(args) == 2:
		if f, ok := reference.Find(args[1]); ok {
			return p.print(f.Page())
		}
		return usageError("there is no file %q; %s", args[1], source.DidYouMean(args[1], fileNames()))
	case len(args) > 1:
		return usageError("guide takes one topic")
	}
	return usageError("there is no guide %q; %s", args[0], source.DidYouMean(args[0], []string{"reference", "product"}))
}

// fileNames are the kinds of files of the reference.
func fileNames() []string {
	var names []string
	for _, f := range reference.Files {
		if !f.Part {
			names = append(names, f.Name)
		}
	}
	return names
}
