package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The JSON of "nft -j list ruleset", as far as it is read (libnftables-json(5)).
type (
	nftItem struct {
		Chain *nftChain `json:"chain"`
		Rule  *nftRule  `json:"rule"`
		Set   *nftSet   `json:"set"`
	}
	nftChain struct {
		Family, Table, Name, Type, Hook, Policy string
	}
	nftRule struct {
		Family, Table, Chain, Comment string
		Handle                        int
		Expr                          []map[string]json.RawMessage
	}
	nftSet struct {
		Family, Table, Name string
		Elem                []json.RawMessage
	}
	nftMatch struct {
		Op    string
		Left  map[string]json.RawMessage
		Right json.RawMessage
	}
)

var nftHooks = map[string]Hook{"input": In, "output": Out, "forward": Through}

// NFT reads "nft -j list ruleset". Where iptables is collected beside it, its tables are left to that: nft cannot say all that is in them.
func NFT(file string, data []byte, besideIPTables bool) (*Rules, error) {
	var list struct{ Nftables []nftItem }
	if err := json.Unmarshal(data, &list); err != nil || list.Nftables == nil {
		return nil, errors.Join(errors.New("it is not the output of nft -j list ruleset"), err)
	}
	n := &nftReader{file: file, rules: map[string][]*nftRule{}, sets: map[string][]json.RawMessage{}}
	var bases []*nftChain
	for _, item := range list.Nftables {
		switch {
		case item.Chain != nil && besideIPTables && item.Chain.byIPTables():
		case item.Chain != nil && item.Chain.Type == "filter" && nftHooks[item.Chain.Hook] != "":
			bases = append(bases, item.Chain)
		case item.Rule != nil:
			key := item.Rule.Family + " " + item.Rule.Table + " "
			n.rules[key+item.Rule.Chain] = append(n.rules[key+item.Rule.Chain], item.Rule)
		case item.Set != nil:
			n.sets[item.Set.Family+" "+item.Set.Table+" "+item.Set.Name] = item.Set.Elem
		}
	}
	out := &Rules{Hooks: []Hook{In, Out, Through}}
	for _, hook := range out.Hooks {
		var chains []*reading
		for _, c := range bases {
			if nftHooks[c.Hook] == hook {
				chains = append(chains, n.base(c))
			}
		}
		if len(chains) == 0 { // nothing filters here
			r := &reading{hook: hook}
			r.accept(newDraft(), "", "no chain filters this direction", file)
			chains = append(chains, r)
		}
		out.Permits = append(out.Permits, joined(chains)...)
	}
	return out, nil
}

// byIPTables reports whether a chain is one that iptables makes in nft.
func (c *nftChain) byIPTables() bool {
	return (c.Family == "ip" || c.Family == "ip6") && c.Table == "filter" && iptablesHooks[c.Name] != ""
}

type nftReader struct {
	file  string
	rules map[string][]*nftRule
	sets  map[string][]json.RawMessage
}

func (n *nftReader) base(c *nftChain) *reading {
	r := &reading{hook: nftHooks[c.Hook]}
	table := c.Family + " " + c.Table + " "
	first := newDraft()
	first.hook = r.hook
	switch c.Family {
	case "ip":
		first.narrow([]Box{everything(any4)})
	case "ip6":
		first.narrow([]Box{everything(any6)})
	}
	n.chain(r, table, c.Name, first, nil)
	if c.Policy != "drop" {
		r.accept(first, "", "policy accept of chain "+c.Name, fmt.Sprintf("%s, table %s", n.file, c.Table))
	}
	return r
}

// chain reads the rules of a chain for the packets of a draft, and of the chains that they jump to.
func (n *nftReader) chain(r *reading, table, name string, packets *draft, from []string) {
	if slices.Contains(from, name) || len(from) > 16 {
		r.doubt = "chains jump to one another"
		return
	}
	for _, rule := range n.rules[table+name] {
		d := *packets
		d.boxes = slices.Clone(packets.boxes)
		where := fmt.Sprintf("%s, chain %s, handle %d", n.file, name, rule.Handle)
		target := ""
		verdict := ""
		for _, e := range rule.Expr {
			for kind, value := range e {
				switch kind {
				case "match":
					n.match(&d, table, value)
				case "accept", "drop", "reject", "return", "continue":
					verdict = kind
				case "jump", "goto":
					var to struct{ Target string }
					_ = json.Unmarshal(value, &to) // an empty target is a chain without rules
					verdict, target = kind, to.Target
				case "counter", "log", "limit", "comment":
					if kind == "limit" {
						d.doubts("it has a limit")
					}
				default:
					d.doubts("%s", kind)
				}
			}
		}
		switch verdict {
		case "accept":
			r.accept(&d, rule.Comment, called(rule.Comment), where)
		case "drop", "reject":
			r.drop(&d, where)
		case "jump", "goto":
			n.chain(r, table, target, &d, append(from, name))
		case "return":
			r.doubt = where + " returns"
		case "":
			if d.doubt != "" && !d.base {
				r.accept(&d, rule.Comment, called(rule.Comment), where)
			}
		}
	}
}

// match narrows a draft to what a match holds for.
func (n *nftReader) match(d *draft, table string, value json.RawMessage) {
	var m nftMatch
	if err := json.Unmarshal(value, &m); err != nil || m.Op != "==" && m.Op != "in" {
		d.doubts("a match %s", m.Op)
		return
	}
	for kind, left := range m.Left {
		var of struct{ Key, Protocol, Field string }
		if err := json.Unmarshal(left, &of); err != nil {
			d.doubts("a match of %s", kind)
			return
		}
		values, ok := n.values(table, m.Right)
		if !ok {
			d.doubts("the values of a match of %s", kind)
			return
		}
		n.narrow(d, kind, of.Key, of.Protocol, of.Field, values)
	}
}

