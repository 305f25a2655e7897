package jsontext

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// standard is what the standard library writes.
func standard(t *testing.T, value any, spaces int) []byte {
	t.Helper()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", strings.Repeat(" ", spaces))
	if err := e.Encode(value); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var values = []string{`null`, `true`, `-1.5e30`, `""`, `[]`, `{}`, `[[]]`, `[{}]`, `{"a":{}}`, `{"a":[],"b":[1,2,[3]]}`, `[[[[["deep"]]]]]`,
	`{"quote\"":"\\","brace{":"}],:[{","end\\":"\\\""}`, `["<b>&\u2028\u0000\n",{"日本":"語"}]`, `{"":[null,false,{"x":[{"y":1},{"z":[]}]}]}`}

// TestJSON holds what is written against the standard library, for every kind of value and for signs of JSON inside strings.
func TestJSON(t *testing.T) {
	for _, text := range values {
		same(t, []byte(text))
	}
	if _, err := JSON(func() {}, 2); err == nil {
		t.Error("a value that JSON lacks gave no error")
	}
}

func FuzzJSON(f *testing.F) {
	for _, text := range values {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if json.Valid(text) {
			same(t, text)
		}
	})
}

func same(t *testing.T, text []byte) {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return // a number that no float holds
	}
	for _, spaces := range []int{1, 2} {
		got, err := JSON(value, spaces)
		if want := standard(t, value, spaces); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s became\n%s, want\n%s (%v)", text, got, want, err)
		}
	}
}
