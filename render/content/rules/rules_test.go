package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
)

// schema compiles the published schema, with its formats checked.
func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(SchemaName, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(SchemaName)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// policyOf resolves a site of the repository.
func policyOf(t testing.TB, id string) (*plan.Plan, *policy.Policy) {
	t.Helper()
	folder := filepath.Join("../../../sites", id)
	if _, err := os.Stat(folder); err != nil {
		folder = filepath.Join("../../../model/testdata/locations", id)
	}
	data, err := os.ReadFile(filepath.Join(folder, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load("site.toml", data)
	if site == nil {
		t.Fatal(found)
	}
	site.ID = id
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(found)
	}
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: modeltest.Approvals(folder), Decisions: modeltest.Decisions(folder)})
	if plan == nil {
		t.Fatal(found)
	}
	return plan, policy.Of(plan)
}

// TestSchemaHoldsForEverySite validates every site's file, and counts its views against the rules.
func TestSchemaHoldsForEverySite(t *testing.T) {
	s := schema(t)
	sites, _ := filepath.Glob("../../../sites/*/site.toml")
	if len(sites) == 0 {
		t.Fatal("no sites")
	}
	for _, path := range append(sites, "../../../model/testdata/locations/two-centres/site.toml") {
		id := filepath.Base(filepath.Dir(path))
		t.Run(id, func(t *testing.T) {
			plan, pol := policyOf(t, id)
			data, err := JSON(plan, pol)
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(value); err != nil {
				t.Errorf("%v", err)
			}
			again, err := JSON(plan, policy.Of(plan))
			if err != nil || !bytes.Equal(data, again) {
				t.Errorf("another run gave other bytes (%v)", err)
			}
			var read file
			if err := json.Unmarshal(data, &read); err != nil {
				t.Fatal(err)
			}
			reconcile(t, &read, plan)
		})
	}
}

// TestSchemaHoldsForEveryApproval validates the example's file where its approvals are changed, expired, or gone, in part or all.
func TestSchemaHoldsForEveryApproval(t *testing.T) {
	s := schema(t)
	data, err := os.ReadFile("../../../sites/harbour-logistics/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	site, _ := site.Load("site.toml", data)
	site.ID = "harbour-logistics"
	cats, _ := catalog.OpenAll(site.Catalogues())
	given := modeltest.Approvals("../../../sites/harbour-logistics")
	for i, id := range slices.Sorted(maps.Keys(given.Entries)) {
		e := given.Entries[id]
		switch i % 4 {
		case 1:
			e.Approval.Until = e.Approval.Date
		case 2:
			e.Meaning.Port, e.Meaning.Via, e.Meaning.States = "1", "another, hop 1 of 2", nil
		case 3:
			delete(given.Entries, id)
			continue
		}
		given.Entries[id] = e
	}
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: given})
	if plan == nil {
		t.Fatal(found)
	}
	states := map[approval.State]bool{}
	for _, f := range plan.Flows {
		states[f.Standing.State] = true
	}
	if len(states) != 5 {
		t.Errorf("the rules show the states %v", states)
	}
	text, err := JSON(plan, policy.Of(plan))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Errorf("%v", err)
	}
}

// TestSchemaHoldsForRandomSites validates the files of sites written by chance.
func TestSchemaHoldsForRandomSites(t *testing.T) {
	s := schema(t)
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	sites := testenv.Rounds(t, 25)
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			site, found := site.Load("site.toml", modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 29))).Write(nil, false))
			if site == nil {
				t.Fatal(found)
			}
			site.ID = "random"
			plan, found := resolve.Resolve(site, cat, resolve.Options{})
			if plan == nil {
				t.Fatal(found)
			}
			data, err := JSON(plan, policy.Of(plan))
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(value); err != nil {
				t.Error(err)
			}
			var read file
			if err := json.Unmarshal(data, &read); err != nil {
				t.Fatal(err)
			}
			reconcile(t, &read, plan)
		})
	}
}

