package catalog

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestPorts reads ports as catalogues and sites write them, and prints them in every form.
func TestPorts(t *testing.T) {
	good := []struct {
		transport, text      string
		shown, socket, label string
		choice               Choice
		spans                []Span
	}{
		{"tcp", "443", "tcp/443", "tcp/443", "443", "", []Span{{443, 443}}},
		{"udp", "1", "udp/1", "udp/1", "1/udp", "", []Span{{1, 1}}},
		{"tcp", "65535", "tcp/65535", "tcp/65535", "65535", "", []Span{{65535, 65535}}},
		{"tcp", "8000-8010", "tcp/8000-8010", "tcp/8000-8010", "8000-8010", "", []Span{{8000, 8010}}},
		{"tcp", "7-7", "tcp/7", "tcp/7", "7", "", []Span{{7, 7}}},
		{"udp", "50101-50131 one of", "udp/50101-50131 one of", "udp/50101-50131", "50101-50131/udp", OneOf, []Span{{50101, 50131}}},
		{"tcp", "20123-32768 dynamic", "tcp/20123-32768 dynamic", "tcp/20123-32768", "20123-32768", Dynamic, []Span{{20123, 32768}}},
		{"tcp", "389|636", "tcp/389|636 alternatives", "tcp/389|636", "389|636", Alternatives, []Span{{389, 389}, {636, 636}}},
		{"tcp", "1|2|3", "tcp/1|2|3 alternatives", "tcp/1|2|3", "1|2|3", Alternatives, []Span{{1, 1}, {2, 2}, {3, 3}}},
		{"", "icmp", "icmp", "icmp", "icmp", "", nil},
		{"", "ip/50", "esp", "esp", "esp", "", nil},
		{"", "esp", "esp", "esp", "esp", "", nil},
		{"", "ip/99", "ip/99", "ip/99", "ip/99", "", nil},
		{"", "icmp/echo-request", "icmp/echo-request", "icmp/echo-request", "icmp/echo-request", "", nil},
		{"", "icmpv6/packet-too-big", "icmpv6/packet-too-big", "icmpv6/packet-too-big", "icmpv6/packet-too-big", "", nil},
		{"", "icmpv6", "icmpv6", "icmpv6", "icmpv6", "", nil},
		{"sctp", "3868", "sctp/3868", "sctp/3868", "3868/sctp", "", []Span{{3868, 3868}}},
		{"", "ip/0", "ip/0", "ip/0", "ip/0", "", nil},
		{"", "ip/255", "ip/255", "ip/255", "ip/255", "", nil},
	}
	for _, c := range good {
		p, err := PortOf(c.transport, c.text)
		if err != nil || p.String() != c.shown || p.Socket() != c.socket || p.Label() != c.label || p.Choice != c.choice || !slices.Equal(p.Numbers.Spans(), c.spans) {
			t.Errorf("%q: got %#v (%s, %s, %s, %v), %v", c.text, p, p, p.Socket(), p.Label(), p.Numbers.Spans(), err)
		}
		if again, err := ParsePort(Socket(c.transport, c.text)); err != nil || again != p {
			t.Errorf("%q: as a site writes it: %#v, %v", c.text, again, err)
		}
	}
	bad := []string{"", " ", "0", "65536", "-1", "+1", "01", "1 ", " 1", "1,2", "1.5", "http", "1-", "-", "2-1", "0-5", "1-65536", "1-2-3", "1|", "|", "1|1", "2|1", "1|2 one of",
		"443 one of", "443 dynamic", "1-2 ", "1-2 both", "1-2 one of ", "icmp ", "ICMP", "ip/", "ip/256", "ip/1", "ip/6", "ip/17", "ip/58", "ip/-1", "ip/1.0", "ip/050", "ip/132", "icmp/", "icmp/foo", "icmp/packet-too-big", "icmp/8-10", "icmpv6/redirect", "icmpv6/8", "ICMP/8", "esp/5", "sctp", "ip/esp", "ip/+5", "99999999999999999999", "４４３"}
	for _, text := range bad {
		if p, err := PortOf("tcp", text); err == nil {
			t.Errorf("%q was taken for %#v", text, p)
		}
		if p, err := ParsePort("tcp/" + text); err == nil {
			t.Errorf("tcp/%q was taken for %#v", text, p)
		}
	}
	for _, text := range []string{"443", "tcp", "tcp/icmp", "esp/5", "tcp/esp", "sctp", "sctp/ip/5", "dccp/5", "/443", "TCP/443", "tcp/tcp/443", "icmp/1", "icmpv6/redirect", "443/tcp"} {
		if p, err := ParsePort(text); err == nil {
			t.Errorf("%q was taken for %#v", text, p)
		}
	}
}

