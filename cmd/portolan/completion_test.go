package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"portolan/model/testenv"
)

// TestCompletionKnowsVerbsAndFlags holds the table of arguments against the verbs, and what flags say they take against what is known.
func TestCompletionKnowsVerbsAndFlags(t *testing.T) {
	free := []string{"name", "role", "title", "date", "number", "letter", "sentence", "document", "id", "domain", "format", "share", "address", "classification", "KEY=HEADING", "character", "text", "network"} // of which nobody knows what there is
	for _, v := range verbs() {
		if len(arguments[v.name]) == 0 {
			t.Errorf("nobody knows what %s takes", v.name)
		}
		for _, kind := range arguments[v.name] {
			if kinds[kind] == nil {
				t.Errorf("%s takes a %s, which nobody knows", v.name, kind)
			}
		}
		flags, _, _ := v.flags()
		flags.VisitAll(func(f *pflag.Flag) {
			kind, _ := pflag.UnquoteUsage(f)
			if f.NoOptDefVal == "" && kinds[kind] == nil && !slices.Contains(free, kind) {
				t.Errorf("%s --%s takes a %q, which nobody knows", v.name, f.Name, kind)
			}
		})
	}
	if len(arguments) != len(verbs()) {
		t.Errorf("%d verbs take arguments, there are %d", len(arguments), len(verbs()))
	}
}

// A completion is a word that may follow what is typed, and one that may not.
type completion struct{ typed, wanted, unwanted string }

// completed are those of a folder of two sites.
var completed = []completion{
	{"portolan bu", "build", "check"},
	{"portolan serve ", "sites/pier", "sites/none"},
	{"portolan check --format=sa", "sarif", "json"},
	{"portolan firewall sites/pier --on ce", "central", "core"},
	{"portolan check ", "sites/pier", "sites/none"},
	{"portolan check --str", "--strict", "--stale"},
	{"portolan check pi", "pier-two", "sites/pier"},
	{"portolan check --format sa", "sarif", "json"},
	{"portolan init --from single", "single-node", "own-product"},
	{"portolan simulate --lose ce", "", "central"}, // of no site
	{"portolan simulate sites/pier --lose ce", "central", "core"},
	{"portolan firewall sites/pier --dialect po", "powershell", "asa"},
	{"portolan explain S1", "S13", "S20"},
	{"portolan explain S13 --previous pi", "pier-two", "sites/pier"},
	{"portolan serve sites/pier ", "", "sites/pier"},
	{"portolan fmt ", "sites/pier", "sites/none"},
	{"portolan fmt pier-two/", "pier-two/site.toml", "sites/pier"},
	{"portolan list te", "templates", "rules"},
	{"portolan list rules s", "sites/pier", "pier-two"},
	{"portolan list rules --format j", "json", "sarif"},
	{"portolan guide re", "reference", "pack"},
	{"portolan upgrade sites/pier --to qlik-sense/h", "qlik-sense/help-page", "qlik-sense/2023-08"},
	{"portolan completion z", "zsh", "bash"},
	{"portolan nonsense ", "", "build"},
}

// inShells are those that every shell is asked for, each a start of the program: a word, a site, what is behind "=", and a value of a site. What else may
// follow the program alone decides.
var inShells = completed[:4]

