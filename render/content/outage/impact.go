package outage

import (
	"slices"
	"strings"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// access says who gets in no more, or in another state only, and who still does. Where nobody is shut out, it says nothing of those who are not
// touched.
func (b builder) access() []document.Block {
	var hit, same []document.Block
	for _, a := range b.lost.Access {
		if a.Requirement != outage.Required || a.Declared || slices.Contains(b.lost.Lost, a.Population) {
			continue
		}
		key, hosts := "stays.access-same", a.Now
		switch {
		case a.Change == outage.Gone:
			key = "stays.access-gone"
		case a.Change == outage.Later:
			key = "stays.access-later"
		case len(b.impaired(a)) > 0:
			key, hosts = "stays.access-impaired", b.impaired(a)
		case a.Change == outage.Some:
			key = "stays.access-fewer"
		}
		line := document.Text{Text: b.w.Fill(key, "who", b.whoEnters(a), "purpose", a.Purpose, "hosts", strings.Join(b.left(hosts), ", "), "states", b.statesOf(a))}
		switch {
		case key != "stays.access-same":
			hit = append(hit, line)
		case len(a.Impaired) == 0:
			same = append(same, line)
		}
	}
	if len(hit) == 0 {
		return nil
	}
	return append(hit, same...)
}

// whoEnters is a population; where its ways in fare differently, with the one that is meant.
func (b builder) whoEnters(a outage.Access) string {
	differs := func(other outage.Access) bool {
		return other.Population == a.Population && other.Purpose == a.Purpose && other.Via != a.Via && other.Change != a.Change
	}
	if a.Via == "" || !slices.ContainsFunc(b.lost.Access, differs) {
		return b.name(a.Population)
	}
	return b.w.Fill("stays.access-via", "who", b.name(a.Population), "via", b.name(a.Via))
}

// impaired are the hosts behind an access that are cut off from something that their product requires. What the site has around its products is not
// judged: access may go on without updates.
func (b builder) impaired(a outage.Access) []string {
	var hosts []string
	for _, i := range a.Impaired {
		ofProduct := slices.ContainsFunc(b.lost.Calls, func(c outage.Call) bool { return c.Source == i.Host && c.Rule == i.Rule && c.Product == a.Product })
		if ofProduct && !slices.Contains(hosts, i.Host) {
			hosts = append(hosts, i.Host)
		}
	}
	return hosts
}

// statesOf are the states in which a population gets in again.
func (b builder) statesOf(a outage.Access) string {
	var names []string
	for _, s := range a.FarEnds.Left().Later {
		names = append(names, worksheet.StateName(b.plan, s.State, b.w))
	}
	return strings.Join(names, ", ")
}

// derived says what follows from the rules of a host of which the catalogues say nothing themselves: what is not possible without it, and what it does
// no more.
func (b builder) derived() []document.Block {
	var blocks []document.Block
	if len(b.lost.Notes) == 0 {
		var stops []string
		for _, m := range offered(b.lost.Missed) {
			if m.Change == outage.Gone {
				stops = append(stops, m.Purpose)
			}
		}
		blocks = append(blocks, b.about("stays.stops", stops)...)
		idle := slices.DeleteFunc(b.does(), func(purpose string) bool { return slices.Contains(stops, purpose) })
		blocks = append(blocks, b.about("stays.idle", idle)...)
	}
	switch {
	case len(b.lost.Missed) == 0 && len(b.lost.Passed) == 0:
		blocks = append([]document.Block{document.Text{Text: b.w.Text("stays.nobody")}}, blocks...)
	case !slices.ContainsFunc(b.lost.Missed, func(m outage.Missed) bool { return !m.Upkeep }):
		blocks = append([]document.Block{document.Text{Text: b.w.Text("stays.upkeep")}}, blocks...)
	}
	return blocks
}

func (b builder) about(key string, purposes []string) []document.Block {
	if len(purposes) == 0 {
		return nil
	}
	return []document.Block{document.Text{Text: b.w.Fill(key, "purposes", sentences(purposes))}}
}

// does are the purposes for which the host calls others itself, by what it provides or the site says, not as a user of something.
func (b builder) does() []string {
	var out []string
	for _, f := range b.own() {
		out = append(out, f.Purpose)
	}
	return out
}

func (b builder) own() []*plan.Flow {
	node := b.plan.Node(b.party.ID)
	return slices.DeleteFunc(slices.Clone(b.plan.Outbound(b.party.ID)), func(f *plan.Flow) bool {
		return f.Product != "" && (node == nil || node.PartIn(f.Product) == nil)
	})
}

// sentences are purposes one after the other, each once, in their order.
func sentences(purposes []string) string {
	var out []string
	for _, p := range purposes {
		if p = strings.TrimSuffix(p, "."); !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return strings.Join(out, "; ")
}

// noRunbook says whom to call where no runbook helps.
func (b builder) noRunbook() document.Text {
	var who []string
	for _, owner := range b.answerable() {
		who = append(who, runbook.Reached(b.plan, owner, b.w))
	}
	if len(who) == 0 && len(b.plan.Contacts) == 0 {
		return document.Text{Text: b.w.Text("loss.no-runbook-unnamed")}
	}
	if len(who) == 0 {
		return document.Text{Text: b.w.Text("loss.no-runbook")}
	}
	return document.Text{Text: b.w.Fill("loss.no-runbook-owner", "who", strings.Join(who, "; "))}
}

// answerable are the owners of the rules of what is missed, and of what the host does itself.
func (b builder) answerable() []string {
	var owners []string
	for _, m := range b.lost.Missed {
		if !m.Upkeep {
			owners = append(owners, m.Owners...)
		}
	}
	if b.party != nil {
		for _, f := range b.own() {
			owners = append(owners, f.Owner)
		}
	}
	slices.Sort(owners)
	return slices.DeleteFunc(slices.Compact(owners), func(owner string) bool { return owner == "" })
}
