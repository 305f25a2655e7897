package procedure

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/product"
)

// What names a host in a command, whatever the program: addresses, shares, URLs, options, and names of three labels or more. Each needs one of some
// texts, which are found faster than the pattern.
var hostPlaces = []struct {
	needs   []string
	pattern *regexp.Regexp
}{
	{[]string{"."}, regexp.MustCompile(`(?:^|[^0-9.\w])(\d{1,3}(?:\.\d{1,3}){3})(?:$|[^0-9.\w])`)},
	{[]string{`\\`}, regexp.MustCompile(`(?:^|[\s'"=(,])\\\\([A-Za-z0-9][A-Za-z0-9._-]*)\\`)},
	{[]string{"://"}, regexp.MustCompile(`://(?:[^\s/@'"]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)`)},
	{[]string{"-h", "-ComputerName", "-Server"}, regexp.MustCompile(`(?:^|\s)(?:-h|--host|-ComputerName|-Server)[ =]['"]?([A-Za-z0-9][A-Za-z0-9.-]*)`)},
	{[]string{"."}, regexp.MustCompile(`(?:^|[\s'"=@,(])([a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,})(?:$|[\s'":,)/])`)},
}

// fileEnds are the last parts of names that are files, not hosts.
var fileEnds = []string{"bak", "bat", "cmd", "conf", "config", "csv", "dll", "exe", "gz", "json", "log", "old", "orig", "pem", "pfx", "ps1", "signal", "sql", "tar", "tmp", "toml", "txt",
	"xml", "zip"}

// namedHosts are the hosts and addresses that a command names, in order.
func namedHosts(command string) []string {
	var out []string
	for _, place := range hostPlaces {
		if !slices.ContainsFunc(place.needs, func(needed string) bool { return strings.Contains(command, needed) }) {
			continue
		}
		for _, m := range place.pattern.FindAllStringSubmatch(command, -1) {
			name := strings.TrimRight(m[1], ".")
			if i := strings.LastIndex(name, "."); i >= 0 && slices.Contains(fileEnds, name[i+1:]) || slices.Contains(out, name) {
				continue
			}
			out = append(out, name)
		}
	}
	return out
}

// KnowsHost reports whether a name or address is one of the site's, this computer's own, or one that a catalogue gives.
func KnowsHost(s *product.Network, name string) bool {
	address, err := netip.ParseAddr(name)
	if err == nil && (address.IsLoopback() || address.IsUnspecified()) || strings.EqualFold(name, "localhost") {
		return true
	}
	for _, p := range s.Parties {
		short, _, _ := strings.Cut(p.Host, ".")
		if p.Named(name) || strings.EqualFold(short, name) && short != "" || err == nil && slices.Contains(p.Addresses, address) {
			return true
		}
	}
	for _, z := range s.Plan.Zones {
		if err == nil && slices.ContainsFunc(z.Networks, func(network string) bool {
			prefix, bad := netip.ParsePrefix(network)
			return bad == nil && prefix.Addr() == address
		}) {
			return true
		}
	}
	for _, r := range s.Products {
		for id, fact := range r.Catalogue.Facts {
			if given, ok := r.Facts[id].(string); ok && fact.Form.V == catalog.FormName && strings.EqualFold(given, name) {
				return true
			}
		}
		for _, e := range r.Catalogue.Externals {
			if strings.EqualFold(e.Host.V, name) {
				return true
			}
		}
	}
	return false
}
