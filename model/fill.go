package model

import (
	"fmt"
	"regexp"
	"strings"

	"portolan/model/source"
)

var placeholder = regexp.MustCompile(`\{\{\s*([a-z0-9_.:-]+)\s*\}\}`)

// fill puts values in the place of names. In a command a value that the shell would take for more than text is refused.
func (c *compiler) fill(v str, p *Party, item, shell string) string {
	var out strings.Builder
	rest := v.V
	for {
		at := placeholder.FindStringSubmatchIndex(rest)
		if at == nil {
			return out.String() + rest
		}
		out.WriteString(rest[:at[0]])
		name := rest[at[2]:at[3]]
		value, fromSite := item, false
		if name != "item" {
			value, fromSite = c.lookup(source.V(name, v.At), p, shell)
		}
		if fromSite && shell != "" {
			c.refuse(name, value, shell, out.String())
		}
		out.WriteString(value)
		rest = rest[at[1]:]
	}
}

// refuse reports a value with a character that ends or changes a text of the shell. before is the command up to the value.
func (c *compiler) refuse(name, value, shell, before string) {
	set := refused[shell]
	if last := strings.LastIndexAny(before, `"'`); last >= 0 && before[last] == '\'' && strings.Count(before, "'")%2 == 1 {
		set = refusedInQuotes[shell]
	}
	bad := strings.IndexAny(value, set)
	if bad < 0 {
		return
	}
	c.found = append(c.found, source.Diagnostic{Code: "S41", At: c.place(name), Help: "use a path or name without this character",
		What: fmt.Sprintf("the value of %s goes into commands of the runbook %s, and holds %q, which %s does not take as text", name, c.book.ID.V,
			[]rune(value[bad:])[0], shell)})
}

// place is where the site gives a value.
func (c *compiler) place(name string) source.Position {
	head, rest, _ := strings.Cut(name, ".")
	if b := c.r.site.Backup; head == "backup" && b != nil {
		return b.Folder.At
	}
	if given, ok := c.r.site.Resources[head].Facts[rest]; ok {
		return given.At
	}
	if placed, ok := c.r.site.Resources[head]; ok {
		return placed.At
	}
	return c.r.site.File.Top()
}

// refused lists the characters that end or change a text in each shell; refusedInQuotes those that do so inside single quotes.
var (
	refused = map[string]string{
		"cmd":        "\"%!^&|<>\n\r",
		"powershell": "'\"`$;|&(){}‘’‚‛“”„\n\r",
		"bash":       "'\"`$\\!;|&(){}<>*?\n\r",
		"sql":        "'\"\\;\n\r",
	}
	refusedInQuotes = map[string]string{
		"cmd":        refused["cmd"],
		"powershell": "'‘’‚‛\n\r",
		"bash":       "'\n\r",
		"sql":        "'\\\n\r",
	}
)
