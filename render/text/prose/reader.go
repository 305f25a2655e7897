package prose

import "sync"

// A Reader parses texts and remembers their trees: in a pack one text stands on several pages, and once more in the search index. It belongs to
// one pack, may be shared between goroutines, and its trees are not to be changed. A nil Reader remembers nothing.
type Reader struct {
	mutex sync.Mutex
	read  map[string]reading
}

type reading struct {
	tree Tree
	err  error
}

// NewReader is a reader that has read nothing yet.
func NewReader() *Reader { return &Reader{read: map[string]reading{}} }

// Parse reads Markdown as the function of this name does.
func (r *Reader) Parse(source string) (Tree, error) {
	if r == nil {
		return Parse(source)
	}
	r.mutex.Lock()
	known, ok := r.read[source]
	r.mutex.Unlock()
	if !ok { // two that ask at once parse twice, and neither waits for the other
		known.tree, known.err = Parse(source)
		r.mutex.Lock()
		r.read[source] = known
		r.mutex.Unlock()
	}
	return known.tree, known.err
}
