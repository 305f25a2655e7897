package fortiosreader

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/render/firewalltest"
)

// Decide finds the first policy for a packet that comes in by an interface or zone and leaves by another, and reports its id and whether it accepts. What no
// policy is for is denied. Virtual are the addresses before translation of objects that translate.
func (d *Device) Decide(p firewalltest.Packet, in, out string, virtual map[string][]netip.Prefix) (policy string, accepted bool) {
	for _, id := range d.tables["firewall policy"].order {
		e := d.tables["firewall policy"].entries[id]
		if slices.Equal(e["status"], []string{"disable"}) || !sided(e["srcintf"], in) || !sided(e["dstintf"], out) {
			continue
		}
		six := ""
		if p.From.Is6() {
			six = "6"
		}
		if d.holds(e["srcaddr"+six], six, p.From, nil) && d.holds(e["dstaddr"+six], six, p.To, virtual) && d.serves(e["service"], p) && d.inForce(e["schedule"][0], p.When) {
			return id, slices.Equal(e["action"], []string{"accept"}) // deny is what is usual
		}
	}
	return "", false
}

func sided(names []string, side string) bool {
	return slices.Contains(names, side) || slices.Contains(names, "any")
}

// holds reports whether an address is that of an object.
func (d *Device) holds(names []string, six string, a netip.Addr, virtual map[string][]netip.Prefix) bool {
	for _, name := range names {
		if g := d.tables["firewall addrgrp"+six].entries[name]; g != nil && d.holds(g["member"], six, a, virtual) {
			return true
		}
		if slices.ContainsFunc(virtual[name], func(n netip.Prefix) bool { return n.Contains(a) }) {
			return true
		}
		if e := d.tables["firewall address"+six].entries[name]; e != nil && addressHolds(e, a) {
			return true
		}
	}
	return false
}

func addressHolds(e entry, a netip.Addr) bool {
	switch {
	case len(e["start-ip"]) > 0:
		return netip.MustParseAddr(e["start-ip"][0]).Compare(a) <= 0 && a.Compare(netip.MustParseAddr(e["end-ip"][0])) <= 0
	case len(e["fqdn"]) > 0:
		return firewalltest.Answers(e["fqdn"][0], a)
	case len(e["ip6"]) > 0:
		return netip.MustParsePrefix(e["ip6"][0]).Contains(a)
	case len(e["subnet"]) > 0:
		n, _ := subnet(e["subnet"])
		return n.Contains(a)
	}
	return true // 0.0.0.0/0 is what is usual
}

func subnet(v []string) (netip.Prefix, error) {
	if len(v) == 1 {
		return netip.ParsePrefix(v[0])
	}
	a, err := netip.ParseAddr(v[0])
	mask := net.ParseIP(v[1]).To4()
	if err != nil || !a.Is4() || mask == nil {
		return netip.Prefix{}, fmt.Errorf("%q is no network", v)
	}
	ones, bits := net.IPMask(mask).Size()
	if bits == 0 {
		return netip.Prefix{}, fmt.Errorf("%q is no mask", v[1])
	}
	return netip.PrefixFrom(a, ones), nil
}

func checkSubnet(v []string) error {
	n, err := subnet(v)
	if err == nil && (!n.Addr().Is4() || n != n.Masked()) {
		return fmt.Errorf("%q has bits of a host, or is of IPv6", v)
	}
	return err
}

func checkPrefix6(v []string) error {
	n, err := netip.ParsePrefix(v[0])
	if err == nil && (n.Addr().Is4() || n != n.Masked()) {
		return fmt.Errorf("%q has bits of a host, or is of IPv4", v)
	}
	return err
}

// ports are destination ports with source ports behind a colon.
func ports(text string) (to, from [2]int, err error) {
	destination, source, ok := strings.Cut(text, ":")
	from = [2]int{0, 65535}
	if to, err = span(destination); err == nil && ok {
		from, err = span(source)
	}
	return to, from, err
}

func span(text string) (out [2]int, err error) {
	low, high, several := strings.Cut(text, "-")
	if !several {
		high = low
	}
	var err2 error
	out[0], err = strconv.Atoi(low)
	out[1], err2 = strconv.Atoi(high)
	if err = errors.Join(err, err2); err == nil && (out[0] < 0 || out[0] > out[1] || out[1] > 65535) {
		err = fmt.Errorf("%q are no ports", text)
	}
	return out, err
}

func checkPorts(v []string) error {
	for _, text := range v {
		if _, _, err := ports(text); err != nil {
			return err
		}
	}
	return nil
}

// serves reports whether a packet is one of a service.
func (d *Device) serves(names []string, p firewalltest.Packet) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		if g := d.tables["firewall service group"].entries[name]; g != nil {
			return d.serves(g["member"], p)
		}
		return serviceHolds(d.tables["firewall service custom"].entries[name], p)
	})
}

func serviceHolds(e entry, p firewalltest.Packet) bool {
	typed := len(e["icmptype"]) == 0 || e["icmptype"][0] == strconv.Itoa(p.Type)
	protocol := "TCP/UDP/SCTP"
	if len(e["protocol"]) > 0 {
		protocol = e["protocol"][0]
	}
	switch protocol {
	case "ICMP":
		return p.Protocol == 1 && p.From.Is4() && typed
	case "ICMP6":
		return p.Protocol == 58 && p.From.Is6() && typed
	case "IP": // 0, which is usual, is every protocol
		return len(e["protocol-number"]) == 0 || e["protocol-number"][0] == "0" || e["protocol-number"][0] == strconv.Itoa(p.Protocol)
	}
	key := map[int]string{6: "tcp-portrange", 17: "udp-portrange", 132: "sctp-portrange"}[p.Protocol]
	return slices.ContainsFunc(e[key], func(text string) bool {
		to, from, _ := ports(text)
		return to[0] <= p.ToPort && p.ToPort <= to[1] && from[0] <= p.FromPort && p.FromPort <= from[1]
	})
}

// moment is a time of day and a date.
func moment(v []string) (time.Time, error) { return time.Parse("15:04 2006/01/02", v[0]+" "+v[1]) }

func checkMoment(v []string) error {
	_, err := moment(v)
	return err
}

// inForce reports whether a schedule holds at a moment: its last minute, too.
func (d *Device) inForce(schedule string, when time.Time) bool {
	e := d.tables["firewall schedule onetime"].entries[schedule]
	if when.IsZero() || len(e) == 0 {
		return true
	}
	start, _ := moment(e["start"])
	end, _ := moment(e["end"])
	return !when.Before(start) && when.Before(end.Add(time.Minute))
}
