package archive

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zlib"

	"portolan/render/parallel"
)

// level is how hard the library looks for repetitions, from 1 to 9. Of the example's pack, level 1 takes a sixth of the time of the standard library's default and
// makes the files that are deflated at all a quarter larger; the whole archive, most of which are PDFs, less than a thirtieth.
const level = 1

// streamLevel is the same for streams of PDFs: their texts of two bytes a character, and the many alike elements of their structure, become a sixth smaller.
const streamLevel = 7

// scriptLevel is the same for what scripts of pages unpack. The search index is a twelfth longer than at the level of streams, and takes a quarter of the time.
const scriptLevel = 4

// deflaters are used again: each holds tables larger than most files. What one has done before leaves no trace in what it makes next.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, level)
	if err != nil {
		panic(err) // the library does not know the level above
	}
	return w
}}

// deflateAll compresses each entry by itself, except those that are stored.
func deflateAll(entries []Entry) ([][]byte, error) {
	packed := make([][]byte, len(entries))
	return packed, parallel.Each(len(entries), func(i int) (err error) {
		if !entries[i].Stored {
			packed[i], err = deflate(entries[i].Data)
		}
		return err
	})
}

// deflate compresses data.
func deflate(data []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(data)/4 + 64)
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&out)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Stream compresses data in the form of zlib, which streams of PDFs have.
func Stream(data []byte) ([]byte, error) { return stream(data, streams) }

// Script compresses data in the same form for a script, in which a browser unpacks it.
func Script(data []byte) ([]byte, error) { return stream(data, scripts) }

func stream(data []byte, writers *sync.Pool) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(data)/2 + 64)
	w := writers.Get().(*zlib.Writer)
	defer writers.Put(w)
	w.Reset(&out)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

var streams, scripts = writers(streamLevel), writers(scriptLevel)

func writers(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		w, err := zlib.NewWriterLevel(nil, level)
		if err != nil {
			panic(err) // the library does not know the level
		}
		return w
	}}
}

// Content is what a stream holds that begins data, unless a large text would come out of next to nothing.
func Content(data []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	most := max(bombSize, bombTimes*int64(len(data)))
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(content)) > most {
		return nil, errors.New("a stream unpacks to more than a document holds")
	}
	return content, err
}
