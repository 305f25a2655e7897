package revision

import (
	"maps"
	"slices"
	"strings"
)

// A Difference is what one revision has that another has not. Nothing else differs between the two: Apply proves it.
type Difference struct {
	Old, New Head
	Renamed  []Renaming
	Removed  []Item
	Added    []Item
	Changed  []Changed
	Lost     []Item // rules, as they are now, that were approved and are not, though they are still there
}

// A Renaming is an item that means the same under another id.
type Renaming struct {
	Kind     Kind
	Old, New string
	Name     string
}

// Changed is an item that both have, by the id that it has in the new one, and in which facts it differs.
type Changed struct {
	Item    *Item // as it is in the new revision
	Changes []Change
}

// Means reports whether the item means something else, and not only what is written beside it.
func (c *Changed) Means() bool {
	return slices.ContainsFunc(c.Changes, func(x Change) bool { return !x.Filed })
}

// Has reports whether a fact of that name differs.
func (c *Changed) Has(what string) bool {
	return slices.ContainsFunc(c.Changes, func(x Change) bool { return x.What == what })
}

// A Change is a fact that differs. Of a set it holds only the values that went and those that came.
type Change struct {
	What  string
	Old   []string
	New   []string
	Set   bool
	Filed bool
	Of    string // the fact that says all to a reader where that changes
}

// Empty reports whether both revisions say the same.
func (d *Difference) Empty() bool {
	return len(d.Renamed)+len(d.Removed)+len(d.Added)+len(d.Changed) == 0
}

// Compare tells how two revisions differ. A host whose addresses, zone and kind are those of another that is gone was renamed, and so was a rule that allows
// the same between hosts of other names, unless it could be one of several.
func Compare(before, after *Revision) *Difference {
	d := &Difference{Old: before.Head, New: after.Head}
	was := before.clone()
	for _, kind := range Kinds {
		d.kind(kind, was, after)
	}
	return d
}

func (r *Revision) clone() *Revision {
	out := &Revision{Head: r.Head, Items: slices.Clone(r.Items)}
	for i := range out.Items {
		out.Items[i].Facts = slices.Clone(out.Items[i].Facts)
	}
	return out
}

func (r *Revision) kind(kind Kind) map[string]*Item {
	out := map[string]*Item{}
	for i := range r.Items {
		if r.Items[i].Kind == kind {
			out[r.Items[i].ID] = &r.Items[i]
		}
	}
	return out
}

// kind compares the items of one kind. Renamings change was, so that what comes later is compared under the new names.
func (d *Difference) kind(kind Kind, was, after *Revision) {
	old, new := was.kind(kind), after.kind(kind)
	for _, r := range renamed(kind, old, new) {
		d.Renamed = append(d.Renamed, r)
		was.rename(r)
		old[r.New] = old[r.Old]
		delete(old, r.Old)
	}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if new[id] == nil {
			d.Removed = append(d.Removed, *old[id])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(new)) {
		was, is := old[id], new[id]
		if was == nil {
			d.Added = append(d.Added, *is)
			continue
		}
		changes := changes(was, is)
		if len(changes) == 0 {
			continue
		}
		d.Changed = append(d.Changed, Changed{is, changes})
		if kind == Rule && was.Value(ApprovalState) == approved && is.Value(ApprovalState) != approved {
			d.Lost = append(d.Lost, *is)
		}
	}
}

// renamed pairs items that are gone with items that came and mean the same.
func renamed(kind Kind, old, new map[string]*Item) []Renaming {
	if kind == Document || kind == Step { // a document that has another id is another; steps go with their runbooks
		return nil
	}
	gone, came := identities(old, new), identities(new, old)
	var out []Renaming
	for _, identity := range slices.Sorted(maps.Keys(gone)) {
		if a, b := gone[identity], came[identity]; len(a) == 1 && len(b) == 1 {
			out = append(out, Renaming{kind, a[0], b[0], new[b[0]].Name()})
		}
	}
	slices.SortFunc(out, func(a, b Renaming) int { return strings.Compare(a.Old, b.Old) })
	return out
}

// identities are the ids of items that the other revision does not have, by what the items are.
func identities(items, other map[string]*Item) map[string][]string {
	out := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(items)) {
		if other[id] != nil {
			continue
		}
		if identity := items[id].identity(); identity != "" {
			out[identity] = append(out[identity], id)
		}
	}
	return out
}

// identity is what an item is under any id; empty where it can be known by its id only.
func (i *Item) identity() string {
	var facts []string
	switch i.Kind {
	case Host:
		if len(i.Values("address")) == 0 {
			return ""
		}
		facts = []string{i.Value("kind"), i.Value("zone"), strings.Join(i.Values("address"), " ")}
	case Rule, Grouped:
		for _, f := range i.Facts {
			if !f.Filed {
				facts = append(facts, f.What+" "+strings.Join(f.Values, " "))
			}
		}
	}
	return strings.Join(facts, "\n")
}

// rename gives an item its new id, everywhere.
func (r *Revision) rename(n Renaming) {
	for i := range r.Items {
		item := &r.Items[i]
		switch {
		case item.Kind == n.Kind && item.ID == n.Old:
			item.ID = n.New
		case item.Kind == Listener && n.Kind == Host && item.Value("host") == n.Old: // its id names its host
			item.ID = n.New + strings.TrimPrefix(item.ID, n.Old)
		}
		for j, f := range item.Facts {
			refers := n.Kind == Host && (f.Form == Hosts || f.Form == Host1) || n.Kind == Rule && f.Form == Rules
			if at := slices.Index(f.Values, n.Old); refers && at >= 0 {
				values := slices.Clone(f.Values)
				values[at] = n.New
				if f.Form.set() {
					slices.Sort(values)
				}
				item.Facts[j].Values = values
			}
		}
	}
}

// changes are the facts in which two items differ.
func changes(old, new *Item) []Change {
	var out []Change
	for i, f := range new.Facts {
		was, is := old.Facts[i].Values, f.Values
		if slices.Equal(was, is) {
			continue
		}
		c := Change{What: f.What, Old: was, New: is, Set: f.Form.set(), Filed: f.Filed, Of: f.Of}
		if c.Set {
			c.Old, c.New = without(was, is), without(is, was)
		}
		out = append(out, c)
	}
	return out
}

// without are the values of a sorted set that another does not hold.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { _, ok := slices.BinarySearch(other, v); return ok })
}
