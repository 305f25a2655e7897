package policy

import (
	"strings"
	"testing"
)

const explained = `
  from         qs-proxy1 (10.20.0.11, fd20:0:0:20::11)
  from         qs-proxy2 (10.20.0.12, fd20:0:0:20::12)
  to           dc1 (10.20.2.5)
  zones        dmz -> data
  enforced by  inner
  purpose      Members look up names and controllers
  need         required
  phase        run
  states       normal, central-on-qs-standby
  source port  any
  approval     Pavel Novak, 2026-11-20, CHG-21874
  owner        Network team
  requester    Mara Lindqvist
  ticket       CHG-20871
  since        2026-06-15
stands for
`

// TestExplain: whoever has a grouped rule's id from paper gets its hosts, its terms and the ids of the rules that it stands for.
func TestExplain(t *testing.T) {
	plan := sitePlan(t, "harbour-logistics")
	p := Of(plan)
	for _, r := range p.Rules {
		text, ok := Explain(plan, strings.ToLower(r.ID))
		if !ok || !strings.HasPrefix(text, r.ID+"  ") {
			t.Fatalf("%s: %v\n%s", r.ID, ok, text)
		}
		for _, id := range r.Flows {
			if !strings.Contains(text, "\n  "+id+"  ") {
				t.Errorf("%s does not name %s:\n%s", r.ID, id, text)
			}
		}
		if r.From == "analytics-proxies" && r.Services == "name-service" {
			head, rest, _ := strings.Cut(text, "\n")
			if head != r.ID+"  GRP-ANALYTICS-PROXIES -> dc1.harbour.example  tcp/53, udp/53" || !strings.HasPrefix("\n"+rest, explained) {
				t.Errorf("%s", text)
			}
		}
	}
	if _, ok := Explain(plan, plan.Network()[0].ID); ok {
		t.Error("a rule between two hosts is no grouped rule")
	}
}
