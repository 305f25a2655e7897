package catalog

import (
	_ "embed"
	"regexp"
	"sync"

	"portolan/model/source"
)

// DestructiveCommand is a kind of command that takes something away, found by its words.
type DestructiveCommand struct {
	At      source.Position
	Pattern str `toml:"pattern,required"` // a regular expression; upper and lower case are alike
	What    str `toml:"what,required"`    // what such a command does, after "the command"
}

//go:embed destructive.toml
var destructiveTOML []byte

// commonDestructive are the kinds that every product shares. The list is part of the program, and a test reads it, so that it cannot be wrong.
var commonDestructive = sync.OnceValue(func() []matcher {
	file, found := source.ParseEmbedded("destructive.toml", destructiveTOML)
	if file == nil {
		panic(found)
	}
	list, found := source.Bind[struct {
		Destructive []DestructiveCommand `toml:"destructive,required"`
	}](file)
	if len(found) > 0 {
		panic(found)
	}
	var out []matcher
	for _, d := range list.Destructive {
		out = append(out, matcher{regexp.MustCompile(anyCase + d.Pattern.V), d.What.V})
	}
	return out
})

// anyCase makes a pattern blind to upper and lower case, and lets it see lines.
const anyCase = "(?im)"

type matcher struct {
	pattern *regexp.Regexp
	what    string
}

// Destroys says which words of a command take something away, and what they do; empty where none does.
func (c *Catalogue) Destroys(command string) (words, what string) {
	for _, m := range commonDestructive() {
		if found := m.pattern.FindString(command); found != "" {
			return found, m.what
		}
	}
	for _, d := range c.Destructive {
		if pattern, err := regexp.Compile(anyCase + d.Pattern.V); err == nil && pattern.FindString(command) != "" {
			return pattern.FindString(command), d.What.V
		}
	}
	return "", ""
}

func (k *checker) destructive() {
	for _, d := range k.c.Destructive {
		if _, err := regexp.Compile(anyCase + d.Pattern.V); err != nil {
			k.fault("S108", d.Pattern.At, "write a regular expression, as pattern = '\\bdropdb\\b'", "%q is no pattern: %v", d.Pattern.V, err)
		}
	}
}
