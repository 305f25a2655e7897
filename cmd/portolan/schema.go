package main

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/reference"
	"portolan/model/plan"
	"portolan/model/revision"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/portal"
	"portolan/render/content/proof"
	"portolan/render/content/rules"
)

var schemaVerb = verb{
	name: "schema", args: "NAME", does: "print the JSON Schema of a file that people write, or that the program writes",
	examples: `  portolan schema site > site.schema.json     that of site.toml, for completion in editors: #:schema ./site.schema.json
  portolan schema catalog                     that of the files of a product's catalogue
  portolan schema rules                       that of rules.json, which is in every pack
  portolan schema portal                      that of portal.json, which says what a portal joins
  portolan schema diagnostics                 that of check --format json
`,
	prepare: func(*pflag.FlagSet) action {
		return func(_ context.Context, p *program, args []string) error { return p.schema(args) }
	},
}

// schemas are all that are published, by their names.
var schemas = allSchemas()

func allSchemas() map[string]func() []byte {
	all := map[string]func() []byte{}
	for name, text := range map[string][]byte{"rules": rules.Schema, proof.Name: proof.Schema, "diff": revision.Schema} {
		all[name] = func() []byte { return text }
	}
	for _, f := range reference.Files {
		all[f.Name] = f.Schema
	}
	for _, o := range []struct {
		name, title string
		of          reflect.Type
	}{
		{"plan", "What a site means: plan.json of a pack", reflect.TypeFor[plan.Written]()},
		{"summary", "What a pack says of itself in short: data/summary.json", reflect.TypeFor[portal.Summary]()},
		{"manifest", "The files of a pack, and what it was built from: MANIFEST.json", reflect.TypeFor[render.Manifest]()},
		{"portal", "What a portal joins: portal.json", render.PortalForm},
		{"diagnostics", "What check --format json prints", reflect.TypeFor[findings]()},
	} {
		all[o.name] = func() []byte { return reference.OutputSchema(o.name, o.title, o.of) }
	}
	return all
}

func (p *program) schema(args []string) error {
	names := slices.Sorted(maps.Keys(schemas))
	if len(args) != 1 {
		return usageError("schema takes one name: %s", strings.Join(names, ", "))
	}
	make, ok := schemas[args[0]]
	if !ok {
		return usageError("there is no schema %q; %s", args[0], source.DidYouMean(args[0], names))
	}
	return p.print(string(make()))
}
