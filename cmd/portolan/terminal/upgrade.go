package terminal

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"portolan/model/edition"
	"portolan/model/plan"
)

// Upgrade is the comparison for a person at a terminal, host by host.
func Upgrade(u *edition.Upgrade) string {
	t := &upgradeText{u: u}
	t.line("%s: %s -> %s", u.Site, u.From.Catalogue, u.To.Catalogue)
	if len(u.Installations) > 0 {
		t.line("installations: %s", strings.Join(u.Installations, "; "))
	}
	grave := slices.DeleteFunc(slices.Clone(u.Changed), edition.Change.Slight)
	t.line("connections: %d to open before the upgrade, %d to close after it, %d with another meaning, %d in other words only, %d as they were",
		len(u.Open), len(u.Close), len(grave), len(u.Changed)-len(grave), u.Unchanged)
	t.line("stale ports at hosts: %d", len(u.Stale))
	for _, h := range u.Hosts {
		if h.Touched() {
			t.host(h)
		}
	}
	t.elsewhere()
	for _, f := range u.Findings {
		t.line("\nnew finding %s (%s): %s", f.ID, f.Level, f.What)
	}
	if len(u.LeftOut) > 0 {
		t.line("\nnot in this comparison")
		for _, o := range u.LeftOut {
			t.line("  %s: %s", o.AtPresent(), o.Text(u.To.Catalogue))
		}
	}
	return t.b.String()
}

type upgradeText struct {
	u *edition.Upgrade
	b strings.Builder
}

func (t *upgradeText) line(format string, args ...any) { fmt.Fprintf(&t.b, format+"\n", args...) }

func (t *upgradeText) host(h edition.HostChange) {
	where := slices.DeleteFunc(slices.Clone(h.Where), func(s string) bool { return s == h.Name })
	if len(h.Members) > 0 {
		where = []string{fmt.Sprintf("%d hosts", len(h.Members))}
	}
	t.line("\n%s  %s", h.Name, strings.Join(where, ", "))
	for _, group := range t.u.GroupsOf(h.ID) {
		t.line("  as a member of %s, see there", group.Name)
	}
	t.section("open before", edition.At(t.u.Open, h.ID), h.ID)
	t.section("close after", edition.At(t.u.Close, h.ID), h.ID)
	t.changed(edition.At(t.u.Changed, h.ID), h.ID)
	t.stale(t.u.StaleAt(h.ID))
}

func (t *upgradeText) elsewhere() {
	if len(t.u.Elsewhere(slices.Concat(t.u.Open, t.u.Close, t.u.Changed))) == 0 {
		return
	}
	t.line("\nbetween clients and external services")
	t.section("open before", t.u.Elsewhere(t.u.Open), "")
	t.section("close after", t.u.Elsewhere(t.u.Close), "")
	t.changed(t.u.Elsewhere(t.u.Changed), "")
}

// changed lists the changes of meaning, and counts those of words.
func (t *upgradeText) changed(changes []edition.Change, host string) {
	grave := slices.DeleteFunc(slices.Clone(changes), edition.Change.Slight)
	t.section("other meaning", grave, host)
	if n := len(changes) - len(grave); n > 0 {
		t.line("  described in other words only: %d", n)
	}
}

// section is one list at one host: direction, port, the other end, rules with their ids.
func (t *upgradeText) section(title string, changes []edition.Change, host string) {
	if len(changes) == 0 {
		return
	}
	t.line("  %s", title)
	w := tabwriter.NewWriter(&t.b, 0, 0, 2, ' ', 0)
	for _, c := range changes {
		fmt.Fprintf(w, "    %s\t%s\t%s\n", directionOf(c, host), c.Socket(), strings.Join(reasonsOf(c), "; "))
		for _, d := range slices.DeleteFunc(slices.Clone(c.Differs), edition.Difference.Slight) {
			fmt.Fprintf(w, "    \t\t%s: %s -> %s\n", d.What, d.Old, d.New)
		}
	}
	_ = w.Flush() // a Builder takes everything
}

// directionOf is the other end as seen from a host; both ends, where neither is one.
func directionOf(c edition.Change, host string) string {
	switch host {
	case c.From.ID:
		return "to " + endText(c.To)
	case c.To.ID:
		return "from " + endText(c.From)
	}
	return endText(c.From) + " to " + endText(c.To)
}

// endText is the name of an end, and of an outside party also where it is: that may be all that changes.
func endText(e edition.Endpoint) string {
	if e.Kind == plan.ExternalParty && !slices.Contains(e.Where, e.Name) {
		return e.Name + " (" + strings.Join(e.Where, ", ") + ")"
	}
	return e.Name
}

// reasonsOf name the rules of a connection with their ids, which are the same in both editions where the rule is.
func reasonsOf(c edition.Change) []string {
	var out []string
	for _, f := range c.Rules() {
		out = append(out, fmt.Sprintf("%s %s %s", f.ID, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), f.Purpose))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (t *upgradeText) stale(ports []edition.StalePort) {
	if len(ports) == 0 {
		return
	}
	t.line("  stale ports: no rule leads here any more")
	w := tabwriter.NewWriter(&t.b, 0, 0, 2, ' ', 0)
	for _, s := range ports {
		state := "no listener"
		if s.Listens {
			state = "used inside the host only"
		}
		fmt.Fprintf(w, "    %s\t%s\t%s\t%s\n", s.Socket(), strings.Join(s.Services, ", "), strings.Join(s.Editions, ", "), state)
	}
	_ = w.Flush()
}
