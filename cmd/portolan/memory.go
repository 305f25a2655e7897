package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"

	_ "portolan/cmd/portolan/heap"
)

// A run takes up to memoryAim, or memoryTimes what lives in it where that is more, before it is looked through more often than that: garbage of many
// sites side by side is no reason to take more. GOMEMLIMIT says otherwise.
const (
	memoryAim   = 288 << 20
	memoryTimes = 2
)

// aimAtMemory tells the collector of garbage what memory is for this program, unless the environment does. What came before it is in package heap.
func aimAtMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryAim)
		aimAgain(memoryAim)
	}
}

// aimAgain sets the aim by what lives each time that garbage was collected, as long as nobody else sets it.
func aimAgain(aim int64) {
	runtime.AddCleanup(new(*byte), func(aim int64) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		next := max(memoryAim, memoryTimes*int64(live[0].Value.Uint64()))
		if set := debug.SetMemoryLimit(-1); set == aim && next != aim {
			debug.SetMemoryLimit(next)
			aim = next
		}
		aimAgain(aim)
	}, aim)
}

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
