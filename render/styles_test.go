package render

import (
	"regexp"
	"strings"
	"testing"
)

var (
	classList = regexp.MustCompile(`class="([^"]+)"`)
	bareClass = regexp.MustCompile(`(?:^|[\s>+~(,])\.([a-z][a-z-]*)`)
	notes     = regexp.MustCompile(`(?s)/\*.*?\*/`)

	ofDiagrams = regexp.MustCompile(`svg|\.picture|\.figure|\.diagram`)
)

// TestStylesOfPagesLeaveDiagramsAlone: what a page styles by a class alone may be within a diagram, too, and sets its text in another size. A style of a class that
// diagrams use says of which element it is, or of which place.
func TestStylesOfPagesLeaveDiagramsAlone(t *testing.T) {
	drawn := map[string]bool{}
	for _, f := range packOf(t, example).files {
		if strings.HasSuffix(f.Path, ".svg") {
			for _, m := range classList.FindAllStringSubmatch(string(f.Data), -1) {
				for _, class := range strings.Fields(m[1]) {
					drawn[class] = true
				}
			}
		}
	}
	if !drawn["files"] || !drawn["box"] {
		t.Fatalf("the diagrams have the classes %v", drawn)
	}
	css := notes.ReplaceAllString(string(theme(t).CSS), "")
	for _, rule := range strings.Split(css, "}") {
		at := strings.LastIndex(rule, "{")
		if at < 0 {
			continue
		}
		selectors := rule[strings.LastIndex(rule[:at], "{")+1 : at] // those within a condition, too
		if ofDiagrams.MatchString(selectors) {
			continue
		}
		for _, m := range bareClass.FindAllStringSubmatch(selectors, -1) {
			if drawn[m[1]] {
				t.Errorf("%q is for diagrams as well, which have the class %s", strings.TrimSpace(selectors), m[1])
			}
		}
	}
}
