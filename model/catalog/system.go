package catalog

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
)

// systems are the operating systems that hosts can run.
var systems = sync.OnceValue(func() systemList {
	list := shared[systemList]("systems.toml")
	for _, id := range source.SortedKeys(list.Systems) {
		for _, name := range append(source.Strings(list.Systems[id].Also), id) {
			list.names = append(list.names, systemName{spaced(name), id})
		}
	}
	slices.SortStableFunc(list.names, func(a, b systemName) int { return len(b.name) - len(a.name) }) // "windows server" before "windows"
	return list
})

type systemList struct {
	Words   strs              `toml:"words,required"`
	Systems map[string]system `toml:"systems,required"`
	Probes  []ProbeCommand    `toml:"probes,required"`
	names   []systemName
}

type system struct {
	Is       str  `toml:"is"` // the kind of system that it is, another id
	Also     strs `toml:"also"`
	Versions strs `toml:"versions"` // all that there are; any number when absent
}

// ProbeCommand shows, on hosts of a kind of system, whether a port of another host answers.
type ProbeCommand struct {
	On    str `toml:"on,required"` // as catalogues ask for systems
	Shell str `toml:"shell,required"`
	Run   str `toml:"run,required"` // with {host} and {port}
}

// ProbeFrom is the command for hosts with an operating system.
func ProbeFrom(os string) (ProbeCommand, bool) {
	for _, c := range systems().Probes {
		if MatchesSystem(os, c.On.V) {
			return c, true
		}
	}
	return ProbeCommand{}, false
}

type systemName struct{ name, id string }

// System is the id of an operating system as people write it, with its version: "Windows Server 2022" is windows-server-2022.
func System(written string) (id string, ok bool) {
	text, all := spaced(written), systems()
	if strings.Contains(written, "*") { // a pattern
		return "", false
	}
	for _, n := range all.names {
		rest, found := cutName(text, n.name)
		if !found {
			continue
		}
		if version, ok := all.version(rest, all.Systems[n.id]); ok {
			return strings.TrimSuffix(n.id+"-"+version, "-"), true
		}
	}
	return "", false
}

var notWritten = regexp.MustCompile(`[^a-z0-9.]+`)

// spaced is a text in small letters with one space for all that is neither letter, digit nor full stop.
func spaced(text string) string {
	return strings.TrimSpace(notWritten.ReplaceAllString(strings.ToLower(text), " "))
}

// cutName takes a name off the beginning of a text. Spaces do not count, and no letter follows.
func cutName(text, name string) (rest string, ok bool) {
	for _, c := range []byte(strings.ReplaceAll(name, " ", "")) {
		text = strings.TrimLeft(text, " ")
		if text == "" || text[0] != c {
			return "", false
		}
		text = text[1:]
	}
	return text, text == "" || text[0] == ' ' || text[0] >= '0' && text[0] <= '9'
}

var (
	versionNumber = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`)
	versionPart   = regexp.MustCompile(`^(r[0-9]|sp[0-9]+|[0-9]{2}h[12])$`) // R2, SP5, 24H2
)

// version reads what follows a system's name.
func (l systemList) version(text string, s system) (string, bool) {
	var parts []string
	for _, word := range strings.Fields(text) {
		switch {
		case source.Contains(l.Words, word):
		case len(parts) == 0 && versionNumber.MatchString(word), len(parts) > 0 && versionPart.MatchString(word):
			parts = append(parts, word)
		default:
			return "", false
		}
	}
	version := strings.Join(parts, "-")
	known := len(s.Versions) == 0 || len(parts) == 0 || source.Contains(s.Versions, version) || source.Contains(s.Versions, parts[0])
	return version, known
}

// SuggestSystem is the cure for an operating system that is not known: the nearest, and all of them.
func SuggestSystem(written string) string {
	all := systems()
	number := "VERSION"
	for _, word := range strings.Fields(spaced(written)) {
		if versionNumber.MatchString(word) {
			number = word
		}
	}
	var candidates []string
	for _, id := range source.SortedKeys(all.Systems) {
		candidates = append(candidates, id, id+"-"+number)
		for _, v := range all.Systems[id].Versions {
			candidates = append(candidates, id+"-"+v.V)
		}
	}
	candidates = slices.DeleteFunc(candidates, func(id string) bool { known, ok := System(id); return !ok || known != id })
	nearest, known := source.DidYouMean(strings.ReplaceAll(spaced(written), " ", "-"), candidates), strings.Join(source.SortedKeys(all.Systems), ", ")
	if !strings.HasPrefix(nearest, "did") {
		return "known, each with its version: " + known
	}
	return nearest + " known, each with its version: " + known
}

// MatchesSystem reports whether a host's operating system is the wanted one, a version of it ("rhel-9.4" is a "rhel-9" and a "rhel"), a kind of
// it ("rhel-9.4" is a "linux"), or begins as wanted ("windows*").
func MatchesSystem(id, wanted string) bool {
	if start, ok := strings.CutSuffix(wanted, "*"); ok {
		return strings.HasPrefix(id, start)
	}
	if versionOf(id, wanted) {
		return true
	}
	for name, s := range systems().Systems {
		if s.Is.V == wanted && versionOf(id, name) {
			return true
		}
	}
	return false
}

// versionOf reports whether a system is another, or a version of it.
func versionOf(id, system string) bool {
	return id == system || strings.HasPrefix(id, system+"-") || strings.HasPrefix(id, system+".")
}

// systemPattern checks an operating system that a catalogue asks for.
func (k *checker) systemPattern(v str) {
	start, open := strings.CutSuffix(v.V, "*")
	for id := range systems().Systems {
		if open && start != "" && (strings.HasPrefix(id, start) || strings.HasPrefix(start, id+"-")) {
			return
		}
	}
	if id, ok := System(v.V); !open && ok {
		if id != v.V {
			k.fault("P06", v.At, "write `os = [\""+id+"\"]`", "the system %q has another id", v.V)
		}
		return
	}
	k.fault("P06", v.At, SuggestSystem(start), "unknown system %q", v.V)
}
