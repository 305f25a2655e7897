package parts

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/image/font/sfnt"

	"portolan/model/golden"
	"portolan/themes"
)

// A pkg is a package that is compiled in, as the Go command lists it.
type pkg struct {
	ImportPath, Dir string
	Standard        bool
	EmbedFiles      []string
	Module          *struct {
		Path, Dir string
		Main      bool
	}
}

// compiledIn are the packages of the program on every system that it is released for.
func compiledIn(t *testing.T) map[string]pkg {
	t.Helper()
	all := map[string]pkg{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		list := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,Standard,EmbedFiles,Module", "portolan/cmd/portolan")
		list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p pkg
			if err := d.Decode(&p); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if !p.Standard && !p.Module.Main {
				all[p.ImportPath] = p
			}
		}
	}
	return all
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]es?|copying|copyright|notice|patents)([.-].*)?$`)

// textsOf are the licences and notices that lie beside a package and above it, within its module, by their place in the module.
func textsOf(t *testing.T, p pkg, into map[string]string) {
	t.Helper()
	for dir := p.Dir; ; dir = filepath.Dir(dir) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := filepath.Join(dir, e.Name())
			if e.IsDir() && e.Name() == "licenses" && dir == p.Module.Dir { // the choice of FreeType
				name = filepath.Join(name, "ftl.txt")
			} else if e.IsDir() || !licenceFile.MatchString(e.Name()) {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			at, _ := filepath.Rel(p.Module.Dir, name)
			into[filepath.ToSlash(at)] = strings.ReplaceAll(string(data), "\r\n", "\n")
		}
		if dir == p.Module.Dir {
			return
		}
	}
}

// TestEveryPartHasItsLicence holds the table and the texts against the modules that are compiled in: none is missing, none is left over, every text is the
// module's own, and every file that a module embeds is that of a part.
func TestEveryPartHasItsLicence(t *testing.T) {
	modules, embedded := map[string]map[string]string{}, map[string]map[string]bool{}
	for _, p := range compiledIn(t) {
		if modules[p.Module.Path] == nil {
			modules[p.Module.Path], embedded[p.Module.Path] = map[string]string{}, map[string]bool{}
		}
		textsOf(t, p, modules[p.Module.Path])
		for _, file := range p.EmbedFiles {
			at, _ := filepath.Rel(p.Module.Dir, filepath.Join(p.Dir, file))
			embedded[p.Module.Path][filepath.ToSlash(at)] = true
		}
	}
	if len(modules) < 30 {
		t.Fatalf("only %d modules; the test does not see the program", len(modules))
	}
	for module, texts := range modules {
		e, ok := table()[module]
		if !ok {
			t.Errorf("%s is compiled in and not in parts.toml; its licence files: %v", module, slices.Sorted(maps.Keys(texts)))
			continue
		}
		var claimed []string
		for _, held := range table() {
			if held.In == module {
				claimed = append(claimed, held.Files...)
			}
		}
		for _, file := range claimed {
			if !embedded[module][file] {
				t.Errorf("%s embeds no %s", module, file)
			}
		}
		maps.DeleteFunc(embedded[module], func(file string, _ bool) bool { return slices.Contains(claimed, file) })
		for file := range embedded[module] {
			t.Errorf("%s embeds %s, and no part says what that is", module, file)
		}
		for file, text := range texts {
			if inThemes, err := fs.ReadFile(themes.Licences, file); err == nil && file != licence {
				if string(inThemes) != text {
					t.Errorf("%s of themes/licences is not that of %s", file, module)
				}
				continue
			}
			if !slices.Contains(e.Texts, file) {
				t.Errorf("%s has %s, which parts.toml does not name", module, file)
			}
			golden.Check(t, path.Join("texts", module, file), text)
		}
		for _, file := range e.Texts {
			if texts[file] == "" {
				t.Errorf("%s has no %s", module, file)
			}
		}
	}
	for name, e := range table() {
		if modules[name] == nil && modules[e.In] == nil && name != goName {
			t.Errorf("%s is not compiled in: remove it from parts.toml", name)
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	goText, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), licence))
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, path.Join("texts", goName, licence), string(goText))
	noOrphans(t)
}

// noOrphans looks for texts that no part has.
func noOrphans(t *testing.T) {
	t.Helper()
	var wanted []string
	for name, e := range table() {
		for _, file := range e.Texts {
			wanted = append(wanted, path.Join("texts", name, file))
		}
	}
	golden.NoOrphans(t, "texts", "", wanted)
}

// words are what each licence says and no other.
var words = map[string]string{
	"MIT": "Permission is hereby granted, free of charge, to any person", "BSD-3-Clause": "Neither the name", "BSD-2-Clause": "Redistributions in binary form must", "Apache-2.0": "Apache License",
	"MPL-2.0": "Mozilla Public License, version 2.0", "EPL-1.0": "Eclipse Public License - v 1.0", "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1", "Bitstream-Vera": "Bitstream Vera Fonts Copyright",
	"FTL": "The FreeType Project LICENSE", "Unicode-DFS-2016": "Unicode Data Files include all data files under the directories", "CC0-1.0": "CC0",
}

// TestLicencesAreThoseOfTheTexts reads every text for the words of the licence that the table names.
func TestLicencesAreThoseOfTheTexts(t *testing.T) {
	for name, e := range table() {
		all := ""
		for _, file := range e.Texts {
			all += strings.Join(strings.Fields(text(name, file)), " ") + "\n"
		}
		for id := range strings.SplitSeq(e.License, " AND ") {
			if said, ok := words[id]; !ok || !strings.Contains(strings.ToLower(all), strings.ToLower(said)) {
				t.Errorf("%s: no text is that of %s", name, id)
			}
		}
	}
	for file, want := range map[string]string{licence: "../../../LICENSE"} {
		root, err := os.ReadFile(want)
		own, _ := fs.ReadFile(themes.Licences, file)
		if err != nil || !bytes.Equal(root, own) {
			t.Errorf("themes/licences/%s is not the licence of the program (%v)", file, err)
		}
	}
}

// TestVersionsOfFonts reads the versions of fonts where the fonts have them.
func TestVersionsOfFonts(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"Liberation fonts": theme.Fonts.Mono, "DejaVu fonts": theme.Fonts.Symbols} {
		font, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if said, err := font.Name(nil, sfnt.NameIDVersion); err != nil || said != "Version "+table()[name].Version {
			t.Errorf("%s %s says that it is %q (%v)", name, table()[name].Version, said, err)
		}
	}
}

// built is what the Go command notes in a program with all modules of the table.
func built() *debug.BuildInfo {
	info := &debug.BuildInfo{GoVersion: "go1.26.8", Settings: []debug.BuildSetting{{Key: "GOOS", Value: "linux"}, {Key: "vcs.time", Value: "2026-01-01"}}}
	for _, name := range slices.Sorted(maps.Keys(table())) {
		if strings.Contains(name, "/") {
			info.Deps = append(info.Deps, &debug.Module{Path: name, Version: "v1.2.3", Sum: "h1:dRaEfpa2VI55EwlIW72hMRHdWouJeRF7TPYhI+AUQjk="})
		}
	}
	return info
}

// TestCycloneDX holds the document against the published schema, without its prose.
func TestCycloneDX(t *testing.T) {
	info := built()
	info.Deps = append(info.Deps, &debug.Module{Path: "example.com/not/known", Version: "v0.0.1", Replace: &debug.Module{Path: "../known"}})
	all := Of("0.1.0", info)
	text, err := json.Marshal(CycloneDX(all, info))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	for _, name := range []string{"bom-1.6", "spdx", "jsf-0.82"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("http://cyclonedx.org/schema/"+name+".schema.json", schema); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text []byte) error {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	if err := valid(text); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	if valid(bytes.Replace(text, []byte(`"id":"MIT"`), []byte(`"id":"MTI"`), 1)) == nil {
		t.Error("a licence that SPDX does not have is taken")
	}
	for _, p := range all {
		if !bytes.Contains(text, []byte(`"`+p.Name)) && p.Name != goName {
			t.Errorf("the document lacks %s", p.Name)
		}
	}
	if bytes.Contains(text, []byte("2026-01-01")) {
		t.Error("the document has a time")
	}
}

// TestEveryTextIsPrintedOnce goes through the parts of a program.
func TestEveryTextIsPrintedOnce(t *testing.T) {
	all := Of("0.1.0", built())
	shared := TextsOf(all)
	seen := map[string]bool{}
	for _, s := range shared {
		if seen[s.Text.Text] {
			t.Errorf("the text %s of %v is there twice", s.File, s.Parts)
		}
		seen[s.Text.Text] = true
	}
	for _, p := range all {
		if len(p.Texts) == 0 {
			t.Errorf("%s has no text", p.Name)
		}
		for _, text := range p.Texts {
			if !seen[text.Text] {
				t.Errorf("%s of %s is not printed", text.File, p.Name)
			}
		}
	}
	if got := Matching(all, "graphviz"); len(got) != 2 || got[1].In != got[0].Name {
		t.Errorf("the parts of the name graphviz: %v", WithoutTexts(got))
	}
}
