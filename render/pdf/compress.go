package pdf

import (
	"bytes"
	"compress/zlib"
)

// compressor is one compressor for many pages: a new one for each would take most of a megabyte.
type compressor struct {
	out    bytes.Buffer
	writer *zlib.Writer
}

// pack compresses a stream. The level is the fastest: pages are short, and the slower levels make them smaller by a tenth for three times
// the time.
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
