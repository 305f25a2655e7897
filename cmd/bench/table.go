package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"time"
)

// A table is what was measured, row by row.
type table struct{ rows [][3]string }

// add adds a row: what, how much, and the bound or what it is held against.
func (t *table) add(what, measured, bound string) {
	t.rows = append(t.rows, [3]string{what, measured, bound})
}

func (t *table) write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "| what | measured | bound |\n|---|---|---|\n"); err != nil {
		return err
	}
	for _, r := range t.rows {
		if _, err := fmt.Fprintf(w, "| %s | %s | %s |\n", r[0], r[1], r[2]); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\n%s on %s, %s, two processors. Times are of processors, user and system together, unless another kind is named; medians. Other programs are started anew and timed by the clock, this one then within a program that runs.\n", runtime.GOOS, runtime.GOARCH, runtime.Version())
	return err
}

func ms(d time.Duration) string      { return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond)) }
func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
func megabytes(n int64) string       { return fmt.Sprintf("%.0f MB", float64(n)/1e6) }

// exponent is the slope of cost over size, both as logarithms: 1 where twice the size takes twice the time.
func exponent(sizes []int, costs []time.Duration) float64 {
	var sx, sy, sxx, sxy float64
	n := float64(len(sizes))
	for i, s := range sizes {
		x, y := math.Log(float64(s)), math.Log(costs[i].Seconds())
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
