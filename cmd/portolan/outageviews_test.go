package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/cmd/portolan/terminal"
	losses "portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/render/content/outage"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// An outageView is what one view of a loss says, read back from it.
type outageView struct {
	missed []missedRow
	passed []passedRow
	checks []string // ids or texts, in order
	books  []string // ids, in order
}

// A missedRow is a service of the lost host. A terminal prints many that others answer as one row that has only their number.
type missedRow struct {
	service, socket string
	change          losses.Change
	callers, now    people
	later           []string // "STATE: HOSTS"
	number          int      // of services; 1 where it names one
}

type passedRow struct {
	to     string
	change losses.Change
	by     string // names or states
}

// people are hosts and populations as a view shows them: by name, or, where they are many, by number.
type people struct {
	n     int
	names []string
}

func peopleNamed(names ...string) people {
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "" })
	slices.Sort(names)
	return people{len(names), names}
}

// like reports whether two views can mean the same people.
func (p people) like(o people) bool {
	return p.n == o.n && (len(p.names) < p.n || len(o.names) < o.n || slices.Equal(p.names, o.names))
}

func (r missedRow) like(o missedRow) bool {
	if r.change == losses.Unknown { // the page does not say who has the rule too
		r.now = o.now
	}
	return (r.number > 1 || r.service == o.service && r.socket == o.socket) && r.change == o.change && r.callers.like(o.callers) && r.now.like(o.now) && slices.Equal(r.later, o.later)
}

// outageReader reads the views of the losses of one site.
type outageReader struct {
	plan  *plan.Plan
	words *wordlist.List
}

// names are the printed names of parties.
func (r outageReader) names(ids []string) (out []string) {
	for _, id := range ids {
		if p := r.plan.Party(id); p != nil {
			out = append(out, p.Name)
		} else {
			out = append(out, "no party: "+id)
		}
	}
	return out
}

// TestOutageViewsAgree holds every view of the loss of a host to the same facts, at every site of the repository and for every host: its page
// (which is the document of the PDF, too), the page that books have for hosts that are alike, what a terminal shows, and the JSON for programs.
// Each has the same services with who misses them, who answers in their place and in which state, the same checks and the same runbooks in the same order.
func TestOutageViewsAgree(t *testing.T) {
	words, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[losses.Change]int{}
	for _, id := range sitesOfRepository(t) {
		r := outageReader{plantest.Of(t, id), words}
		var hosts []*plan.Party
		for _, party := range r.plan.Parties {
			if outage.HasPage(party) {
				hosts = append(hosts, party)
			}
		}
		facts := map[string]outageView{}
		for _, host := range hosts {
			o := losses.Simulate(r.plan, []string{host.ID})
			want := r.fromJSON(t, o)
			facts[host.ID] = want
			for view, got := range map[string]outageView{
				"page":     r.fromPage(outage.Document(r.plan, host, words)),
				"terminal": r.fromTerminal(t, terminal.Outcome(r.plan, o, 1<<20)),
			} {
				for _, what := range disagree(got, want) {
					t.Errorf("%s without %s: the %s %s", id, host.ID, view, what)
				}
			}
			for _, m := range want.missed {
				seen[m.change]++
			}
		}
		for _, alike := range outage.Alike(r.plan, hosts) {
			page := r.fromPage(outage.ForAll(r.plan, alike, words)).counted()
			for _, host := range alike {
				for _, what := range disagree(page, facts[host.ID].counted()) {
					t.Errorf("%s without %s: the page for all that are like it %s", id, host.ID, what)
				}
			}
		}
	}
	for _, change := range []losses.Change{losses.Gone, losses.Later, losses.Some, losses.Unknown} {
		if seen[change] < 10 {
			t.Errorf("only %d services are %q; the test proves little", seen[change], change)
		}
	}
}

// sitesOfRepository are the shipped sites and those of the invented products.
func sitesOfRepository(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"../../sites/*/site.toml", "../../model/testdata/products/*/site.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal("no sites", err)
		}
		for _, file := range files {
			if id := filepath.Base(filepath.Dir(file)); !testing.Short() || !strings.HasPrefix(id, "scenario") {
				out = append(out, id)
			}
		}
	}
	return out
}

// counted leaves only numbers of the people: hosts that are alike differ in their names.
func (v outageView) counted() outageView {
	v.missed = slices.Clone(v.missed)
	for i := range v.missed {
		m := &v.missed[i]
		m.callers.names, m.now.names, m.later = nil, nil, make([]string, len(m.later))
	}
	v.passed = make([]passedRow, len(v.passed))
	return v
}

