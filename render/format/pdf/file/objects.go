package file

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// object is where an object of a file stands.
type object struct{ number, start, end int }

var errForm = errors.New("the PDF has an unknown form")

// objectsOf reads the table at the end of a file: its objects in the order in which they stand.
func objectsOf(file []byte) ([]object, error) {
	at := bytes.LastIndex(file, []byte("\nxref\n0 ")) + 1
	trailer := bytes.LastIndex(file, []byte("\ntrailer\n")) + 1
	if at <= 0 || trailer < at {
		return nil, errForm
	}
	lines := bytes.Split(bytes.TrimSpace(file[at:trailer]), []byte("\n"))
	var objects []object
	for i, line := range lines[min(3, len(lines)):] { // the title, the range, the free object
		start, err := strconv.Atoi(string(line[:min(10, len(line))]))
		if err != nil || start <= 0 || start >= at {
			return nil, errForm
		}
		objects = append(objects, object{number: i + 1, start: start})
	}
	if len(objects) == 0 {
		return nil, errForm
	}
	slices.SortFunc(objects, func(a, b object) int { return cmp.Compare(a.start, b.start) })
	for i := range objects {
		objects[i].end = at
		if i+1 < len(objects) {
			objects[i].end = objects[i+1].start
		}
		if !bytes.HasPrefix(file[objects[i].start:], fmt.Appendf(nil, "%d 0 obj\n", objects[i].number)) {
			return nil, errForm
		}
	}
	return objects, nil
}
