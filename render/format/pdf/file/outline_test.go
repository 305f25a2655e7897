package file

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
)

// TestOutlineTree joins bookmarks of given levels, with the root last.
func TestOutlineTree(t *testing.T) {
	nodes := outlineTree([]int{0, 1, 1, 2, 0})
	var got []string
	for i, n := range nodes {
		got = append(got, strconv.Itoa(i)+":"+fmt.Sprint(n.parent, n.previous, n.next, n.first, n.last, n.children))
	}
	want := []string{"0:-1 -1 4 1 2 2", "1:0 -1 2 -1 -1 0", "2:0 1 -1 3 3 1", "3:2 -1 -1 -1 -1 0", "4:-1 0 -1 -1 -1 0", "5:-1 -1 -1 0 4 2"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}
