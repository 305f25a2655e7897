package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"

	"portolan/cmd/portolan/terminal"
	"portolan/model/source"
)

// print writes what was asked for. Scripts read it, so a write that fails is an error.
func (p *program) print(text string) error {
	if err := p.write(p.stdout, text); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}

// say writes a message. There is nobody to tell when that fails.
func (p *program) say(format string, values ...any) {
	_ = p.write(p.stderr, fmt.Sprintf(format, values...))
}

// done prints what came of a command that did what it was to do, unless nobody wants to know.
func (p *program) done(format string, values ...any) error {
	if p.quiet {
		return nil
	}
	return p.print(fmt.Sprintf(format, values...))
}

// note says what is not wrong, unless nobody wants to know.
func (p *program) note(format string, values ...any) {
	if !p.quiet {
		p.say(format, values...)
	}
}

// find writes findings that were asked for, as check, build and catalog check are.
func (p *program) find(found source.Diagnostics) error {
	return p.print(format(found, p.colours.stdout))
}

// show writes the diagnostics of a site that kept something else from being answered, and a line that counts them.
func (p *program) show(file string, found source.Diagnostics) {
	if len(found) > 0 {
		p.say("%s%s in %s\n", format(found, p.colours.stderr), count(found), file)
	}
}

// showLoose writes such diagnostics that belong to no site.
func (p *program) showLoose(found source.Diagnostics) { p.say("%s", format(found, p.colours.stderr)) }

func format(found source.Diagnostics, colour bool) string {
	var b strings.Builder
	_ = terminal.Diagnostics(&b, found, colour) // a Builder takes everything
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
func wantsColour(flag string, to *os.File) (bool, error) {
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
	at, err := to.Stat()
	return err == nil && at.Mode()&os.ModeCharDevice != 0, nil
}
