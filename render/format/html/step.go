package html

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/render/document"
)

// step prints one step of a procedure with its box to tick.
func (p *printer) step(s document.Step) {
	sound := p.err == nil
	p.steps++
	danger := p.read(s.Danger)
	p.put(`<section class="step`)
	if len(danger.blocks) > 0 {
		p.put(" dangerous")
	}
	p.put(`"`)
	p.id(s.ID)
	p.put(">\n")
	p.stepHead(s)
	p.put("<div class=\"step-body\">\n")
	p.stepFacts(s)
	for _, c := range s.Callouts {
		p.callout(c)
	}
	p.danger(s.Labels.Danger, danger)
	if body := p.read(s.Body); len(body.blocks) > 0 {
		p.put("<div class=\"prose\">\n")
		p.passage(body)
		p.put("</div>\n")
	}
	p.stepFiles(s)
	p.commands(s)
	p.outcome(`<div class="outcome expect">`, s.Labels.Expect, s.Expect)
	p.outcome(`<div class="outcome fails">`, s.Labels.IfFails, s.IfFails)
	p.outcome(`<div class="outcome rollback">`, s.Labels.Rollback, s.Rollback)
	p.stepParts(s.Parts)
	if s.Labels.Done != "" {
		p.put(`<p class="sign" aria-hidden="true"><span>`)
		p.word("done-by")
		p.put("</span><span>")
		p.word("done-at")
		p.put("</span></p>\n")
	}
	p.stepSources(s.Sources)
	p.put("</div>\n</section>\n")
	if sound && p.err != nil {
		p.err = fmt.Errorf("step %s: %w", s.ID, p.err)
	}
}

// stepHead has the step's number, its title and its box.
func (p *printer) stepHead(s document.Step) {
	p.put("<header class=\"step-head\">\n")
	p.stepNumber(s)
	tag := headingTags[p.depth+1]
	p.put("<", tag, ">")
	p.said(s.Title, p.text)
	p.put("</", tag, ">\n")
	key := s.ID
	if s.ID == "" {
		key = p.tickKey(s.Title)
	}
	if s.Labels.Done != "" {
		p.box(s, key)
	}
	p.put("</header>\n")
}

// stepNumber leads to the step itself, so that a reader can copy its address.
func (p *printer) stepNumber(s document.Step) {
	tag := markup("span")
	if s.ID != "" {
		tag = "a"
	}
	p.put("<", tag, ` class="number"`)
	if s.ID != "" {
		p.anchor(s.ID)
	}
	p.put(`><span class="away">`)
	p.text(s.Labels.Step)
	p.put(" </span>")
	p.number(p.steps)
	p.put("</", tag, ">\n")
}

// box is what is ticked when the step is done.
func (p *printer) box(s document.Step, key string) {
	p.put(`<label class="done"><input type="checkbox"`)
	p.attribute("data-tick", key)
	if s.Minutes > 0 {
		p.attribute("data-minutes", strconv.Itoa(s.Minutes))
	}
	if s.Apart {
		p.put(" data-apart")
	}
	p.put("> ")
	p.text(s.Labels.Done)
	p.put(`<span class="away">: `)
	p.text(s.Title)
	p.put("</span></label>\n")
}

// stepSources are folded: who carries the step out does not read them.
func (p *printer) stepSources(sources document.Field) {
	if len(sources.Cells) == 0 {
		return
	}
	p.put("<details class=\"step-sources\">\n<summary>")
	p.text(sources.Name)
	p.put(" (")
	p.number(len(sources.Cells))
	p.put(")</summary>\n")
	p.list(sources.Cells)
	p.put("</details>\n")
}

// stepFacts say where, by whom and in what time the step is done.
func (p *printer) stepFacts(s document.Step) {
	if len(s.Where) == 0 && s.Who == "" && s.Minutes == 0 && len(s.Around()) == 0 {
		return
	}
	p.put("<dl class=\"step-facts\">\n")
	if len(s.Where) > 0 {
		p.hosts(s.Labels.Where, s.Where)
	}
	if s.Who != "" {
		p.pair(s.Labels.Who, s.Who)
		p.put("\n")
	}
	if s.Minutes != 0 {
		p.pair(s.Labels.Minutes, strconv.Itoa(s.Minutes))
		p.put("\n")
	}
	for _, f := range s.Around() {
		p.field(f)
	}
	if len(s.Around()) > 0 {
		p.put("\n")
	}
	p.put("</dl>\n")
}

func (p *printer) hosts(label string, hosts []document.Cell) {
	p.cellPair(label, ", ", hosts)
	p.put("\n")
}

// danger says what the step can destroy.
func (p *printer) danger(label string, danger passage) {
	if len(danger.blocks) == 0 {
		return
	}
	p.put(`<div class="callout danger" role="note">
<p class="callout-title">`)
	p.text(label)
	p.put("</p>\n")
	p.passage(danger)
	p.put("</div>\n")
}

// partLabel stands above a part of a step.
func (p *printer) partLabel(label string) {
	p.put(`<p class="part">`)
	p.text(label)
	p.put("</p>\n")
}

func (p *printer) stepFiles(s document.Step) {
	if len(s.Files) == 0 {
		return
	}
	p.partLabel(s.Labels.Files)
	p.put(`<ul class="step-files">`)
	for _, file := range s.Files {
		p.put("<li>")
		p.cell(file)
	}
	p.put("</ul>\n")
}

// outcome prints a part of a step, if there is one, in a frame that begins with the given tag.
func (p *printer) outcome(tag markup, label, markdown string) {
	if text := p.read(markdown); len(text.blocks) > 0 {
		p.put(tag)
		p.partLabel(label)
		p.passage(text)
		p.put("</div>\n")
	}
}

func (p *printer) stepParts(parts []document.StepPart) {
	for _, part := range parts {
		p.put(`<div class="outcome">`)
		p.partLabel(part.Label)
		p.markdown(part.Markdown)
		p.put("</div>")
	}
	if len(parts) > 0 {
		p.put("\n")
	}
}

// commands are what a person copies into a shell.
func (p *printer) commands(s document.Step) {
	if len(s.Commands) == 0 {
		return
	}
	p.partLabel(s.Labels.Run)
	for _, c := range s.Commands {
		p.command(c)
	}
}

func (p *printer) command(c document.Command) {
	p.put(`<div class="command">
<div class="command-head"><span class="shell">`)
	p.text(c.Shell)
	p.put("</span>")
	if c.Where != "" {
		p.put(` <span class="host">`)
		p.text(c.Where)
		p.put("</span>")
	}
	p.put("</div>\n<pre><code>")              // the script adds a button that copies
	for line := range strings.Lines(c.Text) { // each in an element of its own, so that one that wraps is told from two
		p.put("<span>")
		p.text(line)
		p.put("</span>")
	}
	p.put("</code></pre>\n</div>\n")
}
