package procedure

import (
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
		Copy: d.Copy.V, NoCopy: c.text(d.NoCopy), Sources: c.r.Cite(d.Source)}
	for _, p := range where {
		out.Where = append(out.Where, p.ID)
	}
	c.guards = append(c.guards, madeStep{from: &catalog.Step{At: d.At, Shell: d.Shell, Run: d.Run}, parties: where, step: &plan.Step{ID: step, Commands: out.Commands}})
	return out
}
