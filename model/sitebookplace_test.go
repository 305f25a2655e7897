package model

import (
	"fmt"
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

// TestFaultsOfBooksHavePlaces: whatever a site's runbook lacks, or has too much of, is told at a line of that runbook.
func TestFaultsOfBooksHavePlaces(t *testing.T) {
	const step = "title = \"Save the permissions\"\non = \"operator\"\nexpect = \"No file failed.\"\n"
	const own = "id = \"own\"\ntitle = \"Own\"\nkind = \"change\"\ngroup = \"change\"\ntrigger = \"Now.\"\nimpact = \"None.\"\nroles = [\"Administrator\"]\nrollback = \"None.\"\n"
	insert := func(place, step string) string {
		return "changes = \"site-backup\"\n[[insert]]\n" + place + "\nreason = \"Forgotten\"\n[insert.step]\n" + step
	}
	for name, c := range map[string]struct {
		book, code string
		line       int
	}{
		"inserted step without id":          {insert(`after = "copy-share"`, step), "T07", 5},
		"inserted inline without id":        {"changes = \"site-backup\"\n[[insert]]\nafter = \"copy-share\"\nreason = \"Forgotten\"\nstep = { title = \"Save\", on = \"operator\", expect = \"Saved.\" }\n", "T07", 5},
		"step of an own book without id":    {own + "[[steps]]\n" + step, "T07", 9},
		"step of the way back without id":   {own + "[[steps]]\nid = \"one\"\n" + step + "[[undo]]\n" + step, "T07", 14},
		"inserted step with a bad id":       {insert(`after = "copy-share"`, "id = \"Save It\"\n"+step), "P04", 6},
		"inserted nowhere":                  {insert(``, "id = \"save\"\n"+step), "S70", 2},
		"inserted twice":                    {insert("after = \"copy-share\"\nbefore = \"copy-share\"", "id = \"save\"\n"+step), "S70", 2},
		"inserted behind nothing":           {insert(`after = "copy-shard"`, "id = \"save\"\n"+step), "S132", 3},
		"a step that has the id of another": {insert(`after = "copy-share"`, "id = \"copy-share\"\n"+step), "P03", 6},
		"no step at all":                    {own, "P30", 1},
	} {
		t.Run(name, func(t *testing.T) {
			book, found := site.LoadBook("runbooks/own.toml", []byte(c.book))
			if book != nil {
				data, err := os.ReadFile("testdata/failed/restore-drops-healthy-db.toml")
				if err != nil {
					t.Fatal(err)
				}
				s, _ := site.Load("site.toml", data)
				cats, _ := catalog.OpenAll(s.Catalogues())
				_, more := resolve.All(s, cats, resolve.Options{Books: []*site.Book{book}})
				found = append(found, more...)
			}
			for _, d := range found {
				if !d.At.IsValid() {
					t.Errorf("a fault without place: %s", fmt.Sprint(d))
				}
			}
			if !slices.ContainsFunc(found, func(d source.Diagnostic) bool {
				return d.Code == c.code && d.At.Line() == c.line && strings.HasPrefix(d.At.File(), "runbooks/")
			}) {
				t.Errorf("want %s at line %d, got\n%s", c.code, c.line, modeltest.Printed(found))
			}
		})
	}
}
