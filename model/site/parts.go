package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"portolan/model/source"
)

// A Reader gives the text of a file that a description names.
type Reader func(file string) ([]byte, source.Diagnostics)

// Limits of a description in several files.
const (
	MaxFiles = 64 // that one description is put together from
	MaxBases = 4  // of one another
)

// steering are the keys that say which files a description is put together from.
var steering = []string{"base", "include", "remove"}

// An assembler puts a description together from its files.
type assembler struct {
	read  Reader
	taken map[string]source.Position // file -> where it is named
	files []*source.File
	bases []string
	base  *source.File // of the site itself
	found source.Diagnostics

	broken bool // a file that is needed cannot be read
}

// steered is what a file says of others.
type steered struct {
	Base    str  `toml:"base"`
	Include strs `toml:"include"`
	Remove  strs `toml:"remove"`
}

// layer is a file with those that it includes, over its base. It is nil where the text cannot be read.
func (a *assembler) layer(name string, data []byte, bases int) *source.File {
	file, found := source.Parse(name, data)
	a.found, a.broken = append(a.found, found...), a.broken || file == nil
	if file == nil {
		return nil
	}
	a.files = append(a.files, file)
	says, found := source.BindLines[steered](file.Only(steering...))
	a.found = append(a.found, found...)
	whole := a.joined(file, says.Include)
	if !says.Base.Set() {
		for _, what := range says.Remove {
			a.fault("S275", what.At, "remove the key, or name the file that has it: `base = \"../site.toml\"`", "there is no base to remove %q from", what.V)
		}
		return whole
	}
	if bases == MaxBases {
		a.broken = true
		a.fault("S273", says.Base.At, "let the files be based on fewer others", "%d files are based on one another; the limit is %d", bases+1, MaxBases)
		return whole
	}
	base := a.named(says.Base, file.Name, func(name string, data []byte) *source.File {
		a.bases = append(a.bases, name)
		return a.layer(name, data, bases+1)
	})
	if base == nil {
		return nil
	}
	base = base.Without(steering...)
	if bases == 0 {
		a.base = base
	}
	return whole.Over(a.without(base, says.Remove))
}

// joined is a file with those that it includes. These name no others.
func (a *assembler) joined(file *source.File, include strs) *source.File {
	parts := []*source.File{file}
	for _, name := range include {
		part := a.named(name, file.Name, func(name string, data []byte) *source.File {
			part, found := source.Parse(name, data)
			a.found, a.broken = append(a.found, found...), a.broken || part == nil
			return part
		})
		if part == nil {
			continue
		}
		a.files = append(a.files, part)
		for _, key := range part.Keys() {
			if slices.Contains(steering, key) {
				a.broken = true
				a.fault("S274", part.KeyAt(key), "say it in "+path.Base(file.Name), "%s is in a file that is included", key)
			}
		}
		parts = append(parts, part.Without(steering...))
	}
	whole, found := source.Join(parts...)
	a.found = append(a.found, found...)
	return whole
}

// named reads a file that another one names, once.
func (a *assembler) named(name str, by string, parse func(name string, data []byte) *source.File) *source.File {
	if strings.HasPrefix(name.V, "/") || strings.ContainsAny(name.V, `\:`) || path.Ext(name.V) != ".toml" {
		a.broken = true
		a.fault("S270", name.At, `write it as seen from this file's folder, with "/", as in "../site.toml"`, "%q is no TOML file as seen from this file's folder", name.V)
		return nil
	}
	file := path.Join(path.Dir(by), name.V)
	first, again := a.taken[file]
	switch {
	case again && first.IsValid():
		a.found = append(a.found, source.Diagnostic{Code: "S272", At: name.At, What: fmt.Sprintf("%s is named twice", file), Help: "remove it here or there",
			Related: []source.Related{{At: first, What: "first here"}}})
		return nil
	case again:
		a.fault("S272", name.At, "name another file", "%s leads back to the site itself", file)
		return nil
	case len(a.taken) == MaxFiles:
		a.broken = true
		a.fault("S273", name.At, "put several together", "more than %d files", MaxFiles)
		return nil
	}
	a.taken[file] = name.At
	if a.read == nil {
		a.broken = true
		a.fault("S270", name.At, "put all in one file", "%s cannot be read from here", file)
		return nil
	}
	data, found := a.read(file)
	if found.HasErrors() { // what has to be mended is the line that names it
		found[0].What, found[0].At = file+": "+found[0].What, name.At
		a.found, a.broken = append(a.found, found...), true
		return nil
	}
	return parse(file, data)
}

// without takes out of a base what an environment does not have.
func (a *assembler) without(base *source.File, remove strs) *source.File {
	for _, what := range remove {
		key, ok := source.ParseKey(what.V)
		if !ok {
			a.fault("S277", what.At, "write it as TOML writes a key, as in \"nodes.n1\"", "%q is no key", what.V)
			continue
		}
		if base, ok = base.Remove(key...); !ok {
			a.fault("S276", what.At, nearKey(base, key), "the base has no %s", what.V)
		}
	}
	return base
}

// nearKey is what may have been meant by a key that is not there.
func nearKey(base *source.File, key []string) string {
	n := len(key)
	for n > 1 && len(base.Keys(key[:n-1]...)) == 0 {
		n--
	}
	return source.DidYouMean(key[n-1], base.Keys(key[:n-1]...))
}

func (a *assembler) fault(code string, at source.Position, help, format string, args ...any) {
	a.found = append(a.found, source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

// Wrote reports whether the description was read from a file.
func (s *Site) Wrote(file string) bool {
	return slices.ContainsFunc(s.Files, func(f *source.File) bool { return f.Name == file })
}

// Seen is a file of the description, or one beside it, as seen from the site's folder, which does not depend on where that is. Others keep their names.
func (s *Site) Seen(file string) string {
	if !s.Wrote(file) && path.Dir(file) != path.Dir(s.File.Name) {
		return file
	}
	return Relative(path.Dir(s.File.Name), file)
}

// Relative is a file as seen from a folder. Both are clean, and the file was named from the folder.
func Relative(folder, file string) string {
	up := ""
	for folder != "." && !strings.HasPrefix(file, strings.TrimSuffix(folder, "/")+"/") {
		folder, up = path.Dir(folder), up+"../"
	}
	if folder != "." {
		file = strings.TrimPrefix(file, strings.TrimSuffix(folder, "/")+"/")
	}
	return up + file
}
