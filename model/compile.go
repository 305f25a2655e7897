package model

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// compileRunbooks fills in every runbook of the catalogue that applies to the site.
func (r *resolver) compileRunbooks() {
	for _, book := range r.cat.Runbooks {
		if !r.holdAll(book.When) {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{book.ID.V, book.Title.V, texts(book.When)})
			continue
		}
		c := &compiler{r: r, book: book, used: map[string]Value{}, missing: map[string]bool{}}
		compiled := c.compile()
		if len(c.missing) > 0 {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{book.ID.V, book.Title.V, sortedKeys(c.missing)})
			continue
		}
		r.found = append(r.found, c.found...)
		r.plan.Runbooks = append(r.plan.Runbooks, compiled)
	}
}

// compiler fills in one runbook.
type compiler struct {
	r       *resolver
	book    *catalog.Runbook
	used    map[string]Value
	missing map[string]bool
	found   source.Diagnostics // counts only if the runbook is in the pack
}

func (c *compiler) compile() *Runbook {
	b := c.book
	out := &Runbook{ID: b.ID.V, Title: b.Title.V, Kind: b.Kind.V, Roles: texts(b.Roles), Access: c.prose(b.Access), Sources: c.r.cite(b.Source)}
	out.Trigger, out.NotWhen, out.Impact, out.Rollback = c.text(b.Trigger), c.text(b.NotWhen), c.text(b.Impact), c.text(b.Rollback)
	for _, needed := range b.Needs {
		c.lookup(needed, nil, "")
	}
	for _, check := range b.PreChecks {
		out.PreChecks = append(out.PreChecks, c.check(check))
	}
	for i := range b.Steps {
		if s := &b.Steps[i]; c.r.holdAll(s.When) {
			out.Steps = append(out.Steps, c.step(s))
			out.Minutes += s.Minutes.V
		}
	}
	for _, check := range b.Verify {
		out.Verify = append(out.Verify, c.check(check))
	}
	for _, name := range sortedKeys(c.used) {
		out.Values = append(out.Values, c.used[name])
	}
	return out
}

func (c *compiler) prose(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, c.text(v))
	}
	return out
}

func (c *compiler) text(v str) string { return c.fill(v, nil, "", "") }

func (c *compiler) check(k catalog.Check) Check {
	out := Check{Text: c.text(k.Text), Pass: c.text(k.Pass)}
	where := c.where(k.On)
	for _, p := range where {
		out.Where = append(out.Where, p.ID)
	}
	if k.Run.Set() {
		out.Commands = c.commands(where, k.Shell.V, k.Run, "")
	}
	return out
}

func (c *compiler) step(s *catalog.Step) Step {
	out := Step{ID: s.ID.V, Title: c.text(s.Title), Who: s.Who.V, Text: c.text(s.Text), Expect: c.text(s.Expect), IfFails: c.text(s.IfFails),
		Rollback: c.text(s.Rollback), Danger: c.text(s.Danger), Minutes: s.Minutes.V, Sources: c.r.cite(s.Source)}
	where := c.where(s.On)
	slices.SortStableFunc(where, func(a, b *Party) int {
		return cmp.Or(boolOrder(c.member(a, s.First.V), c.member(b, s.First.V)), boolOrder(c.member(b, s.Last.V), c.member(a, s.Last.V)))
	})
	for _, p := range where {
		out.Where = append(out.Where, p.ID)
	}
	if s.Run.Set() {
		out.Commands = c.commands(where, s.Shell.V, s.Run, s.Each.V)
	}
	return out
}

// where finds the hosts of a step: members of a set, the host of a resource, or none for the operator's own desk.
func (c *compiler) where(on str) []*Party {
	if resource, ok := strings.CutPrefix(on.V, "resource:"); ok {
		if host, ok := c.r.host[resource]; ok {
			return []*Party{c.r.parties[host]}
		}
		c.missing["resources."+resource] = true
		return nil
	}
	var out []*Party
	for _, n := range c.r.nodes {
		if _, isSet := c.r.cat.Sets[on.V]; isSet && c.r.inSet(n, on.V, n.flags, nil) {
			out = append(out, c.r.parties[n.id])
		}
	}
	return out
}

// member tells whether a party is a node of a set.
func (c *compiler) member(p *Party, set string) bool {
	return slices.ContainsFunc(c.r.nodes, func(n *node) bool { return n.id == p.ID && c.r.inSet(n, set, n.flags, nil) })
}

// commands repeats a command for each value of a list, and for each host where it names the host. Equal commands on several hosts are
// one.
func (c *compiler) commands(where []*Party, shell string, run str, each string) []Command {
	if len(where) == 0 {
		where = []*Party{nil}
	}
	var out []Command
	for _, p := range where {
		var lines []string
		for _, item := range c.items(each, p) {
			lines = append(lines, c.fill(run, p, item, shell))
		}
		command := Command{Shell: shell, Text: strings.TrimRight(strings.Join(lines, "\n"), " \n")}
		if p != nil && len(where) > 1 {
			command.Party = p.ID
		}
		if command.Text != "" {
			out = append(out, command)
		}
	}
	same := !slices.ContainsFunc(out, func(k Command) bool { return k.Text != out[0].Text })
	if len(out) > 1 && same {
		return []Command{{Shell: shell, Text: out[0].Text}}
	}
	return out
}

// items are the values that a command is repeated over: a list of the runbook, or the services of the host in their order of start
// ("services"), or in the opposite order ("services reversed").
func (c *compiler) items(each string, p *Party) []string {
	if each == "" {
		return []string{""}
	}
	if list, ok := c.book.Lists[each]; ok {
		return texts(list)
	}
	var names []string
	if base, _, _ := strings.Cut(each, " "); base == "services" && p != nil {
		for _, n := range c.r.nodes {
			if n.id != p.ID {
				continue
			}
			for _, id := range c.r.startOrder(n) {
				if s := c.r.cat.Services[id]; n.own[id] && s.Unit.Set() {
					names = append(names, s.Unit.V)
				}
			}
		}
	}
	if strings.HasSuffix(each, " reversed") {
		slices.Reverse(names)
	}
	return names
}
