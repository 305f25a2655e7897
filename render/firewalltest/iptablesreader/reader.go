// Package iptablesreader reads files for iptables-restore as their manual pages say, and decides on packets as the kernel would. It knows no writer, and
// fails on every word that it does not know.
package iptablesreader

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"portolan/render/firewalltest"
)

// A Table are the chains of one address family, by name.
type Table struct {
	four   bool
	chains map[string][]rule
}

// A rule is its tests, and what it does with packets for which all hold.
type rule struct {
	tests  []func(firewalltest.Packet) bool
	target string
}

// Read reads a file of one address family. Loaded again, a chain takes the place of the one of its name.
func Read(text string, four bool) (*Table, error) {
	t := &Table{four: four, chains: map[string][]rule{}}
	in, done := false, false
	for n, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		var err error
		switch {
		case strings.HasPrefix(line, "#"):
		case line == "*filter" && !in:
			in = true
		case line == "COMMIT" && in:
			in, done = false, true
		case !in:
			err = fmt.Errorf("outside a table")
		case strings.HasPrefix(line, ":"):
			name, rest, _ := strings.Cut(line[1:], " ")
			if t.chains[name] = []rule{}; rest != "- [0:0]" || len(name) > 28 {
				err = fmt.Errorf("no chain of its own")
			}
		default:
			err = t.add(line)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w: %s", n+1, err, line)
		}
	}
	if !done || in {
		return nil, fmt.Errorf("no COMMIT")
	}
	return t, nil
}

// Rules counts the rules of a chain.
func (t *Table) Rules(chain string) int { return len(t.chains[chain]) }

func (t *Table) add(line string) error {
	words, err := split(line)
	if err != nil {
		return err
	}
	if len(line) > 1024 || len(words) < 2 || words[0] != "-A" || t.chains[words[1]] == nil {
		return fmt.Errorf("appends to no chain")
	}
	var r rule
	protocol := ""
	for rest := words[2:]; len(rest) > 0; rest = rest[2:] {
		if len(rest) < 2 {
			return fmt.Errorf("%s has no value", rest[0])
		}
		if rest[0] == "-p" {
			protocol = rest[1]
		}
		test, err := t.test(rest[0], rest[1], protocol)
		if err != nil {
			return err
		}
		if rest[0] == "-j" {
			r.target = rest[1]
		}
		if test != nil {
			r.tests = append(r.tests, test)
		}
	}
	if !slices.Contains([]string{"ACCEPT", "DROP", "LOG"}, r.target) {
		return fmt.Errorf("target %q", r.target)
	}
	t.chains[words[1]] = append(t.chains[words[1]], r)
	return nil
}

var protocols = map[string]int{"tcp": 6, "udp": 17, "sctp": 132, "icmp": 1, "ipv6-icmp": 58}

// test is a match. Of packets that begin a connection and are not the host's own, matches of states, of loopback, and of hop limits hold for none.
func (t *Table) test(flag, value, protocol string) (func(firewalltest.Packet) bool, error) {
	never := func(firewalltest.Packet) bool { return false }
	switch flag {
	case "-j", "--log-prefix", "--comment":
		return nil, nil
	case "-m":
		if !slices.Contains([]string{"conntrack", "comment", "multiport", "hl", "icmp", "icmp6", "tcp", "udp", "sctp"}, value) {
			return nil, fmt.Errorf("unknown match %s", value)
		}
		return nil, nil
	case "--ctstate", "-i", "-o", "--hl-eq":
		return never, nil
	case "-s", "-d":
		p, err := netip.ParsePrefix(value)
		if err != nil || p.Addr().Is4() != t.four || p != p.Masked() {
			return nil, fmt.Errorf("%s is no network of this family", value)
		}
		return func(packet firewalltest.Packet) bool {
			return p.Contains(map[string]netip.Addr{"-s": packet.From, "-d": packet.To}[flag])
		}, nil
	case "-p":
		number, named := protocols[value]
		if !named {
			var err error
			if number, err = strconv.Atoi(value); err != nil || number <= 0 || number > 255 { // 0 is all of them
				return nil, fmt.Errorf("protocol %s", value)
			}
		}
		return func(packet firewalltest.Packet) bool { return packet.Protocol == number }, nil
	case "--icmp-type", "--icmpv6-type":
		number, err := strconv.Atoi(value)
		return func(packet firewalltest.Packet) bool { return packet.Type == number }, err
	case "--sport", "--dport", "--dports":
		if !slices.Contains([]string{"tcp", "udp", "sctp"}, protocol) {
			return nil, fmt.Errorf("ports of %q", protocol)
		}
		return ports(flag, value)
	}
	return nil, fmt.Errorf("unknown word %s", flag)
}

func ports(flag, value string) (func(firewalltest.Packet) bool, error) {
	var all [][2]int
	weight := 0
	for _, each := range strings.Split(value, ",") {
		first, last, both := strings.Cut(each, ":")
		if weight++; both {
			weight++
		} else {
			last = first
		}
		low, err1 := strconv.Atoi(first)
		high, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || low > high || high > 65535 || weight > 15 || weight > 2 && flag != "--dports" {
			return nil, fmt.Errorf("ports %s", value)
		}
		all = append(all, [2]int{low, high})
	}
	return func(p firewalltest.Packet) bool {
		port := p.ToPort
		if flag == "--sport" {
			port = p.FromPort
		}
		return slices.ContainsFunc(all, func(r [2]int) bool { return r[0] <= port && port <= r[1] })
	}, nil
}

// Accepts decides on a packet that is led to a chain.
func (t *Table) Accepts(chain string, p firewalltest.Packet) bool {
	for _, r := range t.chains[chain] {
		if r.target != "LOG" && !slices.ContainsFunc(r.tests, func(holds func(firewalltest.Packet) bool) bool { return !holds(p) }) {
			return r.target == "ACCEPT"
		}
	}
	return true
}

// split divides a line into words; what is in double quotes is one, and a backslash takes the meaning of what follows it.
func split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	quoted, begun := false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			i++
			word.WriteByte(line[i])
			begun = true
		case c == '"':
			quoted, begun = !quoted, true
		case (c == ' ' || c == '\t') && !quoted:
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if quoted {
		return nil, fmt.Errorf("a quote does not end")
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}
