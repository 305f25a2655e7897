package model

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
)

// harmFound walks from the page of a failed host through its runbooks, and through those that they lead to, however far, and tells every step that takes
// something away without a check that stops it. It looks at the plan alone, as what is printed comes from it.
func harmFound(p *plan.Plan, host string) []string {
	return (&harmWalk{plan: p, books: map[string]*bookHarm{}}).page(host)
}

// harmWalk reads each runbook of a plan once, for all pages that lead to it.
type harmWalk struct {
	plan  *plan.Plan
	books map[string]*bookHarm
	found []string
}

// bookHarm is what is wrong with a runbook, and where it leads.
type bookHarm struct{ found, next []string }

func (w *harmWalk) say(format string, args ...any) {
	w.found = append(w.found, fmt.Sprintf(format, args...))
}

func (w *harmWalk) page(host string) []string {
	w.found = nil
	lost := outage.Simulate(w.plan, []string{host})
	var queue []string
	for _, t := range lost.Triage {
		for _, a := range t.Answers {
			for _, ref := range a.Runbooks {
				w.answer(t, a, ref)
				queue = append(queue, ref.ID)
			}
		}
		for _, c := range t.Commands {
			w.harmless("the check "+t.ID, c)
		}
	}
	for _, b := range lost.Applicable() {
		queue = append(queue, b.ID)
	}
	found, seen := w.found, map[string]bool{}
	for len(queue) > 0 {
		id := queue[0]
		if queue = queue[1:]; seen[id] || w.plan.Runbook(id) == nil {
			continue
		}
		seen[id] = true
		if w.books[id] == nil {
			w.found = nil
			next := w.book(w.plan.Runbook(id))
			w.books[id] = &bookHarm{w.found, next}
		}
		found, queue = append(found, w.books[id].found...), append(queue, w.books[id].next...)
	}
	return found
}

// answer finds a runbook to which a check leads straight, and which takes away what the check has not shown to have failed.
func (w *harmWalk) answer(t plan.TriageCheck, a plan.TriageAnswer, ref plan.RelatedRef) {
	b := w.plan.Runbook(ref.ID)
	if b == nil {
		return
	}
	for _, s := range b.Steps {
		for _, d := range s.Destroys {
			if d.Component != "" && !slices.Contains(a.Failed, d.Component) {
				w.say("the check %s leads to %s, step %s, which destroys %s, and has not shown that it failed", t.ID, b.ID, s.ID, d.Component)
			}
		}
	}
}

// book looks at the steps of a runbook, and returns the runbooks that it leads to.
func (w *harmWalk) book(b *plan.Runbook) []string {
	var before, next []string
	for _, s := range slices.Concat(b.Steps, b.Undo) {
		w.step(b, s, before)
		before = append(before, s.ID)
	}
	for _, k := range slices.Concat(b.PreChecks, b.Verify) {
		for _, c := range k.Commands {
			w.harmless(b.ID+", a check", c)
		}
	}
	for _, k := range b.Problems {
		for _, c := range k.Commands {
			w.harmless(b.ID+", a known problem", c)
		}
		next = append(next, k.Runbook)
	}
	for _, r := range b.Related {
		if r.Here {
			next = append(next, r.ID)
		}
	}
	whole, err := json.Marshal(b)
	if err != nil {
		panic(err)
	}
	for _, other := range w.plan.Runbooks { // titles in texts are links
		if strings.Contains(string(whole), "“"+other.Title+"”") {
			next = append(next, other.ID)
		}
	}
	return next
}

// everyProduct knows the kinds of commands that every product shares.
var everyProduct catalog.Catalogue

func (w *harmWalk) harmless(where string, c plan.Command) {
	if words, what := everyProduct.Destroys(c.Text); words != "" {
		w.say("%s %s: %s", where, what, words)
	}
}

func (w *harmWalk) step(b *plan.Runbook, s plan.Step, before []string) {
	where := b.ID + ", step " + s.ID
	if len(s.Destroys) == 0 {
		for _, c := range s.Commands {
			w.harmless(where, c)
		}
		if s.NoReturn != "" || s.NoRollback != "" {
			w.say("%s cannot be undone, and nothing stops it", where)
		}
	}
	for _, d := range s.Destroys {
		if len(d.Commands) == 0 || d.Go == "" || d.Stop == "" || d.Unless == "" {
			w.say("%s takes away %s without a check that stops it", where, d.What)
		}
		for _, c := range d.Commands {
			w.harmless(where+", its check", c)
		}
		if d.Component != "" && !w.isAbout(b, d) {
			w.say("%s: the check does not look at %s", where, d.Component)
		}
		switch {
		case d.Copy == plan.CopyItself, d.NoCopy != "":
		case !slices.Contains(before, d.Copy):
			w.say("%s takes away %s, and no step of this pack keeps a copy before it", where, d.What)
		}
	}
}