func (n *nftReader) narrow(d *draft, kind, key, protocol, field string, values []string) {
	switch {
	case kind == "ct" && key == "state" && !slices.Contains(values, "new"):
		d.base = true
	case kind == "ct" && key == "state":
	case kind == "meta" && (key == "iifname" || key == "oifname" || key == "iif" || key == "oif") && slices.Equal(values, []string{"lo"}):
		d.base = true
	case kind == "meta" && (key == "iifname" || key == "iif") && d.way(true, values), kind == "meta" && (key == "oifname" || key == "oif") && d.way(false, values):
	case kind == "meta" && key == "l4proto", kind == "payload" && (protocol == "ip" && field == "protocol" || protocol == "ip6" && field == "nexthdr"):
		d.numbers(protocolOf, collected(d, values, protocolNumbers))
	case kind == "meta" && (key == "nfproto" || key == "protocol"):
		var boxes []Box
		for _, v := range values {
			boxes = append(boxes, everything(map[bool]Span{true: any4, false: any6}[v == "ipv4" || v == "ip"]))
		}
		d.narrow(boxes)
	case kind == "payload" && (protocol == "ip" || protocol == "ip6") && (field == "saddr" || field == "daddr"):
		d.addresses(field == "saddr", collected(d, values, func(v string) ([]Span, bool) { s, ok := spanOf(v); return []Span{s}, ok }))
	case kind == "payload" && (protocol == "tcp" || protocol == "udp" || protocol == "sctp" || protocol == "th") && (field == "sport" || field == "dport"):
		if protocol != "th" {
			numbers, _ := protocolNumbers(protocol)
			d.numbers(protocolOf, numbers)
		}
		of := portOf
		if field == "sport" {
			of = sourceOf
		}
		d.numbers(of, collected(d, values, func(v string) ([]Range, bool) { r, ok := portRange(v); return []Range{r}, ok }))
	case kind == "payload" && (protocol == "icmp" || protocol == "icmpv6") && field == "type":
		numbers, _ := protocolNumbers(protocol)
		d.numbers(protocolOf, numbers)
		d.narrow([]Box{everything(map[bool]Span{true: any4, false: any6}[protocol == "icmp"])})
		d.base = d.base || discovery(values)
		d.numbers(typeOf, collected(d, values, func(v string) ([]Range, bool) { r, ok := typeNumber(protocol == "icmpv6", v); return []Range{r}, ok }))
	case kind == "payload" && protocol == "ip6" && field == "hoplimit" && d.base:
	default:
		d.doubts("a match of %s", strings.Join(strings.Fields(strings.Join([]string{kind, protocol, key, field}, " ")), " "))
	}
}

// discovery reports whether types of ICMP are those of neighbour discovery alone.
func discovery(types []string) bool {
	return !slices.ContainsFunc(types, func(name string) bool { return !strings.HasPrefix(name, "nd-") && !strings.HasPrefix(name, "mld") })
}

// collected reads values. One that cannot be read is a doubt, and what the others are is then none of the draft's boundaries: there are none.
func collected[T any](d *draft, values []string, read func(string) ([]T, bool)) []T {
	var out []T
	for _, v := range values {
		list, ok := read(v)
		if !ok {
			d.doubts("the value %s", v)
			return nil
		}
		out = append(out, list...)
	}
	return out
}

// values are the right side of a match, as texts: addresses, networks, ranges with a hyphen, names.
func (n *nftReader) values(table string, right json.RawMessage) ([]string, bool) {
	var one any
	if err := json.Unmarshal(right, &one); err != nil {
		return nil, false
	}
	return n.texts(table, one)
}

func (n *nftReader) texts(table string, value any) ([]string, bool) {
	switch v := value.(type) {
	case string:
		if name, is := strings.CutPrefix(v, "@"); is {
			return n.set(table, name)
		}
		return []string{v}, true
	case float64:
		return []string{fmt.Sprint(int(v))}, true
	case []any:
		return n.all(table, v)
	case map[string]any:
		if p, ok := v["prefix"].(map[string]any); ok {
			length, _ := p["len"].(float64)
			return []string{fmt.Sprint(p["addr"]) + "/" + fmt.Sprint(int(length))}, true
		}
		if r, ok := v["range"].([]any); ok && len(r) == 2 {
			ends, ok := n.all(table, r)
			return []string{strings.Join(ends, "-")}, ok && len(ends) == 2
		}
		if s, ok := v["set"].([]any); ok {
			return n.all(table, s)
		}
		if e, ok := v["elem"].(map[string]any); ok {
			return n.texts(table, e["val"])
		}
	}
	return nil, false
}

func (n *nftReader) all(table string, list []any) ([]string, bool) {
	var out []string
	for _, each := range list {
		texts, ok := n.texts(table, each)
		if !ok {
			return nil, false
		}
		out = append(out, texts...)
	}
	return out, true
}

func (n *nftReader) set(table, name string) ([]string, bool) {
	elements, known := n.sets[table+name]
	var list []any
	for _, e := range elements {
		var one any
		if json.Unmarshal(e, &one) != nil {
			return nil, false
		}
		list = append(list, one)
	}
	texts, ok := n.all(table, list)
	return texts, ok && known
}
