package main

import (
	"bytes"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/cmd/portolan/starters"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/source"
)

// TestTemplates makes a site of every template under values of its own: each is without errors, and without warnings but for what its people
// have to decide, and refers to the schema beside it.
func TestTemplates(t *testing.T) {
	on, _ := openShelf(nil)
	all := starters.Templates()
	if len(all) < 15 {
		t.Fatalf("only %d templates", len(all))
	}
	for _, template := range all {
		if len(template.Says) < 20 {
			t.Errorf("%s does not say what it is", template.Name)
		}
		filled := starters.Filled{Customer: `The "Other" Company`, Title: "Another title", Author: "N. N.", Date: "2027-01-02", Domain: "other.example.org", Networks: moved(template)}
		if template.Prefix() != "" {
			filled.Prefix = "zz-"
		}
		plan, text := made(t, on, template, filled)
		if plan == nil {
			continue
		}
		if d := plan.Document; d.Customer != filled.Customer || d.Title != filled.Title || d.Date.String() != filled.Date || !slices.Equal(d.Authors, []string{"N. N."}) {
			t.Errorf("%s: the document is %+v", template.Name, d)
		}
		for _, n := range plan.Nodes {
			if !strings.HasSuffix(n.Host, ".other.example.org") || filled.Prefix != "" && strings.HasPrefix(n.ID, template.Prefix()) {
				t.Errorf("%s: a node is %s", template.Name, n.Host)
			}
		}
		for _, z := range template.Zones() {
			for _, n := range z.Networks {
				if strings.Contains(text, `"`+n.String()+`"`) {
					t.Errorf("%s: the network %s of the template is still there", template.Name, n)
				}
			}
		}
		if !strings.HasPrefix(text, "#:schema ./"+schemaFile+"\n") {
			t.Errorf("%s does not begin with the line for editors", template.Name)
		}
	}
	for _, f := range starters.Catalogue() {
		if n := bytes.Count(f.Data, []byte("\n")); n > 60 {
			t.Errorf("%s has %d lines; a catalogue to begin with has 60 at most", f.Path, n)
		}
	}
}

// moved gives each zone of a template networks of IPv4 alone, as large as the template's, elsewhere.
func moved(template starters.Template) map[string][]netip.Prefix {
	out := map[string][]netip.Prefix{}
	for i, z := range template.Zones() {
		for j, n := range z.Networks {
			if n.Addr().Is4() {
				base := netip.AddrFrom4([4]byte{byte(101 + i), byte(64 * j), 0, 0})
				out[z.ID] = append(out[z.ID], netip.PrefixFrom(base, n.Bits()).Masked())
			}
		}
	}
	return out
}

// made is the plan of a new site, which is not nil where it is as it has to be, and its text.
func made(t *testing.T, on *shelf, template starters.Template, filled starters.Filled) (*plan.Plan, string) {
	files, err := template.Files(filled, schemaFile)
	if err != nil {
		t.Errorf("%s: %v", template.Name, err)
		return nil, ""
	}
	folder := filepath.Join(t.TempDir(), template.Name)
	if err := writeNew(folder, files); err != nil {
		t.Fatal(err)
	}
	original, _ := os.ReadFile(filepath.Join("../../sites", template.Name, siteFile)) // the program's own have none there
	sites, found := findSites([]string{folder})
	c := compile(sites[0], on, nil, resolve.Options{})
	for _, d := range append(found, c.found...) {
		decided := d.Code == "S168" || bytes.Contains(original, []byte("\n[accept."+d.Code+"]\n"))
		if d.Severity == source.Error || d.Severity == source.Warning && !decided {
			t.Errorf("%s: %s %s", template.Name, d.Code, d.What)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, siteFile))
	if err != nil {
		t.Fatal(err)
	}
	return c.plan, string(text)
}

// TestNewSitesClaimNothing holds that nobody reads in the pack of a new site what the template's customer approved, accepted, tested or can
// be reached at.
func TestNewSitesClaimNothing(t *testing.T) {
	on, _ := openShelf(nil)
	for _, template := range starters.Templates() {
		plan, text := made(t, on, template, starters.Filled{})
		if plan == nil {
			continue
		}
		if d := plan.Document; len(d.History)+len(d.Approvals)+len(d.Distribution) > 0 || d.ID != "" || !slices.Equal(d.Authors, []string{"Your name"}) {
			t.Errorf("%s: the document is %+v", template.Name, d)
		}
		for _, f := range plan.Flows {
			if m := f.RuleMetadata; m.Ticket+m.Requester+m.Implementer != "" || m.Approval != nil || !m.Since.IsZero() || !m.Until.IsZero() || !m.Review.IsZero() {
				t.Errorf("%s: rule %s has %+v", template.Name, f.Rule, m)
			}
		}
		for _, b := range plan.Runbooks {
			if !b.Test.Last.IsZero() {
				t.Errorf("%s: runbook %s was tested on %s", template.Name, b.ID, b.Test.Last)
			}
		}
		for _, f := range plan.Findings {
			if f.Accepted != nil {
				t.Errorf("%s: %s is accepted", template.Name, f.ID)
			}
		}
		for _, c := range plan.Contacts {
			if template.Name != "own-product" && template.Name != "infrastructure" && c.Phone+c.Mail != "" {
				t.Errorf("%s: %s answers at %s%s", template.Name, c.Name, c.Phone, c.Mail)
			}
		}
		for _, paragraph := range strings.Split(text, "\n\n") {
			if lines := strings.Split(strings.TrimSpace(paragraph), "\n"); lines[0] == "" || strings.HasPrefix(lines[0], "[requests.") && len(lines) < 3 {
				t.Errorf("%s: nothing is left of %q", template.Name, paragraph)
			}
		}
	}
}
