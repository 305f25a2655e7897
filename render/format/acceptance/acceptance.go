// Package acceptance writes scripts that try connections from a host: for POSIX shells and for Windows PowerShell. They need nothing that such
// hosts do not have, and change nothing.
package acceptance

import (
	_ "embed"
	"slices"
	"strings"

	"portolan/model/acceptance"
)

// The parts of scripts around their lists of tests.
var (
	//go:embed test.sh
	shellHead string
	//go:embed end.sh
	shellEnd string
	//go:embed test.ps1
	windowsHead string
	//go:embed end.ps1
	windowsEnd string
)

// A Script is what a script is of.
type Script struct {
	Site, Host, Revision string
	Head                 []string // lines for the head of the file
	Tests                []acceptance.Test
}

// listed are the tests in a script's list: those that it tries, and those that a person has to try and to enter into the result file.
func (s *Script) listed() []acceptance.Test {
	return slices.DeleteFunc(slices.Clone(s.Tests), func(t acceptance.Test) bool {
		return t.Untried == acceptance.NotAgreed || t.Untried == acceptance.Unreadable
	})
}

// row is a test in a script's list: words of letters, digits, dots, colons, hyphens and slashes.
func row(t acceptance.Test) string {
	protocol, port := t.Port.Protocol, t.Port.Numbers.String()
	switch {
	case t.Untried != "":
		protocol, port = "manual", t.Socket
	case t.Port.IsICMP():
		protocol, port = "echo", "-"
	}
	return strings.Join([]string{t.ID, string(t.Expect), protocol, t.Target, port}, " ")
}

// plain is a text in ASCII, on one line, without quotes: both shells take it as it is between single quotes.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '\'' {
			return '_'
		}
		return r
	}, text)
}

// Shell is the script for POSIX shells.
func (s *Script) Shell() []byte {
	var b strings.Builder
	b.WriteString("#!/bin/sh\n")
	for _, line := range s.Head {
		b.WriteString("# " + plain(line) + "\n")
	}
	for _, v := range [][2]string{{"site", s.Site}, {"host", s.Host}, {"revision", s.Revision}} {
		b.WriteString(v[0] + "='" + plain(v[1]) + "'\n")
	}
	b.WriteString(shellHead)
	for _, t := range s.listed() {
		b.WriteString(row(t) + "\n")
	}
	b.WriteString(shellEnd)
	return []byte(b.String())
}

// PowerShell is the script for Windows, with its ends of lines. It is ASCII, so that no version reads it otherwise.
func (s *Script) PowerShell() []byte {
	var b strings.Builder
	for _, line := range s.Head {
		b.WriteString("# " + plain(line) + "\n")
	}
	b.WriteString(windowsHead)
	for _, v := range [][2]string{{"site", s.Site}, {"device", s.Host}, {"revision", s.Revision}} {
		b.WriteString("$" + v[0] + " = '" + plain(v[1]) + "'\n")
	}
	b.WriteString("$tests = @(\n")
	tests := s.listed()
	for i, t := range tests {
		b.WriteString("    '" + row(t) + "'" + map[bool]string{true: ",", false: ""}[i+1 < len(tests)] + "\n")
	}
	b.WriteString(")\n" + windowsEnd)
	return []byte(strings.ReplaceAll(b.String(), "\n", "\r\n"))
}
