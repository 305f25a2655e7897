package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
	_ "time/tzdata" // scripts build in other time zones, also where the system knows none

	"github.com/rogpeppe/go-internal/testscript"

	"portolan/model/plan"
	"portolan/render"
	"portolan/themes"
)

// TestMain lets scripts run the program, and variants of it in which something goes wrong, as processes of their own.
func TestMain(m *testing.M) {
	programs := map[string]func(){
		"portolan":           main,
		"portolan-failing":   func() { runWith(failToPack) },
		"portolan-later":     runLater,
		"portolan-lab":       main, // as which a lab starts the program itself
		"portolan-panicking": func() { runWith(panicWhilePacking) },
	}
	for name, program := range systemPrograms() {
		programs[name] = program
	}
	testscript.Main(withScratch{m}, programs)
}

// scratch is a folder for what several tests share.
var scratch string

// withScratch runs tests that have one.
type withScratch struct{ *testing.M }

func (m withScratch) Run() int {
	folder, err := os.MkdirTemp("", "portolan-tests")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	scratch = folder
	return m.M.Run()
}

type packer = func(*plan.Plan, *themes.Theme, render.Options) ([]render.File, error)

func runWith(pack packer) {
	p := newProgram()
	p.pack = pack
	os.Exit(p.main(os.Args[1:]))
}

// runLater runs the program in the year 2050.
func runLater() {
	p := newProgram()
	p.now = func() time.Time { return time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC) }
	os.Exit(p.main(os.Args[1:]))
}

func failToPack(*plan.Plan, *themes.Theme, render.Options) ([]render.File, error) {
	return nil, errors.New("render index.html: no such figure")
}

func panicWhilePacking(*plan.Plan, *themes.Theme, render.Options) ([]render.File, error) {
	panic("the flow has no listener")
}

// testdata is absolute, for scripts run elsewhere.
var testdata = func() string {
	folder, err := filepath.Abs("testdata")
	if err != nil {
		panic(err)
	}
	return folder
}()
