package catalog

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
)

// A Procedure is steps that several runbooks have. It is written once; each runbook that includes it has its steps, filled in and checked as its own;
// a book prints them once.
type Procedure struct {
	At    source.Position
	ID    str     `toml:"id,required"`
	Title str     `toml:"title,required"` // what is done, as the title of a step
	Given []Given `toml:"given"`
	Steps []Step  `toml:"steps,required"`
}

// Given is a text that whoever includes a procedure gives it, and that its steps have as `{{given:NAME}}`.
type Given struct {
	At      source.Position
	Name    str `toml:"name,required"`
	Meaning str `toml:"meaning,required"`
	Default str `toml:"default"` // where it is absent, every include gives one
}

// Inclusion is one include of a procedure: the steps that came by it share it.
type Inclusion struct{ *Procedure }

// givenPrefix stands before the name of a given text.
const givenPrefix = "given:"

var givenName = regexp.MustCompile(`\{\{\s*given:([A-Za-z0-9_.-]+)\s*\}\}`)

// Whole are the catalogue's runbooks with the procedures that they include.
func (c *Catalogue) Whole() []*Runbook {
	x := &includer{c: c}
	return x.runbooks()
}

// Included is a runbook with the steps of the procedures that it includes in the places of the steps that include them.
func (c *Catalogue) Included(r *Runbook) (*Runbook, source.Diagnostics) {
	x := &includer{c: c}
	return x.runbook(r), x.found
}

// IncludedSteps are steps with those of the procedures that they include. What a runbook writes itself is no copy.
func (c *Catalogue) IncludedSteps(steps ...Step) ([]*Step, source.Diagnostics) {
	x := &includer{c: c}
	return x.steps(steps), x.found
}

// includer puts procedures into the places of the steps that include them.
type includer struct {
	c     *Catalogue
	path  []string        // ids of the procedures that are being included, the outermost first
	used  map[string]bool // ids of the procedures that were included
	found source.Diagnostics
}

func (x *includer) runbooks() (whole []*Runbook) {
	for _, r := range x.c.Runbooks {
		whole = append(whole, x.runbook(r))
	}
	return whole
}

func (x *includer) runbook(r *Runbook) *Runbook {
	whole := *r
	whole.Steps, whole.Undo = nil, nil
	for _, s := range x.steps(r.Steps) {
		whole.Steps = append(whole.Steps, *s)
	}
	for _, s := range x.steps(r.Undo) {
		whole.Undo = append(whole.Undo, *s)
	}
	return &whole
}

