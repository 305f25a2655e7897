package worksheet

import (
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/text/wordlist"
)

// AtPorts prints what is said of the ports of a grouped rule, each text once and with the ports that it belongs to: cells beside each other
// are read across, and a purpose beside another's port is a wrong fact. What holds at every port stands alone.
func AtPorts(uses []policy.Use, said func(policy.Use) []string, w *wordlist.List) []string {
	var lines []string
	for _, s := range policy.Share(uses, said) {
		if len(s.Ports) == 0 {
			lines = append(lines, s.Text)
			continue
		}
		lines = append(lines, w.Fill("pairs.at-ports", "ports", Ports(s.Ports), "text", s.Text))
	}
	return lines
}

// Ports prints ports on one line.
func Ports(ports []catalog.Port) string {
	var texts []string
	for _, p := range ports {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, ", ")
}

// ServiceName is what documents call a service: by its name in the catalogue or the site, but for a forward proxy, which has none there.
func ServiceName(service string, w *wordlist.List) string {
	if service == string(plan.ProxyParty) {
		return w.Text("worksheet.proxy-service")
	}
	return service
}

// ServiceNames are those of several services.
func ServiceNames(services []string, w *wordlist.List) []string {
	var out []string
	for _, s := range services {
		out = append(out, ServiceName(s, w))
	}
	return out
}
