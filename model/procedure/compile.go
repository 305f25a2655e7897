// Package procedure fills runbooks and files with the values of a site, and finds what the site cannot keep of them.
package procedure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// CompileRunbooks fills in every runbook of the catalogue, and those of the site's own, that apply to the site.
func CompileRunbooks(r *product.Product) {
	rules := rulesOf(r)
	for _, book := range booksOfSite(r) {
		switch told := r.Given.Runbooks[book.ID.V]; {
		case told.LeftOut.Set():
			r.Plan.LeftOut = append(r.Plan.LeftOut, leftOut(r, book, plan.LeftOut{Reason: told.LeftOut.V}))
		case !product.HoldNow(r, book.When):
			r.Plan.LeftOut = append(r.Plan.LeftOut, leftOut(r, book, plan.LeftOut{Unmet: unmet(r, book.When), OnlyFor: book.OnlyFor.V}))
		case book.Per.V == catalog.PerFailover:
			compilePerFailover(r, rules, book)
		default:
			compileBook(r, rules, book, nil, "")
		}
	}
	for _, n := range rules.needs {
		r.Found = append(r.Found, n.told)
	}
	for i := range r.Plan.Runbooks {
		relate(r, r.Plan.Runbooks[i])
	}
}

// leftOut is a runbook that is not in the pack, beside why.
func leftOut(r *product.Product, book *siteBook, why plan.LeftOut) plan.LeftOut {
	why.ID, why.Title, why.Book, why.Installation, why.Missing, why.Patterns = idIn(r, book.ID.V), r.Called(book.Title.V), book.Title.V, r.ID, []string{}, source.Strings(book.Patterns)
	return why
}

// idIn is the id that a runbook or a file has in the plan: the catalogue's, with the installation before it where several would have it.
func idIn(r *product.Product, id string) string {
	if r.Several() {
		return r.ID + "-" + id
	}
	return id
}

// unmet are the conditions that do not hold.
func unmet(r *product.Product, conditions []source.Text) []string {
	var out []string
	for _, v := range conditions {
		if !r.Holds(catalog.ParseCondition(v.V)) {
			out = append(out, v.V)
		}
	}
	return out
}

// compilePerFailover compiles a runbook for each state after a failover. Only where there are several do ids say which.
func compilePerFailover(r *product.Product, rules *rules, book *siteBook) {
	if len(r.States) < 2 {
		r.Plan.LeftOut = append(r.Plan.LeftOut, leftOut(r, book, plan.LeftOut{Unmet: []string{catalog.Failover}, OnlyFor: book.OnlyFor.V}))
	}
	for i := 1; i < len(r.States); i++ {
		suffix := ""
		if len(r.States) > 2 {
			suffix = "-" + r.States[i].State.ID
		}
		compileBook(r, rules, book, &r.States[i].State, suffix)
	}
}

func compileBook(r *product.Product, rules *rules, book *siteBook, state *plan.State, suffix string) {
	c := newCompiler(r, rules, book, state)
	compiled := c.compile()
	compiled.ID += suffix
	if len(c.missing) > 0 {
		r.Plan.LeftOut = append(r.Plan.LeftOut, plan.LeftOut{ID: compiled.ID, Title: compiled.Title, Book: compiled.Called, Installation: r.ID, Patterns: source.Strings(book.Patterns), Missing: source.SortedKeys(c.missing)})
		return
	}
	c.validate(compiled)
	r.Found = append(r.Found, c.found...)
	r.Plan.Runbooks = append(r.Plan.Runbooks, compiled)
}

// NameLeftOut makes a warning of each key for want of which runbooks or files are left out.
func NameLeftOut(s *product.Network) {
	wanting := map[string][]string{}
	for _, out := range s.Plan.LeftOut {
		for _, key := range out.Missing {
			wanting[key] = append(wanting[key], out.ID)
		}
	}
	for _, key := range source.SortedKeys(wanting) {
		s.Found = append(s.Found, source.Diagnostic{Severity: source.Warning, Code: "S67", At: s.Site.File.Top(),
			What: fmt.Sprintf("the site does not give %s, and so %d runbooks are left out: %s", key, len(wanting[key]), strings.Join(wanting[key], ", ")),
			Help: "add it, or say of each why the site does without: `[runbooks.ID]\nleft_out = \"...\"`; or accept the finding with a reason and an end: `[accept.S67]`"})
	}
}

// compiler fills in one runbook.
type compiler struct {
	*filler
	book *siteBook

	includes []*catalog.Inclusion // of procedures, in their order
	rules    *rules
}

