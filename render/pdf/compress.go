package pdf

import (
	"bytes"
	"compress/zlib"
)

// stream is data of a file, compressed or not.
type stream struct {
	data   []byte
	packed bool
}

// compressor is one compressor for many pages: a new one for each would take most of a megabyte.
type compressor struct {
	out    bytes.Buffer
	writer *zlib.Writer
}

// shortStream is the length below which a stream is left as it is: compressing it would take longer than all else about it, and save little.
const shortStream = 400

// stream compresses what is worth it.
func (c *compressor) stream(content []byte) (stream, error) {
	if len(content) < shortStream {
		return stream{content, false}, nil
	}
	packed, err := c.pack(content)
	return stream{packed, true}, err
}

// pack compresses with the fastest level: pages are short.
func (c *compressor) pack(content []byte) ([]byte, error) {
	c.out.Reset()
	if c.writer == nil {
		c.writer, _ = zlib.NewWriterLevel(&c.out, zlib.BestSpeed) // the level is one that exists
	} else {
		c.writer.Reset(&c.out)
	}
	if _, err := c.writer.Write(content); err != nil {
		return nil, err
	}
	if err := c.writer.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(c.out.Bytes()), nil
}