// file is what views are counted by.
type file struct {
	Firewalls     []Firewall     `json:"firewalls"`
	Parties       []Party        `json:"parties"`
	HostGroups    []HostGroup    `json:"host_groups"`
	ServiceGroups []ServiceGroup `json:"service_groups"`
	Rules         []struct {
		ID        string   `json:"id"`
		From      string   `json:"from"`
		To        string   `json:"to"`
		Internal  bool     `json:"internal"`
		Firewalls []string `json:"firewalls"`
		Because   []string `json:"because"`
	} `json:"rules"`
	Reasons map[string]Link `json:"reasons"`
	Grouped []struct {
		ID        string   `json:"id"`
		From      string   `json:"from"`
		To        string   `json:"to"`
		Services  string   `json:"services"`
		Rules     []string `json:"rules"`
		Firewalls []string `json:"firewalls"`
	} `json:"grouped_rules"`
	Views  Views  `json:"views"`
	Counts Counts `json:"counts"`
}

// reconcile holds a file's views against its rules, its rules against the plan, and every reference against what it names.
func reconcile(t *testing.T, f *file, plan *plan.Plan) {
	var all, between []string
	for _, r := range f.Rules {
		all = append(all, r.ID)
		if !r.Internal {
			between = append(between, r.ID)
		}
	}
	var want []string
	for _, flow := range plan.Flows {
		want = append(want, flow.ID)
	}
	same(t, "rules", all, want)
	var grouped, zones, phases, inbound, outbound, profile []string
	for _, g := range f.Grouped {
		grouped = append(grouped, g.Rules...)
	}
	for _, z := range f.Views.ZonePairs {
		zones = append(zones, z.Rules...)
		counted(t, z.Part)
	}
	for _, p := range f.Views.Phases {
		phases = append(phases, p.Rules...)
		counted(t, p.Part)
	}
	for _, h := range f.Views.Hosts {
		inbound, outbound = append(inbound, h.Inbound.Rules...), append(outbound, h.Outbound.Rules...)
		same(t, h.Party+" inbound", h.Inbound.Rules, flowIDs(plan.Inbound(h.Party)))
		same(t, h.Party+" outbound", h.Outbound.Rules, flowIDs(plan.Outbound(h.Party)))
		counted(t, h.Inbound)
		counted(t, h.Outbound)
	}
	for _, w := range f.Views.Firewalls {
		counted(t, w.Part)
		if len(w.Enforced) != w.GroupedCount {
			t.Errorf("firewall %s: %d rules as it sees them, want %d", w.Firewall, len(w.Enforced), w.GroupedCount)
		}
	}
	inbound, outbound = once(inbound), once(outbound) // a rule of a group stands at each of its hosts
	profile = slices.Concat(f.Views.Profile.Undisputed.Rules, f.Views.Profile.Disputed.Rules)
	for name, ids := range map[string][]string{"grouped rules": grouped, "zone pairs": zones, "phases": phases, "inbound": inbound, "outbound": outbound, "profiles": profile} {
		same(t, name, ids, between)
	}
	if c := f.Counts; c.Rules != len(between) || c.Internal != len(all)-len(between) || c.Between+c.Inside != c.Rules || c.Grouped != len(f.Grouped) || c.Perimeter+c.SameZone != c.Grouped {
		t.Errorf("the counts %+v do not agree with %d rules and %d grouped", c, len(between), len(f.Grouped))
	}
	references(t, f)
}

func flowIDs(flows []*plan.Flow) []string {
	var ids []string
	for _, f := range flows {
		ids = append(ids, f.ID)
	}
	return ids
}

func once(ids []string) []string { return slices.Compact(slices.Sorted(slices.Values(ids))) }

func counted(t *testing.T, p Part) {
	if p.Count != len(p.Rules) || p.GroupedCount != len(p.Grouped) {
		t.Errorf("a part counts %d and %d of %d and %d", p.Count, p.GroupedCount, len(p.Rules), len(p.Grouped))
	}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("%s: %d ids, want %d", what, len(got), len(want))
	}
}

