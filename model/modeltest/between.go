package modeltest

import (
	"fmt"
	"slices"
	"strconv"
)

// addBetween puts up to three load balancers before nodes and up to three forward proxies on the way out, in every arrangement: several before
// one node or party, targets that overlap, sets and nodes, for all or for some, used always or in the normal state only.
func (d *Draft) addBetween(sets, outside []string) {
	for i := range d.random.IntN(4) {
		id := fmt.Sprintf("balancer%d", i)
		var targets []string
		if d.chance(70) {
			targets = some(d, d.nodes)
		}
		if len(targets) == 0 || d.chance(30) {
			targets = append(targets, pick(d, sets))
		}
		t := d.host("load_balancers", id, draftEntry{key: "targets", list: quoted(targets)}, draftEntry{key: "source", value: strconv.Quote(pick(d, []string{"translated", "transparent"}))})
		d.between = append(d.between, t)
		d.addServed(t, id)
		d.parties = append(d.parties, id)
	}
	for i := range d.random.IntN(4) {
		t := d.host("forward_proxies", fmt.Sprintf("proxy%d", i), draftEntry{key: "port", value: d.nextPort()})
		d.between = append(d.between, t)
		if len(outside) > 0 && d.chance(60) {
			t.entries = append(t.entries, draftEntry{key: "for", list: quoted(some(d, outside))})
		}
	}
	for _, t := range d.between {
		if d.chance(20) {
			t.entries = append(t.entries, draftEntry{key: "states", list: quoted([]string{"normal"})})
		}
	}
}

// addServed says which listeners a load balancer serves, and on which ports of its own, often not.
func (d *Draft) addServed(t *draftTable, id string) {
	listeners := d.listeners()
	if d.chance(30) {
		listeners = some(d, listeners)[:1]
		if called := d.calledByClients(); d.chance(80) {
			listeners = some(d, called)
		}
		t.entries = append(t.entries, draftEntry{key: "serves", list: quoted(listeners)})
	}
	if listener := pick(d, listeners); d.chance(30) && d.onePort(listener) {
		d.table("load_balancers."+id+".ports", draftEntry{key: strconv.Quote(listener), value: d.nextPort()})
	}
}

// calledByClients are the listeners that flow rules of the catalogue lead clients to.
func (d *Draft) calledByClients() []string {
	var ids []string
	for _, f := range d.cat.Flows {
		if id := f.To.Listener.V; f.From.Clients.Set() && id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// UseIn lets load balancers and forward proxies be used in some of the site's states only, which a plan of the draft knows.
func (d *Draft) UseIn(states []string) {
	for _, t := range d.between {
		if i := slices.IndexFunc(t.entries, func(e draftEntry) bool { return e.key == "states" }); i >= 0 {
			t.entries = slices.Delete(t.entries, i, i+1)
		}
		if d.chance(50) {
			t.entries = append(t.entries, draftEntry{key: "states", list: quoted(some(d, states))})
		}
	}
}
