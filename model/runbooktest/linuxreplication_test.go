package runbooktest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"portolan/model/outage"
)

// TestLinuxReplicationFailoverAndRebuild sets up replication between two Debian hosts whose settings are outside the data folders, with the commands of
// its runbook, fails over with those of the failover's, and makes the old primary the standby with those of its own.
func TestLinuxReplicationFailoverAndRebuild(t *testing.T) {
	t.Parallel()
	l := newLinux(t)
	primary, standby, p := l.primary.install(l.primary.port), l.standby.install(l.standby.port), l.plan
	for _, h := range []*host{primary, standby} {
		h.must("pg_ctlcluster " + h.version + " main start")
	}
	const limits, book, over, again = "database-connections", "database-replication", "database-failover", "database-rebuild-old"
	primary.does(p, limits, "show", "set-limit", "set-listen", "keep-hba-linux")
	rules := "/etc/postgresql/" + primary.version + "/main/pg_hba.conf"
	kept := primary.must("cat " + rules)
	primary.must("echo spoiled >> " + rules)
	if out := primary.does(p, limits, "hba-back-linux"); out != "t\n" || primary.must("cat "+rules) != kept {
		t.Errorf("the saved rules come back with %q", out)
	}
	primary.does(p, book, "look-at-settings", "set-level", "set-senders", "keep-size", "create-role", "keep-hba-linux")
	if out := primary.does(p, book, "let-standby-in-linux"); out != "host    replication    replicator    "+standbyAddress+"/32    md5\n" {
		t.Fatalf("the line for the standby is %q", out)
	}
	primary.callsItself()
	if faults := primary.does(p, book, "check-hba"); faults != "" {
		t.Errorf("pg_hba.conf: %s", faults)
	}
	if out := primary.does(p, book, "restart-linux"); !strings.HasSuffix(out, "accepting connections\n") {
		t.Errorf("the restart says %s", out)
	}
	if got := primary.typed("SHOW wal_level; SHOW max_wal_senders; SHOW wal_keep_size; SHOW max_connections;"); got != "replica\n3\n128MB\n900\n" {
		t.Errorf("the primary has %q", got)
	}
	primary.typed("CREATE TABLE ledger (what text); INSERT INTO ledger VALUES ('before');")

	out, _ := standby.run(command(t, p, book, "stop-standby-linux"))
	if !strings.Contains(out, standbyAddress+"\n") || !strings.Contains(out, "down") {
		t.Errorf("the standby was stopped with\n%s", out)
	}
	if out := standby.shows(p, book, "set-data-aside-linux"); !strings.HasPrefix(out, standbyAddress+"\n") || !strings.HasSuffix(out, "accepting connections\n") {
		t.Errorf("the check before the data are set aside says\n%s", out)
	}
	standby.does(p, book, "set-data-aside-linux", "copy-primary-linux", "verify-copy")
	if out, err := standby.run("ls /var/lib/postgresql/" + standby.version + "/main/postgresql.conf"); err == nil {
		t.Errorf("the copy has settings, which are elsewhere on Debian: %s", out)
	}
	if out := standby.does(p, book, "standby-signal-linux"); !strings.HasSuffix(out, "/standby.signal\n1\n") {
		t.Errorf("the check of the copy says %s", out)
	}
	if out := standby.does(p, book, "own-address-linux", "own-settings"); strings.Count(out, "host    all    all    172.20.") != 3 {
		t.Errorf("the standby's own settings are\n%s", out)
	}
	standby.callsItself()
	if out := standby.does(p, book, "start-standby-linux"); !strings.HasSuffix(out, "accepting connections\n") {
		t.Errorf("the standby starts with %s", out)
	}
	waitFor(t, "streaming", func() bool {
		return standby.must(verifyOf(t, p, book, "pg_stat_wal_receiver")) == "t\nstreaming\n"
	})
	if out := standby.does(p, limits, "standby-limit"); !strings.HasSuffix(out, "900\nt\n") {
		t.Errorf("the limit of the standby was set with\n%s", out)
	}
	primary.typed("INSERT INTO ledger VALUES ('after');")
	waitFor(t, "the row", func() bool { return standby.typed("SELECT count(*) FROM ledger") == "2\n" })
	if out := standby.must("pg_isready -h " + standbyAddress + " -p " + standby.port); !strings.HasSuffix(out, "accepting connections\n") {
		t.Errorf("the standby is not at its own address: %s", out)
	}
	if out := standby.must(verifyOf(t, p, book, "grep -E '^host'")); strings.Count(out, "172.20.") != 3 {
		t.Errorf("after a failover the nodes could connect by\n%s", out)
	}
	for _, check := range outage.Simulate(p, []string{"pg2"}).Triage {
		if check.ID == "standby-follows-linux" {
			if out := primary.must(check.Commands[0].Text); !strings.HasSuffix(out, "|streaming\n") {
				t.Errorf("the check of the standby says %q", out)
			}
		}
	}

	// The failover: its check refuses while the old database runs.
	if out := standby.shows(p, over, "promote-linux"); !strings.Contains(out, "accepting connections") || !strings.HasSuffix(out, "\n1\n") {
		t.Errorf("the check before the promotion says of a primary that runs: %q", out)
	}
	out, _ = primary.run(command(t, p, over, "fence-linux"))
	if !strings.Contains(out, " down ") || !strings.Contains(primary.must("cat /etc/postgresql/"+primary.version+"/main/start.conf"), "disabled") {
		t.Errorf("the old database was shut off with\n%s", out)
	}
	if out, err := primary.run("pg_ctlcluster " + primary.version + " main start"); err == nil {
		t.Errorf("a database that is to stay off can be started: %s", out)
	}
	waitFor(t, "the end of the stream", func() bool {
		out := standby.shows(p, over, "promote-linux")
		return strings.Contains(out, "no response") && strings.HasSuffix(out, "\n0\n")
	})
	if out := standby.does(p, over, "note-loss"); strings.Count(out, "/") != 2 {
		t.Errorf("how far the standby got: %s", out)
	}
	standby.does(p, over, "promote-linux")
	waitFor(t, "the promotion", func() bool { return standby.does(p, over, "check-promoted") == "f\n" })
	settings := standby.does(p, over, "check-settings")
	if !strings.HasPrefix(settings, standby.port+"\nlocalhost,"+standbyAddress+"\n900\n") || strings.Count(settings, "|172.20.") != 3 {
		t.Errorf("the new primary has\n%s", settings)
	}
	standby.typed("INSERT INTO ledger VALUES ('new primary');")

	// The old primary comes back as standby.
	standby.does(p, again, "let-old-in")
	before, _ := primary.run(guardOf(t, p, again, "set-old-aside").Text)
	if !strings.HasPrefix(before, primaryAddress+"\n") || !strings.Contains(before, " down ") || !strings.HasSuffix(before, "accepting connections\n") {
		t.Errorf("the check before the old data are set aside says\n%s", before)
	}
	primary.does(p, again, "set-old-aside", "copy-new", "verify-new-copy", "old-address")
	if out := primary.does(p, again, "start-old"); !strings.HasSuffix(out, "accepting connections\n") {
		t.Errorf("the old primary starts with %s", out)
	}
	waitFor(t, "the old primary", func() bool {
		return primary.must(verifyOf(t, p, again, "sender_host")) == "t\nstreaming|"+standbyAddress+"\n"
	})
	waitFor(t, "all rows", func() bool {
		return primary.typed("SELECT string_agg(what, ',') FROM ledger") == "before,after,new primary\n"
	})
}

