package preview

import (
	"bytes"
	"embed"
	"fmt"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// own is where the server's own files are. No file of a pack is there.
const own = "/_portolan/"

//go:embed live.js live.css
var parts embed.FS

// alive is how often an open page is told that there is nothing new, so that lost ones are noticed.
const alive = 15 * time.Second

// ServeHTTP answers requests of this machine's browsers, by the names that this machine has for itself: a page from elsewhere could make its own name lead here,
// and would read the pack.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	switch {
	case !isHere(r.Host):
		http.Error(w, "portolan serve answers to 127.0.0.1, [::1] and localhost only", http.StatusForbidden)
	case foreign(r):
		http.Error(w, "pages from elsewhere may not load this", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "portolan serve only shows", http.StatusMethodNotAllowed)
	case r.URL.Path == own+"events":
		s.events(w, r)
	case r.URL.Path == "/favicon.ico": // browsers ask for one
		w.WriteHeader(http.StatusNoContent)
	case r.URL.Path == own+"style.css":
		answer(w, r, "style.css", s.style)
	case strings.HasPrefix(r.URL.Path, own):
		data, err := parts.ReadFile(strings.TrimPrefix(r.URL.Path, own))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		answer(w, r, r.URL.Path, data)
	default:
		s.file(w, r)
	}
}

// isHere reports whether a host is one of the names that a machine has for itself.
func isHere(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// foreign reports whether a page from elsewhere makes the browser load something into itself. Browsers say so; a link may lead here.
func foreign(r *http.Request) bool {
	from := r.Header.Get("Sec-Fetch-Site")
	return (from == "cross-site" || from == "same-site") && r.Header.Get("Sec-Fetch-Mode") != "navigate"
}

// file answers with a file of the pack, and waits for a pack where the one that is there is no longer the newest.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" || strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	m := s.ask(name)
	for m.awaits(name) {
		select {
		case <-m.changed:
			m = s.ask(name)
		case <-r.Context().Done():
			return
		}
	}
	data, there := m.pack[name]
	switch {
	case there && path.Ext(name) == ".html":
		answer(w, r, name, s.alive(data, m))
	case there:
		answer(w, r, name, data)
	case m.number == 0:
		s.page(w, m, http.StatusServiceUnavailable, "There is no pack yet.")
	default:
		s.page(w, m, http.StatusNotFound, "The pack has no file "+name+".")
	}
}

// kinds are those of the files of packs. What the system knows of kinds is not asked: it differs from machine to machine.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".json": "application/json", ".pdf": "application/pdf", ".zip": "application/zip", ".ics": "text/calendar; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".xml": "application/xml", ".woff2": "font/woff2", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

func answer(w http.ResponseWriter, r *http.Request, name string, data []byte) {
	kind := kinds[path.Ext(name)]
	if kind == "" {
		kind = "text/plain; charset=utf-8" // scripts, rule files, lists
	}
	w.Header().Set("Content-Type", kind)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// events tells a page what there is, and whatever comes.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	to := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	s.opened(1)
	defer s.opened(-1)
	if _, err := fmt.Fprint(w, "retry: 500\n"); err != nil {
		return
	}
	for told := -1; ; {
		m := s.ask("")
		text := ": a newer pack is being made\n\n"
		switch {
		case m.state == told: // more files of the pack that the page is of
			text = ""
		case !m.stale:
			text = s.event(m)
		}
		told = m.state
		if _, err := fmt.Fprint(w, text); err != nil || to.Flush() != nil {
			return
		}
		select {
		case <-m.changed:
		case <-time.After(alive):
			told = -1
		case <-r.Context().Done():
			return
		}
	}
}

func (s *Server) opened(n int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.pages += n
}

// alive is a page of a pack that knows of newer ones.
func (s *Server) alive(page []byte, m moment) []byte {
	head := []byte(`<link rel="stylesheet" href="` + own + `live.css"><script src="` + own + `live.js" data-pack=` + strconv.Quote(s.name(m.number)) + ` defer></script>` + "\n</head>")
	page = bytes.Replace(page, []byte("</head>"), head, 1)
	page = bytes.Replace(page, []byte(`default-src 'none';`), []byte(`default-src 'none'; connect-src 'self';`), 1)
	return bytes.Replace(page, []byte("<body>"), []byte("<body>\n"+m.fault.section()), 1)
}
