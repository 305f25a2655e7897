// Package iptables writes rulesets for iptables and ip6tables of Linux: chains of its own as files for iptables-restore, and a script that loads both and
// leads packets into them.
package iptables

import (
	"cmp"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// Dialect is iptables with ip6tables.
var Dialect = firewall.Dialect{Name: "iptables", Remark: "#", Serves: firewall.Linux, Kinds: []ruleset.Kind{ruleset.Host, ruleset.Firewall}, Chosen: true, Shell: "bash", Texts: texts, Write: write,
	Steps: steps, Cannot: cannot}

// mostPorts is how many ports one rule has, of which a range counts twice (iptables-extensions(8), multiport).
const mostPorts = 15

// A hook is a chain of the kernel's, and ours that it leads to.
type hook struct {
	direction   ruleset.Direction
	from, chain string
	loopback    string // what matches packets of the host to itself
}

var hooks = []hook{{direction: ruleset.Inbound, from: "INPUT", chain: "PORTOLAN-IN", loopback: "-i lo"}, {direction: ruleset.Outbound, from: "OUTPUT", chain: "PORTOLAN-OUT", loopback: "-o lo"},
	{direction: ruleset.Forward, from: "FORWARD", chain: "PORTOLAN-FORWARD"}}

// of are the hooks at which a ruleset filters: what goes out only where there are rules for it.
func of(s *ruleset.Ruleset) (out []hook) {
	for _, h := range hooks {
		forward := h.direction == ruleset.Forward
		if forward == (s.Kind == ruleset.Firewall) && (h.direction != ruleset.Outbound || s.Has(ruleset.Outbound)) {
			out = append(out, h)
		}
	}
	return out
}

func write(s *ruleset.Ruleset) []firewall.File {
	return []firewall.File{{Ending: ".sh", Data: []byte(script(s))}, {Ending: ".rules.v4", Data: []byte(table(s, true))}, {Ending: ".rules.v6", Data: []byte(table(s, false))}}
}

type writer struct{ strings.Builder }

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func (w *writer) remark(text string) { w.line("# %s", texts["remark"].Of(text)) }

// table are the chains of one address family. Loaded again, with --noflush, each takes the place of the one before, and no other chain is touched.
func table(s *ruleset.Ruleset, four bool) string {
	w := &writer{}
	for _, line := range s.Head {
		w.remark(line)
	}
	w.line("*filter")
	for _, h := range of(s) {
		w.line(":%s - [0:0]", h.chain)
	}
	for _, h := range of(s) {
		w.chain(s, h, four)
	}
	w.line("COMMIT")
	return w.String()
}

// chain lets through what no network works without, then the rules, and drops all else.
func (w *writer) chain(s *ruleset.Ruleset, h hook, four bool) {
	w.line("-A %s -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", h.chain)
	if h.loopback != "" {
		w.line("-A %s %s -j ACCEPT", h.chain, h.loopback)
		for _, neighbours := range []int{133, 134, 135, 136} { // router and neighbour discovery (RFC 4861)
			if !four {
				w.line("-A %s -p ipv6-icmp -m icmp6 --icmpv6-type %d -m hl --hl-eq 255 -j ACCEPT", h.chain, neighbours)
			}
		}
	}
	for i := range s.Rules {
		if r := &s.Rules[i]; r.Direction == h.direction {
			w.rule(h, r, four)
		}
	}
	for _, o := range s.Omitted {
		if o.Direction == h.direction {
			w.remark(o.Remark())
		}
	}
	w.line("-A %s -j DROP", h.chain)
}

// rule writes a line for every pair of addresses: lines are short, and each is a rule as iptables lists it.
func (w *writer) rule(h hook, r *ruleset.Rule, four bool) {
	said := false
	for _, m := range firewall.Matches(r) {
		if m.Four != four {
			continue
		}
		if r.Objects != "" && !said {
			w.remark(r.ID + " " + r.Objects)
			said = true
		}
		for _, from := range orAny(m.From) {
			for _, to := range orAny(m.To) {
				for _, service := range services(m, r.SourcePort) {
					match := strings.Join(strings.Fields(strings.Join([]string{"-A", h.chain, address("-s", from), address("-d", to), service}, " ")), " ")
					if r.Log {
						w.line(`%s -j LOG --log-prefix "%s "`, match, texts["log"].Of(r.ID))
					}
					w.line(`%s -m comment --comment "%s" -j ACCEPT`, match, texts["comment"].Of(r.ID+" "+r.Comment))
				}
			}
		}
	}
}

// orAny is a list, or one network that is none for any address.
func orAny(list []netip.Prefix) []netip.Prefix {
	if len(list) == 0 {
		return []netip.Prefix{{}}
	}
	return list
}

func address(flag string, p netip.Prefix) string {
	if !p.IsValid() {
		return ""
	}
	return flag + " " + p.String()
}

// services are the matches of a protocol with its ports, as many at once as a rule takes, or with its types.
func services(m firewall.Match, from catalog.Numbers) (out []string) {
	number, byNumber := m.Port.ByIP()
	icmp, types, family := "icmp", "-m icmp --icmp-type", "icmp"
	if !m.Four {
		icmp, types, family = "ipv6-icmp", "-m icmp6 --icmpv6-type", "ipv6-icmp"
	}
	switch {
	case byNumber:
		return []string{"-p " + strconv.Itoa(number)}
	case m.Port.IsICMP() && len(m.Types) == 0:
		return []string{"-p " + icmp}
	case m.Port.IsICMP():
		for _, name := range m.Types {
			out = append(out, fmt.Sprintf("-p %s %s %d", family, types, catalog.TypeNumber(name, m.Four)))
		}
		return out
	}
	for _, source := range orEvery(from.Spans()) {
		for _, ports := range divided(m.Ports) {
			out = append(out, strings.Join(strings.Fields(fmt.Sprintf("-p %s -m %s %s %s", m.Port.Protocol, m.Port.Protocol, source, ports)), " "))
		}
	}
	return out
}

// orEvery are matches of source ports; nothing for any.
func orEvery(spans []catalog.Span) []string {
	if len(spans) == 0 {
		return []string{""}
	}
	var out []string
	for _, s := range spans {
		out = append(out, "--sport "+span(s))
	}
	return out
}

// divided are matches of ports: the one, or as many at once as a rule takes.
func divided(ports []catalog.Span) (out []string) {
	if len(ports) == 1 {
		return []string{"--dport " + span(ports[0])}
	}
	var texts []string
	weight := 0
	flush := func() { out = append(out, "-m multiport --dports "+strings.Join(texts, ",")) }
	for _, p := range ports {
		each := cmp.Or(map[bool]int{true: 2}[p.High > p.Low], 1)
		if weight+each > mostPorts {
			flush()
			texts, weight = nil, 0
		}
		texts, weight = append(texts, span(p)), weight+each
	}
	flush()
	return out
}

func span(s catalog.Span) string {
	if s.Low == s.High {
		return strconv.Itoa(s.Low)
	}
	return fmt.Sprintf("%d:%d", s.Low, s.High)
}

// cannot finds the protocol of number 0, which iptables takes for all protocols.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	for _, service := range r.Services {
		if number, ok := service.ByIP(); ok && number == 0 {
			return []firewall.Refusal{{Code: "R08", What: "iptables takes the protocol " + service.Socket() + " for all protocols",
				Help: "leave the rule out, or use the dialect nftables"}}
		}
	}
	return nil
}
