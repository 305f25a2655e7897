package site

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/source"
)

// SchemaVersion is the version of the site description that this program reads.
const SchemaVersion = 1

// MaxNodes is the largest number of nodes and servers of one site.
const MaxNodes = 2000

// MaxZones is the largest number of zones of one site: of more no diagram could be read, and none is drawn.
const MaxZones = 300

// MaxPorts is how many ports and ranges a list holds: each is a rule for every two ends of a flow.
const MaxPorts = 1000

// Load reads a site description that has to be sound: where there are errors the site is nil.
func Load(name string, data []byte) (*Site, source.Diagnostics) {
	site, found := Read(name, data, nil)
	if found.HasErrors() {
		return nil, found
	}
	return site, found
}

// Read reads a site description and finds every fault that shows without the product's catalogue. Behind an error the site holds what is
// known; what its doubts name is absent or not to be relied on. It is nil where the text cannot be read at all. read gives the texts of other
// files that the description names.
func Read(name string, data []byte, read Reader) (*Site, source.Diagnostics) {
	a := &assembler{read: read, taken: map[string]source.Position{name: {}}}
	whole := a.layer(name, data, 0)
	if whole == nil || a.broken {
		return nil, a.found.Sorted()
	}
	site, found := bound(whole, a.found)
	if site != nil {
		site.Files, site.Bases, site.On = a.files, a.bases, a.base
	}
	return site, found
}

// ReadBase reads the base of an environment as a site of its own.
func ReadBase(environment *Site) (*Site, source.Diagnostics) {
	site, found := bound(environment.On, nil)
	if site != nil {
		site.ID = environment.ID
	}
	return site, found
}

// bound checks a description that was put together. found is what was said of its files.
func bound(file *source.File, before source.Diagnostics) (*Site, source.Diagnostics) {
	site, found := source.BindLines[Site](file)
	site.File, site.Files = file, []*source.File{file}
	found = append(before, found...)
	if large := tooLarge(&site); len(large) > 0 {
		return nil, append(found, large...)
	}
	k := &checker{site: &site, found: found, unbound: file.Doubts(), ids: map[string]claim{}, vague: map[string]bool{}, taken: map[netip.Addr]claim{}, hosts: map[string]claim{}}
	k.check()
	return &site, k.found.Sorted()
}

// tooLarge says of what a site has more than the limit.
func tooLarge(s *Site) (found source.Diagnostics) {
	for _, of := range []struct {
		n, limit   int
		what, help string
	}{{len(s.Nodes) + len(s.Servers), MaxNodes, "hosts", ""}, {len(s.Zones), MaxZones, "zones", ", or give one zone several networks"}} {
		if of.n > of.limit {
			found = append(found, source.Diagnostic{Code: "S03", At: s.File.Top(), What: fmt.Sprintf("%d %s; the limit is %d", of.n, of.what, of.limit),
				Help: "describe parts of the network as sites of their own" + of.help})
		}
	}
	return found
}

func (k *checker) check() {
	s := k.site
	if s.Schema.Set() && s.Schema.V != SchemaVersion {
		k.fault("S01", s.Schema.At, fmt.Sprintf("write schema = %d", SchemaVersion), "schema %d is unknown", s.Schema.V)
	}
	k.oneOf("S02", "profile", s.Profile, Choices["Site.profile"])
	named := len(s.Products)+len(s.Installations) > 0
	if (s.Product.Set() && len(s.Products) > 0 || !s.Product.Set() && !named) && !k.unbound.Of("product") && !k.unbound.Of("products") && !k.unbound.Of("installations") {
		k.fault("S42", s.File.Top(), "add `product = \"PRODUCT/EDITION\"`, or `products = [\"PRODUCT/EDITION\", \"PRODUCT/EDITION\"]` for several", "a site names either its product or its products")
	}
	installations(k)
	for _, folder := range s.Catalogs {
		k.catalogFolder(folder)
	}
	k.found = append(append(k.found, tooLong(s)...), slices.Concat(s.Pack.faults(), s.Diagram.faults(), s.Objects.faults())...)
	k.zones()
	k.hostsAndParties()
	for _, id := range slices.Sorted(maps.Keys(s.Overrides)) {
		checkMoves(k, s.Overrides[id])
	}
	for _, id := range slices.Sorted(maps.Keys(s.Flows)) {
		k.flow(id, s.Flows[id])
	}
	for _, id := range slices.Sorted(maps.Keys(s.Resources)) {
		k.port(s.Resources[id].Port)
	}
	k.filing()
	checkRulePolicies(k)
	k.promises()
	k.worksheet()
	k.secrets()
	k.networkPaths()
}

