package catalog

import (
	"fmt"
	"net/url"
	"strings"

	"portolan/model/source"
)

// Document is a document that a catalogue cites. Readers know it by publisher, title and edition, and find it at its address.
type Document struct {
	At        source.Position
	Publisher str                     `toml:"publisher,required"`
	Title     str                     `toml:"title,required"`
	Edition   str                     `toml:"edition"`
	URL       str                     `toml:"url"`  // address on the web
	Read      source.Val[source.Date] `toml:"read"` // day on which it was read
	Kind      str                     `toml:"kind"` // one of DocumentKinds; the publisher's own where absent
	File      str                     `toml:"file"` // name of the text form in which lines are counted; for authors of catalogues, never shown to readers
}

// The kinds of documents, by who answers for what they say.
const (
	PublisherDocument  = "publisher"   // who makes the product publishes it
	CopiedDocument     = "copy"        // the publisher's text, read at another place or in an older state
	ThirdPartyDocument = "third-party" // another publisher on the product
	CommunityDocument  = "community"   // a forum, a wiki, a blog, or an author who is not named
)

// DocumentKinds are the kinds in the order of their weight.
func DocumentKinds() []string {
	return []string{PublisherDocument, CopiedDocument, ThirdPartyDocument, CommunityDocument}
}

// Unofficial is the kind of a document that is not the publisher's own, and empty for those that are.
func (d Document) Unofficial() string {
	if d.Kind.V == PublisherDocument {
		return ""
	}
	return d.Kind.V
}

// documents checks the addresses and kinds of documents.
func (k *checker) documents() {
	sorted(k, k.c.Documents, func(d Document) source.Position { return d.At }, func(_ string, d Document) {
		k.oneOf("the kind of a document", d.Kind, Choices["Document.kind"]...)
		if problem := webFault(d.URL.V); d.URL.Set() && problem != "" {
			k.fault("P97", d.URL.At, "write it as in `url = \"https://docs.example.com/guide/ports.html\"`", "%q is no address on the web: %s", d.URL.V, problem)
		}
	})
}

// webFault tells why a text is no address that a reader can open, or "".
func webFault(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return "it cannot be read"
	case u.Scheme != "https" && u.Scheme != "http":
		return "it does not begin with https:// or http://"
	case u.Hostname() == "" || !strings.Contains(u.Hostname(), "."):
		return "it names no host"
	case u.User != nil:
		return "it holds the name of a user"
	}
	for _, r := range text {
		if r <= ' ' || r > '~' || strings.ContainsRune("\"<>\\^`{|}", r) {
			return fmt.Sprintf("write %q percent-encoded", r)
		}
	}
	return ""
}

// A Citation is a place in a document: a section, and a page where the document has pages.
type Citation struct {
	Document string // id in the catalogue
	Lines    string // of its text form: "1322" or "1322-1326", or "-" where there is none
	Page     string // "49" or "49-50"; empty where it has no pages, or they are not known
	Section  string
}

// ParseCitation reads "document:lines section" and "document:lines p.page section".
func ParseCitation(s string) (Citation, bool) {
	c := CitationOf(s)
	if c.Document == "" || strings.ContainsAny(c.Document, blanks) || strings.Contains(c.Section, "\n") || c.Lines != "-" && !isLines(c.Lines) {
		return Citation{}, false
	}
	return c, startsText(c.Section)
}

// CitationOf is what ParseCitation makes of a text that it is content with, as all are of a catalogue that was checked.
func CitationOf(s string) Citation {
	document, rest, _ := strings.Cut(strings.TrimSpace(s), ":")
	lines, section, _ := strings.Cut(rest, " ")
	c := Citation{Document: document, Lines: lines, Section: section}
	if after, numbered := strings.CutPrefix(section, "p."); numbered {
		if page, behind, spaced := strings.Cut(after, " "); spaced && isRange(page) && startsText(behind) {
			c.Page, c.Section = page, behind
		}
	}
	return c
}

// isLines tells whether a text is numbers and ranges of them with commas between.
func isLines(s string) bool {
	for part := range strings.SplitSeq(s, ",") {
		if !isRange(part) {
			return false
		}
	}
	return true
}

// isRange tells whether a text is a number, or two with a hyphen between.
func isRange(s string) bool {
	from, to, two := strings.Cut(s, "-")
	return isNumber(from) && (!two || isNumber(to))
}

func isNumber(s string) bool {
	return s != "" && leading(s, func(c byte, _ int) bool { return isDigit(c) }) == s
}

// startsText tells whether a text begins, and not with a blank.
func startsText(s string) bool { return s != "" && strings.IndexByte(blanks, s[0]) < 0 }
