package runbooktest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/outage"
	"portolan/model/plan"
)

// TestBackupAndRestore dumps the databases with the commands of the backup's runbook, and restores them on a clean server with those of every
// runbook that restores databases, and takes the restore back.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	port := freePort(t)
	plan := planAt(t, port)
	old := newServer(t, primaryAddress, port).initialise().start()
	for _, step := range []string{"create-databases", "create-role", "own-databases", "grant"} {
		old.typed(command(t, plan, "database-server-setup", step))
	}
	databases := []string{"QSR", "SenseServices", "QSMQ", "Licenses"}
	for _, db := range databases {
		if out, err := old.psql(db, `CREATE TABLE ledger (id int PRIMARY KEY, what text); INSERT INTO ledger SELECT i, 'it''s row ' || i FROM generate_series(1, 500) i;
			ALTER TABLE ledger OWNER TO qliksenserepository; SELECT lo_from_bytea(4711, 'large object');`); err != nil {
			t.Fatal(out)
		}
	}
	run := quickFolder(t)
	own(t, run)
	dump := command(t, plan, "site-backup", "dump-databases")
	if out, err := old.shell(dump, run); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, db := range databases {
		if info, err := os.Stat(filepath.Join(run, db+"_backup.tar")); err != nil || info.Size() < 1000 {
			t.Errorf("the dump of %s: %v", db, err)
		}
	}
	old.stop()

	fresh := newServer(t, primaryAddress, port).initialise().start()
	fresh.decides(plan, "databases-there", "does not exist")
	for _, book := range []string{"database-restore", "site-restore", "site-restore-new-host"} {
		fresh.restores(plan, book, run, databases)
	}
	fresh.decides(plan, "databases-there", "1")
}

// decides makes a check of the page of the failed database host, and sees that each of its commands answers what it should.
func (s *server) decides(plan *plan.Plan, check, want string) {
	s.t.Helper()
	for _, c := range outage.Simulate(plan, []string{"qs-db1"}).Triage {
		if c.ID != check {
			continue
		}
		for line := range strings.Lines(c.Commands[0].Text) {
			if out, _ := s.shell(line, ""); !strings.Contains(out, want) {
				s.t.Errorf("the check %s says %q, not %q", check, out, want)
			}
		}
		return
	}
	s.t.Errorf("the page of the database host has no check %s", check)
}

// restores follows a runbook from the first database that is lost to the last that is back, by way of what an operator can meet: databases are missing, a
// role is missing, and, at the second time, the databases are there and hold what was restored before.
func (s *server) restores(plan *plan.Plan, book, run string, databases []string) {
	s.t.Helper()
	t := s.t
	shell := func(step string) (string, error) { return s.shell(command(t, plan, book, step), run) }
	asked := func(step string) string { // the check that stops a step, line by line, as nobody stops at the first error
		var all strings.Builder
		for line := range strings.Lines(guardOf(t, plan, book, step).Text) {
			out, _ := s.shell(line, run)
			all.WriteString(out)
		}
		return all.String()
	}
	wellBefore := s.query("SELECT count(*) FROM pg_database WHERE datname = 'QSR'") == "1"
	if out := asked("set-databases-aside"); wellBefore && strings.Count(out, "1\n") != len(databases) || !wellBefore && strings.Count(out, "does not exist") != len(databases) {
		t.Errorf("%s: the check before the databases are set aside says\n%s", book, out)
	}
	for line := range strings.Lines(command(t, plan, book, "keep-databases")) {
		if out, err := s.shell(line, run); (err == nil) != wellBefore {
			t.Errorf("%s: the copy of what is there said %v\n%s", book, err, out)
		}
	}
	if out, err := shell("restore-databases"); err == nil || !wellBefore && !strings.Contains(out, `database "QSR" does not exist`) {
		t.Errorf("%s: the restore without new databases said %v\n%s", book, err, out)
	}
	for line := range strings.Lines(command(t, plan, book, "set-databases-aside")) {
		if out, err := s.psql("postgres", line); err != nil && !strings.Contains(out, "does not exist") {
			t.Errorf("%s: %s\n%s", book, line, out)
		}
	}
	if out, err := shell("create-databases"); err != nil {
		t.Fatal(out)
	}
	if s.query("SELECT count(*) FROM pg_roles WHERE rolname = 'qliksenserepository'") == "0" {
		if out, err := shell("restore-databases"); err == nil || !strings.Contains(out, `role "qliksenserepository" does not exist`) {
			t.Errorf("%s: the restore without the role said %v\n%s", book, err, out)
		}
		s.typed(command(t, plan, "database-server-setup", "create-role"))
		for _, db := range databases {
			s.query(`DROP DATABASE "` + db + `"`) // what the restore without the role left
		}
		if out, err := shell("create-databases"); err != nil {
			t.Fatal(out)
		}
	}
	if out := asked("restore-databases"); out != strings.Repeat("0\n", len(databases)) {
		t.Errorf("%s: the check that the new databases are empty says\n%s", book, out)
	}
	if out, err := shell("restore-databases"); err != nil {
		t.Fatalf("%s: the restore into new databases: %v\n%s", book, err, out)
	}
	if out := asked("restore-databases"); strings.Contains(out, "0\n") {
		t.Errorf("%s: databases that hold tables are taken for new ones\n%s", book, out)
	}
	s.typed(command(t, plan, book, "own-databases"))
	for _, db := range databases {
		s.holdsLedger(book, db)
	}
	s.takesBack(plan, book, databases, wellBefore)
}

// takesBack follows the way back, where the runbook has one, and forgets what the restore set aside.
func (s *server) takesBack(plan *plan.Plan, book string, databases []string, wellBefore bool) {
	s.t.Helper()
	if book != "site-restore-new-host" && wellBefore {
		found, err := s.shell(undoGuardOf(s.t, plan, book, "undo-databases").Text, "")
		if err != nil || strings.Count(found, "_before_restore") != len(databases) {
			s.t.Errorf("%s: the check before the way back says %v\n%s", book, err, found)
		}
		s.typed(command(s.t, plan, book, "undo-databases"))
		for _, db := range databases {
			s.holdsLedger(book+", taken back", db)
		}
	}
	for _, db := range databases {
		for _, name := range []string{db + "_before_restore", db + "_given_up"} {
			s.query(`DROP DATABASE IF EXISTS "` + name + `"`)
		}
	}
}

// holdsLedger looks for what the old server held.
func (s *server) holdsLedger(book, db string) {
	s.t.Helper()
	out, err := s.psql(db, "SELECT count(*), max(what), (SELECT tableowner FROM pg_tables WHERE tablename = 'ledger'), convert_from(lo_get(4711), 'UTF8') FROM ledger")
	if want := "500|it's row 99|qliksenserepository|large object\n"; err != nil || out != want {
		s.t.Errorf("%s: %s came back with %q (%v)", book, db, out, err)
	}
}
