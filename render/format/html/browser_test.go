package html

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/model/testenv"
	"portolan/render/document"
)

// drive plays a reader: it sorts, filters, ticks and switches the theme, and writes what it saw into the page.
const drive = `addEventListener("load", () => setTimeout(() => {
  const say = (name, value) => { const p = document.createElement("p"); p.textContent = name + "=" + value; document.body.append(p); };
  const ids = () => Array.from(document.querySelectorAll("#inbound tbody tr:not([hidden]):not(.more)"), (row) => row.id).join(",");
  const click = (selector) => document.querySelector(selector).click();
  click("#inbound th[data-column=port] button");
  say("ports", ids());
  click("#inbound th[data-column=port] button");
  say("aria", document.querySelector("#inbound th[data-column=port]").getAttribute("aria-sort"));
  click("#inbound th[data-column=address] button");
  say("addresses", ids());
  const filter = document.querySelector("[data-filter]");
  filter.value = "repository 4242";
  filter.dispatchEvent(new Event("input"));
  say("filtered", ids() + " " + document.querySelector("[data-filter-count]").textContent);
  filter.value = "hm-hidden-07";
  filter.dispatchEvent(new Event("input"));
  say("member", ids());
  filter.value = "10.30.99.1";
  filter.dispatchEvent(new Event("input"));
  say("network", ids());
  location.hash = "#E1PL0K";
  say("ordered", document.querySelectorAll("#order button, #order input").length + " " + document.querySelector("#order").innerText.replace(/\s+/g, " "));
  filter.value = "";
  filter.dispatchEvent(new Event("input"));
  const more = document.querySelector("#QX7K2M + .more");
  say("shut", getComputedStyle(more).display + " " + document.querySelector("#QX7K2M .open").getAttribute("aria-expanded"));
  click("#QX7K2M .open");
  say("opened", getComputedStyle(more).display + " " + document.querySelector("#QX7K2M .open").getAttribute("aria-expanded") + " " + more.querySelector(".piece").innerText.replace(/\s+/g, " "));
  click("#QX7K2M .open");
  click("#QX7K2M .open");
  say("once", more.querySelectorAll(".piece").length);
  click("[data-theme-toggle]"); click("[data-theme-toggle]");
  say("theme", document.documentElement.dataset.theme);
  const picture = document.querySelector(".picture svg"), seen = () => Array.from(picture.querySelectorAll(":scope > :is(.box, .edge, .label)")).filter((g) => getComputedStyle(g).opacity === "1").map(called).join(", ");
  const called = (g) => g.dataset.box || g.dataset.ends;
  for (const g of picture.querySelectorAll(":scope > :is(.box, .edge)")) { g.firstElementChild.dispatchEvent(new PointerEvent("pointerover", { bubbles: true })); say("near " + called(g), seen()); }
  document.querySelector(".picture").dispatchEvent(new PointerEvent("pointerleave"));
  say("whole", seen() === Array.from(picture.querySelectorAll(":scope > :is(.box, .edge, .label)"), called).join(", "));
  say("hit", Array.from(picture.querySelectorAll(".hit"), (p) => [p.getAttribute("d"), getComputedStyle(p).strokeWidth, getComputedStyle(p).strokeDasharray, getComputedStyle(p).stroke].join(" ")).join(", "));
  say("text", Array.from(picture.querySelectorAll("text"), (text) => text.getAttribute("lengthAdjust")).join(" "));
  const before = document.querySelector(".picture svg").getBoundingClientRect().width;
  click("[data-zoom=in]");
  say("zoom", document.querySelector(".picture svg").getBoundingClientRect().width > before * 1.3);
  const hit = document.querySelector("#ui-hits [aria-selected=true]");
  say("hit", hit && hit.getAttribute("href") + " " + hit.querySelector("mark").textContent);
  const box = document.querySelector("[role=combobox]"), active = () => box.getAttribute("aria-activedescendant");
  const press = (key) => box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const query = (text) => { box.value = text; box.dispatchEvent(new Event("input")); };
  const groups = () => Array.from(document.querySelectorAll("#ui-hits [role=group]"), (g) => g.querySelector("p").textContent + " " + g.querySelectorAll("[role=option]").length).join(", ");
  addEventListener("click", (e) => { if (e.target.closest("#ui-hits a")) e.preventDefault(); say("followed", e.target.id); }, true);
  const state = () => document.querySelector("#ui-search [role=status]").textContent;
  say("active", active());
  press("ArrowDown");
  say("down", active());
  press("ArrowUp"); press("ArrowUp");
  say("round", active());
  query("the");
  say("groups", groups() + "; " + state());
  for (let i = 0; i < 9 && !active().endsWith("more"); i++) press("ArrowDown");
  press("Enter");
  say("more", groups() + " " + active());
  press("Enter");
  query("dragon");
  say("nothing", state() + "; " + groups());
  query("repository dragon");
  say("some", state());
  document.getElementById("ui-search").close();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
  say("slash", document.getElementById("ui-search").open);
  document.getElementById("ui-search").close();
  click("[data-menu]");
  say("drawer", document.querySelector("main").inert + " " + document.activeElement.matches("#ui-menu [data-menu-close]") + " " + document.querySelector("[data-menu]").getAttribute("aria-expanded"));
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  say("escaped", document.querySelector("main").inert + " " + document.querySelector("[data-menu]").getAttribute("aria-expanded"));
}, 300));`

