package resolve

import (
	"slices"

	"fmt"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// findings gathers what is to be said of a site's rules and of what it describes beside the faults: each can be right, so the site may accept it. A
// subject has one finding of a code at most.
type findings struct {
	*product.Network
	waiting []*waiting
	all     []plan.Finding
}

// takesPart reports whether a party is in rules of other installations than one: clients and external services are those of the whole site.
func takesPart(k *findings, party string, but *product.Product) bool {
	return slices.ContainsFunc(k.Every, func(f *plan.Flow) bool {
		return f.Product != "" && f.Product != but.ID && (f.From == party || f.To == party)
	})
}

// add notes a finding on a host, a flow or another thing that the site describes.
func (k *findings) add(code, about string, at source.Position, help, format string, args ...any) {
	f := plan.Finding{ID: code, Level: source.Warning.String(), What: fmt.Sprintf(format, args...), Help: help, About: about, At: at}
	if p, ok := k.Parties[about]; ok && p.IsHost() {
		f.Node, f.About = about, ""
	}
	k.all = append(k.all, f)
}

// declared is the site's own name of a flow that it declares, or "".
func declared(f *plan.Flow) string {
	if f.Product != "" {
		return ""
	}
	return f.Rule[len(plan.DeclaredPrefix):]
}
