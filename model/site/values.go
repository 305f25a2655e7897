package site

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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

// rangesTold is how many ranges a message names.
const rangesTold = 8

// asRanges is the cure for a long list of ports: the same ports as few ranges, or nothing where they are not few, or not all can be read.
func asRanges(ports strs) string {
	listed := map[string][]catalog.Span{}
	for _, p := range ports {
		port, err := catalog.ParsePort(strings.ToLower(p.V))
		if err != nil || port.Numbers.None() || port.Choice != "" {
			return ""
		}
		listed[port.Protocol] = append(listed[port.Protocol], port.Numbers.Spans()...)
	}
	var out []string
	for _, protocol := range slices.Sorted(maps.Keys(listed)) {
		for _, s := range joinedSpans(listed[protocol]) {
			text := strconv.Itoa(s.Low)
			if s.High > s.Low {
				text += "-" + strconv.Itoa(s.High)
			}
			out = append(out, strconv.Quote(catalog.Socket(protocol, text)))
		}
	}
	if len(out) > rangesTold {
		return ""
	}
	return "write ports = [" + strings.Join(out, ", ") + "], which are the same"
}

// joinedSpans are ranges of numbers in order, those that meet or overlap as one.
func joinedSpans(spans []catalog.Span) []catalog.Span {
	slices.SortFunc(spans, func(a, b catalog.Span) int { return cmp.Or(a.Low-b.Low, a.High-b.High) })
	var out []catalog.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Low <= out[n-1].High+1 {
			out[n-1].High = max(out[n-1].High, s.High)
			continue
		}
		out = append(out, s)
	}
	return out
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