// isAbout tells whether a check looks at what is taken away: it is made on one of its hosts, or names one.
func (w *harmWalk) isAbout(b *plan.Runbook, d plan.Destruction) bool {
	parties := w.plan.Component(b.Installation, d.Component).Parties
	for _, id := range parties {
		if slices.Contains(d.Where, id) {
			return true
		}
		p := w.plan.Party(id)
		for _, c := range d.Commands {
			if strings.Contains(c.Text, p.Name) || p.Host != "" && strings.Contains(c.Text, p.Host) {
				return true
			}
		}
	}
	return slices.ContainsFunc(d.Commands, func(c plan.Command) bool { return c.Shell == "sql" }) // typed in the session of the step
}

// harmPlans are all shipped sites and the cases of failed hosts.
func harmPlans(t *testing.T) map[string]*plan.Plan {
	plans := map[string]*plan.Plan{}
	for _, id := range siteIDs(t) {
		plans[id], _ = resolveSite(t, id)
	}
	files, err := filepath.Glob("testdata/failed/*.toml")
	if err != nil || len(files) < 6 {
		t.Fatal("too few cases", err)
	}
	for _, file := range files {
		plans[strings.TrimSuffix(filepath.Base(file), ".toml")] = failedPlan(t, file)
	}
	return plans
}

func failedPlan(t *testing.T, file string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load("site.toml", data)
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	site.ID = strings.TrimSuffix(filepath.Base(file), ".toml")
	cats, faults := catalog.OpenAll(site.Catalogues())
	if faults.HasErrors() {
		t.Fatal(modeltest.Printed(faults))
	}
	plan, more := resolve.All(site, cats, resolve.Options{})
	if plan == nil {
		t.Fatal(modeltest.Printed(more))
	}
	return plan
}

// TestNoPageLeadsToHarm: from the page of every host that can fail, at every site, no runbook that can be reached has a step which takes away what may be
// well without a check that stops it; and no check leads straight to what takes away more than it has shown to be lost.
func TestNoPageLeadsToHarm(t *testing.T) {
	pages, destructive := 0, 0
	for id, p := range harmPlans(t) {
		w := &harmWalk{plan: p, books: map[string]*bookHarm{}}
		for _, party := range p.Parties {
			if party.IsHost() {
				pages++
				for _, what := range w.page(party.ID) {
					t.Errorf("%s, if %s fails: %s", id, party.Name, what)
				}
			}
		}
		for _, b := range p.Runbooks {
			for _, s := range slices.Concat(b.Steps, b.Undo) {
				destructive += len(s.Destroys)
			}
		}
	}
	if pages < 100 || destructive < 100 {
		t.Errorf("only %d pages and %d destructive steps were seen", pages, destructive)
	}
}