// disagree says what a view leaves out, adds, or has in another order.
func disagree(got, want outageView) []string {
	var out []string
	rest := slices.Clone(want.missed)
	for _, row := range got.missed {
		for range row.number {
			i := slices.IndexFunc(rest, row.like)
			if i < 0 {
				out = append(out, fmt.Sprintf("has a service more: %+v", row))
				break
			}
			rest = slices.Delete(rest, i, i+1)
		}
	}
	for _, row := range rest {
		out = append(out, fmt.Sprintf("leaves out a service: %+v", row))
	}
	if !slices.Equal(got.passed, want.passed) {
		out = append(out, fmt.Sprintf("leads to %v, not %v", got.passed, want.passed))
	}
	if !slices.Equal(got.checks, want.checks) {
		out = append(out, fmt.Sprintf("has the checks %q, not %q", got.checks, want.checks))
	}
	if !slices.Equal(got.books, want.books) {
		out = append(out, fmt.Sprintf("has the runbooks %q, not %q", got.books, want.books))
	}
	return out
}

// fromJSON reads what programs are told.
func (r outageReader) fromJSON(t *testing.T, o *losses.Outcome) outageView {
	t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	type left struct {
		Change losses.Change
		Now    []string
		Later  []struct {
			State string
			Hosts []string
		}
	}
	var read struct {
		Missed []struct {
			left
			Service, Socket string
			Callers, Users  []string
		}
		Passed []struct {
			left
			To string
		}
		Triage   []struct{ Text string }
		Runbooks []struct {
			ID      string
			Answers bool
		}
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	v := outageView{}
	for _, m := range read.Missed {
		callers := slices.Concat(m.Users, m.Callers)
		slices.Sort(callers)
		row := missedRow{m.Service, m.Socket, m.Change, peopleNamed(r.names(slices.Compact(callers))...), peopleNamed(r.names(m.Now)...), nil, 1}
		for _, s := range m.Later {
			row.later = append(row.later, r.inState(s.State, peopleNamed(r.names(s.Hosts)...)))
		}
		v.missed = append(v.missed, row)
	}
	for _, p := range read.Passed {
		row := passedRow{r.plan.Party(p.To).Name, p.Change, ""}
		for _, s := range p.Later {
			row.by += r.inState(s.State, peopleNamed(r.names(s.Hosts)...))
		}
		v.passed = append(v.passed, row)
	}
	v.passed = orderedPassed(v.passed)
	for _, c := range read.Triage {
		v.checks = append(v.checks, c.Text)
	}
	for _, b := range read.Runbooks {
		if b.Answers {
			v.books = append(v.books, b.ID)
		}
	}
	return v
}

func orderedPassed(rows []passedRow) []passedRow {
	slices.SortFunc(rows, func(a, b passedRow) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return slices.Compact(rows)
}

func (r outageReader) inState(state string, p people) string {
	if p.n > 5 { // of many some views have the number only
		p.names = nil
	}
	return fmt.Sprintf("%s: %d %v;", state, p.n, p.names)
}

// fromPage reads a document.
func (r outageReader) fromPage(d *document.Document) outageView {
	v := outageView{}
	var usual *plan.Party
	for _, block := range d.Blocks {
		switch b := block.(type) {
		case document.Text:
			for _, p := range r.plan.Parties {
				if b.Text == r.words.Fill("alike.rest", "n", len(p.Members)-1, "group", p.Name) {
					usual = p
				}
			}
			v.passed = append(v.passed, r.passedIn(b.Text)...)
		case document.Step:
			v.checks = append(v.checks, b.Title)
		case document.Table:
			for _, row := range b.Rows {
				switch b.ID {
				case "table-runbooks":
					v.books = append(v.books, strings.TrimPrefix(row.Cells[0].Link.Document, "runbooks/"))
				case "table-answers":
					v.missed = append(v.missed, r.missedIn(row, usual))
				}
			}
		}
	}
	v.passed = orderedPassed(v.passed)
	return v
}

// passedIn reads a sentence on what came by way of the host, if it is one.
func (r outageReader) passedIn(text string) []passedRow {
	read := func(key string, values ...any) []string {
		pattern := regexp.QuoteMeta(r.words.Fill(key, values...))
		pattern = strings.NewReplacer("TARGETS", "(.+)", "OTHERS", "(.+)").Replace(pattern)
		return regexp.MustCompile("^" + pattern + "$").FindStringSubmatch(text)
	}
	var out []passedRow
	if m := read("stays.passed", "targets", "TARGETS"); m != nil {
		for _, to := range strings.Split(m[1], ", ") {
			out = append(out, passedRow{to, losses.Gone, ""})
		}
	} else if m := read("stays.passed-by", "targets", "TARGETS", "others", "OTHERS"); m != nil {
		for _, to := range strings.Split(m[1], ", ") {
			out = append(out, passedRow{to, losses.Some, ""})
		}
	}
	for _, s := range r.plan.States {
		if m := read("stays.passed-later", "target", "TARGETS", "state", worksheet.StateName(r.plan, s.ID, r.words), "others", "OTHERS"); m != nil {
			out = append(out, passedRow{m[1], losses.Later, r.inState(s.ID, peopleNamed(strings.Split(m[2], ", ")...))})
		}
	}
	return out
}

// missedIn reads a row of the table of services.
func (r outageReader) missedIn(row document.Row, usual *plan.Party) missedRow {
	cells := map[int][]string{}
	for i, c := range row.Cells {
		cells[i] = c.Lines
	}
	m := missedRow{service: cells[0][0], socket: cells[1][0], callers: r.people(cells[2], usual), number: 1}
	lines := cells[4]
	switch {
	case slices.Contains(lines, r.words.Text("loss.nobody")):
		m.change = losses.Gone
	case slices.Contains(lines, r.words.Text("loss.not-known")):
		m.change = losses.Unknown
	default:
		m.later = r.statesIn(lines, usual)
		if m.change = losses.Later; len(m.later) == 0 {
			m.change, m.now = losses.Some, r.people(lines, usual)
		}
	}
	return m
}

// statesIn reads who answers in other states.
func (r outageReader) statesIn(lines []string, usual *plan.Party) []string {
	var out []string
	for i, line := range lines {
		for _, s := range r.plan.States {
			name := worksheet.StateName(r.plan, s.ID, r.words)
			switch line {
			case r.words.Fill("loss.not-needed-in", "state", name):
				out = append(out, r.inState(s.ID, people{}))
			case r.words.Fill("loss.in-state", "state", name):
				end := i + 1
				for end < len(lines) && !strings.Contains(lines[end], "(") {
					end++
				}
				out = append(out, r.inState(s.ID, r.people(lines[i+1:end], usual)))
			}
		}
	}
	return out
}

// people reads lines of a cell that name hosts, a group of them, or how many more there are.
func (r outageReader) people(lines []string, usual *plan.Party) people {
	p := people{}
	for _, line := range lines {
		if line == r.words.Text("alike.the-others") {
			return people{n: len(usual.Members) - 1}
		}
		for _, g := range r.plan.Parties {
			if g.Kind == plan.GroupParty && line == r.words.Fill("alike.others", "n", len(g.Members)-1, "group", g.Name) {
				return people{n: len(g.Members) - 1}
			}
		}
		more := 0
		if _, err := fmt.Sscanf(line, strings.Replace(r.words.Text("loss.rest"), "{n}", "%d", 1), &more); err == nil {
			p.n += more
			continue
		}
		p.n, p.names = p.n+1, append(p.names, line)
	}
	slices.Sort(p.names)
	return p
}

var (
	columnGap   = regexp.MustCompile(`\s{2,}`)
	missedText  = regexp.MustCompile(`^at .+?, missed by (.+?)(?: \((?:optional|conditional)\))?(?:: (.+))?$`)
	manyHosts   = regexp.MustCompile(`^(\d+) hosts$`)
	stateAnswer = regexp.MustCompile(`^(.+) in (\S+)$`)
)

// fromTerminal reads what is printed on a very wide terminal: nothing is broken into lines.
func (r outageReader) fromTerminal(t *testing.T, text string) outageView {
	t.Helper()
	v, title := outageView{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if !strings.HasPrefix(line, "  ") {
			title = line
			continue
		}
		cells := columnGap.Split(strings.TrimSpace(line), -1)
		switch title {
		case "Services of lost hosts that others call":
			v.missed = append(v.missed, r.missedOn(t, cells))
		case "Hosts behind lost load balancers and forward proxies":
			row := passedRow{r.plan.Party(cells[0]).Name, losses.Change(cells[1]), ""}
			if _, left, _ := strings.Cut(cells[3], ": "); row.change == losses.Later {
				row.by = strings.Join(r.statesOn(left), "")
			}
			v.passed = append(v.passed, row)
		case "Checks that decide what failed":
			v.checks = append(v.checks, cells[1])
		case "Runbooks for a loss":
			v.books = append(v.books, cells[0])
		}
	}
	v.passed = orderedPassed(v.passed)
	return v
}

func (r outageReader) missedOn(t *testing.T, cells []string) missedRow {
	t.Helper()
	read := missedText.FindStringSubmatch(cells[3])
	if read == nil {
		t.Fatalf("cannot read %q", cells)
	}
	m := missedRow{service: cells[0], socket: cells[1], change: losses.Change(cells[2]), callers: r.listed(read[1]), number: 1}
	if n, folded := strings.CutSuffix(cells[0], " services"); folded && cells[1] == "-" {
		m.number, _ = strconv.Atoi(n)
	}
	switch m.change {
	case losses.Some:
		m.now = r.listed(strings.TrimSuffix(read[2], " left"))
	case losses.Unknown:
		m.now = r.listed(strings.TrimSuffix(read[2], " have the rule too"))
	case losses.Later:
		m.later = r.statesOn(read[2])
	}
	return m
}

func (r outageReader) statesOn(text string) []string {
	var out []string
	for _, part := range strings.Split(text, "; ") {
		if state, ok := strings.CutPrefix(part, "not needed in "); ok {
			out = append(out, r.inState(state, people{}))
		} else if m := stateAnswer.FindStringSubmatch(part); m != nil {
			out = append(out, r.inState(m[2], r.listed(m[1])))
		}
	}
	return out
}

func (r outageReader) listed(text string) people {
	if m := manyHosts.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return people{n: n}
	}
	return peopleNamed(r.names(strings.Split(text, ", "))...)
}
