package html

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// link turns a link that is relative to the pack's root into one that is relative to the page. Links come from content packages,
// so one that leaves the pack is a fault of the program.
func (p *printer) link(target string) string {
	link, err := p.relative(target)
	if err != nil {
		p.fail(err)
	}
	return link
}

func (p *printer) relative(target string) (string, error) {
	file, fragment, _ := strings.Cut(target, "#")
	if strings.HasPrefix(file, "/") || file != "" && (path.Clean(file) != file || strings.HasPrefix(file, "..")) || !plain(target) && leaves(target) {
		return "", fmt.Errorf("the link %q does not lead to a file of the pack", target)
	}
	switch {
	case file == "", file == p.opts.Path && fragment != "":
		return "#" + fragment, nil
	case file == p.opts.Path:
		return path.Base(file), nil
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

// proseLink is the target of a link that a person wrote in Markdown: a page of the pack, a web address or a mail address.
// Anything else, such as a script, is no link; its text stays.
func (p *printer) proseLink(target string) (href string, outside, ok bool) {
	if u, err := url.Parse(target); err == nil {
		switch strings.ToLower(u.Scheme) {
		case "http", "https":
			return target, true, u.Host != ""
		case "mailto":
			return target, true, true
		}
	}
	href, err := p.relative(target)
	return href, false, err == nil && target != ""
}
