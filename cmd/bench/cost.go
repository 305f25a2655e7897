package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A cost is what one finished process took.
type cost struct {
	processor, wall time.Duration
	memory          int64 // the most that it held at once, in bytes; 0 where the system does not say
}

// cost runs the program in the bench's folder and says what it took. A run that fails is an error: its time means nothing.
func (b *bench) cost(arguments ...string) (cost, error) {
	b.runs++
	arguments = slices.Clone(arguments)
	for i := range arguments {
		arguments[i] = b.named(arguments[i])
	}
	c := exec.Command(b.program, arguments...)
	c.Dir = b.folder
	c.Env = append(os.Environ(), "GOMAXPROCS=2", "XDG_CACHE_HOME="+b.cache, "HOME="+b.folder)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	start := time.Now()
	if err := c.Run(); err != nil {
		return cost{}, fmt.Errorf("%s %v: %w\n%s", filepath.Base(b.program), arguments, err, last(out.Bytes(), 2000))
	}
	return cost{processor: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), wall: time.Since(start), memory: peak(c.ProcessState)}, nil
}

// thisRun stands in an argument for the number of the run.
const thisRun = "{run}"

// anew is a folder that is another one in each run.
func (b *bench) anew(name string) string { return filepath.Join(b.folder, name+thisRun) }

// named is an argument as the last run had it.
func (b *bench) named(argument string) string {
	return strings.ReplaceAll(argument, thisRun, strconv.Itoa(b.runs))
}

// inTurn runs each of several commands a number of times, A B C A B C, and says the median cost of each.
func (b *bench) inTurn(times int, commands ...[]string) ([]cost, error) {
	all := make([][]cost, len(commands))
	for range times + 1 { // the first round is not counted
		costs, err := b.once(commands...)
		if err != nil {
			return nil, err
		}
		for i, c := range costs {
			all[i] = append(all[i], c)
		}
	}
	out := make([]cost, len(commands))
	for i, costs := range all {
		out[i] = median(costs[1:])
	}
	return out, nil
}

// once runs each of several commands one time.
func (b *bench) once(commands ...[]string) ([]cost, error) {
	costs := make([]cost, len(commands))
	for i, c := range commands {
		var err error
		if costs[i], err = b.cost(c...); err != nil {
			return nil, err
		}
	}
	return costs, nil
}

// median is the middle of several costs, figure by figure.
func median(costs []cost) cost {
	middle := func(of func(cost) int64) int64 {
		var v []int64
		for _, c := range costs {
			v = append(v, of(c))
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	return cost{
		processor: time.Duration(middle(func(c cost) int64 { return int64(c.processor) })),
		wall:      time.Duration(middle(func(c cost) int64 { return int64(c.wall) })),
		memory:    middle(func(c cost) int64 { return c.memory }),
	}
}

func last(text []byte, n int) []byte { return text[max(0, len(text)-n):] }

// size is how many bytes the files below a folder hold together.
func size(folder string) (total int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}
