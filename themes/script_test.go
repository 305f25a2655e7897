package themes

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// TestScript runs the tests of the site's scripts, which need no browser.
func TestScript(t *testing.T) {
	node := testenv.Tool(t, "node")
	for _, script := range append(slices.Clone(scripts), portalScript) {
		test := "testdata/" + strings.TrimSuffix(script, ".js") + ".test.js"
		if out, err := exec.Command(node, "--test", test).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// TestScriptIsOurs keeps the scripts small and away from the network.
func TestScriptIsOurs(t *testing.T) {
	for _, name := range append(slices.Clone(scripts), portalScript) {
		script, err := embedded.ReadFile("default/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if lines := bytes.Count(script, []byte("\n")); lines > 400 {
			t.Errorf("%s has %d lines; it is meant to be read", name, lines)
		}
	}
	theme, err := Load("default")
	if err != nil {
		t.Fatal(err)
	}
	for _, forbidden := range []string{"http:", "https:", "fetch(", "XMLHttpRequest", "import(", "eval(", "innerHTML", "Worker(", "sendBeacon", "WebSocket"} {
		if bytes.Contains(append(theme.Script, theme.Portal...), []byte(forbidden)) {
			t.Errorf("the script uses %s", forbidden)
		}
	}
}
