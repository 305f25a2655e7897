package terraformreader

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"portolan/render/firewalltest"
)

// Azure is a network security group.
type Azure struct{ rules []azureRule }

type azureRule struct {
	outwards, allow  bool
	priority         int
	protocol         string
	from, to         []string // networks, or *
	fromPort, toPort []string
}

var azureName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$`)

// ReadAzure reads a configuration.
func ReadAzure(text string) (*Azure, error) {
	all, err := resources(text)
	if err != nil {
		return nil, err
	}
	out := &Azure{}
	groups, taken := 0, map[string]bool{}
	for _, r := range all {
		switch r.kind {
		case "azurerm_network_security_group":
			groups++
			if err := r.only([]string{"name", "location", "resource_group_name"}, []string{"tags"}); err != nil || !azureName.MatchString(r.text("name")) {
				return nil, fmt.Errorf("%q: %w", r.text("name"), err)
			}
		case "azurerm_network_security_rule":
			rule, err := azureRuleOf(r)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", r.name, err)
			}
			for _, key := range []string{"name " + r.text("name"), fmt.Sprint("priority ", rule.outwards, rule.priority)} {
				if taken[key] {
					return nil, fmt.Errorf("%s is taken twice", key)
				}
				taken[key] = true
			}
			out.rules = append(out.rules, rule)
		default:
			return nil, fmt.Errorf("no resource %s", r.kind)
		}
	}
	slices.SortFunc(out.rules, func(a, b azureRule) int { return cmp.Compare(a.priority, b.priority) })
	if groups != 1 {
		return nil, fmt.Errorf("%d groups", groups)
	}
	return out, nil
}

func azureRuleOf(r resource) (azureRule, error) {
	needed := []string{"name", "priority", "direction", "access", "protocol", "resource_group_name", "network_security_group_name"}
	var ends []string
	for _, end := range []string{"source", "destination"} {
		for _, what := range []string{"_port_range", "_address_prefix"} {
			plural := end + what + map[string]string{"_port_range": "s", "_address_prefix": "es"}[what]
			ends = append(ends, end+what, plural)
			_, one := r.values[end+what]
			_, many := r.values[plural]
			if one == many {
				return azureRule{}, fmt.Errorf("one of %s and %s has to be there", end+what, plural)
			}
		}
	}
	both := func(name, plural string) []string {
		if v := r.text(name); v != "" {
			return []string{v}
		}
		return r.list(plural)
	}
	rule := azureRule{outwards: r.text("direction") == "Outbound", allow: r.text("access") == "Allow", protocol: r.text("protocol"),
		from: both("source_address_prefix", "source_address_prefixes"), to: both("destination_address_prefix", "destination_address_prefixes"),
		fromPort: both("source_port_range", "source_port_ranges"), toPort: both("destination_port_range", "destination_port_ranges")}
	rule.priority, _ = r.number("priority")
	err := r.only(needed, append(ends, "description"))
	switch {
	case err != nil:
	case !azureName.MatchString(r.text("name")):
		err = fmt.Errorf("no name %q", r.text("name"))
	case len(r.text("description")) > 140:
		err = errors.New("the description has more than 140 characters")
	case rule.priority < 100 || rule.priority > 4096:
		err = fmt.Errorf("no priority %d", rule.priority)
	case !slices.Contains([]string{"Tcp", "Udp", "Icmp", "Esp", "Ah", "*"}, rule.protocol):
		err = fmt.Errorf("no protocol %q", rule.protocol)
	case !slices.Contains([]string{"Inbound", "Outbound"}, r.text("direction")) || !slices.Contains([]string{"Allow", "Deny"}, r.text("access")):
		err = errors.New("no direction or access")
	case len(rule.from) == 0 || len(rule.to) == 0 || len(rule.fromPort) == 0 || len(rule.toPort) == 0:
		err = errors.New("an end is empty")
	}
	four := map[bool]bool{}
	for _, text := range slices.Concat(rule.from, rule.to) {
		if text == "*" {
			continue
		}
		p, bad := netip.ParsePrefix(text)
		if bad != nil || p != p.Masked() {
			err = errors.Join(err, fmt.Errorf("no network %q", text))
		}
		four[p.Addr().Is4()] = true
	}
	if len(four) > 1 {
		err = errors.Join(err, errors.New("networks of both families"))
	}
	return rule, err
}

// Decide takes the first rule by priority for a packet. What none is for is let through, as the usual rules let through what stays in the virtual network.
func (a *Azure) Decide(outwards bool, p firewalltest.Packet) bool {
	for _, r := range a.rules {
		if r.outwards == outwards && holds(r.from, p.From) && holds(r.to, p.To) && r.serves(p) {
			return r.allow
		}
	}
	return true
}

func holds(list []string, a netip.Addr) bool {
	return slices.ContainsFunc(list, func(text string) bool { return text == "*" || netip.MustParsePrefix(text).Contains(a) })
}

func (r azureRule) serves(p firewalltest.Packet) bool {
	number := map[string]int{"Tcp": 6, "Udp": 17, "Icmp": 1, "Esp": 50, "Ah": 51}[r.protocol]
	if r.protocol != "*" && number != p.Protocol {
		return false
	}
	return p.Protocol != 6 && p.Protocol != 17 || among(r.fromPort, p.FromPort) && among(r.toPort, p.ToPort)
}

func among(list []string, port int) bool {
	return slices.ContainsFunc(list, func(text string) bool {
		low, high, several := strings.Cut(text, "-")
		if !several {
			high = low
		}
		l, err1 := strconv.Atoi(low)
		h, err2 := strconv.Atoi(high)
		return text == "*" || err1 == nil && err2 == nil && l <= port && port <= h
	})
}
