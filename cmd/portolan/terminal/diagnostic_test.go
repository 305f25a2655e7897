package terminal

import (
	"regexp"
	"strings"
	"testing"

	"portolan/model/source"
)

// found are diagnostics of every severity, one of them of a line that looks like a diagnostic itself.
func found(t *testing.T) source.Diagnostics {
	t.Helper()
	type known struct {
		Known source.Val[string] `toml:"known"`
	}
	file, faults := source.Parse("site.toml", []byte("unknown = \"x: error[S01]: no\"\n"))
	if file == nil {
		t.Fatal(faults)
	}
	if _, faults = source.Bind[known](file); len(faults) != 1 {
		t.Fatalf("%v", faults)
	}
	return append(faults, source.Diagnostic{Severity: source.Warning, Code: "S81", What: "x.toml:1:1: error[S01]: said by nobody", Help: "   | ^^^^"},
		source.Diagnostic{Severity: source.Hint, Code: "S86", What: "late"})
}

func text(t *testing.T, colour bool) string {
	t.Helper()
	var b strings.Builder
	if err := Diagnostics(&b, found(t), colour); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestColourMarksWhatIsMeant sees that colours stand at the severity of each diagnostic and at its carets, whatever texts look like, and that
// nothing else changes.
func TestColourMarksWhatIsMeant(t *testing.T) {
	coloured := text(t, true)
	if stripped := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured, ""); stripped != text(t, false) {
		t.Errorf("without colours it is\n%s", stripped)
	}
	var marked []string
	for _, m := range regexp.MustCompile("\x1b\\[(1;3[0-9])m(.*?)\x1b\\[0m").FindAllStringSubmatch(coloured, -1) {
		marked = append(marked, m[1]+" "+m[2])
	}
	if got, want := strings.Join(marked, "\n"), "1;31 error[T05]\n1;31 ^^^^^^^\n1;33 warning[S81]\n1;36 hint[S86]"; got != want {
		t.Errorf("marked\n%s\nwant\n%s", got, want)
	}
}

func TestCodeSaysWhetherItCanBeAccepted(t *testing.T) {
	for id, want := range map[string]string{"S13": "S13  error  Two hosts have the same address\n  accept   no; an error stops the build\n", "s97": "  accept   with a reason, in the site's table [accept.S97]\n",
		"S59": "  accept   no; it is mended, or comes up in every run\n"} {
		c, ok := source.LookUp(id)
		if got := Code(c); !ok || !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if _, ok := source.LookUp("L48"); ok {
		t.Error("a finding of a catalogue's is in the table")
	}
}
