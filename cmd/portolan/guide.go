package main

import (
	"context"
	"embed"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/reference"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/catalog"
	"portolan/model/source"
)

var guideVerb = verb{
	name: "guide", args: "[TOPIC]", does: "print a guide in Markdown; without a topic list them",
	examples: `  portolan guide                     topics
  portolan guide site                describe a site
  portolan guide reference           every key of every file, with examples
  portolan guide reference site      those of site.toml
  portolan guide many github.yml     a recipe for many sites: the workflow of a CI
  portolan guide product             describe a product of your own
`,
	prepare: func(*pflag.FlagSet) action {
		return func(_ context.Context, p *program, args []string) error { return p.guide(args) }
	},
}

//go:embed guides/*.md guides/recipes
var guides embed.FS

// recipes are the files that the guide to many sites has for tools that build much at once, by their names.
func recipes() []string {
	var names []string
	entries, _ := guides.ReadDir("guides/recipes")
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// topics are the guides, in the order in which a newcomer needs them.
var topics = []struct{ name, says string }{
	{"pack", "what a pack holds"}, {"site", "describe a site"}, {"import", "make a site of lists of hosts"}, {"use", "ask, test, hand over"},
	{"many", "many sites: shares, a portal, recipes for make, CI and Kubernetes; or a recipe: many FILE"}, {"products", "products and editions that come along"},
	{"product", "describe a product of your own"}, {"reference", "every key of every file, with examples; or of one: reference FILE"},
}

func (p *program) guide(args []string) error {
	if len(args) == 0 {
		var b strings.Builder
		var rows [][]string
		for _, t := range topics {
			rows = append(rows, []string{t.name, t.says})
		}
		texttable.Table(&b, texttable.Width, 0, rows)
		return p.print(b.String())
	}
	switch {
	case len(args) == 2 && args[0] == "reference":
		f, ok := reference.Find(args[1])
		if !ok {
			return usageError("there is no file %q; %s", args[1], source.DidYouMean(args[1], fileNames()))
		}
		return p.print(f.Page())
	case len(args) == 2 && args[0] == "many":
		text, err := guides.ReadFile("guides/recipes/" + args[1])
		if err != nil {
			return usageError("there is no recipe %q; %s", args[1], source.DidYouMean(args[1], recipes()))
		}
		return p.print(string(text))
	case len(args) > 1:
		return usageError("guide takes one topic")
	case args[0] == "product":
		return p.print(catalog.Guide)
	case args[0] == "reference":
		return p.print(reference.Whole())
	}
	if text, err := guides.ReadFile("guides/" + args[0] + ".md"); err == nil {
		return p.print(string(text))
	}
	var names []string
	for _, t := range topics {
		names = append(names, t.name)
	}
	return usageError("there is no guide %q; %s", args[0], source.DidYouMean(args[0], names))
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
