package changes

import (
	"encoding/json"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/model/revision"
	"portolan/render/content/rules"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

func words(t *testing.T) *wordlist.List {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func revisionOf(t *testing.T, p *plan.Plan) *revision.Revision {
	t.Helper()
	text, err := rules.JSON(p, policy.Of(p))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	r, err := revision.Read(whole, text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEveryFactHasAWord changes every fact of every item of a site: each kind and each fact has a word, and so has what becomes of it.
func TestEveryFactHasAWord(t *testing.T) {
	w := words(t)
	r := revisionOf(t, plantest.Of(t, "harbour-logistics"))
	for _, other := range []func(f *revision.Fact){
		func(f *revision.Fact) { f.Values = nil },
		func(f *revision.Fact) { f.Values = []string{"another"} },
		func(f *revision.Fact) {
			if f.What != revision.ApprovalState {
				f.Values = append([]string{"another"}, f.Values...)
			}
		},
	} {
		changed := &revision.Revision{Head: r.Head}
		for _, i := range r.Items {
			item := revision.Item{Kind: i.Kind, ID: i.ID}
			for _, f := range i.Facts {
				other(&f)
				item.Facts = append(item.Facts, f)
			}
			changed.Items = append(changed.Items, item)
		}
		for _, c := range []*Change{Of(r, changed, w), Of(changed, r, w), Of(r, &revision.Revision{}, w), Of(&revision.Revision{}, r, w), Of(r, r, w)} {
			for _, became := range []Became{Added, Removed, Different, Unchanged, NoFile} {
				c.Devices = append(c.Devices, Device{ID: "a", Dialect: "any", Became: became, Old: Files{[]string{"a.conf"}, "a-remove.conf"}}, Device{ID: "b", Dialect: "any", Became: became, New: Files{Load: []string{"b"}}})
			}
			for _, text := range document.Texts(c.Pack("changes")) {
				if strings.Contains(text, "{") && !strings.Contains(text, "}") {
					t.Errorf("a word with a hole: %s", text)
				}
			}
			if g := c.Graph(); c.Empty() && g != nil || g != nil && g.Check() != nil {
				t.Errorf("picture of a change: %v, empty %v", g, c.Empty())
			}
			c.Document("changes")
			c.Request("changes")
			c.Tab()
		}
	}
	if missing := w.Missing(); len(missing) > 0 {
		t.Errorf("no words: %s", strings.Join(missing, ", "))
	}
	var unused []string
	for _, key := range w.Unused() {
		if strings.HasPrefix(key, "changes.fact-") || strings.HasPrefix(key, "changes.kind-") {
			unused = append(unused, key)
		}
	}
	if len(unused) > 0 {
		t.Errorf("words of no fact: %s", strings.Join(unused, ", "))
	}
}

// TestStepsAreThoseThereAre: what has nothing to open has no step to open it, and so with what is to be closed.
func TestStepsAreThoseThereAre(t *testing.T) {
	w := words(t)
	all, none := revisionOf(t, plantest.Of(t, "single-node")), &revision.Revision{}
	for _, each := range []struct {
		change *Change
		steps  int
	}{{Of(none, all, w), 4}, {Of(all, none, w), 4}, {Of(all, all, w), 3}} {
		if got := each.change.order(); len(got) != each.steps {
			t.Errorf("%d to open, %d to close: %q", len(each.change.Open), len(each.change.Close), got)
		}
	}
}
