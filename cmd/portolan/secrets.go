package main

import (
	"bytes"
	"io/fs"
	"slices"

	"portolan/model/secret"
	"portolan/model/source"
)

// secretHelp is the cure of a secret.
const secretHelp = "take it out, and change it if others have seen it; commands ask for passwords, or say where they are kept"

// secrets finds lines of a site's own files, and of products that are not the program's, that hold a secret in any field, known or not. Those that were
// found already are not told again.
func secrets(o opened, found source.Diagnostics) source.Diagnostics {
	var more source.Diagnostics
	for _, f := range o.site.Files {
		more = append(more, siteSecrets(f.Name, f.Data(), found)...)
	}
	for _, cat := range o.cats {
		if cat.Files == nil {
			more = append(more, o.shelf.secretsOf(cat.Dir, found)...)
		}
		if cat.Folder.Name == "" {
			continue
		}
		for _, f := range cat.Files {
			more = append(more, catalogSecrets(cat.Folder.Show(f.Name), f.Data(), found)...)
		}
	}
	return more
}

// secretsOf are the secrets of a catalogue that could not be loaded, in its files themselves. What cannot be read was told by then.
func (s *shelf) secretsOf(dir string, found source.Diagnostics) source.Diagnostics {
	folder, ok := s.holds[dir]
	if !ok || folder.Name == "" {
		return nil
	}
	var more source.Diagnostics
	for _, file := range folder.Texts(dir) {
		if data, err := fs.ReadFile(folder.Files, file); err == nil {
			more = append(more, catalogSecrets(folder.Show(file), data, found)...)
		}
	}
	return more
}

// siteSecrets are the secrets of a text of a site that nothing was said of.
func siteSecrets(name string, data []byte, found source.Diagnostics) source.Diagnostics {
	var more source.Diagnostics
	for _, line := range secretLines(name, data, found) {
		more = append(more, source.Diagnostic{Code: "S71", At: line.at, What: "the line holds a secret: " + line.tells, Help: secretHelp})
	}
	return more
}

// catalogSecrets are the secrets of a text of a catalogue that nothing was said of.
func catalogSecrets(name string, data []byte, found source.Diagnostics) source.Diagnostics {
	var more source.Diagnostics
	for _, line := range secretLines(name, data, found) {
		more = append(more, source.Diagnostic{Code: "P33", At: line.at, What: "the line holds a secret: " + line.tells, Help: secretHelp})
	}
	return more
}

// A secretLine is a line with a secret, and what gives it away.
type secretLine struct {
	at    source.Position
	tells string
}

// secretLines are the lines of a text that hold a secret of which nothing was said. A comment may hold one, too.
func secretLines(name string, data []byte, found source.Diagnostics) []secretLine {
	var all []secretLine
	line, head := 0, ""
	var seen source.Alike[bool] // whether a line is clean at a look
	for bare := range bytes.Lines(data) {
		line++
		if bare = bytes.TrimSpace(bare); len(bare) == 0 {
			continue
		}
		clean, known := seen.Seek(bare)
		if !known {
			*clean = secret.Clean(bare)
		}
		if *clean && head == "" {
			continue
		}
		part := string(bare)
		text := head + part
		said := func(d source.Diagnostic) bool {
			return d.At.File() == name && d.At.Line() == line && (d.Code == "S71" || d.Code == "P33")
		}
		tells := secret.Find(text)
		var opens bool
		if head, opens = secret.Opens(part); !opens {
			head = ""
		}
		if tells != "" && !slices.ContainsFunc(found, said) {
			all = append(all, secretLine{source.Place(name, line, 1, 1), tells})
		}
	}
	return all
}
