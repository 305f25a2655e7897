package main

import (
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	memoryEach  = 20 * time.Millisecond // how often is looked
	memoryAbove = 2                     // times the limit, which is what the collector aims at, not what a run never passes
)

// watchMemory ends the program with an exit code of its own where it needs far more memory than GOMEMLIMIT allows: what the runtime or the system does of
// itself cannot be told from warnings or a kill. Packs are exchanged whole, so that none is torn.
func (p *program) watchMemory() {
	limit := debug.SetMemoryLimit(-1)
	if os.Getenv("GOMEMLIMIT") == "" || limit == math.MaxInt64 {
		return
	}
	used := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for range time.Tick(memoryEach) {
		metrics.Read(used)
		if bytes := used[0].Value.Uint64(); bytes > memoryAbove*uint64(limit) {
			p.say("portolan: out of memory: %d MB are in use, and GOMEMLIMIT allows %d; every pack is complete, old or new\n", bytes>>20, limit>>20)
			os.Exit(exitMemory)
		}
	}
}
