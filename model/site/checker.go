package site

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/source"
)

// claim is who uses an id, an address or a host name.
type claim struct {
	what string
	at   source.Position
}

type checker struct {
	site    *Site
	found   source.Diagnostics
	unbound *source.Doubts  // what could not be read: what only follows from that is not told
	areas   plan.Areas      // of the zones
	vague   map[string]bool // zones of whose networks some are misspelled
	ids     map[string]claim
	taken   map[netip.Addr]claim
	hosts   map[string]claim
}

func (k *checker) fault(code string, at source.Position, help, format string, args ...any) {
	k.found = append(k.found, source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

// IDPattern is that of the ids of a site, which become names of files.
var IDPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// idHelp is what an id can be, and which of its letters only look as if they were Latin.
func idHelp(id string) string {
	const help = "use at most 63 lower-case letters, digits and hyphens, and no name that Windows keeps for devices"
	if _, why := source.Latin(id); why != "" {
		return help + "; " + why
	}
	return help
}

// id checks the spelling of a key that names a thing, and that nothing else has the name: flows speak of all parties by id alone.
func (k *checker) id(id, what string, at source.Position) {
	if !IDPattern.MatchString(id) || windowsNames[id] {
		k.fault("S05", at, idHelp(id), "%q cannot be the id of a %s", id, what)
	}
	if old, ok := k.ids[id]; ok {
		k.found = append(k.found, source.Diagnostic{Code: "S06", At: at, What: fmt.Sprintf("%q is the id of two things: %s and %s", id, old.what, what),
			Help: "rename one of them", Related: []source.Related{{At: old.at, What: "first here"}}})
		return
	}
	k.ids[id] = claim{what, at}
}

// WindowsNames are the ids that Windows does not allow, sorted.
func WindowsNames() []string { return source.SortedKeys(windowsNames) }

// windowsNames are file names that Windows does not allow; ids become file names.
var windowsNames = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}

func init() {
	for n := range 10 {
		windowsNames[fmt.Sprintf("com%d", n)], windowsNames[fmt.Sprintf("lpt%d", n)] = true, true
	}
}

func (k *checker) zone(v str) {
	if !v.Set() {
		return
	}
	if _, ok := k.site.Zones[v.V]; !ok && !k.unbound.Of("zones", v.V) {
		k.fault("S15", v.At, source.DidYouMean(v.V, slices.Collect(maps.Keys(k.site.Zones))), "unknown zone %q", v.V)
	}
}

func (k *checker) port(v source.Val[int]) {
	if v.Set() && (v.V < 1 || v.V > 65535) {
		k.fault("S16", v.At, "", "port %d is outside 1 to 65535", v.V)
	}
}

func (k *checker) positive(v source.Val[int]) {
	if v.Set() && (v.V < 1 || v.V > 10_000_000) {
		k.fault("S19", v.At, "", "%d is no sensible number here", v.V)
	}
}

// declaredPorts checks ports that the site gives with their protocols.
func (k *checker) declaredPorts(ports strs, what string, at source.Position) {
	if len(ports) > MaxPorts {
		k.fault("S440", ports[MaxPorts].At, cmp.Or(asRanges(ports), `write ranges, as "tcp/8000-8010"`), "%s lists %d ports; the limit is %d", what, len(ports), MaxPorts)
		ports = ports[:MaxPorts]
	}
	for i, p := range ports {
		ports[i].V = strings.ToLower(p.V) // TCP is tcp
		if _, err := catalog.ParsePort(ports[i].V); err != nil {
			k.fault("S17", p.At, portForm(ports[i].V), "%v", err)
		}
	}
	if ports != nil && len(ports) == 0 {
		k.fault("S47", at, `add ports = ["tcp/389"]`, "%s has no ports", what)
	}
}

// eachZoneOnce counts the zones of a list, and reports those that are unknown or there twice.
func (k *checker) eachZoneOnce(list strs) int {
	seen := map[string]bool{}
	for _, z := range list {
		k.zone(z)
		if seen[z.V] {
			k.fault("S130", z.At, "remove it", "zone %s is named twice", z.V)
		}
		seen[z.V] = true
	}
	return len(seen)
}

// metadata checks what a request or a declared flow says beside rules.
func (k *checker) metadata(m RuleMetadata, what string) {
	k.dates(m.Since, m.Until, what)
	k.oneOf("S51", "status", m.Status, Choices["RuleMetadata.status"])
	if !m.SourcePort.Set() || m.SourcePort.V == plan.AnyPort {
		return
	}
	if _, err := catalog.ParseSourcePort(m.SourcePort.V); err != nil {
		k.fault("S53", m.SourcePort.At, `write "any", "123" or "1024-65535"`, "%q is no source port", m.SourcePort.V)
	}
}

func (k *checker) dates(since, until source.Val[source.Date], what string) {
	if since.Set() && until.Set() && until.V.Before(since.V) {
		k.fault("S18", until.At, "", "the %s ends before it starts", what)
	}
}

func (k *checker) oneOf(code, what string, v str, known []string) {
	if v.Set() && !slices.Contains(known, v.V) {
		k.fault(code, v.At, source.OneOf(v.V, known), "unknown %s %q", what, v.V)
	}
}

// plainID checks the spelling of a key that names something which is no party.
func (k *checker) plainID(id, what string, at source.Position) {
	if !IDPattern.MatchString(id) || windowsNames[id] {
		k.fault("S05", at, idHelp(id), "%q cannot be the id of a %s", id, what)
	}
}