// mostOnPages is the length in bytes of a text that stands on every page, or in a place for a signature.
const mostOnPages = 400

// mostInHeads is that of a name that is the head of a narrow column.
const mostInHeads = 100

// tooLong finds texts that leave no room for the rest of a page.
func tooLong(s *Site) source.Diagnostics {
	var found source.Diagnostics
	short := func(what string, v str, most int) {
		if fault, ok := source.Short(what, v, most); !ok {
			found = append(found, fault)
		}
	}
	d := s.Document
	short("document.customer", d.Customer, mostOnPages)
	short("document.title", d.Title, mostOnPages)
	short("document.id", d.ID, mostOnPages)
	short("document.classification", d.Classification, mostOnPages)
	short("document.revision", d.Revision, mostOnPages)
	short("pack.header", s.Pack.Header, mostInHeads)
	short("pack.footer", s.Pack.Footer, mostInHeads)
	for _, a := range d.Approvals {
		short("document.approvals.name", a.Name, mostOnPages)
		short("document.approvals.role", a.Role, mostOnPages)
	}
	for id, z := range s.Zones {
		short("zones."+id+".name", z.Name, mostInHeads)
		short("zones."+id+".vlan", z.VLAN, mostInHeads)
	}
	for id, l := range s.Locations {
		short("locations."+id+".name", l.Name, mostInHeads)
		short("locations."+id+".kind", l.Kind, mostInHeads)
	}
	return found
}

// catalogFolder checks that a folder is named in a way that means the same on every machine that the site is copied to.
func (k *checker) catalogFolder(v str) {
	if strings.HasPrefix(v.V, "/") || strings.ContainsAny(v.V, `\:`) {
		k.fault("S45", v.At, `write it as seen from the site's folder, with "/", as in "../products"`, "%q is no folder as seen from the site's", v.V)
	}
}

func (k *checker) hostsAndParties() {
	s := k.site
	for _, id := range slices.Sorted(maps.Keys(s.Nodes)) {
		n := s.Nodes[id]
		k.id(id, "node", n.At)
		k.zoneOfHost(resident{what: "node " + id, at: n.At, unread: unread(k.unbound, "nodes", id), zone: &n.Zone, cure: severalNetworks, where: k.host("node "+id, n.Host, n.Ordinary())})
		interfaces(k, "node "+id, n.At, n.Addresses, n.Networks, n.Zone)
		k.system(&n.OS)
		s.Nodes[id] = n
		if n.Role.Set() == (n.Services != nil) && !n.StandsInFor.Set() && !k.unbound.Of("nodes", id, "role") && !k.unbound.Of("nodes", id, "services") {
			k.fault("S08", n.At, "give either `role = \"...\"` or `services = [\"...\"]`", "node %s needs either a role or services", id)
		}
		also(k, "nodes", id, n.Also)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Servers)) {
		n := s.Servers[id]
		k.id(id, "server", n.At)
		k.zoneOfHost(resident{what: "server " + id, at: n.At, unread: unread(k.unbound, "servers", id), zone: &n.Zone, cure: severalNetworks, where: k.host("server "+id, n.Host, n.Ordinary())})
		interfaces(k, "server "+id, n.At, n.Addresses, n.Networks, n.Zone)
		k.system(&n.OS)
		s.Servers[id] = n
		also(k, "servers", id, n.Also)
	}
	for _, id := range slices.Sorted(maps.Keys(s.LoadBalancers)) {
		lb := s.LoadBalancers[id]
		k.id(id, "load balancer", lb.At)
		k.zoneOfHost(resident{what: "load balancer " + id, at: lb.At, unread: unread(k.unbound, "load_balancers", id), zone: &lb.Zone, where: k.host("load balancer "+id, lb.Host, lb.Addresses)})
		s.LoadBalancers[id] = lb
		k.oneOf("S09", "source", lb.Source, Choices["Balancer.source"])
		for _, listener := range slices.Sorted(maps.Keys(lb.Ports)) {
			k.port(lb.Ports[listener])
			if lb.Serves != nil && !k.unbound.Of("load_balancers", id, "serves") && !source.Contains(lb.Serves, listener) {
				k.fault("S124", lb.Ports[listener].At, fmt.Sprintf("add %q to its serves, or remove the port", listener), "load balancer %s has a port for %s, which it does not serve", id, listener)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.ForwardProxies)) {
		p := s.ForwardProxies[id]
		k.id(id, "forward proxy", p.At)
		k.zoneOfHost(resident{what: "forward proxy " + id, at: p.At, unread: unread(k.unbound, "forward_proxies", id), zone: &p.Zone, where: k.host("forward proxy "+id, p.Host, p.Addresses)})
		s.ForwardProxies[id] = p
		k.port(p.Port)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Externals)) {
		e := s.Externals[id]
		k.id(id, "external service", e.At)
		e.Addresses, e.Networks = apart(e.Addresses, e.Networks)
		where := append(k.host(externalParty+id, e.Host, e.Addresses), k.networks(externalParty+id, e.Networks)...)
		for _, name := range e.Hosts {
			k.host(externalParty+id, name, nil)
		}
		k.settle(resident{what: externalParty + id, at: e.At, unread: unread(k.unbound, "externals", id), zone: &e.Zone, where: where})
		s.Externals[id] = e
		k.port(e.Port)
		k.declaredPorts(e.Ports, externalParty+id, e.At)
		if e.Port.Set() && e.Ports != nil {
			k.fault("S216", e.Port.At, "write them all in `ports = [\"tcp/443\"]`, and remove port", "external service %s has a port in addition to its ports", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.Clients)) {
		c := s.Clients[id]
		k.id(id, "population of clients", c.At)
		k.settle(resident{what: "clients " + id, at: c.At, unread: unread(k.unbound, "clients", id), zone: &c.Zone, outside: c.Outside.V, where: k.networks("clients "+id, c.Networks)})
		s.Clients[id] = c
	}
	floating(k)
	multicast(k)
	renamed(k)
	locations(k)
}

