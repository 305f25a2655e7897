package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/term"
)

const (
	patience     = 300 * time.Millisecond // of a person, before they want to know what goes on
	progressEach = 100 * time.Millisecond
	progressWide = 78 // characters
)

// A progress is the line on a terminal that says what goes on. Whatever else is written takes its place, and nothing of it is left in the end.
type progress struct {
	live  bool // somebody looks at standard error
	what  string
	drawn int  // characters that stand there
	begun bool // somebody else began a line
}

// watched reports whether a person looks at what is written to a file.
func watched(to *os.File) bool { return term.IsTerminal(int(to.Fd())) && os.Getenv("TERM") != "dumb" }

// working shows that something goes on, until the function that it returns is called.
func (p *program) working(what string) (done func()) {
	if !p.progress.live || what == "" {
		return func() {}
	}
	p.step("%s", what)
	began, stop, stopped := time.Now(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		wait := patience
		for {
			select {
			case <-stop:
				return
			case <-time.After(wait):
				p.draw(time.Since(began))
				wait = progressEach
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
		p.speaking.Lock()
		defer p.speaking.Unlock()
		p.erase()
	}
}

// step says what goes on now.
func (p *program) step(format string, values ...any) {
	p.speaking.Lock()
	defer p.speaking.Unlock()
	p.progress.what = fmt.Sprintf(format, values...)
}

func (p *program) draw(since time.Duration) {
	p.speaking.Lock()
	defer p.speaking.Unlock()
	if p.progress.begun {
		return
	}
	line := fmt.Sprintf("%s, %.1f s", p.progress.what, since.Seconds())
	most := progressWide
	if columns, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil {
		most = max(1, min(most, columns-1)) // a line that is broken could not be erased
	}
	if runes := []rune(line); len(runes) > most {
		line = string(runes[:most-1]) + "…"
	}
	wide := utf8.RuneCountInString(line)
	_, _ = fmt.Fprintf(p.stderr, "\r%s%s", line, strings.Repeat(" ", max(0, p.progress.drawn-wide))) // nobody to tell
	p.progress.drawn = wide
}

// erase takes the line away. No codes of terminals are used, which not all know.
func (p *program) erase() {
	if p.progress.drawn > 0 {
		_, _ = fmt.Fprintf(p.stderr, "\r%s\r", strings.Repeat(" ", p.progress.drawn)) // nobody to tell
		p.progress.drawn = 0
	}
}

// write writes a text in the place of the progress.
func (p *program) write(to io.Writer, text string) error {
	p.speaking.Lock()
	defer p.speaking.Unlock()
	p.erase()
	if text != "" {
		p.progress.begun = !strings.HasSuffix(text, "\n")
	}
	_, err := io.WriteString(to, text)
	return err
}
