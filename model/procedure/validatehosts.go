package procedure

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"portolan/model/catalog"
	"portolan/model/product"
)

// What names a host in a command, whatever the program: addresses, shares, URLs, options, and names of three labels or more. Each needs one of some
// texts, which are found faster than the pattern.
var hostPlaces = []struct {
	needs []string
	find  func(command string) []string
}{
	{[]string{"."}, func(command string) []string { return wordsOf(command, inAddress, outsideAddress, isAddress) }},
	{[]string{`\\`}, submatches(blanks+`'"=(,`, regexp.MustCompile(`\\\\([A-Za-z0-9][A-Za-z0-9._-]*)\\`))},
	{[]string{"://"}, submatches("", regexp.MustCompile(`://(?:[^\s/@'"]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)`))},
	{[]string{"-h", "-ComputerName", "-Server"}, submatches(blanks, regexp.MustCompile(`-(?:h|-host|ComputerName|Server)[ =]['"]?([A-Za-z0-9][A-Za-z0-9.-]*)`))},
	{[]string{"."}, func(command string) []string { return wordsOf(command, inName, outsideName, isName) }},
}

const blanks = " \t\n\f\r"

// submatches finds what a pattern has in parentheses where it stands at the beginning or behind one of some characters; behind any where there are
// none. A pattern that begins with a text of its own is found faster than one that begins with these.
func submatches(behind string, pattern *regexp.Regexp) func(string) []string {
	return func(command string) []string {
		var out []string
		for _, m := range pattern.FindAllStringSubmatchIndex(command, -1) {
			if behind == "" || m[0] == 0 || strings.IndexByte(behind, command[m[0]-1]) >= 0 {
				out = append(out, command[m[2]:m[3]])
			}
		}
		return out
	}
}

// wordsOf are the words of a command with a dot, of some characters each, that are wanted and stand between two bounds, of which no two words
// share one.
func wordsOf(command string, in func(byte) bool, bounds func(before bool, r rune) bool, wanted func(string) bool) []string {
	var out []string
	free := 0 // up to where bounds are taken
	for at := 0; ; {
		dot := strings.IndexByte(command[at:], '.')
		if dot < 0 {
			return out
		}
		from, to := at+dot, at+dot+1
		for from > at && in(command[from-1]) {
			from--
		}
		for to < len(command) && in(command[to]) {
			to++
		}
		before, width := utf8.DecodeLastRuneInString(command[:from])
		behind, size := utf8.DecodeRuneInString(command[to:])
		if (from == 0 || from-width >= free && bounds(true, before)) && (to == len(command) || bounds(false, behind)) && wanted(command[from:to]) {
			out, free = append(out, command[from:to]), to+size
		}
		at = to
	}
}

// An address stands where no number, name or variable goes on.
func inAddress(c byte) bool {
	return c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func outsideAddress(bool, rune) bool { return true } // whatever is no part of one

func isAddress(word string) bool {
	parts := 0
	for part := range strings.SplitSeq(word, ".") {
		if parts++; parts > 4 || len(part) > 3 || part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return parts == 4
}

// A name is in small letters, as hosts are written.
func inName(c byte) bool {
	return c == '.' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z'
}

func outsideName(before bool, r rune) bool {
	if before {
		return strings.ContainsRune(blanks+"'\"=@,(", r)
	}
	return strings.ContainsRune(blanks+"'\":,)/", r)
}

func isName(word string) bool {
	labels, last := 0, ""
	for last = range strings.SplitSeq(word, ".") {
		if labels++; last == "" {
			return false
		}
	}
	return labels >= 3 && len(last) >= 2 && strings.Trim(last, "abcdefghijklmnopqrstuvwxyz") == ""
}

// fileEnds are the last parts of names that are files, not hosts.
var fileEnds = []string{"bak", "bat", "cmd", "conf", "config", "csv", "dll", "exe", "gz", "json", "log", "old", "orig", "pem", "pfx", "ps1", "signal", "sql", "tar", "tmp", "toml", "txt",
	"xml", "zip"}

// namedHosts are the hosts and addresses that a command names, in order.
func namedHosts(command string) []string {
	var out []string
	for _, place := range hostPlaces {
		if !slices.ContainsFunc(place.needs, func(needed string) bool { return strings.Contains(command, needed) }) {
			continue
		}
		for _, name := range place.find(command) {
			name = strings.TrimRight(name, ".")
			if i := strings.LastIndex(name, "."); i >= 0 && slices.Contains(fileEnds, name[i+1:]) || slices.Contains(out, name) {
				continue
			}
			out = append(out, name)
		}
	}
	return out
}

// KnowsHost reports whether a name or address is one of the site's, this computer's own, or one that a catalogue gives.
func KnowsHost(s *product.Network, name string) bool {
	address, err := netip.ParseAddr(name)
	if err == nil && (address.IsLoopback() || address.IsUnspecified()) || strings.EqualFold(name, "localhost") {
		return true
	}
	for _, p := range s.Parties {
		short, _, _ := strings.Cut(p.Host, ".")
		if p.Named(name) || strings.EqualFold(short, name) && short != "" || err == nil && slices.Contains(p.Addresses, address) {
			return true
		}
	}
	for _, z := range s.Plan.Zones {
		if err == nil && slices.ContainsFunc(z.Networks, func(network string) bool {
			prefix, bad := netip.ParsePrefix(network)
			return bad == nil && prefix.Addr() == address
		}) {
			return true
		}
	}
	for _, r := range s.Products {
		for id, fact := range r.Catalogue.Facts {
			if given, ok := r.Facts[id].(string); ok && fact.Form.V == catalog.FormName && strings.EqualFold(given, name) {
				return true
			}
		}
		for _, e := range r.Catalogue.Externals {
			if strings.EqualFold(e.Host.V, name) {
				return true
			}
		}
	}
	return false
}
