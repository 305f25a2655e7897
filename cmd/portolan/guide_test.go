package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var guideBlock = regexp.MustCompile("(?ms)^```(toml|console) ?(\\S*)\n(.*?)^```$")

// TestGuideCanBeFollowed does what the guide "Describe your own product" says, from an empty folder, in its order: it writes each piece of
// a file, types each command, and compares the answer. In answers "..." stands for what the guide leaves out.
func TestGuideCanBeFollowed(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "model", "catalog", "GUIDE.md"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	pieces, commands := map[string][]string{}, 0
	for _, m := range guideBlock.FindAllStringSubmatch(strings.ReplaceAll(string(text), "\r\n", "\n"), -1) {
		kind, name, body := m[1], m[2], m[3]
		if kind == "toml" {
			pieces[name] = append(pieces[name], body)
			if err := os.WriteFile(name, []byte(strings.Join(pieces[name], "\n")), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for _, part := range strings.Split("\n"+body, "\n$ ")[1:] {
			command, answer, _ := strings.Cut(part, "\n")
			commands++
			typeCommand(t, command, strings.TrimSuffix(answer, "\n"))
		}
	}
	if len(pieces) < 5 || commands < 8 {
		t.Errorf("only %d files and %d commands; the test does not see the guide", len(pieces), commands)
	}
	checkGuidePack(t)
}

// typeCommand does what a shell would do with the few commands of the guide.
func typeCommand(t *testing.T, command, answer string) {
	t.Helper()
	words := strings.Fields(command)
	switch words[0] {
	case "mkdir":
		if err := os.MkdirAll(words[len(words)-1], 0o755); err != nil {
			t.Fatal(err)
		}
	case "portolan":
		var said bytes.Buffer
		p := newProgram()
		p.stdout, p.stderr = &said, &said
		if code := p.main(words[1:]); code != 0 {
			t.Fatalf("%s: exit code %d\n%s", command, code, said.String())
		}
		got := strings.TrimRight(filepath.ToSlash(said.String()), "\n")
		if !elided(answer).MatchString(got) {
			t.Errorf("%s\nanswers\n%s\nthe guide says\n%s", command, got, answer)
		}
	default:
		t.Fatalf("the test cannot type %q", command)
	}
}

// elided is the answer as a pattern.
func elided(answer string) *regexp.Regexp {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(answer), `\.\.\.`, `[\s\S]*?`)
	return regexp.MustCompile(`\A` + pattern + `\z`)
}

// checkGuidePack looks into the pack: it names the files of the user's folder without the folder.
func checkGuidePack(t *testing.T) {
	t.Helper()
	for name, wanted := range map[string]string{
		"MANIFEST.json":  `"path": "postgresql-cluster/16/runbooks/backup.toml"`,
		"data/plan.json": `"where": "postgresql-cluster/16"`,
		"runbooks.pdf":   "%PDF-",
	} {
		data, err := os.ReadFile(filepath.Join("dist", "site", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(data, []byte(wanted)) {
			t.Errorf("%s does not hold %s", name, wanted)
		}
		if bytes.Contains(data, []byte("products/postgresql-cluster")) {
			t.Errorf("%s names the user's folder", name)
		}
	}
}
