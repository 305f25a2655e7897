package pdf

import (
	"bytes"

	"portolan/render/archive"
)

// stream is data of a file, compressed or not.
type stream struct {
	data   []byte
	packed bool
}

// shortStream is the length below which a stream is left as it is: compressing it would take longer than all else about it, and save little.
const shortStream = 400

// streamOf compresses what is worth it. It keeps nothing of what it gets.
func streamOf(content []byte) (stream, error) {
	if len(content) < shortStream {
		return stream{bytes.Clone(content), false}, nil
	}
	packed, err := archive.Stream(content)
	return stream{packed, true}, err
}
