package runbooktest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
)

// A host is a machine of the test's own with the packages of this computer: a command that is done on it has its own /etc/postgresql, /var/lib,
// /var/log/postgresql, /run/postgresql and home folder, and an address on the loopback. Commands run as they are printed.
type host struct {
	t             *testing.T
	dir, bin      string
	address       string
	version, port string
}

// linux are the database host and the standby host of a site with Linux, as its plan has them.
type linux struct {
	plan             *plan.Plan
	primary, standby *host
}

// newLinux makes both hosts, without a cluster, and the plan of the site that they are of.
func newLinux(t *testing.T) *linux {
	t.Helper()
	testenv.Long(t, "starts database servers of Debian's packages")
	version := filepath.Base(filepath.Dir(programs(t)))
	for _, tool := range []string{"unshare", "runuser", "pg_createcluster", "openssl"} {
		testenv.Tool(t, tool)
	}
	if os.Geteuid() != 0 || exec.Command("unshare", "-m", "mount", "--bind", t.TempDir(), "/etc/postgresql").Run() != nil {
		testenv.Missing(t, "hosts of their own need the right to mount")
	}
	port := strconv.Itoa(freePort(t))
	l := &linux{plan: linuxPlanOf(t, linuxSite(t), version, port)}
	for _, h := range []struct {
		to      **host
		address string
	}{{&l.primary, primaryAddress}, {&l.standby, standbyAddress}} {
		made := &host{t: t, dir: quickFolder(t), bin: t.TempDir(), address: h.address, version: version, port: port}
		made.prepare()
		*h.to = made
	}
	return l
}

// linuxPlanOf is the plan of the site with a database on Linux, on this computer, with the packages that it has.
func linuxPlanOf(t *testing.T, text, version, port string) *plan.Plan {
	t.Helper()
	for old, now := range map[string]string{`"rhel-9"`: `"debian-12"`, `version = "14.11"`: fmt.Sprintf("version = %q", version+".1"), "on = \"pg\"\n": "on = \"pg\"\nport = " + port + "\n", "on = \"pg2\"\n": "on = \"pg2\"\nport = " + port + "\n"} {
		if !strings.Contains(text, old) {
			t.Fatalf("the site has no %s", old)
		}
		text = strings.ReplaceAll(text, old, now)
	}
	return planHere(t, text, map[string]string{"pg": primaryAddress, "pg2": standbyAddress})
}

func linuxSite(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../testdata/linux/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// planHere is the plan of a site some of whose servers are addresses of this computer.
func planHere(t *testing.T, text string, here map[string]string) *plan.Plan {
	t.Helper()
	site, found := site.Load("site.toml", []byte(text))
	if site == nil {
		t.Fatal(found)
	}
	for id, address := range here {
		server := site.Servers[id]
		server.Host.V, server.Addresses[0].V = address, address
		site.Servers[id] = server
	}
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(found)
	}
	lenient := *cats[0]
	lenient.Lint = slices.DeleteFunc(slices.Clone(lenient.Lint), func(rule catalog.Lint) bool { return rule.Kind.V == "value" }) // this computer may have a newer version
	cats[0] = &lenient
	plan, found := resolve.All(site, cats, resolve.Options{})
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}

// mounts are the folders that a host has for itself.
var mounts = map[string]string{"etc": "/etc/postgresql", "lib": "/var/lib", "log": "/var/log/postgresql", "run": "/run/postgresql", "home": "/root"}

func (h *host) prepare() {
	h.t.Helper()
	for name := range mounts {
		if err := os.MkdirAll(filepath.Join(h.dir, name), 0o755); err != nil {
			h.t.Fatal(err)
		}
	}
	data := filepath.Join(h.dir, "lib/postgresql")
	if err := os.MkdirAll(data, 0o755); err != nil {
		h.t.Fatal(err)
	}
	for _, dir := range []string{data, filepath.Join(h.dir, "log"), filepath.Join(h.dir, "run")} {
		own(h.t, dir)
	}
	// What is no part of this computer: sudo, which changes to an account, and systemd, which is not running here.
	for name, script := range map[string]string{"sudo": "#!/bin/bash\nif [[ $1 == -u ]]; then exec runuser -u \"$2\" -- \"${@:3}\"; fi\nexec \"$@\"\n", "systemctl": "#!/bin/bash\necho \"$@\" >>" + h.dir + "/systemctl\n"} {
		if err := os.WriteFile(filepath.Join(h.bin, name), []byte(script), 0o755); err != nil {
			h.t.Fatal(err)
		}
	}
	h.t.Cleanup(func() { _, _ = h.run("pg_ctlcluster --force " + h.version + " main stop") })
}

