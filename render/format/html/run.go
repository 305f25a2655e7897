package html

import "portolan/render/document"

// run is the panel with which a reader carries out the page's procedure: a clock beside its limits, how many boxes are ticked, who ticks, and what is
// written down of it. All of it is the script's work, and it stays in the reader's browser.
func (p *printer) run(doc *document.Document) {
	p.put(`<section class="run scripted" data-run`)
	p.attribute("aria-label", p.say("run"))
	p.attribute("data-progress", p.say("run-progress"))
	p.attribute("data-planned-so-far", p.say("run-planned-so-far"))
	p.attribute("data-next-box", p.say("run-next-box"))
	p.attribute("data-all-done", p.say("run-all-done"))
	p.attribute("data-note", p.say("run-note"))
	p.attribute("data-late", p.say("run-late"))
	p.attribute("data-over", p.say("run-over"))
	p.attribute("data-at", p.say("run-at"))
	p.attribute("data-by", p.say("run-by"))
	p.attribute("data-started", p.say("run-started"))
	p.attribute("data-ended", p.say("run-ended"))
	p.attribute("data-elapsed", p.say("run-elapsed"))
	p.put(">\n")
	p.runClock(doc.Limits)
	p.put(`<p class="run-late" role="status" data-run-late></p>
<div class="run-progress"><span role="status" data-run-progress></span> <progress max="1" value="0"`)
	p.attribute("aria-label", p.say("run-progress-name"))
	p.put("></progress></div>\n")
	p.runTools()
	p.put("</section>\n")
}

// runClock has the times of the run, and those that it should keep.
func (p *printer) runClock(limits []document.Limit) {
	p.put("<div class=\"run-clock\">\n", `<button type="button" class="tool" data-run-start`)
	p.attribute("data-stop", p.say("run-stop"))
	p.attribute("data-again", p.say("run-again"))
	p.put(">")
	p.word("run-start")
	p.put("</button>\n<dl>\n")
	p.timed("run-started", "data-run-started")
	p.timed("run-elapsed", `data-run-elapsed role="timer"`)
	for _, l := range limits {
		p.put(`<div data-run-limit="`)
		p.number(l.Minutes)
		p.put(`"><dt>`)
		p.text(l.Name)
		p.put("<dd>")
		p.text(l.Time)
		p.put(" <span></span></div>\n")
	}
	p.put("</dl>\n</div>\n")
}

// runTools are for who carries out the procedure, and for what is left of it.
func (p *printer) runTools() {
	p.put(`<div class="run-tools">
<label>`)
	p.word("run-name")
	p.put(` <input type="text" data-run-name autocomplete="name"></label>
`)
	p.button("run-markdown", `data-run-export="md"`)
	p.button("run-json", `data-run-export="json"`)
	p.button("run-clear", "data-run-clear")
	p.put("</div>\n<p class=\"fine\">")
	p.word("run-kept")
	p.put(`</p>
<dialog class="ask" id="ui-clear" aria-labelledby="ui-clear-text">
<p id="ui-clear-text">`)
	p.word("run-clear-text")
	p.put("</p>\n")
	p.button("run-keep", "data-run-keep")
	p.button("run-clear-now", "data-run-clear-now")
	p.put("</dialog>\n")
}

// timed is a time that the script writes.
func (p *printer) timed(word string, mark markup) {
	p.put("<div><dt>")
	p.word(word)
	p.put("<dd><span ", mark, ">–</span></div>\n")
}

// button is a button with a word.
func (p *printer) button(word string, mark markup) {
	p.put(`<button type="button" class="tool" `, mark, ">")
	p.word(word)
	p.put("</button>\n")
}
