package outage

import (
	"strings"
	"testing"

	"portolan/model/catalog"
	lossof "portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// TestSeverityKnowsRunbooks: a card does not say that no failover helps where one of its runbooks is a failover; of a loss that only fewer hosts feel it says nothing of it.
func TestSeverityKnowsRunbooks(t *testing.T) {
	words, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	failover := lossof.Book{Title: "Database failover", Kind: catalog.FailoverKind, Answers: true}
	other := lossof.Book{Title: "Restore", Kind: "restore", Answers: true}
	unfit := failover
	unfit.Answers = false
	for _, c := range []struct {
		verdict lossof.Verdict
		books   []lossof.Book
		names   bool
	}{
		{lossof.Outage, []lossof.Book{other, failover}, true}, {lossof.Lacking, []lossof.Book{failover}, true}, {lossof.Outage, []lossof.Book{other}, false},
		{lossof.Outage, []lossof.Book{other, unfit}, false}, {lossof.Failover, []lossof.Book{failover}, false}, {lossof.Fewer, []lossof.Book{failover}, false},
	} {
		got := builder{plan: &plan.Plan{}, lost: &lossof.Outcome{Verdict: c.verdict, Runbooks: c.books}, w: words}.because()
		if strings.Contains(got, "“Database failover”") != c.names || c.names && strings.Contains(got, "no failover") {
			t.Errorf("%s with %d runbooks: %s", c.verdict, len(c.books), got)
		}
	}
}
