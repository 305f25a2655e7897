package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// notHere are commands of guides that TestGuidesRun leaves out, each with the reason.
var notHere = map[string]string{
	"portolan serve sites/harbour-logistics": "it ends when it is interrupted; TestServe serves a site",
	"portolan prove sites/harbour-logistics": "it needs network namespaces, which not every machine has; testdata/script/prove.txtar runs it where there are",
}

// answersOf are the exit codes of commands that do not end with 0, by how they begin.
var answersOf = map[string]int{
	"portolan accept": exitNotAllowed, // one host was tested, of many
}

// prepared is what a reader has when a guide comes to the commands that begin so.
var prepared = map[string]string{
	"portolan accept": `mkdir collected && printf '%s\t%s\n' site harbour-logistics host qs-proxy1 revision 1.0 by 'Jo Doe' on qs-proxy1 at 2026-11-29T20:00:00Z >lines
(echo 'portolan-acceptance 1'; cat lines; echo 'end 6') >collected/qs-proxy1.txt`,
	"portolan drift":               "mkdir -p collected/qs-proxy1 && echo 'collected 2026-10-01' >collected/qs-proxy1/collected.txt",
	"portolan import ":             "printf 'Hostname;IP address;Zone;OS;Role;Owner\nqs-central.fjord.example;10.20.1.10/24;Servers;Windows Server 2022;complete;A. Berg\n' >servers.csv",
	"portolan import-status":       "cp dist/harbour-logistics/rules.xlsx returned.xlsx",
	"portolan build --shard":       "rm -rf sites/fjord", // of the guide before, which leaves it unfinished
	"portolan portal dist archive": "cp -r dist archive",
	"portolan sign":                "ssh-keygen -q -t ed25519 -f packs -N ''",
	"ssh-keygen -Y verify":         "cd dist/harbour-logistics && echo \"NAME $(cat ../../packs.pub)\" >signers",
}

var (
	guideCommand = regexp.MustCompile(`(?m)^    (?:\$ )?((?:go run \./cmd/portolan|source <\(go run|portolan|ssh-keygen) .*)$`)
	guideSpan    = regexp.MustCompile("`portolan ([^`]*)`")
)

// readGuides are the guides, with their commands as they are typed where the program is installed.
func readGuides(t *testing.T) (text string, commands []string) {
	t.Helper()
	names, err := filepath.Glob("guides/*.md")
	if err != nil || len(names) < 4 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text += strings.ReplaceAll(string(data), "\r\n", "\n")
	}
	for _, m := range guideCommand.FindAllStringSubmatch(text, -1) {
		commands = append(commands, strings.ReplaceAll(m[1], "go run ./cmd/portolan", "portolan"))
	}
	if n := strings.Count(text, "\n    $ "); len(commands) < n || n < 15 {
		t.Errorf("the test sees %d commands; %d lines of the guides have a prompt", len(commands), n)
	}
	return text, commands
}

// TestGuidesRun types every command of the guides, in their order, in a folder with the sites that they speak of and a pack.
func TestGuidesRun(t *testing.T) {
	bash := testenv.Tool(t, "bash")
	testenv.Tool(t, "ssh-keygen")
	_, commands := readGuides(t)
	sites, err := filepath.Abs(filepath.Join("..", "..", "sites"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, from := range map[string]string{"harbour-logistics": "harbour-logistics", "harbour": "harbour-logistics", "single-node": "single-node"} {
		if err := os.CopyFS(filepath.Join("sites", name), os.DirFS(filepath.Join(sites, from))); err != nil {
			t.Fatal(err)
		}
	}
	typeIn(t, bash, "portolan build sites/harbour-logistics", 0)
	for command, why := range notHere {
		if !slices.Contains(commands, command) || why == "" {
			t.Errorf("no guide has the command %q, which is left out: %s", command, why)
		}
	}
	for _, command := range commands {
		if notHere[command] != "" {
			continue
		}
		before, want := "", 0
		for begins, preparation := range prepared {
			if strings.HasPrefix(command, begins) {
				before = preparation + "\n"
			}
		}
		for begins, code := range answersOf {
			if strings.HasPrefix(command, begins) {
				want = code
			}
		}
		typeIn(t, bash, before+command, want)
		for _, left := range []string{"collected", "sites/harbour-logistics/acceptance", "dist/harbour-logistics/signers"} { // so that the pack stays that of the site
			if err := os.RemoveAll(left); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func typeIn(t *testing.T, bash, command string, want int) {
	t.Helper()
	cmd := exec.Command(bash, "--norc", "-e", "-c", command)
	out, _ := cmd.CombinedOutput()
	if got := cmd.ProcessState.ExitCode(); got != want {
		t.Errorf("%s\nends with %d, not %d\n%s", command, got, want, out)
	}
}

// TestGuidesNameWhatThereIs holds commands in the text of guides, which have placeholders, against the verbs and their flags.
func TestGuidesNameWhatThereIs(t *testing.T) {
	text, _ := readGuides(t)
	n := 0
	for _, m := range guideSpan.FindAllStringSubmatch(text, -1) {
		n++
		words := strings.Fields(m[1])
		v, err := findVerb(words[0])
		if err != nil {
			t.Errorf("%s: %v", m[0], err)
			continue
		}
		flags, _, _ := v.flags()
		for _, word := range words[1:] {
			name, _, _ := strings.Cut(word, "=")
			if strings.HasPrefix(word, "--") && name != "--help" && flags.Lookup(name[2:]) == nil {
				t.Errorf("%s: %s has no %s", m[0], v.name, name)
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d commands in the text", n)
	}
}

var recipe = regexp.MustCompile(`(?m)^    (jq .*) (data/[a-z]+\.json)$`)

// TestRecipesForPrograms runs the recipes of the guides for jq on the pack of the example: each finds something, and no reason is missing.
func TestRecipesForPrograms(t *testing.T) {
	bash := testenv.Tool(t, "bash")
	testenv.Tool(t, "jq")
	text, _ := readGuides(t)
	recipes := recipe.FindAllStringSubmatch(text, -1)
	if len(recipes) < 3 {
		t.Fatalf("only %d recipes", len(recipes))
	}
	for _, r := range recipes {
		command := exec.Command(bash, "-c", r[1]+" "+r[2])
		command.Dir = filepath.Join("..", "..", "render", "testdata", "harbour-logistics")
		out, err := command.CombinedOutput()
		if err != nil || len(out) == 0 || regexp.MustCompile(`(?m)^: $|"chain": \[\s*null`).Match(out) {
			t.Errorf("%s: %v\n%.300s", r[0], err, out)
		}
	}
}
