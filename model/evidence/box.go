// Package evidence reads what tools print of rules and listeners that are there, into values that are compared with a plan. It knows no plan, and
// guesses nothing: what it does not understand it says so of.
package evidence

import (
	"math/big"
	"net/netip"
)

// A Box is a set of packets: all those with addresses and numbers in some ranges. All addresses are of one family.
type Box struct {
	From, To Span
	Protocol Range // of IP, by number
	Source   Range // ports; all of them for protocols without
	Port     Range
	Type     Range // of ICMP; all of them for other protocols
}

// A Span is a range of addresses, both ends included.
type Span struct{ Low, High netip.Addr }

// A Range is a range of numbers, both ends included.
type Range struct{ Low, High int }

// The ranges of everything.
var (
	AnyProtocol = Range{0, 255}
	AnyPort     = Range{0, 65535}
	AnyType     = Range{0, 255}
	any4        = SpanOf(netip.MustParsePrefix("0.0.0.0/0"))
	any6        = SpanOf(netip.MustParsePrefix("::/0"))
)

// Everything is all packets of both families.
func Everything() []Box {
	return []Box{everything(any4), everything(any6)}
}

func everything(s Span) Box {
	return Box{From: s, To: s, Protocol: AnyProtocol, Source: AnyPort, Port: AnyPort, Type: AnyType}
}

// SpanOf is a network as a range of addresses.
func SpanOf(p netip.Prefix) Span {
	p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()).Masked()
	bytes := p.Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 1 << (7 - bit%8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return Span{p.Addr(), last}
}

// Four reports whether a box is of IPv4.
func (b Box) Four() bool { return b.From.Low.Is4() }

// One is a packet of the box, for examples.
func (b Box) One() (from, to netip.Addr, protocol, port, icmpType int) {
	return b.From.Low, b.To.Low, b.Protocol.Low, max(b.Port.Low, 1), b.Type.Low
}

// Size is a measure for how much a box holds, to name the largest first.
func (b Box) Size() *big.Int {
	n := big.NewInt(1)
	for _, s := range []Span{b.From, b.To} {
		low, high := new(big.Int).SetBytes(s.Low.AsSlice()), new(big.Int).SetBytes(s.High.AsSlice())
		n.Mul(n, high.Sub(high, low).Add(high, big.NewInt(1)))
	}
	for _, r := range []Range{b.Protocol, b.Port, b.Type} {
		n.Mul(n, big.NewInt(int64(r.High-r.Low+1)))
	}
	return n
}

// Intersect is what two boxes have in common.
func Intersect(a, b Box) (Box, bool) {
	if a.Four() != b.Four() {
		return Box{}, false
	}
	out := Box{From: meetSpan(a.From, b.From), To: meetSpan(a.To, b.To), Protocol: meet(a.Protocol, b.Protocol), Source: meet(a.Source, b.Source), Port: meet(a.Port, b.Port), Type: meet(a.Type, b.Type)}
	empty := out.From.Low.Compare(out.From.High) > 0 || out.To.Low.Compare(out.To.High) > 0
	for _, r := range []Range{out.Protocol, out.Source, out.Port, out.Type} {
		empty = empty || r.Low > r.High
	}
	return out, !empty
}

func meet(a, b Range) Range { return Range{max(a.Low, b.Low), min(a.High, b.High)} }

func meetSpan(a, b Span) Span {
	if a.Low.Compare(b.Low) < 0 {
		a.Low = b.Low
	}
	if a.High.Compare(b.High) > 0 {
		a.High = b.High
	}
	return a
}

// Common is what two sets of packets have in common.
func Common(a, b []Box) []Box {
	var out []Box
	for _, x := range a {
		for _, y := range b {
			if both, ok := Intersect(x, y); ok {
				out = append(out, both)
			}
		}
	}
	return out
}

// Without is what is left of some packets without others.
func Without(a, b []Box) []Box {
	for _, y := range b {
		var left []Box
		for _, x := range a {
			left = append(left, x.minus(y)...)
		}
		a = left
	}
	return a
}

// minus cuts a box out of another: along each dimension what lies below and above it is left.
func (b Box) minus(cut Box) []Box {
	both, ok := Intersect(b, cut)
	if !ok {
		return []Box{b}
	}
	var out []Box
	for _, d := range spans {
		if own, other := d(&b), d(&both); own.Low.Compare(other.Low) < 0 {
			piece := b
			d(&piece).High = other.Low.Prev()
			out = append(out, piece)
			own.Low = other.Low
		}
		if own, other := d(&b), d(&both); own.High.Compare(other.High) > 0 {
			piece := b
			d(&piece).Low = other.High.Next()
			out = append(out, piece)
			own.High = other.High
		}
	}
	for _, d := range ranges {
		if own, other := d(&b), d(&both); own.Low < other.Low {
			piece := b
			d(&piece).High = other.Low - 1
			out = append(out, piece)
			own.Low = other.Low
		}
		if own, other := d(&b), d(&both); own.High > other.High {
			piece := b
			d(&piece).Low = other.High + 1
			out = append(out, piece)
			own.High = other.High
		}
	}
	return out
}

// The dimensions of boxes.
var (
	spans  = []func(*Box) *Span{func(b *Box) *Span { return &b.From }, func(b *Box) *Span { return &b.To }}
	ranges = []func(*Box) *Range{func(b *Box) *Range { return &b.Protocol }, func(b *Box) *Range { return &b.Source }, func(b *Box) *Range { return &b.Port }, func(b *Box) *Range { return &b.Type }}
)
