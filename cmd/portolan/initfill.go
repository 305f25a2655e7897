package main

import (
	"bufio"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"

	"portolan/cmd/portolan/starters"
	"portolan/model/site"
	"portolan/model/source"
)

// prefixPattern is what names of hosts can begin with.
var prefixPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{0,19}$`)

// fill finds the values of the new site: what flags say, and what is answered where somebody is asked.
func (o *initOptions) fill(p *program, t starters.Template, in *bufio.Reader) error {
	f := &o.filled
	f.Date = p.now().Format(time.DateOnly)
	if in != nil {
		if err := o.askValues(p, t, in); err != nil {
			return err
		}
	}
	for _, v := range []struct {
		text  string
		check func(string) error
	}{{f.Customer, oneLine("--customer")}, {f.Title, oneLine("--title")}, {f.Author, oneLine("--author")}, {f.Domain, domain}, {f.Prefix, prefix}} {
		if err := v.check(v.text); v.text != "" && err != nil {
			return err
		}
	}
	f.Networks = map[string][]netip.Prefix{}
	for _, text := range o.networks {
		zone, networks, err := network(t, text)
		if err != nil {
			return err
		}
		f.Networks[zone] = append(f.Networks[zone], networks...)
	}
	return nil
}

func oneLine(flag string) func(string) error {
	return func(text string) error {
		if fault, ok := source.OneLine(flag, text); !ok {
			return usageError("%s", fault.What)
		}
		return nil
	}
}

func domain(text string) error {
	if !site.HostPattern.MatchString(text) {
		return usageError("--domain: %q is no domain, such as example.com", text)
	}
	return nil
}

func prefix(text string) error {
	if !prefixPattern.MatchString(text) {
		return usageError("--prefix: no name can begin with %q; take small letters, digits and hyphens, as in bi-", text)
	}
	return nil
}

// network is what --network says: networks of a zone, or of the one in which the nodes are.
func network(t starters.Template, text string) (string, []netip.Prefix, error) {
	zone, networks, named := strings.Cut(text, "=")
	var ids, withNodes []string
	for _, z := range t.Zones() {
		ids = append(ids, z.ID)
		if z.Nodes {
			withNodes = append(withNodes, z.ID)
		}
	}
	switch {
	case named && !slices.Contains(ids, zone):
		return "", nil, usageError("--network: the template %s has no zone %q with networks; it has %s", t.Name, zone, strings.Join(ids, ", "))
	case !named && len(withNodes) != 1:
		return "", nil, usageError("--network: nodes of the template %s are in %s; say which zone is meant, as %s=%s", t.Name, strings.Join(withNodes, " and "), withNodes[0], text)
	case !named:
		zone, networks = withNodes[0], text
	}
	var out []netip.Prefix
	for _, n := range strings.Split(networks, ",") {
		prefix, err := netip.ParsePrefix(strings.TrimSpace(n))
		if err != nil {
			return "", nil, usageError("--network: %q is no network, such as 10.1.2.0/24", n)
		}
		if prefix != prefix.Masked() {
			return "", nil, usageError("--network: %s is an address in a network; the network is %s", prefix, prefix.Masked())
		}
		out = append(out, prefix)
	}
	return zone, out, nil
}

// askValues asks for what no flag says, again where an answer cannot be; no answer leaves the template's value.
func (o *initOptions) askValues(p *program, t starters.Template, in *bufio.Reader) error {
	f := &o.filled
	for _, q := range []struct {
		text, usual string
		into        *string
		check       func(string) error
	}{
		{"Name of the customer?", "", &f.Customer, oneLine("the name")}, {"Title of the documents?", "", &f.Title, oneLine("the title")},
		{"Who writes them?", "", &f.Author, oneLine("the name")}, {"Domain of the hosts, such as example.com?", "", &f.Domain, domain},
		{"Names of nodes begin with?", t.Prefix(), &f.Prefix, prefix},
	} {
		if *q.into != "" || q.into == &f.Prefix && q.usual == "" {
			continue
		}
		answer, err := p.asked(in, q.text, q.usual, q.check)
		if err != nil {
			return err
		}
		*q.into = answer
	}
	if len(o.networks) > 0 {
		return nil
	}
	for _, z := range t.Zones() {
		answer, err := p.asked(in, fmt.Sprintf("Networks of the zone %s (%s)?", z.ID, z.Name), list(z.Networks), func(answer string) error {
			_, networks, err := network(t, z.ID+"="+answer)
			if err == nil {
				err = t.Fits(z.ID, networks)
			}
			return err
		})
		if err != nil {
			return err
		}
		if answer != list(z.Networks) {
			o.networks = append(o.networks, z.ID+"="+answer)
		}
	}
	return nil
}

// asked is an answer that can be, or none.
func (p *program) asked(in *bufio.Reader, text, usual string, check func(string) error) (string, error) {
	for {
		answer, err := p.question(in, text, usual)
		if err != nil || answer == "" || answer == usual {
			return answer, err
		}
		if err := check(answer); err != nil {
			p.say("%v\n", err)
			continue
		}
		return answer, nil
	}
}

func list(networks []netip.Prefix) string {
	var out []string
	for _, n := range networks {
		out = append(out, n.String())
	}
	return strings.Join(out, ", ")
}

// left says which values of the new site are still the template's.
func (o *initOptions) left(t starters.Template) string {
	var left []string
	for _, v := range []struct{ is, name string }{{o.filled.Customer, "customer"}, {o.filled.Title, "title"}, {o.filled.Author, "authors"}, {o.filled.Domain, "domain"}} {
		if v.is == "" {
			left = append(left, v.name)
		}
	}
	for _, z := range t.Zones() {
		if o.filled.Networks[z.ID] == nil {
			left = append(left, "networks of "+z.ID)
		}
	}
	if len(left) == 0 {
		return ""
	}
	return "Still the template's: " + strings.Join(left, ", ") + "\n"
}
