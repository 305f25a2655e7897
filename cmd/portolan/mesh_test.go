package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEachToEachBuilds: a site whose rules pass the check has its pack, also where a list of rules is longer than a cell of a workbook.
func TestEachToEachBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of rules take seconds")
	}
	const hosts = 66 // each to each: their ids need 34,320 characters; a cell holds 32,767
	base, err := os.ReadFile("../../sites/single-node/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	var text, all strings.Builder
	text.Write(base)
	text.WriteString("\n[zones.farm]\nname = \"Farm\"\nnetworks = [\"172.29.0.0/24\"]\n")
	for i := range hosts {
		fmt.Fprintf(&text, "\n[servers.farm%d]\nhost = \"farm%d.rail.example\"\naddresses = [\"172.29.0.%d\"]\nzone = \"farm\"\nos = \"linux\"\n", i, i, i+1)
		fmt.Fprintf(&all, "%q, ", fmt.Sprintf("farm%d", i))
	}
	fmt.Fprintf(&text, "\n[flows.mesh]\nfrom = [%[1]s]\nto = [%[1]s]\nports = [\"tcp/7000\"]\npurpose = \"Each reaches each\"\n", all.String())
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "site.toml"), []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, 0, "build", "--quiet", "--output", filepath.Join(folder, "packs"), folder)
}
