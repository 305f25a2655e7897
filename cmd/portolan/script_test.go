package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"portolan/render"
	"portolan/render/format/spreadsheet"
	"portolan/render/grid"
)

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"site": siteCommand, "exits": exitsCommand, "same": sameCommand, "holds": holdsCommand,
			"rule": ruleCommand, "edited": editedCommand, "replaced": replacedCommand, "listed": listedCommand, "versioned": versionedCommand, "filled": filledCommand, "picture": pictureCommand,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
	})
}

// siteCommand is "site FOLDER [FILE]": it makes the folder a site, the smallest good one with the file's text appended.
func siteCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: site FOLDER [FILE]")
	}
	text, err := os.ReadFile(filepath.Join(testdata, "harbour.toml"))
	ts.Check(err)
	if len(args) == 2 {
		text = append(text, ts.ReadFile(args[1])...)
	}
	folder := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(folder, 0o755))
	ts.Check(os.WriteFile(filepath.Join(folder, siteFile), text, 0o644))
}

// pictureCommand is "picture FILE": a PNG of 48 by 32 pixels.
func pictureCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: picture FILE")
	}
	var out bytes.Buffer
	ts.Check(png.Encode(&out, image.NewGray(image.Rect(0, 0, 48, 32))))
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o644))
}

// exitsCommand is "exits CODE PROGRAM ARGS": exec, but for the exact exit code.
func exitsCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGS]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case err == nil && want == 0:
	case errors.As(err, &exit) && exit.ExitCode() == want:
	default:
		ts.Fatalf("%v, want exit code %d", err, want)
	}
}

// sameCommand is "same FOLDER FOLDER": both hold the same files, with the same bytes and modes.
func sameCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: same FOLDER FOLDER")
	}
	a, b := treeOf(ts, args[0]), treeOf(ts, args[1])
	for path, file := range a {
		if b[path] != file {
			ts.Fatalf("%s is not the same in %s and %s", path, args[0], args[1])
		}
		delete(b, path)
	}
	for path := range b {
		ts.Fatalf("%s is in %s only", path, args[1])
	}
}

// treeOf is every path below a folder with its mode and content.
func treeOf(ts *testscript.TestScript, folder string) map[string]string {
	tree := map[string]string{}
	root := os.DirFS(ts.MkAbs(folder))
	ts.Check(fs.WalkDir(root, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		var data []byte
		if info.Mode().IsRegular() {
			data, err = fs.ReadFile(root, path)
		}
		tree[path] = fmt.Sprint(info.Mode(), string(data))
		return err
	}))
	return tree
}

// holdsCommand is "holds FOLDER NAMES": the folder holds these and nothing else, not even hidden.
func holdsCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: holds FOLDER [NAMES]")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	names := []string{}
	for _, e := range entries {
		if e.Name() != ".portolan-lock" { // Windows needs one
			names = append(names, e.Name())
		}
	}
	if !slices.Equal(names, args[1:]) {
		ts.Fatalf("%s holds %q", args[0], names)
	}
}

// ruleCommand is "rule PLAN.JSON": it puts the id of the plan's first flow into $RULE.
func ruleCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: rule PLAN.JSON")
	}
	var plan struct{ Flows []struct{ ID string } }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &plan))
	if len(plan.Flows) == 0 || plan.Flows[0].ID == "" {
		ts.Fatalf("%s has no flow with an id", args[0])
	}
	ts.Setenv("RULE", plan.Flows[0].ID)
}

// replacedCommand is "replaced FILE OLD NEW": every OLD in the file is NEW.
func replacedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replaced FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %s", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// editedCommand is "edited MANIFEST COPY": the copy lists one file more, as somebody would add it by hand.
func editedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: edited MANIFEST COPY")
	}
	text := ts.ReadFile(args[0])
	entry := `"outputs": [` + "\n    {\n      \"path\": \"a.pdf\",\n      \"bytes\": 7,\n      \"sha256\": \"" + strings.Repeat("0", 64) + "\"\n    },"
	edited := strings.Replace(text, `"outputs": [`, entry, 1)
	if edited == text {
		ts.Fatalf("%s lists no outputs", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(edited), 0o644))
}

// versionedCommand is "versioned PACK VERSION": the pack is one that another version of the program built.
func versionedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: versioned PACK VERSION")
	}
	file := filepath.Join(ts.MkAbs(args[0]), render.ManifestPath)
	text, err := os.ReadFile(file)
	ts.Check(err)
	m, err := render.ReadManifest(text)
	ts.Check(err)
	m.Program = args[1]
	text, err = m.Encode()
	ts.Check(err)
	ts.Check(os.WriteFile(file, text, 0o644))
}

// filledCommand is "filled BOOK SHEET RULE TITLE VALUE": in the row of a rule a cell of the workbook is filled in: with a text, with a formula as "=1+1", or with
// a day as a number that is shown as one, as "#46353".
func filledCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 5 {
		ts.Fatalf("usage: filled BOOK SHEET RULE TITLE VALUE")
	}
	book := []byte(ts.ReadFile(args[0]))
	cell, part := "", ""
	ts.Check(spreadsheet.Foreign(book, func(sheets []grid.Foreign) {
		for n, s := range sheets {
			titles := slices.IndexFunc(s.Rows, func(row []string) bool { return slices.Contains(row, args[3]) })
			row := slices.IndexFunc(s.Rows, func(row []string) bool { return len(row) > 0 && row[0] == args[2] })
			if s.Name == args[1] && titles >= 0 && row >= 0 {
				cell, part = columnName(slices.Index(s.Rows[titles], args[3]))+strconv.Itoa(row+1), fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1)
			}
		}
	}))
	if cell == "" {
		ts.Fatalf("%s has no rule %s with a column %s in %s", args[0], args[2], args[3], args[1])
	}
	ts.Setenv("CELL", cell)
	content := `t="inlineStr"><is><t>` + args[4] + `</t></is></c>`
	if formula, ok := strings.CutPrefix(args[4], "="); ok {
		content = `><f>` + formula + `</f><v>2</v></c>`
	} else if day, ok := strings.CutPrefix(args[4], "#"); ok {
		content = `><v>` + day + `</v></c>`
	}
	old := regexp.MustCompile(`<c r="` + cell + `"( s="\d+")[^>]*>.*?</c>`)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), repacked(ts, book, func(name string, data []byte) []byte {
		if name != part {
			return data
		}
		if !old.Match(data) {
			ts.Fatalf("%s has no cell %s", name, cell)
		}
		return old.ReplaceAll(data, []byte(`<c r="`+cell+`"${1} `+content))
	}), 0o644))
}

// repacked is a zip with other content.
func repacked(ts *testscript.TestScript, data []byte, change func(name string, data []byte) []byte) []byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	ts.Check(err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		from, err := f.Open()
		ts.Check(err)
		data, err := io.ReadAll(from)
		ts.Check(err)
		to, err := w.Create(f.Name)
		ts.Check(err)
		_, err = to.Write(change(f.Name, data))
		ts.Check(err)
	}
	ts.Check(w.Close())
	return out.Bytes()
}

// listedCommand is "listed LIST PATH FILE": it writes the list of a build that died, which wrote one file.
func listedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: listed LIST PATH FILE")
	}
	hash := sha256.Sum256([]byte(ts.ReadFile(args[2])))
	text := fmt.Sprintf("portolan: files of a build that is at work, or died; the next build tidies up\nmade %x  MANIFEST.json\nmade %x  %s\n", hash, hash, args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}
