//go:build linux

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"portolan/model/site"
	"portolan/render"
)

// TestStamps: a pack that was found whole is known by its stamp, and by none after the least change of it, of its site's folder or of the options.
func TestStamps(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "sites", "single-node", siteFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Chdir(t.TempDir())
	put := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("sites/one/site.toml", string(data))
	build := func(known bool, later time.Duration, args ...string) {
		t.Helper()
		if got, said := builtOnce(t, later, args); got != known {
			t.Errorf("known by a stamp: %v; %s", got, said)
		}
	}
	build(false, time.Hour) // there is no pack
	build(false, 0)         // it was changed a moment ago, and could be again
	build(false, time.Hour)
	build(true, time.Hour)
	build(true, 0)
	stamps := map[string]string{}
	for _, options := range []string{"", "--attach", "--full", "--as-of 2026-11-30"} {
		b, sites := builderOf(t, newProgram(), strings.Fields(options))
		sum := b.stampOf(sites[0]).sum
		if other, known := stamps[sum]; known || sum == "" {
			t.Errorf("%q has the stamp of %q", options, other)
		}
		stamps[sum] = options
	}
	for _, options := range []string{"--force", "--strict", "--catalog sites"} {
		if b, sites := builderOf(t, newProgram(), strings.Fields(options)); b.stamped(sites[0]) || b.stampOf(sites[0]).sum != "" {
			t.Errorf("there is a stamp with %s", options)
		}
	}
	put("sites/one/approvals.toml", "schema = 1\n")
	build(false, time.Hour) // which is an input
	build(false, time.Hour)
	build(true, 0)
	put("sites/one/notes.txt", "of no use")
	build(false, time.Hour)
	build(true, 0)
	page := "dist/one/index.html"
	at, err := os.Stat(page)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	put(page, strings.Replace(string(text), "a", "b", 1))
	if err := os.Chtimes(page, at.ModTime(), at.ModTime()); err != nil {
		t.Fatal(err)
	}
	build(false, time.Hour) // although size and time are what they were
	put(page, string(text))
	build(false, time.Hour)
	build(true, 0)
	put("dist/one/mine.txt", "")
	build(false, time.Hour)
	if err := os.Remove("dist/one/mine.txt"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("notes.txt", "sites/one/link.txt"); err != nil {
		t.Fatal(err)
	}
	build(false, time.Hour) // of which no stamp can speak
	build(false, time.Hour)
}

// TestStampsAreOfOneFolder: no pack has a stamp whose site is made of what lies elsewhere.
func TestStampsAreOfOneFolder(t *testing.T) {
	s := newSite(filepath.FromSlash("sites/one"))
	for _, c := range []struct {
		text string
		want bool
	}{{"", true}, {`catalogs = ["../../products"]`, false}, {"[pack]\nprevious = \"before\"", false}} {
		read, _ := site.Read(s.file, []byte(c.text+"\n"), readRegular)
		if read == nil {
			t.Fatalf("%s: it cannot be read", c.text)
		}
		o := opened{from: s, site: read}
		if got := near(o, nil); got != c.want {
			t.Errorf("%q: near is %v", c.text, got)
		}
		for _, path := range []string{"../other/parts.toml", "/etc/parts.toml"} {
			if near(o, []render.File{{Path: path}}) {
				t.Errorf("%s is inside", path)
			}
		}
	}
}

// builtOnce builds the sites here, so much later than now, and tells whether the pack was known by its stamp.
func builtOnce(t *testing.T, later time.Duration, args []string) (bool, string) {
	t.Helper()
	p, said := newProgram(), &bytes.Buffer{}
	p.stdout, p.stderr = said, said
	p.now = func() time.Time { return time.Now().Add(later) }
	b, sites := builderOf(t, p, args)
	err := b.build(context.Background(), sites)
	if err != nil {
		said.WriteString(err.Error())
	}
	_, known := b.known.Load("one")
	if known && !strings.Contains(said.String(), "unchanged") {
		t.Errorf("%s: it was not left alone", said)
	}
	return known, said.String()
}

// builderOf is what a build of the sites here works with.
func builderOf(t *testing.T, p *program, args []string) (*builder, []siteFolder) {
	t.Helper()
	options, flags := buildOptions{}, pflag.NewFlagSet("build", pflag.ContinueOnError)
	options.flags(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	b, err := options.builder(p)
	if err != nil {
		t.Fatal(err)
	}
	b.shelf, _ = openShelf(nil)
	sites, _ := findSites([]string{"sites"})
	return b, sites
}
