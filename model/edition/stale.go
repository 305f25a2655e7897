package edition

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
)

// A StalePort is a port that another edition opens, or lists as if others could call it, and that no rule of the new one uses at a host. A
// firewall that has it open, from whomever, holds a rule without a reason.
type StalePort struct {
	Host string `json:"host"`
	catalog.Port
	Services []string `json:"services"` // names of those that listened
	Editions []string `json:"editions"` // catalogues that know it
	Listens  bool     `json:"listens"`  // the new edition still listens there, for callers on the same host or for none
	Closing  bool     `json:"closing"`  // the list to close has a rule of this site for it
}

type hostPort struct {
	host string
	port catalog.Port
}

// stalePorts collects stale ports by host, protocol and port.
type stalePorts struct {
	u     *Upgrade
	site  *site.Site
	found map[hostPort]*StalePort
}

// findStale lists the ports that other editions have open at this site, plan by plan, and those that they know at all where nothing
// listens any more: an edition's document may have been followed to the letter.
func (u *Upgrade) findStale(site *site.Site, editions []edition) {
	s := &stalePorts{u, site, map[hostPort]*StalePort{}}
	for _, e := range editions {
		if e.plan != nil {
			s.opened(e)
		}
		s.known(e)
	}
	for _, port := range s.found {
		u.Stale = append(u.Stale, *port)
	}
	slices.SortFunc(u.Stale, func(a, b StalePort) int {
		return cmp.Or(strings.Compare(a.Host, b.Host), a.Port.ByNumber(b.Port))
	})
	u.countHosts()
}

// An edition is a catalogue of the product with the plan that it gives for the site; nil where it gives none.
type edition struct {
	cat          *catalog.Catalogue
	installation string // of which it would be the edition, by id
	plan         *plan.Plan
}

// opened adds what an edition's plan opens at hosts. What the site declares is no edition's.
func (s *stalePorts) opened(e edition) {
	for _, f := range e.plan.Network() {
		if _, ours := e.cat.Listener(f.Listener); !ours || f.Product != e.installation {
			continue
		}
		to := e.plan.Party(f.To)
		for _, host := range slices.Concat([]string{to.ID}, to.OnHosts(), to.Receivers) {
			if s.u.isHost(host) && e.plan.Party(host).Kind != plan.MulticastParty && !s.u.usedAt(host, f.Port) {
				s.add(e.cat, host, f.Service, f.Plain())
			}
		}
	}
}

// known adds what an edition may have had opened, at hosts that run the service and on which nothing listens there now.
func (s *stalePorts) known(e edition) {
	for _, listener := range notLocal(e.cat) {
		service, _, _ := strings.Cut(listener, ".")
		for _, host := range s.u.hostsOf(e, service) {
			port := e.listensAt(s.site, host, listener)
			if s.u.isHost(host) && port.Protocol != "" && !s.u.usedAt(host, port) && !s.u.listens(host, port) {
				s.add(e.cat, host, e.cat.Services[service].Name.V, port.Plain())
			}
		}
	}
}

func (s *stalePorts) add(cat *catalog.Catalogue, host, service string, port catalog.Port) {
	key := hostPort{host, port}
	if s.found[key] == nil {
		stale := &StalePort{Host: host, Port: port}
		stale.Listens = s.u.listens(host, port)
		stale.Closing = slices.ContainsFunc(s.u.Close, func(c Change) bool {
			return c.To.isAt(host) && c.Overlaps(port)
		})
		s.found[key] = stale
	}
	s.found[key].Services = withName(s.found[key].Services, service)
	s.found[key].Editions = withName(s.found[key].Editions, cat.Dir)
}

func withName(list []string, name string) []string {
	list = append(list, name)
	slices.Sort(list)
	return slices.Compact(list)
}

