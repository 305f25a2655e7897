package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Port is what a listener listens on and what a rule opens: a transport protocol with its numbers, or a protocol that has no ports. It is
// the one value for both; equal ports are ==.
type Port struct {
	Protocol string  `json:"protocol"`              // tcp, udp, icmp, ip/N
	Numbers  Numbers `json:"port,omitzero"`         // none of a protocol without ports
	Choice   Choice  `json:"port_choice,omitempty"` // which of the numbers are in use, where that is not plain
}

// A Choice says which of several numbers are in use.
type Choice string

// The choices. Without one, every number is.
const (
	Alternatives Choice = "alternatives" // one of those listed, chosen when the product is set up
	OneOf        Choice = "one of"       // one of a range, chosen by the program
	Dynamic      Choice = "dynamic"      // any of a range, at any time
)

// Unsettled reports whether one of several numbers is in use, and nobody knows which.
func (c Choice) Unsettled() bool { return c == Alternatives || c == OneOf }

// ownForm are the IP protocols that have a form of their own: written by number they would have no ports, or be two things in one rule file. ICMP
// stands for that of both address families.
var ownForm = map[int]string{1: "icmp", 6: "tcp", 17: "udp", 58: "icmp"}

// ParsePort reads a port with its protocol, as sites and runbooks write it: "tcp/389", "udp/53", "tcp/8000-8010", "icmp", "ip/50".
func ParsePort(s string) (Port, error) {
	protocol, number, ok := strings.Cut(s, "/")
	if !ok || protocol == "ip" {
		port, err := PortOf("", s)
		if err == nil && !port.Numbers.None() {
			err = fmt.Errorf("%q does not say tcp or udp", s)
		}
		return port, err
	}
	if protocol != "tcp" && protocol != "udp" {
		return Port{}, fmt.Errorf("%q is neither tcp nor udp", protocol)
	}
	port, err := PortOf(protocol, number)
	if err == nil && port.Numbers.None() {
		err = fmt.Errorf("%q has no ports", number)
	}
	return port, err
}

// PortOf is the port that a catalogue gives in two texts: the transport, and "443", "389|636", "50101-50131 one of", "8000-8010",
// "20123-32768 dynamic"; or, without a transport, "icmp" and "ip/50".
func PortOf(transport, s string) (Port, error) {
	if s == "icmp" {
		return Port{Protocol: s}, nil
	}
	if number, ok := strings.CutPrefix(s, "ip/"); ok {
		n, err := parseWhole(number)
		if err != nil || n > 255 {
			return Port{}, fmt.Errorf("%q is not an IP protocol number from 0 to 255", number)
		}
		if name, ok := ownForm[n]; ok {
			return Port{}, fmt.Errorf("%q is %s, which is written %s", s, strings.ToUpper(name), map[bool]string{true: name, false: name + " with its ports"}[name == "icmp"])
		}
		return Port{Protocol: s}, nil
	}
	numbers, choice, err := parseNumbers(s)
	if err != nil {
		return Port{}, err
	}
	return Port{Protocol: transport, Numbers: numbers, Choice: choice}, nil
}

// At is a single port of the same protocol.
func (p Port) At(number int) Port { return Port{Protocol: p.Protocol, Numbers: Single(number)} }

// Plain is the port without a word on which of its numbers are in use: what a firewall sees of it.
func (p Port) Plain() Port { return Port{Protocol: p.Protocol, Numbers: p.Numbers} }

// ByIP is the number of a protocol that has no name here: N of ip/N.
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
	return cmp.Or(strings.Compare(p.Protocol, other.Protocol), p.Numbers.Compare(other.Numbers), strings.Compare(string(p.Choice), string(other.Choice)))
}

// ByNumber orders ports by their numbers, then by protocol.
func (p Port) ByNumber(other Port) int {
	return cmp.Or(p.Numbers.Compare(other.Numbers), p.Compare(other))
}

// Overlaps reports whether two ports have a number of one protocol in common, or are one protocol without ports.
func (p Port) Overlaps(other Port) bool {
	if p.Protocol != other.Protocol {
		return false
	}
	return p.Numbers == other.Numbers || p.Numbers.overlap(other.Numbers)
}

// Holds reports whether every number of another port is one of this port's.
func (p Port) Holds(other Port) bool {
	if p.Protocol != other.Protocol || p.Numbers.None() != other.Numbers.None() {
		return false
	}
	for _, theirs := range other.Numbers.Spans() {
		if !slices.ContainsFunc(p.Numbers.Spans(), func(s Span) bool { return s.Low <= theirs.Low && theirs.High <= s.High }) {
			return false
		}
	}
	return true
}

// String is the port with everything that is known of it: "tcp/443", "tcp/50101-50131 one of", "icmp".
func (p Port) String() string {
	if p.Choice == "" {
		return p.Socket()
	}
	return p.Socket() + " " + string(p.Choice)
}

// Socket is the port as a firewall knows it: "tcp/443", "udp/8000-8010", "icmp".
func (p Port) Socket() string { return Socket(p.Protocol, p.Numbers.String()) }

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
		return cmp.Or(p.Numbers.String(), p.Protocol)
	}
	return Socket(p.Numbers.String(), p.Protocol)
}
