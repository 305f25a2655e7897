package render

import (
	"bytes"
	"strings"
	"testing"
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