// notLocal lists the listeners that a catalogue does not keep inside a host: its documents have them in their tables without saying so,
// and somebody may have opened them.
func notLocal(cat *catalog.Catalogue) []string {
	var ids []string
	for service, s := range cat.Services {
		for name, l := range s.Listeners {
			if l.Peer.V != "local" && !l.Never.Set() {
				ids = append(ids, cat.Sockets(service+"."+name)...)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// hostsOf are the hosts that run a service, in either edition of the comparison or as another edition has it.
func (u *Upgrade) hostsOf(e edition, service string) []string {
	hosts := map[string]bool{}
	for _, p := range []*plan.Plan{u.Before, u.After, e.plan} {
		if p == nil {
			continue
		}
		for _, n := range p.Nodes {
			for _, part := range n.Parts() {
				if part.Installation == e.installation && part.Service(service) != nil {
					hosts[n.ID] = true
				}
			}
		}
		for _, r := range p.Resources {
			if known, ok := e.cat.Resources[r.ID]; ok && known.Service.V == service {
				hosts[r.On] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(hosts))
}

// listensAt is where a listener of the edition listens at this site: the site's own word on ports counts before the catalogue's.
func (e edition) listensAt(site *site.Site, host, listener string) catalog.Port {
	service, _, _ := strings.Cut(listener, ".")
	l, _ := e.cat.Listener(listener)
	port, _ := e.cat.Work(catalog.FormulaOf(l), catalog.Values{
		Fact: func(name string) (int, bool) { return e.numberAt(site, host, name) },
		Listener: func(id string) (catalog.Port, bool) {
			base := e.listensAt(site, host, id)
			return base, !base.Numbers.None()
		},
	}) // what is not known has no numbers, and is stale nowhere
	if o, _ := toldOf(site.Overrides, e.installation, catalog.BaseListener(listener)); o.MovedOn(host).Moved() {
		port = o.MovedOn(host).Of(port)
	}
	for _, id := range source.SortedKeys(e.cat.Resources) {
		if placed, ok := toldOf(site.Resources, e.installation, id); ok && placed.On.V == host && placed.Port.Set() && e.cat.Resources[id].Service.V == service {
			port = port.At(placed.Port.V)
		}
	}
	return port
}

// numberAt is a number fact of a host: the site's own word, that of its role, or the catalogue's default.
func (e edition) numberAt(site *site.Site, host, fact string) (int, bool) {
	node := site.Nodes[host]
	setup, _ := site.Setup(e.installation)
	ofSite := map[string]source.Val[any]{}
	if given, ok := toldOf(site.Facts, e.installation, fact); ok {
		ofSite[fact] = given
	}
	for _, given := range []map[string]source.Val[any]{node.Facts, e.cat.Roles[node.Role.V].Facts, setup.Facts, ofSite, {fact: e.cat.Facts[fact].Default}} {
		if number, ok := given[fact].V.(int64); ok {
			return int(number), true
		}
	}
	return 0, false
}

// toldOf is what a table of the site says to an installation of a name of its catalogue.
func toldOf[T any](table map[string]T, installation, name string) (T, bool) {
	if own, ok := table[site.Qualified(installation, name)]; ok {
		return own, true
	}
	plain, ok := table[name]
	return plain, ok
}

// usedAt reports whether a rule of the new edition leads to a port of a host.
func (u *Upgrade) usedAt(host string, port catalog.Port) bool {
	return slices.ContainsFunc(u.After.Inbound(host), func(f *plan.Flow) bool { return f.Overlaps(port) })
}

// listens reports whether something of the new edition listens on a port of a host though no rule between hosts leads there.
func (u *Upgrade) listens(host string, port catalog.Port) bool {
	inside := slices.ContainsFunc(u.After.Internal(host), func(f *plan.Flow) bool { return f.Overlaps(port) })
	return inside || slices.ContainsFunc(u.After.Unopened, func(l plan.Listening) bool { return l.Node == host && l.Overlaps(port) })
}
