package main

import (
	"context"
	"sync"

	"portolan/cmd/portolan/staging"
	"portolan/render"
)

// A destination is the output folder of a build. It is opened, and so made and locked, for the first pack that is ready: a build
// that has nothing to write leaves no trace.
type destination struct {
	folder  string
	waiting func()

	opening sync.Mutex
	output  *staging.Output
	writing sync.RWMutex // held for reading while a pack is written
}

func (d *destination) write(ctx context.Context, name string, files []render.File) error {
	d.writing.RLock()
	defer d.writing.RUnlock()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	output, err := d.open(ctx)
	if err != nil {
		return err
	}
	staged := make([]staging.File, len(files))
	for i, f := range files {
		staged[i] = staging.File(f)
	}
	return output.Replace(ctx, name, staged)
}

func (d *destination) open(ctx context.Context) (*staging.Output, error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	var err error
	if d.output == nil {
		d.output, err = staging.Open(ctx, d.folder, d.waiting)
	}
	return d.output, err
}

// close waits for the packs that are being written: after an interruption workers may still be at it. The lock is kept, so that those
// who come later do not begin.
func (d *destination) close() error {
	d.writing.Lock()
	if d.output == nil {
		return nil
	}
	return d.output.Close()
}
