package render

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portolan/model/testenv"
	"portolan/render/format/html"
)

// queries are what people type, at night and by day, and the first result that they need: a page, or a place on it. "Rules" stands for any rule
// that has the last word of the query, where there are many, and "Contacts" for anybody to call.
var queries = [][2]string{
	// Something is down.
	{"down", "lost/qs-central"},
	{"dead", "lost/qs-central"},
	{"outage", "lost/qs-central"},
	{"crash", "lost/qs-central"},
	{"crashed", "lost/qs-central"},
	{"unreachable", "lost/qs-central"},
	{"failed", "lost/qs-central"},
	{"offline", "lost/qs-central"},
	{"qs-central down", "lost/qs-central"},
	{"is qs-proxy2 dead?", "lost/qs-proxy2"},
	{"10.20.1.21 unreachable", "lost/qs-engine1"},
	{"db down", "lost/qs-db1"},
	{"load balancer down", "lost/hub"},
	{"lb down", "lost/hub"},
	{"domain controller down", "lost/dc1"},
	{"mail server down", "lost/mail1"},
	{"zabbix down", "lost/monitor1"},
	{"database down", "runbooks/database-start"},
	{"central node down", "runbooks/failover-automatic"},
	{"site down", "runbooks/site-restore"},
	{"slow", "runbooks/troubleshooting"},
	// Whom to call.
	{"phone", "Contacts"},
	{"contacts", "Contacts"},
	{"oncall", "Contacts"},
	{"who to call", "Contacts"},
	{"platform team", "index#contact-platform"},
	{"network team phone", "index#contact-network"},
	{"+46 31 555 01 20", "index#contact-database"},
	{"dba@harbour.example", "index#contact-database"},
	// Procedures.
	{"RTO", "runbooks/site-restore"},
	{"restore", "runbooks/site-restore"},
	{"how do I restore the database", "runbooks/database-restore"},
	{"restore share", "runbooks/share-restore"},
	{"failover", "runbooks/failover-automatic"},
	{"failback", "runbooks/failback"},
	{"certificate expired", "runbooks/certificates-renew"},
	{"renew certs", "runbooks/certificates-renew"},
	{"reboot node", "runbooks/node-restart"},
	{"restart services", "runbooks/node-restart"},
	{"stop the site", "runbooks/site-stop"},
	{"start the site", "runbooks/site-start"},
	{"backup site", "runbooks/site-backup"},
	{"service account password", "runbooks/service-account-password"},
	{"patch", "runbooks/patch"},
	{"max_connections", "runbooks/database-connections"},
	// What people report.
	{"login", "runbooks/troubleshooting"},
	{"cannot log in", "runbooks/troubleshooting"},
	{"users cannot sign in", "runbooks/troubleshooting"},
	{"frozen", "runbooks/troubleshooting"},
	{"stuck", "runbooks/troubleshooting"},
	{"unresponsive", "runbooks/troubleshooting"},
	{"corrupt", "runbooks/site-restore"},
	{"ransomware", "runbooks/site-restore"},
	{"disk full", "runbooks/database-start"},
	// Hosts, by name and address.
	{"qs-central", "nodes/qs-central"},
	{"qs-db1.harbour.example", "nodes/qs-db1"},
	{"engine1", "nodes/qs-engine1"},
	{"10.20.0.12", "nodes/qs-proxy2"},
	{"fd20:0:0:21::10", "nodes/qs-central"},
	{"10.127.0.80", "nodes/hub"},
	{"analytics.harbour.example", "nodes/hub"},
	{"repository service", "nodes/qs-central"},
	// Ports and rules.
	{"4242", "Rules"},
	{"tcp/4747", "Rules"},
	{"port 3389", "Rules"},
	{"JVUHOBW", "nodes/qs-central#JVUHOBW"},
	{"GDJNQL5K", "perimeter#GDJNQL5K"},
	{"R15", "reasons#rf2nnjappf"},
	{"nodes.qs-central.role", "reasons#rllxswqoek"},
	// Documents.
	{"firewall", "firewalls/inner"},
	{"perimeter firewall", "firewalls/perimeter"},
	{"dmz", "zones/dmz"},
	{"open questions", "questions"},
	{"C07", "questions#c07"},
	{"audit", "security"},
	{"approvals", "control#approvals"},
	{"Mara Lindqvist", "control"},
	{"glossary", "glossary"},
	// Beginnings and slips.
	{"troubl", "runbooks/troubleshooting"},
	{"fail over automat", "runbooks/failover-automatic"},
	{"certifcate renw", "runbooks/certificates-renew"},
	{"unreachble", "lost/qs-central"},
	{"qs-cen", "nodes/qs-central"},
	// What there is not.
	{"10.20.0.80", ""},
	{"4244242", ""},
	{"dragon", ""},
}

// ask runs the site's search in node: it reads queries and writes for each the path, anchor and text of the first result.
const ask = `
const window = {}, [script, index] = process.argv.slice(1);
eval(require("fs").readFileSync(index, "utf8"));
const { unfold, search, byKind, passage } = require(script), { inflate } = require(script.replace("search.js", "site.js"));
inflate(window.portolanIndex).then((index) => {
const all = unfold(index);
const first = (query) => {
  const [hit] = byKind(all, search(all, query)).flatMap((group) => group.hits);
  if (!hit) return ["", "", ""];
  const [page, , parts] = all.units[hit.unit], { anchor, text } = passage(parts, hit.terms);
  return [all.pages[page][0], anchor, text];
};
console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(first)));
});`

// TestSearchFindsWhatIsNeeded asks the example's index.
func TestSearchFindsWhatIsNeeded(t *testing.T) {
	node := testenv.Tool(t, "node")
	index := filepath.Join(t.TempDir(), "index.js")
	for _, f := range packOf(t, example).files {
		if f.Path == html.SearchPath {
			if err := os.WriteFile(index, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	script, err := filepath.Abs("../themes/default/search.js")
	if err != nil {
		t.Fatal(err)
	}
	var typed []string
	for _, q := range queries {
		typed = append(typed, q[0])
	}
	input, err := json.Marshal(typed)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(node, "-e", ask, script, index)
	command.Stdin, command.Stderr = bytes.NewReader(input), os.Stderr
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var found [][3]string
	if err := json.Unmarshal(output, &found); err != nil {
		t.Fatal(err)
	}
	for i, q := range queries {
		if got := found[i]; !isFirst(got, q) {
			t.Errorf("%q finds %s#%s (%s) first, want %s", q[0], got[0], got[1], got[2], q[1])
		}
	}
}

func isFirst(got [3]string, query [2]string) bool {
	id, _ := html.Document(got[0])
	document, anchor, exact := strings.Cut(query[1], "#")
	switch document {
	case "Contacts":
		return strings.HasPrefix(got[1], "contact-")
	case "Rules":
		number := query[0][strings.LastIndexAny(query[0], " /")+1:]
		return ruleID.MatchString(got[1]) && strings.Contains(got[2], number)
	}
	return id == document && (!exact || got[1] == anchor)
}

var ruleID = regexp.MustCompile(`^[A-Z0-9]{7,8}$`)
