package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tablesOf divides a site's text by its tables; what stands before the first has no name.
func tablesOf(text string) (names []string, of map[string]string) {
	of = map[string]string{}
	name, names := "", []string{""}
	for line := range strings.Lines(text) {
		if m := tableHeader.FindStringSubmatch(line); m != nil {
			name = m[1]
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		of[name] += line
	}
	return names, of
}

var tableHeader = regexp.MustCompile(`^\[+([^\]]+)\]+`)

// TestRepositoryAnswers: what five nodes answer, with a list of their addresses, gives the pack of the site that somebody wrote by hand, but for texts: the
// name of a role for its services, and a purpose that the hand-written one leaves out.
func TestRepositoryAnswers(t *testing.T) {
	hand, err := os.ReadFile("../../sites/multi-node-five/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	lists, err := filepath.Glob("testdata/answers/*")
	if err != nil || len(lists) != 6 {
		t.Fatal(lists, err)
	}
	for i := range lists {
		if lists[i], err = filepath.Abs(lists[i]); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(t.TempDir())
	run := func(args ...string) {
		t.Helper()
		var said bytes.Buffer
		p := newProgram()
		p.stdout, p.stderr = &said, &said
		if code := p.main(args); code != 0 {
			t.Fatalf("%v: exit code %d\n%s", args, code, said.String())
		}
	}
	const site = "made/multi-node-five"
	run(append([]string{"import", "--product", "qlik-sense/2023-08", "--output", site}, lists...)...)
	text := readText(t, site+"/site.toml")
	names, made := tablesOf(text)
	if strings.Contains(strings.Join(names, " "), "resources.database") || made["resources.share"] == "" || len(names) != 10 {
		t.Fatalf("the lists give %q\n%s", names, text)
	}
	// The person names the zone, and says what no list says.
	decided := strings.NewReplacer(`name = "perth"`, `name = "Data centre Perth"`, "note = \"File share\"\n", "").Replace(strings.Replace(text, made["document"], "", 1))
	order, by := tablesOf(string(hand))
	for _, name := range order[1:] {
		if name == "document" || made[name] == "" {
			decided += "\n" + by[name]
		}
	}
	note := regexp.MustCompile(`(?m)^note = "No engine.*\n`).FindString(by["nodes.nrf-central"])
	decided = strings.Replace(decided, "facts = { central = true", note+"facts = { central = true", 1)
	for folder, text := range map[string]string{site: decided, "hand/multi-node-five": string(hand)} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(folder+"/site.toml", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		run("build", folder, "--output", filepath.Dir(folder)+"/dist")
	}
	samePlan(t)
	n := 0
	err = fs.WalkDir(os.DirFS("hand/dist/multi-node-five/data"), ".", func(name string, d fs.DirEntry, err error) error {
		if name == "grouped.csv" || name == "groups.csv" { // objects are named by roles
			return nil
		}
		if ext := filepath.Ext(name); err != nil || d.IsDir() || !slices.Contains([]string{".csv", ".nft", ".ps1", ".sh", ".txt", ".rules"}, ext) {
			return err
		}
		n++
		left, right := readText(t, "hand/dist/multi-node-five/data/"+name), readText(t, "made/dist/multi-node-five/data/"+name)
		if siteKeys.ReplaceAllString(left, ".runs") != siteKeys.ReplaceAllString(right, ".runs") {
			t.Errorf("%s differs", name)
		}
		return nil
	})
	if err != nil || n < 20 {
		t.Errorf("%d files: %v", n, err)
	}

	// Imported again, into what the person made of it, nothing changes.
	before := readText(t, site+"/site.toml") + readText(t, site+"/imported.toml")
	run(append([]string{"import", "--output", site}, lists...)...)
	if after := readText(t, site+"/site.toml") + readText(t, site+"/imported.toml"); after != before {
		t.Errorf("imported again, the site changes:\n%s", after)
	}
}

// siteKeys are keys of the site by which a node runs what it runs.
var siteKeys = regexp.MustCompile(`\.(role|services)\b`)

// samePlan compares the plans of both packs, without the texts that may differ.
func samePlan(t *testing.T) {
	t.Helper()
	var plans []any
	for _, folder := range []string{"hand", "made"} {
		var plan map[string]any
		if err := json.Unmarshal([]byte(readText(t, folder+"/dist/multi-node-five/data/plan.json")), &plan); err != nil {
			t.Fatal(err)
		}
		reasons := plan["reasons"].(map[string]any)
		delete(plan, "reasons")
		for _, flow := range plan["flows"].([]any) {
			for i, id := range flow.(map[string]any)["chain"].([]any) {
				flow.(map[string]any)["chain"].([]any)[i] = reasons[id.(string)]
			}
		}
		plans = append(plans, withoutTexts(plan))
	}
	if !reflect.DeepEqual(plans[0], plans[1]) {
		for key, left := range plans[0].(map[string]any) {
			if right := plans[1].(map[string]any)[key]; !reflect.DeepEqual(left, right) {
				t.Errorf("%s: %.2000s\nnot\n%.2000s", key, fmt.Sprint(left), fmt.Sprint(right))
			}
		}
	}
}

func withoutTexts(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if what, _ := v["what"].(string); strings.HasPrefix(what, "node ") {
			delete(v, "what")
		}
		if key, _ := v["key"].(string); key != "" {
			v["key"] = siteKeys.ReplaceAllString(key, ".runs")
		}
		for _, key := range []string{"where", "role", "role_name", "purpose"} {
			if _, isText := v[key].(string); isText && (key != "purpose" || v[key] == "production") {
				delete(v, key)
			}
		}
		for key := range v {
			if list, ok := v[key].([]any); key == "services" && ok {
				slices.SortFunc(list, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
			v[key] = withoutTexts(v[key])
		}
	case []any:
		for i := range v {
			v[i] = withoutTexts(v[i])
		}
	}
	return v
}
