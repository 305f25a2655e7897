// Package preview answers a browser on this machine with a pack that is in memory, and tells pages when there is a newer one or a fault. What it adds to
// pages is only in its answers: it never touches a disk, and changes no file of a pack.
package preview

import (
	"encoding/json"
	"fmt"
	"sync"
)

// A File is a file of a pack. Path is relative, with slashes.
type File struct {
	Path string
	Data []byte
}

// A Server holds what is answered with: the last pack that could be made, and what keeps a newer one from being made.
type Server struct {
	title string // of the site, for pages that are none of a pack's
	style []byte // of these
	run   string // tells this server from one that had its address before

	mutex   sync.Mutex
	pack    map[string][]byte
	partial bool          // files of the pack are made once somebody wants one
	number  int           // of the pack; 0 while there is none
	state   int           // of pack and fault
	stale   bool          // what the pack is made from has changed since
	fault   *Fault        // nil where all is well
	changed chan struct{} // closed when any of these changes
	asked   chan struct{} // holds one element once somebody waits for a pack
	missed  chan struct{} // likewise for a file that is still missing
	pages   int           // that are open somewhere
}

// New is a server without a pack. run is a text that no other server had.
func New(title string, style []byte, run string) *Server {
	return &Server{title: title, style: style, run: run, stale: true, changed: make(chan struct{}), asked: make(chan struct{}, 1), missed: make(chan struct{}, 1)}
}

// Show answers with a pack from now on, of which files may be missing until somebody wants one.
func (s *Server) Show(files []File, partial bool) {
	pack := byPath(files)
	s.change(func() { s.pack, s.partial, s.number, s.stale, s.fault = pack, partial, s.number+1, false, nil })
}

// Complete answers with these files of the pack that is shown, too; no more will come. Pages that are open stay as they are.
func (s *Server) Complete(files []File) {
	pack := byPath(files)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for name, data := range s.pack {
		if pack[name] == nil {
			pack[name] = data
		}
	}
	s.pack, s.partial = pack, false
	s.tell()
}

func byPath(files []File) map[string][]byte {
	pack := make(map[string][]byte, len(files))
	for _, f := range files {
		pack[f.Path] = f.Data
	}
	return pack
}

// Keep goes on with the pack that is there: it is what a new one would be.
func (s *Server) Keep() { s.change(func() { s.stale, s.fault = false, nil }) }

// Fail shows what keeps a pack from being made, above the last one that was.
func (s *Server) Fail(f *Fault) { s.change(func() { s.stale, s.fault = false, f }) }

// Stale says that the pack is no longer what a new one would be. Whoever asks for a page waits until it is.
func (s *Server) Stale() { s.change(func() { s.stale, s.fault = true, nil }) }

// Asked holds an element once somebody waits for a pack.
func (s *Server) Asked() <-chan struct{} { return s.asked }

// Missed holds an element once somebody waits for a file that the pack which is shown does not have yet.
func (s *Server) Missed() <-chan struct{} { return s.missed }

// Watched reports whether a page is open anywhere.
func (s *Server) Watched() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.pages > 0
}

func (s *Server) change(what func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	what()
	s.state++
	s.tell()
}

// tell lets go on who waits for something new.
func (s *Server) tell() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// A moment is what a server has to answer with at one time.
type moment struct {
	pack    map[string][]byte
	partial bool
	number  int
	state   int
	stale   bool
	fault   *Fault
	changed <-chan struct{}
}

func (s *Server) now() moment {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return moment{s.pack, s.partial, s.number, s.state, s.stale, s.fault, s.changed}
}

// ask is now, for somebody who wants a file of a pack, or "" for any.
func (s *Server) ask(file string) moment {
	m := s.now()
	if !m.awaits(file) {
		return m
	}
	to := s.missed
	if m.stale {
		to = s.asked
	}
	select {
	case to <- struct{}{}:
	default: // it is known
	}
	return m
}

// awaits reports whether a file may be another in a moment, or be there at all.
func (m moment) awaits(file string) bool {
	_, there := m.pack[file]
	return m.stale || m.partial && !there && file != ""
}

// event is what pages are told: which pack there is, and the fault as it is shown above it.
func (s *Server) event(m moment) string {
	text, err := json.Marshal(map[string]string{"pack": s.name(m.number), "state": s.name(m.state), "fault": m.fault.section()})
	if err != nil {
		panic(err) // texts always marshal
	}
	return fmt.Sprintf("data: %s\n\n", text)
}

// name tells a pack or a state from all others that a page could have been of.
func (s *Server) name(number int) string { return fmt.Sprintf("%s.%d", s.run, number) }
