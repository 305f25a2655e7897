package procedure

import (
	"slices"

	"portolan/model/plan"
	"portolan/model/source"
)

// validator finds what this site cannot keep of a runbook. What is found is a warning, and stands in the pack with the runbook, so that nobody
// learns it from a step that does not work.
type validator struct {
	*compiler
	b *plan.Runbook
}

// report adds a fault to the runbook and to the diagnostics. A step's fault is about the step.
func (c *validator) report(f plan.BookFault, at source.Position, related ...source.Related) {
	if c.keep(f) {
		c.found = append(c.found, c.told(f, at, related))
	}
}

// keep adds a fault to the runbook, and tells whether it was not there.
func (c *validator) keep(f plan.BookFault) bool {
	if slices.Contains(c.b.Faults, f) {
		return false
	}
	c.b.Faults = append(c.b.Faults, f)
	return true
}

func (c *validator) told(f plan.BookFault, at source.Position, related []source.Related) source.Diagnostic {
	return source.Diagnostic{Severity: source.Warning, Code: f.Code, At: at, What: "runbook " + c.b.ID + ": " + f.What, Help: f.Help, Related: related}
}

// reportNeed reports traffic that a step needs. What several steps need is one diagnostic, at the first of them, which names the others.
func (c *validator) reportNeed(need string, f plan.BookFault, at source.Position) {
	if !c.keep(f) {
		return
	}
	i := slices.IndexFunc(c.rules.needs, func(n needed) bool { return n.what == need })
	if i < 0 {
		c.rules.needs = append(c.rules.needs, needed{need, c.told(f, at, nil)})
		return
	}
	told := &c.rules.needs[i].told
	told.Related = append(told.Related, source.Related{At: at, What: "runbook " + c.b.ID + " needs it, too"})
}
