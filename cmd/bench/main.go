// Command bench measures whole runs of the program, and prints the table of them that is in the README. Each figure is what the operating system charges a finished process
// for: processor time of user and system together, so that other work on the machine changes it little. What is compared runs in turn, in one run of this command, on two
// processors at most. It decides nothing and fails on no figure: the bound stands beside it.
//
//	go run ./cmd/bench            everything, about seven minutes
//	go run ./cmd/bench check      one of: check, pack, many, growth, peers
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// A part measures some rows of the table.
type part struct {
	name string
	run  func(*bench) error
}

var parts = []part{{"check", (*bench).check}, {"pack", (*bench).pack}, {"many", (*bench).many}, {"growth", (*bench).growth}, {"peers", (*bench).peers}}

// A bench is one run of this command.
type bench struct {
	program string // the program under measurement
	folder  string // for sites and packs; removed in the end
	cache   string // the cache folder of the runs, so that none leans on one before it
	table   table
	runs    int // of the program so far
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(wanted []string) error {
	for _, w := range wanted {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == w }) {
			return fmt.Errorf("there is no part %q", w)
		}
	}
	folder, err := os.MkdirTemp("", "portolan-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	b := &bench{program: filepath.Join(folder, "portolan"), folder: folder, cache: filepath.Join(folder, "cache")}
	build := exec.Command("go", "build", "-trimpath", "-o", b.program, "./cmd/portolan")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("the program does not build from here (run this in the repository): %w", err)
	}
	for _, p := range parts {
		if len(wanted) > 0 && !slices.Contains(wanted, p.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s...\n", p.name)
		if err := p.run(b); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return b.table.write(os.Stdout)
}
