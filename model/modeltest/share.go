package modeltest

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// share lets some hosts run services of an installation that they are not described for: of the other one, or as servers of one of both or of each.
// No service runs on a host for both, since both would claim its ports.
func (d *Draft) share(nodes map[string]int) {
	of := d.installed()
	central := map[string]bool{}
	for id, installation := range of {
		central[installation] = central[installation] || d.isCentral(id)
	}
	for _, id := range d.hosts {
		taken := d.running(id)
		kind := "servers"
		if of[id] != "" {
			kind = "nodes"
		}
		for _, installation := range installations {
			if installation == of[id] || !d.chance(40) {
				continue
			}
			free := d.disjoint(taken)
			if len(free) == 0 {
				continue
			}
			runs := some(d, free)
			taken = append(taken, d.withParts(runs)...)
			nodes[installation]++
			d.table(kind+"."+id+".also."+installation, append(d.shared(runs), d.sharedFacts(installation, central)...)...)
		}
	}
}

// shared is what a membership runs: services, or a role that has just these.
func (d *Draft) shared(runs []string) []draftEntry {
	for _, role := range slices.Sorted(maps.Keys(d.cat.Roles)) {
		var services []string
		for _, s := range d.cat.Roles[role].Services {
			services = append(services, s.V)
		}
		if len(services) > 0 && !slices.ContainsFunc(services, func(s string) bool { return !slices.Contains(runs, s) }) && d.chance(70) {
			return []draftEntry{{key: "role", value: strconv.Quote(role)}}
		}
	}
	return []draftEntry{{key: "services", list: quoted(runs)}}
}

// sharedFacts are flags of a membership. One host of an installation is its central node.
func (d *Draft) sharedFacts(installation string, central map[string]bool) []draftEntry {
	var flags []string
	for _, name := range slices.Sorted(maps.Keys(d.cat.Facts)) {
		f := d.cat.Facts[name]
		if f.Holder.V != "node" || f.Type.V != "flag" {
			continue
		}
		if name == "central" && !central[installation] && d.chance(50) {
			central[installation] = true
			flags = append(flags, name+" = true")
		} else if name != "central" && d.chance(12) {
			flags = append(flags, name+" = "+strconv.FormatBool(d.chance(80)))
		}
	}
	return []draftEntry{{key: "facts", value: "{ " + strings.Join(flags, ", ") + " }"}}
}

// installed says which nodes are described for which installation.
func (d *Draft) installed() map[string]string {
	of := map[string]string{}
	for _, id := range d.nodes {
		of[id], _ = strconv.Unquote(d.said("nodes."+id, "installation"))
	}
	return of
}

func (d *Draft) isCentral(node string) bool {
	return d.said("nodes."+node+".facts", "central") == "true"
}

// said is the value that a table gives a key, "" where it gives none.
func (d *Draft) said(header, key string) string {
	for _, t := range d.tables {
		for _, e := range t.entries {
			if t.header == header && e.key == key {
				return e.value
			}
		}
	}
	return ""
}

// running are the services that a host runs for the installation that it is described for.
func (d *Draft) running(host string) []string {
	var runs []string
	for _, t := range d.tables {
		for _, e := range t.entries {
			switch {
			case t.header != "nodes."+host:
			case e.key == "role":
				role, _ := strconv.Unquote(e.value)
				for _, s := range d.cat.Roles[role].Services {
					runs = append(runs, s.V)
				}
			case e.key == "services":
				for _, s := range e.list {
					id, _ := strconv.Unquote(s)
					runs = append(runs, id)
				}
			}
		}
	}
	return d.withParts(runs)
}

// withParts are services with those that run wherever they do.
func (d *Draft) withParts(runs []string) []string {
	out := slices.Clone(runs)
	for i := 0; i < len(out); i++ {
		for _, id := range slices.Sorted(maps.Keys(d.cat.Services)) {
			if d.cat.Services[id].PartOf.V == out[i] && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// disjoint are the services that bring no service with them that is taken.
func (d *Draft) disjoint(taken []string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(d.cat.Services)), func(id string) bool {
		return slices.ContainsFunc(d.withParts([]string{id}), func(s string) bool { return slices.Contains(taken, s) })
	})
}
