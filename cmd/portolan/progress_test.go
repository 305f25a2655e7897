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
		written := func() string { // the progress is written meanwhile
			p.speaking.Lock()
			defer p.speaking.Unlock()
			return said.String()
		}
		last := func() string { text := written(); return text[strings.LastIndex(text, "\n")+1:] }
		done := p.working("building")
		time.Sleep(patience / 2)
		p.step("building, 1 of 2")
		if err := p.print("one "); err != nil || written() != "one " {
			t.Errorf("early: %q", written())
		}
		time.Sleep(patience)
		if written() != "one " {
			t.Errorf("behind a line that somebody began: %q", written())
		}
		p.say("is done\n")
		drawn := regexp.MustCompile(`^building, 1 of 2, \d+\.\d s$`)
		for tries := 0; live && tries < 100 && !drawn.MatchString(shownBy(last())); tries++ {
			time.Sleep(progressEach) // a loaded machine draws late
		}
		if !live {
			time.Sleep(2 * progressEach)
		}
		if is := drawn.MatchString(shownBy(last())); is != live {
			t.Errorf("live is %v, and there stands %q", live, last())
		}
		done()
		if shownBy(last()) != "" || !live && last() != "" {
			t.Errorf("in the end there stands %q", last())
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
