package main

import (
	"bytes"
	"slices"

	"portolan/model/secret"
	"portolan/model/source"
)

// secretHelp is the cure of a secret.
const secretHelp = "take it out, and change it if others have seen it; commands ask for passwords, or say where they are kept"

// secrets finds lines of a site's files, and of products that are not the program's, that hold a secret in any field, known or not. Those that were
// found already are not told again.
func secrets(o opened, found source.Diagnostics) source.Diagnostics {
	type text struct {
		name string
		data []byte
	}
	var texts []text
	for _, f := range o.site.Files {
		texts = append(texts, text{f.Name, f.Data})
	}
	if o.approvals != nil {
		texts = append(texts, text{o.approvals.Source.Name, o.approvals.Source.Data})
	}
	if o.decisions != nil {
		texts = append(texts, text{o.decisions.Source.Name, o.decisions.Source.Data})
	}
	for _, b := range o.books {
		texts = append(texts, text{b.File.Name, b.File.Data})
	}
	var more source.Diagnostics
	for _, t := range texts {
		for _, line := range secretLines(t.name, t.data, found) {
			more = append(more, source.Diagnostic{Code: "S71", At: line.at, What: "the line holds a secret: " + line.tells, Help: secretHelp})
		}
	}
	for _, cat := range o.cats {
		if cat.Folder.Name == "" {
			continue
		}
		for _, f := range cat.Files {
			for _, line := range secretLines(cat.Folder.Show(f.Name), f.Data, found) {
				more = append(more, source.Diagnostic{Code: "P33", At: line.at, What: "the line holds a secret: " + line.tells, Help: secretHelp})
			}
		}
	}
	return more
}

// A secretLine is a line with a secret, and what gives it away.
type secretLine struct {
	at    source.Position
	tells string
}

// likeOthers is the length up to which lines are often alike.
const likeOthers = 80

// secretLines are the lines of a text, but for comments, that hold a secret of which nothing was said.
func secretLines(name string, data []byte, found source.Diagnostics) []secretLine {
	var all []secretLine
	line := 0
	clean := map[string]bool{} // lines without a secret: many are alike
	for part := range bytes.Lines(data) {
		line++
		if part = bytes.TrimSpace(part); len(part) == 0 || part[0] == '#' || clean[string(part)] {
			continue
		}
		text := string(part)
		said := func(d source.Diagnostic) bool {
			return d.At.File == name && d.At.Line == line && (d.Code == "S71" || d.Code == "P33")
		}
		tells := secret.Find(text)
		if tells == "" && len(text) < likeOthers {
			clean[text] = true
		}
		if tells != "" && !slices.ContainsFunc(found, said) {
			all = append(all, secretLine{source.Position{File: name, Line: line, Col: 1, Width: 1}, tells})
		}
	}
	return all
}
