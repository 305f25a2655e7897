// Package parallel does independent pieces of work side by side, with as many workers as there are processors. What it returns never
// depends on how many there are or which is faster: results belong to their piece, and of several errors the one of the first piece counts.
package parallel

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// Each does the pieces 0 to n-1. A piece that panics counts as failed, so that one bad input does not end the program.
func Each(n int, do func(piece int) error) error {
	return EachWith(n, func() struct{} { return struct{}{} }, func(_ struct{}, piece int) error { return do(piece) })
}

// EachWith does the pieces with something that belongs to one worker alone, such as buffers, and that every worker makes for itself.
func EachWith[Own any](n int, begin func() Own, do func(own Own, piece int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			own := begin()
			for {
				piece := int(next.Add(1)) - 1
				if piece >= n {
					return
				}
				errs[piece] = guarded(func() error { return do(own, piece) })
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func guarded(do func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v", fault)
		}
	}()
	return do()
}
