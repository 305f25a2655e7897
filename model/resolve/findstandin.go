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
		backupThere(k, id, of)
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

// backupThere finds backups that fail together with the location that a standby location is there to restore from them.
func backupThere(k *findings, standby, of string) {
	b := k.Plan.Backup
	if b == nil || b.Host == "" || of == "" {
		return
	}
	if p := k.Parties[b.Host]; p.Zone != "" && k.Site.LocationOf(p.Zone) == of {
		k.add("S346", b.Host, k.Site.Backup.Folder.At, fmt.Sprintf("keep a copy of the backups outside %s, and name that as the folder", of), "the backups are on %s in location %s: when that fails, location %s has nothing to restore from",
			p.Host, of, standby)
	}
}
