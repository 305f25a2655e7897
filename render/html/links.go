package html

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// link turns a link that is relative to the pack's root into one that is relative to the page. Links come from content packages,
// so one that leaves the pack is a fault of the program.
func (p *printer) link(target string) (string, error) {
	file, fragment, _ := strings.Cut(target, "#")
	u, err := url.Parse(target)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(file, "/") || strings.Contains(file, "\\") ||
		file != "" && (path.Clean(file) != file || strings.HasPrefix(file, "..")) {
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
	href, err := p.link(target)
	return href, false, err == nil && target != ""
}
