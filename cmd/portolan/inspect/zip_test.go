package inspect

import (
	"bytes"
	"compress/flate"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"portolan/cmd/portolan/staging"
	"portolan/render"
)

// forgeries are zips that are not what their manifest says, each with what must be said of it.
var forgeries = []struct {
	name, said string
	forge      func(*forged)
}{
	{"a file changed", "index.html: changed: 3 bytes, the manifest says", func(f *forged) { f.at("index.html").fill([]byte("six")) }},
	{"a file changed, equally long", "handover.pdf: changed: SHA-256", func(f *forged) { f.at("handover.pdf").fill([]byte("%PDF-1.7 forged and stored")[:24]) }},
	{"a file changed, with the old checksum", "handover.pdf: changed: SHA-256", func(f *forged) { f.at("handover.pdf").data[0] = 'x' }},
	{"a file cut off, length kept", "index.html: it cannot be unpacked: it is cut off", func(f *forged) { e := f.at("index.html"); e.packed(e.data[:9]) }},
	{"a file missing", "plan.json: missing", func(f *forged) { f.drop("plan.json") }},
	{"no manifest", "there is no MANIFEST.json in it", func(f *forged) { f.drop(render.ManifestPath) }},
	{"nothing in it", "there is no MANIFEST.json in it", func(f *forged) { f.entries = nil }},
	{"a foreign file", "extra.html: not in the manifest", func(f *forged) { f.add("quay/extra.html", "x") }},
	{"the exempt name of the zip", "quay.zip: not in the manifest", func(f *forged) { f.add("quay/quay.zip", "x") }},
	{"a second folder", "pier/index.html: not in the folder of the pack", func(f *forged) { f.add("pier/index.html", "x") }},
	{"a second pack before it", "the manifest is that of the site quay", func(f *forged) {
		first := f.at(render.ManifestPath).clone()
		first.rename("pier/" + render.ManifestPath)
		f.entries = append([]*entry{first}, f.entries...)
	}},
	{"a file beside the folder", "readme.txt: not in the folder of the pack", func(f *forged) { f.add("readme.txt", "x") }},
	{"a manifest beside the folder", "MANIFEST.json: not in the folder of the pack", func(f *forged) { f.add(render.ManifestPath, "x") }},
	{"a folder with content", `"nodes/": not in the manifest`, func(f *forged) { f.add("quay/nodes/", "hidden content") }},
	{"an empty folder", `"empty/": not in the manifest`, func(f *forged) { f.add("quay/empty/", "") }},
	{"the folder itself with content", `"": not in the manifest`, func(f *forged) { f.add("quay/", "hidden content") }},
	{"a file twice", "index.html: there twice", func(f *forged) { f.entries = append(f.entries, f.at("index.html").clone()) }},
	{"a file twice, the second another", "index.html: there twice", func(f *forged) { f.add("quay/index.html", "another") }},
	{"the manifest twice", "MANIFEST.json: there twice", func(f *forged) { f.add("quay/MANIFEST.json", "another") }},
	{"a name in another case", "INDEX.html: not in the manifest", func(f *forged) { f.add("quay/INDEX.html", "x") }},
	{"a name that leaves the folder", `"../../evil": not in the manifest`, func(f *forged) { f.add("quay/../../evil", "x") }},
	{"an absolute name", `"/etc/passwd": not in the folder of the pack`, func(f *forged) { f.add("/etc/passwd", "x") }},
	{"a name with a backslash", `"nodes\\evil": not in the manifest`, func(f *forged) { f.add(`quay/nodes\evil`, "x") }},
	{"a name with a NUL", `"index.html\x00": not in the manifest`, func(f *forged) { f.add("quay/index.html\x00", "x") }},
	{"a name that is a line of success", `"a\nquay.zip: 4 files are as the manifest says\n": not in the manifest`,
		func(f *forged) { f.add("quay/a\nquay.zip: 4 files are as the manifest says\n", "x") }},
	{"a name that is a sentence", `"a: 4 files are as the manifest says, never": not in the manifest`,
		func(f *forged) { f.add("quay/a: 4 files are as the manifest says, never", "x") }},
	{"a name that moves the cursor", `"\x1b[2K\rok": not in the manifest`, func(f *forged) { f.add("quay/\x1b[2K\rok", "x") }},
	{"a name that turns letters round", `"\u202efdp.exe": not in the manifest`, func(f *forged) { f.add("quay/\u202efdp.exe", "x") }},
	{"a name that is no text", `"\xff\xfe": not in the manifest`, func(f *forged) { f.add("quay/\xff\xfe", "x") }},
	{"an empty name", `"": not in the folder of the pack`, func(f *forged) { f.add("", "x") }},
	{"bytes before it", "byte 0 of the zip", func(f *forged) { f.before = []byte("#!/bin/sh\n") }},
	{"bytes before it, places kept", "its directory is not where", func(f *forged) { f.behind = nil; f.raw = func(b []byte) []byte { return append([]byte("MZ"), b...) } }},
	{"bytes behind it", "something was put behind it", func(f *forged) { f.behind = []byte("hidden") }},
	{"a zip behind it", "its directory is not where", func(f *forged) { f.behind = genuine(f.t) }},
	{"a comment", "something was put behind it", func(f *forged) { f.comment = []byte("hidden") }},
	{"bytes between files", "plan.json: byte", func(f *forged) { f.at("plan.json").gap = []byte("hidden") }},
	{"bytes before the directory", "its directory is not where", func(f *forged) {
		f.raw = func(b []byte) []byte {
			at := le.Uint32(b[len(b)-6:])
			return slices.Concat(b[:at], []byte("hidden"), b[at:])
		}
	}},
	{"a field more in a header", "index.html: byte", func(f *forged) { e := f.at("index.html"); e.extra = append(e.extra, "hi\x04\x00data"...) }},
	{"a field more in the directory", "the directory: byte", func(f *forged) { e := f.at("index.html"); e.dirExtra = append(e.dirExtra, "hi\x04\x00data"...) }},
	{"a remark in the directory", "the directory: byte", func(f *forged) { f.at("index.html").dirRemark = []byte("hidden") }},
	{"another name in the header", "index.html: byte", func(f *forged) { f.at("index.html").name = []byte("quay/evil.html") }},
	{"another method in the header", "index.html: byte", func(f *forged) { le.PutUint16(f.at("index.html").local[8:], 0) }},
	{"lengths in the header", "index.html: byte", func(f *forged) { le.PutUint32(f.at("index.html").local[22:], 5) }},
	{"another checksum behind the file", "byte", func(f *forged) { f.at("index.html").descriptor[4]++ }},
	{"another checksum in the directory", "the directory: byte", func(f *forged) { f.at("index.html").directory[16]++ }},
	{"stored instead of compressed", "index.html: byte", func(f *forged) {
		e := f.at("index.html")
		e.method(0)
		e.fill(files()[0].Data)
	}},
	{"compressed instead of stored", "handover.pdf: byte", func(f *forged) {
		e := f.at("handover.pdf")
		e.method(8)
		e.fill(files()[2].Data)
	}},
	{"compressed in another way", "byte", func(f *forged) { f.at("plan.json").fill(files()[3].Data) }},
	{"bytes behind the compressed ones", "byte", func(f *forged) {
		e := f.at("plan.json")
		e.packed(append(e.data, "hidden"...))
	}},
	{"an empty block before the compressed ones", "byte", func(f *forged) {
		e := f.at("plan.json")
		e.packed(append([]byte{0, 0, 0, 0xff, 0xff}, e.data...))
	}},
	{"an unknown method", "index.html: ", func(f *forged) { f.at("index.html").method(93) }},
	{"marked as encrypted", "index.html: byte", func(f *forged) { f.at("index.html").flags(1) }},
	{"marked as UTF-8", "index.html: byte", func(f *forged) { f.at("index.html").flags(0x800) }},
	{"marked as a link", "the directory: byte", func(f *forged) { le.PutUint32(f.at("index.html").directory[38:], 0o120777<<16) }},
	{"marked as a program", "the directory: byte", func(f *forged) { le.PutUint32(f.at("index.html").directory[38:], 0o100755<<16) }},
	{"another date", "index.html: byte", func(f *forged) { f.at("index.html").local[12]++; f.at("index.html").directory[14]++ }},
	{"another maker", "the directory: byte", func(f *forged) { f.at("index.html").directory[5] = 0 }},
	{"another order", "byte", func(f *forged) { f.entries[0], f.entries[1] = f.entries[1], f.entries[0] }},
	{"another order in the directory only", "its files overlap, or are in another order", func(f *forged) {
		f.bytes()
		f.keepOffsets = true
		f.directoryOrder = true
	}},
	{"files that share their bytes", "its files overlap", func(f *forged) {
		f.bytes()
		f.keepOffsets = true
		f.at("plan.json").offset = f.at("index.html").offset
	}},
	{"a count that is wrong", "the directory: byte", func(f *forged) { f.raw = func(b []byte) []byte { b[len(b)-14]++; b[len(b)-12]++; return b } }},
	{"a disk more", "the directory: byte", func(f *forged) { f.raw = func(b []byte) []byte { b[len(b)-18]++; return b } }},
	{"a directory that is torn", "entry 2 of its directory is torn", func(f *forged) { f.entries[1].directory[0] = 'x' }},
	{"a directory cut off by a long name", "of its directory is torn", func(f *forged) {
		f.raw = func(b []byte) []byte { le.PutUint16(b[le.Uint32(b[len(b)-6:])+28:], 0xffff); return b }
	}},
	{"cut in the middle", "it does not end as a zip ends", func(f *forged) { f.raw = func(b []byte) []byte { return b[:len(b)/2] } }},
	{"an empty file", "it is too short for a zip", func(f *forged) { f.raw = func([]byte) []byte { return nil } }},
	{"a text", "it does not end as a zip ends", func(f *forged) { f.raw = func([]byte) []byte { return []byte(strings.Repeat("dear ", 99)) } }},
	{"a file that unpacks to more than it says", "plan.json: changed: more than 40000 bytes", func(f *forged) { f.at("plan.json").packed(bomb()) }},
	{"a file that unpacks to 256 megabytes", "plan.json: changed: 268435456 bytes", func(f *forged) { f.at("plan.json").says(bombSize, 0); f.at("plan.json").packed(bomb()) }},
	{"an exempt file that unpacks to 256 megabytes", "quay.zip: not in the manifest", func(f *forged) {
		e := f.add("quay/quay.zip", "")
		e.packed(bomb())
	}},
	{"a manifest that unpacks to 256 megabytes", "its MANIFEST.json has 268435456 bytes; the limit is", func(f *forged) {
		e := f.at(render.ManifestPath)
		e.packed(bomb())
		e.says(bombSize, 0)
	}},
	{"a manifest that unpacks to more than it says", "MANIFEST.json", func(f *forged) { f.at(render.ManifestPath).packed(bomb()) }},
	{"a manifest of empty entries", "its entry 1 lacks path", func(f *forged) {
		f.at(render.ManifestPath).fill([]byte(`{"format":2,"outputs":[` + strings.Repeat("{},", 1_300_000) + "{}]}"))
	}},
	{"a manifest of brackets", "MANIFEST.json cannot be read", func(f *forged) { f.at(render.ManifestPath).fill(bytes.Repeat([]byte("["), 4_000_000)) }},
	{"a manifest that is one text", "MANIFEST.json", func(f *forged) {
		f.at(render.ManifestPath).fill([]byte(`{"format":2,"site":"` + strings.Repeat(`\u0061`, 690_000) + `"}`))
	}},
	{"seventy thousand empty names", "not in the folder of the pack", func(f *forged) {
		e := f.add("", "")
		for range 70_000 {
			f.entries = append(f.entries, e)
		}
	}},
	{"a directory of five megabytes", "its directory has", func(f *forged) {
		e := f.add(strings.Repeat("x", 60_000), "")
		for range 80 {
			f.entries = append(f.entries, e)
		}
	}},
	{"an edited manifest", "MANIFEST.json was edited", func(f *forged) { f.manifest(`"quay"`, `"pier"`) }},
	{"a manifest with a line more", "MANIFEST.json was edited", func(f *forged) { f.manifest(`"site"`, `"ok": true, "site"`) }},
	{"a manifest with something behind", "MANIFEST.json cannot be read", func(f *forged) { f.manifest("\n}\n", "\n}\nok\n") }},
	{"somebody's own manifest", "MANIFEST.json is none that this program wrote", func(f *forged) { f.at(render.ManifestPath).fill([]byte(`{"name":"my web app"}`)) }},
	{"another site's folder", "its folder is pier, the manifest is that of the site quay", func(f *forged) {
		for _, e := range f.entries {
			e.rename(strings.Replace(string(e.name), "quay/", "pier/", 1))
		}
	}},
}

