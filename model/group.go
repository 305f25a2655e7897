package model

import (
	"fmt"
	"slices"

	"portolan/model/catalog"
)

// grouped puts the members of a set into one party, for rules that are one statement about all of them. A set of one member needs no
// group.
func (r *derivation) grouped(end catalog.End, members []*Party) []*Party {
	if !end.Set.Set() || len(members) < 2 {
		return members
	}
	id := r.cat.Product.ID.V + "-" + end.Set.V
	if old, ok := r.parties[id]; ok {
		if old.Kind != GroupParty {
			r.fault("S06", old.at, "rename it", "%q is the id of a %s and of the group of %s", id, old.Kind, r.cat.Sets[end.Set.V].Name.V)
		}
		for _, m := range members {
			old.join(m)
		}
		return []*Party{old}
	}
	name := r.cat.Sets[end.Set.V].Name.V
	if len(r.products) > 1 { // "all nodes" are not all nodes of the site
		name += " (" + r.cat.Product.ID.V + ")"
	}
	group := &Party{ID: id, Kind: GroupParty, Name: name, Zone: members[0].Zone, at: members[0].at}
	for _, m := range members {
		group.join(m)
	}
	r.parties[id] = group
	return []*Party{group}
}

// join adds a member that is not there yet. A group whose members stand in several zones stands in none.
func (p *Party) join(m *Party) {
	if slices.Contains(p.Members, m.ID) {
		return
	}
	p.Members = append(p.Members, m.ID)
	p.Addresses = append(p.Addresses, m.Addresses...)
	if m.Zone != p.Zone {
		p.Zone = ""
	}
}

// groupLink is the line of the site that stands for all members of a group: the first one's.
func (r *derivation) groupLink(p *Party) Link {
	return Link{SiteLink, fmt.Sprintf("%s: %d nodes, from %s to %s", p.Name, len(p.Members), p.Members[0], p.Members[len(p.Members)-1]), r.place(p.at), nil}
}

// Is tells whether a party stands for an id: it is the party itself, or a group that holds it.
func (p *Party) Is(id string) bool { return p.ID == id || slices.Contains(p.Members, id) }
