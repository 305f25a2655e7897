package main

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
)

// TestTheHeapIsToldBeforeLibrariesStart: what they make while they start is not looked through, which would cost each command milliseconds.
func TestTheHeapIsToldBeforeLibrariesStart(t *testing.T) {
	run := exec.Command(os.Args[0], "-test.run=^$")
	run.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	heap := bytes.Index(out, []byte("init portolan/cmd/portolan/heap "))
	library := bytes.Index(out, []byte("init github.com/goccy/go-graphviz/internal/wasm "))
	if heap < 0 || library < 0 || heap > library {
		t.Errorf("the heap is told at %d, the library starts at %d of\n%s", heap, library, out)
	}
}