// TestBrowser opens a page from a folder, as a reader does, with a misspelt query.
func TestBrowser(t *testing.T) {
	dom := inBrowser(t, "?q=repositry", drive)
	for _, want := range []string{
		"ports=D8ZZ3F,C2WQ1D,QX7K2M,B4TT9A,E1PL0K,F7MM2R,G5HH8T",
		"aria=descending",
		"addresses=E1PL0K,QX7K2M,B4TT9A,C2WQ1D,D8ZZ3F,F7MM2R,G5HH8T",
		"filtered=QX7K2M 1 of 7 rows", "member=QX7K2M,B4TT9A,C2WQ1D,D8ZZ3F,F7MM2R,G5HH8T", "network=C2WQ1D,D8ZZ3F",
		"ordered=0 What comes up first Step What 1 Database 2 Central node 3 Proxies 4 Engines 5 Schedulers 6 Load balancer 7 Monitoring",
		"shut=none false", "opened=table-row true hm-central-01 hm-hidden-07 10.20.7.7", "once=1",
		"drawer=true true true", "escaped=false false",
		"theme=dark", "zoom=true", "whole=true", "near a=a b, a, b", "near b=a b, a, b", "near a b=a b, a, b", "near c=a b, a, b, c",
		"hit=M170 60H250 9px none none", "text=spacingAndGlyphs spacingAndGlyphs",
		"hit=../../site/nodes/central.html#QX7K2M Repository", "active=ui-hits-0-0", "down=ui-hits-0-1", "round=ui-hits-1-0",
		"groups=Rules 6 6, Hosts 1 1; Results: 7", "followed=ui-hits-0-more", "more=Rules 6 6, Hosts 1 1 ui-hits-0-5", "followed=ui-hits-0-5",
		"nothing=No results for “dragon”; ", "some=Results for some of the words: 3", "slash=true",
	} {
		if !strings.Contains(dom, "<p>"+want+"</p>") {
			_, said, _ := strings.Cut(dom, "</dialog>")
			t.Errorf("the page does not say %q; it says %s", want, said)
		}
	}
}

// searchInVain is a reader whose browser cannot inflate the index.
const searchInVain = `delete window.DecompressionStream;
addEventListener("load", () => setTimeout(() => {
  const p = document.createElement("p");
  p.textContent = "state=" + document.querySelector("#ui-search [role=status]").textContent + document.querySelectorAll("#ui-hits a").length;
  document.body.append(p);
}, 300));`

// TestOldBrowser: where the index cannot be inflated, the dialog says what it needs.
func TestOldBrowser(t *testing.T) {
	if dom := inBrowser(t, "?q=repository", searchInVain); !strings.Contains(dom, "<p>state=The search needs a browser from May 2023 or later. Everything else on this page works without it.0</p>") {
		_, said, _ := strings.Cut(dom, "</dialog>")
		t.Errorf("the page says %s", said)
	}
}

