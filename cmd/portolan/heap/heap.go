// Package heap tells the runtime how this program uses memory, before other packages do: some libraries make megabytes while they start. It imports next to
// nothing, since packages are initialized as soon as what they import is; a test asserts the order.
package heap

import (
	"os"
	"runtime"
	"runtime/debug"
)

// growth is how much the heap may grow, in per cent, before it is looked through, where no limit of memory comes first: a run is short and makes much that
// it soon forgets, and one that makes little is not looked through.
const growth = 6400

// first is what the heap takes from large pages, where the system hands them out to who asks: half of what a pack of five nodes needs. Of usual pages, which
// the system clears one by one, a run takes thousands, and that was a third of its time.
const first = 128 << 20

func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if offersLargePages() {
		takeLargePages()
	}
}

// takeLargePages asks for a block, which nobody touches, in large pages, and gives it to the heap.
func takeLargePages() {
	if wantLargePages(make([]byte, first)) {
		runtime.GC() // the block is garbage by now, and the heap next to empty
	}
}
