package pdf

import (
	"bytes"
	"testing"
	"time"

	"golang.org/x/image/font/gofont/gosmallcaps"
)

// FuzzFont: a font that is found sound can be cut, and one that is not is refused in time.
func FuzzFont(f *testing.F) {
	f.Add(gosmallcaps.TTF)
	f.Add(gosmallcaps.TTF[:4000])
	f.Add([]byte("\x00\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		began := time.Now()
		_ = SoundFont(data)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("it takes %v", took)
		}
		if !bytes.Equal(before, data) {
			t.Error("somebody wrote into the font")
		}
	})
}
