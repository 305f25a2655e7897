package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
)

// Describe writes a catalogue as tables for a reader, in an order that does not depend on how the files are cut. The full words of
// questions, notes and runbooks are left to the files.
func Describe(c *Catalogue) string {
	l := &lister{c: c}
	l.line("%s, edition %s: %s", c.Product.ID.V, c.Product.Edition.V, c.Product.Name.V)
	l.documents()
	l.facts()
	l.services()
	l.others()
	l.sets()
	l.flows()
	l.lint()
	l.questions()
	l.security()
	l.runbooks()
	return l.b.String()
}

type lister struct {
	c *Catalogue
	b strings.Builder
}

// line writes a line, without characters that would steer a terminal.
func (l *lister) line(format string, args ...any) {
	l.b.WriteString(strings.Map(visible, fmt.Sprintf(format, args...)) + "\n")
}

func visible(r rune) rune {
	if unicode.IsPrint(r) || r == '\n' {
		return r
	}
	return ' '
}

// table aligns rows whose cells are parted by tabs. What follows a row's first line stands below it as it is.
func (l *lister) table(title string, rows []string) {
	if len(rows) == 0 {
		return
	}
	l.line("\n%s", title)
	var padded strings.Builder
	w := tabwriter.NewWriter(&padded, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		first, _, _ := strings.Cut(row, "\n")
		fmt.Fprintln(w, "  "+first)
	}
	_ = w.Flush()
	i := 0
	for line := range strings.Lines(padded.String()) {
		l.line("%s", strings.TrimRight(line, " \n"))
		if _, below, ok := strings.Cut(rows[i], "\n"); ok {
			l.line("      %s", below)
		}
		i++
	}
}

func cells(list ...string) string { return strings.Join(list, "\t") }

func joined(list strs) string {
	var out []string
	for _, v := range list {
		out = append(out, v.V)
	}
	return strings.Join(out, ", ")
}

func (l *lister) documents() {
	var rows []string
	for _, id := range slices.Sorted(maps.Keys(l.c.Documents)) {
		d := l.c.Documents[id]
		rows = append(rows, cells(id, d.Publisher.V, strings.TrimSuffix(d.Title.V+", "+d.Edition.V, ", "), d.Unofficial(), strings.TrimSpace(d.URL.V+" "+readOn(d))))
	}
	l.table("Documents", rows)
}

func readOn(d Document) string {
	if !d.Read.Set() {
		return ""
	}
	return "(read " + d.Read.V.String() + ")"
}

func (l *lister) facts() {
	describe := func(name, holder string, f Fact) string {
		var more []string
		if f.Required.V {
			more = append(more, "required")
		}
		if f.Default.Set() {
			more = append(more, fmt.Sprintf("default %v", f.Default.V))
		}
		for _, d := range f.DefaultWhen {
			more = append(more, fmt.Sprintf("%v where %s", d.Value.V, joined(d.When)))
		}
		if f.Min.Set() || f.Max.Set() {
			more = append(more, fmt.Sprintf("%d to %d", f.Min.V, f.Max.V))
		}
		if len(f.Choices) > 0 {
			more = append(more, "one of "+joined(f.Choices))
		}
		if f.Distinct.Set() {
			more = append(more, "each of "+f.Distinct.V+" its own")
		}
		if f.MovesTo.Set() {
			more = append(more, "moves to "+f.MovesTo.V)
		}
		if len(f.DefaultFor) > 0 {
			more = append(more, "true for "+selectorsText(f.DefaultFor))
		}
		return cells(name, holder, f.Type.V, strings.Join(more, "; ")) + "\n" + f.Meaning.V
	}
	var rows []string
	for _, id := range slices.Sorted(maps.Keys(l.c.Facts)) {
		rows = append(rows, describe(id, l.c.Facts[id].Holder.V, l.c.Facts[id]))
	}
	for _, id := range slices.Sorted(maps.Keys(l.c.Resources)) {
		for _, name := range slices.Sorted(maps.Keys(l.c.Resources[id].Facts)) {
			rows = append(rows, describe(id+"."+name, "resource", l.c.Resources[id].Facts[name]))
		}
	}
	l.table("Facts, two lines each: holder, type, bounds; meaning", rows)
}

