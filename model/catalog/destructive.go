package catalog

import (
	"regexp"
	"strings"
	"sync"

	"portolan/model/source"
)

// DestructiveCommand is a kind of command that takes something away, found by its words.
type DestructiveCommand struct {
	At      source.Position
	Pattern str `toml:"pattern,required"` // a regular expression; upper and lower case are alike
	What    str `toml:"what,required"`    // what such a command does, after "the command"
}

type destructiveList struct {
	Destructive []DestructiveCommand `toml:"destructive,required"`
}

// commonDestructive are the kinds that every product shares.
var commonDestructive = sync.OnceValue(func() matchers {
	var all []matcher
	for _, d := range shared[destructiveList]("destructive.toml").Destructive {
		all = append(all, matcher{regexp.MustCompile(anyCase + d.Pattern.V), d.What.V})
	}
	return newMatchers(all)
})

// anyCase makes a pattern blind to upper and lower case, and lets it see lines.
const anyCase = "(?im)"

type matcher struct {
	pattern *regexp.Regexp
	what    string
}

// matchers are kinds of commands, and one pattern that finds any of them: nearly all commands take nothing away.
type matchers struct {
	each []matcher
	any  *regexp.Regexp
}

func newMatchers(each []matcher) matchers {
	var all []string
	for _, m := range each {
		all = append(all, "(?:"+m.pattern.String()+")")
	}
	return matchers{each, regexp.MustCompile(strings.Join(all, "|"))}
}

// find is the first kind of a list that a command is of.
func (m matchers) find(command string) (words, what string) {
	if len(m.each) == 0 || !m.any.MatchString(command) {
		return "", ""
	}
	for _, kind := range m.each {
		if found := kind.pattern.FindString(command); found != "" {
			return found, kind.what
		}
	}
	return "", ""
}

// Destroys says which words of a command take something away, and what they do; empty where none does.
func (c *Catalogue) Destroys(command string) (words, what string) {
	if words, what := commonDestructive().find(command); what != "" {
		return words, what
	}
	return c.destructive.find(command)
}

// destructive reads the catalogue's own kinds; what follows asks for them.
func (k *checker) destructive() {
	var own []matcher
	for _, d := range k.c.Destructive {
		pattern, err := regexp.Compile(anyCase + d.Pattern.V)
		if err != nil {
			k.fault("S108", d.Pattern.At, "write a regular expression, as pattern = '\\bdropdb\\b'", "%q is no pattern: %v", d.Pattern.V, err)
			continue
		}
		own = append(own, matcher{pattern, d.What.V})
	}
	k.c.destructive = newMatchers(own)
}
