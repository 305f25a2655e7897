package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"portolan/model/testenv"
)

// audit runs axe once the page stands still, and writes what it found into the page.
const audit = `addEventListener("load", () => setTimeout(async () => {
  document.documentElement.dataset.theme = "THEME";
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const said = await axe.run(document, { preload: false, runOnly: tags, resultTypes: ["violations"] });
  const out = document.createElement("script");
  out.type = "application/json";
  out.id = "axe";
  out.textContent = JSON.stringify({ passed: said.passes.length, violations: said.violations.map((v) => ({
    id: v.id, help: v.help, nodes: v.nodes.map((n) => n.html + " " + (n.failureSummary || "")) })) }).replaceAll("<", "\\u003c");
  document.body.append(out);
}, 200));`

var auditResult = regexp.MustCompile(`(?s)<script type="application/json" id="axe">(.*?)</script>`)

func TestPagesAreAccessible(t *testing.T) {
	testenv.Long(t, "opens every page in a browser")
	browser, axe := needs(t, "chromium"), needsPackage(t, "axe-core/axe.min.js")
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	pack := buildPack(t, example)
	for _, theme := range []string{"light", "dark"} {
		both := append(script, strings.Replace("\n"+audit, "THEME", theme, 1)...)
		if err := os.WriteFile(filepath.Join(pack, "assets", "audit.js"), both, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, page := range onePerKind(pack, pages(t, pack)) {
			name, err := filepath.Rel(pack, page)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(theme+"/"+filepath.ToSlash(name), func(t *testing.T) { auditPage(t, browser, pack, page) })
		}
	}
}

// onePerKind keeps all pages at the top of a pack, which differ, and the first of each folder, which are alike.
func onePerKind(pack string, pages []string) []string {
	var kept []string
	seen := map[string]bool{}
	for _, page := range pages {
		folder := filepath.Dir(page)
		if folder == pack || !seen[folder] {
			kept = append(kept, page)
		}
		seen[folder] = true
	}
	return kept
}

func auditPage(t *testing.T, browser, pack, page string) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	up, err := filepath.Rel(filepath.Dir(page), pack)
	if err != nil {
		t.Fatal(err)
	}
	audited := strings.TrimSuffix(page, ".html") + ".audited"
	text = bytes.Replace(text, []byte("</head>"), []byte(`<script src="`+filepath.ToSlash(up)+`/assets/audit.js"></script></head>`), 1)
	if err := os.WriteFile(audited+".htm", text, 0o644); err != nil {
		t.Fatal(err)
	}
	found := auditResult.FindSubmatch(dump(t, browser, audited+".htm"))
	if found == nil {
		t.Fatal("the audit did not run")
	}
	var said struct {
		Passed     int
		Violations []struct {
			ID, Help string
			Nodes    []string
		}
	}
	if err := json.Unmarshal(found[1], &said); err != nil {
		t.Fatal(err)
	}
	if said.Passed < 10 {
		t.Errorf("only %d rules passed: the audit saw no page", said.Passed)
	}
	for _, v := range said.Violations {
		t.Errorf("%s: %s\n  %s", v.ID, v.Help, strings.Join(v.Nodes, "\n  "))
	}
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
		"--disable-component-update", "--disable-sync", "--user-data-dir="+profile, "--virtual-time-budget=20000", "--dump-dom",
		"file://"+filepath.ToSlash(page))
	timer := time.AfterFunc(time.Minute, func() { _ = command.Process.Kill() })
	defer timer.Stop()
	dom, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return dom
}
