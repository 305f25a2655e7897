package outage

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// recovering is a plan of two locations, with a host in each and the address that moves between them.
func recovering(t *testing.T, books ...*plan.Runbook) relocation {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	p := &plan.Plan{Runbooks: books, Backup: &plan.BackupInfo{Host: "new", EveryHours: 24}, Recovery: &plan.RecoveryInfo{RTO: 60, RPO: 1440},
		Locations: []plan.Location{{ID: "north", Name: "North"}, {ID: "south", Name: "South"}}, Zones: []plan.Zone{{ID: "n", Location: "north"}, {ID: "s", Location: "south"}},
		Parties: []*plan.Party{{ID: "old", Name: "old", Kind: plan.ServerParty, Zone: "n"}, {ID: "new", Name: "new", Kind: plan.ServerParty, Zone: "s"}}}
	byID := map[string]*plan.Party{}
	for _, party := range p.Parties {
		byID[party.ID] = party
	}
	p.LookIn(byID, nil)
	return relocation{builder{plan: p, w: w}, plan.State{Lost: "north", Location: "south", StandIns: map[string]string{"old": "new"}}}
}

// row is what the table of patterns says of one.
func (r relocation) row(t *testing.T, id string) []string {
	t.Helper()
	table := r.patterns()[2].(document.Table)
	var out []string
	for _, cell := range table.Rows[slices.Index(catalog.Patterns, id)].Cells[1:] {
		out = append(out, strings.Join(cell.Lines, "; "))
	}
	return out
}

// TestPatterns reads what is said of each pattern of recovery: the runbooks with what they take and lose against what was promised, or why there are none.
func TestPatterns(t *testing.T) {
	book := func(pattern string, minutes, took int) *plan.Runbook {
		b := &plan.Runbook{ID: "b", Title: "Bring it up", Patterns: []string{pattern}, Minutes: minutes}
		if took > 0 {
			b.Test.History = []plan.Exercise{{Minutes: took}}
		}
		return b
	}
	for name, test := range map[string]struct {
		book    *plan.Runbook
		pattern string
		change  func(*relocation)
		want    []string
	}{
		"estimated":      {book("cold", 50, 0), "cold", nil, []string{"Bring it up", "about 50 minutes, estimated", "up to 24 hours: changes since the last backup"}},
		"too long":       {book("warm", 90, 0), "warm", nil, []string{"Bring it up", "about 1 hour 30 minutes, estimated (exceeds the RTO of 1 hour)", "up to 24 hours: changes since the last backup"}},
		"tested":         {book("warm", 90, 45), "warm", nil, []string{"Bring it up", "45 minutes in the latest test", "up to 24 hours: changes since the last backup"}},
		"too long, test": {book("cold", 50, 75), "cold", nil, []string{"Bring it up", "1 hour 15 minutes in the latest test (exceeds the RTO of 1 hour)", "up to 24 hours: changes since the last backup"}},
		"no objective":   {book("cold", 90, 0), "cold", func(r *relocation) { r.plan.Recovery = nil }, []string{"Bring it up", "about 1 hour 30 minutes, estimated", "up to 24 hours: changes since the last backup"}},
		"too old":        {book("cold", 0, 0), "cold", func(r *relocation) { r.plan.Recovery.RPO = 720 }, []string{"Bring it up", "not stated", "up to 24 hours: changes since the last backup (exceeds the RPO of 12 hours)"}},
		"replicated":     {book("hot", 10, 0), "hot", nil, []string{"Bring it up", "about 10 minutes, estimated", "what was not replicated yet; the documents state no limit"}},
		"no procedure":   {book("hot", 10, 0), "cold", nil, []string{"the documents of the products have no procedure for it", "", ""}},
		"no backup":      {book("cold", 10, 0), "cold", func(r *relocation) { r.plan.Backup = nil }, []string{"the site gives no [backup]", "", ""}},
		"backup lost":    {book("cold", 10, 0), "cold", func(r *relocation) { r.plan.Backup.Host = "old" }, []string{"the backups are in the location that fails", "", ""}},
		"no standby":     {book("hot", 10, 0), "hot", func(r *relocation) { r.state.StandIns = nil }, []string{"no host of this location is standby for one there", "", ""}},
		"neither": {book("warm", 10, 0), "warm", func(r *relocation) { r.state.StandIns, r.plan.Backup = nil, nil },
			[]string{"the site gives no [backup]; no host of this location is standby for one there", "", ""}},
		"left out": {book("cold", 10, 0), "hot", func(r *relocation) {
			r.plan.LeftOut = []plan.LeftOut{{Title: "Fail over", Reason: "a reason", Patterns: []string{"hot"}}}
		}, []string{"Fail over: a reason", "", ""}},
	} {
		r := recovering(t, test.book)
		if test.change != nil {
			test.change(&r)
		}
		if got := r.row(t, test.pattern); !slices.Equal(got, test.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, test.want)
		}
	}
}

// TestDrill reads what a drill does: the runbooks of the failover and of the way back, or the steps of the page where there is none.
func TestDrill(t *testing.T) {
	const steps = "do the procedure above"
	there := recovering(t, &plan.Runbook{ID: "up", Title: "Bring it up", Patterns: []string{"hot"}}, &plan.Runbook{ID: "back", Title: "Bring it back", Kind: catalog.FailbackKind}).drill()[1].(document.Prose).Markdown
	for _, want := range []string{"do what a failure would require: [Bring it up](document:runbooks/up).", "Failback of roles: [Bring it back](document:runbooks/back).", "hosts of South", "back to North", "with the site owner."} {
		if !strings.Contains(there, want) {
			t.Errorf("%q is not in %s", want, there)
		}
	}
	if none := recovering(t).drill()[1].(document.Prose).Markdown; strings.Contains(there, steps) || !strings.Contains(none, steps) || strings.Contains(none, "Failback of roles") {
		t.Errorf("with runbooks: %s\nwithout: %s", there, none)
	}
}

// TestMoveProbe: where a host can connect to a port of the floating address, the page of its move has the command for that; elsewhere a client tries.
func TestMoveProbe(t *testing.T) {
	r := recovering(t)
	p := r.plan
	p.Parties[0].OS = "rhel-9"
	address := &plan.Party{ID: "vip", Name: "vip.example", Host: "vip.example", Kind: plan.ServerParty, Zone: "n"}
	byID := map[string]*plan.Party{"old": p.Parties[0], "new": p.Parties[1], "vip": address}
	p.Parties = append(p.Parties, address)
	p.LookIn(byID, nil)
	state := plan.State{ID: "vip-on-new", Floating: "vip", From: "old", Holder: "new"}
	steps := func() string { return NewPages(p, r.w).Move(state).Blocks[1].(document.Prose).Markdown }
	const command, client = "Verify that new answers at the address:", "Verify from a client that new answers at the address."
	if got := steps(); !strings.Contains(got, client) || strings.Contains(got, command) {
		t.Error(got)
	}
	port, err := catalog.ParsePort("tcp/443")
	if err != nil {
		t.Fatal(err)
	}
	p.Flows = []*plan.Flow{{ID: "A", From: "old", To: "vip", Port: port, States: []string{plan.NormalState}}}
	if got := steps(); strings.Contains(got, client) || !strings.Contains(got, command) || !strings.Contains(got, "vip.example") || !strings.Contains(got, "443") {
		t.Error(got)
	}
}
