package inspect

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode"
)

// FuzzZip: no bytes are a pack that cannot be verified in time, or of which something is said that a terminal could take for anything else. Of a pack that is
// found whole every file can be read, as its manifest lists it.
func FuzzZip(f *testing.F) {
	whole := genuine(f)
	f.Add(whole)
	for _, each := range forgeries {
		forged := apart(f, whole)
		each.forge(forged)
		data := forged.bytes()
		if forged.raw != nil {
			data = forged.raw(data)
		}
		if len(data) < 100_000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		began := time.Now()
		report, err := Zip(bytes.NewReader(data), int64(len(data)))
		if took := time.Since(began); took > time.Minute {
			t.Errorf("it takes %v", took)
		}
		if err != nil {
			if strings.ContainsFunc(err.Error(), unprintable) {
				t.Errorf("printed: %q", err)
			}
			return
		}
		if said := listing(report); said != "" {
			if strings.ContainsFunc(strings.ReplaceAll(said, "\n", ""), unprintable) {
				t.Errorf("printed: %q", said)
			}
			return
		}
		var paths []string
		for _, each := range report.Manifest.Outputs {
			paths = append(paths, each.Path)
		}
		if err := dataIn(bytes.NewReader(data), int64(len(data)), func(manifest []byte, open opener) error {
			_, err := listed(manifest, paths, open)
			return err
		}); err != nil {
			t.Errorf("it is as its manifest says, and cannot be read: %v", err)
		}
	})
}

// unprintable is what could steer a terminal. Errors of libraries show single letters.
func unprintable(r rune) bool { return !unicode.IsPrint(r) }
