package catalog

import (
	"strings"
	"testing"
)

// TestSystems reads operating systems as people write them.
func TestSystems(t *testing.T) {
	for written, want := range map[string]string{
		"windows-server-2022": "windows-server-2022", "Windows Server 2022": "windows-server-2022", "WINDOWS_SERVER_2022": "windows-server-2022",
		"Microsoft Windows Server 2019 Datacenter": "windows-server-2019", "Windows Server 2012 R2": "windows-server-2012-r2", "windows 2016": "windows-server-2016",
		"WindowsServer2025": "windows-server-2025", "Windows Server 2022 Standard (Desktop Experience)": "windows-server-2022", "Win Server 2008 R2": "windows-server-2008-r2",
		"Windows 11": "windows-11", "Windows 10 22H2": "windows-10-22h2", "win10": "windows-10", "Windows 11 Pro": "windows-11", "Windows 8.1": "windows-8.1",
		"RHEL 9": "rhel-9", "rhel9": "rhel-9", "Red Hat Enterprise Linux 9.4": "rhel-9.4", "RedHat 8": "rhel-8", "red-hat-enterprise-linux-8": "rhel-8",
		"ubuntu 24.04": "ubuntu-24.04", "Ubuntu Server 22.04 LTS": "ubuntu-22.04", "Debian GNU/Linux 12 (bookworm)": "debian-12", "debian 13": "debian-13",
		"SLES 15 SP5": "sles-15-sp5", "SUSE Linux Enterprise Server 15": "sles-15", "Rocky Linux 9.3": "rocky-9.3", "AlmaLinux 9": "alma-9", "CentOS Stream 9": "centos-9",
		"Oracle Linux 8.9": "oracle-linux-8.9", "Amazon Linux 2023": "amazon-linux-2023", "Alpine 3": "alpine-3", "linux": "linux", "Linux": "linux", "ESXi 8.0": "esxi-8.0",
		"windows": "windows", "other": "other", "Windows Server": "windows-server", "NetApp ONTAP 9.13": "ontap-9.13", "macOS 15": "macos-15",
		"Windows Server 2202": "", "Windows 12.5.1": "", "Windwos Server 2022": "", "server": "", "2022": "", "": "", "rhel nine": "", "rhelix-9": "", "debian*": "",
		"windows-server-2022-r2-hardened": "", "linuxmint-21": "",
	} {
		id, ok := System(written)
		if id != want || ok != (want != "") {
			t.Errorf("%q is %q, %v; want %q", written, id, ok, want)
		}
		if again, ok := System(id); id != "" && (again != id || !ok) {
			t.Errorf("the id %q is read as %q", id, again)
		}
		if help := SuggestSystem(written); want == "" && !strings.Contains(help, "windows-server") {
			t.Errorf("%q: the cure %q does not list the systems", written, help)
		}
	}
	for written, nearest := range map[string]string{"Windwos Server 2022": "windows-server-2022", "windows-servr-2019": "windows-server-2019", "ubunto 24.04": "ubuntu-24.04", "rehl-9": "rhel-9"} {
		if help := SuggestSystem(written); !strings.HasPrefix(help, `did you mean "`+nearest+`"?`) {
			t.Errorf("%q: %q, not %q", written, help, nearest)
		}
	}
	for _, s := range systems().names {
		if id, ok := System(s.name + " " + "9999"); ok && len(systems().Systems[s.id].Versions) > 0 {
			t.Errorf("%s with a version that there is not is %s", s.name, id)
		}
	}
}

// TestMatchesSystem: a product asks for a system with all of its versions, for one version, or by a beginning.
func TestMatchesSystem(t *testing.T) {
	for _, c := range []struct {
		id, wanted string
		want       bool
	}{
		{"rhel-9", "rhel*", true}, {"rhel-9", "rhel", true}, {"rhel-9.4", "rhel-9", true}, {"rhel-9", "rhel-9.4", false}, {"rhel-10", "rhel-1", false}, {"rhel-8", "rhel-9", false},
		{"windows-server-2022", "windows*", true}, {"windows-server-2022", "windows", true}, {"windows-11-24h2", "windows-11", true}, {"windows-10", "windows-1", false},
		{"", "windows*", false}, {"other", "windows*", false}, {"sles-15-sp5", "sles-15", true}, {"rhel-9.4", "linux", true}, {"linux", "linux", true}, {"aix-7.3", "linux", false},
		{"", "linux", false}, {"windows-server-2022", "linux", false},
	} {
		if got := MatchesSystem(c.id, c.wanted); got != c.want {
			t.Errorf("%q as %q: %v", c.id, c.wanted, got)
		}
	}
}

// TestAccounts holds the form of accounts against what Windows takes and what people get wrong.
func TestAccounts(t *testing.T) {
	f := Fact{}
	f.Form.V, f.Type.V = "account", "text"
	for text, want := range map[string]bool{
		`KESTREL\svc-qlik`: true, `.\svc-sense`: true, "svc-qlik@kestrel.example": true, `KESTREL\gmsa-qlik$`: true, `kestrel.example\svc`: true, `NT AUTHORITY\SYSTEM`: true,
		"svc-qlik": false, "KESTREL/svc-qlik": false, `KESTREL\\svc-qlik`: false, `\svc`: false, `KESTREL\`: false, "svc@": false, "@kestrel.example": false, "svc qlik@kestrel.example": false,
		`KESTREL\svc qlik`: false, `a@b@c`: false, "": false, `KESTREL\svc:x`: false,
	} {
		if problem := f.Accepts(text); (problem == "") != want {
			t.Errorf("%q: %q", text, problem)
		}
	}
	if cure := f.Cure("service-account"); !strings.Contains(cure, `service-account = 'DOMAIN\NAME'`) {
		t.Error(cure)
	}
}
