package catalog

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
)

// TestCoverage holds the catalogues against every port that the source documents state. A row is covered where its edition has a
// listener, a flow or an external party with the same port that cites the row's lines, and that agrees with its protocol, direction and
// condition. A row that is not covered stands in exceptions.txt with its reason, and one that is covered does not.
func TestCoverage(t *testing.T) {
	s := openSurvey(t)
	exceptions := pairs(t, "exceptions.txt")
	covered, total, excepted := map[string]int{}, map[string]int{}, map[string]int{}
	for _, cells := range coverageLines(t, "rows.txt", 10) {
		r := s.row(t, cells)
		total[r.edition]++
		problem := s.problem(r)
		reason, except := exceptions[r.id]
		delete(exceptions, r.id)
		switch {
		case problem == "" && except:
			t.Errorf("%s is covered and needs no exception", r.id)
		case problem == "":
			covered[r.edition]++
		case except && reason != "":
			excepted[r.edition]++
		default:
			t.Errorf("%s (%s:%s %s %s): %s", r.id, r.document, r.lines, r.service, cells[5], problem)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(exceptions)) {
		t.Errorf("the exception %s is no row", id)
	}
	var b strings.Builder
	var all [3]int
	line := func(name string, covered, total, excepted int) {
		fmt.Fprintf(&b, "%-28s %3d of %3d rows covered, %2d excepted\n", name, covered, total, excepted)
	}
	for _, edition := range slices.Sorted(maps.Keys(total)) {
		line(edition, covered[edition], total[edition], excepted[edition])
		all[0], all[1], all[2] = all[0]+covered[edition], all[1]+total[edition], all[2]+excepted[edition]
	}
	line("all", all[0], all[1], all[2])
	t.Log("\n" + b.String())
	golden.Check(t, "testdata/coverage/summary.txt", b.String())
}

// A statedPort is one row: what a document says of a port.
type statedPort struct {
	id, document, lines, edition, service          string
	port                                           Port
	protocol, direction, requirement, wantedPlaces string
}

// A survey answers for rows: the catalogues, and what rows and catalogues call the same thing.
type survey struct {
	editions                      map[string]*Catalogue
	answers, services, conditions map[string]string
}

func openSurvey(t *testing.T) *survey {
	s := &survey{editions: map[string]*Catalogue{}, answers: map[string]string{}, services: pairs(t, "services.txt"), conditions: pairs(t, "conditions.txt")}
	for _, dir := range Editions() {
		s.editions[dir], _ = Open(dir)
	}
	for _, cells := range coverageLines(t, "editions.txt", 3) {
		s.answers[cells[0]+" "+cells[1]] = cells[2]
	}
	return s
}

func (s *survey) row(t *testing.T, c []string) statedPort {
	r := statedPort{id: c[0], document: c[1], lines: c[2], edition: s.answers[c[1]+" "+c[3]], service: s.services[c[4]], protocol: c[6], direction: c[7], requirement: c[8]}
	if r.edition == "" {
		t.Fatalf("%s: editions.txt has no edition for %s, %s", r.id, r.document, c[3])
	}
	if c[9] != "-" {
		if r.wantedPlaces = s.conditions[c[9]]; r.wantedPlaces == "" {
			t.Fatalf("%s: conditions.txt does not know %q", r.id, c[9])
		}
	}
	r.port, _ = PortOf("", strings.ReplaceAll(c[5], " or ", "|"))
	return r
}

// problem tells why a row is not covered, or "".
func (s *survey) problem(r statedPort) string {
	c := s.editions[r.edition]
	if c == nil {
		return "there is no catalogue " + r.edition
	}
	found := slices.DeleteFunc(witnesses(c), func(w witness) bool { return !samePort(w.port, r.port) })
	if len(found) == 0 {
		return "no such port in " + r.edition
	}
	found = slices.DeleteFunc(found, func(w witness) bool { return !w.cites(c, r) })
	if len(found) == 0 {
		return "the port is there, but nothing with it cites these lines"
	}
	agree := slices.DeleteFunc(slices.Clone(found), func(w witness) bool { return !directed(w, r, found) })
	if len(agree) == 0 {
		return "direction: nothing that cites the row agrees with " + r.direction
	}
	if !spoken(agree, r.protocol) {
		return "protocol: nothing that cites the row speaks " + r.protocol
	}
	if !conditional(found, r) {
		return fmt.Sprintf("condition: the row is %s; wanted is one of %q", r.requirement, r.wantedPlaces)
	}
	return ""
}

// coverageLines reads a fixture: cells parted by bars, one record a line.
func coverageLines(t *testing.T, name string, cells int) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "coverage", name))
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != cells {
			t.Fatalf("%s: %d cells, not %d: %s", name, len(parts), cells, line)
		}
		out = append(out, parts)
	}
	return out
}

func pairs(t *testing.T, name string) map[string]string {
	out := map[string]string{}
	for _, cells := range coverageLines(t, name, 2) {
		out[cells[0]] = cells[1]
	}
	return out
}
