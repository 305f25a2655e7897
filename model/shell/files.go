package shell

import (
	"slices"
	"strings"
)

// scanConf follows the database server's manual, section "Parameter Interaction via the Configuration File".
func scanConf(t *text) { scanLines(t, '\'', true) }

var inConf = strings.NewReplacer(`\`, `\\`, `'`, `''`)

// quoteConf writes numbers and simple words bare. Within quotes the file knows doubled quotes, and backslashes as escapes.
func quoteConf(value string, at place) (string, string) {
	if at.kind == bare && (digits(value) || only(value, "_") && !digits(value[:1])) {
		return value, ""
	}
	inside := inConf.Replace(value)
	if at.kind == single {
		return inside, ""
	}
	return "'" + inside + "'", ""
}

// scanHBA follows the database server's manual, section "The pg_hba.conf File".
func scanHBA(t *text) { scanLines(t, '"', false) }

// hbaWords mean something of their own unless they are quoted.
var hbaWords = []string{"all", "replication", "samegroup", "samehost", "samenet", "samerole", "sameuser"}

func quoteHBA(value string, at place) (string, string) {
	if at.kind == bare && only(value, "_.:/-") && !strings.HasPrefix(value, "/") && !slices.Contains(hbaWords, value) {
		return value, ""
	}
	inside := strings.ReplaceAll(value, `"`, `""`)
	if at.kind == double {
		return inside, ""
	}
	return `"` + inside + `"`, ""
}

// scanLines reads files of lines with one kind of quote and comments to the end of the line.
func scanLines(t *text, quote rune, escapes bool) {
	quoted, remark := false, false
	inside := map[rune]kind{'\'': single, '"': double}[quote]
	for !t.done() {
		switch r := t.peek(0); {
		case r == mark:
			p := place{}
			switch {
			case remark:
				p.kind = comment
			case quoted:
				p.kind = inside
			case t.glued("=,#"):
				p.why = whyGlued
			}
			t.take(p)
			continue
		case r == '\n':
			quoted, remark = false, false
		case remark:
		case r == '\\' && quoted && escapes:
			t.at++
		case r == quote:
			quoted = !quoted
		case r == '#' && !quoted:
			remark = true
		}
		t.at++
	}
}

var inXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")

// quoteXML is right in text and in attributes.
func quoteXML(value string, _ place) (string, string) {
	return inXML.Replace(value), ""
}

// quotePlain is for what a person types into a form.
func quotePlain(value string, _ place) (string, string) { return value, "" }
