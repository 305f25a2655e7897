package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"portolan/model/source"
)

// protocols are the protocols and types of ICMP that have names.
var protocols = sync.OnceValue(func() protocolList { return shared[protocolList]("protocols.toml") })

type protocolList struct {
	Protocols []protocol `toml:"protocols,required"`
	Types     []icmpType `toml:"icmp_types,required"`
}

type protocol struct {
	At     source.Position
	Name   str              `toml:"name,required"`
	Title  str              `toml:"title,required"`
	Number source.Val[int]  `toml:"number,required"`
	Ports  source.Val[bool] `toml:"ports"` // it is written with its ports
	Typed  source.Val[bool] `toml:"typed"` // it is ICMP of a version of the Internet protocol
	Source str              `toml:"source,required"`
}

// own reports whether a protocol is written by its name alone: by number it would have no ports, or be two things in one rule file.
func (p protocol) own() bool { return p.Ports.V || p.Typed.V }

type icmpType struct {
	At     source.Position
	Name   str             `toml:"name,required"`
	Also   strs            `toml:"also"`
	Four   source.Val[int] `toml:"icmp"`
	Six    source.Val[int] `toml:"icmpv6"`
	Source str             `toml:"source,required"`
}

// ICMP as ports have it: that of both address families, and that of IPv6 alone.
const (
	bothICMP = "icmp"
	sixICMP  = "icmpv6"
)

func protocolNamed(name string) (protocol, bool) {
	return firstOf(protocols().Protocols, func(p protocol) bool { return p.Name.V == name })
}

func protocolNumbered(number int) (protocol, bool) {
	return firstOf(protocols().Protocols, func(p protocol) bool { return p.Number.V == number })
}

func firstOf[T any](list []T, is func(T) bool) (found T, ok bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	return found, false
}

// typeNamed is a type of ICMP by its name or number in a protocol. One that ICMP has in IPv4 alone is none of icmpv6, and the other way round.
func typeNamed(protocol, text string) (icmpType, error) {
	number := func(t icmpType) source.Val[int] {
		if protocol == sixICMP {
			return t.Six
		}
		return t.Four
	}
	is := func(t icmpType) bool {
		return t.Name.V == text || source.Contains(t.Also, text) || number(t).Set() && strconv.Itoa(number(t).V) == text
	}
	known, ok := firstOf(protocols().Types, func(t icmpType) bool { return is(t) && number(t).Set() })
	if ok {
		return known, nil
	}
	p, _ := protocolNamed(protocol)
	if other, ok := firstOf(protocols().Types, is); ok && protocol == bothICMP {
		return other, fmt.Errorf("%q is a type of ICMPv6 alone, which is written %q", text, Socket(sixICMP, other.Name.V))
	}
	var names []string
	for _, t := range protocols().Types {
		if number(t).Set() {
			names = append(names, t.Name.V)
		}
	}
	return icmpType{}, fmt.Errorf("%q is no type of %s: %s", text, p.Title.V, source.OneOf(text, names))
}

// ProtocolName is a protocol as people know it: of ip/50, esp; of one without a name, ip/N.
func ProtocolName(protocol string) string {
	if number, ok := (Port{Protocol: protocol}).ByIP(); ok {
		if known, named := protocolNumbered(number); named {
			return known.Name.V
		}
	}
	return protocol
}

// Name is the port's protocol as people know it.
func (p Port) Name() string { return ProtocolName(p.Protocol) }

// IsICMP reports whether a port is ICMP, of both address families or of IPv6 alone.
func (p Port) IsICMP() bool { return p.Protocol == bothICMP || p.Protocol == sixICMP }

// families are the address families in which a port can be: of a type of ICMP those that have it.
func (p Port) families() (four, six bool) {
	four, six = p.Protocol != sixICMP, true
	if t, ok := firstOf(protocols().Types, func(t icmpType) bool { return p.IsICMP() && t.Name.V == p.Type }); ok {
		four, six = four && t.Four.Set(), t.Six.Set()
	}
	return four, six
}

// In reports whether a port can be in IPv4, or in IPv6.
func (p Port) In(four bool) bool {
	in4, in6 := p.families()
	return four && in4 || !four && in6
}

// Number is the number of a protocol in packets of a family.
func (p Port) Number(four bool) int {
	if number, ok := p.ByIP(); ok {
		return number
	}
	name := p.Protocol
	if p.IsICMP() {
		name = map[bool]string{true: bothICMP, false: sixICMP}[four]
	}
	known, _ := protocolNamed(name)
	return known.Number.V
}

// TypeNumber is the number that a type of ICMP has in packets of a family.
func TypeNumber(name string, four bool) int {
	known, _ := firstOf(protocols().Types, func(t icmpType) bool { return t.Name.V == name })
	if four {
		return known.Four.V
	}
	return known.Six.V
}

// PortAt is the port of a packet of a family: a protocol by its number, with the number of a port or of a type of ICMP.
func PortAt(protocol, number, kind int, four bool) Port {
	known, named := protocolNumbered(protocol)
	switch {
	case named && known.Ports.V:
		return Port{Protocol: known.Name.V}.At(number)
	case !named || !known.Typed.V:
		return Port{Protocol: Socket("ip", strconv.Itoa(protocol))}
	}
	t, _ := firstOf(protocols().Types, func(t icmpType) bool {
		return four && t.Four.Set() && t.Four.V == kind || !four && t.Six.Set() && t.Six.V == kind
	})
	return Port{Protocol: known.Name.V, Type: cmp.Or(t.Name.V, strconv.Itoa(kind))}
}
