// Package azure writes rules of hosts as network security groups of Azure, for Terraform.
//
// What is said is from the reference of the provider (azurerm_network_security_group, azurerm_network_security_rule) and of Azure's API
// (SecurityRulePropertiesFormat: protocols, priorities, lengths, networks of one family a rule). A group has usual rules that let everything of the virtual
// network through, so that each direction ends in a denial of its own.
package azure

import (
	"fmt"
	"hash/fnv"
	"net/netip"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/terraform"
	"portolan/render/ruleset"
)

// Dialect is that of Azure. Any host may be a machine of the cloud.
var Dialect = firewall.Dialect{Name: "azure", Remark: "#", Serves: func(string) bool { return true }, Chosen: true, Shell: "bash", Kinds: []ruleset.Kind{ruleset.Host}, Texts: texts, Write: files, Steps: steps,
	Cannot: cannot, Limits: limits}

// The priorities of rules. The last denies.
const first, last = 100, 4096

// files are a configuration of its own for each host, in a folder of its own.
func files(s *ruleset.Ruleset) []firewall.File {
	c := terraform.New(firewall.Remarks(texts["remark"], s.Head, s.Omitted), "azurerm", "hashicorp/azurerm", ">= 3.0")
	c.Variable("resource_group_name")
	c.Variable("location")
	g := c.Resource("azurerm_network_security_group", "host")
	g.Text("name", nameOf(s.Site, s.Device))
	g.Reference("location", "var", "location")
	g.Reference("resource_group_name", "var", "resource_group_name")
	rules := rulesOf(s)
	priorities := prioritiesOf(rules)
	for i, r := range rules {
		r.write(c, priorities[i])
	}
	deny(c, "Inbound")
	if s.Has(ruleset.Outbound) { // else nothing is said of what leaves the host
		deny(c, "Outbound")
	}
	c.Output("network_security_group_id", "azurerm_network_security_group", "host", "id")
	return []firewall.File{{Ending: "/main.tf", Data: c.Bytes()}}
}

// A rule is what one resource lets through: a protocol of a rule in one family.
type rule struct {
	*ruleset.Rule
	firewall.Match
	name string
}

func rulesOf(s *ruleset.Ruleset) []rule {
	var out []rule
	count := map[string]int{} // a rule may be there once for each address of the host
	for i := range s.Rules {
		r := &s.Rules[i]
		for _, m := range firewall.Matches(r) {
			family := map[bool]string{true: "v4", false: "v6"}[m.Four]
			direction := map[ruleset.Direction]string{ruleset.Inbound: "in", ruleset.Outbound: "out"}[r.Direction]
			name := r.ID + "-" + direction + "-" + m.Port.Name() + "-" + family
			if count[name]++; count[name] > 1 {
				name += fmt.Sprintf("-%d", count[name])
			}
			out = append(out, rule{r, m, name})
		}
	}
	return out
}

// prioritiesOf are made of the names of rules, so that a rule keeps its own while others come and go. In one direction each is there once.
func prioritiesOf(rules []rule) []int {
	taken := map[string]bool{}
	var out []int
	for _, r := range rules {
		sum := fnv.New32a()
		_, _ = sum.Write([]byte(r.name)) // never fails
		n := int(sum.Sum32() % (last - first))
		for taken[fmt.Sprint(r.Direction, n)] {
			n = (n + 1) % (last - first)
		}
		taken[fmt.Sprint(r.Direction, n)] = true
		out = append(out, first+n)
	}
	return out
}

func (r rule) write(c *terraform.Configuration, priority int) {
	t := resource(c, r.name, priority, map[ruleset.Direction]string{ruleset.Inbound: "Inbound", ruleset.Outbound: "Outbound"}[r.Direction], "Allow", protocol(r.Match))
	networks(t, "source", r.Match.From)
	ports(t, "source", r.SourcePort.Spans(), len(r.Ports) > 0)
	networks(t, "destination", r.Match.To)
	ports(t, "destination", r.Ports, len(r.Ports) > 0)
	t.Text("description", texts["description"].Of(describe(r.Rule)))
}

func describe(r *ruleset.Rule) string {
	text := r.ID
	for _, more := range []string{r.About, r.Comment} {
		if more != "" {
			text += " - " + more
		}
	}
	return text
}

func deny(c *terraform.Configuration, direction string) {
	t := resource(c, "deny-all-"+strings.ToLower(direction), last, direction, "Deny", "*")
	for _, end := range []string{"source", "destination"} {
		t.Text(end+"_address_prefix", "*")
		t.Text(end+"_port_range", "*")
	}
}

func resource(c *terraform.Configuration, name string, priority int, direction, access, protocol string) *terraform.Resource {
	t := c.Resource("azurerm_network_security_rule", strings.ReplaceAll(strings.ToLower(name), "-", "_"))
	t.Text("name", name)
	t.Reference("resource_group_name", "var", "resource_group_name")
	t.Reference("network_security_group_name", "azurerm_network_security_group", "host", "name")
	t.Number("priority", priority)
	t.Text("direction", direction)
	t.Text("access", access)
	t.Text("protocol", protocol)
	return t
}

// protocols are those that rules have a word for, by number.
var protocols = map[int]string{6: "Tcp", 17: "Udp", 50: "Esp", 51: "Ah"}

func protocol(m firewall.Match) string {
	if m.Port.IsICMP() {
		return "Icmp"
	}
	return protocols[m.Port.Number(m.Four)]
}

// networks sets those of an end; of the host itself any, where the site does not know its addresses.
func networks(t *terraform.Resource, end string, list []netip.Prefix) {
	if len(list) == 0 {
		t.Text(end+"_address_prefix", "*")
		return
	}
	var texts []string
	for _, p := range list {
		texts = append(texts, p.String())
	}
	t.Texts(end+"_address_prefixes", texts)
}

func ports(t *terraform.Resource, end string, spans []catalog.Span, ported bool) {
	if len(spans) == 0 || !ported {
		t.Text(end+"_port_range", "*")
		return
	}
	var texts []string
	for _, s := range spans {
		text := strconv.Itoa(s.Low)
		if s.High > s.Low {
			text += "-" + strconv.Itoa(s.High)
		}
		texts = append(texts, text)
	}
	t.Texts(end+"_port_ranges", texts)
}

// limits are those of a group: each rule of a direction has a priority of its own.
func limits(s *ruleset.Ruleset) []firewall.Refusal {
	count := map[ruleset.Direction]int{}
	for _, r := range rulesOf(s) {
		count[r.Direction]++
	}
	for _, direction := range []ruleset.Direction{ruleset.Inbound, ruleset.Outbound} {
		if count[direction] > last-first {
			return []firewall.Refusal{{Code: "R08", Device: s.Device, At: s.At, What: fmt.Sprintf("%d rules in one direction are more than there are priorities", count[direction]),
				Help: "group hosts or ports, so that rules become fewer"}}
		}
	}
	return nil
}
