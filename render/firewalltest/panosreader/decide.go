package panosreader

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/render/firewalltest"
)

// Decide finds the first rule for a packet that comes in from a zone and goes to another, and reports whether it allows it. What no rule is for is denied, as
// it is between zones.
func (d *Device) Decide(p firewalltest.Packet, from, to string) (rule string, allowed bool) {
	for _, name := range d.order {
		r := d.tables[rules][name]
		if slices.Equal(r["disabled"], []string{"yes"}) || !zoned(r["from"], from) || !zoned(r["to"], to) {
			continue
		}
		if d.holds(r["source"], p.From) && d.holds(r["destination"], p.To) && d.applies(r["application"], p) && d.serves(r["service"], p) && d.inForce(r["schedule"], p.When) {
			return name, r["action"][0] == "allow"
		}
	}
	return "", false
}

func zoned(names []string, zone string) bool {
	return slices.Contains(names, zone) || slices.Contains(names, "any")
}

func (d *Device) holds(names []string, a netip.Addr) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		if name == "any" {
			return true
		}
		if g := d.tables["address-group"][name]; g != nil {
			return d.holds(g["static"], a)
		}
		if host := d.tables["address"][name]["fqdn"]; len(host) > 0 {
			return firewalltest.Answers(host[0], a)
		}
		return netip.MustParsePrefix(d.tables["address"][name]["ip-netmask"][0]).Contains(a)
	})
}

// applies reports whether a packet is of an application: any, one that every device knows, or one that is told by its protocol or type.
func (d *Device) applies(names []string, p firewalltest.Packet) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		four, six := p.Protocol == 1 && p.From.Is4(), p.Protocol == 58 && p.From.Is6()
		switch name {
		case "any":
			return true
		case "icmp":
			return four && p.Type != 8 // which is the application ping
		case "ping":
			return four && p.Type == 8
		case "ipv6-icmp":
			return six
		}
		is := func(key string, n int) bool {
			v := d.tables["application"][name][key]
			return len(v) > 0 && v[0] == strconv.Itoa(n)
		}
		return is("default ident-by-ip-protocol", p.Protocol) || four && is("default ident-by-icmp-type type", p.Type) || six && is("default ident-by-icmp6-type type", p.Type)
	})
}

func (d *Device) serves(names []string, p firewalltest.Packet) bool {
	protocol := map[int]string{6: "protocol tcp", 17: "protocol udp", 132: "protocol sctp"}[p.Protocol]
	return slices.ContainsFunc(names, func(name string) bool {
		s := d.tables["service"][name]
		if name == "any" {
			return true
		}
		return protocol != "" && len(s[protocol+" port"]) > 0 && among(s[protocol+" port"][0], p.ToPort) && (len(s[protocol+" source-port"]) == 0 || among(s[protocol+" source-port"][0], p.FromPort))
	})
}

// among reports whether a port is in a list of ports and ranges.
func among(list string, port int) bool {
	return slices.ContainsFunc(strings.Split(list, ","), func(text string) bool {
		low, high, err := span(text)
		return err == nil && low <= port && port <= high
	})
}

func span(text string) (low, high int, err error) {
	first, last, several := strings.Cut(text, "-")
	if !several {
		last = first
	}
	low, err = strconv.Atoi(first)
	if high, _ = strconv.Atoi(last); err == nil && (low < 0 || low > high || high > 65535) {
		err = fmt.Errorf("%q are no ports", text)
	}
	return low, high, err
}

// inForce reports whether a schedule holds at a moment.
func (d *Device) inForce(schedule []string, when time.Time) bool {
	if len(schedule) == 0 || when.IsZero() {
		return true
	}
	return slices.ContainsFunc(d.tables["schedule"][schedule[0]]["schedule-type non-recurring"], func(text string) bool {
		start, end, err := period(text)
		return err == nil && !when.Before(start) && !when.After(end)
	})
}

func period(text string) (start, end time.Time, err error) {
	const form = "2006/01/02@15:04"
	first, last, _ := strings.Cut(text, "-")
	if start, err = time.Parse(form, first); err == nil {
		end, err = time.Parse(form, last)
	}
	return start, end, err
}

func checkPeriod(v string) error {
	_, _, err := period(v)
	return err
}

func checkPorts(v string) error {
	if len(v) > 1023 {
		return fmt.Errorf("%d characters of ports", len(v))
	}
	for _, text := range strings.Split(v, ",") {
		if _, _, err := span(text); err != nil {
			return err
		}
	}
	return nil
}

func checkAddress(v string) error {
	p, err := netip.ParsePrefix(v)
	if err == nil && p != p.Masked() {
		err = fmt.Errorf("%s has bits of a host", v)
	}
	return err
}

func text(most int) func(string) error {
	return func(v string) error {
		if len(v) > most {
			return fmt.Errorf("%d characters; at most %d can be", len(v), most)
		}
		for _, r := range v {
			if r < ' ' || r > '~' {
				return fmt.Errorf("%q has %q", v, r)
			}
		}
		return nil
	}
}

func number(low, high int) func(string) error {
	return func(v string) error {
		if n, err := strconv.Atoi(v); err != nil || n < low || n > high {
			return fmt.Errorf("%q is no number from %d to %d", v, low, high)
		}
		return nil
	}
}

func oneOf(list ...string) func(string) error {
	return func(v string) error {
		if !slices.Contains(list, v) {
			return fmt.Errorf("%q is none of %q", v, list)
		}
		return nil
	}
}
