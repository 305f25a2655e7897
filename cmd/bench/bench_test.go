package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestClustersFollowTheirSite holds the clusters that are measured to the site that they are made of.
func TestClustersFollowTheirSite(t *testing.T) {
	folder := t.TempDir()
	t.Chdir("../..")
	if err := clusterSite(folder, 250); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n[nodes."); n != 250 {
		t.Errorf("a cluster of 250 nodes has %d", n)
	}
	for _, gone := range []string{"10.80.40.", "10.80.41.", "Rack 2"} {
		if strings.Contains(string(text), gone) {
			t.Errorf("the cluster still says %q", gone)
		}
	}
	if err := manySites(filepath.Join(folder, "many"), 3); err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	all, err := filepath.Glob(filepath.Join(folder, "many", "*", "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[string(text)] = true
	}
	if len(texts) != 3 {
		t.Errorf("three sites have %d texts", len(texts))
	}
}

// TestWideSitesHaveWhatTheySay counts zones, servers and flows, and looks for ends and addresses that two share.
func TestWideSitesHaveWhatTheySay(t *testing.T) {
	folder := t.TempDir()
	t.Chdir("../..")
	if err := (wide{zones: 3, servers: 500, flows: 1000, mesh: true}).write(folder); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for what, n := range map[string]int{"\n[zones.area": 3, "\n[servers.farm": 500, "\n[flows.job": 1000, "\n[flows.mesh]": 1} {
		if got := strings.Count(string(text), what); got != n {
			t.Errorf("%q stands there %d times, want %d", what, got, n)
		}
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, "addresses = [\"10.2") && seen[line] {
			t.Errorf("two servers have %s", line)
		}
		seen[line] = true
	}
	if strings.Contains(string(text), "from = \"farm7\"\nto = \"farm7\"") {
		t.Error("a flow leads to where it comes from")
	}
}

func TestExponent(t *testing.T) {
	for want, costs := range map[float64][]time.Duration{1: {1, 2, 4}, 2: {1, 4, 16}, 0: {3, 3, 3}} {
		if got := exponent([]int{10, 20, 40}, costs); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v grow with %v, want %v", costs, got, want)
		}
	}
	if got := median([]cost{{processor: 3, wall: 1, memory: 9}, {processor: 1, wall: 2, memory: 7}, {processor: 2, wall: 9, memory: 8}}); got != (cost{processor: 2, wall: 2, memory: 8}) {
		t.Errorf("the median is %v", got)
	}
}