// references finds ids that name nothing.
func references(t *testing.T, f *file) {
	known := map[string]map[string]bool{}
	add := func(kind, id string) {
		if known[kind] == nil {
			known[kind] = map[string]bool{}
		}
		known[kind][id] = true
	}
	for _, p := range f.Parties {
		add("party", p.ID)
	}
	for _, h := range f.HostGroups {
		add("host group", h.ID)
	}
	for _, s := range f.ServiceGroups {
		add("service group", s.ID)
	}
	for _, w := range f.Firewalls {
		add("firewall", w.ID)
	}
	for _, g := range f.Grouped {
		add("grouped", g.ID)
	}
	check := func(kind string, ids ...string) {
		for _, id := range ids {
			if !known[kind][id] {
				t.Errorf("no %s %q", kind, id)
			}
		}
	}
	for _, r := range f.Rules {
		check("party", r.From, r.To)
		check("firewall", r.Firewalls...)
	}
	used := map[string]bool{}
	for _, r := range f.Rules {
		for _, id := range r.Because {
			if used[id] = true; f.Reasons[id].What == "" {
				t.Errorf("%s: no reason %q", r.ID, id)
			}
		}
	}
	if len(used) != len(f.Reasons) {
		t.Errorf("%d reasons, of which rules name %d", len(f.Reasons), len(used))
	}
	for _, h := range f.HostGroups {
		check("party", h.Members...)
	}
	for _, g := range f.Grouped {
		check("host group", g.From, g.To)
		check("service group", g.Services)
		check("firewall", g.Firewalls...)
	}
	for _, z := range f.Views.ZonePairs {
		check("grouped", z.Grouped...)
		check("firewall", z.Firewalls...)
	}
	for _, w := range f.Views.Firewalls {
		check("firewall", w.Firewall)
		check("grouped", w.Grouped...)
	}
	for _, h := range f.Views.Hosts {
		check("party", h.Party)
	}
}

// TestSchemaRefuses breaks a valid file in many ways, each of which the schema must find.
func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	plan, pol := policyOf(t, "harbour-logistics")
	data, err := JSON(plan, pol)
	if err != nil {
		t.Fatal(err)
	}
	breaks := []struct{ path, key, value string }{
		{"", "colour", `"red"`}, {"", "format", `1`}, {"", "format", `"1"`}, {"", "site", `""`}, {"", "profile", `"loose"`}, {"", "rules", `{}`},
		{"document", "date", `"1 October 2026"`}, {"document", "date", `"2026-13-01"`}, {"document", "author", `"x"`},
		{"parties/0", "kind", `"printer"`}, {"parties/0", "colour", `1`}, {"host_groups/0", "members", `[]`}, {"service_groups/0", "ports", `[]`},
		{"rules/0", "id", `"lower"`}, {"rules/0", "id", `1`}, {"rules/0", "port", `443`}, {"rules/0", "port", `"https"`}, {"rules/0", "action", `"deny"`},
		{"rules/0", "status", `"done"`}, {"rules/0", "log", `true`}, {"rules/0", "source_port", `"*"`}, {"rules/0", "phase", `"later"`}, {"rules/0", "states", `[]`},
		{"rules/0", "because", `[]`}, {"rules/0", "until", `"never"`}, {"rules/0", "comment", `"x"`}, {"rules/0", "because", `[{}]`}, {"", "reasons", `{"a": {"kind": "rumour", "what": "x"}}`},
		{"grouped_rules/0", "rules", `[]`}, {"grouped_rules/0", "id", `"QX7K2M"`}, {"grouped_rules/0", "colour", `1`}, {"views", "extra", `[]`},
		{"views/zone_pairs/0", "count", `-1`}, {"views/zone_pairs/0", "extra", `1`}, {"views/phases/0", "phase", `"later"`}, {"counts", "rules", `1.5`}, {"counts", "total", `1`},
		{"zones/0", "outside", `"no"`}, {"firewalls/0", "log", `"maybe"`}, {"translations/0", "kind", `"both"`},
	}
	for _, b := range breaks {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		broken, err := jsonschema.UnmarshalJSON(strings.NewReader(b.value))
		if err != nil {
			t.Fatal(err)
		}
		value = short(value)
		at(t, value, b.path)[b.key] = broken
		if s.Validate(value) == nil {
			t.Errorf("%s: %s = %s was accepted", b.path, b.key, b.value)
		}
	}
}

