package reference

import (
	"strings"

	"portolan/model/intake"
	"portolan/model/site"
)

// A form is what a text or number must look like, as far as a schema can say.
type form struct {
	pattern  string
	min, max int
	words    string // for readers, what the value is called
	list     bool   // one text or a list of them
}

// The ways to write an address. Those of IPv6 are told apart by their letters alone.
const (
	ipv4 = `((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])`
	ipv6 = `[0-9A-Fa-f]*:[0-9A-Fa-f:.]*`

	number = `[0-9]{1,5}`
)

var hostName = strings.Trim(site.HostPattern.String(), "^$")

// forms are all that texts of keys name.
var forms = map[string]form{
	"":                   {},
	"id":                 {pattern: site.IDPattern.String(), words: "id"},
	"address":            {pattern: "^(" + ipv4 + "|" + ipv6 + ")$", words: "address"},
	"network":            {pattern: "^(" + ipv4 + "/([12]?[0-9]|3[0-2])|" + ipv6 + "/(1[01][0-9]|12[0-8]|[1-9]?[0-9]))$", words: "network"},
	"address or network": {pattern: "^(" + ipv4 + "(/([12]?[0-9]|3[0-2]))?|" + ipv6 + "(/[0-9]{1,3})?)$", words: "address or network"},
	"host":               {pattern: "^" + hostName + "$", words: "host name"},
	"host or hosts":      {pattern: `^(\*\.)?` + hostName + "$", words: "host name"},
	"ports":              {pattern: `^([A-Za-z]+/` + number + `(-` + number + `)?(\|` + number + `)*|[Ii][Pp]/[0-9]{1,3}|[Ii][Cc][Mm][Pp]([Vv]6)?(/[A-Za-z0-9-]+)?|[A-Za-z]+)$`, words: "port"},
	"range":              {pattern: `^` + number + `-` + number + `$`, words: "range of ports"},
	"toml":               {pattern: `^[^/\\:][^\\:]*\.toml$`, words: "file"},
	"object":             {pattern: `^[A-Za-z0-9_.-]*\{[A-Za-z]+\}([A-Za-z0-9_.-]|\{[A-Za-z]+\})*$`, words: "name with placeholders"},
	"language":           {pattern: `^[a-z]{2,3}(-[A-Za-z0-9]+)*$`},
	"folder":             {pattern: `^[^/\\:][^\\:]*$`, words: "folder"},
	"chapter":            {pattern: `^(` + strings.Join(site.Chapters, "|") + `|[^/\\:]*[a-z0-9-]\.md)$`, words: "chapter"},
	"version":            {min: 1, max: 1},
	"port":               {min: 1, max: 65535},
	"positive":           {min: 1, max: 10_000_000},
	"months":             {min: 1, max: 60},
	"width":              {min: 1, max: 120},
	"column":             {pattern: "^(" + strings.Join(intake.Keys(), "|") + `|facts\.[a-z0-9-]+)$`},
	"separator":          {pattern: "^.$", words: "character"},
	"texts":              {words: "text, or texts", list: true},
}

// any is the schema of a value that can be of several types.
func (f form) any() object {
	if !f.list {
		return object{}
	}
	return object{"anyOf": []any{object{"type": "string"}, object{"type": "array", "items": object{"type": "string"}}}}
}
