package resolve

import (
	"cmp"
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
)

// grouped puts the members of a set into one party, for rules that are one statement about all of them. A set of one member needs no
// group.
func (r *derivation) grouped(end catalog.End, members []*plan.Party) []*plan.Party {
	if !end.Set.Set() || len(members) < 2 {
		return members
	}
	id := r.ID + "-" + end.Set.V
	if old, ok := r.Parties[id]; ok {
		if old.Kind != plan.GroupParty {
			r.Fault("S06", old.At, "rename it", "%q is the id of a %s and of the group of %s", id, old.Kind, r.Catalogue.Sets[end.Set.V].Name.V)
		}
		for _, m := range members {
			joinGroup(old, m)
		}
		return []*plan.Party{old}
	}
	name := r.Catalogue.Sets[end.Set.V].Name.V
	if len(r.Products) > 1 { // "all nodes" are not all nodes of the site
		name += " (" + groupLabel(r.Product) + ")"
	}
	group := &plan.Party{ID: id, Kind: plan.GroupParty, Name: name, Zone: members[0].Zone, At: members[0].At}
	for _, m := range members {
		joinGroup(group, m)
	}
	r.Parties[id] = group
	return []*plan.Party{group}
}

// groupLabel tells the nodes of an installation from others of the site.
func groupLabel(r *product.Product) string {
	return cmp.Or(r.Label(), r.ID)
}

// joinGroup adds a member that is not there yet. A group whose members stand in several zones stands in none.
func joinGroup(p *plan.Party, m *plan.Party) {
	if slices.Contains(p.Members, m.ID) {
		return
	}
	p.Members = append(p.Members, m.ID)
	p.Addresses = append(p.Addresses, m.Addresses...)
	if len(m.Addresses) == 0 {
		p.Names = append(p.Names, m.Host)
	}
	if m.Zone != p.Zone {
		p.Zone = ""
	}
}

// groupLink is the key of the site that stands for all members of a group: the first one's.
func (r *derivation) groupLink(p *plan.Party) *plan.Link {
	return r.SiteLink(fmt.Sprintf("%s: %d nodes, from %s to %s", p.Name, len(p.Members), p.Members[0], p.Members[len(p.Members)-1]), p.At)
}
