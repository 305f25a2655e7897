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
	"portolan/render/parallel"
	"portolan/render/ref"
)

// testScript is the path of a script that tries connections from a host.
func testScript(host, ending string) string { return ref.Data + "acceptance/" + host + ending }

// testScripts are the scripts of all hosts of which one tries at least one test, for both kinds of shells, and those that collect what is there.
func (p *packer) testScripts() ([]File, error) {
	return append([]File{{ref.Data + "collect/collect.sh", evidence.Shell()}, {ref.Data + "collect/collect.ps1", evidence.PowerShell()}}, slices.Concat(p.scripts()...)...), nil
}

// scriptsOf are the scripts by host, in the order of the parties.
func scriptsOf(p *packer) [][]File {
	maker := acceptance.NewMaker(p.model, p.policy)
	out := make([][]File, len(p.model.Parties))
	_ = parallel.Each(len(out), func(i int) error { // none fails
		host := p.model.Parties[i]
		tests, shared := maker.Tests(host)
		if slices.ContainsFunc(tests, func(t acceptance.Test) bool { return t.Untried == "" }) {
			s := &scripts.Script{Site: p.model.Site, Host: host.ID, Revision: p.model.Document.Revision, Head: acceptancepage.Head(p.model, host, tests, shared, p.words), Tests: tests}
			out[i] = []File{{testScript(host.ID, ".sh"), s.Shell()}, {testScript(host.ID, ".ps1"), s.PowerShell()}}
		}
		return nil
	})
	return out
}

// testScriptsOf are// testScriptsOf are those of the host of a page.
func (p *packer) testScriptsOf(id string) []document.Cell {
	host, ok := strings.CutPrefix(id, docs.Hosts)
	at := slices.IndexFunc(p.model.Parties, func(party *plan.Party) bool { return party.ID == host })
	if !ok || at < 0 || len(p.scripts()[at]) == 0 {
		return nil
	}
	return []document.Cell{document.L(p.words.Text("acceptance.shell"), ref.File(testScript(host, ".sh"))), document.L(p.words.Text("acceptance.powershell"), ref.File(testScript(host, ".ps1")))}
}
