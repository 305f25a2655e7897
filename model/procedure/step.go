package procedure

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

const resourcePrefix = "resource:"

// steps compiles those steps that apply and have a host.
func (c *compiler) steps(list []bookStep, forward bool) []plan.Step {
	c.due = c.due[:0]
	for i := range list {
		s := &list[i]
		if !product.HoldNow(c.r, s.When) { // before it is asked for hosts that the site may lack
			continue
		}
		if where := c.where(s.On, s.But); !c.nowhere(s.On, where) {
			c.due = append(c.due, dueStep{s, where})
		}
	}
	out := slices.Grow([]plan.Step(nil), len(c.due)) // a step is large
	for _, s := range c.due {
		out = append(out, c.step(s.bookStep, s.where))
	}
	for i := len(c.made) - len(out); i < len(c.made); i++ {
		c.made[i].forward = forward
	}
	c.made, c.guards = append(c.made, c.guards...), c.guards[:0]
	return out
}

// dueStep is a step that applies, and its hosts.
type dueStep struct {
	*bookStep
	where []*plan.Party
}

func (c *compiler) step(s *bookStep, where []*plan.Party) plan.Step {
	out := plan.Step{ID: s.ID.V, Title: c.plain(s.Title), Who: c.plain(s.Who), Text: c.text(s.Text), Expect: c.text(s.Expect), IfFails: c.text(s.IfFails),
		Rollback: c.text(s.Rollback), NoRollback: c.text(s.NoRollback), Danger: c.text(s.Danger), NoReturn: c.text(s.NoReturn), Evidence: c.text(s.Evidence),
		MaxWait: s.MaxWait.V, Place: c.plain(s.Place), From: s.From.V, Change: s.change, Sources: c.r.Cite(s.Source),
		Derived: s.Derived.V, MinutesSources: c.r.Cite(s.MinutesSource)}
	out.Included = c.included(s)
	out.Reversible = cmp.Or(s.Reversible.V, reversible(out))
	waves := c.waves(s, where)
	if len(waves) > 1 {
		where = slices.Concat(waves...)
	}
	out.Where = idsOf(where)
	if len(where) > 1 {
		out.Hosts = cmp.Or(s.Hosts.V, catalog.InTurn)
	}
	if len(waves) > 1 {
		out.First, out.Last = c.setName(waves[0], s.First.V), c.setName(waves[len(waves)-1], s.Last.V)
	}
	if s.Run.Set() {
		out.Commands = c.commands(where, s.Shell.V, s.Run, s.Each.V)
	}
	out.Minutes = c.minutes(s, waves)
	if out.Minutes != s.Minutes.V {
		out.Each = s.Minutes.V
	}
	for i := range s.Destroys {
		out.Destroys = append(out.Destroys, c.destruction(s.ID.V, &s.Destroys[i], where))
	}
	for _, f := range s.Files {
		out.Files = append(out.Files, c.files(f.V, where)...)
	}
	c.made = append(c.made, madeStep{from: s.Step, id: s.ID.V, at: s.At, shell: &s.Shell, run: &s.Run, connects: s.Connects, step: out.ID, title: out.Title, text: out.Text,
		commands: out.Commands, parties: where})
	return out
}

// included says of a step where it comes from.
func (c *compiler) included(s *bookStep) *plan.Inclusion {
	if s.Included == nil {
		return nil
	}
	if len(c.includes) == 0 || c.includes[len(c.includes)-1] != s.Included {
		c.includes = append(c.includes, s.Included)
	}
	return &plan.Inclusion{Procedure: s.Included.ID.V, Title: c.plain(s.Included.Title), Run: len(c.includes)}
}

// reversible is what the ways back say; "" where the runbook does not say it.
func reversible(s plan.Step) string {
	switch {
	case s.NoReturn != "":
		return "no"
	case s.Rollback != "":
		return "yes"
	case s.NoRollback != "":
		return "no"
	}
	return ""
}

