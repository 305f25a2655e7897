package asareader

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/render/firewalltest"
)

// A test reports whether a packet is of what a part of an entry says.
type test func(firewalltest.Packet) bool

// An entry is one line of a list.
type entry struct {
	permit bool
	tests  []test
}

// Decide finds the first entry of a list for a packet, and reports whether it permits. What no entry is for is denied.
func (d *Device) Decide(list string, p firewalltest.Packet) (line string, permitted bool) {
	for _, text := range d.lists[list] {
		e, err := d.parseEntry(strings.Fields(text))
		if err != nil {
			panic(err) // it was read when it was added
		}
		if !slices.ContainsFunc(e.tests, func(holds test) bool { return !holds(p) }) {
			return text, e.permit
		}
	}
	return "", false
}

// parseEntry reads "extended permit object-group S SRC DST [log ...] [time-range T] [inactive]".
func (d *Device) parseEntry(w []string) (e entry, err error) {
	if len(w) < 5 || w[1] != "permit" && w[1] != "deny" || w[2] != "object-group" {
		return e, errors.New("no entry for a group of services")
	}
	e.permit = w[1] == "permit"
	services := d.objects[w[3]]
	if services == nil || services.kind != "object-group service" || len(services.lines) == 0 {
		return e, fmt.Errorf("%q is no group of services with anything in it", w[3])
	}
	e.tests = append(e.tests, func(p firewalltest.Packet) bool {
		return slices.ContainsFunc(services.lines, func(line string) bool {
			holds, err := parseService(strings.Fields(line))
			return err == nil && holds(p)
		})
	})
	rest := w[4:]
	for _, address := range []func(firewalltest.Packet) netip.Addr{func(p firewalltest.Packet) netip.Addr { return p.From }, func(p firewalltest.Packet) netip.Addr { return p.To }} {
		var holds func(netip.Addr) bool
		if holds, rest, err = d.end(rest); err != nil {
			return e, err
		}
		e.tests = append(e.tests, func(p firewalltest.Packet) bool { return holds(address(p)) })
	}
	for len(rest) > 0 {
		switch {
		case rest[0] == "log" && len(rest) > 1 && (rest[1] == "disable" || rest[1] == "6"):
			rest = rest[2:]
		case rest[0] == "log":
			rest = rest[1:]
		case rest[0] == "time-range" && len(rest) > 1 && d.ranges[rest[1]] != "":
			end, err := parseEnd(d.ranges[rest[1]])
			if err != nil {
				return e, err
			}
			e.tests = append(e.tests, func(p firewalltest.Packet) bool { return p.When.IsZero() || p.When.Before(end.Add(time.Minute)) })
			rest = rest[2:]
		default:
			return e, fmt.Errorf("%q is nothing that an entry has", rest)
		}
	}
	return e, nil
}

// end reads a source or destination.
func (d *Device) end(w []string) (func(netip.Addr) bool, []string, error) {
	if len(w) < 2 {
		return nil, nil, errors.New("an end is missing")
	}
	o := d.objects[w[1]]
	if o == nil || o.kind != w[0]+" network" || len(o.lines) == 0 {
		return nil, nil, fmt.Errorf("%q is no %s of the network with anything in it", w[1], w[0])
	}
	return func(a netip.Addr) bool { return d.holds(o, a) }, w[2:], nil
}

func (d *Device) holds(o *object, a netip.Addr) bool {
	return slices.ContainsFunc(o.lines, func(line string) bool {
		w := strings.Fields(line)
		if w[0] == "network-object" {
			return d.holds(d.objects[w[2]], a)
		}
		if w[0] == "fqdn" {
			return firewalltest.Answers(w[1], a)
		}
		n, err := parseAddress(w)
		return err == nil && n.Contains(a)
	})
}

