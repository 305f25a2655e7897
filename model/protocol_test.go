package model

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"portolan/model/policy"
	"portolan/model/query"
)

// TestProtocolsAnswerQuestions asks for protocols by name and number and for types of ICMP: a type is within all of ICMP, and not the other way round.
func TestProtocolsAnswerQuestions(t *testing.T) {
	p := otherPlan(t, "tide-gauge")
	for question, want := range map[string]query.Verdict{
		"hub -> south icmp/echo-request": query.Allowed, "hub -> south icmp/8": query.Allowed, "hub -> south ICMP/ping": query.Allowed, "hub -> south icmp/echo-reply": query.NotAllowed,
		"hub -> south icmp": query.Partly, "hub -> south icmpv6/echo-request": query.Allowed, "north -> hub icmp": query.NotAllowed,
		"hub -> north vrrp": query.Allowed, "hub -> north ip/112": query.Allowed, "hub -> north gre": query.Allowed, "hub -> north ip/89": query.Allowed, "hub -> north ah": query.NotAllowed,
		"hub -> north sctp/3868": query.Allowed, "hub -> north sctp/3869": query.NotAllowed, "hub -> north tcp/3868": query.NotAllowed, "hub -> north sctp": query.Allowed, "north -> south esp": query.Allowed,
	} {
		r, err := query.Ask(p, question)
		if err != nil {
			t.Errorf("%s: %v", question, err)
			continue
		}
		if got := r.(*query.Answer).Verdict; got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
	var misread *query.Misread
	if _, err := query.Ask(p, "hub -> north icmp/ech-request"); !errors.As(err, &misread) || !strings.Contains(err.Error(), `did you mean "echo-request"`) {
		t.Errorf("%v", err)
	}
}

// TestNamesOfProtocolsChangeNoID writes protocols of a site by number instead of by name: rules, and grouped rules, keep their ids.
func TestNamesOfProtocolsChangeNoID(t *testing.T) {
	const ports = `["vrrp", "OSPF", "ip/47", "ICMP/8", "icmpv6/echo-request", "sctp/2905"]`
	text := otherSite(t, "tide-gauge")
	other := strings.Replace(text, ports, `["ip/112", "ip/89", "gre", "icmp/echo", "icmpv6/128", "sctp/2905"]`, 1)
	if other == text {
		t.Fatal("the site has no such ports")
	}
	ids := func(text string) (out []string) {
		p := otherPlanOf(t, text)
		for _, f := range p.Flows {
			m := p.MeaningOf(f)
			out = append(out, fmt.Sprint(f.ID, f.Port, m.Digest()))
		}
		for _, r := range policy.Of(p).Rules {
			out = append(out, r.ID)
		}
		return out
	}
	if before, after := ids(text), ids(other); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("%v\n%v", before, after)
	}
}
