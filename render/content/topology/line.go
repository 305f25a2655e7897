package topology

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/layout/diagram"
)

// mostServices is the length in letters up to which the names of two services share a line.
const mostServices = 28

// says is what a line of a site stands for: which services answer, how many rules there are, and whether their traffic is encrypted. Ports stand in tables, and in
// the pictures of hosts. own are the site's own words for the line, in place of the services.
func (s *sketch) says(strokes []stroke, own string) []string {
	change := changeOf(strokes)
	lines := []string{cmp.Or(own, s.d.answering(flowsOf(strokes)))}
	lines[0] = signOf(change) + lines[0]
	for _, part := range byChange(strokes) {
		text := s.d.counted(flowsOf(part.strokes))
		if change == diagram.Altered {
			text = part.sign + text
		}
		lines = append(lines, text)
	}
	return lines
}

// answering are the services that answer, those with most rules first that are always needed; of more than fit a line all but one are counted.
func (d *drawer) answering(flows []*plan.Flow) string {
	rules, needed, product := map[string]int{}, map[string]int{}, map[string]int{}
	for _, f := range flows {
		name := worksheet.ServiceName(f.Service, d.words)
		product[name] = slices.IndexFunc(d.plan.Products, func(p plan.ProductInfo) bool { return p.ID == f.Product })
		if rules[name]++; flowKind(f) == diagram.Regular {
			needed[name]++
		}
	}
	names := slices.SortedFunc(maps.Keys(rules), func(a, b string) int {
		return cmp.Or(needed[b]-needed[a], rules[b]-rules[a], product[a]-product[b], cmp.Compare(a, b))
	})
	switch {
	case len(names) == 2 && utf8.RuneCountInString(names[0]+", "+names[1]) <= mostServices:
		return names[0] + ", " + names[1]
	case len(names) > 1:
		return d.words.Fill("topology.line-services", "name", names[0], "n", len(names)-1)
	}
	return names[0]
}

// counted says how many rules there are, and whether their traffic is encrypted.
func (d *drawer) counted(flows []*plan.Flow) string {
	return d.words.Count("topology.line-rules", len(flows), "encryption", d.words.Text("topology."+encryption(flows)))
}

// encryption is the word for what is known of the encryption of flows; what is surely not encrypted counts most.
func encryption(flows []*plan.Flow) string {
	has := func(is func(*plan.Flow) bool) bool { return slices.ContainsFunc(flows, is) }
	plain := has((*plan.Flow).PlainText)
	encrypted := has(func(f *plan.Flow) bool { return slices.Contains(catalog.Encrypting, f.Encrypted) })
	unknown := has(func(f *plan.Flow) bool { return f.Encrypted == catalog.NotStated })
	negotiated := has(func(f *plan.Flow) bool {
		return !f.PlainText() && f.Encrypted != catalog.NotStated && !slices.Contains(catalog.Encrypting, f.Encrypted)
	})
	switch {
	case plain && (encrypted || unknown || negotiated):
		return "partly-plain"
	case plain:
		return "plain"
	case encrypted && (unknown || negotiated):
		return "partly-encrypted"
	case encrypted:
		return "encrypted"
	case unknown:
		return "encryption-unknown"
	}
	return "encryption-negotiated"
}
