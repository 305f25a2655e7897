package render

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
)

// TestSideBySide asks for the order of the jobs, and for the error of the first job that has one, whichever ends first.
func TestSideBySide(t *testing.T) {
	var jobs []job
	for i := range 50 {
		jobs = append(jobs, func() ([]File, error) { return []File{{Path: fmt.Sprint(i)}}, nil })
	}
	files, err := sideBySide(jobs)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if f.Path != fmt.Sprint(i) {
			t.Fatalf("file %d is %s", i, f.Path)
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2)) // or the only worker would wait for itself
	second := make(chan bool)
	_, err = sideBySide([]job{
		func() ([]File, error) { <-second; return nil, errors.New("first") },
		func() ([]File, error) { close(second); return nil, errors.New("second") },
	})
	if err == nil || err.Error() != "first" {
		t.Errorf("error %v, want that of the first job", err)
	}
}
