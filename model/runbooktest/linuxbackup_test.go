package runbooktest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/plan"
)

var databases = []string{"QSR", "SenseServices", "QSMQ", "Licenses"}

// TestLinuxBackupAndRestore sets up a database on Debian with the commands of its runbook, dumps it, loses the host, and restores it on a new one with
// those of every runbook that restores databases, and takes the restore back.
func TestLinuxBackupAndRestore(t *testing.T) {
	t.Parallel()
	l := newLinux(t)
	h := l.primary.install(l.primary.port)
	h.must("pg_ctlcluster " + h.version + " main start")
	h.does(l.plan, "database-server-setup", "create-databases", "create-role", "own-databases", "grant")
	for _, db := range databases {
		h.in(db, `CREATE TABLE ledger (id int PRIMARY KEY, what text); INSERT INTO ledger SELECT i, 'it''s row ' || i FROM generate_series(1, 500) i;
			ALTER TABLE ledger OWNER TO qliksenserepository; SELECT lo_from_bytea(4711, 'large object');`)
	}
	h.does(l.plan, "site-backup", "open-run-linux", "dump-databases-linux")
	if out := h.does(l.plan, "site-backup", "dump-roles-linux"); !strings.Contains(out, "globals.sql") || !strings.Contains(out, "config.tar.gz") {
		t.Errorf("the run's folder holds\n%s", out)
	}
	if out := h.must(verifyOf(t, l.plan, "site-backup", "pg_restore --list")); strings.Count(out, "_backup.tar") != len(databases) {
		t.Errorf("the check of the dumps says\n%s", out)
	}
	run := strings.TrimSpace(h.must("cat /var/lib/qlik-sense-backup/current-run"))
	if out := h.must("tar -tzf " + run + "/config.tar.gz"); !strings.Contains(out, "pg_hba.conf") || !strings.Contains(out, "postgresql.auto.conf") {
		t.Errorf("the saved configuration is\n%s", out)
	}
	if out := h.must("sudo -u postgres test -r " + run + "/globals.sql && sudo -u nobody cat " + run + "/globals.sql || echo refused"); !strings.HasSuffix(out, "refused\n") {
		t.Error("others can read the hashes of passwords")
	}
	h.must("pg_dropcluster --stop " + h.version + " main")
	h.install(h.port).must("pg_ctlcluster " + h.version + " main start")
	for _, book := range []string{"database-restore", "site-restore", "site-restore-new-host"} {
		h.restores(l.plan, book, run)
	}
}

// verifyOf is the command of a check after a runbook that holds some words.
func verifyOf(t *testing.T, p *plan.Plan, book, words string) string {
	t.Helper()
	for _, check := range p.Runbook(book).Verify {
		if len(check.Commands) == 1 && strings.Contains(check.Commands[0].Text, words) {
			return check.Commands[0].Text
		}
	}
	t.Fatalf("%s verifies nothing with %s", book, words)
	return ""
}

