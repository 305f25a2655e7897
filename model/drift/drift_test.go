package drift

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/evidence"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
)

// TestNothingIsPresentWithoutEvidence: what was not collected is not assessed, for every host and firewall that has rules.
func TestNothingIsPresentWithoutEvidence(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	r := Compare(p, nil)
	if r.Drift || r.Complete || r.Counts[Present] > 0 {
		t.Errorf("%+v", r.Counts)
	}
	for _, party := range p.Parties {
		listed := slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Device == party.ID && row.Status == NotAssessed })
		if party.Managed() != listed {
			t.Errorf("%s: %v", party.ID, listed)
		}
	}
	for _, w := range p.Firewalls {
		if !slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Device == w.ID && row.Hook == evidence.Through }) {
			t.Errorf("%s is not listed", w.ID)
		}
	}
}

// exact are rules that let through what the plan allows at a hook, and nothing else.
func exact(c *comparer, device string, hook evidence.Hook) *evidence.Rules {
	r := &evidence.Rules{Hooks: []evidence.Hook{hook}}
	for _, each := range c.documented(device, hook) {
		if !c.barred[each.id] {
			r.Permits = append(r.Permits, evidence.Permit{Hook: hook, Boxes: each.boxes, Comment: each.id, Text: each.id, Where: "here"})
		}
	}
	return r
}

