package nftables

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/render/firewalltest"
)

// A file is a rule file as nft would hold it: chains with their policy and the words of each rule. It is read from nft's grammar and shares
// nothing with the writer.
type file map[string]*chain

// A test reports whether a rule accepts a packet.
type test func(firewalltest.Packet) bool

type chain struct {
	policy string
	rules  []test
}

func readFile(t testing.TB, text string) file {
	t.Helper()
	f := file{}
	var in *chain
	depth := 0
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		words := wordsOf(t, line)
		switch {
		case len(words) == 0:
		case words[0] == "table" && words[len(words)-1] == "{":
			depth++
		case words[0] == "table" || words[0] == "delete":
		case words[0] == "chain":
			in = &chain{policy: "accept"}
			f[words[1]] = in
			depth++
		case words[0] == "}":
			depth--
		case words[0] == "type":
			if want := []string{"type", "filter", "hook", ""}; !slices.Equal(words[:3], want[:3]) || f[words[3]] != in {
				t.Fatalf("the chain is hooked by %q", line)
			}
			if i := slices.Index(words, "policy"); i > 0 {
				in.policy = strings.TrimSuffix(words[i+1], ";")
			}
		default:
			in.rules = append(in.rules, ruleOf(t, words))
		}
	}
	if depth != 0 {
		t.Fatalf("braces do not match:\n%s", text)
	}
	return f
}

// wordsOf divides a line into words; what is in quotes is one.
func wordsOf(t testing.TB, line string) []string {
	var words []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		end := strings.IndexByte(line, ' ')
		if line[0] == '"' {
			end = strings.IndexByte(line[1:], '"') + 2
			if end > 1 && end < len(line) && line[end] == ',' { // in a set
				end++
			}
			if end == 1 || end < len(line) && line[end] != ' ' {
				t.Fatalf("a quote does not end: %s", line)
			}
		}
		if end < 0 {
			end = len(line)
		}
		words, line = append(words, line[:end]), line[end:]
	}
	return words
}

// accepts says what becomes of a packet at a hook: of one that begins a connection, and is not for the host itself.
func (f file) accepts(hook string, p firewalltest.Packet) bool {
	c := f[hook]
	if c == nil {
		return true
	}
	return slices.ContainsFunc(c.rules, func(holds test) bool { return holds(p) }) || c.policy == "accept"
}

// ruleOf reads a rule. Every rule must end in accept, and hold no word that is not known here.
func ruleOf(t testing.TB, rule []string) test {
	accepted := false
	var all []test
	for words := rule; len(words) > 0; {
		next := 1
		switch words[0] {
		case "counter":
		case "accept":
			accepted = true
		case "comment":
			next = 2
		case "log":
			next = 3
		case "ct": // a packet that begins a connection is new
			all, next = append(all, never), 3
		case "iifname", "oifname":
			list, length := setOf(words[1:])
			all, next = append(all, interfaceTest(words[0], list)), 1+length
		case "icmp", "icmpv6":
			list, length := setOf(words[2:])
			all, next = append(all, typeTest(t, words[0], list)), 2+length
			if slices.Contains(words, "hoplimit") { // neighbour discovery
				all, next = append(all, never), slices.Index(words, "hoplimit")+2
			}
		case "ip", "ip6":
			list, length := setOf(words[2:])
			all, next = append(all, addressTest(t, words[0] == "ip", words[1], list)), 2+length
		case "tcp", "udp", "sctp":
			list, length := setOf(words[2:])
			all, next = append(all, portTest(t, map[string]int{"tcp": 6, "udp": 17, "sctp": 132}[words[0]], words[1], list)), 2+length
		case "meta":
			number, named := map[string]int{"icmp": 1, "ipv6-icmp": 58, "esp": 50, "vrrp": 112, "ospf": 89}[words[2]]
			if !named {
				number = number10(t, words[2])
			}
			all, next = append(all, func(p firewalltest.Packet) bool { return p.Protocol == number }), 3
		default:
			t.Fatalf("the word %q of the rule %q is not known", words[0], rule)
		}
		words = words[next:]
	}
	if !accepted {
		t.Fatalf("the rule %q accepts nothing", rule)
	}
	return func(p firewalltest.Packet) bool {
		return !slices.ContainsFunc(all, func(holds test) bool { return !holds(p) })
	}
}

// typeTest holds for types of ICMP, by the names that nft's manual has.
func typeTest(t testing.TB, protocol string, list []string) test {
	number, names := 1, map[string]int{"echo-reply": 0, "destination-unreachable": 3, "redirect": 5, "echo-request": 8}
	if protocol == "icmpv6" {
		number, names = 58, map[string]int{"packet-too-big": 2, "echo-request": 128, "echo-reply": 129, "nd-router-solicit": 133, "nd-router-advert": 134, "nd-neighbor-solicit": 135, "nd-neighbor-advert": 136}
	}
	var types []int
	for _, name := range list {
		known, ok := names[name]
		if !ok {
			t.Fatalf("%s has no type %q", protocol, name)
		}
		types = append(types, known)
	}
	return func(p firewalltest.Packet) bool { return p.Protocol == number && slices.Contains(types, p.Type) }
}

// interfaceTest holds for packets that come in, or leave, by one of some interfaces.
func interfaceTest(which string, list []string) test {
	return func(p firewalltest.Packet) bool {
		name := p.In.Interface.V
		if which == "oifname" {
			name = p.Out.Interface.V
		}
		return slices.Contains(list, strconv.Quote(name))
	}
}

func never(firewalltest.Packet) bool { return false }

func addressTest(t testing.TB, four bool, which string, list []string) test {
	var networks []netip.Prefix
	for _, text := range list {
		networks = append(networks, network(t, text))
	}
	return func(p firewalltest.Packet) bool {
		address := p.From
		if which == "daddr" {
			address = p.To
		}
		return address.Is4() == four && slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(address) })
	}
}

func portTest(t testing.TB, protocol int, which string, list []string) test {
	var ranges [][2]int
	for _, text := range list {
		low, high, several := strings.Cut(text, "-")
		if !several {
			high = low
		}
		ranges = append(ranges, [2]int{number10(t, low), number10(t, high)})
	}
	return func(p firewalltest.Packet) bool {
		port := p.FromPort
		if which == "dport" {
			port = p.ToPort
		}
		return p.Protocol == protocol && slices.ContainsFunc(ranges, func(r [2]int) bool { return r[0] <= port && port <= r[1] })
	}
}

// setOf is one value or several in braces, and the number of words that they take.
func setOf(words []string) ([]string, int) {
	if words[0] != "{" {
		return words[:1], 1
	}
	end := slices.Index(words, "}")
	var list []string
	for _, w := range words[1:end] {
		list = append(list, strings.TrimSuffix(w, ","))
	}
	return list, end + 1
}

func network(t testing.TB, text string) netip.Prefix {
	if !strings.Contains(text, "/") {
		a := netip.MustParseAddr(text)
		return netip.PrefixFrom(a, a.BitLen())
	}
	return netip.MustParsePrefix(text)
}

func number10(t testing.TB, text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%q is no number", text)
	}
	return n
}
