package main

import (
	"context"

	"github.com/spf13/pflag"
)

var versionVerb = verb{
	name: "version", does: "print the version",
	examples: "  portolan version\n",
	prepare: func(*pflag.FlagSet) action {
		return func(_ context.Context, p *program, args []string) error {
			if len(args) > 0 {
				return usageError("version takes no arguments")
			}
			return p.print(versionLine() + "\n")
		}
	},
}
