package outage

import (
	"strconv"
	"testing"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// TestCounts reads the sentence of every combination: each is whole by itself and says which service it is where it is one.
func TestCounts(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	gone := outage.Missed{Service: "Broker", Socket: "tcp/1", Left: outage.Left{Change: outage.Gone}}
	later := outage.Missed{Service: "Manager", Socket: "tcp/4", Left: outage.Left{Change: outage.Later}}
	kept := outage.Missed{Service: "Proxy", Socket: "tcp/2", Left: outage.Left{Change: outage.Some}}
	declared := outage.Missed{Service: "Shell", Socket: "tcp/3", Left: outage.Left{Change: outage.Unknown}}
	for _, test := range []struct {
		answers []outage.Missed
		want    string
	}{
		{nil, ""},
		{[]outage.Missed{gone}, "The only service used by other hosts, Broker (tcp/1), has no alternative host."},
		{[]outage.Missed{gone, gone}, "None of the 2 services has an alternative host."},
		{[]outage.Missed{kept}, "The only service used by other hosts, Proxy (tcp/2), has an alternative host."},
		{[]outage.Missed{kept, kept}, "All 2 services have an alternative host."},
		{[]outage.Missed{declared}, "The site does not state whether the only service used by other hosts, Shell (tcp/3), has an alternative host."},
		{[]outage.Missed{declared, declared}, "The site does not state whether the 2 services have alternative hosts."},
		{[]outage.Missed{gone, kept}, "1 of 2 services, Broker (tcp/1), has no alternative host; 1 of 2 services, Proxy (tcp/2), has an alternative host."},
		{[]outage.Missed{later}, "The only service used by other hosts, Manager (tcp/4), returns after a failover."},
		{[]outage.Missed{later, later}, "All 2 services return after a failover."},
		{[]outage.Missed{gone, later, later, kept}, "1 of 4 services, Broker (tcp/1), has no alternative host; 2 of 4 services return after a failover; 1 of 4 services, Proxy (tcp/2), has an alternative host."},
		{[]outage.Missed{kept, kept, kept, declared}, "3 of 4 services have an alternative host; 1 of 4 services, Shell (tcp/3), may have an alternative host (not stated by the site)."},
		{[]outage.Missed{gone, gone, kept, declared, declared}, "2 of 5 services have no alternative host; 1 of 5 services, Proxy (tcp/2), has an alternative host; 2 of 5 services may have an alternative host (not stated by the site)."},
	} {
		got, called := "", map[string]int{}
		for i := range test.answers {
			test.answers[i].Key.Rule = strconv.Itoa(i)
			if called[test.answers[i].Service]++; called[test.answers[i].Service] > 1 {
				test.answers[i].Service += strconv.Itoa(i)
			}
		}
		if blocks := (builder{plan: &plan.Plan{}, lost: &outage.Outcome{Missed: test.answers}, w: w}).counts(); len(blocks) > 0 {
			got = blocks[0].(document.Text).Text
		}
		if got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// TestAlike names hosts by the group that they make up: as words that stand explained above the table, by the group, or one by one.
func TestAlike(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	host := func(id string) *plan.Party { return &plan.Party{ID: id, Name: id, Kind: plan.NodeParty} }
	all := &plan.Party{ID: "all", Name: "all nodes", Kind: plan.GroupParty, Members: []string{"a", "b", "c"}}
	five := &plan.Party{ID: "five", Name: "five nodes", Kind: plan.GroupParty, Members: []string{"a", "b", "c", "d", "e"}}
	p := &plan.Plan{Parties: []*plan.Party{host("a"), host("b"), host("c"), host("d"), host("e"), all, five}}
	byID := map[string]*plan.Party{}
	for _, party := range p.Parties {
		byID[party.ID] = party
	}
	p.LookIn(byID, nil)
	many := outage.Missed{Left: outage.Left{Change: outage.Some, Now: []string{"b", "c"}}}
	b := builder{plan: p, party: p.Parties[0], lost: &outage.Outcome{Missed: []outage.Missed{many, many}}, w: w}
	once := builder{plan: p, party: p.Parties[0], lost: &outage.Outcome{Missed: []outage.Missed{many}}, w: w}
	if b.usual() != all || once.usual() != nil {
		t.Errorf("usual: %v of two rows, %v of one", b.usual(), once.usual())
	}
	for got, want := range map[string]string{
		b.others(many.Now, all)[0]: "the others",
		b.others(many.Now, nil)[0]: "2 others of all nodes",
		b.titled(p.Parties[:3]):    "If a, b or c fails",
		b.titled(p.Parties[:5]):    "If a or another of the 5 hosts of five nodes fails",
		b.titled(p.Parties[2:4]):   "If c or d fails",
		b.titled(p.Parties[:4]):    "If a or another of 4 identical hosts fails",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
