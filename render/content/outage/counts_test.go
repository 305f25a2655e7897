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
		{[]outage.Missed{gone}, "Others call one service of this host, Broker (tcp/1), and nobody else answers it."},
		{[]outage.Missed{gone, gone}, "Others call 2 services of this host, and nobody else answers them."},
		{[]outage.Missed{kept}, "Others call one service of this host, Proxy (tcp/2), and other hosts still answer it."},
		{[]outage.Missed{kept, kept}, "Others call 2 services of this host, and other hosts still answer all of them."},
		{[]outage.Missed{declared}, "Others call one service of this host, Shell (tcp/3); the site does not say whether other hosts answer it in its place."},
		{[]outage.Missed{declared, declared}, "Others call 2 services of this host; the site does not say whether other hosts answer them in its place."},
		{[]outage.Missed{gone, kept}, "Of the 2 services that others call on this host, nobody else answers one, Broker (tcp/1); other hosts still answer one, Proxy (tcp/2)."},
		{[]outage.Missed{later}, "Others call one service of this host, Manager (tcp/4), and a failover restores it."},
		{[]outage.Missed{later, later}, "Others call 2 services of this host, and a failover restores all of them."},
		{[]outage.Missed{gone, later, later, kept}, "Of the 4 services that others call on this host, nobody else answers one, Broker (tcp/1); a failover restores 2; other hosts still answer one, Proxy (tcp/2)."},
		{[]outage.Missed{kept, kept, kept, declared}, "Of the 4 services that others call on this host, other hosts still answer 3; of one, Shell (tcp/3), the site does not say whether other hosts answer in its place."},
		{[]outage.Missed{gone, gone, kept, declared, declared}, "Of the 5 services that others call on this host, nobody else answers 2; other hosts still answer one, Proxy (tcp/2); of 2 the site does not say whether other hosts answer in its place."},
	} {
		got := ""
		for i := range test.answers {
			test.answers[i].Key.Rule = strconv.Itoa(i)
		}
		if blocks := (builder{&plan.Plan{}, nil, &outage.Outcome{Missed: test.answers}, w}).counts(); len(blocks) > 0 {
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
	p := &plan.Plan{Parties: []*plan.Party{host("a"), host("b"), host("c"), host("d"), all}}
	many := outage.Missed{Left: outage.Left{Change: outage.Some, Now: []string{"b", "c"}}}
	b := builder{p, p.Parties[0], &outage.Outcome{Missed: []outage.Missed{many, many}}, w}
	once := builder{p, p.Parties[0], &outage.Outcome{Missed: []outage.Missed{many}}, w}
	if b.usual() != all || once.usual() != nil {
		t.Errorf("usual: %v of two rows, %v of one", b.usual(), once.usual())
	}
	for got, want := range map[string]string{
		b.others(many.Now, all)[0]: "the others",
		b.others(many.Now, nil)[0]: "2 others of all nodes",
		b.titled(p.Parties[:3]):    "If a or another of the 3 hosts of all nodes is lost",
		b.titled(p.Parties[:4]):    "If a or another of the 4 hosts listed here is lost",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