func (x *includer) steps(steps []Step) []*Step {
	out := make([]*Step, 0, len(steps))
	for i := range steps { // a step is large
		if s := &steps[i]; s.Include.Set() {
			out = x.include(out, s)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func (c *Catalogue) procedure(id string) *Procedure {
	for _, p := range c.Procedures {
		if p.ID.V == id {
			return p
		}
	}
	return nil
}

func (x *includer) fault(code string, at source.Position, help, format string, args ...any) {
	x.found = append(x.found, source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

// include adds to steps what stands in the place of one that includes a procedure.
func (x *includer) include(out []*Step, s *Step) []*Step {
	p := x.c.procedure(s.Include.V)
	switch {
	case p == nil:
		var ids []string
		for _, p := range x.c.Procedures {
			ids = append(ids, p.ID.V)
		}
		x.fault("P05", s.Include.At, source.DidYouMean(s.Include.V, ids), "unknown procedure %q", s.Include.V)
		return out
	case slices.Contains(x.path, s.Include.V):
		x.fault("P11", s.Include.At, "", "a procedure includes itself: %s", strings.Join(append(x.path, s.Include.V), " -> "))
		return out
	}
	if x.used != nil {
		x.used[p.ID.V] = true
	}
	x.ownKeys(s)
	given := x.given(s, p)
	x.path = append(x.path, p.ID.V)
	inner := x.steps(p.Steps)
	x.path = x.path[:len(x.path)-1]
	by, copies := &Inclusion{p}, make([]Step, len(inner))
	for i, step := range inner {
		copies[i] = *step
		copies[i].within(s, inner, given)
		copies[i].Included = by // the outermost of several
		out = append(out, &copies[i])
	}
	return out
}

// ofInclude are the keys that a step can have which includes others.
var ofInclude = []string{"id", "include", "with", "from", "when", "source"}

// notOfInclude are the keys of a step that only one without an include can have, by the numbers of its fields; "" for all others.
var notOfInclude = sync.OnceValue(func() []string {
	step := reflect.TypeFor[Step]()
	keys := make([]string, step.NumField())
	for i := range keys {
		if key, _, _ := strings.Cut(step.Field(i).Tag.Get("toml"), ","); !slices.Contains(ofInclude, key) {
			keys[i] = key
		}
	}
	return keys
})

// ownKeys refuses what a step that includes others cannot say of them.
func (x *includer) ownKeys(s *Step) {
	value := reflect.ValueOf(s).Elem()
	for i, key := range notOfInclude() {
		if key != "" && !value.Field(i).IsZero() {
			x.fault("P72", s.Include.At, "say it in the procedure; what differs from runbook to runbook is one of its [[given]], and written in `with`", "a step with include cannot have the key %q", key)
		}
	}
}

// given are the texts that an include gives a procedure, by name.
func (x *includer) given(s *Step, p *Procedure) map[string]string {
	out := map[string]string{}
	var names []string
	for _, g := range p.Given {
		names = append(names, g.Name.V)
		text := g.Default
		if told, ok := s.With[g.Name.V]; ok {
			text = told
		}
		if !text.Set() {
			x.fault("T07", s.Include.At, fmt.Sprintf("add `with = { %s = \"...\" }`", g.Name.V), "the procedure %s needs %q: %s", p.ID.V, g.Name.V, g.Meaning.V)
		}
		out[g.Name.V] = text.V
	}
	for _, name := range source.SortedKeys(s.With) {
		if !slices.Contains(names, name) {
			x.fault("P05", s.With[name].At, source.DidYouMean(name, names), "the procedure %s asks for no %q", p.ID.V, name)
		}
	}
	return out
}

// within makes a step of a procedure what it is in a runbook: under the id of the step that includes it, with the given texts, conditions and sources.
func (s *Step) within(by *Step, all []*Step, given map[string]string) {
	rename := func(id str) str {
		for i := range all {
			switch {
			case !by.ID.Set() || all[i].ID.V != id.V:
			case len(all) == 1:
				return source.V(by.ID.V, by.ID.At)
			default:
				return source.V(by.ID.V+"-"+id.V, by.ID.At)
			}
		}
		return id
	}
	if len(given) > 0 {
		fillGiven(reflect.ValueOf(s).Elem(), given)
	} else {
		s.Destroys = slices.Clone(s.Destroys)
	}
	s.ID, s.From = rename(s.ID), rename(s.From)
	for i := range s.Destroys {
		s.Destroys[i].Copy = rename(s.Destroys[i].Copy)
	}
	if by.From.Set() {
		s.From = by.From
	}
	s.When, s.Source = slices.Concat(by.When, s.When), slices.Concat(s.Source, by.Source)
}

// withGiven puts given texts into another.
func withGiven(text string, given map[string]string) string {
	if !strings.Contains(text, givenPrefix) {
		return text
	}
	return givenName.ReplaceAllStringFunc(text, func(name string) string {
		if told, ok := given[givenName.FindStringSubmatch(name)[1]]; ok {
			return told
		}
		return name
	})
}

// fillGiven puts given texts into an addressable value, whose lists it copies: the procedure keeps its own.
func fillGiven(v reflect.Value, given map[string]string) {
	switch v := v.Addr().Interface().(type) {
	case *str:
		v.V = withGiven(v.V, given)
		return
	case *strs:
		*v = slices.Clone(*v)
		for i := range *v {
			(*v)[i].V = withGiven((*v)[i].V, given)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		_, fields := source.FrozenFields(v.Type())
		for _, i := range fields {
			fillGiven(v.Field(i), given)
		}
	case reflect.Map:
		table := reflect.MakeMap(v.Type())
		for _, key := range v.MapKeys() {
			entry := reflect.New(v.Type().Elem()).Elem()
			entry.Set(v.MapIndex(key))
			fillGiven(entry, given)
			table.SetMapIndex(key, entry)
		}
		v.Set(table)
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		for i := range list.Len() {
			fillGiven(list.Index(i), given)
		}
		v.Set(list)
	}
}
