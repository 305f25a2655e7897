package catalog

import (
	"regexp"
	"strings"
)

var (
	privateKey = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)
	// assigned finds "password=x", "PGPASSWORD = 'x'", "--password x" and "password: x"; what is behind it says whether it is one.
	assigned = regexp.MustCompile(`(?i)((?:password|passwd|pwd|passphrase|secret|api[-_]?key|access[-_]?key|auth[-_]?token|bearer)['"]?\s*[:=]\s*)(\S+)`)
	inURL    = regexp.MustCompile(`(?i)[a-z][a-z0-9+.-]*://[^\s/:@'"]+:([^\s/@'"]+)@`)
)

// Secret finds what looks like a password or key in a text, and returns the words that give it away, without the secret itself. Places
// where somebody is asked for one are none.
func Secret(text string) string {
	if !strings.ContainsAny(text, ":=") && !strings.Contains(text, "-----BEGIN") { // most texts of a site; each pattern has one of them
		return ""
	}
	if found := privateKey.FindString(text); found != "" {
		return found
	}
	for _, m := range assigned.FindAllStringSubmatch(text, -1) {
		value := strings.Trim(m[2], `'",;`)
		prose := strings.HasSuffix(strings.TrimSpace(m[1]), ":") && !strings.ContainsAny(value, "0123456789!#$%&*+/=?@^~") // "password: ask the safe"
		if value != "" && !prose && !asksFor(value) {
			return strings.TrimSpace(m[1]) + " ..."
		}
	}
	for _, m := range inURL.FindAllStringSubmatch(text, -1) {
		if !asksFor(m[1]) {
			return "://...:...@"
		}
	}
	return ""
}

// asksFor tells whether what stands where a secret could is a name, a variable, a question or a marked place.
func asksFor(value string) bool {
	if strings.HasPrefix(value, "$") || strings.HasPrefix(value, "%") || strings.HasPrefix(value, "{{") || strings.HasPrefix(value, "[") || strings.HasPrefix(value, "(") || strings.HasPrefix(value, "*") {
		return true
	}
	low := strings.ToLower(strings.Trim(value, `'"(`))
	return low == "" || low == "read-host" || low == "get-credential" || low == "null" || low == "true" || low == "false" || strings.HasPrefix(low, "<") || strings.HasPrefix(low, "{{") ||
		strings.HasPrefix(low, "$") || strings.HasPrefix(low, "scram-sha-256") || strings.HasPrefix(low, "md5") || strings.HasPrefix(low, "...")
}
