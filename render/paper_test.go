package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/outage"
	"portolan/render/content/runbook"
	"portolan/render/document"
	"portolan/render/format/pdf"
	"portolan/render/ref"
)

// everyDocument are the documents of a pack's pages and of its paper.
func (p pack) everyDocument() []*document.Document {
	all := append([]*document.Document(nil), p.docs...)
	if p.opts.Full {
		return all
	}
	paper := p.onPaper()
	all = append(append(all, paper.summaries...), paper.failures, paper.review, paper.appendix)
	return append(append(append(all, paper.walls...), paper.cards...), paper.runbooks...)
}

// budgets are the most pages that a site's books may have.
var budgets = []struct {
	site, book string
	most       int
}{
	{example, "bundle", 170},
	{example, "summary", 14},
	{example, "firewall-change-request", 8*2 + 3}, // of two firewalls, behind cover, control and contents
	{example, "security-review", 19 + 3},
	{example, "runbooks", 87},
	{example, "appendix", 21 + 3}, // of some 200 rules
	{"single-node", "bundle", 80},
	{"thoughtspot-forty", "bundle", 50 + 54}, // and its runbooks
	{"thoughtspot-forty", "runbooks", 60},
}

// TestBudgetsOfPaper counts pages: nobody files what nobody reads.
func TestBudgetsOfPaper(t *testing.T) {
	for _, b := range budgets {
		p := bundledPackOf(t, b.site)
		data := p.file(t, b.book+".pdf")
		if n := bytes.Count(data, []byte("<</Type /Page\n")); n > b.most || n < 2 {
			t.Errorf("%s, %s: %d pages, at most %d", b.site, b.book, n, b.most)
		}
	}
}

// TestNothingIsLostOnPaper: what books leave to pages is on a page, and the books that leave it out name it; what the mission wants on paper is there.
func TestNothingIsLostOnPaper(t *testing.T) {
	for _, id := range siteIDs(t) {
		if testing.Short() && id != example {
			continue
		}
		p := packOf(t, id)
		pages, files := map[string]bool{}, map[string]bool{}
		for _, f := range p.files {
			files[f.Path] = true
		}
		for _, d := range p.docs {
			pages[d.ID] = true
		}
		printed := map[string]*document.Document{}
		for _, d := range append(p.onPaper().cards, p.onPaper().runbooks...) {
			printed[d.ID] = d
		}
		named := map[document.Ref]bool{}
		for _, block := range p.onPaper().failures.Blocks {
			if list, ok := block.(document.List); ok {
				for _, item := range list.Items {
					named[item.Link] = true
				}
			}
		}
		for _, b := range p.model.Runbooks {
			link := docs.Runbook(b.ID)
			if !pages[link.Document] || !files["site/"+link.Document+".html"] {
				t.Errorf("%s: %s has no page", id, b.ID)
			}
			if (printed[link.Document] != nil) == named[link] {
				t.Errorf("%s: %s is on paper: %v; it is named among those on pages only: %v", id, b.ID, printed[link.Document] != nil, named[link])
			}
			for _, kind := range []string{"backup", "restore", "failover"} {
				if b.Kind == kind && !runbook.OnPaper(b) {
					t.Errorf("%s: %s is not on paper", id, b.ID)
				}
			}
			stepsOf(t, id, b, printed)
		}
		for _, party := range p.model.Parties {
			if outage.HasPage(party) && (!files["data/nodes/"+party.ID+".pdf"] || !files["data/nodes/"+party.ID+".csv"] || !files["site/nodes/"+party.ID+".html"]) {
				t.Errorf("%s: the worksheet of %s is not there as page, PDF and CSV", id, party.ID)
			}
		}
		for _, q := range p.model.Questions {
			if !strings.Contains(string(p.file(t, "site/questions.html")), `id="`+strings.ToLower(q.ID)+`"`) {
				t.Errorf("%s: %s is on no page", id, q.ID)
			}
		}
	}
}

