package runbooktest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
)

// The database and its standby are two addresses of this computer, so that both can have the port of the site.
const primaryAddress, standbyAddress = "127.0.0.2", "127.0.0.3"

// planAt is the plan of the example customer, with the database and a standby on this computer and a port that is free.
func planAt(t *testing.T, port int) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile("../../sites/harbour-logistics/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	old := "[resources.database]\non = \"qs-db1\""
	if strings.Count(text, old) != 1 {
		t.Fatalf("the site has not one %q", old)
	}
	text = strings.Replace(text, old, "[servers.qs-db2]\nhost = \"qs-db2.harbour.example\"\naddresses = [\"10.20.2.250\"]\nzone = \"data\"\nos = \"windows-server-2022\"\n\n"+
		fmt.Sprintf("[resources.database-standby]\non = \"qs-db2\"\n\n%s\nport = %d", old, port), 1)
	site, found := site.Load("site.toml", []byte(text))
	if site == nil {
		t.Fatal(found)
	}
	for id, address := range map[string]string{"qs-db1": primaryAddress, "qs-db2": standbyAddress} { // no site may have them, but these runbooks are typed here
		server := site.Servers[id]
		server.Host.V, server.Addresses[0].V = address, address
		site.Servers[id] = server
	}
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(found)
	}
	plan, found := resolve.All(site, cats, resolve.Options{})
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}

// command is what a step of a runbook prints, exactly.
func command(t *testing.T, plan *plan.Plan, book, step string) string {
	t.Helper()
	return commandOf(t, plan, book, step).Text
}

func commandOf(t *testing.T, p *plan.Plan, book, step string) plan.Command {
	t.Helper()
	for _, b := range p.Runbooks {
		if b.ID != book {
			continue
		}
		for _, s := range append(b.Steps, b.Undo...) {
			if s.ID == step && len(s.Commands) == 1 {
				return s.Commands[0]
			}
		}
	}
	t.Fatalf("the pack has no runbook %s with one command in step %s", book, step)
	return plan.Command{}
}

// guardOf is the check that stops a step.
func guardOf(t *testing.T, plan *plan.Plan, book, step string) plan.Command {
	t.Helper()
	return guardIn(t, plan.Runbook(book).Steps, book, step)
}

// undoGuardOf is the check that stops a step of the way back.
func undoGuardOf(t *testing.T, plan *plan.Plan, book, step string) plan.Command {
	t.Helper()
	return guardIn(t, plan.Runbook(book).Undo, book, step)
}

func guardIn(t *testing.T, steps []plan.Step, book, step string) plan.Command {
	t.Helper()
	for _, s := range steps {
		if s.ID == step && len(s.Destroys) == 1 && len(s.Destroys[0].Commands) == 1 {
			return s.Destroys[0].Commands[0]
		}
	}
	t.Fatalf("the pack has no runbook %s with one check before step %s", book, step)
	return plan.Command{}
}

// file is the text of a generated file.
func file(t *testing.T, plan *plan.Plan, id string) string {
	t.Helper()
	for _, f := range plan.Files {
		if f.ID == id {
			return f.Text
		}
	}
	t.Fatalf("the plan has no file %s", id)
	return ""
}