// minutesDown are the minutes from the first step that stops services to the last one that starts some, both counted; where none does either,
// those of all steps. from are the steps as they were written.
func minutesDown(from []bookStep, steps []plan.Step) int {
	first, last := 0, len(steps)-1
	at := func(id string, known int) int {
		for i := range steps { // a step is large
			if steps[i].ID == id {
				return i
			}
		}
		return known
	}
	for i := len(from) - 1; i >= 0; i-- {
		if len(from[i].Stops) > 0 {
			first = at(from[i].ID.V, first)
		}
	}
	for _, s := range from {
		if len(s.Starts) > 0 {
			last = at(s.ID.V, last)
		}
	}
	total := 0
	for i, s := range steps {
		if i >= first && i <= last {
			total += s.Minutes
		}
	}
	return total
}

// minutes are those of the whole step: for one host times the rounds in which hosts are worked on, for an item times the items of all
// rounds.
func (c *compiler) minutes(s *bookStep, waves [][]*plan.Party) int {
	switch s.MinutesFor.V {
	case "step":
		return s.Minutes.V
	case "item":
		total, each := 0, catalog.ParseEach(s.Each.V)
		for _, wave := range waves {
			most, sum := 0, 0
			for _, p := range wave {
				n := len(c.itemsOf(nil, each, p))
				most, sum = max(most, n), sum+n
			}
			if slices.Contains([]string{catalog.Together, catalog.AnyOne, catalog.Whichever}, s.Hosts.V) {
				sum = most
			}
			total += sum
		}
		if len(waves) == 0 {
			total = len(c.itemsOf(nil, each, nil))
		}
		return s.Minutes.V * total
	}
	return s.Minutes.V * rounds(s.Hosts.V, waves)
}

// rounds is how often one host's time passes: once for each host in turn, once for each wave of hosts that are worked on together.
func rounds(order string, waves [][]*plan.Party) int {
	hosts := 0
	for _, wave := range waves {
		hosts += len(wave)
	}
	switch order {
	case catalog.Together:
		return max(1, len(waves))
	case catalog.AnyOne, catalog.Whichever:
		return 1
	}
	return max(1, hosts)
}

// waves puts hosts in order: those that come first, the others, those that come last. Empty waves are left out.
func (c *compiler) waves(s *bookStep, where []*plan.Party) [][]*plan.Party {
	if !s.First.Set() && !s.Last.Set() && len(where) > 0 {
		return [][]*plan.Party{where}
	}
	var first, last []*plan.Party
	middle := make([]*plan.Party, 0, len(where))
	for _, p := range where {
		switch {
		case c.member(p, s.First.V):
			first = append(first, p)
		case c.member(p, s.Last.V):
			last = append(last, p)
		default:
			middle = append(middle, p)
		}
	}
	var waves [][]*plan.Party
	for _, wave := range [][]*plan.Party{first, middle, last} {
		if len(wave) > 0 {
			waves = append(waves, wave)
		}
	}
	return waves
}

// where finds the hosts of a step: members of a set, the host of a resource, the nodes that a failover is about, or none for the
// operator's own desk.
func (c *filler) where(on, but source.Text) []*plan.Party {
	if !on.Set() && !but.Set() {
		return nil
	}
	key := [2]string{on.V, but.V}
	out, known := c.places[key]
	if !known {
		if out = c.partiesAt(on, but); len(c.missing) == 0 {
			c.places[key] = out
		}
	}
	return out
}

// partiesAt finds them among the nodes and resources.
func (c *filler) partiesAt(on, but source.Text) []*plan.Party {
	var out, without []*plan.Party
	if but.Set() {
		without = c.where(but, source.Text{})
	}
	add := func(id string) {
		if p := c.r.Parties[id]; !slices.Contains(without, p) {
			out = append(out, p)
		}
	}
	if resource, ok := strings.CutPrefix(on.V, resourcePrefix); ok {
		host, placed := c.r.Hosts[resource]
		if placed {
			add(host)
		} else {
			c.missing[product.ResourceTable+"."+c.r.Key(product.ResourceTable, resource)] = true
		}
		return out
	}
	for _, n := range c.r.Nodes {
		if c.in(n, on.V) {
			add(n.ID)
		}
	}
	return out
}

