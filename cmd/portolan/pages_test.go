package main

import (
	"bytes"
	"html"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// example is the invented customer of the README: it has every kind of page.
const example = "harbour-logistics"

func exampleSites(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("..", "..", "sites"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// buildPack builds the pack of a site below sites/.
func buildPack(t *testing.T, name string) string {
	t.Helper()
	return buildPackIn(t, name, t.TempDir())
}

func buildPackIn(t *testing.T, name, out string) string {
	t.Helper()
	p, said := newProgram(), &bytes.Buffer{}
	p.stdout, p.stderr = said, said
	if code := p.main([]string{"build", filepath.Join("..", "..", "sites", name), "-o", out}); code != 0 {
		t.Fatalf("exit code %d: %s", code, said)
	}
	return filepath.Join(out, name)
}

// standing are the packs that some test has asked for only to read them.
var standing = map[string]string{}

// builtPack is the pack of a site below sites/, built once for all tests that only read it.
func builtPack(t *testing.T, name string) string {
	t.Helper()
	if _, ok := standing[name]; !ok {
		folder, err := os.MkdirTemp(scratch, name)
		if err != nil {
			t.Fatal(err)
		}
		standing[name] = buildPackIn(t, name, folder)
	}
	return standing[name]
}

// pages are the paths of a pack's HTML files.
func pages(t *testing.T, pack string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(pack, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".html") {
			found = append(found, path)
		}
		return err
	})
	if err != nil || len(found) < 4 {
		t.Fatalf("pages %v: %v", found, err)
	}
	return found
}

// needs returns the path of an outside tool. Without it the test is skipped, except where everything must run.
func needs(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(testenv.Tool(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// needsPackage is needs for a file of the npm packages that .ci/package.json lists.
func needsPackage(t *testing.T, file string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", ".ci", "node_modules", filepath.FromSlash(file)))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		testenv.Missing(t, err.Error())
	}
	return path
}

// TestPagesAreValid leaves out rules of taste: on doctype letters, on <section> for whatever has role="region", and on long titles, which
// name page, host and customer.
func TestPagesAreValid(t *testing.T) {
	testenv.Long(t, "runs another program on every page")
	node, validator := needs(t, "node"), needsPackage(t, "html-validate/bin/html-validate.mjs")
	config, err := filepath.Abs(filepath.Join("testdata", "htmlvalidate.json"))
	if err != nil {
		t.Fatal(err)
	}
	pack := builtPack(t, example)
	args := append([]string{validator, "--config", config, "--formatter", "text"}, pages(t, pack)...)
	if out, err := exec.Command(node, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

var (
	attribute = regexp.MustCompile(`\s(href|src|action|data|xlink:href)="([^"]*)"`)
	ids       = regexp.MustCompile(`\sid="([^"]*)"`)
)

// TestLinksOfPagesResolve follows every link of every page: to a file of the pack, and to the place in it. A page loads nothing from elsewhere.
func TestLinksOfPagesResolve(t *testing.T) {
	some := []string{example, "thoughtspot-forty", "two-products"}
	for _, name := range testenv.Choose(t, "sites whose links are followed", exampleSites(t), some, []string{example}) {
		t.Run(name, func(t *testing.T) {
			pack, followed := builtPack(t, name), 0
			for _, page := range pages(t, pack) {
				followed += followAll(t, page)
			}
			if followed < 50 {
				t.Errorf("only %d links found: the test does not see them", followed)
			}
		})
	}
}

func followAll(t *testing.T, page string) (followed int) {
	t.Helper()
	for _, m := range attribute.FindAllStringSubmatch(readText(t, page), -1) {
		kind, link := m[1], html.UnescapeString(m[2])
		to, err := url.Parse(link)
		switch {
		case kind == "href" && err == nil && (to.Scheme == "mailto" || to.Scheme == "tel"):
		case kind == "href" && err == nil && to.Scheme == "https" && to.Host != "": // a vendor's document; the policy of pages lets them load nothing from there
		case err != nil || to.Scheme != "" || to.Host != "" || path.IsAbs(to.Path) || to.RawQuery != "":
			t.Errorf("%s: %s=%q leaves the pack", page, kind, link)
		default:
			follow(t, page, to)
			followed++
		}
	}
	return followed
}

func follow(t *testing.T, page string, to *url.URL) {
	t.Helper()
	target := page
	if to.Path != "" {
		target = filepath.Join(filepath.Dir(page), filepath.FromSlash(to.Path))
	}
	at, err := os.Stat(target)
	if err != nil || !at.Mode().IsRegular() {
		t.Errorf("%s: the link %s leads to no file", page, to)
		return
	}
	if to.Fragment == "" || !strings.HasSuffix(target, ".html") {
		return
	}
	if !places(t, target)[to.Fragment] {
		t.Errorf("%s: the link %s leads to no place in the page", page, to)
	}
}

var placesOf = map[string]map[string]bool{} // by page: thousands of links lead to a few pages

// places are the ids of a page's elements.
func places(t *testing.T, page string) map[string]bool {
	t.Helper()
	if known, ok := placesOf[page]; ok {
		return known
	}
	found := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(readText(t, page), -1) {
		found[html.UnescapeString(m[1])] = true
	}
	placesOf[page] = found
	return found
}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
