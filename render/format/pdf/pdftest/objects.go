package pdftest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// A File is the objects of a PDF as qpdf reads them.
type File struct {
	objects map[string]json.RawMessage
	known   map[string]any
	said    []string // faults
}

// Args are those with which qpdf prints a file for Read.
func Args(path string) []string {
	return []string{"--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path}
}

// Read takes what qpdf printed of a file.
func Read(printed []byte) (*File, error) {
	var whole struct{ Qpdf []json.RawMessage }
	if err := json.Unmarshal(printed, &whole); err != nil {
		return nil, err
	}
	if len(whole.Qpdf) != 2 {
		return nil, fmt.Errorf("qpdf printed %d parts", len(whole.Qpdf))
	}
	f := &File{known: map[string]any{}}
	return f, json.Unmarshal(whole.Qpdf[1], &f.objects)
}

func (f *File) fault(format string, args ...any) {
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

// object is one by its name, "12 0 R": a value, or a dictionary with its stream's data below the key "data".
func (f *File) object(name string) any {
	if v, ok := f.known[name]; ok {
		return v
	}
	key := "obj:" + name
	if name == "trailer" {
		key = name
	}
	var o struct {
		Value  any
		Stream *struct {
			Dict map[string]any
			Data string
		}
	}
	if raw, ok := f.objects[key]; ok {
		if err := json.Unmarshal(raw, &o); err != nil {
			f.fault("%s: %v", name, err)
		}
	}
	v := o.Value
	if o.Stream != nil {
		data, err := base64.StdEncoding.DecodeString(o.Stream.Data)
		if err != nil {
			f.fault("%s: %v", name, err)
		}
		o.Stream.Dict["data"] = data
		v = o.Stream.Dict
	}
	f.known[name] = v
	return v
}

// get follows a reference.
func (f *File) get(v any) any {
	if name, ok := v.(string); ok && strings.HasSuffix(name, " 0 R") {
		return f.object(name)
	}
	return v
}

// dict is a dictionary, or one without entries.
func (f *File) dict(v any) map[string]any {
	d, _ := f.get(v).(map[string]any)
	return d
}

func (f *File) list(v any) []any {
	l, _ := f.get(v).([]any)
	return l
}

func (f *File) number(v any) int {
	n, ok := f.get(v).(float64)
	if !ok {
		return -1
	}
	return int(n)
}

// text is a string or a name.
func (f *File) text(v any) string {
	s, _ := f.get(v).(string)
	return strings.TrimPrefix(s, "u:")
}

func (f *File) data(v any) []byte {
	d, _ := f.dict(v)["data"].([]byte)
	return d
}
