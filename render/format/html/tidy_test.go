package html

import (
	"bytes"
	"regexp"
	"slices"
	"testing"
)

// FuzzTidy compares with the rule as patterns say it, which are slow.
func FuzzTidy(f *testing.F) {
	blankLine, preBlock := regexp.MustCompile(`\n[ \t]*(\n[ \t]*)+`), regexp.MustCompile(`(?s)<pre.*?</pre>`)
	for _, page := range []string{"", "\n", "a\n \t\n\n  b\n c\n", "a\n\n<pre>b\n\nc</pre>\n\nd", "<pre>\n\n", "<pre></pre\n\n<pre></pre>\n\n", "\n\n\n", "a\n\n  ", "a\n  ", "\n \n<pre><pre>\n\n</pre>\n\n</pre>"} {
		f.Add([]byte(page))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		var want []byte
		last := 0
		for _, span := range preBlock.FindAllIndex(page, -1) {
			want = append(want, blankLine.ReplaceAll(page[last:span[0]], []byte("\n"))...)
			want = append(want, page[span[0]:span[1]]...)
			last = span[1]
		}
		want = append(want, blankLine.ReplaceAll(page[last:], []byte("\n"))...)
		if got := tidy(slices.Clone(page)); !bytes.Equal(got, want) {
			t.Errorf("%q becomes %q, want %q", page, got, want)
		}
	})
}
