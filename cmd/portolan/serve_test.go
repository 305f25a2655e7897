package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/render"
	"portolan/themes"

	"portolan/model/plan"
)

// A served site is one that is shown while the test edits it.
type served struct {
	t       *testing.T
	address string
	said    *lockedBuffer
	packs   *int // that were made
	ended   chan int
}

// lockedBuffer may be written while it is read.
type lockedBuffer struct {
	mutex sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.Buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.Buffer.String()
}

// serving serves the site in a folder. The function that it returns interrupts it.
func serving(t *testing.T, folder string, args ...string) (*served, context.CancelFunc) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	from, to := io.Pipe()
	s := &served{t: t, said: &lockedBuffer{}, packs: new(int), ended: make(chan int, 1)}
	p := newProgram()
	p.stdout, p.stderr = to, s.said
	p.pack = func(plan *plan.Plan, theme *themes.Theme, o render.Options) ([]render.File, error) {
		*s.packs++
		return render.Pack(plan, theme, o)
	}
	go func() {
		s.ended <- p.report(p.run(ctx, append([]string{"serve", folder}, args...)))
		_ = to.Close()
	}()
	line, err := bufio.NewReader(from).ReadString('\n')
	if err != nil {
		t.Fatalf("%v: %s", err, s.said)
	}
	s.address = strings.TrimSpace(line)
	return s, stop
}

func (s *served) get(path string, change ...func(*http.Request)) (status int, header http.Header, body []byte) {
	s.t.Helper()
	r, err := http.NewRequest(http.MethodGet, s.address+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range change {
		c(r)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, body
}

// An event is what open pages are told.
type event struct{ Pack, State, Fault string }

// events opens a page, as far as the server knows.
func (s *served) events() <-chan event {
	s.t.Helper()
	answer, err := http.Get(s.address + "_portolan/events")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = answer.Body.Close() })
	out := make(chan event, 100)
	go func() {
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e event
				_ = json.Unmarshal([]byte(text), &e) // an empty one is seen
				out <- e
			}
		}
		close(out)
	}()
	return out
}

