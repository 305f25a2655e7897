// Package terminal writes what was found out as text for a person: answers to questions at a width, why rules exist, what codes mean. It works nothing
// out, and never reads back what it wrote.
package terminal

import "portolan/model/source"

// Code says what there is to say of a diagnostic's code without a case of it.
func Code(c source.Code) string {
	accept := "no; it is mended, or comes up in every run"
	switch {
	case c.Accept:
		accept = "with a reason, in the site's table [accept." + c.ID + "]"
	case c.Severity == source.Error:
		accept = "no; an error stops the build"
	}
	return c.ID + "  " + c.Severity.String() + "  " + c.Summary + "\n  accept   " + accept + "\n"
}
