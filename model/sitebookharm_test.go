package model

import (
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// TestSiteRunbooksThatDestroy: a runbook of the site's own, and a change to a product's, are held to the same: what they take away is declared, checked
// and kept.
func TestSiteRunbooksThatDestroy(t *testing.T) {
	const own = `id = "clean-up"
title = "Clean up"
kind = "change"
group = "change"
trigger = "It is full."
impact = "None."
roles = ["Administrator"]
rollback = "None."
[[steps]]
id = "drop"
title = "Drop it"
on = "resource:database"
shell = "powershell"
run = "dropdb -h localhost old"
expect = "It is gone."
`
	const guard = `[[steps.destroys]]
what = "the old database"
component = "database"
unless = "nobody uses the old database"
shell = "powershell"
run = "psql -h localhost -d old -Atc 'SELECT count(*) FROM pg_stat_activity'"
go = "1: this session alone."
stop = "More: somebody uses it."
no_copy = "Its dump is in the archive."
`
	for name, c := range map[string]struct{ book, code string }{
		"undeclared":       {own, "S100"},
		"without a check":  {own + "[[steps.destroys]]\nwhat = \"the old database\"\ncopy = \"itself\"\n", "S101"},
		"without a copy":   {own + strings.ReplaceAll(guard, "no_copy = \"Its dump is in the archive.\"\n", ""), "S102"},
		"a check that rms": {own + strings.ReplaceAll(guard, "psql -h", "rm -rf /tmp/x; psql -h"), "S104"},
		"declared":         {own + guard, ""},
		"the copy removed": {"changes = \"site-restore\"\n[[remove]]\nstep = \"keep-databases\"\nreason = \"It takes too long.\"\n", "S103"},
		"the check replaced": {"changes = \"site-restore\"\n[[replace]]\nstep = \"set-databases-aside\"\nreason = \"As ever.\"\n[replace.with]\ntitle = \"Drop them\"\non = \"resource:database\"\nshell = \"sql\"\n" +
			"run = 'DROP DATABASE \"QSR\";'\nexpect = \"It is gone.\"\n", "S100"},
	} {
		t.Run(name, func(t *testing.T) {
			book, found := site.LoadBook("runbooks/own.toml", []byte(c.book))
			if book == nil {
				t.Fatal(modeltest.Printed(found))
			}
			data, err := os.ReadFile("testdata/failed/restore-drops-healthy-db.toml")
			if err != nil {
				t.Fatal(err)
			}
			s, _ := site.Load("site.toml", data)
			cats, _ := catalog.OpenAll(s.Catalogues())
			_, found = resolve.All(s, cats, resolve.Options{Books: []*site.Book{book}})
			i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return strings.HasPrefix(d.Code, "S10") })
			switch {
			case c.code == "" && i >= 0:
				t.Errorf("refused: %s", modeltest.Printed(found))
			case c.code != "" && (i < 0 || found[i].Code != c.code || found[i].Help == "" || !found[i].At.IsValid()):
				t.Errorf("want %s with its place and cure, got\n%s", c.code, modeltest.Printed(found))
			}
		})
	}
}
