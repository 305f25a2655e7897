package topology

import (
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/layout/diagram"
	"portolan/render/text/wordlist"
)

func tcp(number int) catalog.Port {
	return catalog.Port{Protocol: "tcp", Numbers: catalog.Single(number)}
}

// TestAPortThatSomeHostsNeedLessSaysSo reads the ports of three hosts with one server, as they stand in its box.
func TestAPortThatSomeHostsNeedLessSaysSo(t *testing.T) {
	p := sites(t)["thoughtspot-forty"]
	id := map[string]string{"a": "n01", "b": "n02", "c": "relay1", "group": "thoughtspot-all", "db": "nas1"}
	for _, party := range id {
		if p.Party(party) == nil {
			t.Fatalf("the site has no %s", party)
		}
	}
	flow := func(from string, port int, need string) *plan.Flow {
		f := &plan.Flow{From: id[from], To: id["db"], Port: tcp(port), Requirement: "required", States: []string{plan.NormalState}}
		switch need {
		case "optional":
			f.Requirement = "optional"
		case "disputed":
			f.Disputed = "q"
		case "standby":
			f.States = []string{"taken over"}
		}
		return f
	}
	for name, c := range map[string]struct {
		flows      []*plan.Flow
		want, part string
	}{
		"needed by all":                 {[]*plan.Flow{flow("a", 1, ""), flow("b", 1, "")}, "1", ""},
		"needed by none":                {[]*plan.Flow{flow("a", 1, "optional"), flow("b", 1, "optional")}, "1°", ""},
		"needed by one":                 {[]*plan.Flow{flow("a", 1, "optional"), flow("b", 1, "")}, "1(°)", "(°)"},
		"needed by one for two reasons": {[]*plan.Flow{flow("a", 1, "optional"), flow("a", 1, "")}, "1", ""},
		"by one later, by one perhaps":  {[]*plan.Flow{flow("a", 1, "standby"), flow("b", 1, "optional")}, "1*(°)", "(°)"},
		"in three ways":                 {[]*plan.Flow{flow("a", 1, ""), flow("b", 1, "optional"), flow("c", 1, "standby")}, "1(*°)", "(*°)"},
		"another port":                  {[]*plan.Flow{flow("a", 1, "disputed"), flow("b", 2, "")}, "1? 2", ""},
		"a group and a member of it":    {[]*plan.Flow{flow("group", 1, ""), flow("a", 1, "optional")}, "1", ""},
		"a group and another":           {[]*plan.Flow{flow("group", 1, ""), flow("c", 1, "disputed")}, "1(?)", "(?)"},
		"a member more than its group":  {[]*plan.Flow{flow("group", 1, "optional"), flow("a", 1, "")}, "1(°)", "(°)"},
	} {
		d := &drawer{plan: p}
		s := d.sketch(nil, nil, onLines)
		if got := strings.Join(s.marked(c.flows, diagram.Regular), " "); got != c.want || s.partMark() != c.part {
			t.Errorf("%s: got %q and in the legend %q, want %q and %q", name, got, s.partMark(), c.want, c.part)
		}
		for _, sign := range strings.Trim(c.part, "()") {
			explained := false
			for _, mark := range s.marks {
				explained = explained || mark == string(sign)
			}
			if !explained {
				t.Errorf("%s: the legend does not say what %c is", name, sign)
			}
		}
	}
}

// TestAPortOfSomeHostsOfARoleSaysHowMany reads ports of a box of three nodes in the middle, which need not be alike.
func TestAPortOfSomeHostsOfARoleSaysHowMany(t *testing.T) {
	p := sites(t)["thoughtspot-forty"]
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	middle := &box{id: "middle"}
	for _, id := range []string{"n01", "n02", "n03"} {
		middle.parties = append(middle.parties, p.Party(id))
	}
	flow := func(from, to string, port int) *plan.Flow {
		return &plan.Flow{From: from, To: to, Port: tcp(port), Requirement: "required", States: []string{plan.NormalState}}
	}
	for name, c := range map[string]struct {
		flows []*plan.Flow
		want  string
	}{
		"all":                {[]*plan.Flow{flow("n01", "nas1", 1), flow("n02", "nas1", 1), flow("n03", "nas1", 1)}, "1"},
		"one":                {[]*plan.Flow{flow("n02", "nas1", 1)}, "1 (1 of 3)"},
		"one is called":      {[]*plan.Flow{flow("relay1", "n02", 1)}, "1 (1 of 3)"},
		"two, and all":       {[]*plan.Flow{flow("n01", "nas1", 1), flow("n02", "nas1", 1), flow("thoughtspot-all", "nas1", 2)}, "1 (2 of 3) 2"},
		"one for two things": {[]*plan.Flow{flow("n01", "nas1", 1), flow("n01", "nas1", 1)}, "1 (1 of 3)"},
	} {
		d := &drawer{plan: p, words: list}
		s := d.sketch(nil, nil, onLines)
		s.here = middle
		if got := strings.ReplaceAll(strings.Join(s.marked(c.flows, diagram.Regular), " "), "\u00a0", " "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
