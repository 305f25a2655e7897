package model

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
)

// allApproved is the text of approvals of every rule between hosts of a plan.
func allApproved(t *testing.T, p *plan.Plan, a plan.Approval) []byte {
	t.Helper()
	var entries []approval.Entry
	for _, f := range p.Network() {
		entries = append(entries, p.EntryOf(f, a))
	}
	text, err := approval.Write("approvals.toml", nil, entries)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func loadApprovals(t *testing.T, text []byte) *approval.File {
	t.Helper()
	file, found := approval.Load("approvals.toml", text)
	if file == nil || len(found) > 0 {
		t.Fatalf("%s\n%s", text, modeltest.Printed(found))
	}
	return file
}

// meanings works out what rules mean in another way than the program: from the plan's JSON, as a reader of it would. For each rule's id it
// has the values by the name of the aspect.
func meanings(t *testing.T, p *plan.Plan) map[string]map[string]string {
	t.Helper()
	brief := struct {
		Parties []*plan.Party
		Flows   []plan.Flow
	}{Parties: p.Parties}
	for _, f := range p.Network() {
		plain := *f
		plain.Chain, plain.PhaseBasis, plain.Notes = nil, nil, nil // long, and no part of what a rule means
		brief.Flows = append(brief.Flows, plain)
	}
	data, err := json.Marshal(brief)
	if err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Parties []map[string]any
		Flows   []map[string]any
	}
	if err := json.Unmarshal(data, &plan); err != nil {
		t.Fatal(err)
	}
	sorted := func(v any) string {
		list, _ := v.([]any)
		var texts []string
		for _, e := range list {
			texts = append(texts, fmt.Sprint(e))
		}
		slices.Sort(texts)
		return strings.Join(slices.Compact(texts), " ")
	}
	party := map[any]map[string]any{}
	for _, p := range plan.Parties {
		party[p["id"]] = p
	}
	out := map[string]map[string]string{}
	for _, f := range plan.Flows {
		m := map[string]string{"source": fmt.Sprint(f["from"]), "destination": fmt.Sprint(f["to"]), "states": sorted(f["states"])}
		for end, key := range map[string]string{"source": "from", "destination": "to"} {
			p := party[f[key]]
			where := strings.TrimSpace(sorted(p["addresses"]) + " " + sorted(p["networks"]))
			if where == "" && p["host"] != nil {
				where = fmt.Sprint(p["host"])
			}
			m[end+"_addresses"], m[end+"_members"] = where, sorted(p["members"])
		}
		for aspect, key := range map[string]string{"protocol": "protocol", "port": "port", "port_choice": "port_choice", "source_port": "source_port", "action": "action",
			"phase": "phase", "encrypted": "encrypted"} {
			m[aspect] = fmt.Sprint(f[key])
		}
		m["via"] = fmt.Sprint(f["via"], f["leg"])
		hops, _ := f["hops"].([]any)
		for _, h := range hops { // one that is used whenever the rule is has no states of its own
			hop, _ := h.(map[string]any)
			m["via"] += fmt.Sprint("; ", hop["via"], hop["leg"])
			if in := sorted(hop["states"]); in != m["states"] {
				m["via"] += " in " + in
			}
		}
		out[fmt.Sprint(f["id"])] = m
	}
	return out
}

// TestRandomEditsAndApprovals approves sites that chance wrote, changes one thing of each by chance, and holds the program to it: exactly
// the rules that mean something else lose their approval, and each names every aspect in which it differs, and no other.
func TestRandomEditsAndApprovals(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(modeltest.Printed(found))
	}
	wanted := testenv.Rounds(t, 500)
	kinds, states, aspects := map[string]int{}, map[approval.State]int{}, map[string]int{}
	edited := 0
	for seed := 0; edited < wanted; seed++ {
		if seed > 3*wanted {
			t.Fatalf("only %d of %d sites were right after the edit", edited, seed)
		}
		random := rand.New(rand.NewPCG(uint64(seed), 41))
		d := modeltest.NewIn(seed, cat, random)
		before := draftedSite(t, cat, d.Write(nil, false))
		approved := loadApprovals(t, allApproved(t, before.plan, plan.Approval{By: "Somebody", Date: source.Date{Year: 2026, Month: 9, Day: 30}}))
		kind := d.Edit(random)
		text := d.Write(nil, false)
		site, _ := site.Load("site.toml", text)
		if site == nil {
			continue
		}
		after, found := resolve.Resolve(site, cat, resolve.Options{Approvals: approved})
		if after == nil {
			continue
		}
		edited++
		kinds[kind]++
		old, new := meanings(t, before.plan), meanings(t, after)
		for _, f := range after.Network() {
			states[f.Standing.State]++
			if bad := wrongStanding(f, old[f.ID], new[f.ID], aspects); bad != "" {
				t.Errorf("seed %d, %s: %s: %s", seed, kind, f.ID, bad)
			}
		}
		stale := 0
		for id := range old {
			if new[id] == nil {
				stale++
			}
		}
		renamed := 0
		for _, f := range after.Network() {
			if f.Standing.State == approval.Changed && old[f.ID] == nil {
				renamed++
			}
		}
		if n := countCode(found, "S94"); n != stale-renamed {
			t.Errorf("seed %d, %s: %d stale approvals were found; %d rules went and %d were found again", seed, kind, n, stale, renamed)
		}
	}
	t.Logf("edits: %v\nrules: %v\nchanged aspects: %v", kinds, states, aspects)
	for _, s := range []approval.State{approval.Open, approval.Approved, approval.Changed} {
		if states[s] == 0 {
			t.Errorf("no rule was %s", s)
		}
	}
}

func countCode(found source.Diagnostics, code string) (n int) {
	for _, d := range found {
		if d.Code == code {
			n++
		}
	}
	return n
}

// wrongStanding says what is wrong with the state of a rule's approval, "" where nothing is.
func wrongStanding(f *plan.Flow, old, new map[string]string, seen map[string]int) string {
	if approved := old != nil && fmt.Sprint(old) == fmt.Sprint(new); approved != (f.Approval != nil) {
		return fmt.Sprintf("approved: %v; was %v, is %v", f.Approval != nil, old, new)
	}
	if (f.Approval != nil) != (f.Standing.State == approval.Approved) {
		return "an approval counts in the state " + string(f.Standing.State)
	}
	if f.Approval == nil && slices.Index(plan.Statuses, f.Status) > 0 {
		return "its status is " + f.Status
	}
	if f.Standing.State != approval.Changed || old == nil {
		return ""
	}
	var differs []string
	for aspect := range new {
		if old[aspect] != new[aspect] {
			differs = append(differs, aspect)
			seen[aspect]++
		}
	}
	var named []string
	for _, c := range f.Standing.Changes {
		named = append(named, c.What)
		for _, v := range slices.Concat(c.Old, c.New) {
			if len(c.Old)+len(c.New) < 6 && !strings.Contains(f.ApprovalText(), v) {
				return fmt.Sprintf("%q lacks %q", f.ApprovalText(), v)
			}
		}
	}
	slices.Sort(differs)
	slices.Sort(named)
	if !slices.Equal(differs, named) {
		return fmt.Sprintf("%v differ, and it names %v", differs, named)
	}
	return ""
}
