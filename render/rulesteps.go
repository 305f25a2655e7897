package render

import (
	"cmp"
	"slices"
	"strings"

	"portolan/render/document"
	"portolan/render/format/firewall"
	"portolan/render/text/wordlist"
)

// withSteps puts onto the page of a host or firewall how its rule files are applied, checked, removed and taken back, or why there is none. Paper does
// without: nobody types commands off it.
func (p *packer) withSteps(d *document.Document) *document.Document {
	var blocks []document.Block
	for _, r := range p.atPage(d.ID) {
		blocks = append(blocks, p.steps(r)...)
	}
	if len(blocks) > 0 {
		onPages := append([]document.Block{}, d.Screen()...)
		d.OnPages = append(append(onPages, document.Heading{Level: 1, ID: "rule-file", Text: p.words.Text("rule-steps.title")}), blocks...)
	}
	return d
}

// steps are those of the files of one dialect.
func (p *packer) steps(r RuleFiles) []document.Block {
	w := p.words
	if len(r.Why) > 0 {
		text := w.Text("rule-steps.none")
		if r.Dialect != "" {
			text = w.Fill("rule-steps.refused", "dialect", r.Dialect)
		}
		blocks := []document.Block{document.Text{Text: text}}
		var list document.List
		for _, why := range r.reasons(w) {
			list.Items = append(list.Items, document.C(why))
		}
		return append(blocks, list)
	}
	blocks := []document.Block{document.Text{Text: w.Fill("rule-steps.files", "dialect", r.Dialect, "files", strings.Join(r.names(), ", "))}}
	for _, s := range r.steps {
		text := w.Text("rule-steps." + string(s.Do))
		if s.Note != "" {
			text += " " + w.Text("rule-steps.note-"+s.Note)
		}
		blocks = append(blocks, document.Text{Text: text}, document.Prose{Markdown: fenced(r.dialect, s)})
	}
	return blocks
}

// reasons say why there is no file: each kind of reason once, with the rules that it is about. portolan firewall says each in full, with the way out.
func (r RuleFiles) reasons(w *wordlist.List) []string {
	if r.Dialect == "" {
		return []string{w.Text("rule-steps.why-R04")}
	}
	var codes []string
	rules := map[string][]string{}
	for _, each := range r.refusals {
		if !slices.Contains(codes, each.Code) {
			codes = append(codes, each.Code)
		}
		if about := cmp.Or(each.Rule, each.Topic); !slices.Contains(rules[each.Code], about) {
			rules[each.Code] = append(rules[each.Code], about)
		}
	}
	slices.Sort(codes)
	var out []string
	for _, code := range codes {
		out = append(out, w.Fill("rule-steps.why-"+code, "rules", strings.Join(rules[code], ", ")))
	}
	return out
}

// fenced are the commands of a step, to copy.
func fenced(d *firewall.Dialect, s firewall.Step) string {
	return "```" + d.Shell + "\n" + strings.Join(s.Commands, "\n") + "\n```\n"
}
