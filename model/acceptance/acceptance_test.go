package acceptance

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/plantest"
)

// TestEveryOutboundRuleIsATest: a flow that leaves a host of the site is in a test, or the test says why it is not tried.
func TestEveryOutboundRuleIsATest(t *testing.T) {
	for _, id := range []string{"harbour-logistics", "proxy-in-dmz", "two-products", "thoughtspot-three"} {
		p := plantest.Of(t, id)
		tests, _ := Of(p)
		seen, rules := map[string]bool{}, map[string]bool{}
		for _, each := range tests {
			if seen[each.ID] {
				t.Errorf("%s: two tests are %s", id, each.ID)
			}
			seen[each.ID] = true
			for _, r := range each.Rules {
				rules[each.Host+" "+r] = true
			}
			if each.Expect == Closed && (len(each.Firewalls) == 0 || len(each.Rules) > 0) {
				t.Errorf("%s: %+v", id, each)
			}
		}
		for _, party := range p.Parties {
			if !party.Managed() {
				continue
			}
			for _, f := range p.Outbound(party.ID) {
				if p.Families(f) == 0 && p.Party(f.To).Host == "" {
					continue
				}
				if !slices.ContainsFunc(tests, func(each Test) bool { return each.Host == party.ID && each.Expect == Open && each.To == f.To }) {
					t.Errorf("%s: nothing is tried from %s to %s", id, party.ID, f.To)
				}
			}
		}
	}
}

const good = "portolan-acceptance 1\nsite\ts\nhost\th\nrevision\t1\nby\tJo\non\tx\nat\t2026-11-29T20:00:00Z\nTA\topen\t\nTB\tnone\tno answer\nend 8\n"

// TestRead takes what scripts write, with the ends of lines of both systems, and nothing else.
func TestRead(t *testing.T) {
	for _, text := range []string{good, "\xef\xbb\xbf" + strings.ReplaceAll(good, "\n", "\r\n")} {
		r, err := Read("f", []byte(text))
		if err != nil || r.answers["TA"].Answer != Connected || r.answers["TB"].detail != "no answer" || r.By != "Jo" {
			t.Errorf("%v %+v", err, r)
		}
	}
	for what, text := range map[string]string{
		"empty": "", "another file": "hello\n", "cut off": good[:len(good)-6], "a line less": strings.Replace(good, "TA\topen\t\n", "", 1), "a new result": strings.Replace(good, "open", "green", 1),
		"by nobody": strings.Replace(good, "Jo", "", 1), "no time": strings.Replace(good, "2026-11-29T20:00:00Z", "today", 1), "a control character": strings.Replace(good, "Jo", "J\x1b[31m", 1), "bytes": good + "\xff",
	} {
		if r, err := Read("f", []byte(text)); err == nil {
			t.Errorf("%s: %+v", what, r)
		}
	}
}

// TestVerdicts: only a connection that was to be, and no answer where none was to be, have passed.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		expect   Expectation
		failover bool
		got      Answer
		want     Status
	}{
		{Open, false, Connected, Passed}, {Open, false, NoAnswer, Failed}, {Open, false, Refused, Failed}, {Open, true, Refused, NotTested}, {Open, false, NotTried, NotTested},
		{Closed, false, Connected, Failed}, {Closed, false, NoAnswer, Passed}, {Closed, false, Refused, NotTested}, {Closed, false, NotTried, NotTested},
	} {
		if got, cause := verdict(Test{Expect: c.expect, Failover: c.failover}, c.got); got != c.want || (got == Passed) != (cause == "") {
			t.Errorf("%+v: %s, %s", c, got, cause)
		}
	}
}

// TestNothingIsGreenWithoutAResult judges a site without results, with one of another host, and with an older result beside a newer one.
func TestNothingIsGreenWithoutAResult(t *testing.T) {
	p := plantest.Of(t, "proxy-in-dmz")
	tests, _ := Of(p)
	count := func(runs ...*Run) *Report { return Judge(p, runs) }
	if r := count(); r.Passed+r.Failed > 0 || r.NotTested != len(tests) || r.Accepted {
		t.Errorf("%+v", r)
	}
	i := slices.IndexFunc(tests, func(t Test) bool { return t.Untried == "" && t.Expect == Open })
	run := func(at string, a Answer) *Run {
		return &Run{Site: p.Site, Host: tests[i].Host, At: at, answers: map[string]answer{tests[i].ID: {a, ""}, "TOLD": {Connected, ""}}}
	}
	r := count(run("2026-11-29T10:00:00Z", Connected), run("2026-11-29T11:00:00Z", NoAnswer))
	if r.Passed != 0 || r.Failed != 1 || len(r.Unknown) != 1 {
		t.Errorf("%+v", r)
	}
	other := run("2026-11-29T10:00:00Z", Connected)
	other.Host = "elsewhere"
	if r := count(other); r.Passed != 0 {
		t.Errorf("%+v", r)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(good))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := Read("f", data); err == nil && (r.By == "" || r.Host == "") {
			t.Errorf("%q", data)
		}
	})
}