// run lets bash do commands on the host, line after line, as an operator pastes them.
func (h *host) run(command string) (string, error) {
	var script strings.Builder
	for name, place := range mounts {
		fmt.Fprintf(&script, "mount --bind %s %s\n", filepath.Join(h.dir, name), place)
	}
	script.WriteString("hostname " + h.address + " 2>/dev/null\ncd /\nexec bash --norc -s")
	cmd := exec.Command("unshare", "-m", "-u", "bash", "-ec", script.String())
	cmd.Stdin = strings.NewReader(command + "\n")
	cmd.Env = append(os.Environ(), "PATH="+h.bin+":"+os.Getenv("PATH"), "PGPASSWORD=asked-for", "HOME=/root")
	cmd.WaitDelay = time.Second // a server that was started keeps what it was given
	out, err := os.CreateTemp(h.t.TempDir(), "out")
	if err != nil {
		h.t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = out, out
	failed := cmd.Run()
	text, err := os.ReadFile(out.Name())
	if err != nil {
		h.t.Fatal(err)
	}
	return string(text), failed
}

func (h *host) must(command string) string {
	h.t.Helper()
	out, err := h.run(command)
	if err != nil {
		log, _ := h.run("tail -n 20 /var/log/postgresql/*.log")
		h.t.Fatalf("%s\n%v\n%s\n%s", command, err, out, log)
	}
	return out
}

// does follows steps of a runbook, and says what each of them printed.
func (h *host) does(p *plan.Plan, book string, steps ...string) string {
	h.t.Helper()
	var all strings.Builder
	for _, step := range steps {
		c := commandOf(h.t, p, book, step)
		switch c.Shell {
		case "sql":
			all.WriteString(h.typed(c.Text))
		case "bash":
			all.WriteString(h.must("set -e\n" + c.Text))
		default:
			h.t.Fatalf("%s, %s is done in %s", book, step, c.Shell)
		}
	}
	return all.String()
}

// shows is what the check before a step prints.
func (h *host) shows(p *plan.Plan, book, step string) string {
	h.t.Helper()
	out, _ := h.run(guardOf(h.t, p, book, step).Text)
	return out
}

// typed is what psql answers to what is typed in the session that runbooks open.
func (h *host) typed(sql string) string {
	h.t.Helper()
	return h.in("postgres", askPassword.ReplaceAllString(sql, "ALTER ROLE $1 PASSWORD 'asked-for';"))
}

func (h *host) in(database, sql string) string {
	h.t.Helper()
	return h.must(fmt.Sprintf("sudo -u postgres psql -X -At -v ON_ERROR_STOP=1 -p %s -d %s <<'SQL'\n%s\nSQL", h.port, database, sql))
}

// install makes the cluster that the package makes, at the port of the site.
func (h *host) install(port string) *host {
	h.t.Helper()
	fresh := freshCluster(h.t, "package", func(made *host) {
		made.version, made.address = h.version, h.address
		made.prepare()
		made.must(fmt.Sprintf("pg_createcluster %s main -e UTF8 -- --no-sync", h.version))
	})
	for name := range mounts {
		copyFolder(h.t, filepath.Join(fresh, name), filepath.Join(h.dir, name))
	}
	h.must(fmt.Sprintf("pg_conftool %s main set port %s", h.version, port))
	h.must(fmt.Sprintf("pg_conftool %s main set listen_addresses 'localhost,%s'; pg_conftool %s main set fsync off", h.version, h.address, h.version))
	return h
}

// write appends text to a file of the host's settings.
func (h *host) write(name, text string) {
	h.t.Helper()
	path := filepath.Join(h.dir, "etc", h.version, "main", name)
	old, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, append(old, text...), 0o640); err != nil {
		h.t.Fatal(err)
	}
}
