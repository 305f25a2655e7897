package catalog

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// ValuePrefix stands before the name of a runbook's own value.
const ValuePrefix = "value:"

// MinutesDown are the minutes of a runbook's steps from the first one that stops services to the last one that starts some: what its words on
// impact say, so that they cannot contradict the steps. Of steps that stop or start nothing, all count.
const MinutesDown = "minutes.down"

// Where alone a placeholder has a value; most have one in every text.
const (
	inCommands = "commands" // they are written for each host and item; texts are not repeated
	inImpact   = "impact"
)

// A Placeholder is a kind of name that runbooks and generated files can ask for in {{...}}. Words in capitals stand for names of the catalogue.
type Placeholder struct {
	Patterns []string
	Means    string // in Markdown, as the guide prints it
	only     string
}

// Placeholders is the one table of them: what a catalogue's check knows, what the guide prints, and which heads the model has values for.
var Placeholders = []Placeholder{
	{[]string{"site.id", "site.title", "site.customer"}, "the site's folder, and from its document", ""},
	{[]string{"backup.folder", "backup.every_hours", "backup.keep_days", "backup.owner"}, "from the site's `[backup]`", ""},
	{[]string{"backup.host"}, "the host in a backup folder of the form `\\\\host\\share`", ""},
	{[]string{"recovery.rto_minutes", "recovery.rpo_minutes"}, "from the site's `[recovery]`", ""},
	{[]string{MinutesDown}, "only in `impact`: the minutes from the first step that stops services to the last one that starts some, as they come out at the site", inImpact},
	{onHost("node", "FACT"), "the host of a step that is done on several; the command is then written for each. `short` is the first part of the host name, `FACT` a fact of nodes that is no flag", inCommands},
	{onHost(OnLost, "FACT"), "the same of the node that failed, in a runbook with `per = \"failover\"`", ""},
	{onHost(OnTaker, "FACT"), "the same of the node that takes over, in a runbook with `per = \"failover\"`", ""},
	{onHost("set.SET"), "of a set's only member, in the normal state", ""},
	{[]string{"set.SET.count"}, "how many members a set has", ""},
	{[]string{"entry.SET.host"}, "how clients reach a set: the load balancer before it, else its only member", ""},
	{[]string{"forward.EXTERNAL.host", "forward.EXTERNAL.port"}, "the site's forward proxy on the path to an external service", ""},
	{[]string{"port.SERVICE.LISTENER"}, "the port of a listener, as the site has it", ""},
	{[]string{"unit.SERVICE"}, "the service's name in the operating system", ""},
	{onHost("RESOURCE", "port"), "where a resource is, and the port of the flows to it", ""},
	{[]string{"RESOURCE.FACT"}, "a fact of the resource", ""},
	{[]string{"VERSIONED.major"}, "of a resource that has a fact `version`, the part of it before the dot", ""},
	{[]string{"fact.NAME"}, "a fact of the site", ""},
	{[]string{"capacity.LINT"}, "the number that a lint rule of kind `capacity` asks for", ""},
	{[]string{"total.FACT"}, "the sum of a fact over the nodes that give it", ""},
	{[]string{ValuePrefix + "VALUE"}, "one of the runbook's own `[[values]]`, or of those that all runbooks share", ""},
	{append([]string{"item"}, onHost("item", "FACT")...), "in a command with `each`: the value that it is repeated for, and the parts of it where that is a host", inCommands},
}

// onHost are what can be asked of a host, and more.
func onHost(head string, more ...string) []string {
	var patterns []string
	for _, part := range slices.Concat([]string{"host", "id", "short", "address"}, more) {
		patterns = append(patterns, head+"."+part)
	}
	return patterns
}

// inCapitals is the part of a pattern that stands for names.
var inCapitals = regexp.MustCompile(`[A-Z]+(?:\.[A-Z]+)?`)

// Head is the first part of a placeholder, or of a name that one is filled with: "set" of "set.SET.count".
func Head(name string) string { return name[:len(name)-len(strings.TrimLeft(name, headLetters))] }

const headLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

// Heads are the first parts that mean something of their own, so that no resource can have them.
func Heads() []string {
	var heads []string
	for _, p := range Placeholders {
		if head := Head(p.Patterns[0]); head != inCapitals.FindString(head) {
			heads = append(heads, head)
		}
	}
	slices.Sort(heads)
	return slices.Compact(heads)
}

// onlyOf is where alone names with a head have a value.
var onlyOf = sync.OnceValue(func() map[string]string {
	only := map[string]string{}
	for _, p := range slices.Backward(Placeholders) { // the first of a head counts
		only[Head(p.Patterns[0])] = p.only
	}
	return only
})

// onlyIn is where alone a name has a value, or "".
func onlyIn(name string) string { return onlyOf()[Head(name)] }

// named are the names of a catalogue that a word in capitals stands for.
func (k *checker) named(word string) (names []string) {
	switch word {
	case "SET":
		names = sortedNames(k.c.Sets)
	case "EXTERNAL":
		names = sortedNames(k.c.Externals)
	case "RESOURCE":
		names = sortedNames(k.c.Resources)
	case "SERVICE.LISTENER":
		names = k.c.listenerIDs()
	case "SERVICE":
		names = sortedNames(k.c.Services, func(s Service) bool { return s.Unit.Set() })
	case "VERSIONED":
		names = sortedNames(k.c.Resources, func(r Resource) bool { return r.Facts["version"].At.IsValid() })
	case "RESOURCE.FACT":
		for id, r := range k.c.Resources {
			for fact := range r.Facts {
				names = append(names, id+"."+fact)
			}
		}
	case "NAME":
		names = sortedNames(k.c.Facts, func(f Fact) bool { return f.Holder.V == "site" })
	case "FACT":
		names = sortedNames(k.c.Facts, func(f Fact) bool { return f.Holder.V != "site" && f.Type.V != "flag" })
	case "VALUE":
		for _, v := range k.c.RunbookValues {
			names = append(names, v.Name.V)
		}
	case "LINT":
		for _, l := range k.c.Lint {
			if l.Kind.V == "capacity" {
				names = append(names, l.ID.V)
			}
		}
	}
	return names
}

// sortedNames are the keys of the things that pass.
func sortedNames[T any](things map[string]T, pass ...func(T) bool) []string {
	var names []string
	for name, thing := range things {
		if len(pass) == 0 || pass[0](thing) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// namesWith lists everything that can be asked for beside some values.
func (k *checker) namesWith(values []Value) []string {
	if k.known == nil {
		k.known = k.allNames()
	}
	names := slices.Clone(k.known)
	for _, v := range values {
		names = append(names, ValuePrefix+v.Name.V)
	}
	return names
}

// allNames lists everything that can be asked of the catalogue's sites.
func (k *checker) allNames() []string {
	var names []string
	for _, p := range Placeholders {
		for _, pattern := range p.Patterns {
			word := inCapitals.FindString(pattern)
			if word == "" {
				names = append(names, pattern)
			}
			for _, name := range k.named(word) {
				names = append(names, strings.Replace(pattern, word, name, 1))
			}
		}
	}
	slices.Sort(names)
	return names
}
