// Command portolan compiles site descriptions into handover packs. This package holds the verbs, shows diagnostics and writes packs to
// disk; it is the only place that reads clock, environment and disk. It never decides what a document says.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"portolan/cmd/portolan/lab"
	"portolan/model/plan"
	"portolan/render"
	"portolan/themes"
)

// A program is what a run has to do with the world, and the one phase that tests replace to see it fail.
type program struct {
	stdout, stderr io.Writer
	colours        struct{ stdout, stderr bool }
	now            func() time.Time
	pack           func(*plan.Plan, *themes.Theme, render.Options) ([]render.File, error)

	quiet    bool       // what goes well is not told
	speaking sync.Mutex // messages come from several workers
	progress progress
}

func newProgram() *program {
	return &program{stdout: os.Stdout, stderr: os.Stderr, now: time.Now, pack: render.Pack}
}

func main() {
	if lab.IsChild() {
		os.Exit(lab.Main())
	}
	aimAtMemory()
	p := newProgram()
	go p.watchMemory()
	os.Exit(p.main(os.Args[1:]))
}

// main runs a verb until it is done or a signal asks for the end. The signal only marks the context, so that no cleaning races with
// the writing; a second one ends the program at once.
func (p *program) main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop()
	}()
	return p.report(p.run(ctx, args))
}
