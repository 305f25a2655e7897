package runbooktest

import (
	"bufio"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestGeneratedConfiguration starts a server with the files that the plan writes for it.
func TestGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	port := freePort(t)
	plan := planAt(t, port)
	s := newServer(t, primaryAddress, port).initialise()
	s.add("postgresql.conf", "\n"+file(t, plan, "postgresql-conf"))
	hba := file(t, plan, "pg-hba")
	s.add("pg_hba.conf", "\n"+hba)
	s.must("pg_ctl", "-D", s.data, "-l", filepath.Join(filepath.Dir(s.data), "log"), "-o", "-c unix_socket_directories= -c fsync=off", "-w", "start")
	if got, want := s.query("SHOW port; SHOW listen_addresses; SHOW max_connections;"), fmt.Sprintf("%d\nlocalhost, %s\n700", port, primaryAddress); got != want {
		t.Errorf("the server has %q, want %q", got, want)
	}
	if faults := s.query("SELECT line_number, error FROM pg_hba_file_rules WHERE error IS NOT NULL"); faults != "" {
		t.Errorf("pg_hba.conf: %s", faults)
	}
	rules := 0
	for line := range strings.Lines(hba) {
		if strings.HasPrefix(line, "host") {
			rules++
		}
	}
	known := s.query("SELECT count(*) FROM pg_hba_file_rules")
	if n, _ := strconv.Atoi(known); rules < 12 || n < rules {
		t.Errorf("the server reads %s rules; the file has %d", known, rules)
	}
	for _, n := range plan.Nodes {
		if n.Around { // a host of what stands around the product
			continue
		}
		for _, a := range n.Addresses {
			if got := s.query(fmt.Sprintf("SELECT count(*) FROM pg_hba_file_rules WHERE address = '%s' AND auth_method = 'md5'", a)); got != "1" {
				t.Errorf("the server has %s rules for %s", got, a)
			}
		}
	}
}

// TestConnectionLimit sets the limit with the commands of the runbook, and then sees a server turn away whoever comes beyond its limit.
func TestConnectionLimit(t *testing.T) {
	t.Parallel()
	port := freePort(t)
	plan := planAt(t, port)
	s := newServer(t, primaryAddress, port).initialise().start()
	for _, step := range []string{"set-limit", "set-listen"} {
		s.typed(command(t, plan, "database-connections", step))
	}
	s.stop()
	s.start()
	if got := s.query("SHOW max_connections"); got != "700" {
		t.Errorf("after the runbook the limit is %s", got)
	}
	s.stop()
	s.start("max_connections=6", "superuser_reserved_connections=1", "max_wal_senders=0")
	s.query("CREATE ROLE visitor LOGIN")
	visit := func() *exec.Cmd {
		return exec.Command(filepath.Join(s.bin, "psql"), "-X", "-At", "-h", s.address, "-p", strconv.Itoa(port), "-U", "visitor", "-d", "postgres", "-c", "SELECT 'in'", "-c", "SELECT pg_sleep(60)")
	}
	for i := range 5 {
		v := visit()
		answer, err := v.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() { _, _ = v.Process.Kill(), v.Wait() }()
		if line, _ := bufio.NewReader(answer).ReadString('\n'); line != "in\n" {
			t.Fatalf("visitor %d: %q", i+1, line)
		}
	}
	out, err := visit().CombinedOutput()
	if err == nil || !strings.Contains(string(out), "connection slots are reserved") && !strings.Contains(string(out), "too many clients") {
		t.Errorf("the sixth visitor: %s (%v)", out, err)
	}
}
