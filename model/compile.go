package model

import (
	"fmt"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// compileRunbooks fills in every runbook of the catalogue, and those of the site's own, that apply to the site.
func (r *resolver) compileRunbooks() {
	for _, book := range r.booksOfSite() {
		switch told := r.site.Runbooks[book.ID.V]; {
		case told.LeftOut.Set():
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{ID: book.ID.V, Title: book.Title.V, Missing: []string{}, Reason: told.LeftOut.V})
		case !r.holdAll(book.When):
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{ID: book.ID.V, Title: book.Title.V, Missing: []string{}, Unmet: r.unmet(book.When), OnlyFor: book.OnlyFor.V})
		case book.Per.V == catalog.PerFailover:
			r.compilePerFailover(book)
		default:
			r.compileBook(book, nil, "")
		}
	}
	for i := range r.plan.Runbooks {
		r.relate(r.plan.Runbooks[i])
	}
}

// unmet are the conditions that do not hold.
func (r *resolver) unmet(conditions strs) []string {
	var out []string
	for _, v := range conditions {
		if !r.holds(catalog.ParseCondition(v.V)) {
			out = append(out, v.V)
		}
	}
	return out
}

// compilePerFailover compiles a runbook for each state after a failover. Only where there are several do ids say which.
func (r *resolver) compilePerFailover(book *siteBook) {
	if len(r.states) < 2 {
		r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{ID: book.ID.V, Title: book.Title.V, Missing: []string{}, Unmet: []string{catalog.Failover}, OnlyFor: book.OnlyFor.V})
	}
	for i := 1; i < len(r.states); i++ {
		suffix := ""
		if len(r.states) > 2 {
			suffix = "-" + r.states[i].state.ID
		}
		r.compileBook(book, &r.states[i].state, suffix)
	}
}

func (r *resolver) compileBook(book *siteBook, state *State, suffix string) {
	c := &compiler{r: r, book: book, state: state, used: map[string]Value{}, missing: map[string]bool{}}
	compiled := c.compile()
	compiled.ID += suffix
	if len(c.missing) > 0 {
		r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{ID: compiled.ID, Title: compiled.Title, Missing: sortedKeys(c.missing)})
		return
	}
	c.judge(compiled)
	r.found = append(r.found, c.found...)
	r.plan.Runbooks = append(r.plan.Runbooks, compiled)
}

// nameLeftOut makes a warning of each key for want of which runbooks or files are left out.
func (s *shared) nameLeftOut() {
	wanting := map[string][]string{}
	for _, out := range s.plan.LeftOut {
		for _, key := range out.Missing {
			wanting[key] = append(wanting[key], out.ID)
		}
	}
	for _, key := range sortedKeys(wanting) {
		s.found = append(s.found, source.Diagnostic{Severity: source.Warning, Code: "S67", At: s.site.File.Top(),
			What: fmt.Sprintf("the site does not give %s, and so %d runbooks are left out: %s", key, len(wanting[key]), strings.Join(wanting[key], ", ")),
			Help: "add it, or say of each why the site does without: [runbooks.ID] left_out = \"...\""})
	}
}

// compiler fills in one runbook.
type compiler struct {
	r       *resolver
	book    *siteBook
	state   *State // after a failover, if the runbook is for one
	used    map[string]Value
	missing map[string]bool
	down    int                // minutes without services, once the steps are compiled
	found   source.Diagnostics // counts only if the runbook is in the pack
	made    []madeStep         // the steps with what they came from, for the checks
	guards  []madeStep         // the checks before the steps that are being compiled, likewise
}

// madeStep is a step with the hosts and services that it is about.
type madeStep struct {
	from    *catalog.Step
	step    *Step
	parties []*Party
	forward bool // a step of the procedure itself: not a check, not of the way back
}

func (c *compiler) compile() *Runbook {
	b := c.book
	out := &Runbook{ID: b.ID.V, Title: c.plain(b.Title), Kind: b.Kind.V, Severity: b.Severity.V, Catalogue: c.r.cat.Dir,
		Access: c.prose(b.Access), Owner: c.plain(b.Owner), Serves: texts(b.Serves), LastReviewed: b.LastReviewed.V, Own: b.own, Changes: b.changes, Sources: c.r.cite(b.Source)}
	if c.state != nil {
		out.State, out.Lost, out.Taker = c.state.ID, c.state.From, c.state.Holder
	}
	out.Trigger, out.NotWhen, out.Rollback, out.Go = c.text(b.Trigger), c.text(b.NotWhen), c.text(b.Rollback), c.text(b.Go)
	out.Test = c.rehearsal(out)
	for _, needed := range b.Needs {
		c.lookup(needed, scope{})
	}
	out.PreChecks, out.Verify = c.checks(b.PreChecks), c.checks(b.Verify)
	out.Steps, out.Undo = c.steps(b.Steps, true), c.steps(b.Undo, false)
	out.Roles, out.SignOff = c.roles(out)
	c.down = minutesDown(b.Steps, out.Steps)
	out.Impact = c.text(b.Impact)
	if strings.Contains(b.Impact.V, "{{"+catalog.MinutesDown+"}}") {
		out.Down = c.down
	}
	for _, k := range out.PreChecks {
		out.Minutes += k.Minutes
	}
	for _, s := range out.Steps {
		out.Minutes += s.Minutes
	}
	for _, k := range out.Verify {
		out.Minutes += k.Minutes
	}
	out.Escalation, out.Problems, out.Fits = c.escalation(), c.problems(), c.fits()
	for _, id := range b.Related {
		out.Related = append(out.Related, RelatedRef{ID: id.V})
	}
	for _, name := range sortedKeys(c.used) {
		out.Values = append(out.Values, c.used[name])
	}
	return out
}

