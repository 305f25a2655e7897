package review

import (
	"slices"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Open is a kind of things that somebody still has to decide or to do, with all of its kind: rules, or topics, findings, runbooks or waivers.
type Open struct {
	Key      string // of its words
	Link     document.Ref
	Flows    []*plan.Flow
	Topics   []plan.NotCovered
	Findings []plan.Finding
	Runbooks []*plan.Runbook
	Waivers  []plan.Waiver
	LeftOut  []plan.LeftOut
}

// Title says what is open.
func (o Open) Title(w *wordlist.List) string { return w.Text("paper.open-" + o.Key) }

// Count is the number of things.
func (o Open) Count() int {
	return len(o.Flows) + len(o.Topics) + len(o.Findings) + len(o.Runbooks) + len(o.Waivers) + len(o.LeftOut)
}

// owners are the owners of all things, each once.
func (o Open) owners() []string {
	var all []string
	for _, f := range o.Flows {
		all = append(all, f.Owner)
	}
	for _, b := range o.Runbooks {
		all = append(all, b.Owner)
	}
	for _, w := range o.Waivers {
		all = append(all, w.By)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(owner string) bool { return owner == "" })
}

// Opened are the kinds of what is open: what a decision answers is not. A kind of which nothing is open is not among them.
func Opened(resolved *plan.Plan) []Open {
	at := ref.Document(docs.Review).At
	flows := func(keep func(*plan.Flow) bool) []*plan.Flow { return kept(resolved.Network(), keep) }
	open := func(kind decision.Kind, id string) bool { return plan.IsOpen(resolved, kind, id) }
	return kept([]Open{
		{Key: "unapproved", Link: at("summary"), Flows: resolved.Unapproved()},
		{Key: "expired", Link: at("summary"), Flows: flows(func(f *plan.Flow) bool { return f.Standing.State == approval.Over })},
		{Key: "plain", Link: at("insecure"), Flows: flows(func(f *plan.Flow) bool { return f.PlainText() && open(decision.Encryption, f.EncryptionItem()) })},
		{Key: "unknown", Link: at("insecure"), Flows: flows(func(f *plan.Flow) bool {
			return f.Encrypted == catalog.NotStated && open(decision.Encryption, f.EncryptionItem())
		})},
		{Key: "disputed", Link: at("questions"), Flows: flows(func(f *plan.Flow) bool { return f.Disputed != "" && open(decision.Conflict, f.Disputed) })},
		{Key: "undeclared", Link: at("not-covered"), Topics: kept(resolved.NotCovered, func(n plan.NotCovered) bool { return len(n.Declared) == 0 && open(decision.Topic, n.ID) })},
		{Key: "findings", Link: ref.Here("findings"), Findings: kept(resolved.Findings, func(f plan.Finding) bool { return f.Accepted == nil })},
		{Key: "waived", Link: ref.Document(docs.Open).At("waived"), Waivers: resolved.Waivers},
		{Key: "missing", Link: ref.Document(docs.Open).At("missing"), LeftOut: kept(resolved.LeftOut, func(b plan.LeftOut) bool { return b.Wanting() && open(decision.Missing, b.ID) })},
		{Key: "blocked", Link: ref.Document(docs.Open).At("blocked"), Runbooks: kept(resolved.Runbooks, func(b *plan.Runbook) bool { return len(b.Blocked()) > 0 && open(decision.Blocked, b.ID) })},
		{Key: "objective", Link: ref.Document(docs.Operations).At("failure"), Runbooks: kept(resolved.Runbooks, func(b *plan.Runbook) bool { return plan.MissesRTO(resolved, b) && open(decision.Objective, b.ID) })},
		{Key: "untested", Link: ref.Here("calendar"), Runbooks: kept(resolved.Runbooks, neverTested)},
		{Key: "tests", Link: ref.Here("calendar"), Runbooks: kept(resolved.Runbooks, func(b *plan.Runbook) bool { return testIsDue(b, resolved) })},
	}, func(o Open) bool { return o.Count() > 0 })
}

// kept are the values that are kept, in their order.
func kept[V any](all []V, keep func(V) bool) []V {
	return slices.DeleteFunc(slices.Clone(all), func(v V) bool { return !keep(v) })
}
