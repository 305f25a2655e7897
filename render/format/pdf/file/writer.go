package file

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"portolan/render/archive"
)

// writer writes objects and remembers where they stand. Objects without a stream are packed, many into one stream: the structure of a document is
// tens of thousands of small ones.
type writer struct {
	out    []byte  // of the file, or of the packed objects where one of those is begun
	file   []byte  // the file meanwhile
	packed []byte  // objects that are not yet in the file
	inside []int32 // their numbers,
	starts []int32 // and where each begins
	places []place // by the object's number
	err    error
}

// place is where an object stands: at a byte of the file, or as one of those in a stream.
type place struct {
	at     int // byte, or index in the stream
	stream int // the stream's number; 0 for none
}

// packMost is the number of objects that are packed into one stream: readers unpack it as a whole to read one of them.
const packMost = 400

// reserve takes the next numbers and returns the first.
func (w *writer) reserve(n int) int {
	first := len(w.places)
	w.places = append(w.places, make([]place, n)...)
	return first
}

// begin begins an object without a stream, until done.
func (w *writer) begin(number int) {
	w.file, w.out = w.out, w.packed
	w.inside = append(w.inside, int32(number))
	w.starts = append(w.starts, int32(len(w.out)))
}

func (w *writer) done() {
	w.packed, w.out = append(w.out, '\n'), w.file
	if len(w.inside) == packMost {
		w.flush()
	}
}

// flush writes what is packed.
func (w *writer) flush() {
	if len(w.inside) == 0 {
		return
	}
	number := w.reserve(1)
	var head []byte
	for i, object := range w.inside {
		w.places[object] = place{at: i, stream: number}
		head = strconv.AppendInt(head, int64(object), 10)
		head = append(strconv.AppendInt(append(head, ' '), int64(w.starts[i]), 10), ' ')
	}
	properties := fmt.Sprintf("/Type /ObjStm /N %d /First %d ", len(w.inside), len(head))
	content, err := NewStream(append(head, w.packed...))
	if err != nil && w.err == nil {
		w.err = err
	}
	w.stream(number, properties, content)
	w.packed, w.inside, w.starts = w.packed[:0], w.inside[:0], w.starts[:0]
}

func (w *writer) text(parts ...string) {
	for _, part := range parts {
		w.out = append(w.out, part...)
	}
}

func (w *writer) refer(number int) {
	w.out = strconv.AppendInt(w.out, int64(number), 10)
	w.text(" 0 R")
}

// numbers writes numbers, each with a space before it.
func (w *writer) numbers(numbers ...float64) {
	for _, n := range numbers {
		w.out = AppendNumber(append(w.out, ' '), n)
	}
}

func (w *writer) object(number int, body string) {
	w.begin(number)
	w.text(body)
	w.done()
}

// open begins an object that is not packed.
func (w *writer) open(number int) {
	w.places[number] = place{at: len(w.out)}
	w.out = strconv.AppendInt(w.out, int64(number), 10)
	w.text(" 0 obj\n")
}

// stream writes a stream with further properties.
func (w *writer) stream(number int, properties string, s Stream) {
	w.open(number)
	w.text("<<", properties)
	if s.packed {
		w.text("/Filter /FlateDecode ")
	}
	w.text("/Length ", strconv.Itoa(len(s.data)), ">>\nstream\n")
	w.out = append(w.out, s.data...)
	w.text("\nendstream\nendobj\n")
}

// end writes the table of objects. The file's identity is the hash of what it holds.
func (w *writer) end(info, catalogue int) ([]byte, error) {
	w.flush()
	id := sha256.Sum256(w.out)
	at := len(w.out)
	number := w.reserve(1)
	w.places[number] = place{at: at}
	const columns = 7
	table, above := make([]byte, 0, (columns+1)*len(w.places)), [columns]byte{}
	for i, p := range w.places {
		row := p.row(i)
		table = append(table, 2) // each byte less the one above it, by the predictor of PNG
		for n, value := range row {
			table = append(table, value-above[n])
		}
		above = row
	}
	packed, err := archive.Stream(table)
	if err != nil {
		return nil, err
	}
	content := Stream{packed, true} // the properties say how it is packed
	w.stream(number, fmt.Sprintf("/Type /XRef /W [1 4 2] /DecodeParms <</Predictor 12 /Columns 7>> /Size %d /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>] ",
		len(w.places), catalogue, info, id[:16], id[:16]), content)
	return fmt.Appendf(w.out, "startxref\n%d\n%%%%EOF\n", at), w.err
}

// row is the line of an object in the table: its kind, where it stands, and its index there.
func (p place) row(number int) [7]byte {
	kind, at, index := byte(1), p.at, 0
	switch {
	case number == 0: // none has this number
		kind, index = 0, 65535
	case p.stream > 0:
		kind, at, index = 2, p.stream, p.at
	}
	return [7]byte{kind, byte(at >> 24), byte(at >> 16), byte(at >> 8), byte(at), byte(index >> 8), byte(index)}
}
