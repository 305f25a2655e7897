package revision

import (
	"fmt"
	"slices"
)

// Apply makes the new revision of the old one. The error says what the old one lacks of what the difference takes from it.
func (d *Difference) Apply(old *Revision) (*Revision, error) {
	r := old.clone()
	r.Head = d.New
	for _, n := range d.Renamed {
		if r.Find(n.Kind, n.Old) == nil {
			return nil, fmt.Errorf("there is no %s %s to be renamed", n.Kind, n.Old)
		}
		r.rename(n)
		r.sorted()
	}
	for _, x := range d.Removed {
		at := r.Find(x.Kind, x.ID)
		if at == nil {
			return nil, fmt.Errorf("there is no %s %s to be removed", x.Kind, x.ID)
		}
		r.Items = slices.DeleteFunc(r.Items, func(i Item) bool { return i.Kind == x.Kind && i.ID == x.ID })
	}
	for _, c := range d.Changed {
		at := r.Find(c.Item.Kind, c.Item.ID)
		if at == nil {
			return nil, fmt.Errorf("there is no %s %s to be changed", c.Item.Kind, c.Item.ID)
		}
		for _, x := range c.Changes {
			if err := at.change(x); err != nil {
				return nil, fmt.Errorf("%s %s: %w", at.Kind, at.ID, err)
			}
		}
	}
	for _, x := range d.Added {
		if r.Find(x.Kind, x.ID) != nil {
			return nil, fmt.Errorf("there is a %s %s already", x.Kind, x.ID)
		}
	}
	r.Items = append(r.Items, d.Added...)
	r.sorted()
	return r, nil
}

// Equal reports whether two revisions hold the same items.
func (r *Revision) Equal(other *Revision) bool {
	return slices.EqualFunc(r.Items, other.Items, func(a, b Item) bool {
		return a.Kind == b.Kind && a.ID == b.ID && slices.EqualFunc(a.Facts, b.Facts, func(f, g Fact) bool { return f.What == g.What && slices.Equal(f.Values, g.Values) })
	})
}

// change applies a change to an item's fact.
func (i *Item) change(c Change) error {
	at := slices.IndexFunc(i.Facts, func(f Fact) bool { return f.What == c.What })
	if at < 0 {
		return fmt.Errorf("it has no %s", c.What)
	}
	f := &i.Facts[at]
	if !c.Set {
		if !slices.Equal(f.Values, c.Old) {
			return fmt.Errorf("%s is not what it was", c.What)
		}
		f.Values = c.New
		return nil
	}
	for _, v := range c.Old {
		if !slices.Contains(f.Values, v) {
			return fmt.Errorf("%s lacks %s", c.What, v)
		}
	}
	f.Values = append(without(f.Values, c.Old), c.New...)
	slices.Sort(f.Values)
	return nil
}
