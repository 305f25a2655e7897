package render

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"portolan/model/acceptance"
	"portolan/model/plan"
	"portolan/model/plantest"
	acceptancepage "portolan/render/content/acceptance"
	"portolan/render/text/wordlist"
)

// TestAcceptancePage builds a pack with a result: the page says what passed, failed and is not tested, and scripts are linked from hosts.
func TestAcceptancePage(t *testing.T) {
	p := plantest.Of(t, "proxy-in-dmz")
	var open acceptance.Test
	tests, _ := acceptance.Of(p)
	for _, each := range tests {
		if each.Host == "mm-core" && each.Untried == "" && each.Expect == acceptance.Open {
			open = each
		}
	}
	text := fmt.Sprintf("portolan-acceptance 1\nsite\tproxy-in-dmz\nhost\tmm-core\nrevision\t1\nby\tJo Doe\non\tcore\nat\t2026-11-29T20:00:00Z\n%s\topen\t\nend 7\n", open.ID)
	run, err := acceptance.Read("mm-core.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	files, err := Pack(p, theme(t), Options{Version: "test", Results: []*acceptance.Run{run}})
	if err != nil {
		t.Fatal(err)
	}
	find := func(path string) string {
		i := slices.IndexFunc(files, func(f File) bool { return f.Path == path })
		if i < 0 {
			t.Fatalf("there is no %s", path)
		}
		return string(files[i].Data)
	}
	page := find("site/acceptance.html")
	for _, said := range []string{"Not accepted: of", "1 passed, 0 failed", "Jo Doe", "2026-11-29T20:00:00Z", "No result file has this test", open.ID} {
		if !strings.Contains(page, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	if !strings.Contains(find("data/acceptance/mm-core.ps1"), open.ID+" open tcp ") {
		t.Errorf("the script of mm-core does not try %s", open.ID)
	}
	if !strings.Contains(find("site/nodes/mm-core.html"), "acceptance/mm-core.ps1") {
		t.Error("the script of mm-core is not linked")
	}
}

// TestScriptsFitTheSystem: a host has the script that it can run, or both where its system is not known, and its page leads to what there is.
func TestScriptsFitTheSystem(t *testing.T) {
	resolved, options := planOf(t, "proxy-in-dmz")
	for system, want := range map[string][]string{"windows-server-2022": {"mm-edge.ps1"}, "debian-12": {"mm-edge.sh"}, "": {"mm-edge.sh", "mm-edge.ps1"}} {
		p, err := newPacker(withSystem(resolved, "mm-edge", system), theme(t), options)
		if err != nil {
			t.Fatal(err)
		}
		var made, linked []string
		for _, f := range slices.Concat(p.scripts()...) {
			if name := path.Base(f.Path); strings.HasPrefix(name, "mm-edge.") {
				made = append(made, name)
			}
		}
		for _, c := range p.testScriptsOf("nodes/mm-edge") {
			linked = append(linked, path.Base(c.Link.File))
		}
		if !slices.Equal(made, want) || !slices.Equal(linked, want) {
			t.Errorf("%q: scripts %q, linked %q, want %q", system, made, linked, want)
		}
	}
}

// withSystem is a plan of which a host has another system.
func withSystem(p *plan.Plan, id, system string) *plan.Plan {
	other := *p
	other.Parties = slices.Clone(p.Parties)
	for i, party := range other.Parties {
		if party.ID == id {
			host := *party
			host.OS = system
			other.Parties[i] = &host
		}
	}
	return &other
}

// TestAcceptanceWords asks for every word of the page: every cause, and every reason why a script does not try a test.
func TestAcceptanceWords(t *testing.T) {
	p := plantest.Of(t, "proxy-in-dmz")
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	r := acceptance.Judge(p, nil)
	r.Rows = nil
	for _, c := range []acceptance.Cause{acceptance.NoResult, acceptance.Unsettled, acceptance.Early, acceptance.Blocked, acceptance.Absent, acceptance.Reached, acceptance.Gave} {
		r.Rows = append(r.Rows, acceptance.Row{Test: acceptance.Test{Host: "mm-core", To: "mm-core", Expect: acceptance.Closed}, Status: acceptance.Failed, Cause: c})
	}
	for _, u := range []acceptance.Untried{acceptance.Silent, acceptance.Other, acceptance.Range, acceptance.Several, acceptance.NotAgreed, acceptance.Unreadable} {
		r.Rows = append(r.Rows, acceptance.Row{Test: acceptance.Test{Host: "mm-core", To: "mm-core", Expect: acceptance.Open, Untried: u}, Status: acceptance.NotTested, Cause: acceptance.CannotTry})
	}
	_ = acceptancepage.Document(p, r, list)
	r.Accepted = true
	_ = acceptancepage.Document(p, r, list)
	_ = acceptancepage.Head(p, p.Party("mm-core"), nil, true, list)
	if missing := list.Missing(); len(missing) > 0 {
		t.Errorf("missing: %q", missing)
	}
	for _, key := range list.Unused() {
		if strings.HasPrefix(key, "acceptance.") && key != "acceptance.shell" && key != "acceptance.powershell" {
			t.Errorf("nobody prints %s", key)
		}
	}
}
