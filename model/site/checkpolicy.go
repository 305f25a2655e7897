package site

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"portolan/model/plan"
	"portolan/model/source"
)

// filing checks what the site says of groups, firewalls, translations and requests, as far as it shows without a catalogue.
func (k *checker) filing() {
	k.groups()
	k.firewalls()
	k.translations()
	for _, id := range source.SortedKeys(k.site.Requests) {
		r := k.site.Requests[id]
		k.plainID(id, "request", r.At)
		k.metadata(r.RuleMetadata, "request")
	}
}

func (k *checker) groups() {
	for _, id := range source.SortedKeys(k.site.Groups) {
		g := k.site.Groups[id]
		k.id(id, "group", g.At)
		if g.Members != nil && len(g.Members) == 0 {
			k.fault("S47", g.At, `add members = ["all nodes"]`, "group %s has no members", id)
		}
	}
	for _, id := range source.SortedKeys(k.site.ServiceGroups) {
		g := k.site.ServiceGroups[id]
		k.plainID(id, "service group", g.At)
		k.declaredPorts(g.Ports, "service group "+id, g.At)
	}
}

func (k *checker) firewalls() {
	for _, id := range source.SortedKeys(k.site.Firewalls) {
		f := k.site.Firewalls[id]
		k.plainID(id, "firewall", f.At)
		sides := k.eachZoneOnce(f.Zones)
		k.found = append(k.found, f.nameFaults()...)
		for _, names := range []map[string]str{f.Interfaces, f.ZoneNames, f.AccessLists} {
			for _, zone := range source.SortedKeys(names) {
				if zone == OutsideName && f.Outside.V {
					continue
				}
				if !source.Contains(f.Zones, zone) && f.Zones != nil && !k.unbound.Of("firewalls", id, "zones") {
					help := source.DidYouMean(zone, source.Strings(f.Zones))
					if zone == OutsideName {
						help = "add `outside = true`, or remove it"
					}
					k.fault("S285", names[zone].At, help, "firewall %s has no zone %q", id, zone)
				}
			}
		}
		if f.Outside.V {
			sides++
		}
		if f.Zones != nil && sides < 2 && !k.unbound.Of("firewalls", id, "zones") && !k.unbound.Of("firewalls", id, "outside") {
			k.fault("S48", f.At, "name the zones that it connects, or say outside = true", "firewall %s connects fewer than two zones", id)
		}
	}
}

// calls is what firewalls call zones, interfaces and lists of rules, whatever they are.
var calls = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9 _./:-]*[A-Za-z0-9_./:-])?$`)

// prefixes are beginnings of names that every firewall takes, and that leave room for what tells names apart.
var prefixes = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,11}$`)

// nameFaults of a firewall are those of names that stand in rule files as they are.
func (f Firewall) nameFaults() source.Diagnostics {
	var found source.Diagnostics
	for _, names := range []map[string]str{f.Interfaces, f.ZoneNames, f.AccessLists} {
		for _, zone := range source.SortedKeys(names) {
			found = append(found, calledFaults(names[zone])...)
		}
	}
	found = slices.Concat(found, calledFaults(f.VirtualSystem), calledFaults(f.Above))
	if f.Prefix.Set() && !prefixes.MatchString(f.Prefix.V) {
		found = append(found, source.Diagnostic{Code: "S299", At: f.Prefix.At, What: fmt.Sprintf("firewalls take no name that begins with %q", f.Prefix.V),
			Help: `begin with a letter, and write at most 12 letters, digits and hyphens, as in "APP-"`})
	}
	return found
}

// calledFaults are those of one name.
func calledFaults(name str) source.Diagnostics {
	if !name.Set() || calls.MatchString(name.V) && len(name.V) <= plan.MostObjectName {
		return nil
	}
	return source.Diagnostics{{Code: "S299", At: name.At, What: fmt.Sprintf("firewalls call nothing %q", name.V),
		Help: fmt.Sprintf("write it as the firewall does: letters, digits and - _ . / : with at most %d characters", plan.MostObjectName)}}
}

func (k *checker) translations() {
	for _, id := range source.SortedKeys(k.site.Translations) {
		t := k.site.Translations[id]
		k.plainID(id, "translation", t.At)
		k.oneOf("S49", "kind", t.Kind, Choices["Translation.kind"])
		if _, ok := k.site.Firewalls[t.Firewall.V]; t.Firewall.Set() && !ok && !k.unbound.Of("firewalls", t.Firewall.V) {
			k.fault("S50", t.Firewall.At, source.DidYouMean(t.Firewall.V, slices.Collect(maps.Keys(k.site.Firewalls))), "unknown firewall %q", t.Firewall.V)
		}
		k.found = append(k.found, calledFaults(t.Object)...)
		before := len(k.found)
		where := k.addresses("translation "+id, t.Addresses)
		unread := k.unbound.Of("translations", id, "zones") || k.unbound.Of("translations", id, "outside")
		if t.Zones == nil && !t.Outside.V && !unread { // those who know the party by an address of their own zone
			var own str
			if k.settle(resident{what: "translation " + id, at: t.At, zone: &own, where: where}); own.Set() {
				t.Zones = strs{own}
				k.site.Translations[id] = t
			}
		}
		if k.eachZoneOnce(t.Zones) == 0 && !t.Outside.V && len(k.found) == before && !unread {
			k.fault("S131", t.At, "name the zones that know the host by these addresses, or say outside = true", "translation %s applies to no zone", id)
		}
		if t.Addresses != nil && len(t.Addresses) == 0 {
			k.fault("S47", t.At, `add addresses = ["198.51.100.5"]`, "translation %s has no addresses", id)
		}
		for _, n := range where {
			if old, ok := k.taken[n.V.Addr()]; ok {
				k.found = append(k.found, source.Diagnostic{Code: "S13", At: n.At, What: "a translation has the address of " + old.what,
					Related: []source.Related{{At: old.at, What: "first here"}}})
			}
		}
	}
}
