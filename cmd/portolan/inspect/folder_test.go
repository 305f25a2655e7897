package inspect

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"portolan/render"
)

// write puts a pack into a folder.
func write(t *testing.T, pack []render.File) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "quay")
	for _, f := range pack {
		full := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, f.Data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func reportOn(t *testing.T, dir string) (*Report, error) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	return Folder(root)
}

// A change is one thing that somebody did to the folder of a pack, and all that must be said of it.
type change struct {
	name, said string
	do         func(dir string) error
}

func put(name, text string) func(string) error {
	return func(dir string) error {
		full := filepath.Join(dir, filepath.FromSlash(name))
		return errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte(text), 0o644))
	}
}

func drop(name string) func(string) error {
	return func(dir string) error { return os.RemoveAll(filepath.Join(dir, filepath.FromSlash(name))) }
}

func all(each ...func(string) error) func(string) error {
	return func(dir string) error {
		for _, do := range each {
			if err := do(dir); err != nil {
				return err
			}
		}
		return nil
	}
}

func link(to, name string) func(string) error {
	return func(dir string) error { return os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))) }
}

var changes = []change{
	{"nothing", "", all()},
	{"no zip", "", drop("quay.zip")},
	{"a file changed", "index.html: changed: 3 bytes, the manifest says 960\n", put("index.html", "six")},
	{"a file changed, equally long", "handover.pdf: changed: SHA-256 ", put("handover.pdf", "%PDF-1.7 forged as it is")},
	{"a file missing", "plan.json: missing\n", drop("plan.json")},
	{"a foreign file", "signed.pdf: not in the manifest\n", put("signed.pdf", "signed")},
	{"a hidden file", "\".hidden\": not in the manifest\n", put(".hidden", "x")},
	{"a foreign folder", "mine/deep/a.txt: not in the manifest\nmine/deep/b.txt: not in the manifest\n", all(put("mine/deep/a.txt", ""), put("mine/deep/b.txt", ""))},
	{"an empty folder", "mine: an empty folder, which is not in the manifest\n", func(dir string) error { return os.Mkdir(filepath.Join(dir, "mine"), 0o755) }},
	{"a folder for a file", "index.html: missing\nindex.html/x: not in the manifest\n", all(drop("index.html"), put("index.html/x", ""))},
	{"an empty folder for a file", "index.html: an empty folder, which is not in the manifest\nindex.html: missing\n", all(drop("index.html"), func(dir string) error { return os.Mkdir(filepath.Join(dir, "index.html"), 0o755) })},
	{"a file for a folder", "nodes: not in the manifest\nnodes/central.csv: missing\n", all(drop("nodes"), put("nodes", ""))},
	{"another zip", "quay.zip: it is not the zip of this pack: it is too short for a zip\n", put("quay.zip", "x")},
	{"a zip with a foreign file", "quay.zip: extra.html in it: not in the manifest\n", forgedZip(func(f *forged) { f.add("quay/extra.html", "x") })},
	{"a zip of which two files differ", "quay.zip: index.html in it: changed: 3 bytes, the manifest says 960; plan.json in it: missing\n", forgedZip(func(f *forged) { f.at("index.html").fill([]byte("six")); f.drop("plan.json") })},
	{"a zip with another manifest", "quay.zip: MANIFEST.json in it: changed: ", forgedZip(func(f *forged) { f.manifest(`"quay"`, `"pier"`) })},
	{"a zip with bytes between", "quay.zip: quay/plan.json: byte 309 of the zip is not what this program writes there\n", forgedZip(func(f *forged) { f.at("plan.json").gap = []byte("hidden") })},
	{"a link to a file", "index.html: a link; a pack holds files only\n", all(drop("index.html"), link("plan.json", "index.html"))},
	{"a link to a folder", "nodes: a link; a pack holds files only\nnodes/central.csv: missing\n", all(drop("nodes"), link("/", "nodes"))},
	{"a link into nowhere", "link: a link; a pack holds files only\n", link("nowhere", "link")},
	{"a socket", "s: neither a file nor a folder; a pack holds nothing else\n", func(dir string) error {
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unix"})
		if err == nil {
			l.SetUnlinkOnClose(false)
			err = l.Close()
		}
		return err
	}},
	{"a file of a terabyte", "index.html: changed: 1099511627776 bytes, the manifest says 960\n", func(dir string) error { return os.Truncate(filepath.Join(dir, "index.html"), 1<<40) }},
	{"a zip of a terabyte", "quay.zip: it is not the zip of this pack: ", func(dir string) error { return os.Truncate(filepath.Join(dir, "quay.zip"), 1<<40) }},
	{"a name that is a line of success", `"a\nquay: 4 files are as the manifest says": not in the manifest` + "\n", put("a\nquay: 4 files are as the manifest says", "")},
}

