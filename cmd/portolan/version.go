package main

import (
	"cmp"
	"context"
	"runtime"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/parts"
)

// version is the program's own. It comes into packs, so it must not tell the commit that a program happened to be built from.
const version = "0.1.0"

// commit is that from which a release was built. Whoever builds it sets it; elsewhere the Go command notes it in the program.
var commit string

var versionVerb = verb{
	name: "version", does: "print the version, or as data also what the program was built from",
	examples: `  portolan version
  portolan version --format json       with commit, Go and the version of every module
`,
	prepare: func(flags *pflag.FlagSet) action {
		to := formatFlag(flags, pretty, "json")
		return func(_ context.Context, p *program, args []string) error {
			if len(args) > 0 {
				return usageError("version takes no arguments")
			}
			return to.textOrJSON(p, func() string { return versionLine() + "\n" }, func() (string, error) { return versionJSON() })
		}
	},
}

// A built program, as data.
type builtProgram struct {
	Format   string       `json:"format_version"`
	Version  string       `json:"version"`
	Commit   string       `json:"commit,omitempty"`
	Modified bool         `json:"modified,omitempty"` // the sources differed from the commit
	Go       string       `json:"go"`
	OS       string       `json:"os"`
	Arch     string       `json:"arch"`
	Parts    []parts.Part `json:"parts"`
}

func versionJSON() (string, error) {
	info, err := builtFrom("")
	if err != nil {
		return "", err
	}
	b := builtProgram{Format: "1.0", Version: version, Commit: commit, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Parts: parts.WithoutTexts(parts.Of(version, info))}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = cmp.Or(b.Commit, s.Value)
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return indented(b)
}
