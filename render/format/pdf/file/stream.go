package file

import (
	"bytes"

	"portolan/render/archive"
)

// A Stream is a content as a file holds it, compressed or not.
type Stream struct {
	data   []byte
	packed bool
}

// shortStream is the length below which a stream is left as it is: compressing it would take longer than all else about it, and save little.
const shortStream = 400

// NewStream compresses what is worth it. It keeps nothing of what it gets.
func NewStream(content []byte) (Stream, error) {
	if len(content) < shortStream {
		return Stream{bytes.Clone(content), false}, nil
	}
	packed, err := archive.Stream(content)
	return Stream{packed, true}, err
}
