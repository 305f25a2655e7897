package archive

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// entries are files of many sizes and kinds: empty, short, of one letter, of noise, of words, and this package's own code; one is stored.
func entries(t testing.TB) []Entry {
	t.Helper()
	chance := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the quick brown fox jumps over the lazy dog and back again to where it all began")
	all := []Entry{{Name: "empty"}, {Name: "short", Data: []byte("a")}, {Name: "letter", Data: bytes.Repeat([]byte("x"), 200_000)}, {Name: "größe/ü.txt", Data: []byte("ü")}}
	for n := 10; n < 1_000_000; n *= 7 {
		noise, text := make([]byte, n), make([]byte, 0, n)
		for i := range noise {
			noise[i] = byte(chance.UintN(256))
		}
		for len(text) < n {
			text = append(append(text, words[chance.IntN(len(words))]...), ' ')
		}
		all = append(all, Entry{Name: fmt.Sprint("noise-", n), Data: noise}, Entry{Name: fmt.Sprint("words-", n), Data: text}, Entry{Name: fmt.Sprint("stored-", n), Data: text, Stored: true})
	}
	code, err := os.ReadFile("deflate.go")
	if err != nil {
		t.Fatal(err)
	}
	return append(all, Entry{Name: "code", Data: code})
}

var day = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// TestZipReadsBack opens an archive with the standard library, which knows nothing of the one that wrote it: names, order, dates, permissions and every byte.
func TestZipReadsBack(t *testing.T) {
	want := entries(t)
	data, err := Zip(want, day)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(r.File) != len(want) {
		t.Fatalf("%d files, want %d (%v)", len(r.File), len(want), err)
	}
	for i, f := range r.File {
		open, err := f.Open()
		if err != nil {
			t.Fatal(f.Name, err)
		}
		got, err := io.ReadAll(open) // holds length and checksum against the header's
		if err != nil || !bytes.Equal(got, want[i].Data) || f.Name != want[i].Name {
			t.Errorf("file %d is %s, want %s, with %d bytes, want %d (%v)", i, f.Name, want[i].Name, len(got), len(want[i].Data), err)
		}
		if stored := f.Method == zip.Store; stored != want[i].Stored || !f.Modified.Equal(day) || f.Mode() != 0o644 {
			t.Errorf("%s: stored %t, of %v, mode %v", f.Name, stored, f.Modified, f.Mode())
		}
	}
}

// TestZipSameBytes packs the same files with other numbers of workers, and after other files, so that what packs them has been used for something else.
func TestZipSameBytes(t *testing.T) {
	all := entries(t)
	first, err := Zip(all, day)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for round, workers := range []int{1, 2, 3, 8, 1, 8} {
		runtime.GOMAXPROCS(workers)
		others := entries(t)
		rand.New(rand.NewPCG(3, uint64(round))).Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
		if _, err := Zip(others[:round+3], day); err != nil {
			t.Fatal(err)
		}
		if again, err := Zip(all, day); err != nil || !bytes.Equal(again, first) {
			t.Errorf("%d workers gave other bytes (%v)", workers, err)
		}
	}
}

// TestDeflatedBytes holds what is made on this machine against what was made on another, so that a change of the library, of Go or of the processor is seen:
// the archives of a pack would change with it.
func TestDeflatedBytes(t *testing.T) {
	var text strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&text, "%d: tcp/%d from zone %d to zone %d\n", i, i*i%977, i%7, i%11)
	}
	for want, pack := range map[string]func([]byte) ([]byte, error){
		"31832 bytes 94e293e8c6b14046d9c7cd1923a61e5a564ed36a8a27676ec84a091a20477b22": deflate,
		"29624 bytes d1ed4f7df25a2a9fe226250370dafac16c50ecc4688d90219a6edef544bcff97": Script,
	} {
		packed, err := pack([]byte(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%d bytes %x", len(packed), sha256.Sum256(packed)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func BenchmarkZip(b *testing.B) {
	all := entries(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Zip(all, day); err != nil {
			b.Fatal(err)
		}
	}
}

// TestContentIsBounded: a stream gives back what was put into it, and one that would become more than any document is refused.
func TestContentIsBounded(t *testing.T) {
	for size, fits := range map[int]bool{0: true, 5 << 20: true, 64 << 20: false} {
		data := make([]byte, size)
		stream, err := Stream(data)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Content(stream); fits != (err == nil) || fits && !bytes.Equal(got, data) {
			t.Errorf("%d bytes became %d: %v", size, len(got), err)
		}
	}
}
