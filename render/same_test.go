package render

import (
	"bytes"
	"runtime"
	"sync"
	"testing"
)

// TestSameBytes renders the example twice, with one and with many processors, and asks for equal bytes.
func TestSameBytes(t *testing.T) {
	first := packOf(t, example).files
	old := runtime.GOMAXPROCS(1)
	second := freshPack(t, example, false).files
	runtime.GOMAXPROCS(old)
	for i := range first {
		if first[i].Path != second[i].Path || !bytes.Equal(first[i].Data, second[i].Data) {
			t.Errorf("%s differs from one run to the next", first[i].Path)
		}
	}
}

// TestSeveralPacksAtOnce builds packs of two sites side by side, one of them twice, and asks for the bytes of those built alone.
func TestSeveralPacksAtOnce(t *testing.T) {
	sites := []string{example, "single-node", example}
	built := make([]pack, len(sites))
	var group sync.WaitGroup
	for i, site := range sites {
		group.Go(func() { built[i] = freshPack(t, site, false) })
	}
	group.Wait()
	for i, site := range sites {
		alone := packOf(t, site).files
		if len(built[i].files) != len(alone) {
			t.Errorf("%s: %d files, want %d", site, len(built[i].files), len(alone))
			continue
		}
		for k, f := range built[i].files {
			if f.Path != alone[k].Path || !bytes.Equal(f.Data, alone[k].Data) {
				t.Errorf("%s, pack %d: %s is not the same as alone", site, i+1, f.Path)
			}
		}
	}
}
