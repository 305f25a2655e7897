package catalog

import (
	"cmp"
	"fmt"
	"strings"

	"portolan/model/source"
)

func (l *lister) flows() {
	var rows []string
	for _, f := range l.c.Flows {
		var more []string
		for _, p := range []struct{ name, value string }{{"between", f.Between.V}, {"when", joined(f.When)}, {"via", f.Via.V},
			{"need", f.Requirement.V}, {"disputed", f.Disputed.V}, {"phase", f.Phase.V}, {"source port", f.SourcePort.V}, {"drawn", joined(f.Drawn)}, {"covers", joined(f.Covers)}} {
			if p.value != "" {
				more = append(more, p.name+" "+p.value)
			}
		}
		if f.Unusual.V {
			more = append(more, "unusual")
		}
		if f.Together.V {
			more = append(more, "together")
		}
		arrow := "->"
		if f.AndBack.V {
			arrow = "<->"
		}
		rows = append(rows, cells(f.ID.V, l.endText(f.From)+" "+arrow+" "+l.endText(f.To), l.portText(f.To), strings.Join(more, "; "))+"\n"+f.Purpose.V)
	}
	l.table("Flows, two lines each: ends, port, conditions; purpose", rows)
}

func (l *lister) endText(e End) string {
	from := ""
	if e.Network.Set() {
		from = " from their addresses " + e.Network.V
	}
	switch {
	case e.Set.Set() && e.Service.Set():
		return e.Service.V + " of " + e.Set.V + from
	case e.Set.Set():
		return e.Set.V + from
	case e.Clients.Set():
		return "clients " + e.Clients.V
	case e.Resource.Set():
		return "resource " + e.Resource.V + from
	case e.Multicast.Set():
		return "multicast group " + e.Multicast.V
	}
	return "external " + e.External.V
}

func (l *lister) portText(e End) string {
	if x, ok := l.c.Listener(e.Listener.V); ok {
		return e.Listener.V + " " + x.written()
	}
	x := l.c.Externals[e.External.V]
	return cmp.Or(joined(x.Ports), Socket(x.Transport.V, x.Port.V))
}

// written is the port of a listener as its catalogue writes it; a protocol without ports by its name.
func (l Listener) written() string {
	if port, err := PortOf(l.Transport.V, l.Port.V); err == nil && port.Numbers.None() {
		return port.Socket()
	}
	return Socket(l.Transport.V, l.Port.V)
}

func (l *lister) lint() {
	var rows []string
	for _, r := range l.c.Lint {
		rows = append(rows, cells(r.ID.V, r.Level.V, r.Kind.V, lintText(r))+"\n"+r.What.V)
	}
	l.table("Lint rules, two lines each: level, kind, test; finding", rows)
}

// lintText writes what a lint rule tests.
func lintText(r Lint) string {
	number := func(v source.Val[int]) string {
		if !v.Set() {
			return ""
		}
		return fmt.Sprint(v.V)
	}
	selectors := func(list []Selector) string {
		if len(list) == 0 {
			return ""
		}
		return selectorsText(list)
	}
	var parts []string
	for _, p := range []struct{ name, value string }{{"if", joined(r.When)}, {"of", selectors(r.Select)}, {"must", selectors(r.Must)},
		{"at least", number(r.Min)}, {"at most", number(r.Max)}, {"resource", r.Resource.V}, {"fact", r.Fact.V}, {"allowed", joined(r.Allow)},
		{"denied", joined(r.Deny)}, {"sum of", r.SumOf.V}, {"plus", number(r.Plus)}} {
		if p.value != "" {
			parts = append(parts, p.name+" "+p.value)
		}
	}
	return strings.Join(parts, "; ")
}

func (l *lister) questions() {
	var rows []string
	for _, q := range l.c.Questions {
		touches := []string{}
		if len(q.Concerns) > 0 {
			touches = append(touches, joined(q.Concerns))
		}
		if q.EndIn.Set() {
			touches = append(touches, "with an end in "+q.EndIn.V)
		}
		if len(q.Select) > 0 {
			touches = append(touches, "nodes: "+selectorsText(q.Select))
		}
		if len(q.When) > 0 {
			touches = append(touches, "when "+joined(q.When))
		}
		rows = append(rows, cells(q.ID.V, q.Title.V, cmp.Or(strings.Join(touches, "; "), "no site")))
	}
	l.table("Documentation conflicts: title, affected rules", rows)
	rows = nil
	for _, n := range l.c.NotCovered {
		rows = append(rows, cells(n.ID.V, n.Topic.V, joined(n.CoveredBy)))
	}
	l.table("Not covered by the documents: topic, flows that cover it", rows)
}

func (l *lister) runbooks() {
	var rows []string
	for _, r := range l.c.Whole() {
		rows = append(rows, cells(r.ID.V, r.Kind.V, fmt.Sprintf("%d steps", len(r.Steps)), r.Title.V, joined(r.Needs)))
	}
	l.table("Runbooks: kind, steps, title, needs", rows)
}
