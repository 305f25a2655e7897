package render

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render/content/rulecolumns"
	"portolan/themes"
)

const example = "harbour-logistics"

// siteIDs lists the folders of sites.
func siteIDs(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../sites/*/site.toml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no sites", err)
	}
	for i, p := range paths {
		paths[i] = filepath.Base(filepath.Dir(p))
	}
	return paths
}

// fixtures are sites of the model's tests that have what no shipped site has: several networks, floating addresses, installations of one
// product, locations.
var fixtures = []string{"vendors/ceph/sites/two-networks", "vendors/sap-hana/sites/floating-address", "vendors/zabbix/sites/production-and-test",
	"installations/production-and-test", "locations/two-centres"}

// siteFolder is where a shipped site or a fixture lies.
func siteFolder(id string) string {
	if slices.Contains(fixtures, id) {
		return "../model/testdata/" + id
	}
	return "../sites/" + id
}

// knownPlans are the plans that some test has asked for: each is made once, and nobody changes a plan.
var knownPlans = struct {
	sync.Mutex
	plans   map[string]*plan.Plan
	options map[string]Options
}{plans: map[string]*plan.Plan{}, options: map[string]Options{}}

// planOf resolves a site of the repository.
func planOf(t testing.TB, id string) (*plan.Plan, Options) {
	t.Helper()
	knownPlans.Lock()
	defer knownPlans.Unlock()
	if knownPlans.plans[id] == nil {
		knownPlans.plans[id], knownPlans.options[id] = freshPlanOf(t, id)
	}
	options := knownPlans.options[id]
	options.Inputs = slices.Clone(options.Inputs)
	return knownPlans.plans[id], options
}

func freshPlanOf(t testing.TB, id string) (*plan.Plan, Options) {
	t.Helper()
	data, err := os.ReadFile(siteFolder(id) + "/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	return planOfText(t, id, data)
}

// cataloguesOf are the catalogues of a site: shipped ones, or those that lie beside a fixture.
func cataloguesOf(t testing.TB, id string, s *site.Site) []*catalog.Catalogue {
	t.Helper()
	var cats []*catalog.Catalogue
	for _, of := range s.Catalogues() {
		cat, found := catalog.Open(of.V)
		if cat == nil {
			cat, found = catalog.Load(os.DirFS(siteFolder(id)+"/../../products"), of.V)
		}
		if cat == nil || found.HasErrors() {
			t.Fatal(found)
		}
		cats = append(cats, cat)
	}
	return cats
}

// planOfText resolves a site from its text.
func planOfText(t testing.TB, id string, data []byte) (*plan.Plan, Options) {
	t.Helper()
	site, found := site.Load(siteFolder(id)+"/site.toml", data)
	if site == nil {
		t.Fatal(found)
	}
	site.ID = path.Base(id)
	cats := cataloguesOf(t, id, site)
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: modeltest.Approvals(siteFolder(id)), Decisions: modeltest.Decisions(siteFolder(id))})
	if plan == nil {
		var b strings.Builder
		_ = source.Print(&b, found)
		t.Fatal(b.String())
	}
	options := Options{Version: "test", Inputs: []File{{"site.toml", data}}, Columns: columnsOf(t, id, site)}
	for _, cat := range cats {
		for _, f := range cat.Files {
			options.Inputs = append(options.Inputs, File{f.Name, f.Data()})
		}
	}
	return plan, options
}

// columnsOf reads the columns of a site's own.
func columnsOf(t testing.TB, id string, site *site.Site) *rulecolumns.Form {
	t.Helper()
	if !site.Worksheet.Columns.Set() {
		return nil
	}
	data, err := os.ReadFile("../sites/" + id + "/" + site.Worksheet.Columns.V)
	if err != nil {
		t.Fatal(err)
	}
	columns, found := rulecolumns.Load("columns.toml", data)
	if columns == nil {
		t.Fatal(found)
	}
	return columns
}

func theme(t testing.TB) *themes.Theme {
	t.Helper()
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

// pack is a site's pack as tests look at it.
type pack struct {
	*packer
	files []File
}

// packs are those that some test has asked for: a pack is made once, and tests only read it.
var packs = map[string]pack{}

func packOf(t testing.TB, id string) pack {
	t.Helper()
	if _, ok := packs[id]; !ok {
		packs[id] = freshPack(t, id, false)
	}
	return packs[id]
}

// bundledPackOf is the pack of a site that asks for the book of all chapters.
func bundledPackOf(t testing.TB, id string) pack {
	t.Helper()
	key := id + ", bundled"
	if _, ok := packs[key]; !ok {
		packs[key] = packWith(t, id, func(o *Options) { o.Chapters = site.Chapters })
	}
	return packs[key]
}

// fullPackOf is the pack of a site in which everything is printed.
func fullPackOf(t testing.TB, id string) pack {
	t.Helper()
	key := id + ", full"
	if _, ok := packs[key]; !ok {
		packs[key] = packWith(t, id, func(o *Options) { o.Full = true })
	}
	return packs[key]
}

func freshPack(t testing.TB, id string, attach bool) pack {
	t.Helper()
	return packWith(t, id, func(o *Options) { o.Attach = attach })
}

func packWith(t testing.TB, id string, change func(*Options)) pack {
	t.Helper()
	plan, options := planOf(t, id)
	change(&options)
	p, err := newPacker(plan, theme(t), options)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	files, err := p.pack()
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return pack{p, files}
}

// file is one file of the pack; it is a fault of the test when there is none.
func (p pack) file(t testing.TB, name string) []byte {
	t.Helper()
	i := slices.IndexFunc(p.files, func(f File) bool { return f.Path == name })
	if i < 0 {
		t.Fatalf("the pack of %s has no %s", p.model.Site, name)
	}
	return p.files[i].Data
}

// TestGoldenPack holds every file of the example customer's pack against a golden. PDFs and workbooks are there by the hash of what they hold
// when inflated, since another release of Go may deflate differently; the layout of PDFs has goldens of its own in render/format/pdf.
func TestGoldenPack(t *testing.T) {
	files := packOf(t, example).files
	root := filepath.Join("testdata", example)
	var binary strings.Builder
	wanted := map[string][]byte{}
	for _, f := range files {
		switch filepath.Ext(f.Path) {
		case ".pdf":
			fmt.Fprintf(&binary, "%x  %s\n", streams(t, f), f.Path)
		case ".xlsx":
			wanted["workbook-contents.sha256"] = fmt.Appendf(nil, "%x  %s\n", parts(t, f), f.Path)
		default:
			if f.Path != ManifestPath { // holds the same hashes again, and those of the inputs
				wanted[f.Path] = f.Data
			}
		}
	}
	wanted["pdf-contents.sha256"] = []byte(binary.String())
	var paths []string
	for path, data := range wanted {
		path = filepath.Join(root, path)
		paths = append(paths, path)
		golden.Check(t, path, data)
	}
	golden.NoOrphans(t, root, "", paths)
}

// streams is the hash of everything that a PDF's streams hold.
func streams(t *testing.T, f File) []byte {
	sum := sha256.New()
	rest := f.Data
	for n := 0; ; n++ {
		_, after, found := bytes.Cut(rest, []byte("stream\n"))
		if !found {
			if n == 0 {
				t.Errorf("%s has no streams", f.Path)
			}
			return sum.Sum(nil)
		}
		body, next, _ := bytes.Cut(after, []byte("\nendstream"))
		if r, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			body, err = io.ReadAll(r)
			if err != nil {
				t.Errorf("%s: stream %d: %v", f.Path, n, err)
			}
		}
		sum.Write(body)
		rest = next
	}
}

// parts is the hash of everything that a workbook's parts hold, with their names.
func parts(t *testing.T, f File) []byte {
	archive, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	if err != nil {
		t.Fatal(f.Path, err)
	}
	sum := sha256.New()
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(f.Path, err)
		}
		fmt.Fprintln(sum, part.Name)
		if _, err := io.Copy(sum, r); err != nil {
			t.Fatal(f.Path, err)
		}
	}
	return sum.Sum(nil)
}

// TestCountsReconcile counts the rules in every output of every site: plan, JSON, CSV and pages must hold the same ids.
func TestCountsReconcile(t *testing.T) {
	for _, id := range siteIDs(t) {
		if testing.Short() && strings.HasPrefix(id, "scenario") {
			continue
		}
		t.Run(id, func(t *testing.T) {
			built := packOf(t, id)
			files, resolved := built.files, built.model
			want, wantPages := map[string]int{}, map[string]int{} // id -> rows, and sheets, in which it must stand
			for _, p := range resolved.Parties {
				if p.Kind == plan.ExternalParty || p.Kind == plan.ClientsParty {
					continue
				}
				here := map[string]bool{}
				for _, f := range slices.Concat(resolved.Inbound(p.ID), resolved.Outbound(p.ID), resolved.Internal(p.ID)) {
					want[f.ID]++
					here[f.ID] = true
				}
				for id := range here {
					wantPages[id]++
				}
			}
			for _, f := range resolved.Network() { // what no host's sheet holds stands once in a file of its own
				if want[f.ID] == 0 {
					want[f.ID] = 1
				}
			}
			inCSV, inPages, inJSON := map[string]int{}, map[string]int{}, map[string]int{}
			for _, f := range files {
				switch {
				case strings.HasPrefix(f.Path, "data/nodes/") && strings.HasSuffix(f.Path, ".csv"), f.Path == "data/outside.csv":
					rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Data, []byte("\ufeff")))).ReadAll()
					if err != nil {
						t.Fatal(err)
					}
					for _, row := range rows[1:] {
						inCSV[row[0]]++
					}
				case strings.HasPrefix(f.Path, "site/nodes/") && strings.HasSuffix(f.Path, ".html"):
					for id := range want {
						inPages[id] += strings.Count(string(f.Data), `<tr id="`+id+`"`)
					}
				case f.Path == "data/plan.json":
					var p struct {
						Flows []struct{ ID string }
					}
					if err := json.Unmarshal(f.Data, &p); err != nil {
						t.Fatal(err)
					}
					for _, f := range p.Flows {
						inJSON[f.ID]++
					}
				}
			}
			for id, n := range want {
				if inCSV[id] != n || inPages[id] != wantPages[id] || inJSON[id] != 1 {
					t.Errorf("rule %s: %d rows in CSV, want %d; on %d pages, want %d; %d in JSON, want 1", id, inCSV[id], n, inPages[id], wantPages[id], inJSON[id])
				}
			}
			if len(inJSON) != len(resolved.Flows) || len(inCSV) > len(resolved.Flows) {
				t.Errorf("%d flows, %d in JSON, %d in CSV", len(resolved.Flows), len(inJSON), len(inCSV))
			}
		})
	}
}

// lossWords are for combinations that no site shows; the tests of render/content/outage read their sentences.
var lossWords = []string{"card.because-lacking-runbook", "alike.others", "alike.title-some", "stays.all-open", "stays.all-open.one", "stays.all-later", "stays.all-later.one",
	"stays.passed-by", "stays.passed-later", "stays.upkeep", "drill.back-runbook", "drill.run", "floating.probe", "recovery.backup-fails", "recovery.estimated", "recovery.misses",
	"recovery.misses-rpo", "recovery.no-runbook", "recovery.no-standby", "recovery.not-stated", "recovery.replicated", "recovery.since-backup", "recovery.tested"}

// TestWordsAreUsed finds words that no site's pack asks for.
func TestWordsAreUsed(t *testing.T) {
	var unused []string
	all := []pack{fullPackOf(t, example), fullPackOf(t, "thoughtspot-forty")}
	for _, id := range slices.Concat(siteIDs(t), fixtures) {
		all = append(all, packOf(t, id))
	}
	for i, p := range all {
		if i == 0 {
			unused = p.words.Unused()
			continue
		}
		here := p.words.Unused()
		unused = slices.DeleteFunc(unused, func(key string) bool { return !slices.Contains(here, key) })
	}
	// Words for who implemented a rule, which firewall teams return, for callouts in Markdown, and for zones in one another, levels, groups across zones, rows of many rules, findings that nobody accepted, the full profile, declared flows to areas, flow rules that a site does without, long lists of ports in the summary of the review and requirements without a gap, files of a theme's folder, for columns of customers alone for hosts that take over two things and for groups of more than 64 hosts, that no site of
	// the repository shows.
	others := []string{"filing.several", "filed.implementer", "workbook-more.rules", "port.alternatives", "html.mark-important", "html.mark-tip", "html.command", "level.hint", "level.error", "encrypted.not-stated", "encrypted.negotiated", "encrypted.by-default-yes",
		"security.many-zones", "security.not-covered-empty", "security.gaps", "security.no-gap", "worksheet.via-in", "overview.not-accepted", "overview.part", "worksheet.no-address",
		"security.gap-scopes", "security.scope-of", "deadline.overdue", "decision.changed", "decision.chosen", "decision.item-blocked", "decision.item-missing", "decision.item-objective", "decision.lapsed", "decision.replaced", "questions.choice-ports", "profile.full", "security.and-more", "kind.any", "kind.network", "kind.zone", "kind.multicast-group", "overview.omitted-caption", "paper.open-blocked", "paper.open-expired", "paper.open-findings", "paper.open-tests", "deadline.approvals", "deadline.approvals.one",
		"document-kind.copy", "document-kind.third-party", "field.product-texts", "loss.location-taker",
		"rule-column.listed", "door.menu-hosts", "worksheet.of-group", "worksheet.of-groups", "rule-column.approval-date", "rule-column.approver", "rule-meaning.approval-date", "rule-meaning.approver", "rule-meaning.destination-translated", "rule-meaning.source-translated", "worksheet.moved", "html.mark-muted", "files.rule-file", "column.scope", "deadline.exception",
		"request.do-there", "request.do-there-text", "request.do-implement-seen", "rule-column.task", "rule-column.evidence", "rule-meaning.task", "rule-meaning.evidence", "licences.theme", "security.ids-and-more", "workbook.and-more", "changes.rest-of-cell"}
	unused = slices.DeleteFunc(unused, func(key string) bool {
		elsewhere := func(area string) bool { return strings.HasPrefix(key, area) } // documents whose own tests ask for their words
		return slices.Contains(others, key) || strings.HasPrefix(key, "upgrade.") || strings.HasPrefix(key, "security.policy-") || strings.HasPrefix(key, "security.demand-") || strings.HasPrefix(key, "proof.") || strings.HasPrefix(key, "acceptance.") || strings.HasPrefix(key, "drift.") || strings.HasPrefix(key, "changes.") || strings.HasPrefix(key, "evidence.") || strings.HasPrefix(key, "environment.") || strings.HasPrefix(key, "approval.") || strings.HasPrefix(key, "rule-file.") || strings.HasPrefix(key, "rule-about.") || strings.HasPrefix(key, "rule-steps.") || strings.HasPrefix(key, "portal.") || slices.Contains(lossWords, key) || slices.ContainsFunc(runbookWords, elsewhere) ||
			strings.HasPrefix(key, "topology.zone-") || key == "topology.group-part" || key == "topology.to" // of sites too large for one picture, as in render/content/topology's tests, and of alike hosts that open different ports to each other
	})
	if len(unused) > 0 {
		t.Errorf("words that nobody prints: %s", strings.Join(unused, ", "))
	}
}

// TestTopOfThePack: whoever opens a pack's folder sees its documents, ten at most, and two folders for everything else.
func TestTopOfThePack(t *testing.T) {
	const most = 10
	for _, id := range siteIDs(t) {
		if testing.Short() && id != example {
			continue
		}
		top := map[string]bool{}
		for _, f := range packOf(t, id).files {
			first, _, below := strings.Cut(f.Path, "/")
			if below && first != "site" && first != "data" {
				t.Errorf("%s: %s stands in a folder of its own", id, f.Path)
			}
			top[first] = true
		}
		if len(top)-2 > most {
			t.Errorf("%s: %d files at the top, at most %d: %v", id, len(top)-2, most, slices.Sorted(maps.Keys(top)))
		}
		for _, want := range []string{"index.html", ManifestPath, "rules.xlsx", "runbooks.pdf", "site", "data"} {
			if !top[want] {
				t.Errorf("%s: no %s at the top", id, want)
			}
		}
	}
}
