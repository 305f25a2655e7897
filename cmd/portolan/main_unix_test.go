//go:build unix

package main

import (
	"fmt"
	"os"
	"syscall"
	"time"

	"portolan/model/plan"
	"portolan/render"
	"portolan/themes"
)

// systemPrograms are the variants that need signals or users.
func systemPrograms() map[string]func() {
	return map[string]func(){
		"portolan-unprivileged": func() { becomeNobody(); main() },
		"portolan-interrupted":  func() { runWith(interruptWhilePacking) },
		"portolan-host":         collectedHost,
		"mkfifo":                func() { must(syscall.Mkfifo(os.Args[1], 0o644)) },
	}
}

// becomeNobody lets tests that run as root meet files that they may not read or write.
func becomeNobody() {
	const nobody = 65534
	if os.Geteuid() == 0 {
		must(syscall.Setgroups(nil))
		must(syscall.Setgid(nobody))
		must(syscall.Setuid(nobody))
	}
}

// interruptWhilePacking is a long phase during which somebody presses Ctrl-C; nobody should wait for its end.
func interruptWhilePacking(*plan.Plan, *themes.Theme, render.Options) ([]render.File, error) {
	must(syscall.Kill(os.Getpid(), syscall.SIGINT))
	time.Sleep(time.Minute)
	os.Exit(3)
	return nil, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(4)
	}
}