// TestPortsByNameAndNumber holds that a name is the same value as its number, and that ids are made of the number.
func TestPortsByNameAndNumber(t *testing.T) {
	for _, c := range []struct{ one, other, shown, key string }{
		{"vrrp", "ip/112", "vrrp", "ip/112"}, {"igmp", "ip/2", "igmp", "ip/2"}, {"esp", "ip/50", "esp", "ip/50"}, {"ah", "ip/51", "ah", "ip/51"}, {"gre", "ip/47", "gre", "ip/47"}, {"ospf", "ip/89", "ospf", "ip/89"},
		{"icmp/8", "icmp/echo-request", "icmp/echo-request", "icmp/echo-request"}, {"icmp/echo", "icmp/ping", "icmp/echo-request", "icmp/echo-request"}, {"icmp/0", "icmp/echo-reply", "icmp/echo-reply", "icmp/echo-reply"},
		{"icmpv6/128", "icmpv6/echo", "icmpv6/echo-request", "icmpv6/echo-request"}, {"icmpv6/1", "icmpv6/destination-unreachable", "icmpv6/destination-unreachable", "icmpv6/destination-unreachable"},
	} {
		one, err := ParsePort(c.one)
		other, err2 := ParsePort(c.other)
		if err != nil || err2 != nil || one != other || one.String() != c.shown || one.Key() != c.key {
			t.Errorf("%s is %s, %s is %s: %v, %v", c.one, one, c.other, other, err, err2)
		}
	}
	for _, p := range protocols().Protocols {
		port, err := ParsePort(p.Name.V)
		if number, ok := port.ByIP(); p.own() == ok || ok && (number != p.Number.V || err != nil) {
			t.Errorf("%s is %s, %v", p.Name.V, port, err)
		}
		if _, err := ParsePort(Socket("ip", strconv.Itoa(p.Number.V))); (err == nil) == p.own() {
			t.Errorf("%s by its number: %v", p.Name.V, err)
		}
	}
}

// TestPortsInOrder holds the two orders, and that ports are equal where and only where they compare so.
func TestPortsInOrder(t *testing.T) {
	byProtocol := []string{"icmp", "icmp/echo-reply", "icmp/echo-request", "icmpv6", "icmpv6/echo-request", "ip/50", "sctp/80", "tcp/80", "tcp/389", "tcp/389|636", "tcp/8000", "tcp/8000-8010", "tcp/8000-8010 one of", "tcp/8000-10000", "udp/53"}
	byNumber := []string{"icmp", "icmp/echo-reply", "icmp/echo-request", "icmpv6", "icmpv6/echo-request", "ip/50", "udp/53", "sctp/80", "tcp/80", "tcp/389", "tcp/389|636", "tcp/8000", "tcp/8000-8010", "tcp/8000-8010 one of", "tcp/8000-10000"}
	for _, c := range []struct {
		texts   []string
		compare func(a, b Port) int
	}{{byProtocol, Port.Compare}, {byNumber, Port.ByNumber}} {
		for i, a := range c.texts {
			for k, b := range c.texts {
				x, _ := ParsePort(a)
				y, _ := ParsePort(b)
				if got := c.compare(x, y); (got < 0) != (i < k) || (got == 0) != (x == y) {
					t.Errorf("%s and %s compare as %d", a, b, got)
				}
			}
		}
	}
}

