package html

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"portolan/render/ref"
	"portolan/render/text/prose"
)

const (
	ending = ".html" // of the file of a document's page
	folder = "site/" // of all pages but the first, and of what pages load
	first  = "index" // the document whose page stands at the pack's root, where a reader begins
)

// Path is the file of a document's page, from the pack's root.
func Path(id string) string {
	if id == first {
		return id + ending
	}
	return folder + id + ending
}

// Document is the id of the document whose page a file is, if it is one.
func Document(path string) (id string, ok bool) {
	id, ok = strings.CutSuffix(strings.TrimPrefix(path, folder), ending)
	return id, ok && Path(id) == path
}

// From writes references as they are seen from a file of the pack that is not a page.
func From(path string) func(ref.Ref) string {
	root := rootOf(path)
	return func(r ref.Ref) string { return root + target(r) }
}

// target is where a reference leads, from the pack's root.
func target(r ref.Ref) string {
	file := r.File
	if r.Document != "" {
		file = Path(r.Document)
	}
	if r.Anchor == "" {
		return file
	}
	return file + "#" + r.Anchor
}

// rootOf is the way from a file to the pack's root: "" or "../" repeated.
func rootOf(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// link writes a reference as it is seen from the page. References come from content packages, so one that leaves the pack is a fault of
// the program.
func (p *printer) link(to ref.Ref) string {
	if p.opts.Elsewhere != nil {
		if root, id, ok := p.opts.Elsewhere(to.Document); ok {
			to.Document = id
			return p.root + root + target(to)
		}
	}
	link, err := p.relative(target(to))
	if err != nil {
		p.fail(err)
	}
	return link
}

// webHref is the target of a link to an address on the web or to a telephone, the former with the mark that it leads out of the pack. Addresses come from catalogues, which check
// them, so one that is none is a fault of the program.
func (p *printer) webHref(address string) {
	_, outside, ok := p.proseLink(prose.Link{Outside: address})
	if !ok {
		p.fail(fmt.Errorf("%q is no address on the web", address))
	}
	p.put(` href="`)
	p.prose(address)
	p.put(`"`)
	if outside {
		p.put(` class="outside listed"`)
	}
}

// relative turns a link that is relative to the pack's root into one that is relative to the page.
func (p *printer) relative(target string) (string, error) {
	file, fragment, _ := strings.Cut(target, "#")
	page := strings.TrimPrefix(target, folder) // whose link may begin there
	if strings.HasPrefix(file, "/") || file != "" && (path.Clean(file) != file || strings.HasPrefix(file, "..")) || !plain(target) && (leaves(target) || leaves(page)) {
		return "", fmt.Errorf("the link %q does not lead to a file of the pack", target)
	}
	switch {
	case file == "", file == p.path && fragment != "":
		return "#" + fragment, nil
	case file == p.path:
		return path.Base(file), nil
	}
	if beside, ok := strings.CutPrefix(target, p.path[:strings.LastIndex(p.path, "/")+1]); ok && plain(target) {
		return beside, nil
	}
	if page != target && strings.HasPrefix(p.path, folder) {
		return rootOf(p.path[len(folder):]) + page, nil
	}
	return p.root + target, nil
}

// plain tells of nearly all links that nothing in them can be more than a path with a fragment; the others are taken apart, which takes long.
func plain(target string) bool {
	for i := range len(target) {
		if c := target[i]; !unreserved(c) && c != '/' && c != '#' {
			return false
		}
	}
	return true
}

// leaves tells whether a link leads to another host, or is none.
func leaves(target string) bool {
	file, _, _ := strings.Cut(target, "#")
	u, err := url.Parse(target)
	return err != nil || u.Scheme != "" || u.Host != "" || strings.Contains(file, "\\")
}

// proseLink is the target of a link that a person wrote in Markdown: a place in the pack, a web address, a mail address or a telephone.
// Anything else, such as a script, is no link; its text stays.
func (p *printer) proseLink(l prose.Link) (href string, outside, ok bool) {
	if u, err := url.Parse(l.Outside); err == nil {
		switch strings.ToLower(u.Scheme) {
		case "http", "https":
			return l.Outside, true, u.Host != ""
		case "mailto":
			return l.Outside, true, true
		case "tel":
			return l.Outside, false, ref.IsPhone(l.Outside)
		}
	}
	href, err := p.relative(target(l.Inside))
	return href, false, err == nil && !l.Inside.IsZero()
}
