package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"portolan/model/testenv"
)

// audit runs axe once the page stands still, and tells the page around it what it found.
const audit = `addEventListener("load", () => setTimeout(async () => {
  document.documentElement.dataset.theme = "THEME";
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const said = await axe.run(document, { preload: false, runOnly: tags, resultTypes: ["violations"] });
  parent.postMessage({ passed: said.passes.length, violations: said.violations.map((v) => ({
    id: v.id, help: v.help, nodes: v.nodes.map((n) => n.html + " " + (n.failureSummary || "")) })) }, "*");
}, 200));`

// around shows pages one after the other in a frame and writes down what each tells: starting a browser for each takes longer than the audit.
const around = `<!doctype html><title>Audit</title><iframe width="WIDTH" height="900"></iframe><script>
const pages = PAGES, said = [], frame = document.querySelector("iframe");
const next = () => { frame.src = pages[said.length]; };
addEventListener("message", (e) => {
  said.push(e.data);
  if (said.length < pages.length) return next();
  const out = document.createElement("script");
  out.type = "application/json";
  out.id = "axe";
  out.textContent = JSON.stringify(said).replaceAll("<", "\\u003c");
  document.body.append(out);
});
next();
</script>`

var auditResult = regexp.MustCompile(`(?s)<script type="application/json" id="axe">(.*?)</script>`)

// An audited is what axe says of a page.
type audited struct {
	Passed     int
	Violations []struct {
		ID, Help string
		Nodes    []string
	}
}

func TestPagesAreAccessible(t *testing.T) {
	testenv.Long(t, "opens every page in a browser")
	browser, axe := needs(t, "chromium"), needsPackage(t, "axe-core/axe.min.js")
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	pack := buildPack(t, example)
	var names []string // of pages, from the pack's folder
	for _, page := range onePerKind(pack, pages(t, pack)) {
		names = append(names, auditable(t, pack, page))
	}
	for _, theme := range testenv.Choose(t, "themes whose pages are audited", []string{"light", "dark"}, []string{"light"}, nil) {
		both := append(script, strings.Replace("\n"+audit, "THEME", theme, 1)...)
		if err := os.WriteFile(filepath.Join(pack, "site", "assets", "audit.js"), both, 0o644); err != nil {
			t.Fatal(err)
		}
		for i, said := range inFrames[audited](t, browser, pack, "1300", names) {
			t.Run(theme+"/"+names[i], func(t *testing.T) { said.judge(t) })
		}
	}
}

// auditable writes a copy of a page that loads the audit too, and returns its name.
func auditable(t *testing.T, pack, page string) string {
	t.Helper()
	up, err := filepath.Rel(filepath.Dir(page), pack)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(readText(t, page), "</head>", `<script src="`+filepath.ToSlash(up)+`/site/assets/audit.js"></script></head>`, 1)
	copied := strings.TrimSuffix(page, ".html") + ".audited.htm"
	if err := os.WriteFile(copied, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	name, err := filepath.Rel(pack, copied)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

func (a audited) judge(t *testing.T) {
	if a.Passed < 10 {
		t.Errorf("only %d rules passed: the audit saw no page", a.Passed)
	}
	for _, v := range a.Violations {
		t.Errorf("%s: %s\n  %s", v.ID, v.Help, strings.Join(v.Nodes, "\n  "))
	}
}

// onePerKind keeps all pages at the top of a pack and of its site, which differ, and the first of each folder, which are alike.
func onePerKind(pack string, pages []string) []string {
	var kept []string
	seen := map[string]bool{}
	for _, page := range pages {
		folder := filepath.Dir(page)
		if folder == pack || folder == filepath.Join(pack, "site") || !seen[folder] {
			kept = append(kept, page)
		}
		seen[folder] = true
	}
	return kept
}

// dump opens a page as a reader does, from a folder, and returns its tree after the scripts ran.
func dump(t *testing.T, browser, page string) []byte {
	t.Helper()
	// The browser's last processes may still write when it has ended; what they leave is no fault of the page.
	profile, err := os.MkdirTemp("", "profile")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	command := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+profile, "--virtual-time-budget=200000", "--dump-dom",
		"file://"+filepath.ToSlash(page))
	timer := time.AfterFunc(5*time.Minute, func() { _ = command.Process.Kill() })
	defer timer.Stop()
	dom, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return dom
}