// stepsOf looks for every step of a runbook on paper: as it is on its page, or as the place of a common step, or of one that has the same commands.
func stepsOf(t *testing.T, site string, b *plan.Runbook, printed map[string]*document.Document) {
	t.Helper()
	there := stepsIn(printed[docs.Runbook(b.ID).Document])
	rest, of := 0, 0 // steps of a procedure that the one before stands for too, and of which procedure
	for _, s := range b.Steps {
		if rest > 0 {
			if rest--; s.Included == nil || s.Included.Run != of {
				t.Errorf("%s, %s: the step %s is of no procedure, and is on paper only as a part of one", site, b.ID, s.ID)
			}
			continue
		}
		got, ok := there[s.ID]
		if !ok && len(there) > 0 {
			t.Errorf("%s, %s: the step %s is not on paper", site, b.ID, s.ID)
		}
		if ok && len(got.Elsewhere.Cells) > 0 {
			to := got.Elsewhere.Cells[0].Link
			at, commands := stepsIn(printed[to.Document]), len(s.Commands)
			for id, of := range at { // of a procedure, its step
				if strings.HasPrefix(id, to.Anchor+"-") && of.Title == s.Title {
					to.Anchor = id
				}
			}
			if of, ok := at[to.Anchor]; !ok || len(of.Commands) != commands {
				t.Errorf("%s, %s: the step %s leads to %s, which has not its commands", site, b.ID, s.ID, to)
			}
		} else if ok && len(s.Commands) != len(got.Commands) {
			t.Errorf("%s, %s: the step %s is on paper without its commands", site, b.ID, s.ID)
		}
		if rest = max(0, got.Count-1); rest > 0 {
			of = s.Included.Run
		}
	}
}

func stepsIn(d *document.Document) map[string]document.Step {
	steps := map[string]document.Step{}
	if d == nil {
		return steps
	}
	for _, block := range d.Blocks {
		if s, ok := block.(document.Step); ok {
			steps[s.ID] = s
		}
	}
	return steps
}

// TestCardsHoldEveryHost: each host has a failure card, or shares one that names it, and the matrix leads there.
func TestCardsHoldEveryHost(t *testing.T) {
	for site, want := range map[string]int{example: 14, "thoughtspot-forty": 9} { // two proxies share one; so do forty nodes that are alike
		p := packOf(t, site)
		cards, _ := p.losses.Cards()
		if len(cards) != want {
			t.Errorf("%s: %d failure cards, want %d", site, len(cards), want)
		}
		held := map[string]bool{}
		for _, c := range cards {
			var text strings.Builder
			for said := range document.Said(c.Document) {
				text.WriteString(said)
			}
			for _, h := range c.Hosts {
				held[h.ID] = names(text.String(), h.Name)
			}
		}
		for _, party := range p.model.Parties {
			if outage.HasPage(party) && !held[party.ID] {
				t.Errorf("%s: no card names %s", site, party.Name)
			}
		}
	}
}

// names reports whether a text has a host's name, with its domain or without.
func names(text, host string) bool {
	short, _, _ := strings.Cut(host, ".")
	return strings.Contains(text, host) || slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }), short)
}

// TestCardsAreOnePage: the failure card of a host is a page of its own, for the wall and for the hand, whatever the site. It says how bad the failure is, and
// leads to every check that decides what failed.
func TestCardsAreOnePage(t *testing.T) {
	for _, id := range siteIDs(t) {
		if testing.Short() && id != example {
			continue
		}
		p := packOf(t, id)
		cards, checks := p.losses.Cards()
		places := map[document.Ref]bool{}
		if checks != nil {
			for _, block := range checks.Blocks {
				if s, ok := block.(document.Step); ok {
					places[ref.Document(checks.ID).At(s.ID)] = false
				}
			}
		}
		for _, c := range cards {
			data, err := pdf.RenderBook(pdf.Alone(c.Document), p.pdfOptions())
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(data, []byte("<</Type /Page\n")); n != 1 || !c.Alone {
				t.Errorf("%s: %q has %d pages of its own", id, c.Title, n)
			}
			if c.Fields[0].Name != p.words.Text("card.severity") {
				t.Errorf("%s: %q begins with %s", id, c.Title, c.Fields[0].Name)
			}
			for _, block := range c.Blocks {
				if list, ok := block.(document.Index); ok {
					for _, e := range list.Entries {
						if _, check := places[e.Link]; check {
							places[e.Link] = true
						} else if e.Link.Document == docs.Triage {
							t.Errorf("%s: %q leads to a check that is not there: %s", id, c.Title, e.Lines)
						}
					}
				}
			}
		}
		for place, led := range places {
			if !led {
				t.Errorf("%s: no card leads to %s", id, place)
			}
		}
	}
}
