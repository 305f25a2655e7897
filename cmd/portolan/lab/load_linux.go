package lab

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// folder is where the files of a load are, for tools that do not read one text. It is in memory, and of the child alone.
const folder = "/run"

// privateFolder makes the folder, if any load asks for it: with the child it is gone.
func privateFolder(job *Job) error {
	asked := slices.ContainsFunc(job.Benches, func(b Bench) bool { return slices.ContainsFunc(b.Loads, func(l Load) bool { return len(l.Files) > 0 }) })
	if !asked {
		return nil
	}
	err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "")
	if err == nil {
		err = unix.Mount("tmpfs", folder, "tmpfs", unix.MS_NODEV|unix.MS_NOSUID, "mode=700")
	}
	if err != nil {
		return UnableError{fmt.Sprintf("no folder of its own for rule files: %v", err)}
	}
	return nil
}

// put writes the files of a load into a folder of the bench.
func (l *Load) put(bench int) (at string, err error) {
	if len(l.Files) == 0 {
		return "", nil
	}
	at = filepath.Join(folder, fmt.Sprintf("bench%d", bench))
	err = os.MkdirAll(at, 0o700)
	for _, f := range l.Files {
		err = errors.Join(err, os.WriteFile(filepath.Join(at, filepath.Base(f.Name)), f.Data, 0o600))
	}
	return at, err
}

// twice loads files two times and compares what is loaded then.
func (b *bench) twice(l Load) (LoadResult, error) {
	for _, name := range l.Needs {
		if _, err := find(name); err != nil {
			return LoadResult{}, err
		}
	}
	at, err := l.put(b.number)
	if err != nil {
		return LoadResult{}, err
	}
	var states [2]string
	for i := range states {
		out, failed, err := tool(at, l.Tool, l.Text)
		if failed && bytes.Contains(out, []byte("Message too long")) {
			return LoadResult{}, UnableError{fmt.Sprintf("%s has more rules than the kernel takes at once from a user who is not root (net.core.wmem_max): raise that, or run it as root", b.spec.Name)}
		}
		if err != nil || failed {
			return LoadResult{Failed: strings.TrimSpace(string(out))}, err
		}
		shown, failed, err := tool(at, l.Shows, nil)
		if err != nil || failed {
			return LoadResult{Failed: strings.TrimSpace(string(shown))}, err
		}
		states[i] = steady(string(shown))
	}
	return LoadResult{Changed: firstChange(states[0], states[1])}, nil
}

// tool runs a program in the namespace of this thread.
func tool(at string, command []string, text []byte) (out []byte, failed bool, err error) {
	path, err := find(command[0])
	if err != nil {
		return nil, false, err
	}
	cmd := exec.Command(path, command[1:]...)
	cmd.Dir, cmd.Stdin = at, bytes.NewReader(text)
	cmd.Env = append(os.Environ(), "PATH="+os.Getenv("PATH")+":"+strings.Join(system, ":"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, ran := cmd.CombinedOutput()
	return out, ran != nil, nil
}

// system are folders of programs that the paths of users who are not root often lack.
var system = []string{"/usr/sbin", "/sbin", "/usr/local/sbin"}

// find is the path of a program.
func find(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	for _, in := range system {
		path := filepath.Join(in, name)
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
