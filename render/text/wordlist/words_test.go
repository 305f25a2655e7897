package wordlist

import (
	"slices"
	"sync"
	"testing"
)

// TestListsAreAskedSideBySide asks for every word and for one that is not there, many times at once; the race detector looks on.
func TestListsAreAskedSideBySide(t *testing.T) {
	l, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	all := l.Unused()
	if len(all) == 0 || len(all) != len(l.words) {
		t.Fatalf("%d of %d words are unused before anybody asks", len(all), len(l.words))
	}
	var askers sync.WaitGroup
	for range 4 {
		askers.Go(func() {
			for _, key := range all[1:] {
				if l.Text(key) != l.words[key].text {
					t.Errorf("another word for %s", key)
				}
			}
			l.Text("no.such-word")
		})
	}
	askers.Wait()
	if unused := l.Unused(); !slices.Equal(unused, all[:1]) {
		t.Errorf("unused are %q, want %q", unused, all[:1])
	}
	if missing := l.Missing(); !slices.Equal(missing, []string{"no.such-word"}) {
		t.Errorf("missing are %q", missing)
	}
}

// TestListsAreApart: what one pack asks for is not asked for by another.
func TestListsAreApart(t *testing.T) {
	one, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	other, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	key := one.Unused()[0]
	one.Text(key)
	one.Text("no.such-word")
	if !slices.Contains(other.Unused(), key) || len(other.Missing()) > 0 {
		t.Error("a list knows what another was asked for")
	}
}

func TestLanguagesThatThereAreNot(t *testing.T) {
	if l, err := Load("tlh"); err == nil {
		t.Errorf("there is a list %s", l.Language())
	}
}

func BenchmarkText(b *testing.B) {
	l, err := Load("en")
	if err != nil {
		b.Fatal(err)
	}
	key := l.Unused()[0]
	b.ReportAllocs()
	for b.Loop() {
		l.Text(key)
	}
}
