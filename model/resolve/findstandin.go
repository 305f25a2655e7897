package resolve

import (
	"fmt"

	"portolan/model/source"
)

// withoutStandIn finds hosts of a location that another one stands in for, for which no host does: nobody has their duties when the location is lost.
func withoutStandIn(k *findings) {
	for _, id := range source.SortedKeys(k.Site.Locations) {
		of := k.Site.Locations[id].StandsInFor.V
		takes := k.Site.StandIns(id)
		if of == "" || k.DoubtWithin("zones") {
			continue
		}
		for _, party := range source.SortedKeys(k.Parties) {
			if p := k.Parties[party]; p.IsHost() && p.Zone != "" && k.Site.LocationOf(p.Zone) == of && takes[party] == "" && p.StandsInFor == "" {
				k.add("S284", party, p.At, fmt.Sprintf("add a %s in a zone of %s with `stands_in_for = %q`", p.Kind, id, party), "%s has no standby host for %s when %s fails", id, party, of)
			}
		}
	}
}