// TestStatuses changes rules that are as documented, one thing at a time.
func TestStatuses(t *testing.T) {
	const device = "qs-db1"
	p := plantest.Of(t, "harbour-logistics")
	c := newComparer(p)
	rows := func(change func(*evidence.Rules)) (out []Row) {
		r := exact(c, device, evidence.In)
		change(r)
		for _, row := range Compare(p, []Evidence{{Device: device, Rules: []*evidence.Rules{r}}}).Rows {
			if row.Device == device && row.Hook == evidence.In && row.Status != Present {
				out = append(out, row)
			}
		}
		return out
	}
	world := evidence.SpanOf(netip.MustParsePrefix("0.0.0.0/0"))
	for what, c := range map[string]struct {
		change func(*evidence.Rules)
		want   []Status
		detail string
	}{
		"as documented":       {func(*evidence.Rules) {}, nil, ""},
		"in another order":    {func(r *evidence.Rules) { slices.Reverse(r.Permits) }, nil, ""},
		"without ids":         {func(r *evidence.Rules) { r.Permits[0].Comment = "" }, nil, ""},
		"a rule less":         {func(r *evidence.Rules) { r.Permits = r.Permits[1:] }, []Status{Missing}, "blocked: "},
		"any source":          {func(r *evidence.Rules) { r.Permits[0].Boxes[0].From = world }, []Status{Wider}, "allows also: "},
		"a rule more":         {func(r *evidence.Rules) { r.Permits = append(r.Permits, stray(p, device, "")) }, []Status{Undocumented}, "tcp/7"},
		"an id of no rule":    {func(r *evidence.Rules) { r.Permits = append(r.Permits, stray(p, device, "GZZZZZZZ old")) }, []Status{Undocumented}, "no rule of the site has the id GZZZZZZZ"},
		"one that is unclear": {func(r *evidence.Rules) { r.Permits[0].Doubt = "a set" }, []Status{NotAssessed, NotAssessed}, ""},
	} {
		got := rows(c.change)
		var statuses []Status
		detail := c.detail == ""
		for _, row := range got {
			statuses = append(statuses, row.Status)
			detail = detail || strings.Contains(row.Detail, c.detail)
		}
		if !slices.Equal(statuses, c.want) || !detail {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

// TestInterfaces: a rule of a firewall that names interfaces is held against those that the site names.
func TestInterfaces(t *testing.T) {
	const device = "inner"
	p := plantest.Of(t, "harbour-logistics")
	c := newComparer(p)
	world := evidence.Everything()
	for what, test := range map[string]struct {
		change func(*evidence.Permit)
		want   []Status
	}{
		"as documented":        {func(*evidence.Permit) {}, nil},
		"no interface":         {func(x *evidence.Permit) { x.Ways = evidence.Ways{} }, nil},
		"one way only":         {func(x *evidence.Permit) { x.Ways.Out = nil }, nil},
		"the wrong way":        {func(x *evidence.Permit) { x.Ways.In, x.Ways.Out = x.Ways.Out, x.Ways.In }, []Status{Missing}},
		"of no name":           {func(x *evidence.Permit) { x.Ways.In = []string{"stray0"} }, []Status{Missing}},
		"wider":                {func(x *evidence.Permit) { x.Boxes = world }, []Status{Wider}},
		"wider, and unclear":   {func(x *evidence.Permit) { x.Boxes, x.Ways.In = world, []string{"stray0"} }, []Status{Missing, NotAssessed}},
		"not fully understood": {func(x *evidence.Permit) { x.Doubt = "a set" }, []Status{NotAssessed, NotAssessed}},
	} {
		rules := &evidence.Rules{Hooks: []evidence.Hook{evidence.Through}}
		for _, r := range c.documented(device, evidence.Through) {
			for _, w := range r.ways {
				if w.in == "" || w.out == "" {
					t.Fatalf("rule %s passes interfaces without names", r.id)
				}
				if c.barred[r.id] {
					continue
				}
				rules.Permits = append(rules.Permits, evidence.Permit{Hook: evidence.Through, Boxes: w.boxes, Comment: r.id, Ways: evidence.Ways{In: []string{w.in}, Out: []string{w.out}}})
			}
		}
		test.change(&rules.Permits[0])
		var got []Status
		for _, row := range Compare(p, []Evidence{{Device: device, Rules: []*evidence.Rules{rules}}}).Rows {
			if row.Device == device && row.Status != Present {
				got = append(got, row.Status)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", what, got, test.want)
		}
	}
}

// TestSightings: a rule that a firewall lets through is in place, and wider only where nothing narrower lets it through; one of which some is blocked is absent; of a
// firewall without evidence nothing is known. What must not be there is seen where it is.
func TestSightings(t *testing.T) {
	const device = "inner"
	p := plantest.Of(t, "harbour-logistics")
	c := newComparer(p)
	documented := c.documented(device, evidence.Through)
	banned := slices.IndexFunc(documented, func(r rule) bool { return c.barred[r.id] })
	first := slices.IndexFunc(documented, func(r rule) bool { return !c.barred[r.id] })
	id, never := documented[first].id, documented[banned].id
	world := evidence.Permit{Hook: evidence.Through, Boxes: evidence.Everything(), Where: "wide"}
	for what, test := range map[string]struct {
		change func(*evidence.Rules)
		seen   policy.Seen
		wider  bool
		never  policy.Seen
	}{
		"as documented":           {func(*evidence.Rules) {}, policy.InPlace, false, policy.Absent},
		"a rule less":             {func(r *evidence.Rules) { r.Permits = r.Permits[1:] }, policy.Absent, false, policy.Absent},
		"a wide one in its place": {func(r *evidence.Rules) { r.Permits[0] = world }, policy.InPlace, true, policy.InPlace},
		"a wide one beside it":    {func(r *evidence.Rules) { r.Permits = append(r.Permits, world) }, policy.InPlace, false, policy.InPlace},
		"one that is not approved": {func(r *evidence.Rules) {
			r.Permits = append(r.Permits, evidence.Permit{Hook: evidence.Through, Boxes: documented[banned].boxes})
		}, policy.InPlace, false, policy.InPlace},
		"one that is unclear": {func(r *evidence.Rules) { r.Permits[0].Doubt = "a set" }, policy.Unseen, false, policy.Absent},
	} {
		rules := exact(c, device, evidence.Through)
		for i := range rules.Permits {
			rules.Permits[i].Comment = "" // by their packets alone
		}
		test.change(rules)
		all := Compare(p, []Evidence{{Device: device, Collected: "2026-11-20", Rules: []*evidence.Rules{rules}}}).Sightings()
		got, bad := all.Of[[2]string{device, id}], all.Of[[2]string{device, never}]
		if got == nil || got.Seen != test.seen || (got.Wider != "") != test.wider || got.Collected != "2026-11-20" || bad == nil || bad.Seen != test.never {
			t.Errorf("%s: %+v, and %+v", what, got, bad)
		}
		if !slices.Equal(all.Firewalls, []string{device}) || all.Of[[2]string{"perimeter", id}] != nil {
			t.Errorf("%s: evidence of %v", what, all.Firewalls)
		}
	}
}

// stray is a rule for a port of nobody.
func stray(p *plan.Plan, device, comment string) evidence.Permit {
	boxes := evidence.Everything()[:1]
	a := p.Party(device).Addresses[0]
	boxes[0].To = evidence.Span{Low: a, High: a}
	boxes[0].Protocol, boxes[0].Port = evidence.Range{Low: 6, High: 6}, evidence.Range{Low: 7, High: 7}
	return evidence.Permit{Hook: evidence.In, Boxes: boxes, Comment: comment, Text: "stray", Where: "here"}
}

// TestListeners: a port at which a rule ends is known, one of loopback is no concern, and an address of nobody is named.
func TestListeners(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	f := p.Inbound("qs-db1")[0]
	at := func(port catalog.Port, address string) evidence.Listener {
		a, _ := netip.ParseAddr(address)
		return evidence.Listener{Address: a, Port: port}
	}
	list := []Evidence{{Device: "qs-db1", Listening: true, Listeners: []evidence.Listener{at(f.At(f.Numbers.Low()), ""), at(f.At(7), "127.0.0.1"), at(f.At(7), ""), at(f.At(7), "::1")}},
		{Listeners: []evidence.Listener{at(f.At(9), "192.0.2.99"), at(f.At(f.Numbers.Low()), p.Party("qs-db1").Addresses[0].String())}}}
	var got []string
	for _, row := range Compare(p, list).Rows {
		if row.Listener && row.Status != NotAssessed {
			got = append(got, string(row.Status)+" "+row.Device+" "+row.What)
		}
	}
	want := []string{"undocumented 192.0.2.99 listener " + f.At(9).Socket(), "undocumented qs-db1 listener " + f.At(7).Socket(), "present qs-db1 listener " + f.At(f.Numbers.Low()).Socket(),
		"present qs-db1 listener " + f.At(f.Numbers.Low()).Socket()}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
