package worksheet

import (
	"net/netip"
	"slices"
	"testing"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

func english(t *testing.T) *wordlist.List {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestStatus says in a narrow column what a firewall team must not miss.
func TestStatus(t *testing.T) {
	w := english(t)
	for _, c := range []struct {
		state            approval.State
		status, conflict string
		phase            plan.Phase
		want             []string
	}{
		{approval.Approved, "approved", "", plan.RunPhase, []string{"approved"}},
		{approval.Approved, "verified", "", plan.SetUpPhase, []string{"approved", "verified", "set-up only"}},
		{approval.Open, "requested", "C07", plan.RunPhase, []string{"not approved", "requested", "disputed, C07"}},
		{approval.Changed, "", "", plan.RunPhase, []string{"changed since approval"}},
		{approval.Over, "", "", plan.RunPhase, []string{"approval expired"}},
	} {
		if got := Status(plan.RuleMetadata{Status: c.status}, approval.Standing{State: c.state}, c.conflict, c.phase, w); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %q, want %q", c.state, c.status, got, c.want)
		}
	}
}

// TestBriefAddresses shows addresses of IPv4 where there are some, and says whether an open row has more.
func TestBriefAddresses(t *testing.T) {
	w := english(t)
	party := func(addresses ...string) *plan.Party {
		p := &plan.Party{ID: "a", Name: "a.example", Host: "a.example", Kind: plan.ServerParty}
		for _, a := range addresses {
			p.Addresses = append(p.Addresses, netip.MustParseAddr(a))
		}
		return p
	}
	for _, c := range []struct {
		party *plan.Party
		want  []string
		whole bool
	}{
		{party("10.0.0.1"), []string{"10.0.0.1"}, true},
		{party("10.0.0.1", "fd00::1"), []string{"10.0.0.1"}, false},
		{party("fd00::1"), []string{"fd00::1"}, true},
		{party("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "fd00::1"), []string{"6\u00a0addresses"}, false},
	} {
		if got, whole := Brief(c.party, w); !slices.Equal(got, c.want) || whole != c.whole {
			t.Errorf("%v: %q, %t", c.party.Addresses, got, whole)
		}
	}
}

// TestReasonsAreSaidOnce gathers the reasons of four flows, of which two have the same rule: rows lead to what the page says, each once.
func TestReasonsAreSaidOnce(t *testing.T) {
	site := &plan.Link{Kind: plan.SiteLink, What: "node a has the role proxy", Where: "site.toml", Key: "nodes.a.role", Line: 7}
	other := &plan.Link{Kind: plan.SiteLink, What: "node a is central", Where: "site.toml", Key: "nodes.a.facts.central", Line: 7}
	cited := plan.Citation{Publisher: "Maker", Title: "Guide", Section: "Ports", Page: "4", URL: "https://docs.example.com/guide"}
	rule := func(what string) []*plan.Link {
		return []*plan.Link{{Kind: plan.CatalogueLink, What: what}, {Kind: plan.DocumentLink, What: "the program's words", Citation: &cited}}
	}
	flows := []*plan.Flow{{Rule: "R1", Chain: append([]*plan.Link{site}, rule("listener x")...)}, {Rule: "R1", Chain: append([]*plan.Link{site, other}, rule("listener x")...)},
		{Rule: "R1", Chain: rule("listener y")}, {Rule: "site.declared", Chain: []*plan.Link{other}}}
	p := NewPieces(nil, english(t))
	var anchors []string
	for _, f := range flows {
		for _, field := range p.Chain([]*plan.Flow{f}) {
			for _, cell := range field.Cells {
				anchors = append(anchors, cell.Link.Anchor)
			}
		}
	}
	said := map[string]document.Piece{}
	for _, block := range Reasons(&plan.Plan{Flows: flows}, english(t)).OnPages {
		pieces, _ := block.(document.Pieces)
		for _, piece := range pieces.Items {
			said[piece.ID] = piece
		}
	}
	var names []string
	for _, anchor := range anchors {
		names = append(names, said[anchor].Name)
	}
	if want := []string{"site.toml: nodes.a.role", "R1", "site.toml: nodes.a.role", "site.toml: nodes.a.facts.central", "R1", "R1", "site.toml: nodes.a.facts.central"}; !slices.Equal(names, want) {
		t.Errorf("links lead to %q, want %q", names, want)
	}
	if first, other := said[anchors[1]], said[anchors[5]]; len(said) != 4 || anchors[1] != anchors[4] || first.ID == other.ID || first.Lines[1].Lines[0] != "Maker: Guide, “Ports”, p. 4" || first.Lines[1].Link.Web != cited.URL {
		t.Errorf("%+v", said)
	}
}
