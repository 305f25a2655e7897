package evidence

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
)

// A Hook is where a rule is: at what comes in, goes out, or passes through.
type Hook string

// The hooks.
const (
	In      Hook = "inbound"
	Out     Hook = "outbound"
	Through Hook = "forward"
)

// A Permit is a rule that lets packets through.
type Permit struct {
	Hook    Hook
	Boxes   []Box
	Comment string // as it is in the rule
	Text    string // the rule, or what it is called
	Where   string // file and place in it
	Ways    Ways
	Doubt   string // what of it is not understood; the boxes are then more than it lets through, or not known
}

// Ways are the interfaces by which a firewall's rule takes packets: those by which they come in and leave. Every one, where there are none.
type Ways struct{ In, Out []string }

// Limited reports whether a rule takes packets by some interfaces only.
func (w Ways) Limited() bool { return len(w.In)+len(w.Out) > 0 }

// Take reports whether packets that come in and leave by given interfaces are taken.
func (w Ways) Take(in, out string) bool {
	return (len(w.In) == 0 || slices.Contains(w.In, in)) && (len(w.Out) == 0 || slices.Contains(w.Out, out))
}

// A Listener is a program that waits for packets.
type Listener struct {
	Address netip.Addr // not valid for every address
	Port    catalog.Port
	Program string
	Where   string
}

// Rules are what was read of the rules of a device.
type Rules struct {
	Hooks   []Hook // that the evidence covers
	Permits []Permit
}

// draft is a rule while it is read.
type draft struct {
	boxes []Box
	doubt string
	hook  Hook
	ways  Ways
	base  bool // it is one of those that no network works without: replies, loopback, neighbour discovery
}

func newDraft() *draft { return &draft{boxes: Everything()} }

// narrow keeps what is in one of some boxes.
func (d *draft) narrow(boxes []Box) { d.boxes = Common(d.boxes, boxes) }

func (d *draft) doubts(format string, values ...any) {
	d.doubt = cmp.Or(d.doubt, fmt.Sprintf(format, values...))
}

// way narrows a side of a firewall to some interfaces, given by their whole names. Of those of a host the plan knows nothing.
func (d *draft) way(in bool, names []string) bool {
	side := &d.ways.Out
	if in {
		side = &d.ways.In
	}
	if d.hook != Through || *side != nil || len(names) == 0 || slices.ContainsFunc(names, func(name string) bool { return strings.ContainsAny(name, "*+!") }) {
		return false
	}
	*side = names
	return true
}

// addresses narrows an end to some ranges of addresses; where there are none because they are in doubt, to nothing less than all.
func (d *draft) addresses(source bool, list []Span) {
	if len(list) == 0 && d.doubt != "" {
		return
	}
	var boxes []Box
	for _, s := range list {
		b := everything(any6)
		if s.Low.Is4() {
			b = everything(any4)
		}
		if source {
			b.From = s
		} else {
			b.To = s
		}
		boxes = append(boxes, b)
	}
	d.narrow(boxes)
}

// numbers narrows one dimension to some ranges, likewise.
func (d *draft) numbers(of func(*Box) *Range, list []Range) {
	if len(list) == 0 && d.doubt != "" {
		return
	}
	var boxes []Box
	for _, r := range list {
		for _, b := range Everything() {
			*of(&b) = r
			boxes = append(boxes, b)
		}
	}
	d.narrow(boxes)
}

func protocolOf(b *Box) *Range { return &b.Protocol }
func sourceOf(b *Box) *Range   { return &b.Source }
func portOf(b *Box) *Range     { return &b.Port }
func typeOf(b *Box) *Range     { return &b.Type }

// protocolNumbers are the numbers of a protocol by its name: tcp, ipv6-icmp, 50. ICMP by this name alone is that of IPv4.
func protocolNumbers(name string) ([]Range, bool) {
	name = strings.ToLower(name)
	if n, err := strconv.Atoi(name); err == nil {
		return []Range{{n, n}}, n >= 0 && n < 256
	}
	switch name {
	case "all", "any", "ip":
		return []Range{AnyProtocol}, true
	case "ipv6-icmp", "icmp6", "icmpv6":
		name = "icmpv6"
	case "tcp", "udp", "sctp":
		n := catalog.Port{Protocol: name}.Number(true)
		return []Range{{n, n}}, n > 0
	}
	p, err := catalog.ParsePort(name)
	if err != nil {
		return nil, false
	}
	n := p.Number(name != "icmpv6")
	return []Range{{n, n}}, true
}

