package file

import (
	"crypto/sha256"
	"fmt"
	"strconv"
)

// writer writes objects and remembers where they stand.
type writer struct {
	out    []byte
	places []int // by the object's number
}

// reserve takes the next numbers and returns the first.
func (w *writer) reserve(n int) int {
	first := len(w.places)
	w.places = append(w.places, make([]int, n)...)
	return first
}

func (w *writer) begin(number int) {
	w.places[number] = len(w.out)
	w.out = strconv.AppendInt(w.out, int64(number), 10)
	w.text(" 0 obj\n")
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
	w.text(body, "\nendobj\n")
}

// stream writes a stream with further properties.
func (w *writer) stream(number int, properties string, s Stream) {
	w.begin(number)
	w.text("<<", properties)
	if s.packed {
		w.text("/Filter /FlateDecode ")
	}
	w.text("/Length ", strconv.Itoa(len(s.data)), ">>\nstream\n")
	w.out = append(w.out, s.data...)
	w.text("\nendstream\nendobj\n")
}

// end writes the table of objects. The file's identity is the hash of what it holds.
func (w *writer) end(info, catalogue int) []byte {
	id := sha256.Sum256(w.out)
	table := len(w.out)
	w.out = fmt.Appendf(w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.places))
	for _, at := range w.places[1:] {
		w.out = appendPlace(w.out, at)
	}
	return fmt.Appendf(w.out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%x> <%x>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.places), catalogue, info, id[:16], id[:16], table)
}

// appendPlace writes a line of the table, which has ten digits whatever the place.
func appendPlace(out []byte, at int) []byte {
	line := [...]byte{'0', '0', '0', '0', '0', '0', '0', '0', '0', '0'}
	for i := len(line) - 1; at > 0 && i >= 0; i-- {
		line[i] = '0' + byte(at%10)
		at /= 10
	}
	return append(append(out, line[:]...), " 00000 n \n"...)
}
