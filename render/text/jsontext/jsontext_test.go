package jsontext

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// TestLines: what is simple shares lines, the rest has its own.
func TestLines(t *testing.T) {
	long := strings.Repeat("x", width-15)
	for _, c := range []struct{ value, want string }{
		{`null`, "null\n"}, {`-1.5e30`, "-1.5e30\n"}, {`"a\"b"`, "\"a\\\"b\"\n"}, {`[]`, "[]\n"}, {`{}`, "{}\n"},
		{`[1,2,"3"]`, "[1, 2, \"3\"]\n"},
		{`{"a":1,"b":"c,d:e"}`, "{\"a\": 1, \"b\": \"c,d:e\"}\n"},
		{`[[],{},1]`, "[[], {}, 1]\n"},
		{`[[1],{"a":1}]`, "[\n [1],\n {\"a\": 1}\n]\n"},
		{`{"a":1,"b":[2],"c":{"d":[]},"e":[{"f":1},{"g":[[3]]}],"h":true,"i":{}}`,
			"{\n \"a\": 1, \"b\": [2], \"c\": {\"d\": []},\n \"e\": [\n  {\"f\": 1},\n  {\n   \"g\": [\n    [3]\n   ]\n  }\n ],\n \"h\": true, \"i\": {}\n}\n"},
		{`{"a":[[]],"b":"` + long + `","c":1,"d":{"e":[1]}}`, "{\n \"a\": [[]],\n \"b\": \"" + long + "\", \"c\": 1,\n \"d\": {\n  \"e\": [1]\n }\n}\n"},
	} {
		got, err := JSON(json.RawMessage(c.value))
		if err != nil || string(got) != c.want {
			t.Errorf("%s became\n%s\nwant\n%s (%v)", c.value, got, c.want, err)
		}
	}
	if _, err := JSON(func() {}); err == nil {
		t.Error("a value that JSON lacks gave no error")
	}
}

// FuzzJSON: whatever the lines, what is said is what the standard library writes, and no line ends in a blank.
func FuzzJSON(f *testing.F) {
	for _, text := range []string{`{"quote\"":"\\","brace{":"}],:[{","end\\":"\\\""}`, `["<b>&\u2028\u0000\n",{"日本":"語"}]`, `{"":[null,false,{"x":[{"y":1},{"z":[]}]}]}`, `[[[[["deep"]]]]]`, `[{}]`, `[[]]`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var value any
		if json.Unmarshal(text, &value) != nil {
			return
		}
		var want, back bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(value); err != nil {
			t.Fatal(err)
		}
		got, err := JSON(value)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Compact(&back, got); err != nil || back.String() != strings.TrimSuffix(want.String(), "\n") || bytes.Contains(got, []byte(" \n")) {
			t.Errorf("%s became\n%s (%v)", text, got, err)
		}
	})
}
