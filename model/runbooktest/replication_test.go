package runbooktest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"portolan/model/outage"
)

var hbaLine = regexp.MustCompile(`host(?:ssl)? +replication[^'\n]*`)

// TestReplicationAndPromotion sets up streaming replication with the commands of its runbook, sees rows arrive, loses the primary, and
// promotes the standby with the commands of the failover's.
func TestReplicationAndPromotion(t *testing.T) {
	t.Parallel()
	port := freePort(t)
	plan := planAt(t, port)
	const book = "database-replication"
	primary := newServer(t, primaryAddress, port).initialise().start()
	for _, step := range []string{"set-level", "set-senders", "keep-size", "create-role"} {
		primary.typed(command(t, plan, book, step))
	}
	line := hbaLine.FindString(command(t, plan, book, "let-standby-in"))
	if !strings.Contains(line, standbyAddress+"/32") {
		t.Fatalf("the line for the standby is %q", line)
	}
	// On one computer the standby calls from the address that it calls.
	primary.add("pg_hba.conf", "\n"+line+"\n"+strings.Replace(line, standbyAddress, primaryAddress, 1)+"\n")
	primary.stop()
	primary.start()
	if faults := primary.query(command(t, plan, book, "check-hba")); faults != "" {
		t.Errorf("pg_hba.conf: %s", faults)
	}
	if got := primary.query("SHOW wal_level; SHOW max_wal_senders; SHOW wal_keep_size;"); got != "replica\n3\n128MB" {
		t.Errorf("the primary has %q", got)
	}
	primary.query("CREATE TABLE ledger (what text); INSERT INTO ledger VALUES ('before');")

	standby := newServer(t, standbyAddress, port)
	if out, err := standby.shell(command(t, plan, book, "copy-primary"), ""); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(standby.data, "standby.signal")); err != nil {
		t.Error(err)
	}
	standby.start()
	waitFor(t, "streaming", func() bool {
		return strings.HasSuffix(primary.query("SELECT state FROM pg_stat_replication"), "streaming")
	})
	primary.query("INSERT INTO ledger VALUES ('after');")
	waitFor(t, "the row", func() bool { return standby.query("SELECT count(*) FROM ledger") == "2" })
	if out, err := standby.psql("postgres", "INSERT INTO ledger VALUES ('standby')"); err == nil || !strings.Contains(out, "read-only") {
		t.Errorf("the standby took a row: %s", out)
	}

	guard := guardOf(t, plan, "database-failover", "promote").Text
	if out := standby.typed(guard); !strings.HasPrefix(out, "streaming|") {
		t.Errorf("the check before the promotion says of a primary that runs: %q", out)
	}
	if out := primary.typed(undoGuardOf(t, plan, book, "undo-role").Text); !strings.Contains(out, "replicator|") {
		t.Errorf("the check before the role is removed says of a standby that follows: %q", out)
	}
	for _, check := range outage.Simulate(plan, []string{"qs-db2"}).Triage {
		if check.ID == "standby-follows" {
			if out, err := primary.shell(check.Commands[0].Text, ""); err != nil || !strings.HasSuffix(out, "|streaming\n") {
				t.Errorf("the check of the standby says %q (%v)", out, err)
			}
		}
	}
	primary.stop()
	waitFor(t, "the end of the stream", func() bool { return standby.typed(guard) == "" })
	if out, err := standby.do(commandOf(t, plan, "database-failover", "promote")); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := standby.do(commandOf(t, plan, "database-failover", "check-promoted")); err != nil || !strings.Contains(out, "f") {
		t.Errorf("promoted: %s (%v)", out, err)
	}
	standby.query("INSERT INTO ledger VALUES ('new primary');")
	if got := standby.query("SELECT string_agg(what, ',') FROM ledger"); got != "before,after,new primary" {
		t.Errorf("the new primary has %s", got)
	}
}

func waitFor(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !so(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s did not come", what)
		}
	}
}
