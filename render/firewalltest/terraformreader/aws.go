package terraformreader

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"portolan/render/firewalltest"
)

// AWS are the security groups of a configuration, by the addresses of the network interfaces that they are for.
type AWS struct{ groups []group }

type group struct {
	addresses []string // as its tag has them; none for every interface of the host
	rules     []awsRule
}

// An awsRule lets traffic in or out. A group without a rule lets nothing in, and nothing out: the provider takes the usual rule away.
type awsRule struct {
	outwards bool
	cidr     netip.Prefix
	protocol string
	from, to int
}

const awsSigns = " ._-:/()#,@[]+=&;{}!$*" // of descriptions

// ReadAWS reads a configuration.
func ReadAWS(text string) (*AWS, error) {
	all, err := resources(text)
	if err != nil {
		return nil, err
	}
	out, index := &AWS{}, map[string]int{}
	for _, r := range all {
		if r.kind != "aws_security_group" {
			continue
		}
		err := r.only([]string{"name", "description", "vpc_id"}, []string{"tags"})
		err = errors.Join(err, charset(r.text("name"), 255, awsSigns), charset(r.text("description"), 255, awsSigns))
		if err != nil || r.text("description") == "" || strings.HasPrefix(r.text("name"), "sg-") {
			return nil, fmt.Errorf("%s: %w", r.name, err)
		}
		var addresses []string
		for tag, text := range r.tags() {
			if err := charset(text, 256, " +-=._:/@"); err != nil {
				return nil, err
			}
			if strings.HasPrefix(tag, "Addresses") {
				addresses = append(addresses, strings.Fields(text)...)
			}
		}
		index["aws_security_group."+r.name+".id"] = len(out.groups)
		out.groups = append(out.groups, group{addresses: addresses})
	}
	for _, r := range all {
		switch r.kind {
		case "aws_security_group":
			continue
		case "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule":
		default:
			return nil, fmt.Errorf("no resource %s", r.kind)
		}
		rule, err := awsRuleOf(r)
		i, ok := index[r.text("security_group_id")]
		if err != nil || !ok {
			return nil, fmt.Errorf("%s of %q: %w", r.name, r.text("security_group_id"), err)
		}
		if slices.Contains(out.groups[i].rules, rule) {
			return nil, fmt.Errorf("%s is there twice, which is refused", r.name)
		}
		out.groups[i].rules = append(out.groups[i].rules, rule)
	}
	return out, nil
}

func awsRuleOf(r resource) (awsRule, error) {
	rule := awsRule{outwards: strings.Contains(r.kind, "egress"), protocol: r.text("ip_protocol")}
	if err := errors.Join(r.only([]string{"security_group_id", "ip_protocol"}, []string{"cidr_ipv4", "cidr_ipv6", "from_port", "to_port", "description", "tags"}),
		charset(r.text("description"), 255, awsSigns), charset(r.tags()["Rule"], 256, " +-=._:/@")); err != nil {
		return rule, err
	}
	four, six := r.text("cidr_ipv4"), r.text("cidr_ipv6")
	var err error
	if rule.cidr, err = netip.ParsePrefix(four + six); err != nil || (four != "") == (six != "") || rule.cidr.Addr().Is4() != (four != "") || rule.cidr != rule.cidr.Masked() {
		return rule, fmt.Errorf("%q and %q are no network: %w", four, six, err)
	}
	from, ok1 := r.number("from_port")
	to, ok2 := r.number("to_port")
	rule.from, rule.to = from, to
	switch rule.protocol {
	case "tcp", "udp":
		if !ok1 || !ok2 || from < 0 || from > to || to > 65535 {
			return rule, errors.New("no ports")
		}
	case "icmp", "icmpv6": // a type and a code, -1 for all of them
		if !ok1 || !ok2 || from < -1 || from > 255 || to != -1 {
			return rule, errors.New("no type")
		}
	default: // ports of another protocol are not looked at
		n, err := strconv.Atoi(rule.protocol)
		if ok1 || ok2 || err != nil || n < -1 || n > 255 || n == 6 || n == 17 || n == 1 || n == 58 {
			return rule, fmt.Errorf("no protocol %q", rule.protocol)
		}
	}
	return rule, nil
}

// Decide reports whether a packet is let in or out of the interface that has its address.
func (a *AWS) Decide(outwards bool, p firewalltest.Packet) bool {
	own, other := p.To, p.From
	if outwards {
		own, other = p.From, p.To
	}
	return slices.ContainsFunc(a.groups, func(g group) bool {
		return (len(g.addresses) == 0 || slices.Contains(g.addresses, own.String())) && slices.ContainsFunc(g.rules, func(r awsRule) bool {
			return r.outwards == outwards && r.cidr.Contains(other) && r.serves(p)
		})
	})
}

func (r awsRule) serves(p firewalltest.Packet) bool {
	switch r.protocol {
	case "-1":
		return true
	case "tcp", "udp":
		return p.Protocol == map[string]int{"tcp": 6, "udp": 17}[r.protocol] && r.from <= p.ToPort && p.ToPort <= r.to
	case "icmp", "icmpv6":
		return p.Protocol == map[string]int{"icmp": 1, "icmpv6": 58}[r.protocol] && (r.from == -1 || r.from == p.Type)
	}
	return strconv.Itoa(p.Protocol) == r.protocol
}
