package model

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// onDisk reads files of fixtures.
func onDisk(file string) ([]byte, source.Diagnostics) {
	data, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		return nil, source.Diagnostics{{Code: "I01", What: err.Error()}}
	}
	return data, nil
}

// TestEnvironment holds what a test environment of the example customer differs in, which its twelve lines say: the table of differences, and
// how many rules are others.
func TestEnvironment(t *testing.T) {
	file := "testdata/environments/harbour-test/site.toml"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), "\n"); n != 12 {
		t.Errorf("the environment has %d lines", n)
	}
	here, found := site.Read(file, data, onDisk)
	if found.HasErrors() {
		t.Fatal(found)
	}
	cats, found := catalog.OpenAll(here.Catalogues())
	if found.HasErrors() {
		t.Fatal(found)
	}
	base, found := site.ReadBase(here)
	if found.HasErrors() {
		t.Fatal(found)
	}
	before, _ := resolve.All(base, cats, resolve.Options{})
	plan, found := resolve.All(here, cats, resolve.Options{Base: before})
	if plan == nil || len(found) > 0 {
		t.Fatal(found)
	}
	e := plan.Environment
	var b strings.Builder
	for _, d := range e.Differences {
		fmt.Fprintf(&b, "%-7s  %s  %s\n  base: %s\n  here: %s\n  %s\n", d.Change, d.Part, d.Key, d.Base, d.Here, fmt.Sprintf("%s:%d", d.Where, d.Line))
	}
	fmt.Fprintf(&b, "rules: %+v\n", *e.Rules)
	golden.Check(t, "testdata/environments/harbour-test/differences.txt", b.String())
	if n := len(plan.Network()); n != e.Rules.Same+e.Rules.Changed+e.Rules.Added {
		t.Errorf("%d rules, of which %+v", n, *e.Rules)
	}
	if n := len(before.Network()); n != e.Rules.Same+e.Rules.Changed+e.Rules.Removed {
		t.Errorf("the base has %d rules: %+v", n, *e.Rules)
	}
	if alone, _ := resolve.All(base, cats, resolve.Options{}); alone.Environment != nil {
		t.Error("the base is no environment")
	}
}
