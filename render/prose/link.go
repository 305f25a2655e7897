package prose

import (
	"strings"
	"unicode"
)

// link keeps the text of a link whose target is refused.
func (c converter) link(destination string, inlines []Inline) []Inline {
	target, ok := SafeTarget(entities(destination))
	if !ok || len(inlines) == 0 {
		return inlines
	}
	return []Inline{Link{Target: target, Inlines: inlines}}
}

// SafeTarget tells whether a link may go into a pack: a web or mail address, or a path or fragment that stays within the pack.
// Whatever runs code (javascript:, data:) or leaves the pack (/etc/passwd, ../../x, //host) is refused.
func SafeTarget(target string) (string, bool) {
	target = strings.TrimSpace(target)
	if target == "" || strings.ContainsFunc(target, func(r rune) bool { return unicode.IsControl(r) || r == '\\' }) {
		return "", false
	}
	if scheme, _, ok := strings.Cut(target, ":"); ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "https", "http", "mailto":
			return target, true
		}
		return "", false
	}
	path, _, _ := strings.Cut(target, "#")
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
