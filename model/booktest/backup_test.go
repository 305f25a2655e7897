package booktest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBackupAndRestore dumps the databases with the commands of the backup's runbook, and restores them on a clean server with those of the
// restore's, by way of the three errors that an operator can meet: a database is missing, a role is missing, the objects are there already.
func TestBackupAndRestore(t *testing.T) {
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
	run := t.TempDir()
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
	restore, recreate := command(t, plan, "site-restore", "restore-databases"), command(t, plan, "site-restore", "recreate-databases")
	refused := func(when, with string) {
		t.Helper()
		if out, err := fresh.shell(restore, run); err == nil || !strings.Contains(out, with) {
			t.Errorf("%s: the restore said %v\n%s", when, err, out)
		}
	}
	refused("without the databases", `database "QSR" does not exist`)
	var creates []string
	for line := range strings.Lines(recreate) {
		if strings.Contains(line, "createdb") {
			creates = append(creates, strings.TrimSpace(line))
		}
	}
	if out, err := fresh.shell(strings.Join(creates, "\n"), run); err != nil {
		t.Fatal(out)
	}
	refused("without the role", `role "qliksenserepository" does not exist`)
	fresh.typed(command(t, plan, "database-server-setup", "create-role"))
	refused("a second time", "already exists")
	if out, err := fresh.shell(recreate, run); err != nil {
		t.Fatal(out)
	}
	if out, err := fresh.shell(restore, run); err != nil {
		t.Fatalf("the restore into new databases: %v\n%s", err, out)
	}
	fresh.typed(command(t, plan, "site-restore", "own-databases"))
	for _, db := range databases {
		out, err := fresh.psql(db, "SELECT count(*), max(what), (SELECT tableowner FROM pg_tables WHERE tablename = 'ledger'), convert_from(lo_get(4711), 'UTF8') FROM ledger")
		if want := "500|it's row 99|qliksenserepository|large object\n"; err != nil || out != want {
			t.Errorf("%s came back with %q (%v)", db, out, err)
		}
	}
}
