package model

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
)

// TestBounds: what no pack can hold is refused with a place, a number and a way out; what is just within the limit is not.
func TestBounds(t *testing.T) {
	good, err := os.ReadFile("testdata/topologies/single-node.toml")
	if err != nil {
		t.Fatal(err)
	}
	// servers are n hosts of a zone of their own, and the list of their ids.
	servers := func(n int, name string, network int) (text, list string) {
		var out strings.Builder
		var ids []string
		fmt.Fprintf(&out, "[zones.%s]\nname = \"Zone %s\"\nnetworks = [\"10.%d.0.0/16\"]\n", name, name, network)
		for i := range n {
			ids = append(ids, fmt.Sprintf("%q", fmt.Sprintf("%s%d", name, i)))
			fmt.Fprintf(&out, "[servers.%s%d]\nhost = \"%s%d.bound.example\"\naddresses = [\"10.%d.%d.%d\"]\n", name, i, name, i, network, i/200, i%200+1)
		}
		return out.String(), "[" + strings.Join(ids, ", ") + "]"
	}
	ports := func(from, to, step int) string {
		var list []string
		for p := from; p <= to; p += step {
			list = append(list, fmt.Sprintf("\"TCP/%d\"", p))
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	left, lefts := servers(100, "left", 71)
	right, rights := servers(100, "right", 72)
	var several strings.Builder
	for i := range 30 {
		fmt.Fprintf(&several, "[flows.part%d]\nfrom = %s\nto = %s\nports = %s\npurpose = \"p\"\nencrypted = true\n", i, `"left0"`, rights, ports(2000+10*i, 2009+10*i, 1))
	}
	flow := func(from, to, ports string) string {
		return left + right + fmt.Sprintf("[flows.many]\nfrom = %s\nto = %s\nports = %s\npurpose = \"p\"\nencrypted = true\n", from, to, ports)
	}
	for name, c := range map[string]struct {
		text, code, what, help string
	}{
		"every port there is": {flow(`"left0"`, `"right0"`, ports(1, 65535, 1)), "S440", "flow many lists 65535 ports; the limit is 1000", `write ports = ["tcp/1-65535"], which are the same`},
		"a few ranges":        {flow(`"left0"`, `"right0"`, strings.Replace(ports(2000, 3500, 1), `"TCP/2100", `, `"udp/53", `, 1)), "S440", "lists 1501 ports", `["tcp/2000-2099", "tcp/2101-3500", "udp/53"]`},
		"ports far apart":     {flow(`"left0"`, `"right0"`, ports(1, 65535, 16)), "S440", "lists 4096 ports", `write ranges, as "tcp/8000-8010"`},
		"as many as may be":   {flow(`"left0"`, `"right0"`, ports(1000, 1999, 1)), "", "", ""},
		"far too many rules":  {flow(lefts, rights, ports(2000, 2999, 1)), "S441", "the flow many alone is 10000000, from 100 to 100 on 1000", "zone ZONE"},
		"too many rules":      {flow(lefts, rights, ports(2000, 2002, 1)), "S441", "the limit is 25000", "zone ZONE"},
		"many flows":          {left + right + several.String(), "S441", "the site has 30", "sites of their own"},
		"the same, as zones":  {flow(`"zone left"`, `"zone right"`, ports(2000, 2002, 1)), "", "", ""},
		"many rules":          {flow(lefts, rights, ports(2000, 2001, 1)), "", "", ""},
	} {
		_, found := compile("bound.toml", append(slices.Clone(good), c.text...))
		errors := slices.DeleteFunc(found, func(d source.Diagnostic) bool { return d.Severity != source.Error })
		if c.code == "" {
			if len(errors) > 0 {
				t.Errorf("%s: %v", name, errors)
			}
			continue
		}
		if named := strings.Contains(errors[0].What, " alone is "); c.code == "S441" && named != strings.Contains(c.text, "[flows.many]") {
			t.Errorf("%s: %v", name, errors)
		}
		if len(errors) != 1 || errors[0].Code != c.code || !errors[0].At.IsValid() || !strings.Contains(errors[0].What, c.what) || !strings.Contains(errors[0].Help, c.help) {
			t.Errorf("%s: %v", name, errors)
		}
	}
}
