package catalog

import (
	"slices"
	"strings"
)

// Between says which pairs of hosts a flow rule connects: with other nodes only, with the same node only, those that share a value of a fact.
// It is text in catalogues, and this is what the text means; the zero value is every pair.
type Between struct {
	Others bool   // not a node with itself
	Self   bool   // a node with itself only
	Fact   string // of nodes: those that have the same value; empty for any
}

// The words of Between.
const (
	OtherNodes = "other nodes"
	SameNode   = "same node"
	Either     = "either"
	Same       = "same " // "same FACT"
)

// ParseBetween reads "other nodes", "same node", "either", "same FACT" or "other nodes, same FACT"; ok is false for anything else.
func ParseBetween(s string) (b Between, ok bool) {
	switch s {
	case "", Either:
		return Between{}, true
	case OtherNodes:
		return Between{Others: true}, true
	case SameNode:
		return Between{Self: true}, true
	}
	rest, others := strings.CutPrefix(s, OtherNodes+", ")
	fact, same := strings.CutPrefix(rest, Same)
	return Between{Others: others, Fact: fact}, same && fact != "" && fact != "node"
}

// between checks which pairs of hosts a rule connects.
func (k *checker) between(f Flow) {
	b, ok := ParseBetween(f.Between.V)
	switch {
	case !f.Between.Set():
	case !ok:
		k.fault("P06", f.Between.At, `write "other nodes", "same node", "either", "same FACT" or "other nodes, same FACT"`, "between cannot be %q", f.Between.V)
	case b != Between{} && f.To.Multicast.Set():
		k.fault("P86", f.Between.At, "remove it", "a multicast group is no host that another is paired with")
	case b.Fact != "":
		k.nodeFact(b.Fact, f.Between)
		if f.Together.V || !f.From.Set.Set() || !f.To.Set.Set() {
			k.fault("P86", f.Between.At, `name a set at both ends, and leave out "together"`, "only nodes share a value; a group, an external service or clients have none")
		}
	}
}

// nodeFact checks that a name is that of a fact of nodes with values other than true and false.
func (k *checker) nodeFact(name string, at str) {
	known(k, "fact", str{V: name, At: at.At}, k.c.Facts)
	if f, ok := k.c.Facts[name]; ok && (f.Holder.V != "node" || f.Type.V == "flag") {
		k.fault("P71", at.At, "", "%s is not a fact of nodes with a value", name)
	}
}

// asks checks what a selector asks of the facts of a node: a flag, that a fact has a value, or which.
func (k *checker) asks(text str) {
	c := ParseCondition(text.V)
	if c.Op == "" && k.c.Facts[c.Name].Type.V == "flag" {
		if !k.c.Facts[c.Name].nodeFlag() {
			k.fault("P71", text.At, "", "%s is not a flag of nodes", c.Name)
		}
		return
	}
	k.nodeFact(c.Name, text)
	if f := k.c.Facts[c.Name]; c.Op == "=" && f.Type.V == "choice" && !slices.ContainsFunc(f.Choices, func(v str) bool { return v.V == c.Value }) {
		k.fault("P06", text.At, f.Accepts(c.Value), "%s cannot be %q", c.Name, c.Value)
	}
}
