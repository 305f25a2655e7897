package modeltest

import (
	"fmt"
	"slices"
	"strconv"
)

// addFiling writes firewalls, groups, translations and requests: what firewall teams need beside the flows.
func (d *Draft) addFiling() {
	d.addFirewalls()
	for i := range d.random.IntN(3) {
		d.table(fmt.Sprintf("groups.group%d", i), draftEntry{key: "name", text: "A group"},
			draftEntry{key: "members", list: quoted(some(d, slices.Concat([]string{"all nodes"}, d.hosts, d.clients)))})
	}
	if d.chance(50) {
		d.table("service_groups.ports", draftEntry{key: "name", text: "Ports"}, draftEntry{key: "ports", list: quoted(some(d, declaredPorts))})
	}
	covered := []string{"all", "all", d.cat.Flows[0].ID.V, pick(d, d.cat.Flows).ID.V, "declared0"}
	for i := range d.random.IntN(4) {
		t := d.table(fmt.Sprintf("requests.request%d", i), draftEntry{key: "covers", list: quoted([]string{pick(d, covered)})})
		for _, e := range []draftEntry{{key: "owner", text: "An owner"}, {key: "requester", text: "A requester"}, {key: "ticket", text: "T-1"}, {key: "since", value: "2026-01-01"},
			{key: "until", value: "2027-01-01"}, {key: "log", value: "true"}, {key: "source_port", value: `"1024-65535"`}, {key: "status", value: `"implemented"`}} {
			if d.chance(30) {
				t.entries = append(t.entries, e)
			}
		}
	}
}

// addFirewalls puts firewalls between zones, often not between all, and lets some of them translate.
func (d *Draft) addFirewalls() {
	zones := []string{"zone0", "zone1", "zone2"}
	for i := range d.random.IntN(4) {
		id := fmt.Sprintf("firewall%d", i)
		own := zones
		if d.chance(60) {
			own = some(d, zones)
		}
		t := d.table("firewalls."+id, draftEntry{key: "name", text: "A firewall"}, draftEntry{key: "zones", list: quoted(own)})
		if len(own) < 2 || d.chance(50) {
			t.entries = append(t.entries, draftEntry{key: "outside", value: "true"})
		}
		if d.chance(50) {
			t.entries = append(t.entries, draftEntry{key: "log", value: "true"})
		}
		d.addTranslation(i, id, own)
	}
}

// addTranslation lets a firewall that stands alone between two zones translate a node's address: a firewall with both zones is on every
// shortest way between them.
func (d *Draft) addTranslation(i int, firewall string, zones []string) {
	node := pick(d, d.nodes)
	own := d.zone[node]
	if !slices.Contains(zones, own) || d.chance(30) {
		return
	}
	others := slices.DeleteFunc(slices.Clone(zones), func(z string) bool { return z == own || d.translated[node+z] })
	if len(others) == 0 {
		return
	}
	for _, z := range others {
		d.translated[node+z] = true
	}
	d.table(fmt.Sprintf("translations.translation%d", i), draftEntry{key: "party", value: strconv.Quote(node)},
		draftEntry{key: "addresses", list: quoted([]string{fmt.Sprintf("198.51.100.%d", i)})}, draftEntry{key: "firewall", value: strconv.Quote(firewall)},
		draftEntry{key: "kind", value: strconv.Quote(pick(d, []string{"source", "destination"}))}, draftEntry{key: "zones", list: quoted(others)})
}
