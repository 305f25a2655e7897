package runbooktest

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/shell"
	"portolan/model/site"
	"portolan/model/testenv"
)

// A script is PowerShell to be parsed. Start and End mark a value in it, in UTF-16 units as the parser counts them; both zero for none.
type script struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Start *int   `json:"start,omitempty"`
	End   *int   `json:"end,omitempty"`
}

// parse lets the grammar of PowerShell read scripts, and returns what it cannot read, by id.
func parse(t *testing.T, scripts []script) map[string]string {
	t.Helper()
	modules := nodeModules(t)
	input, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "--liftoff-only", "testdata/powershell.mjs", modules) // the optimising compiler takes longer than all the parsing
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var found []struct{ ID, Fault string }
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	faults := map[string]string{}
	for _, f := range found {
		faults[f.ID] = f.Fault
	}
	return faults
}

// nodeModules finds the folder that holds the grammar: that of the checks, or one named by node's own variable.
func nodeModules(t *testing.T) string {
	t.Helper()
	for _, folder := range append([]string{"../../.ci/node_modules"}, filepath.SplitList(os.Getenv("NODE_PATH"))...) {
		whole, err := filepath.Abs(folder)
		if _, missing := os.Stat(filepath.Join(whole, "tree-sitter-powershell", "tree-sitter-powershell.wasm")); err == nil && missing == nil {
			return whole
		}
	}
	testenv.Missing(t, "no tree-sitter-powershell in .ci/node_modules; run npm ci there")
	return ""
}

// TestPowerShellParses reads every PowerShell command of every runbook, and every script, of all shipped sites.
func TestPowerShellParses(t *testing.T) {
	t.Parallel()
	sites, err := filepath.Glob("../../sites/*/site.toml")
	if err != nil || len(sites) == 0 {
		t.Fatal("no sites", err)
	}
	seen := map[string]bool{}
	var scripts []script
	add := func(id, language, text string) {
		if language == "powershell" && !seen[text] {
			seen[text] = true
			scripts = append(scripts, script{ID: id, Text: text})
		}
	}
	plans := linuxVariants(t)
	for _, name := range sites {
		plans[filepath.Base(filepath.Dir(name))] = planOf(t, name)
	}
	for name, p := range plans {
		for _, b := range p.Runbooks {
			at := name + "/" + b.ID
			each(b, func(step string, c plan.Command) { add(at+"/"+step, c.Shell, c.Text) })
		}
		for _, t := range p.Triage {
			for _, c := range t.Commands {
				add(t.ID, c.Shell, c.Text)
			}
		}
		for _, f := range p.Files {
			add(f.Path, f.Language, f.Text)
		}
	}
	for id, fault := range parse(t, scripts) {
		t.Errorf("%s: %s", id, fault)
	}
	if len(scripts) < 40 {
		t.Errorf("only %d different scripts", len(scripts))
	}
	t.Logf("%d scripts", len(scripts))
}

// each visits every command of a runbook.
func each(b *plan.Runbook, visit func(step string, c plan.Command)) {
	for _, k := range append(b.PreChecks, b.Verify...) {
		for _, c := range k.Commands {
			visit("check: "+k.Text, c)
		}
	}
	for _, s := range append(b.Steps, b.Undo...) {
		for _, c := range s.Commands {
			visit(s.ID, c)
		}
		for _, d := range s.Destroys {
			for _, c := range d.Commands {
				visit("check before "+s.ID, c)
			}
		}
	}
	for _, p := range b.Problems {
		for _, c := range p.Commands {
			visit("problem: "+p.Symptom, c)
		}
	}
}

func planOf(t *testing.T, name string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load(name, data)
	if site == nil {
		t.Fatal(found)
	}
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(found)
	}
	plan, found := resolve.All(site, cats, resolve.Options{})
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}

// TestPowerShellKeepsValuesText puts hostile values into every place of a command, and sees them stay inside one text.
func TestPowerShellKeepsValuesText(t *testing.T) {
	places := []string{"Test-Path -Path ·", "Test-Path -Path '·'", `Write-Output "· $x"`, `Write-Output "$(Get-Content '·')\y"`, "$x = ·", "if (Test-Path ·) { Get-Item '·' }",
		"@'\nx ·\n'@", "@\"\nx · y\n\"@", `$text.Replace("·", '')`}
	values := append([]string{"$(Remove-Item x)", "${x}", "`n", "x'; Remove-Item y; '", `x"; Remove-Item y; "`, "%PATH%", "a & b", "a | b"}, hostile...)
	var scripts []script
	for _, place := range places {
		for _, value := range values {
			before, after, _ := strings.Cut(place, "·")
			text, refused := filledIn("powershell", []shell.Piece{{Text: before}, {Text: value, Value: true}, {Text: strings.ReplaceAll(after, "·", "z")}})
			if len(refused) > 0 {
				t.Errorf("%q in %s: %s", value, place, refused[0].Why)
				continue
			}
			quoted := strings.TrimSuffix(strings.TrimPrefix(text, before), strings.ReplaceAll(after, "·", "z"))
			if strings.HasPrefix(quoted, "'") && strings.HasSuffix(before, " ") || strings.HasPrefix(quoted, "'") && strings.HasSuffix(before, "(") {
				quoted = strings.TrimSuffix(strings.TrimPrefix(quoted, "'"), "'") // of a bare place the quotes are not the value's
				before += "'"
			}
			start := units(before)
			end := start + units(quoted)
			scripts = append(scripts, script{ID: place + " with " + value, Text: text, Start: &start, End: &end})
		}
	}
	for id, fault := range parse(t, scripts) {
		t.Errorf("%s: %s", id, fault)
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// TestGrammarFindsFaults keeps the checks before honest: what is no PowerShell, or lets a value out of its text, is found.
func TestGrammarFindsFaults(t *testing.T) {
	start, end := 12, 20
	faults := parse(t, []script{{ID: "open", Text: "Write-Output 'it's'"}, {ID: "brace", Text: "if ($x) { Get-Item"}, {ID: "out", Text: `Write-Host "a$(Get-Date)b"`, Start: &start, End: &end},
		{ID: "good", Text: "Get-ChildItem | Where-Object { $_.Length -gt 1 }"}})
	for _, id := range []string{"open", "brace", "out"} {
		if faults[id] == "" {
			t.Errorf("nothing was found wrong with %s", id)
		}
	}
	if faults["good"] != "" {
		t.Errorf("good: %s", faults["good"])
	}
}