// twoSites makes the folder that completed is about the working one.
func twoSites(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testdata, "harbour.toml"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, folder := range []string{"sites/pier", "pier-two", "sites/none"} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if folder != "sites/none" {
			if err := os.WriteFile(filepath.Join(folder, siteFile), text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// offered holds what a shell offers against what is wanted.
func offered(t *testing.T, by string, cases []completion, of func(typed string) []string) {
	t.Helper()
	for _, c := range cases {
		got := of(c.typed)
		if c.wanted != "" && !slices.Contains(got, c.wanted) || slices.Contains(got, c.unwanted) {
			t.Errorf("%s: %q is followed by %q, want %q and not %q", by, c.typed, got, c.wanted, c.unwanted)
		}
	}
}

func TestCompletions(t *testing.T) {
	twoSites(t)
	offered(t, "the program", completed, func(typed string) []string {
		var said bytes.Buffer
		p := newProgram()
		p.stdout, p.stderr = &said, &said
		if code := p.main(append([]string{completing, "fish"}, strings.Split(typed, " ")[1:]...)); code != 0 {
			t.Errorf("%s: exit code %d", typed, code)
		}
		var words []string
		for line := range strings.Lines(said.String()) {
			word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			words = append(words, strings.TrimPrefix(word, "--format="))
		}
		return words
	})
}

// shellOffers lets a shell complete every line, and returns what it offers for each. The script ends each with a line of "==".
func shellOffers(t *testing.T, shell, script string, args ...string) {
	t.Helper()
	path := testenv.Tool(t, shell)
	twoSites(t)
	if cache, err := os.UserCacheDir(); err == nil {
		t.Setenv("XDG_CACHE_HOME", cache) // else every program that starts compiles anew what it keeps there
	}
	t.Setenv("HOME", t.TempDir())
	var lines []string
	for _, c := range inShells {
		lines = append(lines, c.typed)
	}
	if err := os.WriteFile("lines", []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, append(args, "-c", script)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", shell, err, out)
	}
	parts := strings.Split(string(out), "==\n")
	if len(parts) != len(lines)+1 {
		t.Fatalf("%s answers %d lines of %d\n%s", shell, len(parts)-1, len(lines), out)
	}
	offered(t, shell, inShells, func(typed string) []string {
		var words []string
		for line := range strings.Lines(parts[slices.Index(lines, typed)]) {
			word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			words = append(words, strings.TrimPrefix(word, "--format="))
		}
		return words
	})
}

func TestCompletionInBash(t *testing.T) {
	shellOffers(t, "bash", `source <(portolan completion bash)
complete -p portolan >/dev/null || exit 1
while IFS= read -r line; do
    COMP_WORDS=(${line//=/ = }) # as bash takes them apart
    if [[ $line == *" " ]]; then COMP_WORDS+=(""); fi
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _portolan portolan
    printf '%s\n' "${COMPREPLY[@]}" ==
done <lines`, "--norc")
}

func TestCompletionInZsh(t *testing.T) {
	shellOffers(t, "zsh", `autoload -Uz compinit && compinit -u -D
source <(portolan completion zsh)
[[ $_comps[portolan] == _portolan ]] || exit 1
_describe() { local v; for v in "${(@P)2}"; do print -r -- "${v%%:*}"; done }
_files() { }
while IFS= read -r line; do
    words=("${(@s: :)line}") CURRENT=${#words}
    _portolan
    print -r -- '=='
done <lines`, "-f")
}

func TestCompletionInFish(t *testing.T) {
	shellOffers(t, "fish", `portolan completion fish | source
for line in (cat lines)
    complete -C "$line"
    echo ==
end`, "--no-config")
}

// TestCompletionForPowerShellParses reads the script with a grammar of PowerShell: the shell itself is not at hand.
func TestCompletionForPowerShellParses(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("node finds its modules by other paths")
	}
	node := testenv.Tool(t, "node")
	modules, err := filepath.Abs("../../.ci/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(modules, "tree-sitter-powershell")); err != nil {
		testenv.Missing(t, "no tree-sitter-powershell in .ci/node_modules; run npm ci there")
	}
	script, err := completions.ReadFile("completion/powershell")
	if err != nil {
		t.Fatal(err)
	}
	type asked struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}
	input, err := json.Marshal([]asked{{"script", string(script)}, {"broken", string(script) + "\n}"}})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "--liftoff-only", "../../model/runbooktest/testdata/powershell.mjs", modules)
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if text := string(out); strings.Contains(text, `"script"`) || !strings.Contains(text, `"broken"`) {
		t.Errorf("the grammar says %s", text)
	}
}
