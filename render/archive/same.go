package archive

import (
	"archive/zip"
	"bufio"
	stdflate "compress/flate"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/flate"
)

// An Expected is a file that an archive should hold.
type Expected struct {
	Name   string
	Size   int64
	Stored bool
}

// Same returns an error unless the archive is to the last byte what Zip makes of these files and this date, whatever is in them. It packs
// again what it unpacks and holds it against the archive as it goes: so no header, no field, no gap, no way of compressing can hold
// anything. It keeps little in memory, and reads no more of a file than its expected size.
func Same(r io.ReaderAt, size int64, files []Expected, date time.Time) error {
	c := &comparison{r: r, left: size}
	w := zip.NewWriter(c)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
		d := deflaters.Get().(*flate.Writer)
		d.Reset(to)
		return pooled{d}, nil
	})
	for _, f := range files {
		if err := c.again(w, f, date); err != nil {
			return c.fault(f.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return c.fault("the directory", err)
	}
	if c.left > 0 {
		return fmt.Errorf("%d bytes follow after its end", c.left)
	}
	return nil
}

// again packs what is unpacked from the place that the comparison has reached.
func (c *comparison) again(w *zip.Writer, f Expected, date time.Time) error {
	to, err := w.CreateHeader(header(f.Name, f.Stored, date))
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	from := io.Reader(io.NewSectionReader(c.r, c.at, c.left))
	if !f.Stored {
		from = stdflate.NewReader(bufio.NewReader(from))
	}
	if _, err := io.CopyN(to, from, f.Size); err != nil {
		return err
	}
	return w.Flush()
}

// pooled is a compressor that goes back for others once it is closed.
type pooled struct{ *flate.Writer }

func (p pooled) Close() error {
	defer deflaters.Put(p.Writer)
	return p.Writer.Close()
}

// comparison takes what is written for what should stand in an archive.
type comparison struct {
	r        io.ReaderAt
	at, left int64
	buffer   [32 << 10]byte
	differs  bool
}

var errDiffers = errors.New("other bytes")

// Write compares and never keeps what it is given.
func (c *comparison) Write(data []byte) (int, error) {
	for rest := data; len(rest) > 0; {
		part := rest[:min(len(rest), len(c.buffer))]
		have := c.buffer[:min(int64(len(part)), c.left)]
		if n, err := c.r.ReadAt(have, c.at); n < len(have) {
			return 0, err
		}
		for i := range have {
			if have[i] != part[i] {
				c.at += int64(i)
				c.differs = true
				return 0, errDiffers
			}
		}
		c.at, c.left = c.at+int64(len(have)), c.left-int64(len(have))
		if len(have) < len(part) {
			c.differs = true
			return 0, errDiffers
		}
		rest = rest[len(part):]
	}
	return len(data), nil
}

// fault says where the archive differs first.
func (c *comparison) fault(name string, err error) error {
	if c.differs {
		return fmt.Errorf("%s: byte %d of the zip is not what this program writes there", name, c.at)
	}
	return fmt.Errorf("%s: %w", name, err)
}