// isName reads "fqdn NAME", which is of both families.
func isName(w []string) bool {
	return len(w) == 2 && w[0] == "fqdn" && len(w[1]) < 254 && strings.Trim(w[1], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == ""
}

// parseAddress reads "host A", "subnet A M" and "subnet P6".
func parseAddress(w []string) (netip.Prefix, error) {
	switch {
	case len(w) == 2 && w[0] == "host":
		a, err := netip.ParseAddr(w[1])
		return netip.PrefixFrom(a, a.BitLen()), err
	case len(w) == 3 && w[0] == "subnet":
		a, err := netip.ParseAddr(w[1])
		m, err2 := netip.ParseAddr(w[2])
		if err = errors.Join(err, err2); err != nil || !a.Is4() || !m.Is4() {
			return netip.Prefix{}, fmt.Errorf("%q is no network: %w", w, err)
		}
		four := m.As4()
		mask := binary.BigEndian.Uint32(four[:])
		p := netip.PrefixFrom(a, bits.OnesCount32(mask))
		if bits.LeadingZeros32(^mask) != p.Bits() || p.Masked() != p {
			return netip.Prefix{}, fmt.Errorf("%q has no mask, or bits of a host", w)
		}
		return p, nil
	case len(w) == 2 && w[0] == "subnet":
		p, err := netip.ParsePrefix(w[1])
		if err == nil && (p.Addr().Is4() || p.Masked() != p) {
			err = fmt.Errorf("%q has bits of a host, or is of IPv4", w)
		}
		return p, err
	}
	return netip.Prefix{}, fmt.Errorf("%q is no address", w)
}

// parseService reads "service-object tcp [source OP] [destination OP]", "service-object icmp|icmp6 [TYPE]" and "service-object PROTOCOL".
func parseService(w []string) (test, error) {
	if len(w) < 2 || w[0] != "service-object" {
		return nil, errors.New("no service")
	}
	rest := w[2:]
	switch w[1] {
	case "tcp", "udp", "sctp":
		number := map[string]int{"tcp": 6, "udp": 17, "sctp": 132}[w[1]]
		spans := map[string][2]int{"source": {0, 65535}, "destination": {0, 65535}}
		for _, which := range []string{"source", "destination"} {
			if len(rest) > 0 && rest[0] == which {
				var err error
				if spans[which], rest, err = ports(rest[1:]); err != nil {
					return nil, err
				}
			}
		}
		if len(rest) > 0 {
			return nil, fmt.Errorf("%q is nothing that a service has", rest)
		}
		return func(p firewalltest.Packet) bool {
			from, to := spans["source"], spans["destination"]
			return p.Protocol == number && from[0] <= p.FromPort && p.FromPort <= from[1] && to[0] <= p.ToPort && p.ToPort <= to[1]
		}, nil
	case "icmp", "icmp6":
		number, kind := map[string]int{"icmp": 1, "icmp6": 58}[w[1]], -1
		if len(rest) > 1 {
			return nil, fmt.Errorf("%q is nothing that a service has", rest)
		}
		if len(rest) == 1 {
			var err error
			if kind, err = strconv.Atoi(rest[0]); err != nil || kind < 0 || kind > 255 {
				return nil, fmt.Errorf("%q is no type", rest[0])
			}
		}
		return func(p firewalltest.Packet) bool { return p.Protocol == number && (kind < 0 || p.Type == kind) }, nil
	}
	number, err := strconv.Atoi(w[1])
	if err != nil || number < 0 || number > 254 || len(rest) > 0 {
		return nil, fmt.Errorf("%q is no protocol", w[1:])
	}
	return func(p firewalltest.Packet) bool { return number == 0 || p.Protocol == number }, nil // 0 is ip, which is every protocol
}

// ports reads "eq N" and "range N M".
func ports(w []string) (span [2]int, rest []string, err error) {
	count := map[string]int{"eq": 1, "range": 2}
	if len(w) == 0 || count[w[0]] == 0 || len(w) < 1+count[w[0]] {
		return span, nil, fmt.Errorf("%q are no ports", w)
	}
	n := count[w[0]]
	for i := range 2 {
		if span[i], err = strconv.Atoi(w[1+min(i, n-1)]); err != nil {
			return span, nil, err
		}
	}
	if span[0] < 0 || span[1] > 65535 || span[0] > span[1] || n == 2 && span[0] == span[1] {
		return span, nil, fmt.Errorf("%q are no ports", w)
	}
	return span, w[1+n:], nil
}

// parseEnd reads "absolute end HH:MM DAY MONTH YEAR".
func parseEnd(line string) (time.Time, error) {
	return time.Parse("absolute end 15:04 2 January 2006", line)
}
