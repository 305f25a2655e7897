package render

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/gofont/gosmallcaps"
)

// FuzzManifest: a manifest is taken in the one form that the program writes, and no other.
func FuzzManifest(f *testing.F) {
	listed := Hashes{{Path: "index.html", Bytes: 3, SHA256: strings.Repeat("0", 64)}}
	data, err := Manifest{Format: manifestFormat, Program: "0.1.0", Site: "quay", Date: "2026-09-30", Inputs: listed, Outputs: listed}.Encode()
	if _, wrong := ReadManifest(data); err != nil || wrong != nil {
		f.Fatal(err, wrong)
	}
	f.Add(data)
	f.Add([]byte(`{"format": 3, "site": "x", "outputs": [{"path": "a", "bytes": -1, "sha256": ""}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadManifest(data)
		if err != nil {
			return
		}
		if again, err := m.Encode(); err != nil || !bytes.Equal(again, data) {
			t.Errorf("it is written in another form: %v", err)
		}
		if _, err := ReadManifest(data); err != nil || m.Site == "" || len(m.Outputs) == 0 {
			t.Errorf("read again, it is another: %v", err)
		}
	})
}

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
