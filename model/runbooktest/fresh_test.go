package runbooktest

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// fresh are clusters that nobody has used, by who makes them. Making one takes longer than most of what is tried with it; each test gets a copy.
var fresh struct {
	sync.Mutex
	folders map[string]string
}

// freshCluster is the folder of such a cluster, made at the first call.
func freshCluster(t *testing.T, kind string, initialise func(made *host)) string {
	t.Helper()
	fresh.Lock()
	defer fresh.Unlock()
	if dir := fresh.folders[kind]; dir != "" {
		return dir
	}
	dir := inMemory(t) // it outlives this test
	initialise(&host{t: t, dir: dir, bin: t.TempDir()})
	if fresh.folders == nil {
		fresh.folders = map[string]string{}
	}
	fresh.folders[kind] = dir
	return dir
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range fresh.folders {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// copyFolder copies what is in a folder, with owners and rights.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("cp", "-aT", from, to).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
