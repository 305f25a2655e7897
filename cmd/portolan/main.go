// Command portolan compiles site descriptions into handover packs. This package holds the verbs, shows diagnostics and writes packs to
// disk; it is the only place that reads clock, environment and disk. It never decides what a document says.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
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

// garbage is how much the heap may grow, in per cent, before it is looked through. A run is short and makes much that it soon forgets; Go's
// usual 100 would spend a tenth of the time on it.
const garbage = 400

// firstGarbage is the same for the first time, when there is hardly a heap: a run that makes little is not looked through.
const firstGarbage = 4 * garbage

// memoryAim is how much memory a run takes before it is looked through more often than that, unless GOMEMLIMIT says otherwise.
const memoryAim = 640 << 20

func main() {
	if lab.IsChild() {
		os.Exit(lab.Main())
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(firstGarbage)
		runtime.AddCleanup(new(*byte), func(percent int) { debug.SetGCPercent(percent) }, garbage) // after the first time
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryAim)
	}
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
