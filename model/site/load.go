package site

import (
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/source"
)

// SchemaVersion is the version of the site description that this program reads.
const SchemaVersion = 1

// MaxNodes is the largest number of nodes and servers of one site.
const MaxNodes = 2000

// Load reads a site description and finds every fault that shows without the product's catalogue. Where there are errors the site is
// nil.
func Load(name string, data []byte) (*Site, source.Diagnostics) {
	file, found := source.Parse(name, data)
	if found.HasErrors() {
		return nil, found
	}
	site, found := source.BindLines[Site](file)
	site.File = file
	k := &checker{site: &site, found: found, ids: map[string]claim{}, addresses: map[netip.Addr]claim{}, hosts: map[string]claim{}}
	k.check()
	if k.found.HasErrors() {
		return nil, k.found.Sorted()
	}
	return &site, k.found.Sorted()
}

func (k *checker) check() {
	s := k.site
	if s.Schema.Set() && s.Schema.V != SchemaVersion {
		k.fault("S01", s.Schema.At, fmt.Sprintf("write schema = %d", SchemaVersion), "schema %d is unknown", s.Schema.V)
	}
	k.profile(s.Profile)
	if n := len(s.Nodes) + len(s.Servers); n > MaxNodes {
		k.fault("S03", s.File.Top(), "describe parts of the network as sites of their own", "%d nodes and servers; the limit is %d", n, MaxNodes)
		return
	}
	if s.Product.Set() == (len(s.Products) > 0) {
		k.fault("S42", s.File.Top(), `add product = "PRODUCT/EDITION", or products = [...] for several`, "a site names either its product or its products")
	}
	for _, folder := range s.Catalogs {
		k.catalogFolder(folder)
	}
	k.zones()
	k.hostsAndParties()
	for _, id := range slices.Sorted(maps.Keys(s.Overrides)) {
		k.port(s.Overrides[id].Port)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Flows)) {
		k.flow(id, s.Flows[id])
	}
	for _, id := range slices.Sorted(maps.Keys(s.Resources)) {
		k.port(s.Resources[id].Port)
	}
	k.filing()
	k.promises()
	k.worksheet()
	k.secrets()
}

// catalogFolder checks that a folder is named in a way that means the same on every machine that the site is copied to.
func (k *checker) catalogFolder(v str) {
	if strings.HasPrefix(v.V, "/") || strings.ContainsAny(v.V, `\:`) {
		k.fault("S45", v.At, `write it as seen from the site's folder, with "/", as in "../products"`, "%q is no folder as seen from the site's", v.V)
	}
}

func (k *checker) zones() {
	for _, id := range slices.Sorted(maps.Keys(k.site.Zones)) {
		zone := k.site.Zones[id]
		if !idPattern.MatchString(id) || windowsNames[id] {
			k.fault("S05", zone.At, "use at most 63 lower-case letters, digits and hyphens", "%q cannot be the id of a zone", id)
		}
		zone.prefixes = k.networks(zone.Networks)
		k.site.Zones[id] = zone
	}
}

func (k *checker) hostsAndParties() {
	s := k.site
	for _, id := range slices.Sorted(maps.Keys(s.Nodes)) {
		n := s.Nodes[id]
		k.id(id, "node", n.At)
		k.host("node "+id, n.Host, n.Addresses, n.Zone)
		if n.Role.Set() == (n.Services != nil) {
			k.fault("S08", n.At, `give either role = "..." or services = [...]`, "node %s needs either a role or services", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.Servers)) {
		k.id(id, "server", s.Servers[id].At)
		k.host("server "+id, s.Servers[id].Host, s.Servers[id].Addresses, s.Servers[id].Zone)
	}
	for _, id := range slices.Sorted(maps.Keys(s.LoadBalancers)) {
		lb := s.LoadBalancers[id]
		k.id(id, "load balancer", lb.At)
		k.host("load balancer "+id, lb.Host, lb.Addresses, lb.Zone)
		if lb.Source.Set() && lb.Source.V != "translated" && lb.Source.V != "transparent" {
			k.fault("S09", lb.Source.At, source.DidYouMean(lb.Source.V, []string{"translated", "transparent"}), "unknown source %q", lb.Source.V)
		}
		for _, listener := range slices.Sorted(maps.Keys(lb.Ports)) {
			k.port(lb.Ports[listener])
			if lb.Serves != nil && !source.Contains(lb.Serves, listener) {
				k.fault("S124", lb.Ports[listener].At, fmt.Sprintf("add %q to its serves, or remove the port", listener), "load balancer %s has a port for %s, which it does not serve", id, listener)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.ForwardProxies)) {
		p := s.ForwardProxies[id]
		k.id(id, "forward proxy", p.At)
		k.host("forward proxy "+id, p.Host, p.Addresses, p.Zone)
		k.port(p.Port)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Externals)) {
		e := s.Externals[id]
		k.id(id, "external party", e.At)
		if e.Host.Set() || e.Addresses != nil || e.Zone.Set() {
			k.host("external party "+id, e.Host, e.Addresses, e.Zone)
		}
		k.port(e.Port)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Clients)) {
		c := s.Clients[id]
		k.id(id, "population of clients", c.At)
		k.networks(c.Networks)
		k.zone(c.Zone)
	}
}

