package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// manySites writes a number of sites of five nodes, each with an id of its own.
func manySites(folder string, n int) error {
	from := filepath.Join(repository(), "sites", "multi-node-five")
	text, err := os.ReadFile(filepath.Join(from, "site.toml"))
	if err != nil {
		return err
	}
	for i := range n {
		if err := os.CopyFS(filepath.Join(folder, fmt.Sprintf("site-%03d", i)), os.DirFS(from)); err != nil {
			return err
		}
		if err := writeSite(filepath.Join(folder, fmt.Sprintf("site-%03d", i)), bytes.Replace(text, []byte("customer = \""), fmt.Appendf(nil, "customer = \"%03d ", i), 1)); err != nil {
			return err
		}
	}
	return nil
}

func writeSite(folder string, text []byte) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "site.toml"), text, 0o644)
}

// What differs between clusters: the tables of nodes, the zones that their addresses lie in, the addresses of their boards, and lines that name a node.
var (
	nodeTable  = regexp.MustCompile(`(?m)^(# Rack \d+\.\n\n)?\[nodes\.n\d+\]\n(?:[a-z]+ = .*\n)+\n?`)
	boardsList = regexp.MustCompile(`(?s)addresses = \[\s*"10\.80\.41\.11".*?\]`)
)

// cluster is the text of the site of the repository that is a cluster of equal nodes with boards.
func cluster() (string, error) {
	paths, err := filepath.Glob(filepath.Join(repository(), "sites", "*", "site.toml"))
	for _, path := range paths {
		if text, err := os.ReadFile(path); err != nil || nodeTable.Match(text) && boardsList.Match(text) {
			return string(text), err
		}
	}
	return "", errors.Join(err, errors.New("no site of the repository is the cluster that this command knows: it must follow"))
}

// clusterSite writes a site like the cluster of the repository with a number of nodes.
func clusterSite(folder string, n int) error {
	text, err := cluster()
	if err != nil {
		return err
	}
	first := nodeTable.FindStringIndex(text)
	var nodes, boards strings.Builder
	for i := range n {
		fmt.Fprintf(&nodes, "[nodes.n%02d]\nhost = \"n%02d.grid.northwater.example\"\naddresses = [\"10.90.%d.%d\"]\nzone = \"cluster\"\nos = \"linux\"\nrole = \"cluster-node\"\n\n", i+1, i+1, i/200, i%200+11)
		fmt.Fprintf(&boards, "\"10.91.%d.%d\", ", i/200, i%200+11)
	}
	text = text[:first[0]] + nodes.String() + nodeTable.ReplaceAllString(text[first[0]:], "")
	text = boardsList.ReplaceAllString(text, "addresses = ["+boards.String()+"]")
	text = strings.NewReplacer("10.80.40.0/24", "10.90.0.0/16", "10.80.41.0/24", "10.91.0.0/16").Replace(text)
	return writeSite(folder, []byte(text))
}

// wide is the site of five nodes with more zones, with servers spread over these, and with declared flows between the servers: from one to one, or from each
// to each.
type wide struct {
	zones, servers, flows int
	mesh                  bool
}

func (w wide) write(folder string) error {
	base, err := os.ReadFile(filepath.Join(repository(), "sites", "multi-node-five", "site.toml"))
	if err != nil {
		return err
	}
	text := bytes.NewBuffer(base)
	network := func(zone, part int) string { return fmt.Sprintf("10.%d.%d", 200+zone/32, zone%32*8+part) }
	for z := range w.zones {
		fmt.Fprintf(text, "\n[zones.area%d]\nname = \"Area %d\"\nnetworks = [\"%s.0/21\"]\n", z, z, network(z, 0))
	}
	var all []string
	for i := range w.servers {
		at, id := i/w.zones, fmt.Sprintf("farm%d", i)
		all = append(all, strconv.Quote(id))
		fmt.Fprintf(text, "\n[servers.%s]\nhost = \"%s.rail.example\"\naddresses = [\"%s.%d\"]\nzone = \"area%d\"\nos = \"linux\"\n", id, id, network(i%w.zones, at/200), at%200+10, i%w.zones)
	}
	for i := range w.flows {
		from := i % w.servers
		fmt.Fprintf(text, "\n[flows.job%d]\nfrom = \"farm%d\"\nto = \"farm%d\"\nports = [\"tcp/%d\"]\npurpose = \"Job %d\"\nencrypted = true\n", i, from, (from+1+i/w.servers)%w.servers, 5000+i, i)
	}
	if w.mesh {
		list := strings.Join(all, ", ")
		fmt.Fprintf(text, "\n[flows.mesh]\nfrom = [%s]\nto = [%s]\nports = [\"tcp/7000\"]\npurpose = \"Each reaches each\"\n", list, list)
	}
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(repository(), "sites", "multi-node-five"))); err != nil {
		return err
	}
	return writeSite(folder, text.Bytes())
}