func newCompiler(r *product.Product, rules *rules, book *siteBook, state *plan.State) *compiler {
	at := rules.desk
	if state != nil || len(book.Values) > 0 {
		at = at.apart()
	}
	at.made, at.guards, at.uses = at.made[:0], at.guards[:0], at.uses[:0]
	c := &compiler{filler: newFiller(r, book.ID.V, state, at), book: book, rules: rules}
	c.lists, c.own = book.Lists, book.Values
	return c
}

// madeStep is a step, or a check, with the hosts that it is about.
type madeStep struct {
	from     *catalog.Step // nil of a check
	id       string        // as it was written, "" of what has none
	at       source.Position
	shell    *source.Text
	run      *source.Text
	connects []catalog.Connection

	step        string // the id under which it is told
	title, text string
	commands    []plan.Command
	parties     []*plan.Party
	forward     bool // a step of the procedure itself: not a check, not of the way back
}

func (c *compiler) compile() *plan.Runbook {
	b := c.book
	title := c.plain(b.Title)
	out := &plan.Runbook{ID: idIn(c.r, b.ID.V), Book: b.ID.V, Title: c.r.Called(title), Called: title, Kind: b.Kind.V, Group: b.Group.V, Severity: b.Severity.V, Catalogue: c.r.Catalogue.Dir, Installation: c.r.ID,
		Access: c.prose(b.Access), Owner: c.plain(b.Owner), Patterns: source.Strings(b.Patterns), Serves: source.Strings(b.Serves), LastReviewed: b.LastReviewed.V, Own: b.own, Changes: b.changes, Sources: c.r.Cite(b.Source)}
	if c.state != nil {
		out.State, out.Lost, out.Taker = c.state.ID, c.state.From, c.state.Holder
	}
	out.Alerts = slices.Concat(source.Strings(b.Alerts), source.Strings(c.r.Given.Runbooks[b.ID.V].Alerts))
	out.Activation, out.CleanUp = c.text(b.Activation), c.prose(b.CleanUp)
	out.Trigger, out.NotWhen, out.Rollback, out.Go = c.text(b.Trigger), c.text(b.NotWhen), c.text(b.Rollback), c.text(b.Go)
	out.Test = c.rehearsal(out)
	for _, needed := range b.Needs {
		c.lookup(needed.V)
	}
	out.PreChecks, out.Verify = c.checks(b.PreChecks), c.checks(b.Verify)
	out.Steps, out.Undo = c.steps(b.Steps, true), c.steps(b.Undo, false)
	out.Roles, out.SignOff = c.roles(out)
	c.down = minutesDown(b.Steps, out.Steps)
	if out.Impact, out.DownAt = c.markdown(c.take(b.Impact.V, scope{}), catalog.MinutesDown); out.DownAt >= 0 {
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
		out.Related = append(out.Related, plan.RelatedRef{ID: id.V})
	}
	out.Values = slices.Grow(out.Values, len(c.used))
	for _, v := range c.used {
		out.Values = append(out.Values, *v)
	}
	return out
}

// rehearsal is what the site says of the last one, and the day of the next: an interval after the last, or after the document's date where
// there was none.
func (c *compiler) rehearsal(out *plan.Runbook) plan.Rehearsal {
	told := c.r.Given.Runbooks[c.book.ID.V]
	if len(told.Tests) > 0 {
		last := slices.MaxFunc(told.Tests, func(a, b site.Exercise) int { return a.Date.V.Time().Compare(b.Date.V.Time()) })
		told.LastTested, told.By, told.Result, told.Evidence = last.Date, last.By, last.Result, last.Evidence
	}
	t := plan.Rehearsal{History: history(told.Tests), EveryDays: c.book.TestEveryDays.V, Last: told.LastTested.V, By: told.By.V, Result: told.Result.V, Evidence: told.Evidence.V}
	if told.TestEveryDays.Set() {
		t.EveryDays = told.TestEveryDays.V
	}
	if told.LastReviewed.Set() {
		out.LastReviewed, out.ReviewedHere = told.LastReviewed.V, true
	}
	if t.EveryDays > 0 {
		from := t.Last
		if from.IsZero() {
			from = c.r.Plan.Document.Date
		}
		t.Due = source.DateOf(from.Time().AddDate(0, 0, t.EveryDays))
	}
	return t
}

// history are the tests on record, the latest first.
func history(tests []site.Exercise) []plan.Exercise {
	var out []plan.Exercise
	for _, x := range tests {
		out = append(out, plan.Exercise{Date: x.Date.V, By: x.By.V, Result: x.Result.V, Failed: x.Passed.Set() && !x.Passed.V, Minutes: x.Minutes.V, Evidence: x.Evidence.V})
	}
	slices.SortStableFunc(out, func(a, b plan.Exercise) int { return b.Date.Time().Compare(a.Date.Time()) })
	return out
}

