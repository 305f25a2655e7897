package html

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"portolan/render/document"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// figure prints a picture inside the page, so that it takes the page's colours and its boxes are links. The picture's painter
// escapes texts; it is ours.
func (p *printer) figure(f document.Figure) {
	if f.Apart {
		p.figureApart(f)
		return
	}
	if p.opts.Picture == nil {
		p.fail(errors.New("the options hold no painter for figures"))
		return
	}
	svg, err := p.opts.Picture(f.Picture, From(p.path))
	if err != nil {
		p.fail(fmt.Errorf("figure %s: %w", f.ID, err))
		return
	}
	p.put("<figure")
	p.id(f.ID)
	p.put(` class="figure" data-figure`)
	p.attribute("data-close", p.say("close"))
	p.attribute("data-found", p.say("picture-found"))
	p.put(">\n")
	p.figureTools(f)
	p.put(`<div class="picture" tabindex="0" role="region" aria-label="`)
	p.word("picture")
	p.put(": ")
	p.text(f.Caption)
	p.put("\">\n")
	p.claimPicture(svg)
	p.picture(sized(svg))
	p.put("\n</div>\n")
	p.legend(f)
	p.caption(f)
	p.put("</figure>\n")
}

// figureApart shows a picture's file, which follows the page's choice of colours by itself, and leads to it: there its boxes and lines are links.
func (p *printer) figureApart(f document.Figure) {
	p.put("<figure")
	p.id(f.ID)
	p.put(` class="figure">` + "\n" + `<div class="figure-tools">` + "\n")
	p.figureFiles(f)
	p.put(`</div>` + "\n" + `<a class="picture"`)
	at := p.link(ref.File(f.Path + ".svg"))
	p.href(at)
	p.put("><img")
	p.attribute("src", at)
	p.attribute("alt", p.say("picture")+": "+f.Caption)
	p.put("></a>\n")
	p.caption(f)
	p.put("</figure>\n")
}

func (p *printer) caption(f document.Figure) {
	if f.Caption != "" {
		p.put("<figcaption>")
		p.text(f.Caption)
		p.put("</figcaption>\n")
	}
}

// legend is what the signs of a picture mean, folded: who knows them needs the room.
func (p *printer) legend(f document.Figure) {
	if p.opts.Legend == nil {
		return
	}
	if svg := p.opts.Legend(f.Picture); svg != nil {
		p.put(`<details class="legend"><summary>`)
		p.word("legend")
		p.put("</summary>\n")
		p.picture(svg)
		p.put("</details>\n")
	}
}

// figureTools are the buttons above a picture, and the links to its files if it has such.
func (p *printer) figureTools(f document.Figure) {
	p.put("<div class=\"figure-tools\">\n")
	if scene, ok := f.Picture.(*diagram.Scene); ok && slices.ContainsFunc(scene.Edges, func(e diagram.PlacedEdge) bool { return len(e.Rules) > 0 }) {
		p.put(`<label class="scripted find">`)
		p.word("picture-find")
		p.put(` <input type="search" data-lines></label><span class="scripted" role="status"></span>` + "\n")
	}
	p.zoom(`<button type="button" class="tool scripted" data-zoom="in">`, "zoom-in")
	p.zoom(`<button type="button" class="tool scripted" data-zoom="out">`, "zoom-out")
	p.zoom(`<button type="button" class="tool scripted" data-zoom="fit">`, "zoom-fit")
	p.figureFiles(f)
	p.put("</div>\n")
}

// figureFiles are links to the files of a picture.
func (p *printer) figureFiles(f document.Figure) {
	file := func(ending, word string) {
		p.put(`<a class="tool"`)
		p.href(p.link(ref.File(f.Path + ending)))
		p.put(">")
		p.word(word)
		p.put("</a>\n")
	}
	if f.Path != "" {
		file(".svg", "open-picture")
	}
	if f.Path != "" && f.Editable {
		file(".drawio", "edit-picture")
	}
}

func (p *printer) zoom(button markup, word string) {
	p.put(button)
	p.word(word)
	p.put("</button>\n")
}

var viewBox = regexp.MustCompile(`^<svg [^<>]*viewBox="0 0 ([0-9.]+) ([0-9.]+)"`)

// sized gives a picture that states no size its natural one, a unit being a point; otherwise a browser blows a small picture up to
// the width of the page.
func sized(svg []byte) []byte {
	tag, _, _ := bytes.Cut(svg, []byte(">"))
	if before, _, _ := bytes.Cut(tag, []byte(`viewBox="`)); bytes.Contains(before, []byte(` width="`)) {
		return svg // as nearly every picture; the pattern takes its time
	}
	box := viewBox.FindSubmatch(svg)
	if box == nil || bytes.Contains(box[0], []byte(` width="`)) {
		return svg
	}
	return fmt.Appendf(nil, `<svg width="%spt" height="%spt" %s`, box[1], box[2], bytes.TrimPrefix(svg, []byte("<svg ")))
}
