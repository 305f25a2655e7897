package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

func (g *gathering) system(e *Entry, h *host) {
	v := g.value(h, "os")
	if v == nil {
		e.open(`os = "..."   # no list says it`)
		return
	}
	id, ok := catalog.System(v.Text)
	if !ok {
		g.cannot(v, catalog.SuggestSystem(v.Text), fmt.Sprintf("%q is no operating system that is known", v.Text))
		e.open(fmt.Sprintf("os = \"...\"   # the list says %q", oneLine(v.Text)))
		return
	}
	e.add("os", id, v.At)
}

// work says what a host does: its role or services in the product, or else it is a server beside it.
func (g *gathering) work(e *Entry, h *host) {
	services := g.value(h, "services")
	role := g.value(h, "role")
	switch {
	case services != nil:
		g.runs(e, services)
	case role != nil:
		g.plays(e, role)
	case g.roles:
		e.Table = "servers"
		e.open("role: no list says what this host is for; a host of the product belongs in [nodes." + e.ID + "], with its role")
	default:
		e.open("role = \"...\"   # no list says it" + g.oneOfRoles())
	}
}

func (g *gathering) oneOfRoles() string {
	if g.cat == nil || len(g.cat.Roles) == 0 {
		return ""
	}
	return "; one of " + strings.Join(source.SortedKeys(g.cat.Roles), ", ") + "; or services = [...]"
}

// plays takes over a role by its id or name in the catalogue. What is none makes a server: what for is its note.
func (g *gathering) plays(e *Entry, v *Value) {
	word := plain(v.Text)
	if g.cat == nil {
		e.open(fmt.Sprintf("role = \"...\"   # the list says %q; which role that is depends on the product", oneLine(v.Text)))
		return
	}
	for _, id := range source.SortedKeys(g.cat.Roles) {
		name := plain(g.cat.Roles[id].Name.V)
		if word == plain(id) || word == name || word+"node" == name || word == plain(id)+"node" {
			e.add("role", id, v.At)
			return
		}
	}
	if g.runs(e, v) {
		return
	}
	e.Table = "servers"
	g.note(e, v)
	for _, id := range source.SortedKeys(g.cat.Resources) {
		if word == plain(id) || word == plain(g.cat.Resources[id].Name.V) {
			g.holds(e, id, v)
			return
		}
	}
	e.open("the product has no role " + strconv.Quote(oneLine(v.Text)) + "; if it is a host of the product, it belongs in [nodes." + e.ID + "]" + g.oneOfRoles())
}

// runs takes over services, if all words of a value are such, by ids, short names or names. Those of a role alone are told as the role.
func (g *gathering) runs(e *Entry, v *Value) bool {
	if g.cat == nil {
		e.open(fmt.Sprintf("services = [...]   # the list says %q; which services these are depends on the product", oneLine(v.Text)))
		return false
	}
	var ids []string
	for _, word := range strings.FieldsFunc(v.Text, func(r rune) bool { return strings.ContainsRune(",;+|\n", r) }) {
		id := g.service(plain(word))
		if id == "" {
			if v.Key == "services" {
				g.cannot(v, source.OneOf(oneLine(word), source.SortedKeys(g.cat.Services)), fmt.Sprintf("%q is no service of %s", oneLine(word), g.cat.Product.Name.V))
				e.open(fmt.Sprintf("services = [...]   # the list says %q", oneLine(v.Text)))
			}
			return false
		}
		ids = append(ids, id)
	}
	if len(ids) > 0 {
		e.add("services", ids, v.At)
	}
	return len(ids) > 0
}

// service is that of a word, among those that nodes run by one of their roles.
func (g *gathering) service(word string) string {
	for _, id := range source.SortedKeys(g.cat.Services) {
		if s := g.cat.Services[id]; g.cat.OfRoles(id) && word != "" && (word == plain(id) || word == plain(s.Short.V) || word == plain(s.Name.V)) {
			return id
		}
	}
	return ""
}

