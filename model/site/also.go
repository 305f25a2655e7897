package site

import (
	"fmt"
	"path"
	"strings"

	"portolan/model/source"
)

// also checks what a host runs of further products: of each a role, or services.
func also(k *checker, table, id string, list map[string]Also) {
	for _, product := range source.SortedKeys(list) {
		a := list[product]
		unread := k.unbound.Of(table, id, "also", product, "role") || k.unbound.Of(table, id, "also", product, "services")
		if a.Role.Set() == (a.Services != nil) && !unread {
			k.fault("S08", a.At, "give either `role = \"...\"` or `services = [\"...\"]`", "what %s runs of %s needs either a role or services", id, product)
		}
	}
}

// joinNodes is the cure for two nodes that are one host: one of them says what the host runs of both products. It is "" where they are not two
// nodes of different products.
func joinNodes(k *checker, first, second string) string {
	first, isNode := strings.CutPrefix(first, "node ")
	second, isAlso := strings.CutPrefix(second, "node ")
	a, b := k.site.Nodes[first], k.site.Nodes[second]
	if !isNode || !isAlso || a.Product.V == b.Product.V {
		return ""
	}
	product := b.Product.V
	if product == "" {
		product = k.site.Catalogues()[0].V
	}
	runs := fmt.Sprintf("services = [%s]", strings.Join(quoted(b.Services), ", "))
	if b.Role.Set() {
		runs = fmt.Sprintf("role = %q", b.Role.V)
	}
	return fmt.Sprintf("where they are one host, remove node %s, and say what %s runs of both: `[nodes.%s.also.%s]\n%s`", second, first, first, path.Dir(product), runs)
}

func quoted(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, fmt.Sprintf("%q", v.V))
	}
	return out
}
