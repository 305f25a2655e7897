package catalog

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"portolan/model/source"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestListing holds every embedded catalogue against a listing of what it says, so that a review sees each port, flow and rule that
// changes, and sees it once however the files are cut.
func TestListing(t *testing.T) {
	var wanted []string
	for _, dir := range Editions() {
		name := strings.ReplaceAll(dir, "/", "-") + ".txt"
		wanted = append(wanted, name)
		t.Run(dir, func(t *testing.T) {
			c, _ := Open(dir)
			if c == nil {
				t.Fatal("the catalogue does not load; see TestEmbeddedCataloguesLoad")
			}
			compare(t, filepath.Join("testdata", "listing", name), listing(c))
		})
	}
	files, _ := filepath.Glob("testdata/listing/*")
	for _, file := range files {
		if !slices.Contains(wanted, filepath.Base(file)) {
			t.Errorf("%s belongs to no catalogue; remove it", file)
		}
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test -update and read the file", err)
	}
	wants, gots := strings.Split(string(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))), "\n"), strings.Split(got, "\n")
	for i := range max(len(wants), len(gots)) {
		if i >= len(wants) || i >= len(gots) || wants[i] != gots[i] {
			t.Fatalf("%s differs from line %d on; run go test -update and read the diff", path, i+1)
		}
	}
}

// listing writes a catalogue as tables.
func listing(c *Catalogue) string {
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
	l.runbooks()
	return l.b.String()
}

type lister struct {
	c *Catalogue
	b strings.Builder
}

func (l *lister) line(format string, args ...any) { fmt.Fprintf(&l.b, format+"\n", args...) }

// table aligns rows whose cells are parted by tabs.
func (l *lister) table(title string, rows []string) {
	if len(rows) == 0 {
		return
	}
	l.line("\n%s", title)
	var padded strings.Builder
	w := tabwriter.NewWriter(&padded, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(w, "  "+row)
	}
	_ = w.Flush()
	for line := range strings.Lines(padded.String()) {
		l.line("%s", strings.TrimRight(line, " \n"))
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
		rows = append(rows, cells(id, d.Publisher.V, strings.TrimSuffix(d.Title.V+", "+d.Edition.V, ", ")))
	}
	l.table("Documents", rows)
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
		if f.Min.Set() || f.Max.Set() {
			more = append(more, fmt.Sprintf("%d to %d", f.Min.V, f.Max.V))
		}
		if len(f.Choices) > 0 {
			more = append(more, "one of "+joined(f.Choices))
		}
		if f.MovesTo.Set() {
			more = append(more, "moves to "+f.MovesTo.V)
		}
		if len(f.DefaultFor) > 0 {
			more = append(more, "true for "+selectorsText(f.DefaultFor))
		}
		return cells(name, holder, f.Type.V, strings.Join(more, "; "))
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
	l.table("Facts: holder, type", rows)
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
			socket := strings.TrimPrefix(x.Transport.V+"/"+x.Port.V, "/")
			listeners = append(listeners, cells(id+"."+name, socket, cmp.Or(x.TransportBasis.V, "-"), cmp.Or(x.Encrypted.V, "-"), reason,
				cmp.Or(x.Application.V, "-"), joined(x.Questions)))
		}
	}
	l.table("Services: name, part of, starts after, unit", services)
	l.table("Listeners: port, basis of the transport, encrypted, peer, protocol, questions", listeners)
}

func (l *lister) others() {
	var rows []string
	for _, id := range slices.Sorted(maps.Keys(l.c.Roles)) {
		rows = append(rows, cells(id, joined(l.c.Roles[id].Services)))
	}
	l.table("Roles: services", rows)
	rows = nil
	for _, id := range slices.Sorted(maps.Keys(l.c.Resources)) {
		rows = append(rows, cells("resource "+id, cmp.Or(l.c.Resources[id].Required.V, "-"), l.c.Resources[id].Service.V))
	}
	for _, id := range slices.Sorted(maps.Keys(l.c.Populations)) {
		rows = append(rows, cells("clients "+id, cmp.Or(l.c.Populations[id].Required.V, "-"), l.c.Populations[id].Name.V))
	}
	for _, id := range slices.Sorted(maps.Keys(l.c.Externals)) {
		e := l.c.Externals[id]
		need := "always there"
		if e.Optional.V {
			need = "where declared"
		}
		rows = append(rows, cells("external "+id, need, fmt.Sprintf("%s %s/%s", cmp.Or(e.Host.V, "host of the site"), e.Transport.V, cmp.Or(e.Port.V, "port of the site"))))
	}
	l.table("Parties: needed, what", rows)
}

func (l *lister) sets() {
	var rows []string
	for _, id := range slices.Sorted(maps.Keys(l.c.Sets)) {
		rows = append(rows, cells(id, selectorsText(l.c.Sets[id].Is)))
	}
	l.table("Sets of nodes", rows)
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

func (l *lister) flows() {
	var rows []string
	for _, f := range l.c.Flows {
		var more []string
		for _, p := range []struct{ name, value string }{{"between", f.Between.V}, {"when", joined(f.When)}, {"via", f.Via.V},
			{"need", f.Requirement.V}, {"disputed", f.Disputed.V}, {"drawn", joined(f.Drawn)}} {
			if p.value != "" {
				more = append(more, p.name+" "+p.value)
			}
		}
		if f.Together.V {
			more = append(more, "together")
		}
		arrow := "->"
		if f.AndBack.V {
			arrow = "<->"
		}
		rows = append(rows, cells(f.ID.V, l.endText(f.From)+" "+arrow+" "+l.endText(f.To), l.portText(f.To), strings.Join(more, "; ")))
	}
	l.table("Flows: ends, port, conditions", rows)
}

func (l *lister) endText(e End) string {
	switch {
	case e.Set.Set() && e.Service.Set():
		return e.Service.V + " of " + e.Set.V
	case e.Set.Set():
		return e.Set.V
	case e.Clients.Set():
		return "clients " + e.Clients.V
	case e.Resource.Set():
		return "resource " + e.Resource.V
	}
	return "external " + e.External.V
}

func (l *lister) portText(e End) string {
	if x, ok := l.c.Listener(e.Listener.V); ok {
		return e.Listener.V + " " + strings.TrimPrefix(x.Transport.V+"/"+x.Port.V, "/")
	}
	x := l.c.Externals[e.External.V]
	return strings.TrimSuffix(x.Transport.V+"/"+x.Port.V, "/")
}

func (l *lister) lint() {
	var rows []string
	for _, r := range l.c.Lint {
		rows = append(rows, cells(r.ID.V, r.Level.V, r.Kind.V, lintText(r)), "\t\t\t"+r.What.V)
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
	l.table("Questions: title, what they touch", rows)
	rows = nil
	for _, n := range l.c.NotCovered {
		rows = append(rows, cells(n.ID.V, n.Topic.V))
	}
	l.table("Not covered by the documents", rows)
}

func (l *lister) runbooks() {
	var rows []string
	for _, r := range l.c.Runbooks {
		rows = append(rows, cells(r.ID.V, r.Kind.V, fmt.Sprintf("%d steps", len(r.Steps)), joined(r.Needs)))
	}
	l.table("Runbooks: kind, steps, needs", rows)
}
