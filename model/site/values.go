package site

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// system turns an operating system, as people write it, into its id.
func (k *checker) system(os *str) {
	if !os.Set() {
		return
	}
	if id, ok := catalog.System(os.V); ok {
		os.V = id
		return
	}
	k.fault("S147", os.At, catalog.SuggestSystem(os.V), "unknown operating system %q", os.V)
}

var (
	portBefore = regexp.MustCompile(`^([0-9]+(?:-[0-9]+)?)[ /:]*(tcp|udp|sctp)$`)
	portBehind = regexp.MustCompile(`^(tcp|udp|sctp)[ /:]*([0-9]+(?:-[0-9]+)?)$`)
)

// portForm is the cure for a port that cannot be read.
func portForm(text string) string {
	if m := portBefore.FindStringSubmatch(text); m != nil {
		text = m[2] + "/" + m[1]
	} else if m := portBehind.FindStringSubmatch(text); m != nil {
		text = m[1] + "/" + m[2]
	}
	if _, err := catalog.ParsePort(text); err == nil {
		return fmt.Sprintf("write %q", text)
	}
	return `write "tcp/389", "udp/53", "tcp/8000-8010", "icmp", "icmp/echo-request", "esp" or "ip/50"`
}

// networkPaths finds paths of shares with too few backslashes, or too many: in text with double quotes two stand for one.
func (k *checker) networkPaths() {
	check := func(key string, at source.Position, text string) {
		if fixed, ok := sharePath(text); !ok {
			k.fault("S148", at, fmt.Sprintf("write it in single quotes, as it is: `%s = '%s'`", key, fixed), "'%s' is no path of a share: it begins with two backslashes, and has one between names", text)
		}
	}
	eachSiteText(reflect.ValueOf(k.site).Elem(), func(name string, at source.Position, text string) {
		if name != "" {
			check(name, at, text)
		}
	})
	if b := k.site.Backup; b != nil {
		check("folder", b.Folder.At, b.Folder.V)
	}
}

// sharePath puts the backslashes of a path \\host\share right. A text that begins with none is no such path, and in order.
func sharePath(text string) (fixed string, ok bool) {
	names := strings.FieldsFunc(text, func(r rune) bool { return r == '\\' })
	if !strings.HasPrefix(text, `\`) || len(names) == 0 || strings.Contains(text, "'") {
		return text, true
	}
	fixed = `\\` + strings.Join(names, `\`)
	return fixed, strings.TrimSuffix(text, `\`) == fixed
}
