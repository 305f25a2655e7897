package model

import (
	"cmp"
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

// resolveFile loads and resolves a site description and fails the test on any error.
func resolveFile(t testing.TB, path string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load(path, data)
	if found.HasErrors() {
		t.Fatal(modeltest.Printed(found))
	}
	site.ID = strings.TrimSuffix(filepath.Base(path), ".toml")
	cat, found := catalog.Open(site.Product.V)
	if found.HasErrors() {
		t.Fatal(modeltest.Printed(found))
	}
	plan, found := resolve.Resolve(site, cat, resolve.Options{})
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return plan
}

// ports lists the port numbers of flows in rising order, each once, as the tables write them.
func ports(flows []*plan.Flow) string {
	var numbers []int
	for _, f := range flows {
		n := f.Numbers.Low()
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	text := strings.Trim(fmt.Sprint(slices.Compact(numbers)), "[]")
	return cmp.Or(text, "-")
}

// without lists the numbers of all that are not in part.
func without(all, part string) string {
	var rest []string
	for _, n := range strings.Fields(all) {
		if !slices.Contains(strings.Fields(part), n) {
			rest = append(rest, n)
		}
	}
	return cmp.Or(strings.Join(rest, " "), "-")
}

// TestTopologies holds the plan against the eight example drawings of the vendor: the drawn rules give exactly the drawn sets but for
// ten differences, each of which is a question of the plan; the complete rules add exactly what the table says.
func TestTopologies(t *testing.T) {
	table, err := os.ReadFile("testdata/topologies/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	plans := map[string]*plan.Plan{}
	rows, equal, different, unstated := 0, 0, 0, 0
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) != 7 || cells[0] == "topology" {
			continue
		}
		name, prefix, way, stated, drawn, added, question := cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]
		if plans[name] == nil {
			plans[name] = resolveFile(t, "testdata/topologies/"+name+".toml")
		}
		rows++
		switch {
		case stated == "-":
			unstated++
		case question == "-":
			equal++
		default:
			different++
		}
		found := 0
		for _, n := range plans[name].Nodes {
			if strings.TrimRight(n.ID, "0123456789") != prefix {
				continue
			}
			found++
			flows := plans[name].Inbound(n.ID)
			if way == "out" {
				flows = plans[name].Outbound(n.ID)
			}
			inDrawings := slices.DeleteFunc(slices.Clone(flows), func(f *plan.Flow) bool { return !slices.Contains(f.Drawn, way) })
			if got := ports(inDrawings); got != drawn {
				t.Errorf("%s %s %s: drawn rules give %s, want %s", name, n.ID, way, got, drawn)
			}
			if got := without(ports(flows), drawn); got != added {
				t.Errorf("%s %s %s: complete rules add %s, want %s", name, n.ID, way, got, added)
			}
		}
		if found == 0 {
			t.Errorf("%s has no node %s", name, prefix)
		}
		if (stated != "-" && stated != drawn && sortedNumbers(stated) != drawn) != (question != "-") {
			t.Errorf("%s %s %s: stated %s, drawn %s, question %s", name, prefix, way, stated, drawn, question)
		}
		if question != "-" && !slices.ContainsFunc(plans[name].Questions, func(q plan.Question) bool { return q.ID == question }) {
			t.Errorf("%s: the difference at %s %s should be told as question %s", name, prefix, way, question)
		}
	}
	if rows != 44 || equal != 29 || different != 10 || unstated != 5 {
		t.Errorf("%d rows: %d equal, %d different, %d not stated; want 44: 29, 10, 5", rows, equal, different, unstated)
	}
}

func sortedNumbers(s string) string {
	fields := strings.Fields(s)
	slices.SortFunc(fields, func(a, b string) int { x, _ := strconv.Atoi(a); y, _ := strconv.Atoi(b); return x - y })
	return strings.Join(fields, " ")
}
