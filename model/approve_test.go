package model

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// approvalCase is a site that was approved, and what became of it.
type approvalCase struct {
	name  string
	by    string // who approved; a stranger where empty
	until string
	on    string // of the approval; 2026-01-15 where empty
	asOf  string // the day of the check; the document's where empty
	first string // changes of the site as it was approved: "old => new", one a line
	then  string // changes of the site after that
	forge string // changes of the text of approvals
}

// approvalCases change one thing each.
var approvalCases = []approvalCase{
	{name: "nothing"},
	{name: "port", then: `on = "pg" => on = "pg"\nport = 9999`},
	{name: "destination-address", then: `172.20.20.30 => 172.20.20.99`},
	{name: "source-address", then: `172.20.10.21 => 172.20.10.77`},
	{name: "address-added", then: `["172.20.20.40"] => ["172.20.20.40", "172.20.20.41"]`},
	{name: "network-widened", then: `10.50.0.0/16 => 10.50.0.0/15`},
	{name: "network-added", then: `["10.9.0.0/24"] => ["10.9.0.0/24", "10.9.1.0/24"]`},
	{name: "encryption", first: `purpose = "Remote administration" => purpose = "Remote administration"\nencrypted = true`, then: `encrypted = true\n\n[approvals => encrypted = false\n\n[approvals`},
	{name: "declared-port", then: `tcp/3389 => tcp/3390`},
	{name: "declared-protocol", then: `tcp/3389 => udp/3389`},
	{name: "source-port", then: `since = 2026-01-15 => since = 2026-01-15\nsource_port = "1024-65535"`},
	{name: "phase", then: `ports = ["tcp/3389"] => ports = ["tcp/3389"]\nphase = "set-up"`},
	{name: "state-added", then: `facts = { balanced = true, => facts = { candidate = true, balanced = true,`, first: `role = "engine"\nfacts = { => role = "complete"\nfacts = { balanced = true,`},
	{name: "node-added", then: `[servers.pg] => [nodes.qsengine2]\nhost = "qsengine2.kestrel.example"\naddresses = ["172.20.20.22"]\nzone = "lan"\nos = "windows-server-2022"\nrole = "engine"\nfacts = { pool-size = 110 }\n\n[servers.pg]`},
	{name: "node-renamed", then: `[nodes.qsengine] => [nodes.engine-a]`},
	{name: "node-renamed-with-was", then: `[nodes.qsengine] => [nodes.engine-a]\nwas = "qsengine"`},
	{name: "all-renamed-with-was", first: "role = \"engine\"\\nfacts = { => role = \"complete\"\\nfacts = { candidate = true, balanced = true,\n" +
		"[approvals.one] => [clients.helpdesk]\\nnetworks = [\"10.9.0.0/25\"]\\nzone = \"admin\"\\n\\n[externals.partner]\\nhost = \"partner.example\"\\n\\n" +
		"[flows.help]\\nfrom = \"helpdesk\"\\nto = \"partner\"\\nports = [\"tcp/443\"]\\npurpose = \"Help\"\\n\\n[approvals.one]",
		then: "[nodes.qscentral] => [nodes.one]\\nwas = \"qscentral\"\n[nodes.qsproxy] => [nodes.two]\\nwas = \"qsproxy\"\n[nodes.qsengine] => [nodes.three]\\nwas = \"qsengine\"\n" +
			"[servers.pg] => [servers.four]\\nwas = \"pg\"\non = \"pg\" => on = \"four\"\n[clients.helpdesk] => [clients.five]\\nwas = \"helpdesk\"\nfrom = \"helpdesk\" => from = \"five\"\n" +
			"[externals.partner] => [externals.six]\\nwas = \"partner\"\nto = \"partner\" => to = \"six\""},
	{name: "flow-removed", then: `[flows.rdp]\nfrom = "administrators"\nto = "all nodes"\nports = ["tcp/3389"]\npurpose = "Remote administration"\n => `},
	{name: "purpose", then: `Remote administration => Remote desktop`},
	{name: "host-name", then: `qspg.kestrel => database.kestrel`},
	{name: "owner-and-ticket", then: `owner = "Platform"\nticket = "CHG-1" => owner = "Databases"\nticket = "CHG-2"`},
	{name: "addresses-in-another-order", first: `["172.20.20.40"] => ["172.20.20.40", "172.20.20.41"]`, then: `["172.20.20.40", "172.20.20.41"] => ["172.20.20.41", "172.20.20.40"]`},
	{name: "until-today", until: "2026-11-28"},
	{name: "until-over", until: "2026-11-27"},
	{name: "over-by-the-day-of-the-check", until: "2026-12-31", asOf: "2027-01-01"},
	{name: "date-in-the-future", on: "2026-11-29"},
	{name: "digest-forged", forge: `port = "4432" => port = "9999"`, then: `on = "pg" => on = "pg"\nport = 9999`},
	{name: "approver-is-author", by: "P.  novak", then: `date = 2026-11-28 => date = 2026-11-28\nauthors = ["P. Novak (network)"]`},
	{name: "approver-is-requester", by: "M. Lind", then: `owner = "Platform" => owner = "Platform"\nrequester = "M. Lind"`},
	{name: "approver-is-author-accepted", by: "P. Novak", then: `date = 2026-11-28 => date = 2026-11-28\nauthors = ["P. Novak"]\n\n[accept.S97]\nreason = "One network engineer"\nuntil = 2027-01-01\n`},
	{name: "acceptance-over", by: "P. Novak", then: `date = 2026-11-28 => date = 2026-11-28\nauthors = ["P. Novak"]\n\n[accept.S97]\nreason = "One network engineer"\nuntil = 2026-11-01\n`},
	{name: "nothing-to-accept", then: `date = 2026-11-28 => date = 2026-11-28\n\n[accept.S98]\nreason = "One network engineer"\nuntil = 2027-01-01\n`},
	{name: "no-file"},
}

