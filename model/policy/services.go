package policy

import (
	"strings"

	"portolan/model/catalog"
)

// nameServices gives every group of ports that a rule names its stem: the site's id, where it names the same ports; the port's, where it is
// one alone; else a digest of the ports, and the names of what answers there.
func (b *builder) nameServices() {
	answers := map[string]map[string]bool{}
	for _, d := range b.drafts {
		d.portKey = portsKey(d.ports)
		if answers[d.portKey] == nil {
			answers[d.portKey] = map[string]bool{}
		}
		for _, name := range d.Answers {
			answers[d.portKey][name] = true
		}
	}
	for _, g := range b.plan.ServiceGroups {
		ports := portsKey(g.Ports)
		named := &ServiceGroup{stem: g.ID, Name: g.Name, Ports: g.Ports, Services: sorted(answers[ports]), Named: true, Note: g.Note}
		if _, twice := b.svcs[ports]; twice {
			b.spareSvcs = append(b.spareSvcs, named)
			continue
		}
		b.svcs[ports] = named
	}
	for _, d := range b.drafts {
		if b.svcs[d.portKey] == nil {
			g := &ServiceGroup{stem: servicesID(d.ports), Ports: d.ports, Services: sorted(answers[d.portKey])}
			if len(g.Services) <= fewServices { // nobody reads a name of a paragraph
				g.Name = strings.Join(g.Services, ", ")
			}
			b.svcs[d.portKey] = g
		}
	}
	b.partServices()
	for _, d := range b.drafts {
		d.Services = b.svcs[d.portKey].stem
	}
}

// fewServices is the number of services up to which a group of ports is called by them; a group of more is called by its id.
const fewServices = 3

// partServices gives a group whose stem the site has given to others its digest.
func (b *builder) partServices() {
	taken := map[string]int{}
	for _, g := range b.svcs {
		taken[g.stem]++
	}
	for _, g := range b.svcs {
		if !g.Named && taken[g.stem] > 1 {
			g.stem += "-" + strings.ToLower(digest(portsKey(g.Ports), 6))
		}
	}
}

func portsKey(ports []catalog.Port) string {
	var parts []string
	for _, p := range ports {
		parts = append(parts, p.Key())
	}
	return key(parts...)
}

// servicesID is the stem of a group of ports that the site does not name.
func servicesID(ports []catalog.Port) string {
	if len(ports) > 1 {
		return "services-" + strings.ToLower(digest(portsKey(ports), 6))
	}
	return strings.Map(func(r rune) rune {
		if r == '/' || r == ' ' || r == '|' {
			return '-'
		}
		return r
	}, ports[0].Key())
}
