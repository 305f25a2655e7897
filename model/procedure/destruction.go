package procedure

import (
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/source"
)

// destruction compiles what a step takes away. Its check is made where the step is done, unless it says another place.
func (c *compiler) destruction(step string, d *catalog.Destruction, where []*plan.Party) plan.Destruction {
	if d.On.Set() {
		where = c.where(d.On, source.Text{})
	}
	out := plan.Destruction{What: c.plain(d.What), Component: d.Component.V, Unless: c.plain(d.Unless), Commands: c.commands(where, d.Shell.V, d.Run, d.Each.V), Go: c.text(d.Go), Stop: c.text(d.Stop),
		Copy: c.copyOf(d), NoCopy: c.text(d.NoCopy), Sources: c.r.Cite(d.Source)}
	out.Where = idsOf(where)
	c.guards = append(c.guards, madeStep{at: d.At, shell: &d.Shell, run: &d.Run, step: step, commands: out.Commands, parties: where})
	return out
}

// copyOf is the step that keeps a copy at this site; the first that could, where none of them is done.
func (c *compiler) copyOf(d *catalog.Destruction) string {
	ids := d.Copies()
	for _, id := range ids {
		if slices.ContainsFunc(c.made, func(m madeStep) bool { return m.id == id }) {
			return id
		}
	}
	return ids[0]
}
