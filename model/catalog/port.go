package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// A PortKind tells how many of a Port's numbers are in use.
type PortKind int

// The kinds of ports.
const (
	OnePort      PortKind = iota // Low
	Alternatives                 // one of Numbers, chosen when the product is set up
	OneOfRange                   // one of Low to High, chosen by the program
	PortRange                    // every number from Low to High
	DynamicRange                 // any of Low to High, at any time
	NoPort                       // a protocol without ports; Protocol names it
)

// A Port is where a listener listens: a number, several, or a protocol that has none.
type Port struct {
	Kind      PortKind
	Low, High int
	Numbers   []int  // of Alternatives
	Protocol  string // of NoPort: "icmp", or "ip/50" for an IP protocol number
}

// ownForm are the IP protocols that have a form of their own: written by number they would have no ports, or be two things in one rule file. ICMP
// stands for that of both address families.
var ownForm = map[int]string{1: "icmp", 6: "tcp", 17: "udp", 58: "icmp"}

// ParsePort reads a port as catalogues and sites write it: "443", "389|636", "50101-50131 one of", "8000-8010",
// "20123-32768 dynamic", "icmp", "ip/50".
func ParsePort(s string) (Port, error) {
	if s == "icmp" {
		return Port{Kind: NoPort, Protocol: s}, nil
	}
	if number, ok := strings.CutPrefix(s, "ip/"); ok {
		n, err := strconv.Atoi(number)
		if err != nil || number != strconv.Itoa(n) || n < 0 || n > 255 {
			return Port{}, fmt.Errorf("%q is not an IP protocol number from 0 to 255", number)
		}
		if name, ok := ownForm[n]; ok {
			return Port{}, fmt.Errorf("%q is %s, which is written %s", s, strings.ToUpper(name), map[bool]string{true: name, false: name + " with its ports"}[name == "icmp"])
		}
		return Port{Kind: NoPort, Protocol: s}, nil
	}
	if strings.Contains(s, "|") {
		return parseAlternatives(s)
	}
	numbers, suffix, more := strings.Cut(s, " ")
	low, high, isRange := strings.Cut(numbers, "-")
	p := Port{}
	var err error
	if p.Low, err = parseNumber(low); err != nil {
		return Port{}, err
	}
	p.High = p.Low
	if isRange {
		p.Kind = PortRange
		if p.High, err = parseNumber(high); err != nil {
			return Port{}, err
		}
		if p.High < p.Low {
			return Port{}, fmt.Errorf("the range %s ends before it starts", numbers)
		}
	}
	switch {
	case !more:
		return p, nil
	case suffix == "one of" && isRange:
		p.Kind = OneOfRange
		return p, nil
	case suffix == "dynamic" && isRange:
		p.Kind = DynamicRange
		return p, nil
	}
	return Port{}, fmt.Errorf("%q after a port; only ranges may be followed, by \"one of\" or \"dynamic\"", suffix)
}

func parseAlternatives(s string) (Port, error) {
	p := Port{Kind: Alternatives}
	for part := range strings.SplitSeq(s, "|") {
		n, err := parseNumber(part)
		if err != nil {
			return Port{}, err
		}
		if last := len(p.Numbers) - 1; last >= 0 && n <= p.Numbers[last] {
			return Port{}, fmt.Errorf("the alternatives %s do not rise", s)
		}
		p.Numbers = append(p.Numbers, n)
	}
	p.Low, p.High = p.Numbers[0], p.Numbers[len(p.Numbers)-1]
	return p, nil
}

func parseNumber(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || s != strconv.Itoa(n) {
		return 0, fmt.Errorf("%q is not a port number", s)
	}
	if n < 1 || n > 65535 {
		return 0, fmt.Errorf("port %d is outside 1 to 65535", n)
	}
	return n, nil
}

// String is the port as rule files and worksheets show it: numbers, ranges with a hyphen, alternatives with a bar.
func (p Port) String() string {
	switch p.Kind {
	case NoPort:
		return p.Protocol
	case Alternatives:
		parts := make([]string, len(p.Numbers))
		for i, n := range p.Numbers {
			parts[i] = strconv.Itoa(n)
		}
		return strings.Join(parts, "|")
	case OnePort:
		return strconv.Itoa(p.Low)
	}
	return fmt.Sprintf("%d-%d", p.Low, p.High)
}

// Choice says how many of the port's numbers are in use, where that is not plain: "one of", "alternatives", "dynamic".
func (p Port) Choice() string {
	return map[PortKind]string{Alternatives: "alternatives", OneOfRange: "one of", DynamicRange: "dynamic"}[p.Kind]
}
