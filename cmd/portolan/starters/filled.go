package starters

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"portolan/model/source"
)

// Filled are values that a new site has from the start; the template's stay where they are empty.
type Filled struct {
	Customer, Title string
	Author          string
	Date            string                    // of the document
	Domain          string                    // of all hosts
	Prefix          string                    // with which the names of the nodes begin
	Networks        map[string][]netip.Prefix // by the ids of zones; the addresses in them move along
}

// into puts the values into the text of a template's site.
func (v Filled) into(text string) (string, error) {
	head, document, _ := strings.Cut(text, "\n[document]\n")
	quoted := map[string]string{"customer": source.Quoted(v.Customer), "title": source.Quoted(v.Title), "authors": "[" + source.Quoted(v.Author) + "]"}
	for key, value := range quoted {
		if value != `""` && value != `[""]` {
			document = setLine(document, key, value)
		}
	}
	if v.Date != "" {
		document = setLine(setLine(document, "date", v.Date), "revision", `"1.0"`)
	}
	text = head + "\n[document]\n" + document
	if host := hostLine.FindStringSubmatch(text); v.Domain != "" && host != nil {
		text = strings.ReplaceAll(text, host[1], v.Domain)
		account, _, _ := strings.Cut(v.Domain, ".")
		text = accounts.ReplaceAllLiteralString(text, "'"+strings.ToUpper(account)+`\`)
	}
	if v.Prefix != "" {
		old := prefixOf(text)
		if old == "" {
			return "", fmt.Errorf("the names of the template's nodes have no prefix")
		}
		text = regexp.MustCompile(`\b`+regexp.QuoteMeta(old)).ReplaceAllLiteralString(text, v.Prefix)
	}
	return v.moved(text)
}

// setLine gives the first line of a key another value.
func setLine(text, key, value string) string {
	at := regexp.MustCompile(`(?m)^` + key + ` = .*$`).FindStringIndex(text)
	return text[:at[0]] + key + " = " + value + text[at[1]:]
}

// hostLine is the first host of a site with its domain; accounts are those of the domain as Windows writes them.
var (
	hostLine = regexp.MustCompile(`(?m)^host = "[^."]+\.([^"]+)"`)
	accounts = regexp.MustCompile(`'[A-Z]+\\`)
	nodeLine = regexp.MustCompile(`(?m)^\[nodes\.([a-z0-9-]+)\]$`)
)

// Prefix is what the names of all of the template's nodes begin with, such as "qs-", or nothing.
func (t Template) Prefix() string { return prefixOf(t.text()) }

func prefixOf(text string) string {
	nodes := nodeLine.FindAllStringSubmatch(text, -1)
	if len(nodes) == 0 || !strings.Contains(nodes[0][1], "-") {
		return ""
	}
	prefix := nodes[0][1][:strings.Index(nodes[0][1], "-")+1]
	for _, n := range nodes {
		if !strings.HasPrefix(n[1], prefix) {
			return ""
		}
	}
	return prefix
}

// A Zone is one of a template, with its networks.
type Zone struct {
	ID, Name string
	Networks []netip.Prefix
	Nodes    bool // nodes of the product are in it
}

var (
	zoneTable    = regexp.MustCompile(`(?m)^\[zones\.([a-z0-9-]+)\]\n((?:[a-z].*\n)+)`)
	networksLine = regexp.MustCompile(`(?m)^networks = \[(.*)\]`)
	nameLine     = regexp.MustCompile(`(?m)^name = "(.*)"$`)
	addressLine  = regexp.MustCompile(`\[nodes\.[a-z0-9-]+\]\nhost = .*\naddresses = \["([^"]+)"`)
)

// Zones are those of the template that have networks.
func (t Template) Zones() []Zone { return zonesOf(t.text()) }

func zonesOf(text string) []Zone {
	var out []Zone
	for _, table := range zoneTable.FindAllStringSubmatch(text+"\n", -1) {
		z := Zone{ID: table[1]}
		if name := nameLine.FindStringSubmatch(table[2]); name != nil {
			z.Name = name[1]
		}
		networks := networksLine.FindStringSubmatch(table[2])
		if networks == nil {
			continue
		}
		for _, n := range strings.Split(networks[1], ", ") {
			z.Networks = append(z.Networks, netip.MustParsePrefix(strings.Trim(n, `"`))) // it is part of the program
		}
		for _, a := range addressLine.FindAllStringSubmatch(text, -1) {
			address := netip.MustParseAddr(a[1])
			z.Nodes = z.Nodes || slices.ContainsFunc(z.Networks, func(p netip.Prefix) bool { return p.Contains(address) })
		}
		out = append(out, z)
	}
	return out
}

// Fits says why a zone of the template cannot have these networks.
func (t Template) Fits(zone string, networks []netip.Prefix) error {
	_, err := Filled{Networks: map[string][]netip.Prefix{zone: networks}}.moved(t.text())
	return err
}

// A move is of all addresses in one network into another; into none where the new zone has no network of that family.
type move struct{ from, to netip.Prefix }

// moved is the text with the addresses of zones in the networks that these have at the new site.
func (v Filled) moved(text string) (string, error) {
	var moves []move
	zones := zonesOf(text)
	for _, id := range slices.Sorted(maps.Keys(v.Networks)) {
		i := slices.IndexFunc(zones, func(z Zone) bool { return z.ID == id })
		if i < 0 {
			return "", fmt.Errorf("the template has no zone %q", id)
		}
		left := slices.Clone(v.Networks[id])
		for _, from := range zones[i].Networks {
			m := move{from: from}
			if at := slices.IndexFunc(left, func(p netip.Prefix) bool { return p.Addr().Is4() == from.Addr().Is4() }); at >= 0 {
				m.to = left[at]
				left = slices.Delete(left, at, at+1)
			}
			moves = append(moves, m)
		}
		if len(left) > 0 {
			return "", fmt.Errorf("the zone %s of the template has no network that %s could replace", id, left[0])
		}
	}
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		line, keep, err := moveLine(line, moves)
		if err != nil {
			return "", err
		}
		if keep {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n"), nil
}

// quoted is a member of a list; an address stands in texts, too.
var (
	quoted    = regexp.MustCompile(`(, )?"([0-9a-f:.]+(?:/[0-9]+)?)"`)
	addressed = regexp.MustCompile(`(?:[0-9]+\.){3}[0-9]+(?:/[0-9]+)?|[0-9a-f]*:[0-9a-f:]+(?:/[0-9]+)?`)
)

// moveLine moves what addresses and networks a line holds. A line is not kept when nothing is left in its list.
func moveLine(line string, moves []move) (string, bool, error) {
	var failed error
	left := quoted.ReplaceAllStringFunc(line, func(all string) string {
		if _, gone, _ := moveText(quoted.FindStringSubmatch(all)[2], moves); gone {
			return ""
		}
		return all
	})
	left = strings.Replace(left, "= [, ", "= [", 1)
	if left != line && strings.HasSuffix(left, "= []") {
		return "", false, nil
	}
	left = addressed.ReplaceAllStringFunc(left, func(text string) string {
		to, _, err := moveText(text, moves)
		failed = errors.Join(failed, err)
		return to
	})
	return left, true, failed
}

func moveText(text string, moves []move) (to string, gone bool, _ error) {
	prefix, err := netip.ParsePrefix(text)
	address, err2 := netip.ParseAddr(text)
	switch {
	case err == nil:
		address = prefix.Addr()
	case err2 == nil:
		prefix = netip.PrefixFrom(address, address.BitLen())
	default:
		return text, false, nil
	}
	var best *move
	for i, m := range moves {
		if m.from.Bits() <= prefix.Bits() && m.from.Contains(address) && (best == nil || best.from.Bits() < m.from.Bits()) {
			best = &moves[i]
		}
	}
	if best == nil {
		return text, false, nil
	}
	if !best.to.IsValid() {
		return "", true, nil
	}
	at, fits := best.place(address)
	bits := max(prefix.Bits(), best.to.Bits())
	if prefix == best.from {
		bits = best.to.Bits()
	}
	switch {
	case !fits:
		return "", false, fmt.Errorf("%s is too small for the template: %s of %s has no place in it", best.to, text, best.from)
	case err != nil:
		return at.String(), false, nil
	}
	return netip.PrefixFrom(at, bits).Masked().String(), false, nil
}

// place is the address that stands in the new network where another stands in the old one.
func (m move) place(address netip.Addr) (netip.Addr, bool) {
	at, from, base := address.AsSlice(), m.from.Masked().Addr().AsSlice(), m.to.Masked().Addr().AsSlice()
	for i := range at {
		at[i] = at[i] - from[i] + base[i] // both are whole in their network's bits, so that nothing is carried
	}
	out, _ := netip.AddrFromSlice(at)
	return out, m.to.Contains(out)
}
