package font

import (
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// advances are the widths of a font's characters in em, negative where the font lacks one. Setting a pack asks for millions of them, from
// several goroutines: a block of neighbouring characters is looked up in the font when the first of them is asked for, and is read without
// a lock from then on.
type advances struct {
	latin  *block // the first of the blocks, since nearly all text stands in it
	blocks [plane / blockSize]atomic.Pointer[block]

	mu     sync.Mutex // guards what follows
	font   *sfnt.Font
	buffer sfnt.Buffer
}

const (
	blockSize = 256
	plane     = 0x10000 // characters beyond the first plane are looked up anew each time; documents refuse them
)

type block [blockSize]float64

func (a *advances) open(font *sfnt.Font) {
	a.font = font
	a.latin = a.fill(0)
}

func (a *advances) of(r rune) float64 {
	if uint32(r) < blockSize {
		return a.latin[r]
	}
	return a.further(r)
}

func (a *advances) further(r rune) float64 {
	if uint32(r) >= plane {
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.lookUp(r)
	}
	b := a.blocks[r/blockSize].Load()
	if b == nil {
		b = a.fill(r / blockSize)
	}
	return b[r%blockSize]
}

// fill looks up a block. Two goroutines may fill the same one: they find the same.
func (a *advances) fill(number rune) *block {
	a.mu.Lock()
	defer a.mu.Unlock()
	b := &block{}
	for i := range b {
		b[i] = a.lookUp(number*blockSize + rune(i))
	}
	a.blocks[number].Store(b)
	return b
}

func (a *advances) lookUp(r rune) float64 {
	index, err := a.font.GlyphIndex(&a.buffer, r)
	if err != nil || index == 0 {
		return -1
	}
	em := fixed.I(int(a.font.UnitsPerEm()))
	width, err := a.font.GlyphAdvance(&a.buffer, index, em, 0)
	if err != nil {
		return -1
	}
	return float64(width) / float64(em)
}
