package evidence

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var iptablesHooks = map[string]Hook{"INPUT": In, "OUTPUT": Out, "FORWARD": Through}

// An iptablesChain has rules, each as its words, and the lines where they are.
type iptablesChain struct {
	policy string
	rules  [][]string
	lines  []int
}

// IPTables reads iptables-save, or ip6tables-save where six is set.
func IPTables(file string, data []byte, six bool) (*Rules, error) {
	chains, err := filterTable(string(data))
	if err != nil {
		return nil, err
	}
	n := &iptablesReader{file: file, chains: chains, six: six}
	out := &Rules{}
	for _, name := range []string{"INPUT", "OUTPUT", "FORWARD"} {
		r := &reading{hook: iptablesHooks[name]}
		out.Hooks = append(out.Hooks, r.hook)
		n.chain(r, name, n.first(r.hook), nil)
		if c := chains[name]; c == nil || c.policy != "DROP" {
			r.accept(n.first(r.hook), "", "policy ACCEPT of chain "+name, file)
		}
		out.Permits = append(out.Permits, r.permits...)
	}
	return out, nil
}

// filterTable are the chains of the table filter; where it is not there, no rule is.
func filterTable(text string) (map[string]*iptablesChain, error) {
	chains := map[string]*iptablesChain{}
	table, seen := "", strings.TrimSpace(text) == "" // no table at all has rules
	for i, line := range strings.Split(text, "\n") {
		words, err := shellWords(line)
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		case len(words) == 0 || strings.HasPrefix(words[0], "#"):
			seen = seen || strings.Contains(line, "tables-save")
		case strings.HasPrefix(words[0], "*"):
			table, seen = words[0][1:], true
		case table != "filter" || words[0] == "COMMIT":
		case strings.HasPrefix(words[0], ":") && len(words) > 1:
			chains[words[0][1:]] = &iptablesChain{policy: words[1]}
		case words[0] == "-A" && len(words) > 1 && chains[words[1]] != nil:
			c := chains[words[1]]
			c.rules, c.lines = append(c.rules, words[2:]), append(c.lines, i+1)
		default:
			return nil, fmt.Errorf("line %d is none of iptables-save: %q", i+1, line)
		}
	}
	if !seen {
		return nil, errors.New("it is not the output of iptables-save")
	}
	return chains, nil
}

// shellWords divides a line as iptables-save quotes it.
func shellWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	in, open := false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && in && i+1 < len(line):
			i++
			word.WriteByte(line[i])
		case c == '"':
			in, open = !in, true
		case (c == ' ' || c == '\t' || c == '\r') && !in:
			if open || word.Len() > 0 {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteByte(c)
		}
	}
	if in {
		return nil, errors.New("a quote does not end")
	}
	if open || word.Len() > 0 {
		words = append(words, word.String())
	}
	return words, nil
}

type iptablesReader struct {
	file   string
	chains map[string]*iptablesChain
	six    bool
}

func (n *iptablesReader) first(hook Hook) *draft {
	d := newDraft()
	d.hook = hook
	d.narrow([]Box{everything(map[bool]Span{true: any6, false: any4}[n.six])})
	return d
}

// chain reads the rules of a chain for the packets of a draft, and of the chains that they jump to.
func (n *iptablesReader) chain(r *reading, name string, packets *draft, from []string) {
	c := n.chains[name]
	if c == nil {
		return
	}
	if slices.Contains(from, name) || len(from) > 16 {
		r.doubt = "chains jump to one another"
		return
	}
	for i, words := range c.rules {
		d := *packets
		d.boxes = slices.Clone(packets.boxes)
		where := fmt.Sprintf("%s:%d", n.file, c.lines[i])
		target, comment := n.rule(&d, words)
		switch target {
		case "ACCEPT":
			r.accept(&d, comment, called(comment), where)
		case "DROP", "REJECT":
			r.drop(&d, where)
		case "RETURN":
			if i+1 < len(c.rules) || len(from) == 0 { // as the last rule it changes nothing
				r.doubt = where + " returns"
			}
		case "", "LOG", "NFLOG", "MARK", "CONNMARK", "TRACE":
		default:
			if n.chains[target] == nil {
				r.doubt = fmt.Sprintf("%s has the target %s", where, target)
				continue
			}
			n.chain(r, target, &d, append(from, name))
		}
	}
}

// rule reads the words of a rule into a draft.
func (n *iptablesReader) rule(d *draft, words []string) (target, comment string) {
	for i := 0; i < len(words); i++ {
		value := ""
		if i+1 < len(words) {
			value = words[i+1]
		}
		spans := func() []Span {
			return collected(d, strings.Split(value, ","), func(v string) ([]Span, bool) { s, ok := spanOf(v); return []Span{s}, ok })
		}
		ports := func() []Range {
			return collected(d, strings.Split(value, ","), func(v string) ([]Range, bool) { r, ok := portRange(v); return []Range{r}, ok })
		}
		switch words[i] {
		case "!":
			d.doubts("a negation")
			i += 2 // what is negated is no boundary
			continue
		case "-s", "--src-range":
			d.addresses(true, spans())
		case "-d", "--dst-range":
			d.addresses(false, spans())
		case "-p":
			d.numbers(protocolOf, collected(d, []string{value}, protocolNumbers))
		case "--dport", "--dports":
			d.numbers(portOf, ports())
		case "--sport", "--sports":
			d.numbers(sourceOf, ports())
		case "--icmp-type", "--icmpv6-type":
			d.base = d.base || n.six && slices.Contains([]string{"133", "134", "135", "136"}, value)
			if value != "any" {
				d.numbers(typeOf, collected(d, []string{value}, func(v string) ([]Range, bool) { r, ok := typeNumber(n.six, v); return []Range{r}, ok }))
			}
		case "--ctstate", "--state":
			d.base = d.base || !slices.Contains(strings.Split(value, ","), "NEW")
		case "-i", "-o":
			if value == "lo" {
				d.base = true
			} else if !d.way(words[i] == "-i", []string{value}) {
				d.doubts("the interface %s", value)
			}
		case "--comment":
			comment = value
		case "-j", "-g":
			target = value
		case "-m":
			if !slices.Contains([]string{"tcp", "udp", "sctp", "icmp", "icmp6", "multiport", "conntrack", "state", "comment", "iprange", "hl"}, value) {
				d.doubts("the match %s", value)
			}
		case "--hl-eq":
			if !d.base {
				d.doubts("the match hl")
			}
		case "--log-prefix", "--log-level", "--reject-with", "--nflog-prefix", "--nflog-group":
		default:
			d.doubts("%s", words[i])
			continue
		}
		i++
	}
	return target, comment
}
