package modeltest

import (
	"fmt"
	"regexp"
	"strconv"
)

var (
	hostHeader = regexp.MustCompile(`(?m)^\[(nodes|servers|load_balancers|forward_proxies)\.([a-z]+)([0-9]+)((?:\.[a-z]+)*)\]$`)
	hostNamed  = regexp.MustCompile(`"((?:[a-z-]+-on-)?)(node|server|balancer|proxy)([0-9]+)((?:\.inner)?)"`)
)

// Renamed is the description with another id for each of its hosts, which says what it was. The new ids come in the opposite order.
func (d *Draft) Renamed() []byte {
	other := func(kind, number string) string {
		n, _ := strconv.Atoi(number)
		return fmt.Sprintf("renamed-%s%d", kind, 99-n)
	}
	text := hostNamed.ReplaceAllFunc(d.Write(nil, false), func(m []byte) []byte {
		part := hostNamed.FindSubmatch(m)
		return []byte(`"` + string(part[1]) + other(string(part[2]), string(part[3])) + string(part[4]) + `"`)
	})
	return hostHeader.ReplaceAllFunc(text, func(m []byte) []byte {
		part := hostHeader.FindSubmatch(m)
		header := fmt.Sprintf("[%s.%s%s]", part[1], other(string(part[2]), string(part[3])), part[4])
		if len(part[4]) == 0 {
			header += fmt.Sprintf("\nwas = %q", string(part[2])+string(part[3]))
		}
		return []byte(header)
	})
}