// holds places a resource on a host.
func (g *gathering) holds(on *Entry, resource string, v *Value) {
	r := g.entryOf(&g.others, "resources", resource)
	if r.key("on") == nil {
		r.add("on", on.ID, v.At)
		r.From, r.Lists = append(r.From, shortPlace(v.At)), append(r.Lists, on.Lists...)
	}
}

// finish says of a resource where it is, if its path names a host that is known, and what is missing.
func (g *gathering) finish(r *Entry) {
	if share := r.key("facts.path"); share != nil && r.key("on") == nil {
		parts := strings.FieldsFunc(fmt.Sprint(share.Value), func(r rune) bool { return r == '\\' || r == '/' })
		for _, h := range g.hosts {
			if short, _, _ := strings.Cut(h.full, "."); len(parts) > 0 && (strings.EqualFold(parts[0], h.full) || strings.EqualFold(parts[0], short)) {
				r.add("on", h.id, share.At)
			}
		}
	}
	if r.key("on") == nil {
		r.open("on = \"...\"   # the host that holds it")
	}
	slices.SortStableFunc(r.Keys, func(a, b Key) int { return strings.Compare(b.Name, a.Name) }) // the host first
	for _, fact := range source.SortedKeys(g.cat.Resources[r.ID].Facts) {
		if f := g.cat.Resources[r.ID].Facts[fact]; f.Required.V && r.key("facts."+fact) == nil {
			r.open(fmt.Sprintf("facts = { %s = ... }   # %s", fact, f.Meaning.V))
		}
	}
}

// facts are those of a node that its product knows.
func (g *gathering) facts(e *Entry, h *host) {
	if g.cat == nil {
		return
	}
	for _, id := range source.SortedKeys(g.cat.Facts) {
		f := g.cat.Facts[id]
		if v := g.value(h, "facts."+id); v != nil && f.Holder.V == "node" {
			if value, why := factOf(f, v.Text); why != "" {
				g.cannot(v, f.Meaning.V, fmt.Sprintf("%q is %s", v.Text, why))
			} else if value != nil {
				e.add("facts."+id, value, v.At)
			}
		}
	}
}

// factOf is a fact as sites write it. A flag that is not set is left out, for that is what sites do.
func factOf(f catalog.Fact, text string) (value any, why string) {
	switch f.Type.V {
	case "flag":
		word := plain(text)
		switch words := knownWords(); {
		case slices.Contains(words.yes, word):
			return true, ""
		case word == "" || slices.Contains(words.no, word):
			if !strings.EqualFold(fmt.Sprint(f.Default.V), "false") {
				return false, ""
			}
			return nil, ""
		}
		return nil, "neither yes nor no"
	case "number":
		number, _, _ := strings.Cut(strings.TrimSpace(text), " ") // "64 GB"
		n, err := strconv.ParseInt(strings.TrimRight(strings.ToLower(number), "gbi"), 10, 64)
		if err != nil {
			return nil, "no number"
		}
		return n, ""
	case "choice":
		for _, c := range f.Choices {
			if plain(c.V) == plain(text) {
				return c.V, ""
			}
		}
		return nil, "none of " + strings.Join(source.Strings(f.Choices), ", ")
	}
	return oneLine(text), ""
}

// resource takes over what a record says of resources, for itself or with a host. It reports whether there was something.
func (g *gathering) resource(list string, r *Record) (some bool) {
	for i := range r.Values {
		v := &r.Values[i]
		rest, ok := strings.CutPrefix(v.Key, "resources.")
		id, fact, named := strings.Cut(rest, ".facts.")
		if !ok || !named || v.Text == "" || g.cat == nil {
			continue
		}
		some = true
		e := g.entryOf(&g.others, "resources", id)
		if !slices.Contains(e.Lists, list) {
			e.Lists, e.From = append(e.Lists, list), append(e.From, shortPlace(v.At))
		}
		if e.key("facts."+fact) == nil {
			e.add("facts."+fact, v.Text, v.At)
		}
	}
	return some
}