func (s *served) next(events <-chan event) event {
	s.t.Helper()
	select {
	case e, ok := <-events:
		if !ok || e.Pack == "" {
			s.t.Fatalf("the stream ended, or has no pack: %v", e)
		}
		return e
	case <-time.After(time.Minute):
		s.t.Fatalf("nothing is told; %s", s.said)
	}
	return event{}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func harbour(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testdata, "harbour.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestServe edits a site while it is shown.
func TestServe(t *testing.T) {
	good := "include = [\"../more.toml\"]\n" + harbour(t)
	t.Chdir(t.TempDir())
	writeFile(t, "pier/site.toml", good)
	writeFile(t, "more.toml", "")
	s, stop := serving(t, "pier")

	// Nothing is made before somebody asks; what is answered is the pack that a build writes, but for what pages get.
	if time.Sleep(2 * lookEach); *s.packs != 0 {
		t.Error("a pack was made for nobody")
	}
	status, _, page := s.get("")
	if status != http.StatusOK || !strings.Contains(string(page), "/_portolan/live.js") || !strings.Contains(string(page), "connect-src 'self'") {
		t.Fatalf("%d: %.1000s\n%s", status, page, s.said)
	}
	p := newProgram()
	p.stdout, p.stderr = io.Discard, io.Discard
	if code := p.main([]string{"build", "pier"}); code != 0 {
		t.Fatal("the site cannot be built")
	}
	s.equals("dist/pier")

	// Several files that are saved shortly one after the other make one pack.
	open := s.events()
	first := s.next(open)
	before := *s.packs
	writeFile(t, "pier/site.toml", strings.Replace(good, "Analytics platform", "Reports", 1))
	writeFile(t, "pier/notes.txt", "of no use")
	time.Sleep(lookEach / 2)
	writeFile(t, "pier/site.toml", strings.Replace(good, "Analytics platform", "Figures", 1))
	second := s.next(open)
	if second.Pack == first.Pack || *s.packs != before+1 || strings.Contains(second.Fault, "<li>") {
		t.Errorf("%d packs were made: %v %v", *s.packs-before, first, second)
	}
	if _, _, page := s.get("index.html"); !strings.Contains(string(page), "Figures") {
		t.Errorf("the page is the old one: %.1000s", page)
	}

	// A fault is shown with place, text and cure, above the last pack, whose files are all there.
	writeFile(t, "pier/site.toml", strings.Replace(good, `zone = "core"`, `zone = "<core>"`, 1))
	third := s.next(open)
	_, _, page = s.get("index.html")
	for _, part := range []string{"pier/site.toml:20:8", "error S", "&lt;core&gt;", "^^^^^^^^", "Fix:", "1 error; below is"} {
		if !strings.Contains(third.Fault, part) || !strings.Contains(string(page), part) {
			t.Errorf("the fault has no %s: %s", part, third.Fault)
		}
	}
	if third.Pack != second.Pack || !strings.Contains(string(page), "Figures") {
		t.Error("the last pack is not there")
	}
	if status, _, _ := s.get("rules.xlsx"); status != http.StatusOK {
		t.Errorf("the workbook answers %d", status)
	}

	// Where what was built last is there again, nothing is built; a file that a site includes from elsewhere is seen, too.
	before = *s.packs
	writeFile(t, "pier/site.toml", strings.Replace(good, "Analytics platform", "Figures", 1))
	if e := s.next(open); e.Pack != second.Pack || strings.Contains(e.Fault, "<li>") || *s.packs != before {
		t.Errorf("%d packs were made: %v", *s.packs-before, e)
	}
	if !strings.HasSuffix(s.said.String(), "pier: unchanged\n") {
		t.Errorf("the last that was said is of a fault that is gone: %s", s.said)
	}
	writeFile(t, "more.toml", "[zones.spare]\nname = \"Spare\"\nnetworks = [\"10.99.0.0/24\"]\n")
	if e := s.next(open); e.Pack == second.Pack {
		t.Errorf("an included file makes no pack: %v", e)
	}

	// What the pack does not have is said on a page that follows, too.
	status, _, page = s.get("site/none.html")
	if status != http.StatusNotFound || !strings.Contains(string(page), "data-state") {
		t.Errorf("%d: %s", status, page)
	}
	began := time.Now()
	stop()
	if code := <-s.ended; code != 0 || time.Since(began) > 2*time.Second {
		t.Errorf("it ends with %d after %v; %s", code, time.Since(began), s.said)
	}
}

// equals holds what is served against a pack on the disk.
func (s *served) equals(folder string) {
	s.t.Helper()
	n := 0
	if _, _, page := s.get("index.html"); strings.Contains(string(page), "PDF, ") {
		s.t.Error("the PDFs are made before anybody asks for one")
	}
	for _, name := range []string{"summary.pdf", render.ManifestPath, "index.html", "site/overview.html", "site/assets/style.css", "site/assets/site.js", "summary.pdf", "rules.xlsx", "data/plan.json", "data/calendar.ics"} {
		want, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			continue // which packs have changes from time to time
		}
		n++
		_, header, got := s.get(name)
		if kind := header.Get("Content-Type"); strings.HasSuffix(name, ".html") {
			text := string(got)
			at := strings.Index(text, `<link rel="stylesheet" href="/_portolan/`)
			text = strings.Replace(text[:at]+text[at+strings.Index(text[at:], "</head>"):], " connect-src 'self';", "", 1)
			got = []byte(strings.Replace(text, "\n<section id=\"portolan-fault\" role=\"alert\" hidden></section>", "", 1))
		} else if kind == "" || strings.HasPrefix(kind, "application/octet") {
			s.t.Errorf("%s is %q", name, kind)
		}
		if !bytes.Equal(got, want) {
			s.t.Errorf("%s is not what a build writes", name)
		}
	}
	if n < 8 {
		s.t.Errorf("only %d files were compared", n)
	}
}

// TestServeIsForThisMachine asks as a page from elsewhere would.
func TestServeIsForThisMachine(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "pier/site.toml", "schema = 1\n") // that needs no pack
	s, _ := serving(t, "pier", "--quiet")
	for name, c := range map[string]struct {
		change func(*http.Request)
		want   int
	}{
		"itself":       {func(*http.Request) {}, http.StatusServiceUnavailable}, // there is no pack
		"localhost":    {func(r *http.Request) { r.Host = "LOCALHOST:1" }, http.StatusServiceUnavailable},
		"six":          {func(r *http.Request) { r.Host = "[::1]" }, http.StatusServiceUnavailable},
		"rebound":      {func(r *http.Request) { r.Host = "attacker.example" }, http.StatusForbidden},
		"like it":      {func(r *http.Request) { r.Host = "127.0.0.1.attacker.example" }, http.StatusForbidden},
		"this network": {func(r *http.Request) { r.Host = "10.0.0.1" }, http.StatusForbidden},
		"a script":     {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, http.StatusForbidden},
		"another port": {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, http.StatusForbidden},
		"a link": {func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
		}, http.StatusServiceUnavailable},
		"a write": {func(r *http.Request) { r.Method = http.MethodPost }, http.StatusMethodNotAllowed},
	} {
		status, header, body := s.get("index.html", c.change)
		if status != c.want || header.Get("Cross-Origin-Resource-Policy") != "same-origin" || header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: %d, want %d; %v %s", name, status, c.want, header, body)
		}
	}
	if _, _, page := s.get("site/../index.html"); !strings.Contains(string(page), "pier/site.toml:1:1") {
		t.Errorf("a site that was never built shows no fault: %s", page)
	}
}

func TestLoopback(t *testing.T) {
	for listen, want := range map[string]string{
		"8080": "127.0.0.1:8080", ":8080": "127.0.0.1:8080", "localhost:0": "127.0.0.1:0", "127.0.0.2:1": "127.0.0.2:1", "[::1]:80": "[::1]:80",
		"0.0.0.0:80": "", "[::]:80": "", "10.0.0.1:80": "", "host.example:80": "", "127.0.0.1": "", "70000": "", "": "", "::1": "",
	} {
		got, err := loopback(listen)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, want %q; %v", listen, got, want, err)
		}
	}
}
