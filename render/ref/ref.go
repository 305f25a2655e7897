// Package ref is how documents and pictures say where something leads: to a document of the pack and a place in it, or to one of its files.
// How a format writes that down, with which ending and by which way from where, only the format knows.
package ref

import "strings"

// A Ref is a reference to a place in the pack. The zero value leads nowhere.
type Ref struct {
	Document string // the document's id; empty where the reference stands in the same document
	Anchor   string // the id of a heading, table, row, figure or step; empty for the document as a whole
	File     string // in place of a document: the path of another file of the pack, from its root, with its ending
	Web      string // in place of all others: an address on the web, which leads out of the pack
}

// Scheme begins references to documents in Markdown: [Restart](document:runbooks/restart#stop).
const Scheme = "document:"

// Data is the folder of the files of a pack that are neither its documents nor pages: spreadsheets, rules and plan for programs, pictures, files for
// hosts, and single documents as PDF.
const Data = "data/"

// Document refers to a document as a whole.
func Document(id string) Ref { return Ref{Document: id} }

// Here refers to a place in the document in which the reference stands.
func Here(anchor string) Ref { return Ref{Anchor: anchor} }

// File refers to a file of the pack that is not a document.
func File(path string) Ref { return Ref{File: path} }

// Web refers to an address on the web; an empty one leads nowhere.
func Web(address string) Ref { return Ref{Web: address} }

// Phone leads to a telephone number: its digits, and the plus before them. One with words in it, such as an extension, leads nowhere: what a
// telephone makes of them would be another number.
func Phone(number string) Ref {
	number = strings.ReplaceAll(number, "(0)", "") // dialled only at home
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \u00a0-./()", r) {
			return -1
		}
		return r
	}, number)
	if !IsPhone("tel:" + digits) {
		return Ref{}
	}
	return Web("tel:" + digits)
}

// IsPhone reports whether an address is that of a telephone, in nothing but digits and a plus before them.
func IsPhone(address string) bool {
	digits, ok := strings.CutPrefix(address, "tel:")
	digits = strings.TrimPrefix(digits, "+")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// Mail leads to a mail address in plain characters; any other leads nowhere.
func Mail(address string) Ref {
	name, host, ok := strings.Cut(address, "@")
	if !ok || name == "" || host == "" || strings.ContainsFunc(name+host, func(r rune) bool { return !plain(r) }) {
		return Ref{}
	}
	return Web("mailto:" + address)
}

func plain(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(".-_+", r)
}

// At is the reference to a place in the same document or file.
func (r Ref) At(anchor string) Ref {
	r.Anchor = anchor
	return r
}

// Whole is the reference to all of the same document or file.
func (r Ref) Whole() Ref { return r.At("") }

// IsZero reports whether a reference leads nowhere.
func (r Ref) IsZero() bool { return r == Ref{} }

// String is a reference as Markdown has it.
func (r Ref) String() string {
	text := r.File + r.Web
	if r.Document != "" {
		text = Scheme + r.Document
	}
	if r.Anchor != "" {
		text += "#" + r.Anchor
	}
	return text
}

// Parse reads a reference from Markdown. A target without the scheme is the path of a file, as people write it who look at the pack.
func Parse(target string) Ref {
	where, anchor, _ := strings.Cut(target, "#")
	if id, ok := strings.CutPrefix(where, Scheme); ok {
		return Ref{Document: id, Anchor: anchor}
	}
	return Ref{File: where, Anchor: anchor}
}

// Inside reports whether a reference stays in the pack. A path with a scheme could be a script, and one that begins at a root or goes up could
// be anything.
func (r Ref) Inside() bool {
	if r.Web != "" {
		return false
	}
	for _, path := range []string{r.Document, r.File} {
		if strings.HasPrefix(path, "/") || strings.ContainsAny(path, `\:#`) {
			return false
		}
		for part := range strings.SplitSeq(path, "/") {
			if part == ".." {
				return false
			}
		}
	}
	return !strings.ContainsAny(r.Anchor, `\:`) && strings.IndexFunc(r.Document+r.File+r.Anchor, func(c rune) bool { return c < 0x20 || c == 0x7f }) < 0
}
