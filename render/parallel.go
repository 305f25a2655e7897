package render

import (
	"runtime"
	"slices"
	"sync"
)

// A job makes files of a pack and shares nothing with other jobs but what is safe to share.
type job func() ([]File, error)

// sideBySide makes files with as many workers as there are processors. Files come back in the order of their jobs, and of several errors
// the one of the first job, so that no output depends on who was faster.
func sideBySide(jobs []job) ([]File, error) {
	files, errs := make([][]File, len(jobs)), make([]error, len(jobs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		workers.Go(func() {
			for i := range next {
				files[i], errs[i] = jobs[i]()
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return slices.Concat(files...), nil
}
