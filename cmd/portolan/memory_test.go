package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestMemoryAimFollowsWhatLives holds much, and lets it go: the aim follows, until somebody else sets a limit.
func TestMemoryAimFollowsWhatLives(t *testing.T) {
	before := debug.SetMemoryLimit(memoryAim)
	defer debug.SetMemoryLimit(before)
	aimAgain(memoryAim)
	becomes := func(what string, ok func(limit int64) bool) {
		t.Helper()
		for end := time.Now().Add(10 * time.Second); !ok(debug.SetMemoryLimit(-1)); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: the limit is %d", what, debug.SetMemoryLimit(-1))
			}
			runtime.GC()
		}
	}
	hold := make([]byte, memoryAim) // none of it is touched
	becomes("much lives", func(limit int64) bool { return limit >= memoryTimes*int64(len(hold)) })
	runtime.KeepAlive(hold)
	becomes("it was let go", func(limit int64) bool { return limit == memoryAim })
	const other = 3 * memoryAim
	debug.SetMemoryLimit(other)
	for range 5 {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
	becomes("somebody else set it", func(limit int64) bool { return limit == other })
}
