package themes

import (
	"bytes"
	"os/exec"
	"testing"

	"portolan/model/testenv"
)

// TestScript runs the tests of the site's script, which need no browser.
func TestScript(t *testing.T) {
	node := testenv.Tool(t, "node")
	if out, err := exec.Command(node, "--test", "testdata/site.test.js").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestScriptIsOurs keeps the script small and away from the network.
func TestScriptIsOurs(t *testing.T) {
	theme, err := Load("default")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(theme.Script, []byte("\n")); lines > 600 {
		t.Errorf("the script has %d lines; it is meant to be read", lines)
	}
	for _, forbidden := range []string{"http:", "https:", "fetch(", "XMLHttpRequest", "import(", "eval(", "innerHTML", "Worker(", "sendBeacon", "WebSocket"} {
		if bytes.Contains(theme.Script, []byte(forbidden)) {
			t.Errorf("the script uses %s", forbidden)
		}
	}
}
