package catalog

import (
	"strings"
	"testing"
)

func TestParsePort(t *testing.T) {
	good := []struct {
		text, shown string
		kind        PortKind
		low, high   int
	}{
		{"443", "443", OnePort, 443, 443}, {"1", "1", OnePort, 1, 1}, {"65535", "65535", OnePort, 65535, 65535},
		{"8000-8010", "8000-8010", PortRange, 8000, 8010}, {"7-7", "7-7", PortRange, 7, 7},
		{"50101-50131 one of", "50101-50131", OneOfRange, 50101, 50131}, {"20123-32768 dynamic", "20123-32768", DynamicRange, 20123, 32768},
		{"389|636", "389|636", Alternatives, 389, 636}, {"1|2|3", "1|2|3", Alternatives, 1, 3},
		{"icmp", "icmp", NoPort, 0, 0}, {"ip/50", "ip/50", NoPort, 0, 0}, {"ip/0", "ip/0", NoPort, 0, 0}, {"ip/255", "ip/255", NoPort, 0, 0},
	}
	for _, c := range good {
		p, err := ParsePort(c.text)
		if err != nil || p.Kind != c.kind || p.Low != c.low || p.High != c.high || p.String() != c.shown {
			t.Errorf("%q: got %+v (%s), %v", c.text, p, p, err)
		}
	}
	bad := []string{"", " ", "0", "65536", "-1", "+1", "01", "1 ", " 1", "1,2", "1.5", "http", "1-", "-", "2-1", "0-5", "1-65536", "1-2-3", "1|", "|", "1|1", "2|1", "1|2 one of",
		"443 one of", "443 dynamic", "1-2 ", "1-2 both", "1-2 one of ", "icmp ", "ICMP", "ip/", "ip/256", "ip/1", "ip/6", "ip/17", "ip/58", "ip/-1", "ip/1.0", "ip/050", "ip/+5", "99999999999999999999", "４４３"}
	for _, text := range bad {
		if p, err := ParsePort(text); err == nil {
			t.Errorf("%q was taken for %+v", text, p)
		}
	}
}

// FuzzParsePort holds every text that is taken for a port to what the rest relies on: numbers in bounds and in order, and what is shown
// can be read again and shows the same.
func FuzzParsePort(f *testing.F) {
	for _, text := range []string{"443", "8000-8010", "50101-50131 one of", "20123-32768 dynamic", "389|636", "icmp", "ip/50", "", "1-", "0", "65536", "1|1", "ip/256"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePort(text)
		if err != nil {
			if !strings.Contains(err.Error(), " ") {
				t.Errorf("%q: an error without words: %v", text, err)
			}
			return
		}
		if p.Kind == NoPort {
			if p.Protocol != text || p.String() != text {
				t.Errorf("%q: %+v", text, p)
			}
			return
		}
		if p.Low < 1 || p.High > 65535 || p.High < p.Low || p.Kind == OnePort && p.Low != p.High {
			t.Errorf("%q: %+v", text, p)
		}
		again, err := ParsePort(p.String())
		if err != nil || again.String() != p.String() || again.Low != p.Low || again.High != p.High {
			t.Errorf("%q is shown as %q, which is %+v, %v", text, p, again, err)
		}
	})
}
