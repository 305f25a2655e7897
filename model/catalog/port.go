package catalog

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// A Port is what a listener listens on and what a rule opens: a transport protocol with its numbers, or a protocol that has no ports. It is
// the one value for both; equal ports are ==.
type Port struct {
	Protocol string  `json:"protocol"`              // tcp, udp, sctp, icmp (of both address families), icmpv6, ip/N
	Numbers  Numbers `json:"port,omitzero"`         // none of a protocol without ports
	Type     string  `json:"icmp_type,omitempty"`   // of ICMP, by name; every type when empty
	Choice   Choice  `json:"port_choice,omitempty"` // which of the numbers are in use, where that is not plain
}

// A Choice says which of several numbers are in use.
type Choice string

// The choices. Without one, every number is.
const (
	Alternatives Choice = "alternatives" // one of those listed or of a range, chosen when the product is set up
	OneOf        Choice = "one of"       // one of a range, chosen by the program
	Dynamic      Choice = "dynamic"      // any of a range, at any time
)

// Unsettled reports whether one of several numbers is in use, and nobody knows which.
func (c Choice) Unsettled() bool { return c == Alternatives || c == OneOf }

// ParsePort reads a port with its protocol, as sites and runbooks write it: "tcp/389", "udp/53", "tcp/8000-8010", "icmp", "icmp/echo-request",
// "esp", "ip/50".
func ParsePort(s string) (Port, error) {
	name, number, ok := strings.Cut(s, "/")
	known, _ := protocolNamed(name)
	if !ok || known.Typed.V || name == "ip" {
		port, err := PortOf("", s)
		if err == nil && !port.Numbers.None() {
			err = fmt.Errorf("%q does not say tcp or udp", s)
		}
		return port, err
	}
	if !known.Ports.V {
		if known.Name.Set() {
			return Port{}, fmt.Errorf("%s has no ports: it is written %s", known.Title.V, name)
		}
		return Port{}, fmt.Errorf("%q is neither tcp nor udp", name)
	}
	port, err := PortOf(name, number)
	if err == nil && port.Numbers.None() {
		err = fmt.Errorf("%q has no ports", number)
	}
	return port, err
}

// PortOf is the port that a catalogue gives in two texts: the transport, and "443", "389|636", "50101-50131 one of", "8000-8010",
// "9000-9099 alternatives", "20123-32768 dynamic"; or, without a transport, "icmp", "icmp/echo-request", "esp" and "ip/50". A protocol that has a name is the same port by
// its name and by its number.
func PortOf(transport, s string) (Port, error) {
	name, rest, slashed := strings.Cut(s, "/")
	known, named := protocolNamed(name)
	switch {
	case name == "ip" && slashed:
		return numbered(rest)
	case known.Typed.V && slashed:
		t, err := typeNamed(name, rest)
		return Port{Protocol: name, Type: t.Name.V}, err
	case known.Typed.V:
		return Port{Protocol: name}, nil
	case named && !known.own() && !slashed:
		return numbered(strconv.Itoa(known.Number.V))
	}
	numbers, choice, err := parseNumbers(s)
	if err != nil {
		return Port{}, err
	}
	return Port{Protocol: transport, Numbers: numbers, Choice: choice}, nil
}

// numbered is a protocol by its number.
func numbered(number string) (Port, error) {
	n, err := parseWhole(number)
	if err != nil || n > 255 {
		return Port{}, fmt.Errorf("%q is not an IP protocol number from 0 to 255", number)
	}
	if known, ok := protocolNumbered(n); ok && known.own() {
		return Port{}, fmt.Errorf("%q is %s, which is written %s", Socket("ip", number), known.Title.V, known.Name.V+map[bool]string{true: " with its ports"}[known.Ports.V])
	}
	return Port{Protocol: Socket("ip", number)}, nil
}

// At is a single port of the same protocol.
func (p Port) At(number int) Port { return Port{Protocol: p.Protocol, Numbers: Single(number)} }

// Plain is the port without a word on which of its numbers are in use: what a firewall sees of it.
func (p Port) Plain() Port { return Port{Protocol: p.Protocol, Numbers: p.Numbers, Type: p.Type} }

// ByIP is the number of a protocol that has neither ports nor types: N of ip/N.
func (p Port) ByIP() (number int, ok bool) {
	text, ok := strings.CutPrefix(p.Protocol, "ip/")
	if !ok {
		return 0, false
	}
	number, err := parseWhole(text)
	return number, err == nil
}

// Compare orders ports by protocol, then by their numbers.
func (p Port) Compare(other Port) int {
	return cmp.Or(strings.Compare(p.Protocol, other.Protocol), p.Numbers.Compare(other.Numbers), strings.Compare(p.Type, other.Type),
		strings.Compare(string(p.Choice), string(other.Choice)))
}

// ByNumber orders ports by their numbers, then by protocol.
func (p Port) ByNumber(other Port) int {
	return cmp.Or(p.Numbers.Compare(other.Numbers), p.Compare(other))
}

// Overlaps reports whether two ports have a number of one protocol in common, are one protocol without ports, or share a type of ICMP.
func (p Port) Overlaps(other Port) bool {
	if p.IsICMP() && other.IsICMP() {
		four, six := p.families()
		otherFour, otherSix := other.families()
		return (p.Type == "" || other.Type == "" || p.Type == other.Type) && (four && otherFour || six && otherSix)
	}
	if p.Protocol != other.Protocol {
		return false
	}
	return p.Numbers == other.Numbers || p.Numbers.overlap(other.Numbers)
}

// Holds reports whether every number of another port, or every type of ICMP of it, is one of this port's.
func (p Port) Holds(other Port) bool {
	if p.IsICMP() && other.IsICMP() {
		four, six := p.families()
		otherFour, otherSix := other.families()
		return (p.Type == "" || p.Type == other.Type) && (four || !otherFour) && (six || !otherSix)
	}
	return p.Protocol == other.Protocol && p.Numbers.None() == other.Numbers.None() && p.Numbers.holds(other.Numbers)
}

// String is the port with everything that is known of it: "tcp/443", "tcp/50101-50131 one of", "icmp".
func (p Port) String() string {
	if p.Choice == "" {
		return p.Socket()
	}
	return p.Socket() + " " + string(p.Choice)
}

// Socket is the port as a firewall knows it: "tcp/443", "udp/8000-8010", "icmp", "icmp/echo-request", "esp".
func (p Port) Socket() string { return Socket(p.Name(), p.Part()) }

// Part is what stands behind the protocol: the numbers of the port, or the type of ICMP; "" of a protocol as a whole.
func (p Port) Part() string { return cmp.Or(p.Numbers.String(), p.Type) }

// Key is the port as ids are made of it: like String, but with protocols by number, which have no other name.
func (p Port) Key() string {
	if _, ok := p.ByIP(); ok {
		return p.Protocol
	}
	return p.String()
}

// Socket is a protocol with its port as people write them, "tcp/443"; "icmp" for a protocol without ports. No other function spells it.
func Socket(protocol, numbers string) string {
	if numbers == "" || protocol == "" {
		return protocol + numbers
	}
	return protocol + "/" + numbers
}

// Label is the port as diagrams have it, where space is scarce and most ports are tcp: "443", "53/udp", "icmp".
func (p Port) Label() string {
	if p.Protocol == "tcp" || p.Numbers.None() {
		return cmp.Or(p.Numbers.String(), p.Socket())
	}
	return Socket(p.Numbers.String(), p.Protocol)
}
