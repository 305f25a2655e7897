package approval

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// A Meaning is what is agreed when a rule is approved: what a firewall lets pass, when, and whether it is encrypted. What is only
// written beside a rule (its purpose, owner, ticket, dates, names of services) is no part of it, nor are the addresses that firewalls
// translate to, since they do not change who may reach what.
type Meaning struct {
	Source, Destination End
	Via                 string // of one hop of two: the load balancer or forward proxy, and which hop it is
	Protocol            string
	Port                string
	PortChoice          string // which of several numbers are in use
	SourcePort          string
	Action              string
	Phase               string
	States              []string
	Encrypted           string
}

// An End is a source or destination.
type End struct {
	ID        string
	Members   []string // of a group: the hosts' ids
	Addresses []string // addresses or networks; the host name where it has none
}

// An aspect is one part of a meaning, as approvals name it. The order is that of the text, and of the canonical form.
type aspect struct {
	key  string
	list bool   // several values, in no order
	name string // of one value, as people read it
	one  func(*Meaning) *string
	many func(*Meaning) *[]string // of a list
}

// of are the values of an aspect, those of a list sorted.
func (a *aspect) of(m *Meaning) []string {
	if !a.list {
		if text := *a.one(m); text != "" {
			return []string{text}
		}
		return nil
	}
	return inOrder(*a.many(m))
}

// inOrder are values sorted, each once: the order in which a site names them means nothing.
func inOrder(values []string) []string {
	for i := 1; i < len(values); i++ {
		if values[i-1] >= values[i] {
			values = slices.Clone(values)
			slices.Sort(values)
			return slices.Compact(values)
		}
	}
	return values
}

// same tells whether two meanings agree in an aspect.
func (a *aspect) same(m, n *Meaning) bool {
	if !a.list {
		return *a.one(m) == *a.one(n)
	}
	x, y := *a.many(m), *a.many(n)
	return slices.Equal(x, y) || slices.Equal(inOrder(x), inOrder(y))
}

var aspects = []aspect{
	single("source", "source", func(m *Meaning) *string { return &m.Source.ID }),
	several("source_members", "source member", func(m *Meaning) *[]string { return &m.Source.Members }),
	several("source_addresses", "source address", func(m *Meaning) *[]string { return &m.Source.Addresses }),
	single("destination", "destination", func(m *Meaning) *string { return &m.Destination.ID }),
	several("destination_members", "destination member", func(m *Meaning) *[]string { return &m.Destination.Members }),
	several("destination_addresses", "destination address", func(m *Meaning) *[]string { return &m.Destination.Addresses }),
	single("via", "via", func(m *Meaning) *string { return &m.Via }),
	single("protocol", "protocol", func(m *Meaning) *string { return &m.Protocol }),
	single("port", "port", func(m *Meaning) *string { return &m.Port }),
	single("port_choice", "choice of the port", func(m *Meaning) *string { return &m.PortChoice }),
	single("source_port", "source port", func(m *Meaning) *string { return &m.SourcePort }),
	single("action", "action", func(m *Meaning) *string { return &m.Action }),
	single("phase", "phase", func(m *Meaning) *string { return &m.Phase }),
	several("states", "state", func(m *Meaning) *[]string { return &m.States }),
	single("encrypted", "encrypted", func(m *Meaning) *string { return &m.Encrypted }),
}

func single(key, name string, field func(*Meaning) *string) aspect {
	return aspect{key: key, name: name, one: field}
}

func several(key, name string, field func(*Meaning) *[]string) aspect {
	return aspect{key: key, list: true, name: name, many: field}
}

// canonicalForm names the form that digests are made over. Another form gets another name, so that no old digest fits it by chance.
const canonicalForm = "portolan approval 1"

// Digest is the SHA-256 over the canonical form of a meaning: a line for each aspect, each value quoted, lists sorted.
func (m *Meaning) Digest() string { return string(m.appendDigest(nil)) }

func (m *Meaning) appendDigest(text []byte) []byte {
	b := make([]byte, 0, 1024)
	b = append(b, canonicalForm+"\n"...)
	for i := range aspects {
		a := &aspects[i]
		b = append(b, a.key...)
		switch {
		case a.list:
			for _, v := range inOrder(*a.many(m)) {
				b = appendQuoted(append(b, ' '), v)
			}
		case *a.one(m) != "":
			b = appendQuoted(append(b, ' '), *a.one(m))
		}
		b = append(b, '\n')
	}
	sum := sha256.Sum256(b)
	return hex.AppendEncode(append(text, "sha256:"...), sum[:])
}

// appendQuoted adds a text in quotes. Most have nothing that stands there in another way.
func appendQuoted(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return strconv.AppendQuote(b, text)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}
