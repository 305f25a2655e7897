// Package aws writes rules of hosts as security groups of AWS, for Terraform.
//
// What is said is from the references of the provider (aws_security_group, aws_vpc_security_group_ingress_rule and _egress_rule: one network a rule, texts)
// and of CloudFormation (AWS::EC2::SecurityGroup Ingress: protocols by name or number, types of ICMP as ports, ports of other protocols that are not looked
// at). A group that Terraform makes has no rule at all: the provider takes away the one that lets everything out.
package aws

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/terraform"
	"portolan/render/ruleset"
)

// Dialect is that of AWS. Any host may be a machine of the cloud.
var Dialect = firewall.Dialect{Name: "aws", Remark: "#", Serves: func(string) bool { return true }, Chosen: true, Shell: "bash", Kinds: []ruleset.Kind{ruleset.Host}, Texts: texts, Write: files, Steps: steps, Cannot: cannot}

// files are a configuration of its own for each host, in a folder of its own.
func files(s *ruleset.Ruleset) []firewall.File {
	c := terraform.New(firewall.Remarks(texts["remark"], s.Head, s.Omitted), "aws", "hashicorp/aws", ">= 5.0")
	c.Variable("vpc_id")
	groups := groupsOf(s)
	for _, g := range groups {
		g.write(c, s, len(groups) > 1)
	}
	return []firewall.File{{Ending: "/main.tf", Data: c.Bytes()}}
}

// A group is for the network interfaces of a host that have certain addresses: a rule of a group does not say to which address of the host it is.
type group struct {
	label     string
	addresses []netip.Addr // none where the site does not know them
	permits   []permit
}

// A permit is what one resource lets in or out.
type permit struct {
	outwards bool
	peer     netip.Prefix
	protocol string
	from, to int // no ports where from is none
	rules    []*ruleset.Rule
}

const none = -2 // no port, and no type

// groupsOf divides the addresses of a host by the rules that are for them.
func groupsOf(s *ruleset.Ruleset) []*group {
	byRules := map[string]*group{}
	var out []*group
	for _, a := range ownAddresses(s) {
		key := ""
		for i := range s.Rules {
			if is(self(&s.Rules[i]), a) {
				key += fmt.Sprint(i, " ")
			}
		}
		if byRules[key] == nil {
			byRules[key] = &group{}
			out = append(out, byRules[key])
		}
		byRules[key].addresses = append(byRules[key].addresses, a)
	}
	if len(out) == 0 {
		out = []*group{{}}
	}
	for _, g := range out {
		g.label = "host"
		if len(out) > 1 {
			g.label = identifier("host_" + g.addresses[0].String())
		}
		g.fill(s)
	}
	return out
}

func ownAddresses(s *ruleset.Ruleset) []netip.Addr {
	var out []netip.Addr
	for i := range s.Rules {
		for _, e := range self(&s.Rules[i]) {
			for _, p := range e.Addresses {
				out = append(out, p.Addr().Unmap())
			}
		}
	}
	slices.SortFunc(out, netip.Addr.Compare)
	return slices.Compact(out)
}

// self are the ends of a rule that are the host itself.
func self(r *ruleset.Rule) []ruleset.End {
	if r.Direction == ruleset.Inbound {
		return r.To
	}
	return r.From
}

func is(ends []ruleset.End, a netip.Addr) bool {
	return slices.ContainsFunc(ends, func(e ruleset.End) bool {
		return slices.ContainsFunc(e.Addresses, func(p netip.Prefix) bool { return p.Addr().Unmap() == a })
	})
}

// fill takes what rules let in and out by the group's addresses. What several rules let through is there once: the cloud refuses a rule that it has.
func (g *group) fill(s *ruleset.Ruleset) {
	for i := range s.Rules {
		r := &s.Rules[i]
		for _, m := range firewall.Matches(r) {
			own, peers := m.To, m.From
			if r.Direction == ruleset.Outbound {
				own, peers = m.From, m.To
			}
			if len(own) > 0 && !slices.ContainsFunc(g.addresses, func(a netip.Addr) bool { return holds(own, a) }) {
				continue
			}
			for _, peer := range peers {
				for _, p := range permits(m) {
					p.peer, p.outwards = peer, r.Direction == ruleset.Outbound
					g.add(p, r)
				}
			}
		}
	}
	if s.Has(ruleset.Outbound) {
		return
	}
	for _, everywhere := range []string{"0.0.0.0/0", "::/0"} { // nothing is said of what leaves the host
		g.permits = append(g.permits, permit{outwards: true, peer: netip.MustParsePrefix(everywhere), protocol: "-1", from: none})
	}
}