func (f *forged) drop(name string) {
	e := f.at(name)
	f.entries = slices.DeleteFunc(f.entries, func(each *entry) bool { return each == e })
}

// A bomb is short and unpacks to much.
const bombSize = 256 << 20

var bomb = sync.OnceValue(func() []byte { return deflated(make([]byte, bombSize), flate.BestSpeed) })

// TestForgedZips refuses each forgery by name, prints nothing that could be taken for anything else, and takes little memory for it.
func TestForgedZips(t *testing.T) {
	whole := genuine(t)
	if again := apart(t, whole).bytes(); !bytes.Equal(again, whole) {
		t.Fatal("the forger cannot put together what it took apart")
	}
	if got := saidOf(t, whole); got != "" {
		t.Fatalf("the genuine pack: %s", got)
	}
	corpus := os.Getenv("PORTOLAN_TEST_FORGED") // a folder for those who want to try the program on them
	for _, each := range forgeries {
		f := apart(t, whole)
		each.forge(f)
		data := f.bytes()
		if f.raw != nil {
			data = f.raw(data)
		}
		if corpus != "" {
			if err := os.WriteFile(filepath.Join(corpus, strings.ReplaceAll(each.name, " ", "-")+".zip"), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := saidOf(t, data)
		runtime.ReadMemStats(&after)
		if !strings.Contains(got, each.said) {
			t.Errorf("%s: said %.300q, want %q in it", each.name, got, each.said)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~') }) {
			t.Errorf("%s: prints what is no plain text: %.300q", each.name, got)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 70<<20 {
			t.Errorf("%s: %d bytes were allocated for a zip of %d", each.name, took, len(data))
		}
	}
	if n := len(forgeries); n < 40 {
		t.Errorf("only %d forgeries", n)
	}
}

// saidOf is all that is said of a zip, or "".
func saidOf(t *testing.T, data []byte) string {
	t.Helper()
	report, err := Zip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err.Error()
	}
	return listing(report)
}

func listing(report *Report) string {
	var b strings.Builder
	for _, d := range report.Differ {
		fmt.Fprintf(&b, "%s: %s\n", staging.Shown(d.Path), d.What)
	}
	return b.String()
}

// TestBomb refuses a pack that is well sealed and would unpack to much out of little.
func TestBomb(t *testing.T) {
	pack := sealed(t, "quay", []render.File{{Path: "zeros.txt", Data: make([]byte, bombSize)}})
	if got := saidOf(t, pack[len(pack)-1].Data); got != "zeros.txt: it would unpack to 268435456 bytes out of next to nothing; no file of a pack does\n" {
		t.Errorf("%q", got)
	}
	f := apart(t, pack[len(pack)-1].Data)
	f.entries[0].packed(bomb())
	if got := saidOf(t, f.bytes()); !strings.HasPrefix(got, "zeros.txt: it would unpack to 268435456 bytes") {
		t.Errorf("packed in another way: %q", got)
	}
}

// TestEveryByteOfAZip changes each byte of a genuine pack, leaves each out, and puts one in before each.
func TestEveryByteOfAZip(t *testing.T) {
	pack := sealed(t, "quay", []render.File{{Path: "a.txt", Data: []byte("dear dear dear")}, {Path: "b/c.pdf", Data: []byte("stored")}})
	whole := pack[len(pack)-1].Data
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 1 << (i % 8)
		for _, data := range [][]byte{changed, slices.Delete(bytes.Clone(whole), i, i+1), slices.Insert(bytes.Clone(whole), i, whole[i]^0x20)} {
			if saidOf(t, data) == "" {
				t.Errorf("nothing is said of byte %d of %d", i, len(whole))
			}
		}
	}
}
