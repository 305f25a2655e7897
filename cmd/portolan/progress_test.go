package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
)

// shownBy is what stands on a terminal of one line behind all that was written: a carriage return goes back to its beginning.
func shownBy(written string) string {
	var line []rune
	at := 0
	for _, c := range written {
		switch {
		case c == '\r':
			at = 0
		case at < len(line):
			line[at] = c
			at++
		default:
			line, at = append(line, c), at+1
		}
	}
	return strings.TrimRight(string(line), " ")
}

func TestProgress(t *testing.T) {
	t.Parallel()
	for _, live := range []bool{true, false} {
		var said bytes.Buffer
		p := newProgram()
		p.stdout, p.stderr, p.progress.live = &said, &said, live
		done := p.working("building")
		time.Sleep(patience / 2)
		p.step("building, 1 of 2")
		if err := p.print("one "); err != nil || said.String() != "one " {
			t.Errorf("early: %q", &said)
		}
		time.Sleep(patience)
		if said.String() != "one " {
			t.Errorf("behind a line that somebody began: %q", &said)
		}
		p.say("is done\n")
		time.Sleep(2 * progressEach)
		last := said.String()[strings.LastIndex(said.String(), "\n")+1:]
		if is := regexp.MustCompile(`^building, 1 of 2, \d\.\d s$`).MatchString(shownBy(last)); is != live {
			t.Errorf("live is %v, and there stands %q", live, last)
		}
		done()
		last = said.String()[strings.LastIndex(said.String(), "\n")+1:]
		if shownBy(last) != "" || !live && last != "" {
			t.Errorf("in the end there stands %q", last)
		}
	}
}

func TestOpening(t *testing.T) {
	for _, c := range []struct {
		packs []string
		want  string
	}{
		{nil, ""}, {[]string{"dist/pier"}, "open dist/pier/index.html\n"}, {[]string{"my packs/pier"}, "open \"my packs/pier/index.html\"\n"},
		{[]string{"dist/pier", "dist/quay"}, "open dist/pier/index.html, or that of another of the 2 packs\n"},
	} {
		if got := strings.ReplaceAll(opening(c.packs), `\`, "/"); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
