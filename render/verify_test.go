package render

import (
	"slices"
	"testing"
)

// TestVerify changes a pack in each way that a pack can be changed, and looks for the word about it.
func TestVerify(t *testing.T) {
	files := []File{{"a.txt", []byte("one")}, {"b.txt", []byte("two")}, {ManifestPath, []byte(`{"format":1,"site":"quay","outputs":[
		{"path":"a.txt","bytes":3,"sha256":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"},
		{"path":"b.txt","bytes":3,"sha256":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"}]}`)}, {"quay.zip", []byte("holds the others")}}
	for name, test := range map[string]struct {
		files []File
		want  []Discrepancy
	}{
		"as built":      {files, nil},
		"without a zip": {files[:3], nil},
		"other text":    {slices.Concat([]File{{"a.txt", []byte("six")}}, files[1:]), []Discrepancy{{"a.txt", "changed: SHA-256 44778d82365e4af681c40d5f0eef5cf6f5899d3f0ac335050a7ed6779cf3f674, the manifest says 7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"}}},
		"longer":        {slices.Concat([]File{{"a.txt", []byte("eleven")}}, files[1:]), []Discrepancy{{"a.txt", "changed: 6 bytes, the manifest says 3"}}},
		"one missing":   {files[1:], []Discrepancy{{"a.txt", "missing"}}},
		"one more":      {append(slices.Clone(files), File{"c.txt", nil}), []Discrepancy{{"c.txt", "not in the manifest"}}},
		"one twice":     {append(slices.Clone(files), files[1]), []Discrepancy{{"b.txt", "there twice"}}},
	} {
		found, compared, err := Verify(test.files)
		if err != nil || compared != 2 || !slices.Equal(found, test.want) {
			t.Errorf("%s: %d files compared, error %v, found %q\nwant %q", name, compared, err, found, test.want)
		}
	}
	for name, data := range map[string]string{"no JSON": "dear", "another format": `{"format":2}`, "an empty list": `{"format":1}`} {
		if _, _, err := Verify([]File{{ManifestPath, []byte(data)}}); err == nil {
			t.Errorf("a manifest with %s was taken", name)
		}
	}
	if _, _, err := Verify(files[:2]); err == nil {
		t.Error("a pack without a manifest was taken")
	}
}
