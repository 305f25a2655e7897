package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

type awsPermission struct {
	IPProtocol string `json:"IpProtocol"`
	FromPort   *int
	ToPort     *int
	IPRanges   []struct {
		CIDR        string `json:"CidrIp"`
		Description string
	} `json:"IpRanges"`
	IPv6Ranges []struct {
		CIDR        string `json:"CidrIpv6"`
		Description string
	} `json:"Ipv6Ranges"`
	PrefixListIDs []struct{ PrefixListID string }         `json:"PrefixListIds"`
	Groups        []struct{ GroupID, Description string } `json:"UserIdGroupPairs"`
}

// AWS reads "aws ec2 describe-security-groups": the groups of one host. What is open to one of them is open.
func AWS(file string, data []byte) (*Rules, error) {
	var list struct {
		SecurityGroups []struct {
			GroupID string          `json:"GroupId"`
			In      []awsPermission `json:"IpPermissions"`
			Out     []awsPermission `json:"IpPermissionsEgress"`
		}
	}
	if err := json.Unmarshal(data, &list); err != nil || list.SecurityGroups == nil {
		return nil, errors.Join(errors.New("it is not the output of describe-security-groups"), err)
	}
	out := &Rules{Hooks: []Hook{In, Out}}
	for _, hook := range out.Hooks {
		r := &reading{hook: hook}
		for _, g := range list.SecurityGroups {
			permissions := g.Out
			if hook == In {
				permissions = g.In
			}
			for i, p := range permissions {
				p.read(r, hook == In, g.GroupID, fmt.Sprintf("%s, %s, rule %d", file, g.GroupID, i+1))
			}
		}
		out.Permits = append(out.Permits, r.permits...)
	}
	return out, nil
}

func (p *awsPermission) read(r *reading, source bool, group, where string) {
	add := func(cidr, description, doubt string) {
		d := newDraft()
		d.awsPorts(p)
		if cidr != "" {
			d.addresses(source, collected(d, []string{cidr}, func(v string) ([]Span, bool) { s, ok := spanOf(v); return []Span{s}, ok }))
		}
		if doubt != "" {
			d.doubts("%s", doubt)
		}
		r.accept(d, description, strings.TrimSpace("rule of "+group+" "+description), where)
	}
	for _, each := range p.IPRanges {
		add(each.CIDR, each.Description, "")
	}
	for _, each := range p.IPv6Ranges {
		add(each.CIDR, each.Description, "")
	}
	for _, each := range p.Groups {
		add("", each.Description, "the addresses of group "+each.GroupID+" are not known")
	}
	for _, each := range p.PrefixListIDs {
		add("", "", "the addresses of prefix list "+each.PrefixListID+" are not known")
	}
}

// awsPorts narrows to the protocol and its ports; of ICMP the first number is the type, -1 for all.
func (d *draft) awsPorts(p *awsPermission) {
	if p.IPProtocol == "-1" {
		return
	}
	d.numbers(protocolOf, collected(d, []string{p.IPProtocol}, protocolNumbers))
	if p.FromPort == nil || p.ToPort == nil || *p.FromPort < 0 {
		return
	}
	if p.IPProtocol == "icmp" || p.IPProtocol == "icmpv6" || p.IPProtocol == "1" || p.IPProtocol == "58" {
		d.numbers(typeOf, []Range{{*p.FromPort, *p.FromPort}})
		return
	}
	d.numbers(portOf, []Range{{*p.FromPort, *p.ToPort}})
}
