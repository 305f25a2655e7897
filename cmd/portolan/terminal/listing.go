package terminal

import (
	"fmt"
	"strings"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/plan"
	"portolan/model/query"
)

// listing shows all that touches something, by direction.
func (t *page) listing(l *query.Listing) {
	t.line(0, "%s: %s", l.Site, l.Label)
	if l.Subject.Kind == query.InZone || l.Subject.Kind == query.InSet || l.Subject.Kind == query.InGroup {
		t.line(2, "members: %s", orNone(l.Subject.Members, "nobody"))
	}
	within := "within"
	if l.Subject.Kind == query.Anything {
		within = "between hosts"
	}
	t.counts([]counted{{len(l.Inbound), "inbound"}, {len(l.Outbound), "outbound"}, {len(l.Within), within}, {len(l.Internal), "inside a host"},
		{len(l.Closed), "ports without a rule"}})
	for _, note := range l.Notes {
		t.line(2, "Note: %s.", note)
	}
	if !l.Holds() && len(l.Closed) == 0 {
		t.line(2, "No rule of this plan affects it.")
	}
	t.rules("Inbound", l.Inbound, len(l.Inbound))
	t.rules("Outbound", l.Outbound, len(l.Outbound))
	t.rules(strings.ToUpper(within[:1])+within[1:], l.Within, len(l.Within))
	if len(l.Internal) <= mostQuiet || l.Service != "any" {
		t.rules("Inside a host: no firewall between hosts sees it", l.Internal, len(l.Internal))
	}
	if len(l.Closed) <= mostQuiet || l.Service != "any" {
		t.closed("Ports to which no rule leads", l.Closed)
	}
	if l.Service == "any" && max(len(l.Internal), len(l.Closed)) > mostQuiet {
		t.b.WriteByte('\n')
		t.line(0, "What is inside a host and ports without a rule are counted only, where they are many; name a port or service too to see them, or ask with --format json.")
	}
	t.rules("Left out by the profile "+string(l.Profile)+" or a decision, because documents contradict each other", l.Dropped, len(l.Dropped))
}

// reasons say why no rule leads to a port.
var reasons = map[string]string{
	"never":   "no firewall may open it",
	"unknown": "no client named in the documents",
	"local":   "callers on the same host only",
	"unused":  "not used by this site",
}

func (t *page) closed(title string, ports []plan.Listening) {
	if len(ports) == 0 {
		return
	}
	t.b.WriteByte('\n')
	t.line(0, "%s (%d)", title, len(ports))
	var rows [][]string
	for _, l := range ports {
		reason := reasons[l.Reason]
		if l.Reason == "never" && l.Note != "" {
			reason += ": " + l.Note
		}
		rows = append(rows, []string{l.Node, l.Socket(), l.Listener, reason})
	}
	texttable.Table(&t.b, t.width, 2, rows)
}

// counted is a number of things.
type counted struct {
	n    int
	what string
}

// counts names the numbers that are not zero.
func (t *page) counts(list []counted) {
	var parts []string
	for _, c := range list {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	if len(parts) > 0 {
		t.line(2, "%s", strings.Join(parts, ", "))
	}
}
