package lab

import (
	"fmt"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sys/unix"
)

// do sets the benches up and sends the packets of all sweeps, a few benches at a time.
func do(job *Job) (*Result, error) {
	if err := raiseLimits(); err != nil {
		return nil, err
	}
	if err := privateFolder(job); err != nil {
		return nil, err
	}
	home, err := os.Open("/proc/self/ns/net")
	if err != nil {
		return nil, err
	}
	defer func() { _ = home.Close() }()
	result := &Result{Benches: make([]BenchResult, len(job.Benches)), Through: make([][]bool, len(job.Sweeps)), Mute: make([][]int, len(job.Sweeps))}
	faults := make([]error, len(job.Benches))
	var all sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range job.Benches {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			runtime.LockOSThread() // for good: the thread, and with it the namespace, ends with this goroutine
			b := &bench{spec: &job.Benches[i], number: i, home: int(home.Fd())}
			defer b.close()
			faults[i] = b.do(job, result)
		})
	}
	all.Wait()
	for _, err := range faults {
		if err != nil {
			return nil, err
		}
	}
	return result, nil
}

// raiseLimits takes as many files as the process may have.
func raiseLimits() error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	limit.Cur = limit.Max
	return unix.Setrlimit(unix.RLIMIT_NOFILE, &limit)
}

// do is all that happens on one bench, on one thread.
func (b *bench) do(job *Job, result *Result) error {
	if err := b.setUp(); err != nil {
		return fmt.Errorf("%s: %w", b.spec.Name, err)
	}
	mine := &result.Benches[b.number]
	failed := false
	for _, l := range b.spec.Loads {
		loaded, err := b.twice(l)
		if err != nil {
			return err
		}
		mine.Loads = append(mine.Loads, loaded)
		failed = failed || loaded.Failed != ""
	}
	if failed {
		return nil
	}
	if !b.spec.Forwards {
		mine.Broken = b.broken()
	}
	for i := range job.Sweeps {
		s := &job.Sweeps[i]
		if s.Bench != b.number {
			continue
		}
		through, mute, err := b.sweep(s)
		if err != nil {
			return fmt.Errorf("%s: %w", b.spec.Name, err)
		}
		result.Through[i], result.Mute[i] = through, mute
	}
	return nil
}
