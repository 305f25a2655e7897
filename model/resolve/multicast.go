package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// joinMulticast makes the hosts that run what a product sends to receivers of a group for which the site names none. It comes after the states, because
// conditions of flow rules hold or do not hold only then.
func joinMulticast(r *product.Product) {
	for i := range r.Catalogue.Flows {
		rule := &r.Catalogue.Flows[i]
		given, ok := r.Site.Multicast[rule.To.Multicast.V]
		if !ok || !rule.To.Multicast.Set() || given.Members != nil || !r.HoldAll(rule.When) || r.Given.Overrides[rule.ID.V].Drop.V {
			continue
		}
		group := r.Parties[rule.To.Multicast.V]
		for _, id := range listening(r, rule.To) {
			if !slices.Contains(group.Receivers, id) {
				group.Receivers = append(group.Receivers, id)
			}
		}
		slices.Sort(group.Receivers)
	}
}

// listening are the hosts that run the service of an end's listener, by id.
func listening(r *product.Product, end catalog.End) []string {
	service, _, _ := strings.Cut(end.Listener.V, ".")
	var ids []string
	for id, p := range r.Parties {
		if p.Managed() && slices.Contains(servicesOn(r, id), service) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// receivers are the hosts of a multicast group that run the service of an end's listener.
func receivers(r *product.Product, group *plan.Party, end catalog.End) []string {
	return slices.DeleteFunc(listening(r, end), func(id string) bool { return !slices.Contains(group.Receivers, id) })
}

// ungrouped finds multicast groups to which hosts of the site send by rules that are required here, and which the site does not declare: their rules are not made.
func (k *findings) ungrouped() {
	for _, r := range k.Products {
		told := map[string]bool{}
		for i := range r.Catalogue.Flows {
			rule := &r.Catalogue.Flows[i]
			id := rule.To.Multicast.V
			if _, named := r.Site.Multicast[id]; id == "" || named || told[id] || !rule.Needed() || !r.HoldAll(rule.When) || empty(r, rule.From) || r.Given.Overrides[rule.ID.V].Drop.V {
				continue
			}
			told[id] = true
			k.add("S262", id, r.Site.File.Top(), "add "+groupTable(r, id), "the site does not declare the multicast group %s, to which rule %s sends", r.Catalogue.Multicast[id].Name.V, rule.ID.V)
		}
	}
}

// outOfHearing finds members of multicast groups in other zones than that in which the group is received: rules lead to that one and no further.
func (k *findings) outOfHearing() {
	areas := k.Plan.Areas()
	for _, id := range source.SortedKeys(k.Site.Multicast) {
		group := k.Site.Multicast[id]
		for _, m := range group.Members {
			if zone := k.Parties[m.V].Zone; zone != group.Zone.V && !areas.Within(zone, group.Zone.V) {
				k.add("S263", id, m.At, "remove it, or declare a group for each zone", "the multicast group %s is received in the zone %s, and its member %s is in the zone %s", id, group.Zone.V, m.V, zone)
			}
		}
	}
}

// groupTable is a multicast group of a catalogue as a site declares it.
func groupTable(r *product.Product, id string) string {
	known := r.Catalogue.Multicast[id]
	addresses := source.Strings(known.Addresses)
	if len(addresses) == 0 {
		addresses = []string{"239.255.0.1"}
	}
	return fmt.Sprintf("`[multicast_groups.%s]\nname = %q\naddresses = [%s]\nzone = \"ZONE\"`", id, known.Name.V, quotedList(addresses))
}
