// Package powershell writes rulesets for the firewall of Windows, as scripts of the cmdlets of NetSecurity: one call with literal values for each rule, which people
// and programs can read. What it knows of the cmdlets is of the pages New-NetFirewallRule, Set-NetFirewallRule, Set-NetFirewallProfile and INetFwRule::put_Name.
package powershell

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// Dialect is PowerShell on Windows.
var Dialect = firewall.Dialect{Name: "powershell", Remark: "#", Serves: firewall.Windows, Shell: "powershell", Kinds: []ruleset.Kind{ruleset.Host}, Texts: texts, Write: write, Steps: steps, Cannot: cannot,
	Head: []string{"rule-file.powershell-others", "rule-file.powershell-use"}}

// mostAddresses is how many addresses a rule has: the cmdlets' page sets no limit, and reports of hosts that take no more than this many are the lowest.
const mostAddresses = 1000

func write(s *ruleset.Ruleset) []firewall.File {
	w := &writer{group: group(s)}
	w.line("#Requires -RunAsAdministrator")
	for _, line := range s.Head {
		w.remark(line)
	}
	for _, o := range s.Omitted {
		w.remark(o.Remark())
	}
	for i := range s.Rules {
		w.rule(&s.Rules[i])
	}
	w.neighbours(s)
	return []firewall.File{{Ending: ".ps1", Data: []byte(w.head.String() + w.frame(s.Has(ruleset.Outbound)))}}
}

type writer struct {
	group string
	head  strings.Builder
	calls strings.Builder
	names []string
	rank  map[string]int // how many calls a rule has
}

func (w *writer) line(text string) { w.head.WriteString(text + "\r\n") }

func (w *writer) remark(text string) { w.line("# " + texts["remark"].Of(text)) }

// rule writes a call for each family and protocol of a rule, and for so many addresses as one takes.
func (w *writer) rule(r *ruleset.Rule) {
	if r.Objects != "" {
		fmt.Fprintf(&w.calls, "# %s\r\n", texts["remark"].Of(r.ID+" "+r.Objects))
	}
	for _, m := range firewall.Matches(r) {
		from := r.SourcePort
		local, remote, localPorts, remotePorts := m.To, m.From, m.Ports, from.Spans()
		if r.Direction == ruleset.Outbound {
			local, remote, localPorts, remotePorts = m.From, m.To, from.Spans(), m.Ports
		}
		if len(m.Ports) == 0 { // of a protocol without ports
			localPorts, remotePorts = nil, nil
		}
		for first := 0; first == 0 || first < len(remote); first += mostAddresses {
			part := remote[first:min(len(remote), first+mostAddresses)]
			w.call(r, protocol(m), parameters{{"LocalAddress", addresses(local)}, {"RemoteAddress", addresses(part)}, {"LocalPort", spans(localPorts)},
				{"RemotePort", spans(remotePorts)}, {"IcmpType", types(m)}})
		}
	}
}

// parameters are names of parameters with their values; those without any are left out.
type parameters []parameter

type parameter struct {
	name   string
	values []string
}

// call writes one call of the script's function. Its name is the key by which a later run finds the rule: it sets what it is in its place, so that there is no
// moment without it. The protocol is part of the name, for what else a rule can say depends on it.
func (w *writer) call(r *ruleset.Rule, protocol string, more parameters) {
	direction := map[ruleset.Direction]string{ruleset.Inbound: "Inbound", ruleset.Outbound: "Outbound"}[r.Direction]
	key := r.ID + "-" + strings.ToLower(direction+"-"+protocol)
	if w.rank == nil {
		w.rank = map[string]int{}
	}
	w.rank[key]++
	name := quote("name", fmt.Sprintf("%s-%s-%d", w.group, key, w.rank[key]))
	w.names = append(w.names, name)
	said := more.all(protocol)
	if r.Objects != "" {
		said = "Description = " + quote("description", r.Objects) + "; " + said
	}
	fmt.Fprintf(&w.calls, "Set-Rule %s %s %s %s @{ %s }\r\n", name, direction, quote("name", protocol), quote("display", r.ID+" "+r.Comment), said)
}

// all are all parameters that rules of a protocol can have; those without values are Any, whatever they were before.
func (p parameters) all(protocol string) string {
	names := []string{"LocalAddress", "RemoteAddress"}
	switch {
	case strings.HasPrefix(protocol, "ICMP"):
		names = append(names, "IcmpType")
	case protocol == "TCP" || protocol == "UDP":
		names = append(names, "LocalPort", "RemotePort")
	}
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = name + " = 'Any'"
		for _, each := range p {
			if each.name == name && len(each.values) > 0 {
				all[i] = name + " = @('" + strings.Join(each.values, "', '") + "')"
			}
		}
	}
	return strings.Join(all, "; ")
}

// neighbours lets hosts of IPv6 find each other, whatever becomes of Windows's own rules for that.
func (w *writer) neighbours(s *ruleset.Ruleset) {
	for _, d := range []ruleset.Direction{ruleset.Inbound, ruleset.Outbound} {
		if d == ruleset.Outbound && !s.Has(d) {
			continue
		}
		w.call(&ruleset.Rule{ID: "neighbours", Comment: "ICMPv6 router and neighbour discovery", Direction: d}, "ICMPv6", parameters{{"IcmpType", []string{"133", "134", "135", "136"}}})
	}
}

func protocol(m firewall.Match) string {
	if number, ok := m.Port.ByIP(); ok {
		return strconv.Itoa(number)
	}
	switch {
	case m.Port.IsICMP() && m.Four:
		return "ICMPv4"
	case m.Port.IsICMP():
		return "ICMPv6"
	}
	return strings.ToUpper(m.Port.Protocol)
}

func types(m firewall.Match) (out []string) {
	for _, name := range m.Types {
		out = append(out, strconv.Itoa(catalog.TypeNumber(name, m.Four)))
	}
	return out
}

// addresses are networks as Windows takes them. All of a family are two halves: a network of no length at all is none.
func addresses(list []netip.Prefix) (out []string) {
	for _, p := range list {
		switch {
		case p.IsSingleIP():
			out = append(out, p.Addr().String())
		case p.Bits() == 0 && p.Addr().Is4():
			out = append(out, "0.0.0.0/1", "128.0.0.0/1")
		case p.Bits() == 0:
			out = append(out, "::/1", "8000::/1")
		default:
			out = append(out, p.String())
		}
	}
	return out
}

func spans(list []catalog.Span) (out []string) {
	for _, s := range list {
		text := strconv.Itoa(s.Low)
		if s.High != s.Low {
			text += "-" + strconv.Itoa(s.High)
		}
		out = append(out, text)
	}
	return out
}

// cannot finds protocols of which Windows filters no ports.
func cannot(s *ruleset.Ruleset, r *ruleset.Rule) []firewall.Refusal {
	for _, service := range r.Services {
		if service.Protocol != "tcp" && service.Protocol != "udp" && len(service.Numbers.Spans()) > 0 {
			return []firewall.Refusal{{Code: "R08", What: "the firewall of Windows filters ports of TCP and UDP alone, not " + service.Socket(),
				Help: "open the protocol as a whole, by its number"}}
		}
	}
	return nil
}