// edited makes changes, each "old => new", of a text.
func edited(t *testing.T, text, changes string) string {
	t.Helper()
	if changes == "" {
		return text
	}
	for _, c := range strings.Split(changes, "\n") {
		old, new, ok := strings.Cut(c, " => ")
		old, new = strings.ReplaceAll(old, `\n`, "\n"), strings.ReplaceAll(new, `\n`, "\n")
		if !ok || !strings.Contains(text, old) {
			t.Fatalf("the text has no %q", old)
		}
		text = strings.ReplaceAll(text, old, new)
	}
	return text
}

func approvalFixture(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/approvals/" + name + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// judgedText resolves a site with what was approved, and writes which rules are not approved, how far they have come, and what was found.
func judgedText(t *testing.T, text string, opts resolve.Options) string {
	t.Helper()
	site, cats := siteOf(t, text)
	p, found := resolve.All(site, cats, opts)
	var b strings.Builder
	if p != nil {
		byState := map[approval.State]int{}
		for _, f := range p.Network() {
			byState[f.Standing.State]++
		}
		fmt.Fprintf(&b, "%d rules", len(p.Network()))
		for _, s := range []approval.State{approval.Approved, approval.Changed, approval.Over, approval.Open} {
			if byState[s] > 0 {
				fmt.Fprintf(&b, ", %d %s", byState[s], s)
			}
		}
		b.WriteByte('\n')
		for _, f := range p.Unapproved() {
			fmt.Fprintf(&b, "  %s %s %s -> %s %s: %s: %s\n", f.ID, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), f.From, f.To, f.Socket(), f.ApprovalText(), plan.StatusText(f.Status, f.Claimed))
		}
		for _, f := range p.Findings {
			if strings.HasPrefix(f.ID, "S") {
				fmt.Fprintf(&b, "finding %s: %s (accepted: %v)\n", f.ID, f.What, f.Accepted != nil)
			}
		}
	}
	b.WriteString(modeltest.Printed(slices.DeleteFunc(found.Sorted(), func(d source.Diagnostic) bool { return !strings.HasPrefix(d.Code, "S") })))
	return b.String()
}

// givenPath is what the program says of the sites that were changed after somebody had approved them.
const givenPath = "testdata/approvals/given.txt"