func holds(list []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(a) })
}

func (g *group) add(p permit, r *ruleset.Rule) {
	i := slices.IndexFunc(g.permits, func(o permit) bool {
		return o.outwards == p.outwards && o.peer == p.peer && o.protocol == p.protocol && o.from == p.from && o.to == p.to
	})
	if i < 0 {
		g.permits = append(g.permits, p)
		i = len(g.permits) - 1
	}
	if !slices.Contains(g.permits[i].rules, r) {
		g.permits[i].rules = append(g.permits[i].rules, r)
	}
}

// permits are what a match lets through: a range of ports, a type of ICMP or a protocol each.
func permits(m firewall.Match) []permit {
	number, numbered := m.Port.ByIP()
	switch {
	case numbered:
		return []permit{{protocol: strconv.Itoa(number), from: none}}
	case m.Port.IsICMP():
		name := map[bool]string{true: "icmp", false: "icmpv6"}[m.Four]
		if len(m.Types) == 0 {
			return []permit{{protocol: name, from: -1, to: -1}}
		}
		var out []permit
		for _, t := range m.Types {
			out = append(out, permit{protocol: name, from: catalog.TypeNumber(t, m.Four), to: -1})
		}
		return out
	}
	var out []permit
	for _, span := range m.Ports {
		out = append(out, permit{protocol: m.Port.Protocol, from: span.Low, to: span.High})
	}
	return out
}

func (g *group) write(c *terraform.Configuration, s *ruleset.Ruleset, several bool) {
	r := c.Resource("aws_security_group", g.label)
	name := nameOf(s.Site, s.Device)
	if several {
		name = nameOf(s.Site, s.Device, g.addresses[0].String())
	}
	r.Text("name", name)
	r.Text("description", name)
	r.Reference("vpc_id", "var", "vpc_id")
	tags := map[string]string{"Name": texts["tag"].Of(name)}
	if len(g.addresses) > 0 {
		g.tag(tags)
	}
	r.Tags(tags)
	for _, p := range g.permits {
		p.write(c, g.label, several)
	}
	output := "security_group_id"
	if several {
		output += strings.TrimPrefix(g.label, "host")
	}
	c.Output(output, "aws_security_group", g.label, "id")
}

// tag says for which interfaces a group is: a tag has as many addresses as have room in it.
func (g *group) tag(tags map[string]string) {
	name := "Addresses"
	for _, a := range g.addresses {
		if len(tags[name])+1+len(a.String()) > texts["tag"].Most {
			name = fmt.Sprintf("Addresses-%d", len(tags))
		}
		tags[name] = strings.TrimSpace(tags[name] + " " + a.String())
	}
}

// write writes a resource whose name is made of what it lets through, so that it keeps its name while others come and go.
func (p permit) write(c *terraform.Configuration, group string, several bool) {
	kind, name := "aws_vpc_security_group_ingress_rule", "in"
	if p.outwards {
		kind, name = "aws_vpc_security_group_egress_rule", "out"
	}
	name += "_" + p.peer.String() + "_" + strings.TrimPrefix(p.protocol, "-")
	if p.from != none {
		name += fmt.Sprintf("_%d", p.from)
		if p.to > p.from {
			name += fmt.Sprintf("_%d", p.to)
		}
	}
	if several {
		name = group + "_" + name
	}
	r := c.Resource(kind, identifier(name))
	r.Reference("security_group_id", "aws_security_group", group, "id")
	if p.peer.Addr().Is4() {
		r.Text("cidr_ipv4", p.peer.String())
	} else {
		r.Text("cidr_ipv6", p.peer.String())
	}
	r.Text("ip_protocol", p.protocol)
	if p.from != none {
		r.Number("from_port", p.from)
		r.Number("to_port", p.to)
	}
	if len(p.rules) > 0 {
		r.Text("description", texts["description"].Of(describe(p.rules)))
		r.Tags(map[string]string{"Rule": texts["tag"].Of(strings.Join(ids(p.rules), " "))})
	}
}

func ids(rules []*ruleset.Rule) []string {
	var out []string
	for _, r := range rules {
		out = append(out, r.ID)
	}
	return out
}

// describe says of which rules something is, with the last days of those that have one, and what the first is for.
func describe(rules []*ruleset.Rule) string {
	text := rules[0].ID // whose last day is part of what it is about
	for _, r := range rules[1:] {
		text += strings.TrimSuffix(" "+r.ID+" "+r.Ends, " ")
	}
	for _, more := range []string{rules[0].About, rules[0].Comment} {
		if more != "" {
			text += " - " + more
		}
	}
	return text
}

// identifier is a text as names of resources are.
func identifier(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(text))
}
