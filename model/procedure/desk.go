package procedure

import (
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/shell"
)

// desk is where several things of one product are filled in, one after another: many of their texts are the same. It has what was filled in
// before, and room that is written over.
type desk struct {
	known  map[phrase]*meant
	places map[[2]string][]*plan.Party // the hosts that words mean: where, and where not

	made   []madeStep // the steps with what they came from, for the checks
	guards []madeStep // the checks before the steps that are being compiled, likewise

	uses          []*plan.Value // values, as they were met
	cut           []catalog.Fragment
	parts         []filled
	pieces        []shell.Piece
	ids, lines    []string
	items, before []item
	shell         *shell.Filler
}

func newDesk() *desk {
	return &desk{known: map[phrase]*meant{}, places: map[[2]string][]*plan.Party{}, shell: &shell.Filler{}}
}

// apart is the desk for a runbook in which words have a meaning of their own.
func (d *desk) apart() *desk {
	own := *d
	own.known, own.places = map[phrase]*meant{}, map[[2]string][]*plan.Party{}
	return &own
}

// A phrase is a text to be filled in for an item, and the language in which values are put into it.
type phrase struct {
	language, text string
	item           item
}

// What texts are filled in as that are no commands of a shell.
const (
	asWords    = "words"
	asMarkdown = "markdown"
	asValue    = "value" // one that runbooks define, by its name: still in parts
)

// meant is what a phrase says at this site, and the values in it.
type meant struct {
	text  string
	parts []filled
	uses  []*plan.Value
}

// once fills in a phrase, unless that was done before and is the same on every host.
func (c *filler) once(p phrase, fill func(*meant)) *meant {
	if m, ok := c.known[p]; ok {
		c.use(m.uses...)
		return m
	}
	outer, from, m := c.ofHost, len(c.uses), &meant{}
	c.ofHost = false
	if fill(m); !c.ofHost && len(c.missing)+len(c.found) == 0 {
		m.uses = slices.Clone(c.uses[from:])
		c.known[p] = m
	}
	c.ofHost = c.ofHost || outer
	return m
}

// use notes which values what is filled in has.
func (c *filler) use(values ...*plan.Value) {
	for _, v := range values {
		c.used[v.Name] = v
	}
	c.uses = append(c.uses, values...)
}
