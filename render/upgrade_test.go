package render

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/edition"
	"portolan/model/golden"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/render/content/upgrade"
	"portolan/render/text/wordlist"
)

// tideUpgrade is the comparison whose fixture stands with the model's tests: it shows each thing that can change.
func tideUpgrade(t *testing.T) (*edition.Upgrade, Options) {
	t.Helper()
	const folder = "../model/testdata/upgrade"
	data, err := os.ReadFile(filepath.Join(folder, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load("site.toml", data)
	if site == nil {
		t.Fatal(found)
	}
	site.ID = "tide"
	var cats []*catalog.Catalogue
	for _, dir := range []string{"tide-gauge/1", "tide-gauge/2"} {
		cat, found := catalog.Load(os.DirFS(folder), dir)
		if cat == nil {
			t.Fatal(found)
		}
		cats = append(cats, cat)
	}
	u, found := edition.UpgradeSite(site, cats[:1], cats[1], cats, resolve.Options{})
	if u == nil {
		t.Fatal(found)
	}
	return u, Options{Version: "test", Inputs: []File{{"site.toml", data}}}
}

// TestUpgrade holds page and JSON of a comparison against goldens, and renders twice: equal input gives equal bytes.
func TestUpgrade(t *testing.T) {
	u, options := tideUpgrade(t)
	files, err := Upgrade(u, theme(t), options)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Upgrade(u, theme(t), options)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for i, f := range files {
		paths = append(paths, f.Path)
		if !bytes.Equal(f.Data, again[i].Data) {
			t.Errorf("%s is not the same when rendered again", f.Path)
		}
		if f.Path == "index.html" || f.Path == "upgrade.json" {
			golden.Check(t, filepath.Join("testdata", "upgrade", f.Path), f.Data)
		}
	}
	want := []string{"index.html", "site/assets/site.js", "site/assets/style.css", "upgrade.json", "upgrade.pdf", ManifestPath}
	if !slices.Equal(paths, want) {
		t.Errorf("files %v, want %v", paths, want)
	}
	if pdf := files[slices.Index(paths, "upgrade.pdf")]; !bytes.HasPrefix(pdf.Data, []byte("%PDF-")) {
		t.Error("upgrade.pdf is no PDF")
	}
}

// TestUpgradeTellsPageAndJSONTheSame counts each list in the JSON and its rules on the page.
func TestUpgradeTellsPageAndJSONTheSame(t *testing.T) {
	u, options := tideUpgrade(t)
	files, err := Upgrade(u, theme(t), options)
	if err != nil {
		t.Fatal(err)
	}
	var page, data string
	for _, f := range files {
		switch f.Path {
		case "index.html":
			page = string(f.Data)
		case "upgrade.json":
			data = string(f.Data)
		}
	}
	var read struct {
		Open, Close, Changed []struct {
			From, To struct{ ID string }
			Old, New []struct{ ID string }
		}
	}
	if err := json.Unmarshal([]byte(data), &read); err != nil {
		t.Fatal(err)
	}
	if len(read.Open) != len(u.Open) || len(read.Close) != len(u.Close) || len(read.Changed) != len(u.Changed) || len(u.Open)*len(u.Close)*len(u.Changed) == 0 {
		t.Errorf("the JSON holds %d, %d and %d connections, want %d, %d and %d", len(read.Open), len(read.Close), len(read.Changed), len(u.Open), len(u.Close), len(u.Changed))
	}
	for _, c := range slices.Concat(read.Open, read.Close) {
		for _, rule := range slices.Concat(c.Old, c.New) {
			if !strings.Contains(page, rule.ID) {
				t.Errorf("the page lacks the rule %s from %s to %s", rule.ID, c.From.ID, c.To.ID)
			}
		}
	}
}

// TestUpgradeWordsAreUsed builds documents that show everything and finds words that none of them asks for, or that the list lacks.
func TestUpgradeWordsAreUsed(t *testing.T) {
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	u, _ := tideUpgrade(t)
	for _, kind := range []string{"role", "service", "fact", "value", "resource", "listener", "rule", "set", "state", "external", "needed-resource", "needed-population", "needed-fact"} {
		for _, holder := range []string{"site", "node", "resource", "override", "load balancer", "forward proxy"} {
			u.LeftOut = append(u.LeftOut, edition.Omission{Kind: kind, Name: "x", HolderKind: holder, Holder: "y", Where: "site.toml", Key: "nodes.y.facts.x"})
		}
	}
	crew := edition.Endpoint{ID: "crew", Kind: plan.GroupParty, Name: "crew", Members: []string{"north", "south"}}
	u.Hosts = append(u.Hosts, edition.HostChange{Endpoint: crew, Open: 1})
	u.Stale = append(u.Stale, edition.StalePort{Host: "north", Port: catalog.Port{Protocol: "tcp", Numbers: catalog.Single(9)}, Services: []string{"a"}, Editions: []string{"b/1"}, Listens: true, Closing: true})
	outside := u.Open[0]
	outside.From, outside.To = edition.Endpoint{ID: "a", Kind: plan.ClientsParty, Name: "a"}, edition.Endpoint{ID: "b", Kind: plan.ExternalParty, Name: "b"}
	within := u.Open[0]
	within.From, within.To = crew, crew
	conditional := *u.Open[0].New[0]
	conditional.Requirement = "optional"
	outside.New = []*plan.Flow{&conditional}
	u.Open = append(u.Open, outside, within)
	doc := upgrade.Document(u, list)
	if missing := list.Missing(); len(missing) > 0 {
		t.Errorf("the word list lacks %v", missing)
	}
	for _, key := range list.Unused() {
		if strings.HasPrefix(key, "upgrade.") {
			t.Errorf("nobody prints the word %s", key)
		}
	}
	p := &packer{model: &plan.Plan{Site: u.Site, Document: u.Document}, theme: theme(t), words: list}
	if _, err := p.single(doc, upgrade.Name); err != nil {
		t.Error(err)
	}
}
