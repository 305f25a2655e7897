package model

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/modeltest"
	"portolan/model/source"
)

// positioned is gossip whose members listen on ports that follow from their position, and whose stores are on one port of a range.
var positioned = strings.NewReplacer(`port = "7000"`, `port = "7000-7004 + 10 * {position} + 5"`, `port = "7001"`, `port = "9000-9099 alternatives"`,
	`between = "other nodes, same datacentre"`, `between = "other nodes"`, `, os = ["windows*"]`, "", "[services.member]", `[facts.position]
holder = "node"
type = "number"
min = 0
max = 3
default = 0
distinct = "members"
meaning = "The position of the member, from which its port follows"
source = ["guide:- Places"]

[services.member]`).Replace(gossip)

// TestLanguageOfPositions: the port of a member follows from its position, which the site states and nothing counts: a node that comes or is renamed
// moves no other's port. Two members at one position are told, with the next that is free.
func TestLanguageOfPositions(t *testing.T) {
	member := func(id string, number int, facts string) string {
		return gossipNode(id, number, "rhel-9", "member", facts)
	}
	for _, c := range []struct {
		name, nodes string
		want        []string
		shares      []string
	}{
		{"stated", member("b", 1, "position = 0") + member("c", 2, "position = 2"), []string{"b 7005-7009", "c 7025-7029"}, nil},
		{"one comes before them", member("a", 3, "position = 1") + member("b", 1, "position = 0") + member("c", 2, "position = 2"), []string{"a 7015-7019", "b 7005-7009", "c 7025-7029"}, nil},
		{"one is renamed", member("z", 1, "position = 0") + member("c", 2, "position = 2"), []string{"c 7025-7029", "z 7005-7009"}, nil},
		{"by default", member("b", 1, "") + member("c", 2, "") + member("a", 3, "position = 1") + member("d", 4, "position = 0"), []string{"a 7015-7019", "b 7005-7009", "c 7005-7009", "d 7005-7009"},
			[]string{"node b has the position 0, as node d has; write `position = 2` in the facts of node b", "node c has the position 0, as node d has; write `position = 3` in the facts of node c"}},
	} {
		p, found := gossipPlan(t, positioned, gossipSite+c.nodes)
		if p == nil {
			t.Fatal(modeltest.Printed(found))
		}
		got := map[string]bool{}
		for _, f := range p.Flows {
			got[f.To+" "+f.Numbers.String()] = true
		}
		if missing, more := notIn(set(c.want), got), notIn(got, set(c.want)); len(missing)+len(more) > 0 {
			t.Errorf("%s: lacks %v, and has %v", c.name, missing, more)
		}
		var shares []string
		for _, d := range found {
			if d.Code == "S260" {
				shares = append(shares, d.What+"; "+d.Help)
			}
		}
		if !slices.Equal(shares, c.shares) {
			t.Errorf("%s: told %q, want %q", c.name, shares, c.shares)
		}
	}
}

func set(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[s] = true
	}
	return out
}

// TestLanguageOfChoices: of a range of which the site is to choose a port, every number is open, and told, until it does; it may choose for one node
// or for all, narrow the range, and is told where the documents do not have its choice.
func TestLanguageOfChoices(t *testing.T) {
	nodes := gossipNode("a", 1, "rhel-9", "member", `mode = "active", weight = 2`) + gossipNode("w", 5, "rhel-9", "store", "") + gossipNode("x", 6, "rhel-9", "store", "")
	for _, c := range []struct {
		override string
		want     []string
		codes    []string
	}{
		{"", []string{"w tcp/9000-9099 alternatives", "x tcp/9000-9099 alternatives"}, []string{"S159"}},
		{"port = 9005\n", []string{"w tcp/9005", "x tcp/9005"}, nil},
		{"[overrides.\"store.write\".on.x]\nport = 9006\n", []string{"w tcp/9000-9099 alternatives", "x tcp/9006"}, []string{"S159"}},
		{"ports = \"9010-9011\"\n", []string{"w tcp/9010-9011 alternatives", "x tcp/9010-9011 alternatives"}, []string{"S159"}},
		{"port = 8000\n", []string{"w tcp/8000", "x tcp/8000"}, []string{"S261"}},
		{"ports = \"9090-9100\"\n", []string{"w tcp/9090-9100 alternatives", "x tcp/9090-9100 alternatives"}, []string{"S159", "S261"}},
	} {
		if c.override != "" {
			c.override = "\n[overrides.\"store.write\"]\nreason = \"A test\"\n" + c.override
		}
		p, found := gossipPlan(t, positioned, gossipSite+nodes+c.override)
		if p == nil {
			t.Fatal(modeltest.Printed(found))
		}
		var got, codes []string
		for _, f := range p.Flows {
			if f.Rule == "G2" {
				got = append(got, f.To+" "+f.Port.String())
			}
		}
		for _, d := range found {
			if d.Code == "S159" || d.Code == "S261" {
				codes = append(codes, d.Code)
			}
		}
		slices.Sort(codes)
		if !slices.Equal(got, c.want) || !slices.Equal(codes, c.codes) {
			t.Errorf("%q: %v and %v, want %v and %v", c.override, got, codes, c.want, c.codes)
		}
	}
}

// TestLanguageOfSumsRefused: what a sum cannot mean is an error at its line.
func TestLanguageOfSumsRefused(t *testing.T) {
	text := gossipSite + gossipNode("a", 1, "rhel-9", "member", "")
	for _, c := range []struct{ old, new, code string }{
		{"10 * {position}", "20000 * {position}", "P10"},
		{"10 * {position}", "10 * {place}", "P05"},
		{"10 * {position}", "10 * {mode}", "P88"},
		{" + 10 * {position} + 5", " - {position}", "P10"},
		{"9000-9099 alternatives", "9000-9099 picked", "P10"},
		{"max = 3\n", "", "P88"},
		{`distinct = "members"`, `distinct = "boats"`, "P05"},
		{"min = 0\nmax = 3\ndefault = 0\ndistinct", "default = false\ndistinct", "P98"},
	} {
		changed := strings.Replace(positioned, c.old, c.new, 1)
		if c.code == "P98" {
			changed = strings.Replace(strings.Replace(changed, "type = \"number\"\ndefault = false", "type = \"flag\"\ndefault = false", 1), " + 10 * {position} + 5", "", 1)
		}
		_, found := gossipPlan(t, changed, text)
		i := slices.IndexFunc(found, func(d source.Diagnostic) bool { return d.Code == c.code })
		if changed == positioned || i < 0 || found[i].At.Line() == 0 {
			t.Errorf("%s: %s is not told:\n%s", c.new, c.code, modeltest.Printed(found))
		}
	}
}
