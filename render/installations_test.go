package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestRunbooksOfTwoInstallations: production and test of one product in one network. Each has all runbooks, states and failure pages of its own, and a
// runbook of one names no host that only the other has.
func TestRunbooksOfTwoInstallations(t *testing.T) {
	const site = "installations/production-and-test"
	p := packOf(t, site)
	own := map[string][]string{"production": {"qp-central", "qp-candidate", "qp-consumer", "qp-db"}, "test": {"qt-central", "qt-candidate", "qt-db"}}
	other := map[string]string{"production": "test", "test": "production"}
	of := map[string][]string{}
	for _, f := range p.files {
		name, ok := strings.CutPrefix(f.Path, "site/runbooks/")
		if !ok {
			continue
		}
		for id, foreign := range other {
			book, ok := strings.CutPrefix(name, id+"-")
			if !ok {
				continue
			}
			of[id] = append(of[id], book)
			_, text, _ := bytes.Cut(f.Data, []byte("<main"))
			text, _, _ = bytes.Cut(text, []byte(`<nav class="neighbours"`)) // the next page may be a host
			for _, host := range own[foreign] {
				if bytes.Contains(text, []byte(host)) {
					t.Errorf("%s names %s, which is a host of the other installation", f.Path, host)
				}
			}
		}
	}
	if !slices.Equal(of["production"], of["test"]) || !slices.Contains(of["test"], "site-backup.html") || !slices.Contains(of["test"], "failover-manual.html") {
		t.Errorf("runbooks of production: %v; of the test: %v", of["production"], of["test"])
	}
	var states []string
	for _, s := range p.model.States {
		states = append(states, s.ID)
	}
	if want := []string{"normal", "central-on-qp-candidate", "central-on-qt-candidate"}; !slices.Equal(states, want) {
		t.Errorf("states are %v, want %v", states, want)
	}
	for _, hosts := range own {
		for _, host := range hosts {
			p.file(t, "site/lost/"+host+".html")
		}
	}
}
