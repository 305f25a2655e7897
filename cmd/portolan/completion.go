package main

import (
	"context"
	"embed"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/source"
)

//go:embed completion
var completions embed.FS

// completing is the verb that a shell asks for what may follow. It is not for people, and in no list.
const completing = "__complete"

var completionVerb = verb{
	name: "completion", args: "SHELL", does: "print the script with which a shell completes commands, flags and their values",
	examples: `  source <(portolan completion bash)                                       in ~/.bashrc
  source <(portolan completion zsh)                                        in ~/.zshrc, behind compinit
  portolan completion fish | source                                        in ~/.config/fish/config.fish
  portolan completion powershell | Out-String | Invoke-Expression          in $PROFILE
`,
	prepare: func(*pflag.FlagSet) action {
		return func(_ context.Context, p *program, args []string) error {
			if len(args) != 1 {
				return usageError("completion takes a shell: %s", strings.Join(shells(), ", "))
			}
			script, err := completions.ReadFile("completion/" + args[0])
			if err != nil {
				return usageError("there is no completion for %q; %s", args[0], source.DidYouMean(args[0], shells()))
			}
			return p.print(string(script))
		}
	},
}

func shells() []string {
	var names []string
	scripts, _ := completions.ReadDir("completion")
	for _, s := range scripts {
		names = append(names, s.Name())
	}
	return names
}

// A candidate is a word that may stand where the cursor is.
type candidate struct{ word, says string }

// A commandLine is what was typed, up to the cursor.
type commandLine struct {
	flags *pflag.FlagSet
	verb  string
	given []string // words that are neither flags nor their values
	word  string   // the beginning of the one at the cursor
	files bool     // the name of a file may stand there, too
}

// complete answers a shell: a line for each word that may follow, its description behind a tab, and ":files" where a file may be named.
func (p *program) complete(args []string) error {
	if len(args) < 2 {
		return usageError("%s is for the scripts of portolan completion", completing)
	}
	words, cut := typed(args[0], args[1:])
	line := &commandLine{word: words[len(words)-1]}
	var b strings.Builder
	for _, c := range line.candidates(words[:len(words)-1]) {
		if word := strings.TrimPrefix(c.word, cut); strings.HasPrefix(c.word, line.word) {
			b.WriteString(strings.TrimSuffix(word+"\t"+c.says, "\t") + "\n")
		}
	}
	if line.files {
		b.WriteString(":files\n")
	}
	return p.print(b.String())
}

// typed are the words of a command line as a shell hands them over. bash takes "=" for a word of its own, and wants only what is behind
// it; cut is what is before. PowerShell loses empty words, so that its last one is marked.
func typed(shell string, words []string) (whole []string, cut string) {
	if shell == "powershell" {
		last := len(words) - 1
		return append(slices.Clone(words[:last]), strings.TrimPrefix(words[last], "word:")), ""
	}
	if shell != "bash" {
		return words, ""
	}
	for i, word := range words {
		if last := len(whole) - 1; last >= 0 && (word == "=" || i > 0 && words[i-1] == "=") {
			whole[last] += word
			cut = whole[last][:strings.LastIndex(whole[last], "=")+1]
			continue
		}
		whole, cut = append(whole, word), ""
	}
	return whole, cut
}

// candidates are what may stand at the cursor behind the words before.
func (l *commandLine) candidates(before []string) []candidate {
	if len(before) == 0 {
		return verbNames()
	}
	v, err := findVerb(before[0])
	if err != nil {
		return nil
	}
	l.verb = v.name
	l.flags, _, _ = v.flags()
	var open *pflag.Flag // whose value comes next
	for _, word := range before[1:] {
		switch {
		case open != nil:
			open = nil
		case len(word) > 1 && word[0] == '-':
			open = l.opened(word)
		default:
			l.given = append(l.given, word)
		}
	}
	name, _, inside := strings.Cut(l.word, "=")
	switch {
	case open != nil:
		return l.valuesOf(open, "")
	case inside && strings.HasPrefix(name, "--"):
		if f := l.flags.Lookup(name[2:]); f != nil {
			return l.valuesOf(f, name+"=")
		}
		return nil
	case strings.HasPrefix(l.word, "-"):
		return l.flagNames()
	}
	return l.argument()
}

