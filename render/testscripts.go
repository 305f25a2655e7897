package render

import (
	"slices"
	"strings"

	"portolan/model/acceptance"
	"portolan/model/plan"
	acceptancepage "portolan/render/content/acceptance"
	"portolan/render/content/docs"
	"portolan/render/document"
	scripts "portolan/render/format/acceptance"
	"portolan/render/format/evidence"
	"portolan/render/format/firewall"
	"portolan/render/parallel"
	"portolan/render/ref"
)

// testScript is the path of a script that tries connections from a host.
func testScript(host, ending string) string { return ref.Data + "acceptance/" + host + ending }

// testScripts are the scripts of all hosts of which one tries at least one test, and those that collect what is there.
func (p *packer) testScripts() ([]File, error) {
	return append([]File{{ref.Data + "collect/collect.sh", evidence.Shell()}, {ref.Data + "collect/collect.ps1", evidence.PowerShell()}}, slices.Concat(p.scripts()...)...), nil
}

// scriptsOf are the scripts by host, in the order of the parties: for the shell of its system, for both kinds where that is not known.
func scriptsOf(p *packer) [][]File {
	maker := acceptance.NewMaker(p.model, p.policy)
	out := make([][]File, len(p.model.Parties))
	_ = parallel.Each(len(out), func(i int) error { // none fails
		host := p.model.Parties[i]
		tests, shared := maker.Tests(host)
		if slices.ContainsFunc(tests, func(t acceptance.Test) bool { return t.Untried == "" }) {
			s := &scripts.Script{Site: p.model.Site, Host: host.ID, Revision: p.model.Document.Revision, Head: acceptancepage.Head(p.model, host, tests, shared, p.words), Tests: tests}
			if !firewall.Windows(host.OS) {
				out[i] = append(out[i], File{testScript(host.ID, ".sh"), s.Shell()})
			}
			if host.OS == "" || firewall.Windows(host.OS) {
				out[i] = append(out[i], File{testScript(host.ID, ".ps1"), s.PowerShell()})
			}
		}
		return nil
	})
	return out
}

// testScriptsOf are those of the host of a page.
func (p *packer) testScriptsOf(id string) []document.Cell {
	host, ok := strings.CutPrefix(id, docs.Hosts)
	at := slices.IndexFunc(p.model.Parties, func(party *plan.Party) bool { return party.ID == host })
	if !ok || at < 0 {
		return nil
	}
	var out []document.Cell
	for _, f := range p.scripts()[at] {
		name := p.words.Text("acceptance.shell")
		if strings.HasSuffix(f.Path, ".ps1") {
			name = p.words.Text("acceptance.powershell")
		}
		out = append(out, document.L(name, ref.File(f.Path)))
	}
	return out
}