// lookClosely plays somebody who asks a picture for the rules of a line and for a port, and looks at one that is a file.
const lookClosely = `addEventListener("load", async () => {
  const say = (name, value) => { const p = document.createElement("p"); p.textContent = name + "=" + value; document.body.append(p); };
  const $ = (selector) => document.querySelector("#fig-central " + selector), wait = () => new Promise((done) => setTimeout(done, 200));
  const text = (selector) => $(selector)?.textContent.replace(/\s+/g, " ").trim();
  await wait();
  $("g.edge path").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  await wait();
  say("rules", text(".figure-rules") + " " + Array.from(document.querySelectorAll("#fig-central .figure-rules a"), (a) => a.getAttribute("href")).join(" "));
  say("focus", document.activeElement === $(".figure-rules"));
  $(".figure-rules").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  say("closed", $(".figure-rules") === null);
  for (const query of ["4242", "4243", "repository 4242", ""]) {
    $("[data-lines]").value = query;
    $("[data-lines]").dispatchEvent(new Event("input"));
    await wait();
    say("find " + query, text(".find ~ [role=status]") + " " + $("svg").classList.contains("faded") + " " + Array.from(document.querySelectorAll("#fig-central g.near"), (g) => g.dataset.box || g.dataset.ends).join(", "));
  }
  const apart = document.querySelector("#fig-failover img");
  say("apart", [apart.alt, apart.getAttribute("src") === apart.parentNode.getAttribute("href"), document.querySelectorAll("#fig-failover svg, #fig-failover .scripted").length].join(", "));
});`

// TestPictureInBrowser reads the sample's picture.
func TestPictureInBrowser(t *testing.T) {
	dom := inBrowser(t, "", lookClosely)
	for _, want := range []string{
		"rules=hm-central-01 and hm-db-01: 2 rulesCloseQX7K2M hm-central-01", "focus=true", "closed=true",
		"find 4242=1 of 1 lines true a b, a, b", "find 4243=0 of 1 lines true ", "find repository 4242=1 of 1 lines true a b, a, b", "find = false ",
		"apart=Picture: After a failover, true, 0<",
	} {
		if !strings.Contains(dom, "<p>"+want) {
			_, said, _ := strings.Cut(dom, "</dialog>\n\n")
			t.Errorf("the page does not say %q; it says %s", want, said)
		}
	}
}

// carryOut plays somebody who carries a procedure out, at a time of the test's choice.
const carryOut = `let now = Date.UTC(2026, 10, 29, 23, 50, 0);
Date.now = () => now;
let beat;
setInterval = (each) => { beat = each; };
const files = [];
Blob = class { constructor(parts) { files.push(parts.join("")); } };
URL.createObjectURL = () => "blob:none";
addEventListener("click", (e) => { if (e.target.download) { e.preventDefault(); files.push(e.target.download); } }, true);
HTMLAnchorElement.prototype.click = function () { if (this.download) files.push(this.download); };
const key = "portolan:run:harbour:5b08c10296c0:site/nodes/central.html";
addEventListener("load", () => {
  const say = (name, value) => { const p = document.createElement("p"); p.textContent = name + "=" + value; document.body.append(p); };
  const $ = (selector) => document.querySelector(selector), text = (selector) => $(selector).textContent.replace(/\s+/g, " ").trim();
  const panel = () => [text("[data-run-start]"), text("[data-run-started]"), text("[data-run-elapsed]"), text("[data-run-progress]"), text("[data-run-late]")].join(" | ");
  const write = (selector, value) => { $(selector).value = value; $(selector).dispatchEvent(new Event("input", { bubbles: true })); };
  say("fresh", panel() + " | " + localStorage.getItem(key));
  write("[data-run-name]", "Mara Lindqvist");
  $("[data-tick=stop-services]").click();
  say("ticked", panel() + " | " + text("#stop-services .stamp") + " | " + text(".run-bar"));
  write("#drop-old textarea", "Kept two\nof them");
  now += 8 * 60000;
  beat();
  say("late", panel() + " | " + text("[data-run-limit='7']") + " | " + text("[data-run-limit='240']"));
  now += 7 * 60000;
  $("[data-tick=drop-old]").click();
  $("[data-tick=undo]").click();
  say("midnight", text("#drop-old .stamp") + " | " + text("[data-run-progress]"));
  $("[data-run-start]").click();
  now += 60 * 60000;
  beat();
  say("stopped", panel() + " | " + $(".run-bar").hidden);
  say("kept", localStorage.getItem(key));
  $("[data-run-export=md]").click(); $("[data-run-export=json]").click();
  say("files", files.filter((f) => f.startsWith("central-")).join(" "));
  say("markdown", files.find((f) => f.startsWith("# ")).replace(/\n/g, "⏎"));
  say("json", JSON.parse(files.find((f) => f.startsWith("{"))).steps.map((s) => s.id + (s.done ? "+" : "-")).slice(0, 3).join(" "));
  $("[data-run-clear]").click();
  say("asked", $("#ui-clear").open + " " + (localStorage.getItem(key) !== null));
  $("[data-run-keep]").click();
  say("not-cleared", $("#ui-clear").open + " " + $("[data-tick=stop-services]").checked);
  $("[data-run-clear]").click(); $("[data-run-clear-now]").click();
  say("cleared", panel() + " | " + $("[data-tick=stop-services]").checked + " | " + localStorage.getItem(key) + " | " + $("#drop-old textarea").value + "|" + $("[data-run-name]").value);
  Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error("forbidden"); };
  $("[data-tick=stop-services]").click(); $("[data-tick=drop-old]").click();
  say("unstored", text("[data-run-progress]"));
  say("symptom", document.querySelectorAll("#full input, #full textarea").length);
});`