// TestPortsInCommon holds what two ports share.
func TestPortsInCommon(t *testing.T) {
	for _, c := range []struct {
		a, b            string
		overlaps, holds bool
	}{
		{"tcp/443", "tcp/443", true, true}, {"tcp/443", "udp/443", false, false}, {"tcp/443", "tcp/80", false, false}, {"tcp/443", "icmp", false, false},
		{"tcp/8000-8010", "tcp/8005", true, true}, {"tcp/8005", "tcp/8000-8010", true, false}, {"tcp/8000-8010", "tcp/8010-8020", true, false},
		{"tcp/389|636", "tcp/636", true, true}, {"tcp/389|636", "tcp/445", false, false}, {"tcp/389-636", "tcp/389|636", true, true}, {"tcp/389|636", "tcp/389-636", true, false},
		{"icmp", "icmp", true, true}, {"icmp", "icmp/echo-request", true, true}, {"icmp/echo-request", "icmp", true, false}, {"icmp/echo-request", "icmp/echo-reply", false, false},
		{"icmp", "icmpv6", true, true}, {"icmpv6", "icmp", true, false}, {"icmp/echo-request", "icmpv6/echo-request", true, true}, {"icmpv6/echo-request", "icmp/echo-request", true, false},
		{"icmpv6", "icmp/echo-request", true, false}, {"icmpv6", "icmp/redirect", false, false}, {"icmpv6", "icmpv6/nd-redirect", true, true}, {"icmp", "icmpv6/nd-redirect", true, true}, {"sctp/443", "tcp/443", false, false},
		{"icmp", "esp", false, false}, {"esp", "ip/50", true, true}, {"ip/50", "ip/51", false, false}, {"ip/50", "ip/50", true, true}, {"tcp/8000-8010 one of", "tcp/8000-8010", true, true},
	} {
		a, _ := ParsePort(c.a)
		b, _ := ParsePort(c.b)
		if a.Overlaps(b) != c.overlaps || b.Overlaps(a) != c.overlaps || a.Holds(b) != c.holds {
			t.Errorf("%s and %s: in common %v and %v, want %v; held %v, want %v", a, b, a.Overlaps(b), b.Overlaps(a), c.overlaps, a.Holds(b), c.holds)
		}
	}
}

// FuzzPort holds every text that is taken for a port to what the rest relies on: numbers in bounds and in order, and what is shown can be
// read again and means the same.
func FuzzPort(f *testing.F) {
	for _, text := range []string{"443", "8000-8010", "50101-50131 one of", "20123-32768 dynamic", "389|636", "icmp", "ip/50", "esp", "ip/112", "icmp/8", "icmpv6/echo", "", "1-", "0", "65536", "1|1", "ip/256"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := PortOf("tcp", text)
		if err != nil {
			if !strings.Contains(err.Error(), " ") {
				t.Errorf("%q: an error without words: %v", text, err)
			}
			return
		}
		if p.Numbers.None() {
			if again, err := ParsePort(p.String()); err != nil || again != p {
				t.Errorf("%q: %#v, and %#v, %v", text, p, again, err)
			}
			if again, err := ParsePort(p.Key()); err != nil || again != p {
				t.Errorf("%q: %#v, and %#v, %v", text, p, again, err)
			}
			return
		}
		last := 0
		for _, s := range p.Numbers.Spans() {
			if s.Low <= last || s.High < s.Low || s.High > 65535 {
				t.Errorf("%q: %v", text, p.Numbers.Spans())
			}
			last = s.High
		}
		if again, err := ParsePort(p.Socket()); err != nil || again.Numbers != p.Numbers || again.Protocol != p.Protocol {
			t.Errorf("%q is shown as %q, which is %#v, %v", text, p.Socket(), again, err)
		}
	})
}