var hostPattern = regexp.MustCompile(`^(\*\.)?[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$`)

// host checks what every host has: a name, addresses that nobody else has, and a zone that holds them.
func (k *checker) host(what string, host str, addresses strs, zone str) {
	if host.Set() {
		if len(host.V) > 253 || !hostPattern.MatchString(host.V) {
			k.fault("S10", host.At, "write a host name, without scheme, path or port", "%q is no host name", host.V)
		} else if old, ok := k.hosts[strings.ToLower(host.V)]; ok {
			k.found = append(k.found, source.Diagnostic{Code: "S11", At: host.At, What: fmt.Sprintf("%s and %s have the same host name", old.what, what),
				Related: []source.Related{{At: old.at, What: "first here"}}})
		} else {
			k.hosts[strings.ToLower(host.V)] = claim{what, host.At}
		}
	}
	k.zone(zone)
	for _, text := range addresses {
		address, err := netip.ParseAddr(text.V)
		if err != nil || address.Zone() != "" {
			k.fault("S12", text.At, "write an address such as 10.20.0.11 or fd20::11", "%q is no address", text.V)
			continue
		}
		if old, ok := k.addresses[address.Unmap()]; ok {
			k.found = append(k.found, source.Diagnostic{Code: "S13", At: text.At, What: fmt.Sprintf("%s and %s have the same address", old.what, what),
				Related: []source.Related{{At: old.at, What: "first here"}}})
		}
		k.addresses[address.Unmap()] = claim{what, text.At}
		k.inZone(what, text, address, zone.V)
	}
}

func (k *checker) inZone(what string, text str, address netip.Addr, zoneID string) {
	zone, ok := k.site.Zones[zoneID]
	if !ok || len(zone.prefixes) == 0 {
		return
	}
	if slices.ContainsFunc(zone.prefixes, func(p netip.Prefix) bool { return p.Contains(address) }) {
		return
	}
	help := ""
	for _, id := range slices.Sorted(maps.Keys(k.site.Zones)) {
		if slices.ContainsFunc(k.site.Zones[id].prefixes, func(p netip.Prefix) bool { return p.Contains(address) }) {
			help = fmt.Sprintf("zone %s holds this address", id)
		}
	}
	k.found = append(k.found, source.Diagnostic{Code: "S14", At: text.At, What: fmt.Sprintf("%s of %s is outside its zone %s", address, what, zoneID),
		Help: help, Related: []source.Related{{At: zone.At, What: "the zone"}}})
}

func (k *checker) flow(id string, f Flow) {
	if !idPattern.MatchString(id) {
		k.fault("S05", f.At, "use at most 63 lower-case letters, digits and hyphens", "%q cannot be the id of a flow", id)
	}
	k.declaredPorts(f.Ports, "flow "+id, f.At)
	k.dates(f.Since, f.Until, "flow")
	k.filed(f.SourcePort, f.Status)
	k.oneOf("S52", "phase", f.Phase, []string{string(plan.RunPhase), string(plan.SetUpPhase)})
}

func (k *checker) promises() {
	s := k.site
	if b := s.Backup; b != nil {
		k.positive(b.EveryHours)
		k.positive(b.KeepDays)
	}
	if r := s.Recovery; r != nil {
		k.positive(r.RTOMinutes)
		k.positive(r.RPOMinutes)
	}
	k.review()
}
