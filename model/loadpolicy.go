package model

import (
	"maps"
	"net/netip"
	"slices"

	"portolan/model/catalog"
	"portolan/model/source"
)

// filing checks what the site says of groups, firewalls, translations and requests, as far as it shows without a catalogue.
func (k *siteChecker) filing() {
	k.groups()
	k.firewalls()
	k.translations()
	for _, id := range sortedKeys(k.site.Requests) {
		r := k.site.Requests[id]
		k.plainID(id, "request", r.At)
		for _, v := range (strs{r.Owner, r.Requester, r.Ticket}) {
			k.line(v)
		}
		k.dates(r.Since, r.Until, "request")
		k.filed(r.SourcePort, r.Status)
	}
}

func (k *siteChecker) groups() {
	for _, id := range sortedKeys(k.site.Groups) {
		g := k.site.Groups[id]
		k.id(id, "group", g.At)
		k.line(g.Name)
		k.line(g.Note)
		if g.Members != nil && len(g.Members) == 0 {
			k.fault("S47", g.At, `add members = ["all nodes"]`, "group %s has no members", id)
		}
	}
	for _, id := range sortedKeys(k.site.ServiceGroups) {
		g := k.site.ServiceGroups[id]
		k.plainID(id, "service group", g.At)
		k.line(g.Name)
		k.line(g.Note)
		k.declaredPorts(g.Ports, "service group "+id, g.At)
	}
}

// declaredPorts checks ports that the site gives with their protocols.
func (k *siteChecker) declaredPorts(ports strs, what string, at source.Position) {
	for _, p := range ports {
		if _, _, err := parseDeclaredPort(p.V); err != nil {
			k.fault("S17", p.At, `write "tcp/389", "udp/53", "tcp/8000-8010", "icmp" or "ip/50"`, "%v", err)
		}
	}
	if ports != nil && len(ports) == 0 {
		k.fault("S47", at, `add ports = ["tcp/389"]`, "%s has no ports", what)
	}
}

func (k *siteChecker) firewalls() {
	for _, id := range sortedKeys(k.site.Firewalls) {
		f := k.site.Firewalls[id]
		k.plainID(id, "firewall", f.At)
		for _, v := range (strs{f.Name, f.Owner, f.Note}) {
			k.line(v)
		}
		sides := k.eachZoneOnce(f.Zones)
		if f.Outside.V {
			sides++
		}
		if f.Zones != nil && sides < 2 {
			k.fault("S48", f.At, "name the zones that it stands between, or say outside = true", "firewall %s stands between fewer than two zones", id)
		}
	}
}

// eachZoneOnce counts the zones of a list, and reports those that are unknown or there twice.
func (k *siteChecker) eachZoneOnce(list strs) int {
	seen := map[string]bool{}
	for _, z := range list {
		k.zone(z)
		if seen[z.V] {
			k.fault("S130", z.At, "remove it", "zone %s is named twice", z.V)
		}
		seen[z.V] = true
	}
	return len(seen)
}

func (k *siteChecker) translations() {
	kinds := []string{string(DestinationTranslation), string(SourceTranslation)}
	for _, id := range sortedKeys(k.site.Translations) {
		t := k.site.Translations[id]
		k.plainID(id, "translation", t.At)
		k.line(t.Note)
		k.oneOf("S49", "kind", t.Kind, kinds)
		if _, ok := k.site.Firewalls[t.Firewall.V]; t.Firewall.Set() && !ok {
			k.fault("S50", t.Firewall.At, source.DidYouMean(t.Firewall.V, slices.Collect(maps.Keys(k.site.Firewalls))), "unknown firewall %q", t.Firewall.V)
		}
		if k.eachZoneOnce(t.Zones) == 0 && !t.Outside.V {
			k.fault("S131", t.At, "name the zones of those who know the party by these addresses, or say outside = true", "translation %s is for nobody", id)
		}
		if t.Addresses != nil && len(t.Addresses) == 0 {
			k.fault("S47", t.At, `add addresses = ["198.51.100.5"]`, "translation %s has no addresses", id)
		}
		for _, a := range t.Addresses {
			k.translated(a)
		}
	}
}

// translated checks an address that stands for another: no host of the site may have it. Several translations may share one.
func (k *siteChecker) translated(text str) {
	address, err := netip.ParseAddr(text.V)
	if err != nil || address.Zone() != "" {
		k.fault("S12", text.At, "write an address such as 10.20.0.11 or fd20::11", "%q is no address", text.V)
		return
	}
	if old, ok := k.addresses[address.Unmap()]; ok {
		k.found = append(k.found, source.Diagnostic{Code: "S13", At: text.At, What: "a translation has the address of " + old.what,
			Related: []source.Related{{At: old.at, What: "first here"}}})
	}
}

// filed checks what a request or a declared flow says beside its ports.
func (k *siteChecker) filed(sourcePort, status str) {
	k.oneOf("S51", "status", status, Statuses)
	if !sourcePort.Set() || sourcePort.V == AnyPort {
		return
	}
	if port, err := catalog.ParsePort(sourcePort.V); err != nil || port.Kind != catalog.OnePort && port.Kind != catalog.PortRange {
		k.fault("S53", sourcePort.At, `write "any", "123" or "1024-65535"`, "%q is no source port", sourcePort.V)
	}
}

func (k *siteChecker) dates(since, until source.Val[source.Date], what string) {
	if since.Set() && until.Set() && until.V.Before(since.V) {
		k.fault("S18", until.At, "", "the %s ends before it starts", what)
	}
}

func (k *siteChecker) oneOf(code, what string, v str, known []string) {
	if v.Set() && !slices.Contains(known, v.V) {
		k.fault(code, v.At, source.DidYouMean(v.V, known), "unknown %s %q", what, v.V)
	}
}

// plainID checks the spelling of a key that names something which is no party.
func (k *siteChecker) plainID(id, what string, at source.Position) {
	if !idPattern.MatchString(id) || windowsNames[id] {
		k.fault("S05", at, "use at most 63 lower-case letters, digits and hyphens, and no name that Windows keeps for devices", "%q cannot be the id of a %s", id, what)
	}
}
