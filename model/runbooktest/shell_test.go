package runbooktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/model/testenv"
)

// linuxVariants are sites with their database on Linux, one for each choice that steps make.
func linuxVariants(t *testing.T) map[string]*plan.Plan {
	t.Helper()
	of := func(changes ...string) *plan.Plan {
		text := linuxSite(t)
		for i := 0; i < len(changes); i += 2 {
			if !strings.Contains(text, changes[i]) {
				t.Fatalf("the site has no %s", changes[i])
			}
			text = strings.ReplaceAll(text, changes[i], changes[i+1])
		}
		return planHere(t, text, nil)
	}
	return map[string]*plan.Plan{
		"debian":  of(`"rhel-9"`, `"debian-12"`, `facts = { version`, `facts = { cluster = "two words", backup-mount = "/mnt/the backup", version`),
		"ubuntu":  of(`"rhel-9"`, `"ubuntu-22.04"`, `"14.11"`, `"13.4"`),
		"pgdg":    of("on = \"pg2\"", "on = \"pg2\"\nfacts = { packages = \"pgdg\" }", `"14.11"`, `"11.2"`),
		"rhel":    of(`version = "14.11"`, `version = "13.9", packages = "rhel"`, "on = \"pg2\"", "on = \"pg2\"\nfacts = { packages = \"rhel\" }"),
		"filer":   of(`facts = { path`, `facts = { svm = "svm 1", volume = "vol_qlik", path`),
		"windows": of(`os = "rhel-9"`, `os = "windows-server-2022"`),
	}
}