// callsItself lets a host in at its own address: on one computer a caller has the address that it calls.
func (h *host) callsItself() {
	h.t.Helper()
	h.write("pg_hba.conf", fmt.Sprintf("host replication replicator %s/32 md5\nhost all all %s/32 md5\n", h.address, h.address))
	_, _ = h.run("pg_ctlcluster " + h.version + " main reload")
}

// TestLinuxPasswordsAndTLS changes how passwords are kept, and encrypts connections, with the commands of the runbooks.
func TestLinuxPasswordsAndTLS(t *testing.T) {
	t.Parallel()
	l := newLinux(t)
	h, p := l.primary.install(l.primary.port), l.plan
	h.must("pg_ctlcluster " + h.version + " main start")
	h.typed("ALTER SYSTEM SET password_encryption = 'md5'; SELECT pg_reload_conf();")
	h.must("sed -i 's/scram-sha-256$/md5/' /etc/postgresql/" + h.version + "/main/pg_hba.conf")
	h.callsItself()
	h.does(p, "database-server-setup", "create-databases", "create-role", "own-databases")
	signIn := func(options string) string {
		out, _ := h.run(fmt.Sprintf(`psql -X -At "host=%s port=%s dbname=QSR user=qliksenserepository %s" -w -c "SELECT ssl, version IN ('TLSv1.2', 'TLSv1.3') FROM pg_stat_ssl WHERE pid = pg_backend_pid()"`, h.address, h.port, options))
		return out
	}
	const scram, tls = "database-scram", "database-encryption"
	if out := h.does(p, scram, "look"); strings.Count(out, "|md5") != 1 {
		t.Errorf("before: %s", out)
	}
	h.does(p, scram, "switch")
	waitFor(t, "the setting", func() bool { return h.does(p, scram, "check-switch") == "scram-sha-256\n" })
	h.does(p, scram, "set-passwords")
	if out := h.does(p, scram, "check-passwords"); strings.Count(out, "|SCRAM-SHA-256\n") != 2 {
		t.Errorf("after: %s", out)
	}
	if out := signIn(""); strings.Contains(out, "failed") { // a rule md5 takes passwords that are kept as SCRAM
		t.Errorf("between: %s", out)
	}
	h.does(p, scram, "keep-hba-linux")
	if out := h.does(p, scram, "write-hba-linux"); strings.Contains(out, "md5") || !strings.Contains(out, "peer") {
		t.Errorf("the rules are\n%s", out)
	}
	h.does(p, scram, "restart-linux")
	if out := signIn(""); strings.Contains(out, "failed") {
		t.Errorf("after the change: %s", out)
	}

	h.must("cd ~ && openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=qlik -days 2 -keyout server_key.pem -out server.pem && ls ~")
	if out := h.shows(p, tls, "place-certificates"); out != "" {
		t.Errorf("the check before the files are placed says %s", out)
	}
	if out := h.does(p, tls, "place-certificates"); strings.Count(out, "-rw------- 1 postgres postgres") != 2 {
		t.Errorf("the files are\n%s", out)
	}
	h.does(p, tls, "keep-files-linux", "settings", "tls-version")
	rules := command(t, p, tls, "write-hba")
	if !regexp.MustCompile(`^(hostssl    all    all    172\.20\.\d+\.\d+/32    md5\n?){3}$`).MatchString(rules) {
		t.Errorf("the rules for the nodes are\n%s", rules)
	}
	h.must(`sed -i -E 's#^host( +all +all +127)#hostssl\1#' /etc/postgresql/` + h.version + "/main/pg_hba.conf") // one of them lets this test in
	h.write("pg_hba.conf", rules+"\n")
	h.does(p, tls, "restart-linux")
	if faults := h.does(p, tls, "check-hba"); faults != "" {
		t.Errorf("pg_hba.conf: %s", faults)
	}
	if out := signIn("sslmode=require"); out != "t|t\n" {
		t.Errorf("with TLS: %s", out)
	}
	if out := signIn("sslmode=disable"); !strings.Contains(out, "no pg_hba.conf entry") {
		t.Errorf("without TLS: %s", out)
	}
	if out := h.must("env -u PGPASSWORD " + verifyOf(t, p, tls, "sslmode=require") + " 2>&1 || true"); !strings.Contains(out, "no password supplied") {
		t.Errorf("without a password: %s", out)
	}
	if got := h.typed("SHOW ssl_min_protocol_version; SHOW ssl_cert_file;"); got != "TLSv1.2\nserver.pem\n" {
		t.Errorf("the settings are %s", got)
	}
}

// TestLinuxServerSetup sets a new cluster, as Debian's package makes it, to what the site has.
func TestLinuxServerSetup(t *testing.T) {
	t.Parallel()
	l := newLinux(t)
	h := l.primary.install("5432")
	h.must("pg_ctlcluster " + h.version + " main start")
	const book = "database-server-setup"
	if out := h.does(l.plan, book, "port-debian"); !strings.Contains(out, h.port+" online") {
		t.Errorf("the cluster is\n%s", out)
	}
	if got := h.typed("SHOW port; SHOW ssl;"); got != h.port+"\noff\n" {
		t.Errorf("the settings are %s", got)
	}
	h.does(l.plan, book, "superuser-password", "create-databases", "create-role", "own-databases", "grant")
	for _, check := range []string{"database-answers-linux", "databases-there-linux"} {
		out := ""
		for _, c := range outage.Simulate(l.plan, []string{"pg"}).Triage {
			if c.ID == check {
				out = h.must(c.Commands[0].Text)
			}
		}
		if !strings.Contains(out, "accepting connections") && out != "0\n0\n0\n0\n" {
			t.Errorf("the check %s says %q", check, out)
		}
	}
}
