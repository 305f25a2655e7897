package site

import (
	"fmt"
	"maps"
	"slices"

	"portolan/model/source"
)

// Renamed is a party that had another id when its rules were first made. Rules, approvals and requests go on under that one.
type Renamed struct {
	What string // "node qs1"
	Was  source.Text
}

// Renamed are the parties that the site calls by other ids than before, in the order of its tables.
func (s *Site) Renamed() []Renamed {
	var out []Renamed
	out = appendRenamed(out, "node ", s.Nodes, func(n Node) str { return n.Was })
	out = appendRenamed(out, "server ", s.Servers, func(n Server) str { return n.Was })
	out = appendRenamed(out, "load balancer ", s.LoadBalancers, func(n Balancer) str { return n.Was })
	out = appendRenamed(out, "forward proxy ", s.ForwardProxies, func(n Proxy) str { return n.Was })
	out = appendRenamed(out, "floating address ", s.Floating, func(f Floating) str { return f.Was })
	out = appendRenamed(out, externalParty, s.Externals, func(n External) str { return n.Was })
	return appendRenamed(out, "clients ", s.Clients, func(n Clients) str { return n.Was })
}

func appendRenamed[T any](out []Renamed, what string, table map[string]T, was func(T) str) []Renamed {
	for _, id := range slices.Sorted(maps.Keys(table)) {
		if v := was(table[id]); v.Set() {
			out = append(out, Renamed{what + id, v})
		}
	}
	return out
}

// renamed checks former ids: each is one that nothing has now, and that of one party.
func renamed(k *checker) {
	first := map[string]Renamed{}
	for _, r := range k.site.Renamed() {
		id := r.Was.V
		k.plainID(id, "party", r.Was.At)
		if now, used := k.ids[id]; used {
			k.found = append(k.found, source.Diagnostic{Code: "S225", At: r.Was.At, What: fmt.Sprintf("%s was %q, and that is the id of a %s", r.What, id, now.what),
				Help: "remove it, unless the other is the one that has to be renamed", Related: []source.Related{{At: now.at, What: "in use here"}}})
		}
		if other, twice := first[id]; twice {
			k.found = append(k.found, source.Diagnostic{Code: "S226", At: r.Was.At, What: fmt.Sprintf("%s and %s were both %q", other.What, r.What, id),
				Help: "leave it with the one whose rules these were, and remove it from the other", Related: []source.Related{{At: other.Was.At, What: "first here"}}})
			continue
		}
		first[id] = r
	}
}