func (c *compiler) checks(list []catalog.Check) []plan.Check {
	out := slices.Grow([]plan.Check(nil), len(list))
	for i := range list {
		k := &list[i]
		if !product.HoldNow(c.r, k.When) { // before it is asked for hosts that the site may lack
			continue
		}
		where := c.where(k.On, k.But)
		if c.nowhere(k.On, where) {
			continue
		}
		check := plan.Check{ID: k.ID.V, Text: c.plain(k.Text), Pass: c.text(k.Pass), IfFails: c.text(k.IfFails), Minutes: k.Minutes.V * rounds(k.Hosts.V, [][]*plan.Party{where}), Sources: c.r.Cite(k.Source),
			Derived: k.Derived.V, MinutesSources: c.r.Cite(k.MinutesSource)}
		if len(where) > 1 && k.Hosts.V == catalog.Whichever {
			check.Hosts = k.Hosts.V
		}
		check.Where = idsOf(where)
		if k.Run.Set() {
			check.Commands = c.commands(where, k.Shell.V, k.Run, k.Each.V)
		}
		c.made = append(c.made, madeStep{id: k.ID.V, at: k.At, shell: &k.Shell, run: &k.Run, connects: k.Connects, step: k.ID.V, text: check.Text, commands: check.Commands, parties: where})
		out = append(out, check)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (c *compiler) problems() []plan.Problem {
	var out []plan.Problem
	for i := range c.book.Problems {
		p := &c.book.Problems[i]
		if !product.HoldNow(c.r, p.When) {
			continue
		}
		where := c.where(p.On, source.Text{})
		problem := plan.Problem{Symptom: c.text(p.Symptom), Cause: c.text(p.Cause), Cure: c.text(p.Cure), Pass: c.text(p.Pass), Runbook: p.Runbook.V, Sources: c.r.Cite(p.Source)}
		problem.Where = idsOf(where)
		if p.Run.Set() && !c.nowhere(p.On, where) {
			problem.Commands = c.commands(where, p.Shell.V, p.Run, "")
		}
		out = append(out, problem)
	}
	return out
}

// escalation finds for each stage the contacts and duties of its list that the site has, in the order in which they are called; else everybody.
func (c *compiler) escalation() []plan.Escalation {
	var out []plan.Escalation
	for _, e := range c.book.Escalation {
		stage := plan.Escalation{AfterMinutes: e.AfterMinutes.V, Contacts: c.contacts(e.To), Text: c.text(e.Text)}
		if len(stage.Contacts) == 0 {
			stage.Duties = source.Strings(e.To)
			for _, duty := range stage.Duties {
				stage.Teams = append(stage.Teams, cmp.Or(c.r.Catalogue.Duties[duty].Name.V, strings.ReplaceAll(duty, "-", " ")))
			}
		}
		out = append(out, stage)
	}
	return out
}

func (c *compiler) contacts(wanted []source.Text) []string {
	var found []string
	for _, to := range wanted {
		for _, id := range source.SortedKeys(c.r.Site.Contacts) {
			if (id == to.V || source.Contains(c.r.Site.Contacts[id].Duties, to.V)) && !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
	}
	if len(found) == 0 {
		return source.SortedKeys(c.r.Site.Contacts)
	}
	return found
}

// fits are the parties whose loss the runbook answers.
func (c *compiler) fits() []plan.Loss {
	var out []plan.Loss
	for _, f := range c.book.Fits {
		place := strings.TrimPrefix(f.V, "lost ")
		loss := plan.Loss{Parties: idsOf(c.where(source.V(place, f.At), source.Text{}))}
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
func relate(r *product.Product, book *plan.Runbook) {
	if book.Installation != r.ID {
		return
	}
	for i := range book.Related {
		ref := &book.Related[i]
		for _, known := range r.Catalogue.Runbooks {
			if known.ID.V == ref.ID {
				ref.Title = known.Title.V
			}
		}
		for _, other := range r.Plan.Runbooks {
			if other.Installation == r.ID && (other.ID == ref.ID || other.Book == ref.ID) {
				ref.ID, ref.Title, ref.Here = other.ID, other.Title, true
				break
			}
		}
	}
	for i := range book.Problems {
		next := &book.Problems[i].Runbook
		if *next = idIn(r, *next); r.Plan.Runbook(*next) == nil {
			*next = ""
		}
	}
}
