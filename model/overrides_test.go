package model

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
)

// TestOverrides writes for each site of testdata/overrides what its overrides change: each rule that is not as in the plan of the same site without
// them, what is left of the services without encryption, and which rules the site does without. A setting that changes nothing would show.
func TestOverrides(t *testing.T) {
	files, err := filepath.Glob("testdata/overrides/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	for _, file := range files {
		path := strings.TrimSuffix(file, ".toml") + ".txt"
		wanted = append(wanted, path)
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			with, found := compile("site.toml", data)
			without, more := compile("site.toml", data[:strings.Index(string(data), "\n[overrides.")])
			if with == nil || without == nil {
				t.Fatal(modeltest.Printed(append(found, more...)))
			}
			var b strings.Builder
			comment, _, _ := strings.Cut(string(data), "\n")
			b.WriteString(comment + "\n\nRules: - without the overrides, + with them\n")
			before, after := ruleLines(without), ruleLines(with)
			for _, line := range before {
				if !slices.Contains(after, line) {
					b.WriteString("- " + line + "\n")
				}
			}
			for _, line := range after {
				if !slices.Contains(before, line) {
					b.WriteString("+ " + line + "\n")
				}
			}
			b.WriteString("\nNot required, and not opened\n")
			for _, o := range with.Omitted {
				fmt.Fprintf(&b, "%s, %s: %s. %s\n", o.Rule, o.Requirement, o.Purpose, o.Reason)
			}
			b.WriteString("\n" + modeltest.Printed(found.Sorted()))
			golden.Check(t, path, b.String())
		})
	}
	golden.NoOrphans(t, "testdata/overrides", ".txt", wanted)
}

// ruleLines are the rules of a plan with what an override can change of them, and the services that are not encrypted.
func ruleLines(p *plan.Plan) []string {
	var lines []string
	for _, f := range p.Flows {
		lines = append(lines, fmt.Sprintf("%s %s -> %s %s, encrypted: %s. %s", f.Rule, f.From, f.To, f.Port, f.Encrypted, f.Purpose))
	}
	for _, s := range p.Insecure {
		lines = append(lines, fmt.Sprintf("not encrypted: %s %s", s.Listener, s.Port))
	}
	return lines
}
