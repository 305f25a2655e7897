package model

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
)

// TestFailover holds the union over the states of a site with a failover candidate against the table of port sets.
func TestFailover(t *testing.T) {
	table, err := os.ReadFile("testdata/failover/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	plans, rows := map[string]*plan.Plan{}, 0
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) != 4 || cells[0] == "site" {
			continue
		}
		rows++
		site, prefix, way, want := cells[0], cells[1], cells[2], cells[3]
		if plans[site] == nil {
			plans[site] = resolveEither(t, site)
		}
		found := 0
		for _, n := range plans[site].Nodes {
			if strings.TrimRight(n.ID, "0123456789") != prefix {
				continue
			}
			found++
			flows := plans[site].Inbound(n.ID)
			if way == "out" {
				flows = plans[site].Outbound(n.ID)
			}
			if got := starredPorts(flows); got != want {
				t.Errorf("%s %s %s: %s, want %s", site, n.ID, way, got, want)
			}
		}
		if found == 0 {
			t.Errorf("%s has no node %s", site, prefix)
		}
	}
	if rows != 12 {
		t.Errorf("%d rows were read; the table has 12", rows)
	}
}

// resolveEither resolves a fixture of the failover table, or a shipped site of that name.
func resolveEither(t *testing.T, name string) *plan.Plan {
	t.Helper()
	if path := filepath.Join("testdata", "failover", name+".toml"); exists(path) {
		return resolveFile(t, path)
	}
	plan, _ := resolveSite(t, name)
	return plan
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// starredPorts lists the ports of the catalogue's flows in rising order, with a star behind those that only disputed rules open.
func starredPorts(flows []*plan.Flow) string {
	disputed := map[int]bool{}
	for _, f := range flows {
		if strings.HasPrefix(f.Rule, plan.DeclaredPrefix) {
			continue
		}
		port := f.Numbers.Low()
		before, known := disputed[port]
		disputed[port] = f.Disputed != "" && (before || !known)
	}
	var out []string
	for _, port := range sortedNumbersOf(disputed) {
		star := ""
		if disputed[port] {
			star = "*"
		}
		out = append(out, strconv.Itoa(port)+star)
	}
	return strings.Join(out, " ")
}

func sortedNumbersOf(set map[int]bool) []int {
	var numbers []int
	for n := range set {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return numbers
}

// TestFailoverIsSymmetric swaps the roles of central node and candidate in a site: the rules must stay the same, since a former central
// node that comes back becomes a candidate, and only the names of the states change places.
func TestFailoverIsSymmetric(t *testing.T) {
	for _, id := range []string{"failover-candidate", "scenario-large", "scenario-extra-large", "harbour-logistics"} {
		t.Run(id, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(sitesFolder, id, "site.toml"))
			if err != nil {
				t.Fatal(err)
			}
			swapped := strings.NewReplacer("central = true", "candidate = true", "candidate = true", "central = true").Replace(string(data))
			before, after := flowStates(t, string(data)), flowStates(t, swapped)
			if len(before) == 0 {
				t.Fatal("the site has no flows")
			}
			turned := map[string]string{"normal": "moved", "moved": "normal", "normal moved": "normal moved"}
			for key, states := range before {
				if got := turned[after[key]]; got != states {
					t.Errorf("%s: needed in %q, and in %q with the roles swapped", key, states, after[key])
				}
			}
			if len(before) != len(after) {
				t.Errorf("%d flows, and %d with the roles swapped", len(before), len(after))
			}
		})
	}
}

// flowStates lists the flows of a site that may have one failover candidate, with the states in which each is needed.
func flowStates(t *testing.T, text string) map[string]string {
	t.Helper()
	site, found := site.Load("site.toml", []byte(text))
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	cats, _ := catalog.OpenAll(site.Catalogues())
	plan, found := resolve.All(site, cats, resolve.Options{})
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	if len(plan.States) != 2 {
		t.Fatalf("%d states, want 2", len(plan.States))
	}
	out := map[string]string{}
	for _, f := range plan.Flows {
		states := strings.ReplaceAll(strings.Join(f.States, " "), plan.States[1].ID, "moved")
		out[fmt.Sprintf("%s %s %s -> %s %s", f.ID, f.Rule, f.From, f.To, socketText(f))] = states
	}
	return out
}
