package lab

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
)

// Run does a job in a child process with a network of its own. Without root it does so in a user namespace, which needs no rights where such
// are allowed.
func Run(ctx context.Context, job *Job) (*Result, error) {
	// The kernel ends the child with the thread that started it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	root := os.Geteuid() == 0 // whose tools may send the kernel longer messages
	result, err := child(ctx, job, !root)
	if denied(err) && root {
		result, err = child(ctx, job, true)
	}
	if denied(err) {
		return nil, UnableError{fmt.Sprintf("network namespaces cannot be made here (%v): allow unprivileged user namespaces, or run it as root", err)}
	}
	return result, err
}

// denied reports whether there were no rights to start a child with a network of its own.
func denied(err error) bool {
	return errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EINVAL)
}

func child(ctx context.Context, job *Job, users bool) (*Result, error) {
	var in, out, said bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(job); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "/proc/self/exe")
	cmd.Args = []string{childName}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if users {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	err := cmd.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var code *exec.ExitError
	switch {
	case errors.As(err, &code) && code.ExitCode() == exitUnable:
		return nil, UnableError{strings.TrimSpace(said.String())}
	case err != nil:
		return nil, fmt.Errorf("the lab ended with %w: %s", err, said.String())
	}
	result := &Result{}
	return result, gob.NewDecoder(&out).Decode(result)
}

// exitUnable is the child's exit code where the machine lacks something.
const exitUnable = 4

// Main is the child process: it reads a job and writes its result.
func Main() int {
	job := &Job{}
	if err := gob.NewDecoder(os.Stdin).Decode(job); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	result, err := do(job)
	if err == nil {
		err = gob.NewEncoder(os.Stdout).Encode(result)
	}
	var unable UnableError
	switch {
	case errors.As(err, &unable):
		fmt.Fprintln(os.Stderr, err)
		return exitUnable
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
