package lab

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
)

// twice loads a file two times and compares what is loaded then.
func twice(l Load) (LoadResult, error) {
	var states [2]string
	for i := range states {
		out, failed, err := tool(l.Tool, l.Text)
		if err != nil || failed {
			return LoadResult{Failed: strings.TrimSpace(string(out))}, err
		}
		shown, failed, err := tool(l.Shows, nil)
		if err != nil || failed {
			return LoadResult{Failed: strings.TrimSpace(string(shown))}, err
		}
		states[i] = steady(string(shown))
	}
	return LoadResult{Changed: firstChange(states[0], states[1])}, nil
}

// tool runs a program in the namespace of this thread.
func tool(command []string, text []byte) (out []byte, failed bool, err error) {
	path, err := find(command[0])
	if err != nil {
		return nil, false, err
	}
	cmd := exec.Command(path, command[1:]...)
	cmd.Stdin = bytes.NewReader(text)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, ran := cmd.CombinedOutput()
	return out, ran != nil, nil
}

// find is the path of a program, which the paths of users that are not root often lack.
func find(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	for _, folder := range []string{"/usr/sbin", "/sbin", "/usr/local/sbin"} {
		path := filepath.Join(folder, name)
		if at, err := os.Stat(path); err == nil && at.Mode().IsRegular() {
			return path, nil
		}
	}
	return "", UnableError{name + " is not installed: rule files are loaded by it, as on the hosts themselves"}
}

// counters are what changes in a list of rules as packets pass.
var counters = regexp.MustCompile(`(?m)packets \d+ bytes \d+|\[\d+:\d+\]|^#.*$`)

func steady(shown string) string { return counters.ReplaceAllString(shown, "") }

// firstChange is the first line in which two texts differ.
func firstChange(a, b string) string {
	was, is := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(was), len(is)) {
		switch {
		case i >= len(was):
			return is[i]
		case i >= len(is), was[i] != is[i]:
			return was[i]
		}
	}
	return ""
}
