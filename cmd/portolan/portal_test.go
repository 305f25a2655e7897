package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// portalOver builds the packs of two sites, one of them in two revisions, and a portal over them with a pack that was changed. It returns the folder of the portal.
func portalOver(t *testing.T, refused bool) string {
	t.Helper()
	dir, sites := t.TempDir(), filepath.Join("..", "..", "sites")
	earlier := filepath.Join(dir, "sites", "single-node")
	if err := os.CopyFS(earlier, os.DirFS(filepath.Join(sites, "single-node"))); err != nil {
		t.Fatal(err)
	}
	text := readText(t, filepath.Join(earlier, "site.toml"))
	if err := os.WriteFile(filepath.Join(earlier, "site.toml"), []byte(strings.Replace(text, `revision = "1.0"`, `revision = "0.9"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	dist, archive := filepath.Join(dir, "dist"), filepath.Join(dir, "archive")
	commands := [][]string{{"build", filepath.Join(sites, "single-node"), filepath.Join(sites, "separate-proxy-and-engine"), "-o", dist}, {"build", earlier, "-o", archive}}
	want, packs := 0, []string{"portal", dist, archive, "-o", dist}
	for _, c := range commands {
		run(t, 0, c...)
	}
	if refused {
		broken := filepath.Join(dir, "received", "single-node")
		if err := os.CopyFS(broken, os.DirFS(filepath.Join(archive, "single-node"))); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(broken, "index.html")); err != nil {
			t.Fatal(err)
		}
		want, packs = 1, append(packs, broken)
	}
	run(t, want, packs...)
	return filepath.Join(dist, "portal")
}

func run(t *testing.T, want int, args ...string) {
	t.Helper()
	p, said := newProgram(), &bytes.Buffer{}
	p.stdout, p.stderr = said, said
	if code := p.main(args); code != want {
		t.Fatalf("%q: exit code %d, not %d: %s", args, code, want, said)
	}
}

// searchPortal plays a reader of a portal, who searches, and looks at another revision.
const searchPortal = `addEventListener("load", async () => {
  const say = (name, value) => { const p = document.createElement("p"); p.textContent = name + "=" + value; document.body.append(p); };
  const wait = () => new Promise((done) => setTimeout(done, 1500)), box = document.querySelector("[role=combobox]"), $ = (selector) => document.querySelector(selector);
  const press = (key) => box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const groups = () => Array.from(document.querySelectorAll("#ui-hits [role=group]"), (g) => g.querySelector("p").firstChild.textContent.trim() + " " + g.querySelector("a").getAttribute("href")).join(", ");
  const state = () => $("#ui-search [role=status]").textContent;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
  for (const query of ["QUERIES"]) {
    box.value = query;
    box.dispatchEvent(new Event("input"));
    await wait();
    say(query, groups() + "; " + state());
  }
  $("#ui-search").close();
  const seen = () => Array.from(document.querySelectorAll("#table-sites tbody tr[id]")).filter((row) => getComputedStyle(row).display !== "none").map((row) => row.id).join(" ");
  say("rows", seen());
  const select = $("#site-1 select");
  say("revisions", Array.from(select.options, (o) => o.textContent).join(" ") + ", " + select.getAttribute("aria-label"));
  select.value = "1";
  select.dispatchEvent(new Event("change"));
  say("earlier", seen() + " " + document.activeElement.value + " " + $("#site-1-1 a").getAttribute("href"));
  document.activeElement.value = "0";
  document.activeElement.dispatchEvent(new Event("change"));
  say("latest", seen());
});`

// TestPortalInBrowser searches from a folder: an address of one site, a word of both that is misspelt, a port and a name, and what there is not.
func TestPortalInBrowser(t *testing.T) {
	browser, portal := needs(t, "chromium"), portalOver(t, false)
	queries := strings.Join([]string{"192.168.4.21", "repositry", "brightwater 4432", "dragon"}, `", "`)
	if err := os.WriteFile(filepath.Join(portal, "site", "assets", "audit.js"), []byte(strings.Replace(searchPortal, "QUERIES", queries, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	dom := string(dump(t, browser, filepath.Join(portal, auditable(t, portal, filepath.Join(portal, "index.html")))))
	for _, want := range []string{
		"192.168.4.21=Alder Clinics: Ward statistics ../single-node/site/nodes/sense1.html; Results: ",
		"repositry=Alder Clinics: Ward statistics ../single-node/site/nodes/sense1.html, Brightwater Utilities: Network loss reports ../separate-proxy-and-engine/site/nodes/bwu-central.html; Results: ",
		"brightwater 4432=Brightwater Utilities: Network loss reports ../separate-proxy-and-engine/", ", on 1 of 2 sites</p>", "dragon=; No results for “dragon”", "rows=site-1 site-2", "revisions=1.0 0.9, Revision: Ward statistics", "earlier=site-1-1 site-2 1 ../../archive/single-node/index.html", "latest=site-1 site-2",
	} {
		if !strings.Contains(dom, want) {
			_, said, _ := strings.Cut(dom, "</dialog>")
			t.Errorf("the page does not say %q; it says %s", want, said)
		}
	}
}

// TestPortalIsAccessible audits the page of a portal with a pack that was refused, in both themes and widths, follows its links and holds it against the rules of HTML.
func TestPortalIsAccessible(t *testing.T) {
	testenv.Long(t, "opens a page in a browser")
	browser, axe := needs(t, "chromium"), needsPackage(t, "axe-core/axe.min.js")
	portal := portalOver(t, true)
	page := filepath.Join(portal, "index.html")
	if followed := followAll(t, page); followed < 20 {
		t.Errorf("only %d links found", followed)
	}
	node, validator := needs(t, "node"), needsPackage(t, "html-validate/bin/html-validate.mjs")
	if out, err := exec.Command(node, validator, "--config", filepath.Join("testdata", "htmlvalidate.json"), "--formatter", "text", page).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	name := auditable(t, portal, page)
	for _, theme := range []string{"light", "dark"} {
		both := append(bytes.Clone(script), strings.Replace("\n"+audit, "THEME", theme, 1)...)
		if err := os.WriteFile(filepath.Join(portal, "site", "assets", "audit.js"), both, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, width := range []string{"1366", "390"} {
			for _, said := range inFrames[audited](t, browser, portal, width, []string{name}) {
				t.Run(theme+"/"+width, func(t *testing.T) { said.judge(t) })
			}
		}
	}
}