// TestApprovalsAreBoundToMeanings changes one thing of an approved site at a time: each golden says which rules lost their approval and
// why.
func TestApprovalsAreBoundToMeanings(t *testing.T) {
	var wanted []string
	for _, c := range approvalCases {
		path := "testdata/approvals/" + c.name + ".txt"
		wanted = append(wanted, path)
		t.Run(c.name, func(t *testing.T) {
			before := edited(t, approvalFixture(t, "approval-1-before"), c.first)
			approved, forged := approvedBefore(t, before, c)
			text := modeltest.Printed(forged)
			if len(forged) == 0 {
				text = judgedText(t, edited(t, before, c.then), resolve.Options{AsOf: dayOf(t, c.asOf), Approvals: approved})
			}
			golden.Check(t, path, text)
		})
	}
	golden.NoOrphans(t, "testdata/approvals", ".txt", append(wanted, givenPath))
}

// approvedBefore is what was approved of a site as it was, and what is wrong with it; nil where a case has no file.
func approvedBefore(t *testing.T, text string, c approvalCase) (*approval.File, source.Diagnostics) {
	t.Helper()
	if c.name == "no-file" {
		return nil, nil
	}
	a := plan.Approval{By: "S. Tranger", Role: "Security", Date: source.Date{Year: 2026, Month: 1, Day: 15}, Ticket: "CHG-1", Until: dayOf(t, c.until)}
	if c.by != "" {
		a.By = c.by
	}
	if c.on != "" {
		a.Date = dayOf(t, c.on)
	}
	site, cats := siteOf(t, text)
	plan, found := resolve.All(site, cats, resolve.Options{})
	if plan == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return approval.Load("approvals.toml", []byte(edited(t, string(allApproved(t, plan, a)), c.forge)))
}

// siteOf is a site from its text, with its products.
func siteOf(t *testing.T, text string) (*site.Site, []*catalog.Catalogue) {
	t.Helper()
	site, found := site.Load("site.toml", []byte(text))
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	cats, found := catalog.OpenAll(site.Catalogues())
	if found.HasErrors() {
		t.Fatal(modeltest.Printed(found))
	}
	return site, cats
}

func dayOf(t *testing.T, text string) source.Date {
	t.Helper()
	if text == "" {
		return source.Date{}
	}
	day, err := source.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// TestGivenCases holds the cases that came with the task to what they expect: a site is approved by what it says of itself, then changes.
func TestGivenCases(t *testing.T) {
	before := approvalFixture(t, "approval-1-before")
	byID := strings.Replace(before, `covers = ["all"]`, `covers = ["HTJOANA"]`, 1)
	var b strings.Builder
	for _, c := range []struct{ name, before string }{{"approval-2-after", before}, {"approval-by-rule-id-survives-port-and-address-change", byID}} {
		site, cats := siteOf(t, c.before)
		plan, found := resolve.All(site, cats, resolve.Options{})
		if plan == nil {
			t.Fatal(modeltest.Printed(found))
		}
		text, err := approval.Write("approvals.toml", nil, resolve.AskedApprovals(site, plan))
		if err != nil {
			t.Fatal(err)
		}
		approved := loadApprovals(t, text)
		fmt.Fprintf(&b, "== %s, as it was approved\n%s\n", c.name, firstLine(judgedText(t, c.before, resolve.Options{Approvals: approved})))
		fmt.Fprintf(&b, "== %s\n%s\n", c.name, judgedText(t, approvalFixture(t, c.name), resolve.Options{Approvals: approved}))
	}
	golden.Check(t, givenPath, b.String())
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// TestRequireApproved: a rule that is not approved is an error for those who ask for it.
func TestRequireApproved(t *testing.T) {
	before := approvalFixture(t, "approval-1-before")
	approved, _ := approvedBefore(t, before, approvalCase{})
	site, cats := siteOf(t, before)
	if plan, found := resolve.All(site, cats, resolve.Options{Approvals: approved, RequireApproved: true}); plan == nil {
		t.Errorf("all is approved: %s", modeltest.Printed(found))
	}
	delete(approved.Entries, "HTJOANA")
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: approved, RequireApproved: true})
	if plan != nil || countCode(found, "S95") != 1 || !strings.Contains(modeltest.Printed(found), "rule HTJOANA: not approved") {
		t.Errorf("%s", modeltest.Printed(found))
	}
}
