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
	if slices.Contains(c.b.Faults, f) {
		return
	}
	c.b.Faults = append(c.b.Faults, f)
	c.found = append(c.found, source.Diagnostic{Severity: source.Warning, Code: f.Code, At: at, What: "runbook " + c.b.ID + ": " + f.What, Help: f.Help, Related: related})
}
