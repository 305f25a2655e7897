package render

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestLocationsInPack holds what a pack says of locations: who stands in for whom, where zones are, and by which names a firewall knows them.
func TestLocationsInPack(t *testing.T) {
	data, err := os.ReadFile("../model/testdata/locations/two-centres/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	plan, opts := planOfText(t, "two-centres", data)
	files, err := Pack(plan, theme(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	for path, texts := range map[string][]string{
		"overview.html":                    {"failover from Data centre north to Data centre south", "central-s.example.com", "no standby host", "Hosts are switched off until they are needed"},
		"firewalls/edge.html":              {"port2.110", "DMZ-N", "Data centre north"},
		"rules.json":                       {`"location": "south"`, `"lost_location": "north"`, `"central": "central-s"`, `"from_location": "north"`, `"vlan": "110"`, `"north-dmz": "port2.110"`},
		"diagrams/site.svg":                {"Data centre south, VLAN 210"},
		"diagrams/state-south-active.svg":  {"hub-s.example.com", "All services"},
		"diagrams/change-south-active.svg": {"hub-s.example.com", "hub.example.com"},
		"runbooks/south-active.html":       {"35 of them are needed in no other", "Bring up Repository database of db1.example.com", "Redirect clients of hub.example.com", "engine2.example.com"},
		"nodes/central-s.html":             {"failover from Data centre north to Data centre south", "Standby for central.example.com"},
	} {
		i := slices.IndexFunc(files, func(f File) bool { return f.Path == path || strings.HasSuffix(f.Path, "/"+path) })
		if i < 0 {
			t.Errorf("no file %s", path)
			continue
		}
		for _, text := range texts {
			if !bytes.Contains(files[i].Data, []byte(text)) {
				t.Errorf("%s does not hold %q", path, text)
			}
		}
	}
	state := files[slices.IndexFunc(files, func(f File) bool { return strings.HasSuffix(f.Path, "diagrams/state-south-active.svg") })].Data
	for _, gone := range []string{"central.example.com", "db1.example.com", "hub.example.com"} {
		if strings.Contains(string(state), ">"+gone+"<") {
			t.Errorf("the diagram of the state shows %s, which is lost", gone)
		}
	}
}

// TestLocationOfOneHost builds the pack of a site whose lost location has one host, whose loss is that of the location.
func TestLocationOfOneHost(t *testing.T) {
	data, err := os.ReadFile("../model/testdata/topologies/single-node.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "networks = [\"10.1.0.0/16\"]", "networks = [\"10.1.0.0/24\"]\nlocation = \"main\"", 1)
	text = strings.Replace(text, "addresses = [\"10.1.1.1\"]\nzone = \"lan\"", "addresses = [\"10.1.1.1\"]\nzone = \"files\"", 1) + `
[zones.files]
name = "Files"
networks = ["10.1.1.0/24"]

[zones.dr]
name = "Disaster recovery"
networks = ["10.2.0.0/24"]
location = "dr"

[locations.main]
name = "Main"

[locations.dr]
name = "Disaster recovery"
stands_in_for = "main"

[nodes.central-dr]
host = "central-dr.example.com"
addresses = ["10.2.0.10"]
os = "windows-server-2019"
stands_in_for = "central"
`
	plan, opts := planOfText(t, "one-host", []byte(text))
	files, err := Pack(plan, theme(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(files, func(f File) bool { return strings.HasSuffix(f.Path, "lost/central.html") })
	if !bytes.Contains(files[i].Data, []byte("failover from Main to Disaster recovery")) || !bytes.Contains(files[i].Data, []byte("runbooks/dr-active.html")) {
		t.Error("the page of the only host of the location does not lead to what to do")
	}
}
