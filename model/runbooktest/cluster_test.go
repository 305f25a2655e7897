package runbooktest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
)

// clusterVariants are sites of a cluster whose nodes run Linux, one for each choice that steps make.
func clusterVariants(t *testing.T) map[string]*plan.Plan {
	t.Helper()
	out := map[string]*plan.Plan{}
	for _, name := range []string{"thoughtspot-three", "thoughtspot-forty"} {
		data, err := os.ReadFile("../../sites/" + name + "/site.toml")
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		share := strings.ReplaceAll(text, "facts = { path = \"", "facts = { kind = \"cifs\", account = \"two words\", path = \"/it's here")
		for _, key := range []string{"support-folder", "cluster-name", "alert-addresses"} {
			share = without(share, key)
		}
		out[name], out[name+"-share"] = planHere(t, text, nil), planHere(t, share, nil)
	}
	return out
}

// without is a text without the lines of a key.
func without(text, key string) string {
	return strings.Join(slices.DeleteFunc(strings.SplitAfter(text, "\n"), func(line string) bool { return strings.HasPrefix(line, key+" = ") }), "")
}

// listOfSnapshots is the list of the vendor's page "Create a manual backup", with names of ours.
const listOfSnapshots = `
---------------------------------------------

Name          : before-change-20261128-2205
Reason        : before-change
Hdfs snapshot : before-change-20261128-2205
Start         : Sat Nov 28 22:05:32 2026
End           : Sat Nov 28 22:05:53 2026
Size(Full)    : 13.24 GB
Size(LW)      : 4.96 GB
Size(Dataless): 39.76 MB
---------------------------------------------

Name          : before-change-20261129-0610
Reason        : before-change
Hdfs snapshot : before-change-20261129-0610
---------------------------------------------

Name          : hourly_1
Reason        : periodic
---------------------------------------------
`

// TestClusterCommandsHandOn runs steps whose commands hand something on, with a program in place of the cluster's that prints its arguments and,
// for the list of snapshots, what the vendor's page shows: the newest snapshot is checked, the backup is made of the snapshot of this run.
func TestClusterCommandsHandOn(t *testing.T) {
	folder := t.TempDir()
	stub := "#!/bin/sh\nif [ \"$1 $2\" = 'snapshot ls' ]; then cat <<'END'\n" + listOfSnapshots + "END\nelse printf '%s ' tscli \"$@\"; echo; fi\n"
	if err := os.WriteFile(filepath.Join(folder, "tscli"), []byte(stub), 0o700); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../sites/thoughtspot-three/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	mount := filepath.Join(quickFolder(t), "backups")
	if err := os.Mkdir(mount, 0o755); err != nil {
		t.Fatal(err)
	}
	p := planHere(t, strings.Replace(string(data), `mount-point = "/export/backups"`, fmt.Sprintf("mount-point = %q", mount), 1), nil)
	run := func(book, step string) string {
		at := slices.IndexFunc(p.Runbooks, func(b *plan.Runbook) bool { return b.ID == book })
		var text string
		each(p.Runbooks[at], func(id string, c plan.Command) {
			if id == step {
				text = c.Text
			}
		})
		command := exec.Command("bash", "-c", text)
		command.Env = append(os.Environ(), "PATH="+folder+":"+os.Getenv("PATH"))
		printed, err := command.CombinedOutput()
		if err != nil || text == "" {
			t.Fatalf("%s, %s: %v\n%s", book, step, err, printed)
		}
		return string(printed)
	}
	if got := run("cluster-snapshot", "validate"); !strings.Contains(got, "tscli snapshot validate before-change-20261129-0610 ") {
		t.Errorf("the newest snapshot is not checked: %s", got)
	}
	made := run("cluster-backup", "snapshot")
	name, err := os.ReadFile(filepath.Join(mount, "current-run"))
	if err != nil || !strings.Contains(made, "tscli snapshot create "+strings.TrimSpace(string(name))+" backup-by-hand 7 ") {
		t.Fatalf("%v: %s", err, made)
	}
	want := fmt.Sprintf("tscli backup create --mode full --storage_type nas %[1]s %[2]s/%[1]s ", strings.TrimSpace(string(name)), mount)
	if got := run("cluster-backup", "backup"); !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
	if got := run("cluster-backup", "configuration"); strings.Count(got, mount) != 3 {
		t.Errorf("not three files: %s", got)
	}
}
