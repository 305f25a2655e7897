package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/revision"
	"portolan/model/source"
	"portolan/render/content/proof"
	"portolan/render/content/rules"
)

var schemaVerb = verb{
	name: "schema", args: "NAME", does: "print the JSON Schema of a file that the program writes",
	examples: `  portolan schema rules > rules.schema.json   that of rules.json
  portolan schema packet-test > packet-test.schema.json   that of packet-test.json, which prove writes
  portolan schema diff                        that of diff --format json
`,
	prepare: func(*pflag.FlagSet) action {
		return func(_ context.Context, p *program, args []string) error { return p.schema(args) }
	},
}

// schemas are the published ones, by the files that they are of.
var schemas = map[string][]byte{"rules": rules.Schema, proof.Name: proof.Schema, "diff": revision.Schema}

func (p *program) schema(args []string) error {
	var names []string
	for name := range schemas {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(args) != 1 {
		return usageError("schema takes one name: %s", strings.Join(names, ", "))
	}
	text, ok := schemas[args[0]]
	if !ok {
		return usageError("there is no schema %q; %s", args[0], source.DidYouMean(args[0], names))
	}
	return p.print(string(text))
}