// short is a copy with two entries of every list, which takes less time to look through.
func short(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, each := range v {
			out[key] = short(each)
		}
		return out
	case []any:
		out := []any{}
		for _, each := range v[:min(len(v), 2)] {
			out = append(out, short(each))
		}
		return out
	}
	return value
}

// at finds an object by its path.
func at(t *testing.T, value any, path string) map[string]any {
	t.Helper()
	for _, step := range strings.Split(path, "/") {
		switch v := value.(type) {
		case map[string]any:
			if step != "" {
				value = v[step]
			}
		case []any:
			n := 0
			if _, err := fmt.Sscan(step, &n); err != nil || n >= len(v) {
				t.Fatalf("%s is not there", path)
			}
			value = v[n]
		}
	}
	object, ok := value.(map[string]any)
	if !ok {
		t.Fatalf("%s is no object", path)
	}
	return object
}

// TestSchemaNeedsEveryKey takes each key away that the schema calls required.
func TestSchemaNeedsEveryKey(t *testing.T) {
	s := schema(t)
	plan, pol := policyOf(t, "harbour-logistics")
	data, err := JSON(plan, pol)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "document", "parties/0", "rules/0", "grouped_rules/0", "views", "views/profile", "counts", "host_groups/0", "service_groups/0"} {
		value, _ := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		value = short(value)
		for key := range at(t, value, path) {
			optional := []string{"host", "zone", "port", "port_choice", "protocol_basis", "application", "via", "leg", "hops", "caller", "condition", "disputed", "log", "status", "owner",
				"requester", "ticket", "since", "until", "approval", "status_claimed", "implementer"}
			if slices.Contains(optional, key) || path == "document" && key == "id" {
				continue
			}
			broken := short(value)
			delete(at(t, broken, path), key)
			if s.Validate(broken) == nil {
				t.Errorf("%s without %q was accepted", path, key)
			}
		}
	}
}

// TestSchemaDescribesEveryKey looks for parts of the schema that say nothing about themselves, and for keys of the Go types that it lacks.
func TestSchemaDescribesEveryKey(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(Schema, &doc); err != nil {
		t.Fatal(err)
	}
	described(t, "", doc)
	defs := doc["$defs"].(map[string]any)
	for name, kind := range map[string]any{"rule": Rule{}, "grouped_rule": Grouped{}, "party": Party{}, "counts": Counts{}, "part": Part{}, "citation": Citation{}, "zone": Zone{},
		"firewall": Firewall{}, "translation": Translation{}, "endpoint": Endpoint{}, "document": Document{}, "state": State{}, "hop": Hop{}, "approval": Approval{}, "approval_state": Standing{}, "change": Changed{}} {
		properties := defs[name].(map[string]any)["properties"].(map[string]any)
		for _, key := range keysOf(reflect.TypeOf(kind)) {
			if properties[key] == nil {
				t.Errorf("the schema's %s lacks %q", name, key)
			}
			delete(properties, key)
		}
		for key := range properties {
			t.Errorf("nothing fills %q of the schema's %s", key, name)
		}
	}
}

func described(t *testing.T, path string, part map[string]any) {
	properties, _ := part["properties"].(map[string]any)
	for key, value := range properties {
		property := value.(map[string]any)
		if property["description"] == nil && property["$ref"] == nil {
			t.Errorf("%s/%s has no description", path, key)
		}
		described(t, path+"/"+key, property)
	}
	if items, ok := part["items"].(map[string]any); ok {
		described(t, path+"/items", items)
	}
	defs, _ := part["$defs"].(map[string]any)
	for key, value := range defs {
		described(t, path+"/"+key, value.(map[string]any))
	}
}

// keysOf are the JSON keys of a struct, those of embedded ones too.
func keysOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous {
			keys = append(keys, keysOf(f.Type)...)
		} else if key, _, _ := strings.Cut(f.Tag.Get("json"), ","); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}
