package topology

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// Does says in a few words what a host is there for in the normal state: its role and flags, and the resources on it.
func Does(plan *plan.Plan, id string, w *wordlist.List) string {
	return doesIn(plan, id, plan.States[0], w)
}

func doesIn(plan *plan.Plan, id string, s plan.State, w *wordlist.List) string {
	var parts []string
	for old, taker := range s.StandIns {
		if taker == id {
			return doesIn(plan, old, plan.States[0], w)
		}
	}
	if p := plan.Party(id); p.StandsInFor != "" {
		return w.Fill("worksheet.stands-in", "host", plan.Party(p.StandsInFor).Name)
	}
	if n := plan.Node(id); n != nil {
		parts = append(parts, roleName(n))
		for _, flag := range moving(plan, n, s) {
			parts = append(parts, w.Or("flag."+flag, flag))
		}
	}
	for _, r := range plan.Resources {
		if r.On == id {
			parts = append(parts, r.Name)
		}
	}
	return strings.Join(slices.Compact(parts), ", ")
}

// roleName is the printed name of a node's roles, or of the services that stand in the place of one.
func roleName(n *plan.Node) string {
	var names []string
	for _, part := range n.Parts() {
		names = append(names, partName(part))
	}
	return strings.Join(names, ", ")
}

func partName(part plan.Part) string {
	var names []string
	between := " " // of short names
	for _, s := range part.Named() {
		if names = append(names, cmp.Or(s.Short, s.Name)); s.Short == "" {
			between = ", "
		}
	}
	return cmp.Or(part.RoleName, strings.Join(names, between))
}

// moving are the flags of a node that can move, as they lie in a state.
func moving(plan *plan.Plan, n *plan.Node, s plan.State) []string {
	var flags []string
	for _, other := range plan.States[1:] {
		part := n.PartIn(other.Product)
		if part == nil {
			continue
		}
		if other.From == n.ID && slices.Contains(part.Flags, other.Fact) {
			flags = append(flags, other.Fact)
		}
		if other.Holder == n.ID && slices.Contains(part.Flags, other.Before) {
			flags = append(flags, other.Before)
		}
	}
	slices.Sort(flags)
	flags = slices.Compact(flags)
	for i, flag := range flags {
		switch {
		case n.ID == s.Holder && flag == s.Before:
			flags[i] = s.Fact
		case n.ID == s.From && flag == s.Fact:
			flags[i] = s.Before
		}
	}
	return flags
}
