package modeltest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// Shared is a site, written by chance, of two products that share hosts: as it is, and for each product the site of that product alone.
type Shared struct {
	Both   []byte
	Alone  [2][]byte
	Shares int // hosts that run services of both
}

// NewShared writes such a site. Hosts run services of the first product, of the second, of both or of none.
func NewShared(cats [2]*catalog.Catalogue, random *rand.Rand) Shared {
	var out Shared
	var both strings.Builder
	var alone [2]strings.Builder
	all := func(text string, args ...any) {
		for _, b := range []*strings.Builder{&both, &alone[0], &alone[1]} {
			fmt.Fprintf(b, text, args...)
		}
	}
	fmt.Fprintf(&both, "schema = 1\nproducts = [%q, %q]\n", cats[0].Dir, cats[1].Dir)
	for i, cat := range cats {
		fmt.Fprintf(&alone[i], "schema = 1\nproduct = %q\n", cat.Dir)
	}
	all("[document]\ncustomer = \"Customer\"\ntitle = \"Title\"\nclassification = \"public\"\nrevision = \"1\"\ndate = 2026-10-01\n[zones.zone]\nname = \"Zone\"\nnetworks = [\"10.0.0.0/16\"]\n")
	hosts := 2 + random.IntN(8)
	for h := range hosts {
		host := fmt.Sprintf("host = \"host%d.example\"\naddresses = [\"10.0.0.%d\"]\nos = \"windows-server-2022\"\n", h, h+1)
		var runs [2]string
		for i, cat := range cats {
			if h == 0 || random.IntN(100) < 55 { // one host runs both
				runs[i] = runningOf(cat, random)
			}
		}
		for i, run := range runs {
			if run == "" {
				fmt.Fprintf(&alone[i], "[servers.host%d]\n%s", h, host)
			} else {
				fmt.Fprintf(&alone[i], "[nodes.host%d]\n%s%s", h, host, run)
			}
		}
		also := func(i int) string {
			if runs[i] == "" {
				return ""
			}
			return fmt.Sprintf("[%s.host%d.also.%s]\n%s", map[bool]string{true: "nodes", false: "servers"}[i == 1 && runs[0] != ""], h, cats[i].Product.ID.V, runs[i])
		}
		switch {
		case runs[0] != "" && random.IntN(2) == 0 || runs[0] != "" && runs[1] == "":
			fmt.Fprintf(&both, "[nodes.host%d]\nproduct = %q\n%s%s%s", h, cats[0].Dir, host, runs[0], also(1))
		case runs[0] != "": // described for the second, and runs the first, too
			fmt.Fprintf(&both, "[nodes.host%d]\nproduct = %q\n%s%s[nodes.host%d.also.%s]\n%s", h, cats[1].Dir, host, runs[1], h, cats[0].Product.ID.V, runs[0])
		default:
			fmt.Fprintf(&both, "[servers.host%d]\n%s%s", h, host, also(1))
		}
		if runs[0] != "" && runs[1] != "" {
			out.Shares++
		}
	}
	d := &Draft{random: random}
	asked := map[string]bool{}
	for i, cat := range cats {
		for _, id := range slices.Sorted(maps.Keys(cat.Resources)) {
			if r := cat.Resources[id]; r.Required.V != "never" {
				var facts []string
				for _, e := range d.someFacts(r.Facts) {
					facts = append(facts, e.key+" = "+e.value)
				}
				text := fmt.Sprintf("[resources.%s]\non = \"host%d\"\nfacts = { %s }\n", id, random.IntN(hosts), strings.Join(facts, ", "))
				both.WriteString(text)
				alone[i].WriteString(text)
			}
		}
		for id := range cat.Populations {
			asked[id] = true
		}
	}
	for i, id := range slices.Sorted(maps.Keys(asked)) {
		all("[clients.%s]\nnetworks = [\"10.%d.0.0/24\"]\noutside = true\n", id, 100+i)
	}
	for i, cat := range cats {
		for _, rule := range cat.Lint {
			text := fmt.Sprintf("[accept.%s]\nreason = \"A reason\"\nuntil = 2099-12-31\n", rule.ID.V)
			both.WriteString(text)
			alone[i].WriteString(text)
		}
	}
	out.Both, out.Alone = []byte(both.String()), [2][]byte{[]byte(alone[0].String()), []byte(alone[1].String())}
	return out
}

// runningOf is what a node says that it runs of a product: a role, or services; and some flags.
func runningOf(cat *catalog.Catalogue, random *rand.Rand) string {
	roles := slices.Sorted(maps.Keys(cat.Roles))
	text := fmt.Sprintf("role = %q\n", roles[random.IntN(len(roles))])
	if services := slices.Sorted(maps.Keys(cat.Services)); random.IntN(4) == 0 {
		text = fmt.Sprintf("services = [%q]\n", services[random.IntN(len(services))])
	}
	var flags []string
	for _, name := range slices.Sorted(maps.Keys(cat.Facts)) {
		if f := cat.Facts[name]; f.Holder.V == "node" && f.Type.V == "flag" && random.IntN(5) == 0 {
			flags = append(flags, fmt.Sprintf("%s = %v", name, random.IntN(3) > 0))
		}
	}
	return text + "facts = { " + strings.Join(flags, ", ") + " }\n"
}
