package site

import (
	"fmt"
	"regexp"
	"strings"

	"portolan/model/source"
)

// HostPattern is that of a host name.
var HostPattern = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$`)

var aroundHost = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|[/?#].*$|:[0-9]*$`)

// hostName checks a host name. Only an external service may have a wildcard, for all hosts of a domain.
func (k *checker) hostName(host str, wildcard bool) bool {
	name, every := strings.CutPrefix(host.V, "*.")
	if len(host.V) <= 253 && HostPattern.MatchString(name) && (wildcard || !every) {
		return true
	}
	if every && !wildcard {
		k.fault("S10", host.At, "name each host; only an external service may have a wildcard", "%q is no host name: it matches several hosts", host.V)
		return false
	}
	name, why := cleanHost(name)
	help := strings.Join(why, "; ")
	if len(name) <= 253 && HostPattern.MatchString(name) {
		if every {
			name = "*." + name
		}
		help += fmt.Sprintf(": write `host = %q`", name)
	}
	if len(why) == 0 {
		help = "write a host name such as db1.example.com: labels of letters, digits and hyphens, each at most 63 long, with dots between them"
	}
	k.fault("S10", host.At, help, "%q is no host name", host.V)
	return false
}

// cleanHost takes from a host name what no name has, and says what that was.
func cleanHost(name string) (clean string, why []string) {
	if name = strings.TrimSpace(name); aroundHost.MatchString(name) {
		name = aroundHost.ReplaceAllString(name, "")
		name = aroundHost.ReplaceAllString(name, "")
		why = append(why, "leave out scheme, path and port")
	}
	if strings.HasSuffix(name, ".") {
		name = strings.TrimRight(name, ".")
		why = append(why, "leave out the dot at its end")
	}
	if plain, alike := source.Latin(name); alike != "" {
		name, why = plain, append(why, alike)
	}
	if ascii, ok := asciiHost(name); ok && ascii != strings.ToLower(name) {
		name, why = ascii, append(why, "write letters that are not ASCII in the form that DNS has for them, xn--")
	}
	if strings.Contains(name, "_") {
		name = strings.ReplaceAll(name, "_", "-")
		why = append(why, "the name of a host has no underscore; ask DNS for the name that it has, perhaps with hyphens")
	}
	return name, why
}
