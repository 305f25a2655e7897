package model

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// planted compiles the example customer with changes to its description and to one runbook of its product. Each change must meet exactly
// one place.
func planted(t *testing.T, s, book map[string]string, opts resolve.Options) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	const dir = "qlik-sense/2023-08"
	files := fstest.MapFS{}
	embedded := os.DirFS("catalog/" + dir)
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(embedded, name)
		files[dir+"/"+name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for place, with := range book {
		name, old, _ := strings.Cut(place, ": ")
		if !strings.Contains(name, "/") {
			name = "runbooks/" + name
		}
		file := files[dir+"/"+name+".toml"]
		if file == nil || strings.Count(string(file.Data), old) != 1 {
			t.Fatalf("%s has not one %q", name, old)
		}
		file.Data = []byte(strings.Replace(string(file.Data), old, with, 1))
	}
	cat, found := catalog.Load(files, dir)
	if cat == nil {
		return nil, found
	}
	data, err := os.ReadFile("../sites/harbour-logistics/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for old, with := range s {
		if strings.Count(text, old) < 1 {
			t.Fatalf("the site has no %q", old)
		}
		text = strings.ReplaceAll(text, old, with)
	}
	loaded, found := site.Load("site.toml", []byte(text))
	if loaded == nil {
		return nil, found
	}
	cats, _ := catalog.OpenAll(loaded.Catalogues())
	cats[slices.IndexFunc(cats, func(c *catalog.Catalogue) bool { return c.Dir == dir })] = cat
	plan, more := resolve.All(loaded, cats, opts)
	return plan, append(found, more...)
}

// TestPlantedFaults puts one fault into a site or a runbook and wants it found, with its place, and shown in the pack unless it depends on
// the day.
func TestPlantedFaults(t *testing.T) {
	change := func(pairs ...string) map[string]string {
		out := map[string]string{}
		for i := 0; i+1 < len(pairs); i += 2 {
			out[pairs[i]] = pairs[i+1]
		}
		return out
	}
	for _, c := range []struct {
		name       string
		site, book map[string]string
		code, says string
		file       string
		hidden     bool // not in the pack
	}{
		{name: "20 minutes too many", site: change("rto_minutes = 240", "rto_minutes = 213", "minutes = 210\n", ""), code: "S60", says: "restore-databases 4 x 5", file: "site.toml"},
		{name: "a test that took too long", site: change("rto_minutes = 240", "rto_minutes = 209"), code: "S60", says: "its latest timed test took 210 minutes", file: "site.toml"},
		{name: "backups too seldom", site: change("every_hours = 24", "every_hours = 48"), code: "S61", says: "a backup every 48 hours can lose 2880 minutes", file: "site.toml"},
		{name: "a missing rule", site: change(`from = ["all nodes", "qs-db1", "qs-files1"]`+"\n"+`to = "backup1"`, `from = "all nodes"`+"\n"+`to = "backup1"`), code: "S62",
			says: "tcp/445, and the plan has no rule for qs-db1.harbour.example -> backup1.harbour.example", file: "qlik-sense/2023-08/runbooks/central-rebuild.toml"},
		{name: "a shell that the system has not", book: change("procedures/services-stop: shell = \"powershell\"\neach = \"services reversed\"", "shell = \"bash\"\neach = \"services reversed\""), code: "S63", says: "is written for bash, which", file: "qlik-sense/2023-08/procedures/services-stop.toml"},
		{name: "a host outside the site", book: change(`certificates-backup: run = "Test-Path -Path '{{backup.folder}}'"`, `run = 'Test-Path -Path "\\backup9.harbour.example\analytics"'`), code: "S64",
			says: "names backup9.harbour.example, which is no host", file: "qlik-sense/2023-08/runbooks/certificates-backup.toml"},
		{name: "services in the wrong order", book: change("procedures/services-start: each = \"services\"\n", "each = \"services reversed\"\n"), code: "S65", says: "which it waits for", file: "qlik-sense/2023-08/procedures/services-start.toml"},
		{name: "an overdue rehearsal", site: change("last_tested = 2026-08-22", "last_tested = 2026-01-05"), code: "S66",
			says: "it was last tested on 2026-01-05", file: "site.toml", hidden: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			clean, _ := planted(t, nil, nil, resolve.Options{})
			plan, found := planted(t, c.site, c.book, resolve.Options{})
			if plan == nil {
				t.Fatal(modeltest.Printed(found))
			}
			i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == c.code && strings.Contains(d.What, c.says) })
			if i < 0 {
				t.Fatalf("nothing of code %s that says %q in\n%s", c.code, c.says, modeltest.Printed(found))
			}
			if d := found[i]; !strings.HasPrefix(d.At.File(), c.file) || !d.At.IsValid() || d.Help == "" || d.Severity != source.Warning {
				t.Errorf("found %+v, want %q in %s", d, c.says, c.file)
			}
			if got := shows(plan, c.code); got == c.hidden || shows(clean, c.code) {
				t.Errorf("the pack shows it: %v", got)
			}
		})
	}
}

