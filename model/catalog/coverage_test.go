package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
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
	compare(t, "testdata/coverage/summary.txt", b.String())
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
	r.port, _ = ParsePort(strings.ReplaceAll(c[5], " or ", "|"))
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
		return "condition: none of " + cmp.Or(r.wantedPlaces, "requirement "+r.requirement)
	}
	return ""
}

// A witness is what a catalogue has on a port: a listener alone, or a flow with the listener or external party at its end.
type witness struct {
	port          Port
	owner, caller string // services
	listener      *Listener
	external      *External
	flow          *Flow
	asked         bool // a question bears on it
}

func witnesses(c *Catalogue) []witness {
	var out []witness
	for _, id := range c.listenerIDs() {
		l, _ := c.Listener(id)
		port, _ := ParsePort(l.Port.V)
		owner, _, _ := strings.Cut(id, ".")
		out = append(out, witness{port: port, owner: owner, listener: &l, asked: len(l.Questions) > 0})
	}
	for i := range c.Flows {
		f := &c.Flows[i]
		w := witness{flow: f, caller: f.From.Service.V}
		w.asked = f.Disputed.Set() || slices.ContainsFunc(c.Questions, func(q Question) bool {
			return slices.ContainsFunc(q.Concerns, func(v str) bool { return v.V == f.ID.V })
		})
		if e, ok := c.Externals[f.To.External.V]; ok {
			w.external = &e
			w.port, _ = ParsePort(e.Port.V)
		} else if l, ok := c.Listener(f.To.Listener.V); ok {
			w.listener = &l
			w.owner, _, _ = strings.Cut(f.To.Listener.V, ".")
			w.port, _ = ParsePort(l.Port.V)
		}
		out = append(out, w)
	}
	return out
}

// cites tells whether the flow, or what it ends at, cites lines of the row.
func (w witness) cites(c *Catalogue, r statedPort) bool {
	var sources strs
	if w.flow != nil {
		sources = w.flow.Source
	}
	if w.listener != nil {
		sources = slices.Concat(sources, w.listener.Source)
	}
	if w.external != nil {
		sources = slices.Concat(sources, w.external.Source)
	}
	return slices.ContainsFunc(sources, func(s str) bool {
		citation, _ := ParseCitation(s.V)
		return strings.HasPrefix(c.Documents[citation.Document].File.V, r.document+"_") && overlap(citation.Lines, r.lines)
	})
}

func overlap(a, b string) bool {
	for x := range strings.SplitSeq(a, ",") {
		for y := range strings.SplitSeq(b, ",") {
			xLow, xHigh := lineRange(x)
			yLow, yHigh := lineRange(y)
			if xLow <= yHigh && yLow <= xHigh {
				return true
			}
		}
	}
	return false
}

func lineRange(s string) (int, int) {
	low, high, _ := strings.Cut(s, "-")
	from, _ := strconv.Atoi(low)
	to, err := strconv.Atoi(high)
	if err != nil {
		to = from
	}
	return from, to
}

func samePort(a, b Port) bool {
	return a.Low == b.Low && a.High == b.High && slices.Equal(a.Numbers, b.Numbers) && a.Protocol == b.Protocol
}

// directed tells whether a witness agrees with the direction of a row. Where the row says more than one thing, all must find theirs.
func directed(w witness, r statedPort, found []witness) bool {
	mine := func(service string) bool { return r.service == "" || service == r.service }
	switch r.direction {
	case "in":
		return mine(w.owner) && w.listener != nil || w.external != nil && w.asked
	case "out":
		if w.flow == nil {
			return w.listener.Peer.V == "unknown" && w.asked
		}
		return mine(w.caller) || w.caller == ""
	case "internal":
		if w.flow == nil {
			return mine(w.owner) && (w.listener.Peer.Set() || w.listener.Never.Set())
		}
		return w.flow.Between.V != "other nodes" && w.external == nil && (mine(w.owner) || mine(w.caller))
	case "both":
		return w.asked || w.flow != nil && (w.flow.AndBack.V || w.flow.From.Set.Set() && w.flow.From.Set.V == w.flow.To.Set.V)
	case "internal or out":
		return directed(w, r.toward("internal"), found) || directed(w, r.toward("out"), found)
	case "internal and in":
		other := func(d string) bool {
			return slices.ContainsFunc(found, func(w witness) bool { return w.flow != nil && directed(w, r.toward(d), nil) })
		}
		return other("internal") && other("in")
	}
	return true
}

func (r statedPort) toward(direction string) statedPort {
	r.direction = direction
	return r
}

// spoken tells whether the witnesses speak the protocols of a row: transports as stated, others as the application or by its encryption.
func spoken(list []witness, protocol string) bool {
	for p := range strings.FieldsFuncSeq(protocol, func(r rune) bool { return r == '/' || r == ',' }) {
		if !slices.ContainsFunc(list, func(w witness) bool { return w.speaks(strings.TrimSpace(p)) }) {
			return false
		}
	}
	return true
}

func (w witness) speaks(protocol string) bool {
	var transport, basis, application, encrypted string
	if w.external != nil {
		transport, basis, application, encrypted = w.external.Transport.V, w.external.TransportBasis.V, w.external.Application.V, w.external.Encrypted.V
	} else {
		transport, basis, application, encrypted = w.listener.Transport.V, w.listener.TransportBasis.V, w.listener.Application.V, w.listener.Encrypted.V
	}
	switch protocol {
	case "-":
		return true
	case "TCP", "UDP":
		return transport == strings.ToLower(protocol) && basis == "stated"
	case "ICMP", "IP protocol 50":
		return w.port.Kind == NoPort && strings.EqualFold(strings.Replace(protocol, "IP protocol ", "ip/", 1), w.port.Protocol)
	case "HTTPS":
		return strings.Contains(application, protocol) || encrypted == "yes"
	}
	return strings.Contains(strings.ToLower(application), strings.ToLower(protocol))
}

// conditional tells whether one of the witnesses keeps the condition of a row, and its being optional.
func conditional(found []witness, r statedPort) bool {
	wanted := r.wantedPlaces
	if wanted == "" && (r.requirement == "optional" || r.requirement == "conditional") {
		wanted = "requirement optional ; requirement conditional"
	}
	if wanted == "" {
		return true
	}
	for place := range strings.SplitSeq(wanted, " ; ") {
		if slices.ContainsFunc(found, func(w witness) bool { return w.has(place) }) {
			return true
		}
	}
	return false
}

func (w witness) has(place string) bool {
	name, text, _ := strings.Cut(place, " ")
	var equal, contain []string
	if f := w.flow; f != nil {
		switch name {
		case "when":
			equal = values(f.When)
		case "requirement":
			equal = []string{f.Requirement.V}
		case "between":
			equal = []string{f.Between.V}
		case "from":
			equal = []string{f.From.Set.V}
		case "to":
			equal = []string{f.To.Set.V, "resource " + f.To.Resource.V}
		case "condition":
			contain = []string{f.Condition.V}
		}
	}
	if l := w.listener; l != nil {
		contain = append(contain, map[string]string{"note": l.Note.V, "purpose": l.Purpose.V, "never": l.Never.V}[name])
		equal = append(equal, map[string]string{"peer": l.Peer.V}[name])
	}
	if e := w.external; e != nil && name == "note" {
		contain = append(contain, e.Note.V)
	}
	return slices.Contains(equal, text) || slices.ContainsFunc(contain, func(s string) bool { return strings.Contains(s, text) })
}

func values(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.V)
	}
	return out
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
