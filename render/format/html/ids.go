package html

import (
	"bytes"
	"fmt"
	"html"
)

// frameIDs are the ids of what stands around every document, and scriptIDs those of what the script adds.
var (
	frameIDs  = []string{"ui-menu", "ui-content", "ui-contents"}
	scriptIDs = []string{"ui-search", "ui-hits", "ui-clear", "ui-clear-text"}
)

// id writes the attribute by which links find an element; one without an id has none.
func (p *printer) id(id string) {
	if id != "" {
		p.claim(id)
		p.attribute("id", id)
	}
}

// claim keeps ids to one element each, pictures included: a link to the second would lead to the wrong place. They are claimed as they are written,
// for a search through the page takes as long as printing it.
func (p *printer) claim(ids ...string) {
	if p.ids == nil {
		p.ids = map[string]bool{}
	}
	for _, id := range ids {
		if p.ids[id] {
			p.fail(fmt.Errorf("the id %q exists twice", id))
		}
		p.ids[id] = true
	}
}

// claimPicture claims the ids in a picture.
func (p *printer) claimPicture(svg []byte) {
	for at := 0; ; {
		next := bytes.Index(svg[at:], []byte(` id="`))
		if next < 0 {
			return
		}
		tag := bytes.LastIndexAny(svg[:at+next], "<>")
		at += next + len(` id="`)
		end := bytes.IndexByte(svg[at:], '"')
		if end < 0 {
			return
		}
		if tag >= 0 && svg[tag] == '<' { // or it is text that looks like an attribute
			p.claim(html.UnescapeString(string(svg[at : at+end])))
		}
	}
}