func shows(p *plan.Plan, code string) bool {
	return slices.ContainsFunc(p.Runbooks, func(b *plan.Runbook) bool {
		return slices.ContainsFunc(b.Faults, func(f plan.BookFault) bool { return f.Code == code })
	})
}

// TestRehearsalDependsOnTheDay sees that the day of the check is in no plan.
func TestRehearsalDependsOnTheDay(t *testing.T) {
	now, found := planted(t, nil, nil, resolve.Options{})
	later, more := planted(t, nil, nil, resolve.Options{AsOf: source.Date{Year: 2027, Month: 3, Day: 31}})
	if planText(now, nil) != planText(later, nil) {
		t.Error("the plan depends on the day")
	}
	if overdue := func(d source.Diagnostic) bool { return d.Code == "S66" }; slices.ContainsFunc(found, overdue) || !slices.ContainsFunc(more, overdue) {
		t.Errorf("overdue now: %s\nlater: %s", modeltest.Printed(found), modeltest.Printed(more))
	}
}

// TestRemovedRollback sees that a step which can do damage needs a way back, and that a procedure is at fault once, however many runbooks include it.
func TestRemovedRollback(t *testing.T) {
	_, found := planted(t, nil, map[string]string{"procedures/services-stop: rollback = \"Start the services again": "evidence = \"Start the services again"}, resolve.Options{})
	if i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == "P31" }); i < 0 || !strings.HasSuffix(found[i].At.File(), "procedures/services-stop.toml") || strings.Count(modeltest.Printed(found), "P31") != 1 {
		t.Errorf("found %s", modeltest.Printed(found))
	}
}

// TestRenamedHost renames a host and wants every command, text and file to follow.
func TestRenamedHost(t *testing.T) {
	plan, found := planted(t, map[string]string{"qs-db1.harbour.example": "base.harbour.example", "backup1.harbour.example": "keep.harbour.example"}, nil, resolve.Options{})
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	was, _ := planted(t, nil, nil, resolve.Options{})
	for i, b := range plan.Runbooks {
		now, before := bookText(b), bookText(was.Runbooks[i])
		if strings.Contains(now, "qs-db1.harbour") || strings.Contains(now, "backup1.harbour") {
			t.Errorf("%s still names the old host", b.ID)
		}
		renamed := strings.NewReplacer("qs-db1.harbour.example", "base.harbour.example", "backup1.harbour.example", "keep.harbour.example", "qs-db1", "base", "backup1", "keep").Replace(before)
		if renamed != strings.NewReplacer("qs-db1", "base", "backup1", "keep").Replace(now) {
			t.Errorf("%s changed in more than the names", b.ID)
		}
	}
	for _, f := range plan.Files {
		if strings.Contains(f.Text, "qs-db1.harbour") {
			t.Errorf("%s still names the old host", f.Path)
		}
	}
}

// bookText is everything that a runbook prints.
func bookText(b *plan.Runbook) string {
	var out strings.Builder
	add := func(texts ...string) { out.WriteString(strings.Join(texts, "\n") + "\n") }
	commands := func(list []plan.Command) {
		for _, c := range list {
			add(c.Text)
		}
	}
	add(b.Trigger, b.NotWhen, b.Impact, b.Rollback, b.Go)
	add(b.Access...)
	for _, k := range slices.Concat(b.PreChecks, b.Verify) {
		add(k.Text, k.Pass, k.IfFails)
		commands(k.Commands)
	}
	for _, s := range slices.Concat(b.Steps, b.Undo) {
		add(s.Title, s.Text, s.Expect, s.IfFails, s.Rollback, s.Danger)
		commands(s.Commands)
	}
	for _, p := range b.Problems {
		add(p.Symptom, p.Cause, p.Cure)
		commands(p.Commands)
	}
	return out.String()
}

// TestHostileValues gives the site paths and names that a shell would read, and wants a pack in which they are quoted, or a fault at the
// site's line.
func TestHostileValues(t *testing.T) {
	p, found := planted(t, map[string]string{`'\\backup1.harbour.example\analytics'`: `'''\\backup1.harbour.example\it's $(Get-Date); & more'''`}, nil, resolve.Options{})
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	i := slices.IndexFunc(p.Runbooks, func(b *plan.Runbook) bool { return b.ID == "site-backup" })
	text := bookText(p.Runbooks[i])
	if !strings.Contains(text, `'\\backup1.harbour.example\it''s $(Get-Date); & more'`) || strings.Contains(text, `"\\backup1.harbour.example\it's $(`) {
		t.Errorf("the folder is not quoted:\n%s", text)
	}
	p, found = planted(t, map[string]string{`'\\backup1.harbour.example\analytics'`: `"\\\\backup1.harbour.example\\two\nlines"`}, nil, resolve.Options{})
	if p != nil || !slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.At.File() == "site.toml" && d.Severity == source.Error }) {
		t.Errorf("two lines: %s", modeltest.Printed(found))
	}
}