// externalParty is what external services are called, before their ids.
const externalParty = "external service "

// apart takes networks out of a list of addresses: an external service is published with both.
func apart(addresses, networks strs) (strs, strs) {
	var single strs
	for _, text := range addresses {
		if strings.Contains(text.V, "/") {
			networks = append(networks, text)
		} else {
			single = append(single, text)
		}
	}
	return single, networks
}

// shared reports whether two claims may be one: a service outside may be several for a site, each with its ports.
func shared(a, b string) bool {
	return strings.HasPrefix(a, externalParty) && strings.HasPrefix(b, externalParty)
}

// host checks what every host has: a name and addresses that nobody else has, but for external services among each other.
func (k *checker) host(what string, host str, addresses strs) []network {
	twin := "" // that has the host name, too
	if host.Set() && k.hostName(host, strings.HasPrefix(what, externalParty)) {
		if old, ok := k.hosts[strings.ToLower(host.V)]; ok && !shared(old.what, what) {
			twin = old.what
			k.found = append(k.found, source.Diagnostic{Code: "S11", At: host.At, What: fmt.Sprintf("%s and %s have the same host name", old.what, what), Help: joinNodes(k, old.what, what),
				Related: []source.Related{{At: old.at, What: "first here"}}})
		} else {
			k.hosts[strings.ToLower(host.V)] = claim{what, host.At}
		}
	}
	where := k.addresses(what, addresses)
	for _, n := range where {
		claimAddress(k, what, twin, n, false)
	}
	return where
}

// managed is the id of the node or server that a claim is of, or "".
func managed(what string) string {
	for _, kind := range []string{"node ", "server "} {
		if id, ok := strings.CutPrefix(what, kind); ok {
			return id
		}
	}
	return ""
}

// claimAddress notes who has an address, and reports somebody else who has it; again tells whether one may have it twice. Of a twin, which has the host name
// too, it was said already how the two are to be described.
func claimAddress(k *checker, what, twin string, n network, again bool) {
	if old, ok := k.taken[n.V.Addr()]; ok && !shared(old.what, what) && !(again && old.what == what) {
		help := ""
		if old.what != twin {
			help = cmp.Or(joinNodes(k, old.what, what), floatingCure(managed(old.what), managed(what), n))
		}
		k.found = append(k.found, source.Diagnostic{Code: "S13", At: n.At, What: fmt.Sprintf("%s and %s have the same address", old.what, what), Help: help,
			Related: []source.Related{{At: old.at, What: "first here"}}})
	}
	k.taken[n.V.Addr()] = claim{what, n.At}
}

func (k *checker) flow(id string, f Flow) {
	if !IDPattern.MatchString(id) {
		k.fault("S05", f.At, idHelp(id), "%q cannot be the id of a flow", id)
	}
	k.declaredPorts(f.Ports, "flow "+id, f.At)
	if len(f.Ports) > MaxPorts {
		f.Ports = f.Ports[:MaxPorts]
		k.site.Flows[id] = f
	}
	k.metadata(f.RuleMetadata, "flow")
	k.oneOf("S52", "phase", f.Phase, Choices["Flow.phase"])
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
	incident(k)
	exercises(k)
}
