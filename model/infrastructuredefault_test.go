package model

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/plan"
	"portolan/model/plantest"
)

var aroundFlag = regexp.MustCompile(`(?m)^[a-z0-9-]+ = (true|false)\n`)

// TestInfrastructureByDefault lists the rules that each catalogue of infrastructure makes where the site sets none of its flags: what a site opens
// without having asked for more.
func TestInfrastructureByDefault(t *testing.T) {
	sites, err := filepath.Glob(around + "/*/site.toml")
	if err != nil || len(sites) == 0 {
		t.Fatal(sites, err)
	}
	var b strings.Builder
	for _, file := range sites {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		catalogue := filepath.Base(filepath.Dir(file))
		fmt.Fprintf(&b, "%s\n", catalogue)
		p := plantest.Written(t, catalogue, aroundFlag.ReplaceAll(text, nil))
		var lines []string
		for _, f := range p.Network() {
			name := func(id string) string { return aroundPeer.ReplaceAllString(id, "") }
			lines = append(lines, fmt.Sprintf("  %s -> %s %s %s\n", name(f.From), name(f.To), f.Port.Socket(), f.Requirement))
		}
		slices.Sort(lines)
		b.WriteString(strings.Join(slices.Compact(lines), ""))
	}
	golden.Check(t, around+"/default.txt", b.String())
}

// TestNarrowedRPC: the dynamic range of RPC towards domain controllers is what the site says, by an override or by fixed ports.
func TestNarrowedRPC(t *testing.T) {
	text := valueOf(around+"/active-directory", "site.toml", "")
	for _, c := range []struct {
		name, facts, tables string
		want                []string
	}{
		{"as published", "", "", []string{"tcp/49152-65535"}},
		{"range", "", "\n[overrides.\"domain-controller.rpc\"]\nports = \"50000-50255\"\nreason = \"Rpc\\\\Internet\"\n", []string{"tcp/50000-50255"}},
		{"fixed", "fixed-rpc = true\nntds-port = 50001\nnetlogon-port = 5002\n", "", []string{"tcp/50001", "tcp/5002"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := strings.Replace(text, "fixed-rpc = false\n", c.facts, 1)
			p := plantest.Written(t, "active-directory", []byte(site+"\n"+c.tables))
			got := map[string]bool{}
			for _, f := range p.Network() {
				if f.From == "domain-member" && f.To == "domain-controller" && isRPC(f) {
					got[f.Port.Socket()] = true
				}
			}
			var ports []string
			for port := range got {
				ports = append(ports, port)
			}
			if slices.Sort(ports); !slices.Equal(ports, c.want) {
				t.Errorf("members call %q, not %q", ports, c.want)
			}
		})
	}
}

func isRPC(f *plan.Flow) bool {
	return slices.Contains([]string{"member-rpc", "member-ntds", "member-netlogon"}, f.Rule)
}
