package evidence

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"portolan/model/testenv"
)

// TestScriptsAreGood lets shellcheck and the grammar of PowerShell read the scripts.
func TestScriptsAreGood(t *testing.T) {
	if out, err := exec.Command(testenv.Tool(t, "shellcheck"), "-s", "sh", "collect.sh").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for _, r := range string(PowerShell()) {
		if r > '~' || r < ' ' && r != '\r' && r != '\n' {
			t.Fatalf("the script holds %q", r)
		}
	}
	modules, _ := filepath.Abs("../../../.ci/node_modules")
	if _, err := os.Stat(filepath.Join(modules, "tree-sitter-powershell")); err != nil {
		testenv.Missing(t, "no tree-sitter-powershell in .ci/node_modules; run npm ci there")
	}
	input, err := json.Marshal([]map[string]string{{"id": "collect", "text": string(PowerShell())}})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(testenv.Tool(t, "node"), "--liftoff-only", "../../../model/runbooktest/testdata/powershell.mjs", modules)
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var faults []struct{ ID, Fault string }
	if err := json.Unmarshal(out, &faults); err != nil || len(faults) > 0 {
		t.Errorf("%v %s", err, out)
	}
}
