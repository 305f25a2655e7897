package model

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/query"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// declaredSite reads a site of a folder: its first lines, which the folder's shared part ends, of a vendor's product.
func declaredSite(t *testing.T, file string) (*plan.Plan, source.Diagnostics) {
	t.Helper()
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := os.ReadFile(filepath.Join(filepath.Dir(file), "site.part"))
	if err != nil {
		t.Fatal(err)
	}
	comment, tables, _ := strings.Cut(string(first), "\n\n")
	top, shared, _ := strings.Cut(string(rest), "\n\n")
	text := comment + "\n\nschema = 1\n" + top + "\n\n" + tables + "\n" + shared
	s, found := site.Read(filepath.Base(file), []byte(text), nil)
	if s == nil {
		return nil, found
	}
	var cats []*catalog.Catalogue
	for _, wanted := range s.Catalogues() {
		product, _, _ := strings.Cut(wanted.V, "/")
		cat, more := catalog.Load(os.DirFS(filepath.Join(vendors, product, "products")), wanted.V)
		if cat == nil { // an invented one
			cat, more = catalog.Load(os.DirFS(filepath.Join(filepath.Dir(file), "products")), wanted.V)
		}
		if cat == nil {
			t.Fatal(modeltest.Printed(more))
		}
		cats = append(cats, cat)
	}
	return resolve.All(s, cats, resolve.Options{Found: found})
}

// TestDeclared writes the rules that sites declare, or that lead to and from parties outside, and the answers to the questions in their first lines.
func TestDeclared(t *testing.T) {
	for _, folder := range []string{"testdata/declared", "testdata/parties"} {
		files, err := filepath.Glob(folder + "/*.toml")
		if err != nil {
			t.Fatal(err)
		}
		var wanted []string
		for _, file := range files {
			expected := strings.TrimSuffix(file, ".toml") + ".txt"
			wanted = append(wanted, expected)
			t.Run(filepath.Base(expected), func(t *testing.T) {
				resolved, found := declaredSite(t, file)
				if resolved == nil {
					t.Fatal(modeltest.Printed(found))
				}
				golden.Check(t, expected, declaredText(t, file, resolved, found))
			})
		}
		golden.NoOrphans(t, folder, ".txt", wanted)
	}
}

// declaredText are the rules of a site's own, the parties that only they name, and what query says.
func declaredText(t *testing.T, file string, p *plan.Plan, found source.Diagnostics) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s[%s] %s\n", d.Severity, d.Code, d.What)
	}
	for _, party := range p.Parties {
		if party.IsArea() || party.Kind == plan.ExternalParty {
			fmt.Fprintf(&b, "%s %s: %s, in %s %v\n", party.Kind, party.ID, strings.Join(party.Where(), " "), p.ZoneOf(party), party.Zones)
		}
	}
	for _, f := range p.Flows {
		outside := p.Party(f.From).Kind == plan.ExternalParty || p.Party(f.To).Kind == plan.ExternalParty
		if f.Product != "" && !outside {
			continue
		}
		fmt.Fprintf(&b, "%s %s: %s -> %s %s %s, at %v", f.ID, f.Rule, f.From, f.To, f.Port, f.Service, f.Firewalls)
		for _, h := range f.Ways() {
			fmt.Fprintf(&b, ", hop %d via %s", h.Leg, h.Via)
		}
		if len(f.Notes) > 0 {
			fmt.Fprintf(&b, ", %q", f.Notes)
		}
		if !f.Until.IsZero() {
			fmt.Fprintf(&b, ", until %s", f.Until)
		}
		b.WriteString("\n")
	}
	data, _ := os.ReadFile(file)
	for line := range strings.Lines(string(data)) {
		if ask, ok := strings.CutPrefix(strings.TrimSpace(line), "# ask: "); ok {
			b.WriteString(answered(t, p, ask))
		}
	}
	return b.String()
}

// answered is what query says to a question: the verdict and the rules.
func answered(t *testing.T, p *plan.Plan, ask string) string {
	result, err := query.Ask(p, ask)
	if err != nil {
		return fmt.Sprintf("%s: %v\n", ask, err)
	}
	switch r := result.(type) {
	case *query.Answer:
		var ids []string
		for _, rule := range r.Rules {
			ids = append(ids, rule.ID)
		}
		for _, w := range r.Ways {
			ids = append(ids, "via "+w.Via)
		}
		return fmt.Sprintf("%s: %s %s %v\n", ask, r.Verdict, strings.Join(ids, " "), r.Notes)
	case *query.Listing:
		n := slices.Concat(r.Inbound, r.Outbound, r.Within)
		return fmt.Sprintf("%s: %d rules %v\n", ask, len(n), r.Notes)
	}
	return ""
}
