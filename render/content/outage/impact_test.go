package outage

import (
	"testing"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// TestDerived: a host that nobody needs says so, and so does one that only its own upkeep reaches; of another it is said what is not possible without it.
func TestDerived(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	agent := outage.Missed{Service: "Agent", Upkeep: true, Left: outage.Left{Change: outage.Some}}
	relay := outage.Missed{Service: "Relay", Purpose: "Hosts send mail", Left: outage.Left{Change: outage.Gone}}
	host := &plan.Party{ID: "a", Name: "a", Kind: plan.ServerParty}
	p := &plan.Plan{Parties: []*plan.Party{host}}
	p.LookIn(map[string]*plan.Party{"a": host}, nil)
	for _, test := range []struct {
		missed []outage.Missed
		want   string
	}{
		{nil, "No other host and no user of the site depends on this host."},
		{[]outage.Missed{agent}, "Only its own administration and monitoring use this host; no other host and no user depends on it."},
		{[]outage.Missed{relay, agent}, "No longer possible: Hosts send mail."},
	} {
		blocks := builder{plan: p, party: host, lost: &outage.Outcome{Missed: test.missed}, w: w}.derived()
		if len(blocks) != 1 || blocks[0].(document.Text).Text != test.want {
			t.Errorf("got %v, want %s", blocks, test.want)
		}
	}
}

// TestCardNames: cards leave out the domain that all hosts have in common, and only that.
func TestCardNames(t *testing.T) {
	plans := func(names ...string) *plan.Plan {
		p, parties := &plan.Plan{}, map[string]*plan.Party{}
		for _, name := range names {
			parties[name] = &plan.Party{ID: name, Name: name, Kind: plan.ServerParty}
			p.Parties = append(p.Parties, parties[name])
		}
		p.LookIn(parties, nil)
		return p
	}
	for _, test := range []struct {
		names        []string
		domain, want string
	}{
		{[]string{"a.one.example", "b.one.example"}, "one.example", "a"},
		{[]string{"a.one.example", "b.two.example"}, "", "a.one.example"},
		{[]string{"a.one.example", "b"}, "", "a.one.example"},
	} {
		p := plans(test.names...)
		domain := commonDomain(p)
		if got := (builder{plan: p, cut: domain}).name(test.names[0]); domain != test.domain || got != test.want {
			t.Errorf("%v: domain %q, name %q", test.names, domain, got)
		}
	}
}
