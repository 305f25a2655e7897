// Package ruleviews turns a policy into the worksheets of those who file rules by zones, firewalls and groups: the same rules as the hosts'
// worksheets, in other orders, with the numbers that show that none is missing. It decides what a row says and knows no format.
package ruleviews

import (
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// An Entry is a document with its short title, for the navigation.
type Entry struct {
	Title string
	*document.Document
}

// Documents are all worksheets of a policy, in reading order.
func Documents(plan *plan.Plan, p *policy.Policy, w *wordlist.List) []Entry {
	f := &filer{plan: plan, policy: p, words: w}
	out := []Entry{{w.Text("filing.zones"), f.zones()}, {w.Text("filing.perimeter"), f.perimeter()}}
	for _, from := range f.starts() {
		out = append(out, Entry{w.Fill("filing.from", "zone", f.zone(from)), f.from(from)})
	}
	out = append(out, Entry{w.Text("filing.same-zone"), f.sameZone()})
	for i := range p.Firewalls {
		out = append(out, Entry{plan.Firewall(p.Firewalls[i].Firewall).Name, f.firewall(&p.Firewalls[i])})
	}
	return append(out, Entry{w.Text("filing.groups"), f.groups()})
}

// filer holds what all worksheets of one policy share.
type filer struct {
	plan   *plan.Plan
	policy *policy.Policy
	words  *wordlist.List
	pieces *worksheet.Pieces // what open rows of a page refer to; nil for paper
	asks   map[string]bool   // ids of the grouped rules of a change request, which names no others; nil for worksheets
}

// zone is the printed name of a zone, or of what lies in none or in several.
func (f *filer) zone(id string) string {
	return worksheet.ZoneName(f.plan, id, f.words)
}

// pair is the printed name of the traffic from one zone to another.
func (f *filer) pair(from, to string) string {
	return f.words.Fill("filing.pair", "from", f.zone(from), "to", f.zone(to))
}

// pairLink is where the traffic of a pair of zones stands.
func pairLink(z policy.ZonePair) document.Ref {
	if z.Inside() {
		return ref.Document(docs.SameZone).At("to-" + z.To)
	}
	return docs.From(z.From).At("to-" + z.To)
}

// opening are the first lines of every worksheet: what it covers and how that adds up, what it does not cover, and what is open.
func (f *filer) opening(covers string, part policy.Part) []document.Block {
	n, w := f.policy.Counts, f.words
	grouped, long := f.policy.Connections(part)
	blocks := []document.Block{document.PageBreak{Landscape: true}, document.Text{Text: covers}, // all of it on one kind of page: the rows need the width
		document.Text{Text: w.Fill("filing.adds-up", "all", n.Flows, "between", n.Between, "inside", n.Inside, "here", len(part.Flows))},
		document.Text{Text: w.Fill("filing.expands", "rows", len(part.Rules), "expanded", grouped, "rules", len(part.Flows), "long", long)}, f.terms(part)}
	blocks = append(blocks, worksheet.Askers(f.asked(part), w)...)
	blocks = append(blocks, f.undeclared())
	if open := worksheet.OpenQuestions(f.plan, part.Flows); len(open) > 0 && f.pieces == nil {
		var ids []string
		for _, q := range open {
			ids = append(ids, q.ID)
		}
		blocks = append(blocks, document.Text{Text: w.Fill("filing.questions-line", "n", len(open), "ids", strings.Join(ids, ", "))})
	}
	return blocks
}

// asked tells who asked for the rules of a part.
func (f *filer) asked(part policy.Part) worksheet.Asked {
	var filed []plan.RuleMetadata
	for _, id := range part.Rules {
		filed = append(filed, f.policy.Rule(id).RuleMetadata)
	}
	return worksheet.AskedBy(filed)
}

// questions are the open questions that touch a part, at the end of its worksheet.
func (f *filer) questions(part policy.Part) []document.Block {
	open := worksheet.OpenQuestions(f.plan, part.Flows)
	if len(open) == 0 {
		return nil
	}
	return []document.Block{heading(1, "questions", f.words.Text("filing.questions")), document.List{Items: worksheet.QuestionItems(open)}}
}

// terms say what holds for all rules of a part: the action, and that all else is denied. A rule whose source port is not any says so itself.
func (f *filer) terms(part policy.Part) document.Block {
	for _, id := range part.Rules {
		if f.policy.Rule(id).SourcePort != plan.AnyPort {
			return document.Text{Text: f.words.Text("filing.some-terms")}
		}
	}
	return document.Text{Text: f.words.Text("filing.plain-terms")}
}

// undeclared says that a sheet is not all of the site's traffic.
func (f *filer) undeclared() document.Block {
	return document.Callout{Mark: document.Note, Title: f.words.Text("filing.not-covered-title"), Markdown: f.words.Fill("filing.not-covered", "n", worksheet.Undeclared(f.plan))}
}

// covers says how many rules a firewall's sheet has, and which of them stand on another's too.
func (f *filer) covers(part *policy.FirewallPart) string {
	w := f.words
	text := w.Fill("filing.firewall-covers", "flows", len(part.Flows), "rows", len(part.Rules), "name", f.plan.Firewall(part.Firewall).Name)
	var shared []string
	for _, id := range part.Rules {
		if len(f.policy.Rule(id).Firewalls) > 1 {
			shared = append(shared, id)
		}
	}
	if len(shared) > 0 {
		text += " " + w.Fill("filing.firewall-shared", "n", len(shared), "ids", strings.Join(shared, ", "))
	}
	return text
}

func number(n int) document.Cell { return document.C(strconv.Itoa(n)) }

// counted is a number that leads to what it counts.
func counted(n int, link document.Ref) document.Cell { return document.L(strconv.Itoa(n), link) }

func heading(level int, id, text string) document.Block {
	return document.Heading{Level: level, ID: id, Text: text}
}
