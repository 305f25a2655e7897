package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func fromRoot(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// submatch is what the parentheses of a pattern match in a text, which must be there.
func submatch(t *testing.T, pattern, text string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("nothing matches %s", pattern)
	}
	return m[1]
}

// TestReleasesAreBuiltOneWay holds the two descriptions of a release against each other: what GoReleaser publishes, and what anybody builds to compare.
func TestReleasesAreBuiltOneWay(t *testing.T) {
	script, published := fromRoot(t, ".ci/release"), fromRoot(t, ".goreleaser.yaml")
	flags := strings.Fields(submatch(t, `go build (.*) -ldflags`, script))
	if got := strings.Split(submatch(t, `(?m)^    flags: \[(.*)\]$`, published), ", "); !slices.Equal(got, flags) || !slices.Contains(flags, "-trimpath") {
		t.Errorf("GoReleaser builds with %v, the script with %v", got, flags)
	}
	linked := strings.ReplaceAll(submatch(t, `-ldflags "(.*?)"`, script), "$COMMIT", "{{ .FullCommit }}")
	if got := submatch(t, `(?m)^    ldflags: \["(.*)"\]$`, published); got != linked || !strings.Contains(got, "main.commit=") {
		t.Errorf("GoReleaser links with %q, the script with %q", got, linked)
	}
	for _, setting := range []string{"CGO_ENABLED=0", "GOAMD64=v1", "GOARM64=v8.0"} {
		if !strings.Contains(script, setting) {
			t.Errorf("the script does not set %s", setting)
		}
		name, value, _ := strings.Cut(setting, "=")
		if inLists := strings.ToLower(name) + ": [" + value + "]"; !strings.Contains(published, inLists) && !strings.Contains(published, setting) {
			t.Errorf("GoReleaser does not set %s", setting)
		}
	}
	systems := strings.Fields(submatch(t, `systems=\((.*)\)`, script))
	var all []string
	for _, system := range strings.Split(submatch(t, `goos: \[(.*)\]`, published), ", ") {
		for _, arch := range strings.Split(submatch(t, `goarch: \[(.*)\]`, published), ", ") {
			all = append(all, system+"/"+arch)
		}
	}
	if !slices.Equal(all, systems) || len(all) != 6 {
		t.Errorf("GoReleaser builds for %v, the script for %v", all, systems)
	}
	if !strings.Contains(fromRoot(t, "cmd/portolan/version.go"), "\nconst version = \""+version+"\"\n") {
		t.Error("the script would not find the version")
	}
}

// reaching are the packages that may start a program or listen: the lab of prove, and serve, which shows pages to this machine alone.
var reaching = []string{"portolan/cmd/portolan", "portolan/cmd/portolan/lab", "portolan/cmd/portolan/preview"}

// TestThreatsNameTheirTests holds the threat model: the tests that it names are there, and no other package starts a program or reaches a network.
func TestThreatsNameTheirTests(t *testing.T) {
	there := map[string]bool{}
	test := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := fs.WalkDir(os.DirFS(filepath.Join("..", "..")), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, "_test.go") {
			for _, m := range test.FindAllStringSubmatch(fromRoot(t, name), -1) {
				there[m[1]] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(fromRoot(t, ".github/SECURITY.md"), -1)
	for _, m := range named {
		if !there[m[1]] {
			t.Errorf("there is no %s", m[1])
		}
	}
	if len(named) < 15 {
		t.Errorf("only %d tests are named", len(named))
	}
	out, err := exec.Command("go", "list", "-deps", "-f", `{{if .Module}}{{.ImportPath}}{{range .Imports}} {{.}}{{end}}{{end}}`, "portolan/cmd/portolan").Output()
	if err != nil {
		t.Fatal(err)
	}
	outside, n := []string{"os/exec", "net", "net/http", "net/rpc", "net/smtp", "crypto/tls", "plugin"}, 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if len(words) == 0 || !strings.HasPrefix(words[0], "portolan/") || slices.Contains(reaching, words[0]) {
			continue
		}
		n++
		for _, imported := range words[1:] {
			if slices.Contains(outside, imported) {
				t.Errorf("%s imports %s", words[0], imported)
			}
		}
	}
	for _, name := range []string{"net", "net/http", "os/exec"} { // of the command itself, serve alone
		files, err := filepath.Glob("*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if file != "serve.go" && !strings.HasSuffix(file, "_test.go") && strings.Contains(fromRoot(t, "cmd/portolan/"+file), "\n\t\""+name+"\"\n") {
				t.Errorf("%s imports %s", file, name)
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d packages are seen", n)
	}
}
