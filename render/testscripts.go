package render

import (
	"strings"

	"portolan/model/acceptance"
	"portolan/model/plan"
	acceptancepage "portolan/render/content/acceptance"
	"portolan/render/content/docs"
	"portolan/render/document"
	scripts "portolan/render/format/acceptance"
	"portolan/render/format/evidence"
	"portolan/render/ref"
)

// testScript is the path of a script that tries connections from a host.
func testScript(host, ending string) string { return ref.Data + "acceptance/" + host + ending }

// testsOf are the acceptance tests of a host of which a script tries at least one.
func (p *packer) testsOf(host string) []acceptance.Test {
	var out []acceptance.Test
	tried := false
	for _, t := range p.tests() {
		if t.Host == host {
			out = append(out, t)
			tried = tried || t.Untried == ""
		}
	}
	if !tried {
		return nil
	}
	return out
}

// testScripts are the scripts of all hosts, for both kinds of shells, and those that collect what is there.
func (p *packer) testScripts() ([]File, error) {
	files := []File{{ref.Data + "collect/collect.sh", evidence.Shell()}, {ref.Data + "collect/collect.ps1", evidence.PowerShell()}}
	for _, host := range p.model.Parties {
		tests := p.testsOf(host.ID)
		if len(tests) == 0 {
			continue
		}
		s := p.script(host, tests)
		files = append(files, File{testScript(host.ID, ".sh"), s.Shell()}, File{testScript(host.ID, ".ps1"), s.PowerShell()})
	}
	return files, nil
}

func (p *packer) script(host *plan.Party, tests []acceptance.Test) *scripts.Script {
	return &scripts.Script{Site: p.model.Site, Host: host.ID, Revision: p.model.Document.Revision, Head: acceptancepage.Head(p.model, host, tests, p.words), Tests: tests}
}

// testScriptsOf are those of the host of a page.
func (p *packer) testScriptsOf(id string) []document.Cell {
	host, ok := strings.CutPrefix(id, docs.Hosts)
	if !ok || len(p.testsOf(host)) == 0 {
		return nil
	}
	return []document.Cell{document.L(p.words.Text("acceptance.shell"), ref.File(testScript(host, ".sh"))), document.L(p.words.Text("acceptance.powershell"), ref.File(testScript(host, ".ps1")))}
}
