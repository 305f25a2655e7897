// Package testenv tells tests what they may use and how much they shall do, and tells the person who runs them what was left out. It is
// imported by tests only, and imports nothing of the program.
package testenv

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"sync"
	"testing"
)

const (
	// variable is the environment variable that asks for all rounds of random tests and for the books and pages of all sites, if its value is "all".
	variable = "PORTOLAN_TESTS"

	defaultPart, shortPart = 20, 50 // of all rounds, a twentieth and a fiftieth
	leastRounds            = 4      // fewer would prove nothing

	wholeCommand = variable + "=all go test -timeout 30m -run 'Random|Books|Workbook|Pages' ./..."
)

// garbage is how much the heap may grow, in per cent, before it is looked through: tests make much that they soon forget, as the program does.
const garbage = 300

func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}

// Rounds is how many of its rounds a random test shall run: all of them if PORTOLAN_TESTS=all, a twentieth by default, a fiftieth with
// -short. They are the first ones of all, so that a round keeps its number.
func Rounds(t testing.TB, all int) int {
	t.Helper()
	part := defaultPart
	switch {
	case testing.Short():
		part = shortPart
	case everything():
		return all
	}
	say(fmt.Sprintf("1 of %d rounds of random tests; all: %s", part, wholeCommand))
	return min(all, max(all/part, leastRounds))
}

// Choose is what a test that takes long shall look at: all if PORTOLAN_TESTS=all, what is usual by default, little with -short. What it looks
// at is named for the person who runs it.
func Choose(t testing.TB, what string, all, usual, little []string) []string {
	t.Helper()
	chosen := usual
	switch {
	case testing.Short():
		chosen = little
	case everything():
		return all
	}
	say(fmt.Sprintf("%d of %d %s; all: %s", len(chosen), len(all), what, wholeCommand))
	return chosen
}

func everything() bool { return os.Getenv(variable) == "all" }

// Long skips a test that takes long where tests are to be short.
func Long(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		say("skipped with -short: " + t.Name() + " (" + why + ")")
		t.Skip(why)
	}
}

// Tool is the path of an outside program. Without it the test is skipped on a person's machine, and fails where CI=true: there everything
// must run.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(t, name+" is not installed")
	}
	return path
}

// Missing ends a test that lacks something, as Tool does.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	say("skipped what needs it: " + what)
	t.Skip(what)
}

var said sync.Map // texts

// say prints a text once to the person's terminal, past go test, which shows nothing of tests that end well. Where there is no terminal,
// nobody looks.
func say(text string) {
	if _, again := said.LoadOrStore(text, true); again {
		return
	}
	terminal, err := os.OpenFile(terminalPath, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	name := "tests"
	if info, ok := debug.ReadBuildInfo(); ok {
		name = cmp.Or(info.Path, name)
	}
	_, _ = fmt.Fprintf(terminal, "%s: %s\n", name, text) // a person who cannot be told is not told
	_ = terminal.Close()
}
