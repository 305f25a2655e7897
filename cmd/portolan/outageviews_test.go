package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/cmd/portolan/terminal"
	losses "portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/render/content/outage"
	"portolan/render/text/wordlist"
)

// An outageView is what one view of a loss says, read back from it.
type outageView struct {
	missed []missedRow
	passed []passedRow
	bypass []string // names of what still leads where lost load balancers and forward proxies led
	access []accessRow
	checks []string // ids or texts, in order
	books  []string // ids, in order

	stalled int    // services of other hosts; unknown on pages, and where a terminal has only the number of hosts
	stalls  people // their hosts; -1 of them where they are unknown
}

const unknown = -1

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

// An accessRow is a population that a rule of a product requires to get in, and that does not, or does in another state only.
type accessRow struct {
	who     string
	change  losses.Change
	purpose string
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
	return (r.number > 1 || strings.EqualFold(r.service, o.service) && r.socket == o.socket) && r.change == o.change && r.callers.like(o.callers) && r.now.like(o.now) && slices.Equal(r.later, o.later)
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
	for id, p := range sitesOfRepository(t) {
		r, pages := outageReader{p, words}, outage.NewPages(p, words)
		hosts := slices.DeleteFunc(slices.Clone(p.Parties), func(party *plan.Party) bool { return !outage.HasPage(party) })
		facts := map[string]outageView{}
		for _, host := range hosts {
			o := losses.Simulate(p, []string{host.ID})
			want := r.fromJSON(t, o)
			facts[host.ID] = want
			for view, got := range map[string]outageView{
				"page":     r.fromPage(pages.Document(host)),
				"terminal": r.fromTerminal(t, terminal.Outcome(p, o, 1<<20)),
			} {
				for _, what := range disagree(got, want) {
					t.Errorf("%s without %s: the %s %s", id, host.ID, view, what)
				}
			}
			for _, m := range want.missed {
				seen["missed, "+m.change]++
			}
			for _, row := range want.passed {
				seen["passed, "+row.change]++
			}
			for _, row := range want.access {
				seen["access, "+row.change]++
			}
		}
		for _, alike := range pages.Alike(hosts) {
			page := r.fromPage(pages.ForAll(alike)).counted()
			for _, host := range alike {
				for _, what := range disagree(page, facts[host.ID].counted()) {
					t.Errorf("%s without %s: the page for all that are like it %s", id, host.ID, what)
				}
			}
		}
	}
	for _, change := range []losses.Change{"missed, " + losses.Gone, "missed, " + losses.Later, "missed, " + losses.Some, "missed, " + losses.Unknown, "access, " + losses.Gone, "access, " + losses.Later, "passed, " + losses.Gone, "passed, " + losses.Later, "passed, " + losses.Some} {
		if seen[change] == 0 {
			t.Errorf("nothing is %q; the test proves little", change)
		}
	}
}

// sitesOfRepository are the plans of the shipped sites, of those of the invented products, and of the model's cases of failed hosts, load balancers
// and forward proxies.
func sitesOfRepository(t *testing.T) map[string]*plan.Plan {
	t.Helper()
	found := func(pattern string) []string {
		files, err := filepath.Glob("../../" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no sites %s: %v", pattern, err)
		}
		return files
	}
	read := func(file string) []byte {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	out := map[string]*plan.Plan{}
	for _, file := range append(found("sites/*/site.toml"), found("model/testdata/products/*/site.toml")...) {
		if id := filepath.Base(filepath.Dir(file)); !testing.Short() || !strings.HasPrefix(id, "scenario") {
			out[id] = plantest.Of(t, id)
		}
	}
	for _, file := range found("model/testdata/failed/*.toml") {
		out[filepath.Base(file)] = plantest.Written(t, filepath.Base(file), read(file))
	}
	for _, file := range found("model/testdata/between/*.toml") {
		out[filepath.Base(file)] = plantest.Written(t, filepath.Base(file), append(read(file), read(filepath.Join(filepath.Dir(file), "site.part"))...))
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
	v.passed, v.bypass, v.stalls.names = make([]passedRow, len(v.passed)), nil, nil
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
	if got, want := eachOnce(got.bypass), eachOnce(want.bypass); !slices.Equal(got, want) {
		out = append(out, fmt.Sprintf("leads on by %v, not %v", got, want))
	}
	if got, want := orderedAccess(got.access), orderedAccess(want.access); !slices.Equal(got, want) {
		out = append(out, fmt.Sprintf("shuts out %v, not %v", got, want))
	}
	if !slices.Equal(got.checks, want.checks) {
		out = append(out, fmt.Sprintf("has the checks %q, not %q", got.checks, want.checks))
	}
	if !slices.Equal(got.books, want.books) {
		out = append(out, fmt.Sprintf("has the runbooks %q, not %q", got.books, want.books))
	}
	if got.stalled != unknown && got.stalled != want.stalled || got.stalls.n != unknown && !got.stalls.like(want.stalls) {
		out = append(out, fmt.Sprintf("has %d stalled services on %v, not %d on %v", got.stalled, got.stalls, want.stalled, want.stalls))
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
		Access []struct {
			Population, Rule, Requirement, Purpose string
			Change                                 losses.Change
		}
		Triage   []struct{ Text string }
		Stalled  []struct{ Host string }
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
		v.passed, v.bypass = append(v.passed, row), append(v.bypass, r.names(p.Now)...)
	}
	v.passed = orderedPassed(v.passed)
	for _, a := range read.Access {
		if a.Requirement == losses.Required && !strings.HasPrefix(a.Rule, plan.DeclaredPrefix) && !slices.Contains(o.Lost, a.Population) && (a.Change == losses.Gone || a.Change == losses.Later) {
			v.access = append(v.access, accessRow{r.plan.Party(a.Population).Name, a.Change, a.Purpose})
		}
	}
	var stalls []string
	for _, s := range read.Stalled {
		if !slices.Contains(stalls, s.Host) {
			stalls = append(stalls, s.Host)
		}
	}
	v.stalled, v.stalls = len(read.Stalled), peopleNamed(r.names(stalls)...)
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

func orderedAccess(rows []accessRow) []accessRow {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b accessRow) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return slices.Compact(rows)
}

func eachOnce(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }

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
