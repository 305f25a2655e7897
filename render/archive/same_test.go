package archive

import (
	"bytes"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"

	"portolan/model/testenv"
)

func expected(all []Entry) (out []Expected) {
	for _, e := range all {
		out = append(out, Expected{e.Name, int64(len(e.Data)), e.Stored})
	}
	return out
}

// TestSame takes what Zip made, lists it, and finds every byte that is changed, left out or put in.
func TestSame(t *testing.T) {
	all := entries(t)
	data, err := Zip(all, day)
	if err != nil {
		t.Fatal(err)
	}
	if err := Same(bytes.NewReader(data), int64(len(data)), expected(all), day); err != nil {
		t.Fatal(err)
	}
	members, err := List(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(members) != len(all) || !Ordered(members) {
		t.Fatalf("%d members, %v", len(members), err)
	}
	for i, m := range members {
		from, err := m.Open(bytes.NewReader(data))
		if err != nil {
			t.Fatal(m.Name, err)
		}
		if got, err := io.ReadAll(from); err != nil || !bytes.Equal(got, all[i].Data) || m.Name != all[i].Name {
			t.Errorf("%s: %d bytes, want %s with %d (%v)", m.Name, len(got), all[i].Name, len(all[i].Data), err)
		}
	}
	small := []Entry{{Name: "a/b.txt", Data: []byte("dear dear dear")}, {Name: "a/c.pdf", Data: []byte("stored"), Stored: true}, {Name: "a/empty"}}
	if data, err = Zip(small, day); err != nil {
		t.Fatal(err)
	}
	stored := len("stored")
	at := bytes.Index(data, []byte("stored"))
	for i := range data {
		for _, forged := range [][]byte{
			flipped(data, i), append(append(bytes.Clone(data[:i]), 0), data[i:]...), append(bytes.Clone(data[:i]), data[i+1:]...), data[:i],
		} {
			if bytes.Equal(forged, data) { // a byte beside its equal
				continue
			}
			if err := Same(bytes.NewReader(forged), int64(len(forged)), expected(small), day); err == nil {
				t.Errorf("byte %d of %d changed, and nothing is said (content is at %d-%d)", i, len(data), at, at+stored)
			}
		}
	}
}

func flipped(data []byte, i int) []byte {
	out := bytes.Clone(data)
	out[i] ^= 1 << rand.IntN(8)
	return out
}

// TestSameKeepsLittle unpacks a file of 256 megabytes and holds no more than a few.
func TestSameKeepsLittle(t *testing.T) {
	testenv.Long(t, "packs 256 megabytes")
	all := []Entry{{Name: "zeros", Data: make([]byte, 256<<20)}}
	data, err := Zip(all, day)
	if err != nil {
		t.Fatal(err)
	}
	want := expected(all)
	all = nil
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err = Same(bytes.NewReader(data), int64(len(data)), want, day)
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; err != nil || allocated > 8<<20 {
		t.Errorf("%d bytes were allocated for a zip of %d (%v)", allocated, len(data), err)
	}
}
