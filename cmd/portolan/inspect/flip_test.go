package inspect

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/render"
)

// TestEachFileOfAPack flips the first, the middle and the last byte of each file of a pack in turn, in the folder with the zip in it, and looks for its name.
func TestEachFileOfAPack(t *testing.T) {
	pack := sealed(t, "quay", files())
	dir := write(t, pack)
	for _, f := range pack {
		full := filepath.Join(dir, filepath.FromSlash(f.Path))
		for _, i := range []int{0, len(f.Data) / 2, len(f.Data) - 1} {
			if err := os.WriteFile(full, flipped(f.Data, i), 0o644); err != nil {
				t.Fatal(err)
			}
			report, err := reportOn(t, dir)
			named := err == nil && len(report.Differ) == 1 && report.Differ[0].Path == f.Path && !report.Differ[0].Missing
			if f.Path == render.ManifestPath {
				named = err != nil && strings.Contains(err.Error(), render.ManifestPath)
			}
			if !named {
				t.Fatalf("byte %d of %s is another: %v, %+v", i, f.Path, err, report.Differ)
			}
		}
		if err := os.WriteFile(full, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func flipped(data []byte, i int) []byte {
	other := bytes.Clone(data)
	other[i] ^= 1
	return other
}

// TestEachByteOfAZip flips each byte of a zip in turn. What a file holds is named by the file, or by the manifest.
func TestEachByteOfAZip(t *testing.T) {
	whole := genuine(t)
	holder := make([]string, len(whole)) // of each byte that is content
	for _, e := range apart(t, whole).entries {
		from := int(e.offset) + len(e.local) + len(e.name) + len(e.extra)
		for i := range e.data {
			holder[from+i] = strings.TrimPrefix(string(e.name), "quay/")
		}
	}
	var elsewhere []string
	for i := range whole {
		other := flipped(whole, i)
		report, err := Zip(bytes.NewReader(other), int64(len(other)))
		said := ""
		if err != nil {
			said = err.Error()
		} else if len(report.Differ) > 0 {
			said = report.Differ[0].Path + ": " + report.Differ[0].What
		}
		if said == "" {
			t.Fatalf("byte %d, of %q, is another, and nothing is said", i, holder[i])
		}
		if !strings.Contains(said, holder[i]) {
			elsewhere = append(elsewhere, said)
		}
	}
	if len(elsewhere) > len(files()) { // the last byte of what is compressed has bits that mean nothing: then the zip is named, and the byte
		t.Errorf("%d bytes of files are named by another: %q", len(elsewhere), elsewhere)
	}
}

// TestSignatureBesideTheManifest: a signature is no stranger in the folder of a pack, and one in a zip is.
func TestSignatureBesideTheManifest(t *testing.T) {
	dir := write(t, sealed(t, "quay", files()))
	if err := put(render.SignaturePath, "any")(dir); err != nil {
		t.Fatal(err)
	}
	report, err := reportOn(t, dir)
	if err != nil || len(report.Differ) > 0 || !report.Signed || report.Own[render.SignaturePath] != "" {
		t.Errorf("%v, %+v", err, report)
	}
	if err := errors.Join(drop(render.SignaturePath)(dir), link("plan.json", render.SignaturePath)(dir)); err != nil {
		t.Fatal(err)
	}
	if report, err := reportOn(t, dir); err != nil || len(report.Differ) != 1 || report.Signed {
		t.Errorf("a link: %v, %+v", err, report)
	}
}