func (l *lister) services() {
	var services, listeners []string
	for _, id := range slices.Sorted(maps.Keys(l.c.Services)) {
		s := l.c.Services[id]
		services = append(services, cells(id, s.Name.V, cmp.Or(s.PartOf.V, "-"), cmp.Or(joined(s.StartsAfter), "-"), s.Unit.V))
		for _, name := range slices.Sorted(maps.Keys(s.Listeners)) {
			x := s.Listeners[name]
			reason := cmp.Or(x.Peer.V, "-")
			if x.Never.Set() {
				reason = "never"
			}
			socket := x.written()
			listeners = append(listeners, cells(id+"."+name, socket, cmp.Or(x.TransportBasis.V, "-"), cmp.Or(x.Encrypted.V, "-"), reason,
				cmp.Or(x.Application.V, "-"), joined(x.Questions))+"\n"+x.Purpose.V+bound(x))
		}
	}
	l.table("Services: name, part of, starts after, unit", services)
	l.table("Listeners, two lines each: port, basis of the transport, encrypted, peer, protocol, questions; purpose", listeners)
}

// bound says at which of its host's addresses a listener accepts connections, where that is not at all.
func bound(l Listener) string {
	if !l.Binds.Set() {
		return ""
	}
	return "; bound to the addresses " + l.Binds.V
}

func (l *lister) others() {
	var rows []string
	for _, id := range slices.Sorted(maps.Keys(l.c.Addresses)) {
		need := "-"
		if l.c.Addresses[id].Required.V {
			need = "required"
		}
		rows = append(rows, cells(id, need, l.c.Addresses[id].Name.V, l.c.Addresses[id].Meaning.V))
	}
	l.table("Roles of addresses: needed, name, meaning", rows)
	rows = nil
	for _, id := range slices.Sorted(maps.Keys(l.c.Roles)) {
		r := l.c.Roles[id]
		rows = append(rows, cells(id, r.Name.V, joined(r.Services), strings.TrimSpace(r.Part.V+" "+joined(r.OS))))
	}
	l.table("Roles: name, services", rows)
	rows = nil
	for _, id := range slices.Sorted(maps.Keys(l.c.Resources)) {
		rows = append(rows, cells("resource "+id, cmp.Or(l.c.Resources[id].Required.V, "-"), l.c.Resources[id].Name.V, l.c.Resources[id].Service.V))
	}
	for _, id := range slices.Sorted(maps.Keys(l.c.Populations)) {
		rows = append(rows, cells("clients "+id, cmp.Or(l.c.Populations[id].Required.V, "-"), l.c.Populations[id].Name.V))
	}
	for _, id := range slices.Sorted(maps.Keys(l.c.Multicast)) {
		rows = append(rows, cells("multicast group "+id, "where declared", l.c.Multicast[id].Name.V, cmp.Or(joined(l.c.Multicast[id].Addresses), "addresses of the site")))
	}
	for _, id := range slices.Sorted(maps.Keys(l.c.Externals)) {
		e := l.c.Externals[id]
		need := "always there"
		if e.Optional.V {
			need = "where declared"
		}
		rows = append(rows, cells("external "+id, need, e.Name.V, cmp.Or(joined(slices.Concat(e.hostNames(), e.Networks)), "host of the site")+" "+cmp.Or(joined(e.Ports), Socket(e.Transport.V, cmp.Or(e.Port.V, "port of the site")))))
	}
	l.table("External services and clients: needed, name, service or address", rows)
}

func (l *lister) sets() {
	var rows []string
	for _, id := range slices.Sorted(maps.Keys(l.c.Sets)) {
		rows = append(rows, cells(id, l.c.Sets[id].Name.V, selectorsText(l.c.Sets[id].Is)))
	}
	l.table("Sets of nodes: name, members", rows)
}

// selectorsText writes the parts of selectors as they stand in the files.
func selectorsText(list []Selector) string {
	var out []string
	for _, s := range list {
		var parts []string
		for _, p := range []struct {
			name   string
			values strs
		}{{"runs", s.Runs}, {"runs any", s.RunsAny}, {"runs not", s.RunsNot}, {"role", s.Role}, {"with", s.With}, {"without", s.Without},
			{"in", s.In}, {"not in", s.NotIn}, {"system", s.OS}, {"when", s.When}} {
			if len(p.values) > 0 {
				parts = append(parts, p.name+" "+joined(p.values))
			}
		}
		out = append(out, cmp.Or(strings.Join(parts, " and "), "every node"))
	}
	return strings.Join(out, "; or ")
}