// rehearsal is what the site says of the last one, and the day of the next: an interval after the last, or after the document's date where
// there was none.
func (c *compiler) rehearsal(out *Runbook) Rehearsal {
	told := c.r.site.Runbooks[c.book.ID.V]
	t := Rehearsal{EveryDays: c.book.TestEveryDays.V, Last: told.LastTested.V, By: told.By.V, Result: told.Result.V, Evidence: told.Evidence.V}
	if told.TestEveryDays.Set() {
		t.EveryDays = told.TestEveryDays.V
	}
	if told.LastReviewed.Set() {
		out.LastReviewed, out.ReviewedHere = told.LastReviewed.V, true
	}
	if t.EveryDays > 0 {
		from := t.Last
		if from.IsZero() {
			from = c.r.plan.Document.Date
		}
		t.Due = source.DateOf(from.Time().AddDate(0, 0, t.EveryDays))
	}
	return t
}

func (c *compiler) checks(list []catalog.Check) []Check {
	var out []Check
	for i := range list {
		k := &list[i]
		where := c.where(k.On, k.But)
		if !c.r.holdAll(k.When) || c.nowhere(k.On, where) {
			continue
		}
		check := Check{ID: k.ID.V, Text: c.plain(k.Text), Pass: c.text(k.Pass), IfFails: c.text(k.IfFails), Minutes: k.Minutes.V * rounds(k.Hosts.V, [][]*Party{where}), Sources: c.r.cite(k.Source)}
		for _, p := range where {
			check.Where = append(check.Where, p.ID)
		}
		if k.Run.Set() {
			check.Commands = c.commands(where, k.Shell.V, k.Run, k.Each.V)
		}
		c.made = append(c.made, madeStep{from: &catalog.Step{At: k.At, ID: k.ID, Shell: k.Shell, Run: k.Run, Connects: k.Connects}, parties: where,
			step: &Step{ID: k.ID.V, Commands: check.Commands}})
		out = append(out, check)
	}
	return out
}

func (c *compiler) problems() []Problem {
	var out []Problem
	for i := range c.book.Problems {
		p := &c.book.Problems[i]
		if !c.r.holdAll(p.When) {
			continue
		}
		where := c.where(p.On, str{})
		problem := Problem{Symptom: c.text(p.Symptom), Cause: c.text(p.Cause), Cure: c.text(p.Cure), Pass: c.text(p.Pass), Runbook: p.Runbook.V, Sources: c.r.cite(p.Source)}
		for _, party := range where {
			problem.Where = append(problem.Where, party.ID)
		}
		if p.Run.Set() && !c.nowhere(p.On, where) {
			problem.Commands = c.commands(where, p.Shell.V, p.Run, "")
		}
		out = append(out, problem)
	}
	return out
}

// escalation finds for each stage the first contact or duty of its list that the site has; else everybody.
func (c *compiler) escalation() []Escalation {
	var out []Escalation
	for _, e := range c.book.Escalation {
		out = append(out, Escalation{e.AfterMinutes.V, c.contacts(e.To), c.text(e.Text)})
	}
	return out
}

func (c *compiler) contacts(wanted strs) []string {
	for _, to := range wanted {
		var found []string
		for _, id := range sortedKeys(c.r.site.Contacts) {
			if id == to.V || contains(c.r.site.Contacts[id].Duties, to.V) {
				found = append(found, id)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return sortedKeys(c.r.site.Contacts)
}

func contains(list strs, wanted string) bool {
	for _, v := range list {
		if v.V == wanted {
			return true
		}
	}
	return false
}

// fits are the parties whose loss the runbook answers.
func (c *compiler) fits() []Loss {
	var out []Loss
	for _, f := range c.book.Fits {
		place := strings.TrimPrefix(f.V, "lost ")
		loss := Loss{}
		for _, p := range c.where(source.V(place, f.At), str{}) {
			loss.Parties = append(loss.Parties, p.ID)
		}
		loss.Resource, _ = strings.CutPrefix(place, resourcePrefix)
		if loss.Resource == place {
			loss.Resource = ""
		}
		if len(loss.Parties) > 0 {
			out = append(out, loss)
		}
	}
	return out
}

// relate gives related runbooks their titles, and says which of them this site has.
func (r *resolver) relate(book *Runbook) {
	for i := range book.Related {
		ref := &book.Related[i]
		for _, known := range r.cat.Runbooks {
			if known.ID.V == ref.ID {
				ref.Title = known.Title.V
			}
		}
		for _, other := range r.plan.Runbooks {
			if other.ID == ref.ID || strings.HasPrefix(other.ID, ref.ID+"-") && other.State != "" {
				ref.ID, ref.Title, ref.Here = other.ID, other.Title, true
				break
			}
		}
	}
	for i := range book.Problems {
		if next := &book.Problems[i].Runbook; r.plan.Runbook(*next) == nil {
			*next = ""
		}
	}
}

// Runbook is the runbook of the pack with an id, or nil.
func (p *Plan) Runbook(id string) *Runbook {
	for _, b := range p.Runbooks {
		if b.ID == id {
			return b
		}
	}
	return nil
}