// TestRunInBrowser carries out the sample's procedure.
func TestRunInBrowser(t *testing.T) {
	dom := inBrowser(t, "", carryOut)
	for _, want := range []string{
		"fresh=Start the clock | – | – | 0 of 5 done |  | null",
		"ticked=Stop the clock | 2026-11-29 23:50:00 | 0:00:00 | 1 of 5 done, planned so far: 5 min |  | 23:50:00, Mara Lindqvist | 0:00:001 of 5 doneNext: Step 2: Delete backups older than the retention time",
		"late=Stop the clock | 2026-11-29 23:50:00 | 0:08:00 | 1 of 5 done, planned so far: 5 min | Over 7 minutes: Planned | Planned7 minutes at 23:57:00 | RTO4 hours at 2026-11-30 03:50:00",
		"midnight=2026-11-30 00:05:00, Mara Lindqvist | 2 of 5 done, planned so far: 7 min",
		"stopped=Resume the clock | 2026-11-29 23:50:00 | 0:15:00 | 2 of 5 done, planned so far: 7 min | Over 7 minutes: Planned | true",
		`kept={"started":1795996200000,"ended":1795997100000,"ticks":{"stop-services":{"at":1795996200000,"by":"Mara Lindqvist"},"drop-old":{"at":1795997100000,"by":"Mara Lindqvist"},"undo":{"at":1795997100000,"by":"Mara Lindqvist"}},"notes":{"drop-old":"Kept two\nof them"}}`,
		"files=central-2026-11-29-23-50.md central-2026-11-29-23-50.json",
		"json=stop-services+ drop-old+ undo+", "asked=true true", "not-cleared=false true",
		"cleared=Start the clock | – | – | 0 of 5 done |  | false | null | |Mara Lindqvist",
		"unstored=2 of 5 done, planned so far: 7 min", "symptom=0",
	} {
		if !strings.Contains(dom, "<p>"+want+"</p>") {
			_, said, _ := strings.Cut(dom, "</dialog>\n\n")
			t.Errorf("the page does not say %q; it says %s", want, said)
		}
	}
	if want := "- [x] Step 2: Delete backups older than the retention time – 2026-11-30 00:05:00 +00:00, Mara Lindqvist⏎  &gt; Kept two⏎  &gt; of them⏎"; !strings.Contains(dom, want) {
		t.Errorf("the export lacks %q", want)
	}
}

// inBrowser writes the sample page with one more script into a folder and returns its tree after the script ran.
func inBrowser(t *testing.T, query, script string) string {
	t.Helper()
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			browser = found
			break
		}
	}
	if browser == "" {
		testenv.Missing(t, "chromium is not installed")
	}
	page, err := Page(sampleDocument(), testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	index, err := SearchIndex([]*document.Document{sampleDocument()}, sampleSearch())
	if err != nil {
		t.Fatal(err)
	}
	page = []byte(strings.Replace(string(page), "</head>", "<script src=\"../assets/drive.js\"></script>\n</head>", 1))
	folder := t.TempDir()
	assets, err := Assets(testTheme(t), Shared{Digest: "5b08c10296c0", Words: testWords(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(assets, File{"site/nodes/central.html", page}, File{SearchPath, index}, File{"site/assets/drive.js", []byte(script)}) {
		name := filepath.Join(folder, filepath.FromSlash(file.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The browser's last processes may still write when it has ended; what they leave is no fault of the page.
	profile, err := os.MkdirTemp("", "profile")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	command := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+profile, "--virtual-time-budget=3000", "--dump-dom",
		"file://"+filepath.ToSlash(folder)+"/site/nodes/central.html"+query)
	command.Env = append(os.Environ(), "TZ=UTC")
	timer := time.AfterFunc(time.Minute, func() { _ = command.Process.Kill() })
	defer timer.Stop()
	dom, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(dom)
}