// idsOf are the ids of some parties.
func idsOf(parties []*plan.Party) []string {
	out := slices.Grow([]string(nil), len(parties))
	for _, p := range parties {
		out = append(out, p.ID)
	}
	return out
}

// nowhere reports whether something is to be done on hosts of which this site has none.
func (c values) nowhere(on source.Text, where []*plan.Party) bool {
	return on.Set() && on.V != catalog.OnOperator && len(where) == 0 && !strings.HasPrefix(on.V, resourcePrefix)
}

// setName is what a set is called that a wave of hosts is made of; "" for another wave.
func (c *compiler) setName(wave []*plan.Party, set string) string {
	if !c.member(wave[0], set) {
		return ""
	}
	return c.r.Catalogue.Sets[set].Name.V
}

// member reports whether a party is a node of a set.
func (c values) member(p *plan.Party, set string) bool {
	return set != "" && c.r.Node(p.ID) != nil && c.in(c.r.Node(p.ID), set)
}

// commands repeats a command for each value of a list, and for each host where it names the host. Of hosts that follow each other and have
// equal commands there is one.
func (c *filler) commands(where []*plan.Party, language string, run source.Text, each string) []plan.Command {
	if len(where) == 0 {
		where = []*plan.Party{nil}
	}
	var out []plan.Command
	w := writer{filler: c, language: language, run: run.V}
	e := catalog.ParseEach(each)
	c.uses, c.ids = c.uses[:0], c.ids[:0]
	for i, p := range where {
		c.items, c.before = c.itemsOf(c.before[:0], e, p), c.items
		if i == 0 || w.ofHost || !slices.Equal(c.items, c.before) {
			w.write(p)
		}
		switch {
		case len(w.text) == 0:
			continue
		case len(out) == 0 || out[len(out)-1].Text != string(w.text):
			out = append(out, plan.Command{Shell: language, Text: string(w.text)})
		}
		if last := &out[len(out)-1]; p != nil {
			c.ids = append(c.ids, p.ID)
			last.Parties = c.ids[len(c.ids)-len(last.Parties)-1:]
		}
	}
	c.noteVarying(w.last)
	var ids []string
	if len(out) > 1 || len(c.ids) < len(where) { // else the step says where
		ids = append(ids, c.ids...)
	}
	for i := range out {
		n := min(len(ids), len(out[i].Parties))
		out[i].Parties, ids = ids[:n:n], ids[n:]
	}
	return out
}

// writer writes a command for one host after another. It takes it apart once.
type writer struct {
	*filler
	language, run string
	taken, ofHost bool  // the command is taken apart; it can be something else on another host
	last          scope // that it was written for
	text          []byte
}

// write fills in the command for each of the items.
func (w *writer) write(p *plan.Party) {
	if !w.taken && len(w.items) > 0 {
		w.parts = w.fill(w.parts[:0], w.run)
		w.taken, w.ofHost = true, slices.ContainsFunc(w.parts, func(f filled) bool { return f.ofHost })
		w.read(w.language, w.parts)
	}
	out := w.lines[:0]
	for _, it := range w.items {
		w.last = scope{p, it}
		w.at(w.parts, w.last)
		out = append(w.quote(out, w.parts), '\n')
	}
	w.lines, w.text = out, bytes.TrimRight(out, " \n")
}

// files are the generated files of some kind for the hosts of a step.
func (c *compiler) files(id string, where []*plan.Party) []plan.FileRef {
	var out []plan.FileRef
	for _, f := range c.r.Plan.Files {
		here := len(where) == 0 || slices.ContainsFunc(where, func(p *plan.Party) bool { return p.ID == f.Party })
		if f.ID == id && here {
			out = append(out, plan.FileRef{ID: f.ID, Path: f.Path})
		}
	}
	return out
}