// typeNumber is the number of a type of ICMP by its name.
func typeNumber(six bool, name string) (Range, bool) {
	if n, err := strconv.Atoi(name); err == nil {
		return Range{n, n}, n >= 0 && n < 256
	}
	p, err := catalog.PortOf("", catalog.Socket(map[bool]string{true: "icmpv6", false: "icmp"}[six], name))
	if err != nil {
		return Range{}, false
	}
	n := catalog.TypeNumber(p.Type, !six)
	return Range{n, n}, true
}

// portRange is "80", "80-90" or "80:90".
func portRange(text string) (Range, bool) {
	low, high, several := strings.Cut(strings.NewReplacer(":", "-").Replace(strings.TrimSpace(text)), "-")
	if !several {
		high = low
	}
	a, err1 := strconv.Atoi(strings.TrimSpace(low))
	b, err2 := strconv.Atoi(strings.TrimSpace(high))
	return Range{a, b}, err1 == nil && err2 == nil && a >= 0 && a <= b && b <= AnyPort.High
}

// spanOf is an address, a network, or a range of addresses "10.0.0.1-10.0.0.9".
func spanOf(text string) (Span, bool) {
	text = strings.TrimSpace(text)
	if p, err := netip.ParsePrefix(text); err == nil {
		return SpanOf(p), true
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return Span{a.Unmap(), a.Unmap()}, true
	}
	low, high, _ := strings.Cut(text, "-")
	a, err1 := netip.ParseAddr(strings.TrimSpace(low))
	b, err2 := netip.ParseAddr(strings.TrimSpace(high))
	return Span{a, b}, err1 == nil && err2 == nil && a.Is4() == b.Is4() && a.Compare(b) <= 0
}

// called is what a rule is called: its comment.
func called(comment string) string {
	if comment == "" {
		return "rule without a comment"
	}
	return "rule " + comment
}

// A reading is a chain, read in the order of its rules: what an earlier rule drops no later one lets through.
type reading struct {
	hook    Hook
	denied  []Box
	permits []Permit
	doubt   string // of a drop that is not understood: what follows may be let through or not
}

// accept adds a rule that lets its packets through.
func (r *reading) accept(d *draft, comment, text, where string) {
	if d.base {
		return
	}
	boxes := Without(d.boxes, r.denied)
	if len(boxes) == 0 && d.doubt == "" {
		return
	}
	r.permits = append(r.permits, Permit{Hook: r.hook, Boxes: boxes, Comment: comment, Text: text, Where: where, Ways: d.ways, Doubt: cmp.Or(d.doubt, r.doubt)})
}

// drop notes what a rule drops.
func (r *reading) drop(d *draft, where string) {
	if d.base {
		return
	}
	if d.ways.Limited() {
		d.doubts("it holds for some interfaces only")
	}
	if d.doubt != "" {
		r.doubt = cmp.Or(r.doubt, fmt.Sprintf("a rule before it drops packets, and it is not clear which (%s: %s)", where, d.doubt))
		return
	}
	r.denied = append(r.denied, d.boxes...)
}

// open reports whether a chain lets everything through, whatever else it says.
func (r *reading) open() bool {
	return len(r.denied) == 0 && r.doubt == "" && slices.ContainsFunc(r.permits, func(p Permit) bool {
		return p.Doubt == "" && !p.Ways.Limited() && len(Without(Everything(), p.Boxes)) == 0
	})
}

// joined are the permits of several chains at one hook: a packet has to pass all of them. Chains that let everything through say nothing, unless
// there is no other.
func joined(chains []*reading) []Permit {
	var strict []*reading
	for _, c := range chains {
		if !c.open() {
			strict = append(strict, c)
		}
	}
	if len(strict) == 0 {
		strict = chains[:min(1, len(chains))]
	}
	if len(strict) == 0 {
		return nil
	}
	permits := strict[0].permits
	for _, other := range strict[1:] {
		var boxes []Box
		doubt := ""
		for _, p := range other.permits {
			boxes = append(boxes, p.Boxes...)
			if p.Ways.Limited() {
				doubt = "another chain lets packets through by some interfaces only"
			}
		}
		for i := range permits {
			permits[i].Boxes, permits[i].Doubt = Common(permits[i].Boxes, boxes), cmp.Or(permits[i].Doubt, doubt)
		}
	}
	return slices.DeleteFunc(permits, func(p Permit) bool { return len(p.Boxes) == 0 && p.Doubt == "" })
}

// Open reports whether the rules let everything through at a hook, in the families that they are of.
func (r *Rules) Open(hook Hook) bool {
	for _, p := range r.Permits {
		if p.Hook != hook || p.Doubt != "" || p.Ways.Limited() {
			continue
		}
		left := Without(Everything(), p.Boxes)
		if len(left) == 0 || len(left) == 1 && (left[0] == everything(any4) || left[0] == everything(any6)) {
			return true
		}
	}
	return false
}
