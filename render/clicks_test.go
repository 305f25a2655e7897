package render

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
)

// A task is what somebody opens a pack for: the file on which it ends, and what is to be read there.
type task struct {
	name, file, says string
	clicks           int
}

// tasks end where a reader of the example has what he came for.
var tasks = []task{
	{"the first command for a dead central node", "site/lost/qs-central.html", `(?s)<pre[^>]*><code`, 1},
	{"the phone numbers", "site/down.html", `31.555.01.10`, 1},
	{"the rules of a host that is in a group, on one firewall", "site/firewalls/inner.html", `qs-engine1\.harbour\.example`, 1},
	{"all rules of a host", "site/nodes/qs-engine1.html", `id="inbound"`, 1},
	{"who approved a rule", "site/nodes/qs-engine1.html", `Approval<dd>(<[^>]*>)?Pavel Novak`, 1},
	{"what is not approved", "site/open-items.html", `id="unapproved"`, 1},
	{"the file for the firewall team", "firewall-change-request.pdf", `^%PDF`, 1},
	{"the workbook for the firewall team", "rules.xlsx", `^PK`, 1},
	{"the promised time of recovery", "index.html", `<dt>RTO<dd><a [^>]*>4 hours</a></div>`, 0},
	{"how to restore the site", "site/runbooks/site-restore.html", `(?s)<pre[^>]*><code`, 2},
	{"when the next test is due", "site/calendar.html", `id="tests"`, 1},
	{"who has signed", "site/control.html", `id="approvals"`, 1},
}

// TestTasksAreAFewClicksAway follows the links of all pages from the first. To open a fold is a click, too.
func TestTasksAreAFewClicksAway(t *testing.T) {
	plan, options := planOf(t, example)
	files, err := Pack(plan, theme(t), options)
	if err != nil {
		t.Fatal(err)
	}
	data := map[string][]byte{}
	for _, f := range files {
		data[f.Path] = f.Data
	}
	away := clicks(data, "index.html")
	for _, task := range tasks {
		n, reached := away[task.file]
		if !reached || n > task.clicks {
			t.Errorf("%s: %s is %d clicks away (reached: %v), want at most %d", task.name, task.file, n, reached, task.clicks)
		}
		if !regexp.MustCompile(task.says).Match(data[task.file]) {
			t.Errorf("%s: %s does not say %s", task.name, task.file, task.says)
		}
	}
	for file := range data {
		if strings.HasSuffix(file, ".html") && away[file] > 3 {
			t.Errorf("%s is %d clicks away", file, away[file])
		}
	}
}

var foldsAndLinks = regexp.MustCompile(`<(/?details)([^>]*)>|<a [^>]*?href="([^"]*)"`)

// clicks are the files of a pack, each with the least number of clicks from one of them: on links, and before on the folds around these.
func clicks(files map[string][]byte, start string) map[string]int {
	away := map[string]int{start: 0}
	for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
		from := queue[0]
		if !strings.HasSuffix(from, ".html") {
			continue
		}
		for to, n := range linksOf(files[from], from) {
			if _, there := files[to]; !there {
				continue
			}
			if old, known := away[to]; !known || away[from]+n < old {
				away[to] = away[from] + n
				queue = append(queue, to)
			}
		}
	}
	return away
}

// linksOf are the files to which a page leads, with the clicks that this takes.
func linksOf(page []byte, from string) map[string]int {
	found := map[string]int{}
	var folds []int // 1 for each that is closed
	for _, m := range foldsAndLinks.FindAllSubmatch(page, -1) {
		switch {
		case string(m[1]) == "details":
			folds = append(folds, map[bool]int{true: 0, false: 1}[bytes.Contains(m[2], []byte("open"))])
		case string(m[1]) == "/details":
			folds = folds[:len(folds)-1]
		default:
			u, err := url.Parse(string(m[3]))
			if err != nil || u.Scheme != "" || u.Path == "" {
				continue
			}
			n := 1
			for _, closed := range folds {
				n += closed
			}
			to := path.Join(path.Dir(from), u.Path)
			if old, known := found[to]; !known || n < old {
				found[to] = n
			}
		}
	}
	return found
}

// TestTwoClicksAtNight: from every kind of page, without the script, each runbook and what to do when a host fails are two clicks away. To open a fold is one.
func TestTwoClicksAtNight(t *testing.T) {
	data := map[string][]byte{}
	for _, f := range packOf(t, example).files {
		data[f.Path] = f.Data
	}
	n := 0
	for _, from := range []string{"index.html", "site/nodes/qs-db1.html", "site/lost/dc1.html", "site/runbooks/patch.html", "site/security.html", "site/glossary.html", "site/diagrams.html"} {
		away := clicks(data, from)
		for file := range data {
			if strings.HasPrefix(file, "site/runbooks/") || strings.HasPrefix(file, "site/lost/") {
				if n++; away[file] > 2 {
					t.Errorf("from %s, %s is %d clicks away", from, file, away[file])
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d ways; the test is blind", n)
	}
}