// TestShellParses lets bash and shellcheck read every command for bash of every runbook, of sites of all kinds.
func TestShellParses(t *testing.T) {
	t.Parallel()
	checker := testenv.Tool(t, "shellcheck")
	folder, n := t.TempDir(), 0
	names := map[string]string{} // what a file is, by its name
	seen := map[string]bool{}
	plans := linuxVariants(t)
	maps.Copy(plans, clusterVariants(t))
	for site, p := range plans {
		add := func(id string, c plan.Command) {
			if c.Shell != "bash" || seen[c.Text] {
				return
			}
			seen[c.Text] = true
			n++
			name := filepath.Join(folder, fmt.Sprintf("%04d.sh", n))
			names[name] = site + "/" + id
			if err := os.WriteFile(name, []byte(c.Text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command("bash", "-n", name).CombinedOutput(); err != nil {
				t.Errorf("%s/%s: %s\n%s", site, id, out, c.Text)
			}
		}
		for _, b := range p.Runbooks {
			each(b, func(step string, c plan.Command) { add(b.ID+"/"+step, c) })
		}
		for _, check := range p.Triage {
			for _, c := range check.Commands {
				add(check.ID, c)
			}
		}
	}
	if n < 120 {
		t.Errorf("only %d different commands", n)
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*.sh"))
	out, _ := exec.Command(checker, append([]string{"--shell=bash", "--format=json"}, files...)...).Output()
	var found []struct {
		File, Message string
		Line, Code    int
	}
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, f := range found {
		text, _ := os.ReadFile(f.File)
		t.Errorf("%s, line %d: SC%d %s\n%s", names[f.File], f.Line, f.Code, f.Message, text)
	}
}

// packaging is where things are with one kind of packages, as their documents say.
type packaging struct{ programs, data, conf, start, stop, restart, log, unit string }

// TestPackagesAreWhereTheyAre holds what runbooks print for packages that cannot be installed here to what their documents say: paths and units.
func TestPackagesAreWhereTheyAre(t *testing.T) {
	t.Parallel()
	documented := map[string]packaging{
		"debian": {"/usr/lib/postgresql/14/bin", "/var/lib/postgresql/14/'two words'", "/etc/postgresql/14/'two words'", "sudo pg_ctlcluster 14 'two words' start", "sudo pg_ctlcluster 14 'two words' stop", "sudo pg_ctlcluster 14 'two words' restart", "/var/log/postgresql/postgresql-14-two words.log", ""},
		"ubuntu": {"/usr/lib/postgresql/13/bin", "/var/lib/postgresql/13/main", "/etc/postgresql/13/main", "sudo pg_ctlcluster 13 main start", "sudo pg_ctlcluster 13 main stop", "sudo pg_ctlcluster 13 main restart", "/var/log/postgresql/postgresql-13-main.log", ""},
		"pgdg":   {"/usr/pgsql-11/bin", "/var/lib/pgsql/11/data", "/var/lib/pgsql/11/data", "sudo systemctl start postgresql-11", "sudo systemctl stop postgresql-11", "sudo systemctl restart postgresql-11", "the newest file in `/var/lib/pgsql/11/data/log`", "postgresql-11"},
		"filer":  {"/usr/pgsql-14/bin", "/var/lib/pgsql/14/data", "/var/lib/pgsql/14/data", "sudo systemctl start postgresql-14", "sudo systemctl stop postgresql-14", "sudo systemctl restart postgresql-14", "the newest file in `/var/lib/pgsql/14/data/log`", "postgresql-14"},
		"rhel":   {"/usr/bin", "/var/lib/pgsql/data", "/var/lib/pgsql/data", "sudo systemctl start postgresql", "sudo systemctl stop postgresql", "sudo systemctl restart postgresql", "the newest file in `/var/lib/pgsql/data/log`", "postgresql"},
	}
	plans := linuxVariants(t)
	for kind, want := range documented {
		p := plans[kind]
		steps := map[string]string{
			"database-connections/restart-linux":           want.restart + "\n" + want.programs + "/pg_isready -p 4432",
			"database-start/start-database-linux":          want.start + "\n" + want.programs + "/pg_isready -p 4432",
			"database-scram/keep-hba-linux":                "sudo cp -p " + want.conf + "/pg_hba.conf " + want.conf + "/pg_hba.conf.before-scram",
			"database-rebuild-old/copy-new":                "cd / && sudo -u postgres " + want.programs + "/pg_basebackup -h qspg2.kestrel.example -p 4432 -U replicator -D " + want.data + " -R -X stream -c fast -v -P",
			"database-password/open-sql-linux":             "cd / && sudo -u postgres " + want.programs + "/psql -p 4432 -d postgres",
			"database-encryption/keep-files-linux (first)": "sudo cp -p " + want.conf + "/pg_hba.conf " + want.conf + "/pg_hba.conf.before-tls",
		}
		if want.unit != "" {
			steps["database-failover/fence-linux"] = want.stop + "\nsudo systemctl mask " + want.unit + "\nsystemctl is-active " + want.unit
			steps["database-rebuild-old/start-old"] = "sudo systemctl unmask " + want.unit + " && sudo systemctl enable " + want.unit + "\n" + want.start + "\n" + want.programs + "/pg_isready -p 4432"
			steps["database-rebuild-old/old-label"] = "sudo restorecon -R " + want.data
		}
		for at, text := range steps {
			book, step, _ := strings.Cut(at, "/")
			step, first := strings.CutSuffix(step, " (first)")
			got := command(t, p, book, step)
			if first {
				got, _, _ = strings.Cut(got, "\n")
			}
			if got = strings.ReplaceAll(got, "'qspg2.kestrel.example'", "qspg2.kestrel.example"); got != text {
				t.Errorf("%s, %s:\n%s\nwant\n%s", kind, at, got, text)
			}
		}
		if log := stepOf(t, p, "database-start", "start-database-linux").IfFails; !strings.Contains(log, want.log) {
			t.Errorf("%s: the log is said to be %s", kind, log)
		}
	}
}

func stepOf(t *testing.T, p *plan.Plan, book, step string) plan.Step {
	t.Helper()
	for _, s := range p.Runbook(book).Steps {
		if s.ID == step {
			return s
		}
	}
	t.Fatalf("%s has no step %s", book, step)
	return plan.Step{}
}

// TestDispatcherSettings turns files as the guide prints them to a standby on another port, with the pattern that the failover's steps use.
func TestDispatcherSettings(t *testing.T) {
	text := strings.Replace(linuxSite(t), "on = \"pg2\"", "on = \"pg2\"\nport = 5433", 1)
	p := planHere(t, text, nil)
	find, turn := command(t, p, "database-failover", "find-dispatcher-settings"), command(t, p, "database-failover", "turn-dispatcher")
	quoted := regexp.MustCompile(`'([^']*)'`)
	names, rule, _ := strings.Cut(find, "\n")
	var all []string
	for _, name := range quoted.FindAllStringSubmatch(strings.Split(names, "|")[0], -1) {
		all = append(all, regexp.QuoteMeta(name[1]))
	}
	rule, _, _ = strings.Cut(rule, "\n")
	parts := quoted.FindAllStringSubmatch(rule, -1)
	if len(parts) != 4 || len(all) != 5 {
		t.Fatalf("the steps find files in another way:\n%s", find)
	}
	old := regexp.MustCompile("(?i)" + parts[0][1] + strings.Join(all, "|") + parts[1][1] + parts[2][1] + `(\D)`) // Go knows no looking ahead
	by := regexp.MustCompile(`-replace \$old, \('\$\{1\}' \+ '([^']*)' \+ '\$\{2\}' \+ '([^']*)'\)`).FindStringSubmatch(turn)
	if by == nil || by[1] != "qspg2.kestrel.example" || by[2] != "5433" || parts[3][1] != `(?!\d)` {
		t.Fatalf("the step replaces by %q", by)
	}
	for in, want := range map[string]string{
		"\"Host\": \"localhost\",\n  \"Port\": 4432,\n":            "\"Host\": \"qspg2.kestrel.example\",\n  \"Port\": 5433,\n",
		"\"host\": \"qspg.kestrel.example\",\n\t\"port\": 4432,\n": "\"host\": \"qspg2.kestrel.example\",\n\t\"port\": 5433,\n",
		"\"Host\":\"172.20.20.30\", \"Port\": \"4432\"":            "\"Host\":\"qspg2.kestrel.example\", \"Port\": \"5433\"",
		"\"host\": \"QSPG\", \"port\": 4432 }":                     "\"host\": \"qspg2.kestrel.example\", \"port\": 5433 }",
		"\"Url\": \"https://localhost:4242/qrs\"":                  "\"Url\": \"https://localhost:4242/qrs\"",
		"\"host\": \"localhost\", \"port\": 44320 ":                "\"host\": \"localhost\", \"port\": 44320 ",
		"\"host\": \"localhost\",\n \"port\": 9200,\n":             "\"host\": \"localhost\",\n \"port\": 9200,\n",
		"\"host\": \"other.kestrel.example\",\n \"port\": 4432,\n": "\"host\": \"other.kestrel.example\",\n \"port\": 4432,\n",
		"\"host\": \"qspgxkestrel.example\",\n \"port\": 4432,\n":  "\"host\": \"qspgxkestrel.example\",\n \"port\": 4432,\n",
	} {
		if got := old.ReplaceAllString(in, "${1}"+by[1]+"${2}"+by[2]+"${3}"); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

// TestLinuxSitesHaveTheirRunbooks: a database on Linux and a share on a filer leave out no runbook of theirs; no connection between the two databases lacks a rule, in
// either direction; what a site must say first is named as the key of
// its file, and as a finding.
func TestLinuxSitesHaveTheirRunbooks(t *testing.T) {
	always := []string{"site-backup", "site-restore", "site-restore-new-host", "database-restore", "database-start", "database-connections", "database-password", "database-scram", "database-encryption",
		"database-server-setup", "share-create", "share-restore", "share-move"}
	pair := []string{"database-replication", "database-failover", "database-rebuild-old"}
	for kind, p := range linuxVariants(t) {
		for _, id := range append(always, pair...) {
			if p.Runbook(id) == nil {
				t.Errorf("%s: there is no runbook %s", kind, id)
			}
		}
		for _, id := range pair {
			for _, f := range p.Runbook(id).Faults {
				if f.Code == "S62" {
					t.Errorf("%s: %s: %s", kind, id, f.What)
				}
			}
		}
		for _, r := range p.Resources {
			if r.ID != "share" || p.Party(r.On).OS != "ontap" {
				continue
			}
			for _, s := range p.Runbook("share-restore").Steps {
				if slices.Contains(s.Where, r.On) && len(s.Commands) > 0 {
					t.Errorf("%s: the step %s types on the filer", kind, s.ID)
				}
			}
		}
	}
	alone := strings.Replace(linuxSite(t), "[resources.database-standby]\non = \"pg2\"\n", "", 1)
	p := planHere(t, alone, nil)
	for _, id := range always {
		if p.Runbook(id) == nil {
			t.Errorf("without a standby: there is no runbook %s", id)
		}
	}
	unsaid := planHere(t, strings.Replace(alone, `version = "14.11"`, `version = "13.9"`, 1), nil)
	const key = "resources.database.facts.packages"
	for _, out := range unsaid.LeftOut {
		if slices.Contains(always, out.ID) && !slices.Contains(out.Missing, key) {
			t.Errorf("%s is left out for want of %v, not of %s", out.ID, out.Missing, key)
		}
	}
	if unsaid.Runbook("site-backup") != nil {
		t.Error("a backup is written for packages that the site does not state")
	}
	if !slices.ContainsFunc(unsaid.Findings, func(f plan.Finding) bool { return f.ID == "database-packages" }) {
		t.Errorf("the findings are %v", unsaid.Findings)
	}
}