func forgedZip(forge func(*forged)) func(string) error {
	return func(dir string) error {
		name := filepath.Join(dir, "quay.zip")
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f := apart(noTest{}, data)
		forge(f)
		return os.WriteFile(name, f.bytes(), 0o644)
	}
}

// noTest is where a forgery cannot fail.
type noTest struct{ testing.TB }

func (noTest) Helper() {}

// TestFolder names everything that is not as the manifest says, and takes the rest for the program's own.
func TestFolder(t *testing.T) {
	pack := sealed(t, "quay", files())
	for _, each := range changes {
		dir := write(t, pack)
		if err := each.do(dir); err != nil {
			if runtime.GOOS == "windows" {
				continue // it has no such thing
			}
			t.Fatal(each.name, err)
		}
		report, err := reportOn(t, dir)
		if err != nil {
			t.Errorf("%s: %v", each.name, err)
			continue
		}
		got := listing(report)
		if whole := strings.HasSuffix(each.said, "\n") || each.said == ""; whole && got != each.said || !strings.HasPrefix(got, each.said) {
			t.Errorf("%s: said\n%s\nwant\n%s", each.name, got, each.said)
		}
		for _, f := range pack {
			differs := slices.ContainsFunc(report.Differ, func(d Difference) bool { return d.Path == f.Path || strings.HasPrefix(f.Path, d.Path+"/") })
			if own := report.Own[f.Path] != ""; own == differs && !(each.name == "no zip" && f.Path == "quay.zip") {
				t.Errorf("%s: %s: the program's own: %t", each.name, f.Path, own)
			}
		}
	}
}

// TestFolderWithoutTrust finds nothing of the program's where the manifest proves nothing, and names every file.
func TestFolderWithoutTrust(t *testing.T) {
	pack := sealed(t, "quay", files())
	edit := func(old, new string) func(string) error {
		return func(dir string) error {
			name := filepath.Join(dir, render.ManifestPath)
			data, err := os.ReadFile(name)
			if err != nil || !strings.Contains(string(data), old) {
				return errors.Join(err, errors.New("nothing to edit"))
			}
			return os.WriteFile(name, []byte(strings.Replace(string(data), old, new, 1)), 0o644)
		}
	}
	for name, test := range map[string]struct {
		said string
		do   func(string) error
	}{
		"no manifest":       {"there is no MANIFEST.json in it", drop(render.ManifestPath)},
		"somebody's own":    {"MANIFEST.json is none that this program wrote", put(render.ManifestPath, `{"name":"my web app"}`)},
		"edited":            {"MANIFEST.json was edited", edit(`"bytes": 24`, `"bytes": 25`)},
		"of a link":         {"its MANIFEST.json: it is no regular file", all(put("m", ""), drop(render.ManifestPath), link("m", render.ManifestPath))},
		"a folder":          {"its MANIFEST.json: it is no regular file", all(drop(render.ManifestPath), put(render.ManifestPath+"/x", ""))},
		"in another case":   {"there is no MANIFEST.json in it", all(drop(render.ManifestPath), put("manifest.json", "{}"))},
		"of five megabytes": {"its MANIFEST.json has 5000000 bytes; the limit is", func(dir string) error { return os.Truncate(filepath.Join(dir, render.ManifestPath), 5_000_000) }},
	} {
		dir := write(t, pack)
		if err := test.do(dir); err != nil {
			t.Fatal(name, err)
		}
		report, err := reportOn(t, dir)
		if err == nil || !strings.Contains(err.Error(), test.said) {
			t.Errorf("%s: %v, want %q", name, err, test.said)
		}
		if len(report.Own) > 0 || len(report.Differ) < len(files()) || report.Manifest != nil {
			t.Errorf("%s: own %v, differ %v", name, report.Own, report.Differ)
		}
	}
}

// TestManifestsOfStrangers refuses packs that are well sealed and hold names which no pack has.
func TestManifestsOfStrangers(t *testing.T) {
	for name, paths := range map[string][]string{
		"a device": {"con"}, "two cases": {"A.txt", "a.txt"}, "a colon": {"c:evil"}, "a backslash": {`..\evil`}, "hidden": {".profile"},
		"a file and a folder": {"a", "a/b"}, "the manifest in another case": {"Manifest.json"}, "too long": {strings.Repeat("x/", 90) + "x"},
	} {
		var files []render.File
		for _, p := range paths {
			files = append(files, render.File{Path: p, Data: []byte("x")})
		}
		pack := sealed(t, "quay", files)
		if got := saidOf(t, pack[len(pack)-1].Data); !strings.HasPrefix(got, "MANIFEST.json: ") {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := saidOf(t, sealed(t, "con", files())[5].Data); !strings.Contains(got, "keeps this name for a device") {
		t.Errorf("the site con: %q", got)
	}
}
