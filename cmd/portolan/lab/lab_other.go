//go:build !linux

package lab

import "context"

// Run cannot run here: network namespaces are Linux's.
func Run(context.Context, *Job) (*Result, error) {
	return nil, UnableError{"packets are sent in network namespaces, which only Linux has"}
}

// Main is never called.
func Main() int { return 1 }