// opened is the flag that a word begins, if its value is the next word.
func (l *commandLine) opened(word string) *pflag.Flag {
	f := l.flags.Lookup(strings.TrimLeft(word, "-"))
	if word[1] != '-' {
		f = l.flags.ShorthandLookup(word[len(word)-1:])
	}
	if f == nil || f.NoOptDefVal != "" {
		return nil
	}
	return f
}

func verbNames() []candidate {
	var out []candidate
	for _, v := range verbs() {
		out = append(out, candidate{v.name, v.does})
	}
	return out
}

func (l *commandLine) flagNames() []candidate {
	var out []candidate
	l.flags.VisitAll(func(f *pflag.Flag) {
		_, says := pflag.UnquoteUsage(f)
		out = append(out, candidate{"--" + f.Name, says})
	})
	return append(out, candidate{"--help", "show what the command does"})
}

// valuesOf are the values of a flag: those of the thing that its usage names.
func (l *commandLine) valuesOf(f *pflag.Flag, before string) []candidate {
	kind, _ := pflag.UnquoteUsage(f)
	var out []candidate
	if known, ok := f.Value.(*formats); ok {
		if form, _, toFile := strings.Cut(strings.TrimPrefix(l.word, before), "="); toFile && form != "" {
			l.files = true
			return nil
		}
		for _, form := range known.known {
			out = append(out, candidate{form, ""})
		}
	} else if values := kinds[kind]; values != nil {
		out = values(l)
	}
	for i := range out {
		out[i].word = before + out[i].word
	}
	return out
}

// argument are the values of the argument at the cursor. The last of a verb may be given several times.
func (l *commandLine) argument() []candidate {
	list := arguments[l.verb]
	if len(list) == 0 {
		return nil
	}
	if l.verb == "list" && len(l.given) > 0 && programLists[l.given[0]] != nil {
		return nil
	}
	return kinds[list[min(len(l.given), len(list)-1)]](l)
}

// arguments are the kinds of things that verbs take, in their order.
var arguments = map[string][]string{
	"init": {"folder"}, "import": {"file"}, "build": {"site"}, "serve": {"site", "nothing"}, "check": {"site"}, "approve": {"site", "nothing"}, "decide": {"site", "nothing"}, "import-status": {"site", "file"},
	"accept": {"site", "nothing"}, "explain": {"code", "site", "nothing"}, "query": {"site", "subject"}, "profiles": {"site", "nothing"}, "simulate": {"site", "nothing"},
	"firewall": {"site", "nothing"}, "prove": {"site", "nothing"}, "drift": {"site", "nothing"}, "upgrade": {"site", "nothing"}, "diff": {"site", "site", "nothing"}, "portal": {"folder"},
	"catalog": {"task", "edition"}, "fmt": {"toml"}, "list": {"listed", "site", "nothing"}, "schema": {"schema", "nothing"}, "guide": {"topic", "page", "nothing"},
	"sign": {"file", "nothing"}, "verify": {"file", "nothing"}, "completion": {"shell", "nothing"}, "licenses": {"part", "nothing"}, "version": {"nothing"}, "help": {"verb", "nothing"},
}

// words are candidates without a description.
func words(list []string) []candidate {
	var out []candidate
	for _, w := range list {
		out = append(out, candidate{word: w})
	}
	return out
}

// names are the rows of a list, of which the last column describes the first.
func names(rows [][]string) []candidate {
	var out []candidate
	for _, row := range rows {
		c := candidate{word: row[0]}
		if len(row) > 1 {
			c.says = row[len(row)-1]
		}
		out = append(out, c)
	}
	return out
}

func listNames() []string {
	return append(slices.Sorted(maps.Keys(programLists)), slices.Sorted(maps.Keys(siteLists))...)
}
