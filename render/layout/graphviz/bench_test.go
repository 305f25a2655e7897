package graphviz

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"portolan/model/testenv"
	"portolan/render/layout/diagram"
)

// Benchmarks place nothing from memory: every round is that of a picture never seen before, with a warm library.

func BenchmarkPicture(b *testing.B) {
	m := measure(b)
	for _, g := range []*diagram.Graph{fiveNodes(), marks(), dense()} {
		b.Run(g.ID, func(b *testing.B) {
			placeAfresh(b, g, m)
			for b.Loop() {
				placeAfresh(b, g, m).Draw(m)
			}
		})
	}
}

func BenchmarkArrange(b *testing.B) {
	m, g := measure(b), fiveNodes()
	for b.Loop() {
		diagram.Arrange(g, m, 1)
	}
}

func BenchmarkLabels(b *testing.B) {
	m, g := measure(b), fiveNodes()
	s := placeAfresh(b, g, m)
	for b.Loop() {
		diagram.PlaceLabels(s, m)
	}
}

func BenchmarkRemembered(b *testing.B) {
	m, g := measure(b), fiveNodes()
	for b.Loop() {
		if _, err := Layout(g, m); err != nil {
			b.Fatal(err)
		}
	}
}

func placeAfresh(b *testing.B, g *diagram.Graph, m *diagram.Measure) *diagram.Scene {
	b.Helper()
	s, err := place(g, m)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkAgainstDot compares the library with a native Graphviz that reads the same sources: one process, many files, so that its start
// does not count. Native Graphviz may be of another version.
func BenchmarkAgainstDot(b *testing.B) {
	dot := testenv.Tool(b, "dot")
	m, g := measure(b), fiveNodes()
	text := source(diagram.Arrange(g, m, 1)[0])
	const files = 60
	arguments := []string{"-K" + engine, "-Tjson0"}
	folder := b.TempDir()
	for i := range files {
		path := filepath.Join(folder, fmt.Sprint(i, ".dot"))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		arguments = append(arguments, path)
	}
	var ours, whole, native time.Duration
	for b.Loop() {
		start := time.Now()
		for range files {
			if _, err := layout(text); err != nil {
				b.Fatal(err)
			}
		}
		ours += time.Since(start)
		start = time.Now()
		for range files {
			placeAfresh(b, g, m).Draw(m)
		}
		whole += time.Since(start)
		start = time.Now()
		if err := exec.Command(dot, arguments...).Run(); err != nil {
			b.Fatal(err)
		}
		native += time.Since(start)
	}
	each := func(d time.Duration) float64 { return d.Seconds() * 1000 / float64(b.N) / files }
	b.ReportMetric(each(ours), "library-ms")
	b.ReportMetric(each(whole), "picture-ms")
	b.ReportMetric(each(native), "dot-ms")
	b.ReportMetric(ours.Seconds()/native.Seconds(), "library/dot")
	b.ReportMetric(whole.Seconds()/native.Seconds(), "picture/dot")
}
