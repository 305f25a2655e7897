package prose

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"portolan/model/golden"
)

// TestTrees reads testdata/*.md and compares the tree, printed as a page, with the .tree file beside it.
func TestTrees(t *testing.T) {
	sources, err := filepath.Glob("testdata/*.md")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var wanted []string
	for _, path := range sources {
		expected := strings.TrimSuffix(path, ".md") + ".tree"
		wanted = append(wanted, expected)
		t.Run(filepath.Base(path), func(t *testing.T) {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			tree, err := Parse(string(source))
			if err != nil {
				t.Fatal(err)
			}
			golden.Check(t, expected, dump(tree.Blocks, ""))
		})
	}
	golden.NoOrphans(t, "testdata", ".tree", wanted)
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         error
	}{
		{"long", strings.Repeat("x", MaxBytes+1), ErrTooLong},
		{"not UTF-8", "a\xffb", ErrEncoding},
		{"quotes in quotes", strings.Repeat("> ", 2000) + "x", ErrTooDeep},
		{"lists in lists", nested(60), ErrTooDeep},
		{"brackets", strings.Repeat("[a](`", 2000), ErrTooDeep},
		{"just long enough", strings.Repeat("x", MaxBytes), nil},
		{"a long rule", strings.Repeat("-", 400), nil},
		{"a drawn box", "+" + strings.Repeat("-", 60) + "+ name\n", nil},
		{"empty", "", nil},
	} {
		if _, err := Parse(c.source); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "%s- x\n", strings.Repeat("  ", i))
	}
	return b.String()
}

func TestSafeTarget(t *testing.T) {
	for target, want := range map[string]bool{
		"https://example.net/a?b=c#d": true, "http://example.net": true, "mailto:ops@example.net": true, "HTTPS://EXAMPLE.NET": true,
		"nodes/central.html#QX7K2M": true, "#steps": true, "a/b:c.html": true,
		"javascript:alert(1)": false, "JavaScript:alert(1)": false, " javascript:alert(1)": false, "java\nscript:x": false,
		"data:text/html,x": false, "vbscript:x": false, "file:///etc/passwd": false, "/etc/passwd": false, "//host/x": false,
		"../../etc/passwd": false, "a/../../b": false, "a/%2e%2e/b": false, "%2E%2E/b": false, "..%2fx": false, `\\host\share`: false, "": false,
	} {
		if _, ok := SafeTarget(target); ok != want {
			t.Errorf("SafeTarget(%q) = %v, want %v", target, ok, want)
		}
	}
}

func TestPlainText(t *testing.T) {
	tree, err := Parse("# A *b*\n\nOne `two`\nthree.\n\n- x\n  - y\n\n| a | b |\n|---|---|\n| 1 | [2](https://example.net) |\n\n```\nl1\nl2\n```\n")
	if err != nil {
		t.Fatal(err)
	}
	want := "A b\nOne two three.\nx\ny\na\tb\n1\t2\nl1\nl2"
	if got := PlainText(tree); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParseSharedByGoroutines(t *testing.T) {
	source, err := os.ReadFile("testdata/blocks.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := Parse(string(source))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got, err := Parse(string(source)); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("another tree, %v", err)
			}
		})
	}
	group.Wait()
}

// FuzzParse looks for panics and for links that must not pass.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"[a](javascript:x)", "> [!NOTE]\n> x", "- [ ] a\n- [x] b", "|a|\n|-|\n|b|c|", "<b>&amp;</b>", "\\&amp; &#106;", "```x\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		tree, err := Parse(source)
		if err != nil {
			return
		}
		out := dump(tree.Blocks, "")
		for _, line := range strings.Split(out, "\n") {
			if strings.HasPrefix(strings.TrimSpace(line), "link \"javascript:") {
				t.Errorf("link passed: %s", line)
			}
		}
		PlainText(tree)
	})
}
