package source

import (
	"fmt"
	"strings"
	"testing"
)

// TestPrint shows what a person sees: the caret stands below the thing, whatever stands before it on the line.
func TestPrint(t *testing.T) {
	wide := "a = [" + strings.Repeat("10, ", 100) + `"here", ` + strings.Repeat("20, ", 100) + "]"
	cases := []struct {
		what, text, thing, want string
	}{
		{"plain", "a = 1\nb = 22\n", "22", "f.toml:2:5: error[X1]: what\n  2 | b = 22\n    |     ^^\n"},
		{"tabs count as one", "\ta\t=\t22", "22", "f.toml:1:6: error[X1]: what\n  1 |  a = 22\n    |      ^^\n"},
		{"not ASCII", `"größe" = "日本"`, `"日本"`, "f.toml:1:11: error[X1]: what\n  1 | \"größe\" = \"日本\"\n    |           ^^^^\n"},
		{"line end of other systems", "a = 1\r\nb = 22\r\n", "22", "f.toml:2:5: error[X1]: what\n  2 | b = 22\n    |     ^^\n"},
		{"long text", "a = \"\"\"one\ntwo\"\"\"", "\"\"\"one\ntwo\"\"\"", "f.toml:1:5: error[X1]: what\n  1 | a = \"\"\"one\n    |     ^^^^^^\n"},
		{"steers a terminal", "a = '\x1b[31mred\u202eder'", "red", "f.toml:1:11: error[X1]: what\n  1 | a = ' [31mred der'\n    |           ^^^\n"},
		{"end of the text", "a = ", "", "f.toml:1:5: error[X1]: what\n  1 | a = \n    |     ^\n"},
		{"wide line", wide, `"here"`, "f.toml:1:406: error[X1]: what\n  1 | " + wide[366:486] + "\n    | " + strings.Repeat(" ", 39) + "^^^^^^\n"},
		{"wide thing", "a = '" + strings.Repeat("x", 500) + "'", "'" + strings.Repeat("x", 500) + "'",
			"f.toml:1:5: error[X1]: what\n  1 | a = '" + strings.Repeat("x", 115) + "\n    |     " + strings.Repeat("^", 116) + "\n"},
		{"tenth line", strings.Repeat("\n", 9) + "a = 1", "1", "f.toml:10:5: error[X1]: what\n  10 | a = 1\n     |     ^\n"},
	}
	for _, c := range cases {
		text := &text{name: "f.toml", data: []byte(c.text)}
		offset := strings.Index(c.text, c.thing)
		if c.thing == "" {
			offset = len(c.text)
		}
		d := Diagnostic{Code: "X1", At: text.at(offset, len(c.thing)), What: "what"}
		if got := printed(Diagnostics{d}); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.what, got, c.want)
		}
	}
}

// TestPrintQuotes shows that nothing a file says reaches a terminal unquoted, and that nothing is longer than people read.
func TestPrintQuotes(t *testing.T) {
	text := &text{name: "\x1b]0;evil\a.toml", data: []byte("a = 1")}
	d := Diagnostic{Severity: Warning, Code: "X1", At: text.at(0, 1), What: "what\n\x1b[2J\u202e" + strings.Repeat("x", 1000), Help: "help\r" + strings.Repeat("y", 1000),
		Related: []Related{{At: text.at(4, 1), What: "see\x00here"}}}
	got := printed(Diagnostics{d})
	want := "\\u001b]0;evil\\u0007.toml:1:1: warning[X1]: what\\u000a\\u001b[2J\\u202e" + strings.Repeat("x", 389) + "...\n" +
		"  1 | a = 1\n    | ^\n  \\u001b]0;evil\\u0007.toml:1:5: see\\u0000here\n  help: help\\u000d" + strings.Repeat("y", 396) + "...\n"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestPrintCounts: of warnings and hints beyond the limit only the number is said, and no error is ever left out.
func TestPrintCounts(t *testing.T) {
	var many Diagnostics
	for i := range 2 * (MaxPrinted + 20) {
		many = append(many, Diagnostic{Severity: Severity(i % 2), Code: "X1", At: OfFile("f.toml"), What: fmt.Sprint("what ", i)})
	}
	got := printed(many.Sorted())
	if n := strings.Count(got, "f.toml: error[X1]: what"); n != MaxPrinted+20 || strings.Contains(got, "warning") && !strings.HasSuffix(got, "... and 120 more warnings and hints\n") {
		t.Errorf("%d errors\n%s", n, got)
	}
	few := printed(many.Sorted()[MaxPrinted+20:])
	if n := strings.Count(few, "f.toml: warning[X1]: what"); n != MaxPrinted || !strings.HasSuffix(few, "... and 20 more warnings and hints\n") {
		t.Errorf("%d warnings\n%s", n, few)
	}
}

func TestSorted(t *testing.T) {
	text := &text{name: "b.toml", data: []byte("a = 1\nb = 2\n")}
	at := text.at
	ds := Diagnostics{
		{Code: "X2", At: at(6, 1), What: "w"}, {Code: "X1", At: at(6, 1), What: "w"}, {Severity: Hint, Code: "X0", At: at(6, 1), What: "w"}, {Code: "X1", At: at(4, 1), What: "w"},
		{Code: "X1", At: at(6, 1), What: "w"}, {Code: "X9", At: OfFile("a.toml"), What: "w"},
	}
	var got []string
	for _, d := range ds.Sorted() {
		got = append(got, d.At.File()+" "+d.Severity.String()+" "+d.Code)
	}
	want := "a.toml error X9, b.toml error X1, b.toml error X1, b.toml error X2, b.toml hint X0"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, ", "), want)
	}
	if ds[0].Code != "X2" {
		t.Error("Sorted changed what it was given")
	}
	if ds.Count(Error) != 5 || ds.Count(Hint) != 1 || !ds.HasErrors() || ds[2:3].HasErrors() {
		t.Error("wrong counts")
	}
}

func TestDidYouMean(t *testing.T) {
	many := strings.Fields(strings.Repeat("other ", 30))
	cases := []struct {
		name  string
		known []string
		want  string
	}{
		{"centrl", []string{"central", "candidate"}, `did you mean "central"?`},
		{"Central", []string{"central"}, `did you mean "central"?`},
		{"qrs", []string{"qes", "qps", "qrs"}, `did you mean "qrs"?`},
		{"xyz", []string{"central", "candidate"}, "known: candidate, central"},
		{"xyz", nil, ""},
		{"something", many, ""},
		{strings.Repeat("x", 65), []string{"y"}, "known: y"},
		{"größe", []string{"grösse"}, `did you mean "grösse"?`},
	}
	for _, c := range cases {
		if got := DidYouMean(c.name, c.known); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	for text, ok := range map[string]bool{"2026-10-01": true, "2024-02-29": true, "2026-02-29": false, "2026-1-1": false, "": false, "2026-10-01T00:00:00Z": false} {
		d, err := ParseDate(text)
		if (err == nil) != ok || ok && d.String() != text {
			t.Errorf("%q: %v, %v", text, d, err)
		}
	}
	if (Date{}).String() != "" || !(Date{}).IsZero() || !(Date{2026, 9, 30}).Before(Date{2026, 10, 1}) || (Date{2026, 10, 1}).Before(Date{2026, 10, 1}) {
		t.Error("dates compare wrongly")
	}
}
