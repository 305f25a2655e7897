// Package heap tells the collector of garbage how this program runs, before other packages make any: some libraries make megabytes while they start. It imports
// next to nothing, since packages are initialized as soon as what they import is; a test asserts the order.
package heap

import (
	"os"
	"runtime/debug"
)

// growth is how much the heap may grow, in per cent, before it is looked through, where no limit of memory comes first: a run is short and makes much that
// it soon forgets, and one that makes little is not looked through.
const growth = 6400

func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
}
