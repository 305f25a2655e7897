package revision

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestReasonsOfOlderPacks reads a rule with its reasons beside it, as packs had them, and by their ids, as they have them: it is the same.
func TestReasonsOfOlderPacks(t *testing.T) {
	site := `{"kind": "site", "what": "node a has the role b", "where": "site.toml", "key": "nodes.a.role"}`
	page := `{"kind": "document", "what": "Guide, page 3", "citation": {"publisher": "P", "title": "Guide", "section": "S"}}`
	beside, err := reasoned([]byte(`{"flows": [{"id": "A", "chain": [` + site + `, ` + page + `]}], "dropped": [{"id": "B", "chain": [` + page + `]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	table, err := reasoned([]byte(`{"flows": [{"id": "A", "chain": ["k1", "k2"]}], "dropped": [{"id": "B", "chain": ["k2"]}], "reasons": {"k1": ` + site + `, "k2": ` + page + `}}`))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(beside, table) {
		t.Errorf("%+v\n%+v", beside, table)
	}
	if len(table) != 2 || len(table[0].Chain) != 2 || table[0].Chain[0].At() != "site.toml: nodes.a.role" || table[1].Chain[0].What != "Guide, page 3" {
		t.Errorf("%+v", table)
	}
	for _, text := range []string{`{"format": 1}`, `{"format": 2}`, `{"format": 3}`} {
		var r rulesFile
		_, err := Read([]byte(`{}`), []byte(text))
		if json.Unmarshal([]byte(text), &r); (err == nil) != (r.Format < 3) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
