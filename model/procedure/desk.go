package procedure

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/shell"
)

// desk is where several things of one product are filled in, one after another: many of their values are the same. It has what names were found to
// mean, and room that is written over.
type desk struct {
	known  map[string]*meant           // by the names that stand in texts
	places map[[2]string][]*plan.Party // the hosts that words mean: where, and where not
	served map[*plan.Party][]unit      // see services

	made   []madeStep // the steps with what they came from, for the checks
	guards []madeStep // the checks before the steps that are being compiled, likewise

	uses          []*meant // of the text that is being taken apart
	cut           []catalog.Fragment
	parts         []filled
	pieces        []shell.Piece
	lines         []byte
	ids           []string
	due           []dueStep
	events        []event
	units         []unit
	items, before []item
	command       *shell.Command
}

func newDesk() *desk {
	return &desk{known: map[string]*meant{}, places: map[[2]string][]*plan.Party{}, served: map[*plan.Party][]unit{}, command: &shell.Command{}}
}

// apart is the desk for a runbook in which words have a meaning of their own.
func (d *desk) apart() *desk {
	own := *d
	own.known, own.places = map[string]*meant{}, map[[2]string][]*plan.Party{}
	return &own
}

// meant is what a name in a text means at this site.
type meant struct {
	value  *plan.Value // as runbooks list it; nil of words that they do not
	parts  []filled    // of a value that runbooks define, in which names have values of their own
	uses   []*meant    // these
	varies bool        // it is something else on another host, or for another item
}

// use notes what a text means by its names. What varies is noted once the text is written.
func (c *filler) use(all ...*meant) {
	for _, m := range all {
		if m.value != nil && !m.varies {
			c.note(m.value)
		}
	}
	c.uses = append(c.uses, all...)
}

// note keeps a value for the list of those that were used.
func (c *filler) note(v *plan.Value) {
	if slices.Contains(c.used, v) {
		return
	}
	at, known := slices.BinarySearchFunc(c.used, v.Name, func(v *plan.Value, name string) int { return strings.Compare(v.Name, name) })
	if known {
		c.used[at] = v
	} else {
		c.used = slices.Insert(c.used, at, v)
	}
}
