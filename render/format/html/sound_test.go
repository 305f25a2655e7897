package html

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"portolan/render/ref"
)

var (
	tagPattern       = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=<>"'/]+(?:="[^"<>]*")?)*)\s*(/?)>`)
	attributePattern = regexp.MustCompile(`\s+([^\s=<>"'/]+)(?:="([^"<>]*)")?`)
	voidTags         = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "hr": true, "img": true}
)

// ended are the elements that a tag ends, which have no end tag of their own: items, terms and their values, cells and rows. So does the end of what holds them.
var ended = map[string][]string{"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"}}

// faultsOf reads a page as strictly as XML: every < opens a tag with quoted attributes, every tag but those is closed in order. It then checks
// the rules of our pages: nothing inline, nothing from elsewhere, ids once, labels that exist, one h1.
func faultsOf(page []byte) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	text := strings.TrimPrefix(string(page), "<!doctype html>\n")
	ids, references, open, count := map[string]bool{}, []string{}, []string{}, map[string]int{}
	rest := 0
	for _, m := range tagPattern.FindAllStringSubmatchIndex(text, -1) {
		if between := text[rest:m[0]]; strings.ContainsAny(between, "<>") {
			fault("a stray < or > near %q", between)
		}
		rest = m[1]
		name, attributes := text[m[4]:m[5]], text[m[6]:m[7]]
		switch {
		case m[3] > m[2]:
			for len(open) > 0 && ended[open[len(open)-1]] != nil && open[len(open)-1] != name {
				open = open[:len(open)-1]
			}
			if len(open) == 0 || open[len(open)-1] != name {
				fault("</%s> closes %v", name, open)
				return faults
			}
			open = open[:len(open)-1]
			continue
		case !voidTags[name] && m[8] == m[9]:
			for len(open) > 0 && slices.Contains(ended[name], open[len(open)-1]) {
				open = open[:len(open)-1]
			}
			open = append(open, name)
		}
		count[name]++
		for _, a := range attributePattern.FindAllStringSubmatch(attributes, -1) {
			checkAttribute(name, a[1], a[2], fault)
			switch a[1] {
			case "id":
				if ids[a[2]] {
					fault("id %q twice", a[2])
				}
				ids[a[2]] = true
			case "aria-labelledby", "aria-controls":
				references = append(references, strings.Fields(a[2])...)
			case "href":
				if strings.HasPrefix(a[2], "#") {
					references = append(references, a[2][1:])
				}
			}
		}
		if name == "script" && text[m[1]:m[1]+9] != "</script>" {
			fault("a script with text in the page")
		}
	}
	for _, id := range references {
		if !ids[id] {
			fault("nothing has the id %q", id)
		}
	}
	if count["h1"] != 1 || count["main"] != 1 || count["style"] != 0 || len(open) > 0 || strings.ContainsAny(text[rest:], "<>") {
		fault("h1 %d, main %d, style %d, not closed %v", count["h1"], count["main"], count["style"], open)
	}
	return faults
}

func checkAttribute(tag, name, value string, fault func(string, ...any)) {
	outside := strings.HasPrefix(value, "http:") || strings.HasPrefix(value, "https:") || strings.HasPrefix(value, "mailto:") || ref.IsPhone(value)
	switch {
	case name == "style" || strings.HasPrefix(name, "on"):
		fault("<%s %s=%q>", tag, name, value)
	case name == "src", name == "href" && tag == "link", name == "srcset", name == "action":
		if outside || strings.HasPrefix(value, "/") || strings.HasPrefix(value, "data:") {
			fault("<%s> loads %s", tag, value)
		}
	case name == "href" && !outside && (strings.Contains(value, ":") || strings.HasPrefix(value, "/")):
		fault("<%s> leads to %s", tag, value)
	}
}
