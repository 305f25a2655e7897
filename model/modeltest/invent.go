package modeltest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
)

// An Invention is a product that chance made up, in the constructs of the catalogue's language, with a site that uses it. It is values, so that a test
// can work out by itself what must follow, and TOML, from which the program works it out.
type Invention struct {
	Listeners []*InventedListener
	Sets      []InventedSet
	Flows     []InventedFlow
	Externals []InventedExternal
	Nodes     []InventedNode
	Moves     map[string]int // of listeners, "" or " on NODE" behind the id: where the site moves them
	Extra     bool           // the flag of the site that some flows ask for
	Group     bool           // the site declares the multicast group
	People    bool           // and the clients

	random *rand.Rand
}

// An InventedListener has a port of one kind. Its numbers are in a block of 100 that no other listener has.
type InventedListener struct {
	Service, Name    string
	Kind, Transport  string
	Block            int // the first number of the block
	Base             *InventedListener
	Protocol, Socket string // of a port that is one protocol by name
}

// ID is "service.listener".
func (l *InventedListener) ID() string { return l.Service + "." + l.Name }

// The kinds of ports.
const (
	FixedPort   = "fixed"
	RangePort   = "range"
	ChoicePort  = "alternatives"
	DynamicPort = "dynamic"
	DigitPort   = "digits"    // of the fact instance
	SumPort     = "sum"       // with ten times the fact position
	OtherPort   = "other"     // 20000 above another listener
	Protocol    = "protocol"  // by name
	Distance    = 20000       // of a port that is counted from another
	Moved       = 30000       // by which the site moves ports
	Listening   = 10000       // the first block
	RangeSize   = 10          // of ports that are a range
	SumFactor   = 10          // of the position
	GroupName   = "gathering" // of the multicast group
)

// An InventedSet is the nodes that run a service and meet a condition.
type InventedSet struct{ ID, Service, Condition string }

// The conditions of sets; empty is none.
var setConditions = []string{"", "", `with = ["mode = busy"]`, `with = ["weight >= 2"]`, `without = ["mode = busy"]`, `os = ["rhel*"]`, `with = ["cell"]`}

// An InventedFlow leads from a set, the people or an external service to a listener of a set, an external service or the group.
type InventedFlow struct {
	ID, From, Between, SourcePort string // From: a set's id, "people", or an external's id
	To                            string // likewise, or GroupName
	Listener                      *InventedListener
	AndBack, Extra                bool
}

// An InventedExternal has a wildcard for all hosts of a domain.
type InventedExternal struct {
	ID, Domain, Host string
	Ports            []string
	Declared         bool // the catalogue leaves it to the site, which declares it
	Optional         bool
}

// An InventedNode is a host of the site.
type InventedNode struct {
	ID, OS, Cell, Mode, Peer          string // empty where the site says nothing
	Services                          []string
	Weight, Instance, Position, Place int // -1 where the site says nothing; Place is the last part of its address
	Zone                              int
}

// Invent makes up a product and a site of it.
func Invent(random *rand.Rand) *Invention {
	v := &Invention{random: random, Moves: map[string]int{}, Extra: random.IntN(2) == 0, Group: random.IntN(4) > 0, People: random.IntN(4) > 0}
	services := 2 + random.IntN(2)
	for s := range services {
		for l := range 1 + random.IntN(3) {
			v.Listeners = append(v.Listeners, v.listener(fmt.Sprint("service", s), l))
		}
	}
	for s := range services {
		for i := range 1 + random.IntN(2) {
			v.Sets = append(v.Sets, InventedSet{fmt.Sprintf("set%d-%d", s, i), fmt.Sprint("service", s), one(random, setConditions)})
		}
	}
	for i := range 1 + random.IntN(2) {
		e := InventedExternal{ID: fmt.Sprint("outside", i), Domain: fmt.Sprintf("domain%d.example", i), Host: fmt.Sprintf("portal.site%d.example", i), Optional: random.IntN(2) == 0}
		e.Declared = e.Optional && random.IntN(2) == 0
		e.Ports = []string{"tcp/443", "tcp/8000-8010", "udp/53"}[:1+random.IntN(3)]
		v.Externals = append(v.Externals, e)
	}
	for range 3 + random.IntN(6) {
		v.addFlow(fmt.Sprint("F", len(v.Flows)))
	}
	for i := range 2 + random.IntN(6) {
		v.addNode(i, services)
	}
	v.move()
	return v
}

func one[T any](random *rand.Rand, list []T) T { return list[random.IntN(len(list))] }

func (v *Invention) listener(service string, number int) *InventedListener {
	kinds := []string{FixedPort, FixedPort, RangePort, ChoicePort, DynamicPort, DigitPort, SumPort, Protocol}
	l := &InventedListener{Service: service, Name: fmt.Sprint("port", number), Kind: one(v.random, kinds), Block: Listening + 100*len(v.Listeners),
		Transport: one(v.random, []string{"tcp", "udp", "sctp", "tcp+udp"})}
	if number == 1 && v.Listeners[len(v.Listeners)-1].Kind != Protocol && v.random.IntN(2) == 0 {
		l.Kind, l.Base = OtherPort, v.Listeners[len(v.Listeners)-1]
	}
	if l.Kind == Protocol {
		l.Transport = ""
		l.Protocol = one(v.random, []string{"icmp", "icmp/echo-request", "icmpv6/packet-too-big", "esp", "vrrp", "gre"})
		l.Socket = l.Protocol
	}
	return l
}