// restores follows a runbook by way of what an operator can meet: no role and no databases, and, at the second time, databases that are there.
func (h *host) restores(p *plan.Plan, book, run string) {
	h.t.Helper()
	t := h.t
	text := func(step string) string { return command(t, p, book, step) }
	every := func(step string) string { // nobody stops at the first error
		out, _ := h.run(text(step))
		return out
	}
	wellBefore := h.in("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'QSR'") == "1\n"
	if out := every("start-database-linux"); !strings.HasSuffix(out, "accepting connections\n") {
		t.Errorf("%s: the start says\n%s", book, out)
	}
	h.does(p, book, "open-restore")
	h.must("cp " + run + "/*_backup.tar " + run + "/globals.sql \"$(cat /var/lib/qlik-sense-backup/current-restore)\"/")
	if out := h.does(p, book, "check-role-linux"); strings.Contains(out, "qliksenserepository") != wellBefore {
		t.Errorf("%s: the check of the role says\n%s", book, out)
	}
	if !wellBefore { // as the step says if the role is missing
		h.must(`sudo -u postgres psql -X -p ` + h.port + ` -d postgres -f "$(cat /var/lib/qlik-sense-backup/current-restore)"/globals.sql`)
	}
	if out := h.shows(p, book, "set-databases-aside-linux"); wellBefore && strings.Count(out, "1\n") != len(databases) || !wellBefore && strings.Count(out, "does not exist") != len(databases) {
		t.Errorf("%s: the check before the databases are set aside says\n%s", book, out)
	}
	kept := every("keep-databases-linux")
	if refused := strings.Count(kept, "does not exist"); wellBefore != (refused == 0) {
		t.Errorf("%s: the copy of what is there says\n%s", book, kept)
	}
	for line := range strings.Lines(text("set-databases-aside-linux")) {
		if out, err := h.run(fmt.Sprintf("sudo -u postgres psql -X -p %s -d postgres -v ON_ERROR_STOP=1 <<'SQL'\n%s\nSQL", h.port, strings.TrimSpace(line))); err != nil && !strings.Contains(out, "does not exist") {
			t.Errorf("%s: %s\n%s", book, line, out)
		}
	}
	h.does(p, book, "create-databases-linux")
	if out := h.shows(p, book, "restore-databases-linux"); out != strings.Repeat("0\n", len(databases)) {
		t.Errorf("%s: the check that the new databases are empty says\n%s", book, out)
	}
	h.does(p, book, "restore-databases-linux", "analyze-linux")
	if out := h.shows(p, book, "restore-databases-linux"); strings.Contains(out, "0\n") {
		t.Errorf("%s: databases that hold tables are taken for new ones\n%s", book, out)
	}
	if again := every("restore-databases-linux"); !strings.Contains(again, "already exists") {
		t.Errorf("%s: a second restore says\n%s", book, again)
	}
	h.holdsLedger(book)
	if h.in("postgres", "SELECT DISTINCT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname IN ('QSR', 'SenseServices', 'QSMQ', 'Licenses')") != "qliksenserepository|UTF8\n" {
		t.Errorf("%s: the databases belong to others", book)
	}
	if book != "site-restore-new-host" && wellBefore {
		found, err := h.run(undoGuardOf(t, p, book, "undo-databases-linux").Text)
		if err != nil || strings.Count(found, "_before_restore") != len(databases) {
			t.Errorf("%s: the check before the way back says %v\n%s", book, err, found)
		}
		h.typed(text("undo-databases-linux"))
		h.holdsLedger(book + ", taken back")
	}
	for _, db := range databases {
		h.in("postgres", fmt.Sprintf("DROP DATABASE IF EXISTS %q; DROP DATABASE IF EXISTS %q;", db+"_before_restore", db+"_given_up"))
	}
}

func (h *host) holdsLedger(when string) {
	h.t.Helper()
	for _, db := range databases {
		out := h.in(db, "SELECT count(*), max(what), (SELECT tableowner FROM pg_tables WHERE tablename = 'ledger'), convert_from(lo_get(4711), 'UTF8') FROM ledger")
		if want := "500|it's row 99|qliksenserepository|large object\n"; out != want {
			h.t.Errorf("%s: %s came back with %q", when, db, out)
		}
	}
}

// TestMountedBackupFolder finds the folder of a run by the path that Windows wrote for it.
func TestMountedBackupFolder(t *testing.T) {
	t.Parallel()
	l := newLinux(t)
	h := l.primary.install(l.primary.port)
	h.must("pg_ctlcluster " + h.version + " main start")
	for _, db := range databases {
		h.in("postgres", fmt.Sprintf("CREATE DATABASE %q", db))
	}
	mounted := strings.Replace(linuxSite(t), "facts = { version", "facts = { backup-mount = \"/var/lib/mounted backup\", version", 1)
	p := linuxPlanOf(t, mounted, h.version, h.port)
	h.must(`sudo install -d -o postgres -m 700 '/var/lib/mounted backup/2026-11-28_2200'; printf '\\\\files.kestrel.example\\backup\\2026-11-28_2200\r\n' >'/var/lib/mounted backup/current-run.txt'; chmod 755 '/var/lib/mounted backup'`)
	h.does(p, "site-backup", "dump-databases-linux", "dump-roles-linux")
	for _, name := range []string{"QSR_backup.tar", "globals.sql", "config.tar.gz"} {
		h.must("test -s '" + filepath.Join("/var/lib/mounted backup/2026-11-28_2200", name) + "'")
	}
	for _, step := range p.Runbook("site-backup").Steps {
		if step.ID == "fetch-dumps" || step.ID == "open-run-linux" {
			t.Errorf("with a mounted folder there is a step %s", step.ID)
		}
	}
}
