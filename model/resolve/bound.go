package resolve

import "fmt"

// maxRules is how many rules a site has at most. Each stands by itself on the pages of both its ends, and what the loss of a host does is asked of each: more make
// a pack of gigabytes that nobody reads.
const maxRules = 25_000

// A ruleCount counts the rules of a site before they are made.
type ruleCount struct {
	all     int
	largest struct {
		flow                 string
		from, to, ports, all int
	}
}

// add counts the rules of a declared flow, and reports whether they still are within the limit.
func (c *ruleCount) add(flow string, from, to, ports int) bool {
	n := from * to * ports
	c.all += n
	if n > c.largest.all {
		l := &c.largest
		l.flow, l.from, l.to, l.ports, l.all = flow, from, to, ports, n
	}
	return c.all <= maxRules
}

// check reports too many rules, at the declared flow that has most of them; at none, where each has few.
func (c *ruleCount) check(s *union) {
	if c.all <= maxRules {
		return
	}
	at, of := s.Site.File.Top(), ""
	if l := c.largest; l.all >= c.all/10 {
		at, of = s.Site.Flows[l.flow].At, fmt.Sprintf("; the flow %s alone is %d, from %d to %d on %d", l.flow, l.all, l.from, l.to, l.ports)
	}
	s.Fault("S441", at, `end flows at zones or networks instead of lists of hosts, as from = "zone ZONE", write ports as ranges, or describe parts of the network as sites of their own`,
		"the site has %d rules; the limit is %d%s", c.all, maxRules, of)
}
