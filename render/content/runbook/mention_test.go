package runbook

import (
	"testing"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

func english(t *testing.T) *wordlist.List {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A text names three other runbooks: one of the pack, one that was left out, and one that is there once for each state.
func TestMentions(t *testing.T) {
	book := &plan.Runbook{ID: "upgrade", Called: "Upgrade", Installation: "p/1", Rollback: "“Restore”, with “Back up”, then “Fail over”; never “Upgrade” again"}
	plan := &plan.Plan{
		Runbooks: []*plan.Runbook{book, {ID: "restore", Called: "Restore", Installation: "p/1"}, {ID: "backup", Called: "Back up", Installation: "q/1"},
			{ID: "failover-on-a", Called: "Fail over", Installation: "p/1"}, {ID: "failover-on-b", Called: "Fail over", Installation: "p/1"}},
		LeftOut: []plan.LeftOut{{ID: "backup", Book: "Back up", Installation: "p/1"}, {ID: "failover", Book: "Fail over", Installation: "p/1"}},
	}
	b := builder{plan, book, english(t), false}
	step := document.Step{Body: "“Back up”", Parts: []document.StepPart{{Markdown: "see “Restore”"}}}
	blocks := []document.Block{document.Prose{Markdown: book.Rollback}, step}
	b.mentions(blocks)
	want := "“[Restore](document:runbooks/restore)”, with “Back up” (not in this pack), then “Fail over”; never “Upgrade” again"
	if got := blocks[0].(document.Prose).Markdown; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := blocks[1].(document.Step); got.Body != "“Back up” (not in this pack)" || got.Parts[0].Markdown != "see “[Restore](document:runbooks/restore)”" {
		t.Errorf("step: %+v", got)
	}
}
