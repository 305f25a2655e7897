package html

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"regexp"

	"portolan/render/document"
)

// figureView is what the figure's template sees.
type figureView struct {
	*printer
	ID, Caption, File string
	Picture           template.HTML
}

// figure prints a picture inside the page, so that it takes the page's colours and its boxes are links. The picture's painter
// escapes texts; it is ours.
func (p *printer) figure(f document.Figure) (template.HTML, error) {
	view := figureView{printer: p, ID: f.ID, Caption: f.Caption}
	if p.opts.Picture == nil {
		return "", errors.New("the options hold no painter for figures")
	}
	svg, err := p.opts.Picture(f.Picture, p.root)
	if err != nil {
		return "", fmt.Errorf("figure %s: %w", f.ID, err)
	}
	view.Picture = template.HTML(sized(svg))
	if f.Path != "" {
		if view.File, err = p.link(f.Path + ".svg"); err != nil {
			return "", err
		}
	}
	return p.run("figure", view)
}

var viewBox = regexp.MustCompile(`^<svg [^<>]*viewBox="0 0 ([0-9.]+) ([0-9.]+)"`)

// sized gives a picture that states no size its natural one, a unit being a point; otherwise a browser blows a small picture up to
// the width of the page.
func sized(svg []byte) []byte {
	box := viewBox.FindSubmatch(svg)
	if box == nil || bytes.Contains(box[0], []byte(` width="`)) {
		return svg
	}
	return fmt.Appendf(nil, `<svg width="%spt" height="%spt" %s`, box[1], box[2], bytes.TrimPrefix(svg, []byte("<svg ")))
}
