package prose

import (
	"strings"
	"unicode"

	"portolan/render/ref"
)

// link keeps the text of a link whose target is refused.
func (c converter) link(destination string, inlines []Inline) []Inline {
	target, ok := SafeTarget(entities(destination))
	if !ok || len(inlines) == 0 {
		return inlines
	}
	if outside(target) {
		return []Inline{Link{Outside: target, Inlines: inlines}}
	}
	return []Inline{Link{Inside: ref.Parse(target), Inlines: inlines}}
}

// outside reports whether a safe target is an address outside the pack.
func outside(target string) bool {
	scheme, ok := schemeOf(target)
	return ok && scheme+":" != ref.Scheme
}

// schemeOf is what stands before a colon that no path can hold.
func schemeOf(target string) (string, bool) {
	scheme, _, ok := strings.Cut(target, ":")
	return strings.ToLower(scheme), ok && !strings.ContainsAny(scheme, "/?#")
}

// SafeTarget tells whether a link may go into a pack: a web or mail address, or a document, path or fragment that stays within the pack.
// Whatever runs code (javascript:, data:) or leaves the pack (/etc/passwd, ../../x, //host) is refused.
func SafeTarget(target string) (string, bool) {
	target = strings.TrimSpace(target)
	if target == "" || strings.ContainsFunc(target, func(r rune) bool { return unicode.IsControl(r) || r == '\\' }) {
		return "", false
	}
	path, _, _ := strings.Cut(target, "#")
	if scheme, ok := schemeOf(target); ok {
		switch scheme {
		case "https", "http", "mailto":
			return target, true
		}
		if path, ok = strings.CutPrefix(path, ref.Scheme); !ok || path == "" || strings.Contains(path, ":") {
			return "", false
		}
	}
	path, _, _ = strings.Cut(path, "?")
	if strings.HasPrefix(path, "/") {
		return "", false
	}
	lower := strings.ToLower(path)
	for _, part := range strings.Split(strings.ReplaceAll(lower, "%2e", "."), "/") {
		if part == ".." || strings.Contains(part, "%2f") || strings.Contains(part, "%5c") {
			return "", false
		}
	}
	return target, true
}
