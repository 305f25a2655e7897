package intake

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/source"
)

// addresses are those of all records, each once.
func (g *gathering) addresses(e *Entry, h *host) {
	var all []string
	var first source.Position
	for _, r := range h.records {
		for i := range r.Values {
			v := &r.Values[i]
			if v.Key == "network" {
				for _, part := range words(v.Text) {
					if p, err := netip.ParsePrefix(part); err == nil {
						h.in(p.Masked())
					} else {
						g.cannot(v, "write a network as 10.20.1.0/24", fmt.Sprintf("%q is no network", part))
					}
				}
			}
			if v.Key != "addresses" {
				continue
			}
			for _, part := range words(v.Text) {
				a, network, ok := addressOf(part)
				if !ok {
					g.cannot(v, "write addresses as 10.20.1.11, several with commas between", fmt.Sprintf("%q is no address", part))
					continue
				}
				if text := a.String(); !slices.Contains(all, text) {
					all = append(all, text)
				}
				if network.IsValid() {
					h.in(network)
				}
				if !first.IsValid() {
					first = v.At
				}
			}
		}
	}
	if len(all) > 0 {
		e.add("addresses", all, first)
	} else {
		e.open(`addresses = ["..."]   # no list has them`)
	}
}

func (h *host) in(network netip.Prefix) {
	if !slices.Contains(h.networks, network) {
		h.networks = append(h.networks, network)
	}
}

// addressOf reads an address, with the network that it is in where its prefix says so.
func addressOf(text string) (netip.Addr, netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		if p.IsSingleIP() {
			return p.Addr(), netip.Prefix{}, true
		}
		return p.Addr(), p.Masked(), true
	}
	a, err := netip.ParseAddr(text)
	return a, netip.Prefix{}, err == nil && a.Zone() == ""
}

// words are the parts of a cell that holds several values.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;| \t\r\n", r) })
}

// zone is the one that a list names, or the network where only that is known.
func (g *gathering) zone(e *Entry, h *host) {
	v := g.value(h, "zone")
	at := h.records[0].At
	around := g.zoneAround(e)
	var zone *Entry
	switch {
	case v != nil && slug(v.Text) != "":
		zone, at = g.zoneOf(v, h.lists[0]), v.At
	case around != nil:
		zone = around
	case len(h.networks) > 0:
		zone = g.entryOf(&g.zones, "zones", slug("net-"+h.networks[0].String()))
		if zone.key("name") == nil {
			zone.add("name", h.networks[0].String(), at)
		}
	default:
		e.open(`zone = "..."   # no list says in which zone or network it is`)
		return
	}
	e.add("zone", zone.ID, at)
	for _, list := range h.lists {
		if !slices.Contains(zone.Lists, list) {
			zone.Lists = append(zone.Lists, list)
		}
	}
	for _, network := range h.networks {
		if v != nil || zone != around {
			zone.holds(network, at)
		}
	}
	if v := g.value(h, "location"); v != nil && slug(v.Text) != "" {
		g.location(zone, v)
	}
}

// location says where a zone is, as its hosts do.
func (g *gathering) location(zone *Entry, v *Value) {
	is := zone.key("location")
	if is == nil {
		zone.add("location", slug(v.Text), v.At)
		l := g.entryOf(&g.locations, "locations", slug(v.Text))
		if l.Lists = zone.Lists; l.key("name") == nil {
			l.add("name", oneLine(v.Text), v.At)
		}
	} else if is.Value != slug(v.Text) {
		g.found = append(g.found, warn("M06", v.At, "divide the zone, or correct the list", fmt.Sprintf("%s of a host of the zone %s is %q here, and %s in %s", v.Column, zone.ID, v.Text, is.Value, Place(is.At))))
	}
}

// network takes over a zone with its network, which a record gives without a host, and reports whether it does.
func (g *gathering) network(list string, r *Record) bool {
	v, named := r.first("network"), r.first("zone")
	if v == nil {
		return false
	}
	network, err := netip.ParsePrefix(v.Text)
	if named == nil || slug(named.Text) == "" || err != nil {
		g.found = append(g.found, warn("M04", v.At, "give its VLAN a name", fmt.Sprintf("the network %s is left out: it has no zone or VLAN with a name", v.Text)))
		return true
	}
	g.zoneOf(named, list).holds(network.Masked(), v.At)
	return true
}

// zoneOf is the zone that a list names.
func (g *gathering) zoneOf(v *Value, list string) *Entry {
	zone := g.entryOf(&g.zones, "zones", slug(v.Text))
	if zone.key("name") == nil {
		zone.add("name", oneLine(v.Text), v.At)
		zone.From = append(zone.From, shortPlace(v.At))
	}
	if !slices.Contains(zone.Lists, list) {
		zone.Lists = append(zone.Lists, list)
	}
	return zone
}

// holds adds a network to a zone.
func (e *Entry) holds(network netip.Prefix, at source.Position) {
	if e.key("networks") == nil {
		e.add("networks", []string(nil), at)
	}
	networks := e.key("networks")
	if list := networks.Value.([]string); !slices.Contains(list, network.String()) {
		networks.Value = append(list, network.String())
	}
}

// zoneAround is the zone of which a network holds an address.
func (g *gathering) zoneAround(e *Entry) *Entry {
	addresses := e.key("addresses")
	if addresses == nil {
		return nil
	}
	a, err := netip.ParseAddr(addresses.Value.([]string)[0])
	for _, zone := range g.zones {
		networks := zone.key("networks")
		for i := 0; err == nil && networks != nil && i < len(networks.Value.([]string)); i++ {
			if p, err := netip.ParsePrefix(networks.Value.([]string)[i]); err == nil && p.Contains(a) {
				return zone
			}
		}
	}
	return nil
}
