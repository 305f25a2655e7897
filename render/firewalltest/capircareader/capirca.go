// Package capircareader asks Capirca about policies: it reads them with its own parser and decides on packets with its AclCheck. It is imported by
// tests only.
package capircareader

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"testing"

	"portolan/model/testenv"
	"portolan/render/firewalltest"
)

//go:embed check.py
var script string

// python is the system's own, which has the package; another one on the path has not.
const python = "/usr/bin/python3"

// A Checker is one process of Capirca, which reads one policy after the other.
type Checker struct {
	lock sync.Mutex
	in   io.Writer
	out  *bufio.Reader
}

// Start starts Capirca; without it the test is skipped, or fails where all must run.
func Start(t testing.TB) *Checker {
	t.Helper()
	testenv.Tool(t, "aclgen")
	if out, err := exec.Command(python, "-c", "import capirca.lib.aclcheck").CombinedOutput(); err != nil {
		testenv.Missing(t, "no package capirca for "+python+": "+string(out))
	}
	command := exec.Command(python, "-c", script)
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close() // which ends it
		_ = command.Wait()
	})
	return &Checker{in: in, out: bufio.NewReader(out)}
}

type answer struct {
	Error    string      `json:"error"`
	Rule     string      `json:"rule"`
	Accepted bool        `json:"accepted"`
	Terms    [][2]string `json:"terms"` // names, and the days from which they are left out
}

func (c *Checker) ask(question any) (answer, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	line, err := json.Marshal(question)
	if err != nil {
		return answer{}, err
	}
	if _, err := c.in.Write(append(line, '\n')); err != nil {
		return answer{}, err
	}
	text, err := c.out.ReadBytes('\n')
	if err != nil {
		return answer{}, err
	}
	var a answer
	if err := json.Unmarshal(text, &a); err != nil {
		return answer{}, err
	}
	if a.Error != "" {
		return answer{}, fmt.Errorf("capirca: %s", a.Error)
	}
	return a, nil
}

// Read reads the policy and the definitions of a folder, and says which terms it has, each with the day from which it is left out.
func (c *Checker) Read(folder string) ([][2]string, error) {
	a, err := c.ask(map[string]string{"folder": folder})
	return a.Terms, err
}

// Decide asks a filter of the policy that was read last.
func (c *Checker) Decide(filter string, p firewalltest.Packet) (term string, accepted bool, err error) {
	if !p.From.IsValid() || !p.To.IsValid() { // the address before the first of all
		return "", false, nil
	}
	a, err := c.ask(map[string]any{"filter": filter, "from": p.From.String(), "to": p.To.String(), "from_port": p.FromPort, "to_port": p.ToPort, "protocol": p.Protocol, "type": p.Type})
	return a.Rule, a.Accepted, err
}
