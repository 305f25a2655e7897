package resolve

import (
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/product"
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

// backupBeside finds backups that are on a host which holds what they save, so that one failure takes both.
func backupBeside(k *findings) {
	b := k.Plan.Backup
	if b == nil || b.Host == "" {
		return
	}
	for _, r := range k.Products {
		if saved := savedOn(r, b.Host); saved != "" {
			k.add("S350", b.Host, k.Site.Backup.Folder.At, "name a folder on another host, or have the backups copied to one and name that as the folder",
				"the backups are on %s, which is the %s of %s: when it fails, there is nothing to restore from", k.Parties[b.Host].Host, saved, r.Name)
			return
		}
	}
}

// savedOn is what a host holds of a product that has a runbook for its backup: a resource, by its name, or a node; "" of neither.
func savedOn(r *product.Product, host string) string {
	if !slices.ContainsFunc(r.Catalogue.Runbooks, func(b *catalog.Runbook) bool { return b.Kind.V == catalog.BackupKind }) {
		return ""
	}
	for _, id := range source.SortedKeys(r.Hosts) {
		if r.Hosts[id] == host {
			return inSentence(r.Catalogue.Resources[id].Name.V)
		}
	}
	if r.Node(host) != nil {
		return "node " + host
	}
	return ""
}
