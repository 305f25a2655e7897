package model

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plantest"
)

// TestTopics: the list of topics names every catalogue of infrastructure with rules for a topic that is listed, or one that has them; a site that writes the
// lines of a topic covers it, and what has none says what to agree.
func TestTopics(t *testing.T) {
	rules := map[string]map[string]bool{}
	for _, dir := range catalog.Infrastructure().Editions() {
		cat, _ := catalog.Open(dir)
		for _, f := range cat.Flows {
			for _, topic := range f.Covers {
				if rules[topic.V] == nil {
					rules[topic.V] = map[string]bool{}
				}
				rules[topic.V][cat.Product.ID.V] = true
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(catalog.Topics())) {
		topic := catalog.Topics()[id]
		for _, name := range topic.Catalogues {
			if !rules[id][name.V] {
				t.Errorf("%s has no rule for %s", name.V, id)
			}
		}
		if topic.Lines.Set() == topic.Agree.Set() {
			t.Errorf("%s has both or neither of lines to write and something to agree", id)
		}
		if !topic.Lines.Set() {
			continue
		}
		if !strings.Contains(topic.Lines.V, `catalogue = "`+topic.Catalogues[0].V+`"`) {
			t.Errorf("the lines of %s use another catalogue than %s", id, topic.Catalogues[0].V)
		}
		text := aroundSite + "[load_balancers.front]\nhost = \"front.example\"\naddresses = [\"10.1.0.5\"]\ntargets = [\"user-proxies\"]\nsource = \"translated\"\n" +
			"[clients.administrators]\nnetworks = [\"10.8.0.0/24\"]\noutside = true\n" + strings.NewReplacer("LOAD-BALANCER", "front", "HOST-NAME", "revoked.example.org", "HOST", "dc1").Replace(topic.Lines.V)
		p := plantest.Written(t, "site", []byte(text))
		for _, n := range p.NotCovered {
			if n.ID == id && len(n.Declared) == 0 {
				t.Errorf("%s stays open with\n%s", id, topic.Lines.V)
			}
		}
	}
}
