package model

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
)

// An invented oracle works out by itself what follows from a product that chance made up and its site: from values, in pairs, without the program's
// catalogues, sets, ports or conditions.
type oracle struct{ *modeltest.Invention }

// A derived connection is one that has to be in the plan, and no other.
type derived struct {
	rule, from, to, listener, source string
	protocol                         string // by name, of one that has no ports
	low, high                        int
	choice                           string
}

func (c derived) String() string {
	port := c.protocol
	switch {
	case c.low > 0 && c.low == c.high:
		port += fmt.Sprint("/", c.low)
	case c.low > 0:
		port += fmt.Sprintf("/%d-%d", c.low, c.high)
	}
	return strings.TrimSpace(strings.Join([]string{c.rule, c.from, c.to, c.listener, "from " + c.source, port, c.choice}, " "))
}

// connections are all of the site, each once.
func (o oracle) connections() []derived {
	var out []derived
	add := func(c derived) {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	for _, f := range o.Flows {
		if f.Extra && !o.Extra {
			continue
		}
		source := f.SourcePort
		if source == "" {
			source = plan.AnyPort
		}
		if f.Listener == nil {
			for _, from := range o.callers(f.From) {
				for _, c := range o.outward(f.To) {
					c.rule, c.from, c.source = f.ID, from, source
					add(c)
				}
			}
			continue
		}
		for _, way := range o.pairs(f) {
			for _, c := range o.sockets(f.Listener, way[1]) {
				c.rule, c.from, c.to, c.source = f.ID, way[0], way[1], source
				add(c)
			}
		}
	}
	return out
}

// outward are the ports of an external service, if it is there.
func (o oracle) outward(id string) (out []derived) {
	for _, e := range o.Externals {
		if e.ID != id || e.Optional && !e.Declared {
			continue
		}
		for i, text := range e.Ports {
			c := derived{to: id, listener: id}
			if i > 0 {
				c.listener += " " + text
			}
			n, _ := fmt.Sscanf(strings.Replace(text, "/", " ", 1), "%s %d-%d", &c.protocol, &c.low, &c.high)
			if n == 2 {
				c.high = c.low
			}
			out = append(out, c)
		}
	}
	return out
}

// callers are the ends at which a flow starts.
func (o oracle) callers(from string) (ids []string) {
	if from == "people" {
		if o.People {
			ids = append(ids, from)
		}
		return ids
	}
	if len(o.outward(from)) > 0 {
		return []string{from}
	}
	for _, n := range o.members(from) {
		ids = append(ids, n.ID)
	}
	return ids
}

// pairs are who talks to whom by a flow to a listener.
func (o oracle) pairs(f modeltest.InventedFlow) (out [][2]string) {
	if f.To == modeltest.GroupName {
		for _, from := range o.callers(f.From) {
			if o.Group {
				out = append(out, [2]string{from, f.To})
			}
		}
		return out
	}
	join := func(froms []string, tos []modeltest.InventedNode) {
		for _, from := range froms {
			for _, to := range tos {
				if slices.Contains(to.Services, f.Listener.Service) && o.together(f.Between, from, to) {
					out = append(out, [2]string{from, to.ID})
				}
			}
		}
	}
	join(o.callers(f.From), o.members(f.To))
	if f.AndBack {
		join(o.callers(f.To), o.members(f.From))
	}
	return out
}

func (o oracle) together(between, from string, to modeltest.InventedNode) bool {
	i := slices.IndexFunc(o.Nodes, func(n modeltest.InventedNode) bool { return n.ID == from })
	if i < 0 {
		return true
	}
	near := o.Nodes[i]
	peer := func(n modeltest.InventedNode) string {
		if n.Peer == "" {
			return n.ID
		}
		return n.Peer
	}
	switch between {
	case "other nodes":
		return from != to.ID
	case "same node":
		return from == to.ID
	case "same cell":
		return near.Cell != "" && near.Cell == to.Cell
	case "other nodes, same cell":
		return near.Cell != "" && near.Cell == to.Cell && from != to.ID
	case "same peer":
		return peer(near) == peer(to)
	}
	return true
}

func (o oracle) members(set string) (out []modeltest.InventedNode) {
	for _, s := range o.Sets {
		for _, n := range o.Nodes {
			if s.ID == set && slices.Contains(n.Services, s.Service) && meets(n, s.Condition) {
				out = append(out, n)
			}
		}
	}
	return out
}

func meets(n modeltest.InventedNode, condition string) bool {
	switch condition {
	case "":
		return true
	case `with = ["mode = busy"]`:
		return n.Mode == "busy"
	case `without = ["mode = busy"]`:
		return n.Mode != "busy"
	case `with = ["weight >= 2"]`:
		return n.Weight >= 2
	case `os = ["rhel*"]`:
		return n.OS == "rhel-9" || n.OS == "rhel-8"
	case `with = ["cell"]`:
		return n.Cell != ""
	}
	panic(condition)
}

// sockets are the ports of a listener on a node, one for each transport.
func (o oracle) sockets(l *modeltest.InventedListener, node string) []derived {
	if l.Kind == modeltest.Protocol {
		return []derived{{listener: l.ID(), protocol: l.Protocol}}
	}
	low, high, choice := o.numbers(l, node)
	var out []derived
	for i, transport := range strings.Split(l.Transport, "+") {
		c := derived{listener: l.ID(), protocol: transport, low: low, high: high, choice: choice}
		if i > 0 {
			c.listener += "/" + transport
		}
		out = append(out, c)
	}
	return out
}

func (o oracle) numbers(l *modeltest.InventedListener, node string) (low, high int, choice string) {
	kind := l
	for kind.Base != nil {
		kind = kind.Base
	}
	if kind.Kind == modeltest.ChoicePort || kind.Kind == modeltest.DynamicPort {
		choice = kind.Kind
	}
	for _, key := range []string{l.ID() + " on " + node, l.ID()} {
		if to, ok := o.Moves[key]; ok && l.Ranged() {
			return to, to + 1, choice
		} else if ok {
			return to, to, ""
		}
	}
	n := modeltest.InventedNode{Instance: -1, Position: -1}
	if i := slices.IndexFunc(o.Nodes, func(n modeltest.InventedNode) bool { return n.ID == node }); i >= 0 {
		n = o.Nodes[i]
	}
	if n.Instance < 0 {
		n.Instance = 3
	}
	switch l.Kind {
	case modeltest.FixedPort:
		return l.Block, l.Block, ""
	case modeltest.DigitPort:
		return l.Block + 10*n.Instance + 5, l.Block + 10*n.Instance + 5, ""
	case modeltest.SumPort:
		at := l.Block + 10*max(0, n.Position) + 1
		return at, at + 1, ""
	case modeltest.OtherPort:
		low, high, choice = o.numbers(l.Base, node)
		return low + 20000, high + 20000, choice
	}
	return l.Block, l.Block + 9, choice
}

// receivers are the nodes that hear what is sent to the group.
func (o oracle) receivers() (ids []string) {
	for _, n := range o.Nodes {
		if o.Group && slices.ContainsFunc(o.Flows, func(f modeltest.InventedFlow) bool {
			return f.To == modeltest.GroupName && (o.Extra || !f.Extra) && slices.Contains(n.Services, f.Listener.Service)
		}) {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// alike are the nodes that share their position with one that comes before them: one that states it, then by id.
func (o oracle) alike() (ids []string) {
	first := map[int]string{}
	for _, stated := range []bool{true, false} {
		for _, n := range o.members(o.Sets[0].ID) {
			if (n.Position >= 0) != stated {
				continue
			}
			at := max(0, n.Position)
			if first[at] != "" {
				ids = append(ids, n.ID)
			} else {
				first[at] = n.ID
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// opens reports whether connections between two ends let a port through, all of it; one of several numbers of which nobody knows which is in use does not.
func opensPort(all []derived, from, to, protocol string, number int) bool {
	return slices.ContainsFunc(all, func(c derived) bool {
		settled := c.choice != string(catalog.Alternatives)
		return c.from == from && c.to == to && c.protocol == protocol && (number == 0 || settled && c.low <= number && number <= c.high)
	})
}