// Port is the port of a listener as the catalogue writes it.
func (l *InventedListener) Port() string {
	switch l.Kind {
	case RangePort:
		return fmt.Sprintf("%d-%d", l.Block, l.Block+RangeSize-1)
	case ChoicePort, DynamicPort:
		return fmt.Sprintf("%d-%d %s", l.Block, l.Block+RangeSize-1, l.Kind)
	case DigitPort:
		return fmt.Sprintf("%d{instance}5", l.Block/100)
	case SumPort:
		return fmt.Sprintf("%d-%d + %d * {position} + 1", l.Block, l.Block+1, SumFactor)
	case OtherPort:
		return fmt.Sprintf("%s + %d", l.Base.ID(), Distance)
	case Protocol:
		return l.Protocol
	}
	return strconv.Itoa(l.Block)
}

var betweens = []string{"", "", "other nodes", "same node", "either", "same cell", "other nodes, same cell", "same peer"}

func (v *Invention) addFlow(id string) {
	f := InventedFlow{ID: id, From: one(v.random, v.Sets).ID, Extra: v.random.IntN(5) == 0, Listener: one(v.random, v.Listeners)}
	served := slices.DeleteFunc(slices.Clone(v.Sets), func(s InventedSet) bool { return s.Service != f.Listener.Service })
	f.To = one(v.random, served).ID
	switch v.random.IntN(8) {
	case 0:
		f.From = "people"
	case 1:
		f.From = one(v.random, v.Externals).ID
	case 2:
		f.To, f.Listener = one(v.random, v.Externals).ID, nil
	case 3:
		fixed := slices.DeleteFunc(slices.Clone(v.Listeners), func(l *InventedListener) bool { return l.Kind != FixedPort && l.Kind != Protocol || v.movedOnOne(l) })
		if len(fixed) > 0 {
			f.To, f.Listener = GroupName, one(v.random, fixed)
		}
	default:
		f.Between = one(v.random, betweens)
		f.AndBack = v.random.IntN(6) == 0 && (f.Between == "" || f.Between == "other nodes")
	}
	if f.Listener != nil && f.Listener.Kind != Protocol && v.random.IntN(4) == 0 {
		f.SourcePort = one(v.random, []string{"123", "1024-65535"})
	}
	v.Flows = append(v.Flows, f)
}

func (v *Invention) addNode(number, services int) {
	r := v.random
	n := InventedNode{ID: fmt.Sprint("node", number), OS: one(r, []string{"rhel-9", "rhel-8", "windows-server-2022", "ubuntu-24.04"}), Weight: r.IntN(4) - 1, Instance: r.IntN(11) - 1, Position: r.IntN(7) - 1, Place: number + 1, Zone: r.IntN(2)}
	n.Cell, n.Mode = one(r, []string{"", "left", "right"}), one(r, []string{"", "busy", "idle"})
	if number > 0 && r.IntN(2) == 0 {
		n.Peer = fmt.Sprint("node", r.IntN(number))
	}
	for s := range services {
		if r.IntN(2) == 0 || s == number%services {
			n.Services = append(n.Services, fmt.Sprint("service", s))
		}
	}
	v.Nodes = append(v.Nodes, n)
}

// move lets the site move ports, for all nodes or for one. That of a group stays the same for all.
func (v *Invention) move() {
	for _, l := range v.Listeners {
		if l.Kind == Protocol || v.random.IntN(5) > 0 {
			continue
		}
		v.Moves[l.ID()] = l.Block + Moved
		for _, n := range v.Nodes {
			grouped := slices.ContainsFunc(v.Flows, func(f InventedFlow) bool { return f.To == GroupName && f.Listener == l })
			if slices.Contains(n.Services, l.Service) && v.random.IntN(4) == 0 && !grouped {
				v.Moves[l.ID()+" on "+n.ID] = l.Block + Moved + 50
				break
			}
		}
	}
}

// movedOnOne reports whether the site moves a port on one node.
func (v *Invention) movedOnOne(l *InventedListener) bool {
	return slices.ContainsFunc(v.Nodes, func(n InventedNode) bool { return v.Moves[l.ID()+" on "+n.ID] > 0 })
}

// Ranged reports whether the port of a listener is a range of which all numbers are open, which another range may replace, and no number.
func (l *InventedListener) Ranged() bool {
	switch l.Kind {
	case OtherPort:
		return l.Base.Ranged()
	case RangePort, DynamicPort, SumPort:
		return true
	}
	return false
}

// Next is the product's next edition: other ports, flows that went and came, for the same site.
func (v *Invention) Next() *Invention {
	next := *v
	next.Listeners, next.Flows = nil, nil
	as := map[*InventedListener]*InventedListener{nil: nil}
	for _, l := range v.Listeners {
		other := *l
		other.Base = as[l.Base]
		if v.random.IntN(3) == 0 && (l.Kind == FixedPort || l.Kind == RangePort) {
			other.Block += 20
		}
		as[l] = &other
		next.Listeners = append(next.Listeners, &other)
	}
	for _, f := range v.Flows {
		f.Listener = as[f.Listener]
		if v.random.IntN(4) > 0 {
			next.Flows = append(next.Flows, f)
		}
	}
	for i := range 1 + v.random.IntN(2) {
		next.addFlow(fmt.Sprint("N", i))
	}
	return &next
}
