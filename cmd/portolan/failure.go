package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"portolan/model/secret"
)

// The exit codes. Scripts rely on them.
const (
	exitFailed      = 1 // errors in the input, or a file that could not be read or written
	exitWarned      = 2 // warnings, with --strict
	exitNotAllowed  = 3 // query: not, or not wholly, allowed by the plan; prove: the files do not hold
	exitUnable      = 4 // prove: not on this machine
	exitUsage       = 64
	exitCrashed     = 70
	exitMemory      = 71 // far more memory than GOMEMLIMIT allows
	exitInterrupted = 130
)

// An exitCode ends a verb with an exit code after everything has been said.
type exitCode int

func (o exitCode) Error() string { return fmt.Sprintf("exit code %d", int(o)) }

// A badCommandLine is a command line that cannot be followed.
type badCommandLine struct{ text string }

func (m badCommandLine) Error() string { return m.text }

func usageError(format string, values ...any) error {
	return badCommandLine{fmt.Sprintf(format, values...)}
}

// An internalError is a fault of the program itself.
type internalError struct {
	during string // what it worked on; may be empty
	what   string
	stack  string
}

func (c internalError) Error() string { return strings.TrimPrefix(c.during+": "+c.what, ": ") }

// caught is deferred where a panic must become an error: at the top, and in every worker.
func caught(err *error, during string) {
	if what := recover(); what != nil {
		*err = internalError{during, fmt.Sprint(what), string(debug.Stack())}
	}
}

// report shows an error that ended a verb and returns the exit code.
func (p *program) report(err error) int {
	var wrong badCommandLine
	var fault internalError
	var done exitCode
	switch {
	case err == nil:
		return 0
	case errors.As(err, &fault):
		p.say("portolan: internal fault: %s\n%s\nThis is a fault of the program, not of the input; packs that were there are as they were."+
			"\nPlease report it with these lines and, if you may, with the site description.\n%s", secret.Hide(fault.Error()), versionLine(), fault.stack)
		return exitCrashed
	case errors.Is(err, context.Canceled):
		p.say("portolan: interrupted; every pack is whole, old or new\n")
		return exitInterrupted
	case errors.As(err, &wrong):
		p.say("portolan: %s\n", secret.Hide(wrong.text))
		return exitUsage
	case errors.As(err, &done):
		return int(done)
	}
	p.say("portolan: %s\n", strings.ReplaceAll(secret.Hide(err.Error()), "\n", "\nportolan: "))
	return exitFailed
}

func versionLine() string {
	return fmt.Sprintf("portolan %s (%s, %s/%s)", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
