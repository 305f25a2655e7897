package modeltest

import (
	"fmt"
	"strconv"
	"strings"
)

// addNetworks gives some hosts addresses in a second network, binds some listeners to it, and lets an address float between hosts.
func (d *Draft) addNetworks() {
	if d.chance(40) {
		d.table("addresses.inner", draftEntry{key: "name", text: "Inner network"})
		for i, id := range some(d, d.hosts) {
			zone := d.random.IntN(3)
			for _, t := range d.tables {
				if _, name, _ := strings.Cut(t.header, "."); name == id {
					d.table(t.header+".networks", draftEntry{key: "inner", list: quoted([]string{fmt.Sprintf("10.%d.2.%d", zone, i+1), fmt.Sprintf("fd00:%d:1::%x", zone, i+1)})})
					break
				}
			}
			d.parties = append(d.parties, id+".inner")
		}
		for _, id := range some(d, d.listeners()) {
			d.table("overrides."+strconv.Quote(id), draftEntry{key: "binds", value: `"inner"`}, draftEntry{key: "reason", text: "A reason"})
		}
	}
	if d.chance(40) && len(d.nodes) > 1 {
		hosts := some(d, d.nodes)
		if len(hosts) < 2 {
			hosts = d.nodes[:2]
		}
		zone := d.random.IntN(3)
		t := d.table("floating.vip", draftEntry{key: "host", text: "vip.example"}, draftEntry{key: "addresses", list: quoted([]string{fmt.Sprintf("10.%d.3.1", zone), fmt.Sprintf("fd00:%d:2::1", zone)})},
			draftEntry{key: "held_by", value: strconv.Quote(hosts[0])}, draftEntry{key: "may_move_to", list: quoted(hosts[1:])})
		if d.chance(50) {
			t.entries = append(t.entries, draftEntry{key: "serves", list: quoted(some(d, d.listeners()))})
		}
		if d.chance(50) {
			t.entries = append(t.entries, draftEntry{key: "instead", value: "true"})
		}
		d.parties = append(d.parties, "vip")
	}
}
