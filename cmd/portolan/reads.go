package main

import (
	"maps"
	"slices"
	"sync"
)

// reads are the files of a site that somebody wanted to read, whether they are there or not. Where nobody wants to know of them it is nil.
type reads struct {
	mutex sync.Mutex
	names map[string]bool
}

func (r *reads) note(name string) {
	if r == nil {
		return
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.names == nil {
		r.names = map[string]bool{}
	}
	r.names[name] = true
}

func (r *reads) sorted() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return slices.Sorted(maps.Keys(r.names))
}
