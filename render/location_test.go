package render

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/render/layout/diagram"
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
		"diagrams/state-south-active.svg":  {">hub-s<", "(hosts in example.com)", "All services"},
		"diagrams/change-south-active.svg": {">hub-s<", ">hub<", "(hosts in example.com)"},
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
	p, err := newPacker(plan, theme(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"central", "db1", "hub"} {
		lines := 0
		for _, state := range p.gallery.States {
			if state.Subject != "south-active" {
				continue
			}
			for _, e := range state.Edges {
				if e.From != gone && e.To != gone {
					continue
				}
				if lines++; e.Change != diagram.Removed {
					t.Errorf("the diagram of the state does not say of the line %s that it is needed no longer, and %s is lost", e.ID, gone)
				}
			}
		}
		if lines == 0 {
			t.Errorf("the diagram of the state shows nothing that %s, which is lost, is needed for no longer", gone)
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
	noMarkup(t, "one-host", files)
	i := slices.IndexFunc(files, func(f File) bool { return strings.HasSuffix(f.Path, "lost/central.html") })
	if !bytes.Contains(files[i].Data, []byte("failover from Main to Disaster recovery")) || !bytes.Contains(files[i].Data, []byte("runbooks/dr-active.html")) {
		t.Error("the page of the only host of the location does not lead to what to do")
	}
}

// TestRecoveryPatterns: the page of a location failover offers the patterns that the facts of the site allow, with time and loss of data of each, and says of the
// others what they lack.
func TestRecoveryPatterns(t *testing.T) {
	data, err := os.ReadFile("../model/testdata/locations/two-centres/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	const backup = "\n[backup]\nfolder = '\\\\%s.example.com\\backup'\nevery_hours = 24\n\n[recovery]\nrto_minutes = 60\nrpo_minutes = 720\n"
	for name, c := range map[string]struct {
		more         string
		holds, lacks []string
		finding      bool
	}{
		"no backup":          {"", []string{"the site gives no [backup]", "placed database-standby"}, []string{"since the last backup"}, false},
		"backup that stays":  {strings.Replace(backup, "%s", "db1-s", 1), []string{"up to 24 hours: changes since the last backup (exceeds the RPO of 12 hours)", ", estimated (exceeds the RTO of 1 hour)"}, []string{"the backups are in the location that fails"}, false},
		"backup that fails":  {strings.Replace(backup, "%s", "db1", 1), []string{"the backups are in the location that fails"}, []string{"since the last backup"}, true},
		"timed and declared": {strings.Replace(backup, "%s", "db1-s", 1) + "\n[contacts.boss]\nname = \"Head of IT\"\nrole = \"Decides\"\nphone = \"1\"\nalways = true\n\n[incident]\ndeclare = [\"boss\"]\n\n[[runbooks.site-restore-new-host.tests]]\ndate = 2026-01-01\nby = \"A\"\nresult = \"passed\"\nminutes = 45\n", []string{"45 minutes in the latest test", "abort criteria with Head of IT"}, []string{"exceeds the RTO"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			plan, opts := planOfText(t, "two-centres", append(slices.Clone(data), c.more...))
			files, err := Pack(plan, theme(t), opts)
			if err != nil {
				t.Fatal(err)
			}
			page := string(files[slices.IndexFunc(files, func(f File) bool { return strings.HasSuffix(f.Path, "runbooks/south-active.html") })].Data)
			for _, text := range append(c.holds, "Drill: failover and failback", "Failback: copy the data back to Data centre north") {
				if !strings.Contains(page, text) {
					t.Errorf("the page does not hold %q", text)
				}
			}
			for _, text := range c.lacks {
				if strings.Contains(page, text) {
					t.Errorf("the page holds %q", text)
				}
			}
			found := false
			for _, f := range plan.Findings {
				found = found || f.ID == "S346"
			}
			if found != c.finding {
				t.Errorf("the finding that backups fail with their location: %v", found)
			}
		})
	}
}