// TestHarmIsFound changes plans as a careless hand would, each in one thing, and sees that the walk finds it.
func TestHarmIsFound(t *testing.T) {
	const site, host = "testdata/failed/restore-drops-healthy-db.toml", "central"
	if found := harmFound(failedPlan(t, site), host); len(found) > 0 {
		t.Fatal(found)
	}
	stepOf := func(p *plan.Plan, book, id string) *plan.Step {
		b := p.Runbook(book)
		for _, list := range [][]plan.Step{b.Steps, b.Undo} {
			for i := range list {
				if list[i].ID == id {
					return &list[i]
				}
			}
		}
		t.Fatalf("no step %s in %s", id, book)
		return nil
	}
	for name, change := range map[string]func(*plan.Plan){
		"the check before the databases is gone": func(p *plan.Plan) { stepOf(p, "site-restore", "set-databases-aside").Destroys = nil },
		"the check has no command":               func(p *plan.Plan) { stepOf(p, "site-restore", "set-databases-aside").Destroys[0].Commands = nil },
		"the check does not say what must print": func(p *plan.Plan) { stepOf(p, "database-restore", "restore-databases").Destroys[0].Go = "" },
		"the check does not say when to stop":    func(p *plan.Plan) { stepOf(p, "share-restore", "set-share-aside").Destroys[0].Stop = "" },
		"the check looks at another host": func(p *plan.Plan) {
			stepOf(p, "share-restore", "set-share-aside").Destroys[0] = elsewhere(*stepOf(p, "share-restore", "set-share-aside"))
		},
		"the check itself destroys": func(p *plan.Plan) {
			stepOf(p, "site-restore", "set-databases-aside").Destroys[0].Commands[0].Text = "dropdb QSR"
		},
		"no copy is kept":             func(p *plan.Plan) { stepOf(p, "site-restore", "keep-databases").ID = "other" },
		"a step drops without a word": func(p *plan.Plan) { stepOf(p, "node-restart", "stop").Commands[0].Text += "\ndropdb QSR" },
		"a check drops": func(p *plan.Plan) {
			p.Runbook("central-rebuild").PreChecks[0].Commands[0].Text = "DROP DATABASE \"QSR\";"
		},
		"a runbook that only others name drops": func(p *plan.Plan) { stepOf(p, "share-move", "copy").Commands[0].Text += " /MIR" },
		"a known problem drops": func(p *plan.Plan) {
			p.Runbook("troubleshooting").Problems[0].Commands = []plan.Command{{Shell: "bash", Text: "rm -rf /data"}}
		},
		"a check leads to the restore of all":     func(p *plan.Plan) { lead(p, "central-services", "node-restart", "site-restore") },
		"a check of the share leads to databases": func(p *plan.Plan) { lead(p, "share-there", "share-restore", "database-restore") },
		"a step that cannot be undone says not what it destroys": func(p *plan.Plan) {
			s := stepOf(p, "upgrade", "central")
			s.Destroys = nil
		},
	} {
		p := failedPlan(t, site)
		change(p)
		if len(harmFound(p, host)) == 0 {
			t.Errorf("%s, and nothing was found", name)
		}
	}
}

func elsewhere(s plan.Step) plan.Destruction {
	d := s.Destroys[0]
	d.Where, d.Commands = []string{"worker"}, []plan.Command{{Shell: "powershell", Text: "Get-ChildItem C:\\"}}
	return d
}

// lead turns an answer of a check to another runbook.
func lead(p *plan.Plan, check, from, to string) {
	for i := range p.Triage {
		for j := range p.Triage[i].Answers {
			for k := range p.Triage[i].Answers[j].Runbooks {
				if ref := &p.Triage[i].Answers[j].Runbooks[k]; p.Triage[i].ID == check && ref.ID == from {
					ref.ID = to
				}
			}
		}
	}
}

// TestFailedHosts holds what the pages of failed hosts decide at small sites, as one reads it: the checks, what each can show, and where that leads.
func TestFailedHosts(t *testing.T) {
	files, err := filepath.Glob("testdata/failed/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	var wanted []string
	for _, file := range files {
		path := strings.TrimSuffix(file, ".toml") + ".txt"
		wanted = append(wanted, path)
		t.Run(filepath.Base(file), func(t *testing.T) { golden.Check(t, path, failedText(failedPlan(t, file))) })
	}
	golden.NoOrphans(t, "testdata/failed", ".txt", wanted)
}

func failedText(p *plan.Plan) string {
	var out strings.Builder
	for _, party := range p.Parties {
		if !party.IsHost() {
			continue
		}
		lost := outage.Simulate(p, []string{party.ID})
		fmt.Fprintf(&out, "if %s fails\n", party.Name)
		for _, t := range lost.Triage {
			fmt.Fprintf(&out, "\n  %s\n    on %s%s\n", t.Text, strings.Join(t.Where, ", "), t.Place)
			for _, c := range t.Commands {
				fmt.Fprintf(&out, "    %s | %s\n", c.Shell, strings.ReplaceAll(c.Text, "\n", "\n      | "))
			}
			for _, a := range t.Answers {
				var books []string
				for _, ref := range a.Runbooks {
					if !ref.Here {
						ref.ID += " (not here)"
					}
					books = append(books, ref.ID)
				}
				fmt.Fprintf(&out, "    - %s\n      failed: %s\n      %s\n", a.Shows, strings.Join(a.Failed, ", "), a.Next)
				if len(books) > 0 {
					fmt.Fprintf(&out, "      -> %s\n", strings.Join(books, ", "))
				}
			}
		}
		var own []string
		for _, b := range lost.Applicable() {
			own = append(own, b.ID)
		}
		fmt.Fprintf(&out, "\n  its own runbooks: %s\n\n", strings.Join(own, ", "))
	}
	return strings.ReplaceAll(out.String(), ": \n", ": nothing\n")
}
