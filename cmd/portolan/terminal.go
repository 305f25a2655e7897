package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"portolan/cmd/portolan/terminal"
	"portolan/model/source"
)

// print writes what was asked for. Scripts read it, so a write that fails is an error.
func (p *program) print(text string) error {
	if _, err := io.WriteString(p.stdout, text); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}

// say writes a message. There is nobody to tell when that fails.
func (p *program) say(format string, values ...any) {
	p.speaking.Lock()
	defer p.speaking.Unlock()
	_, _ = fmt.Fprintf(p.stderr, format, values...)
}

// show writes the diagnostics of a site and a line that counts them.
func (p *program) show(file string, found source.Diagnostics) {
	if len(found) > 0 {
		p.say("%s%s in %s\n", p.format(found), count(found), file)
	}
}

// showLoose writes diagnostics that belong to no site.
func (p *program) showLoose(found source.Diagnostics) { p.say("%s", p.format(found)) }

func (p *program) format(found source.Diagnostics) string {
	var b strings.Builder
	_ = terminal.Diagnostics(&b, found, p.colour) // a Builder takes everything
	return b.String()
}

// count is "2 errors, 1 warning".
func count(found source.Diagnostics) string {
	var parts []string
	for _, s := range []source.Severity{source.Error, source.Warning, source.Hint} {
		switch n := found.Count(s); n {
		case 0:
		case 1:
			parts = append(parts, "1 "+s.String())
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if len(parts) == 0 {
		return "no errors"
	}
	return strings.Join(parts, ", ")
}

// wantsColour follows no-color.org. Old Windows consoles would print the codes, so there colour is only on demand.
func wantsColour(flag string) (bool, error) {
	switch flag {
	case "always", "never":
		return flag == "always", nil
	case "auto":
	default:
		return false, usageError("--color is auto, always or never, not %q", flag)
	}
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" || runtime.GOOS == "windows" {
		return false, nil
	}
	at, err := os.Stderr.Stat()
	return err == nil && at.Mode()&os.ModeCharDevice != 0, nil
}
