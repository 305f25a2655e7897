package catalog

import (
	"portolan/model/shell"
	"portolan/model/source"
)

// Choices are the closed lists of values of keys, by "Type.key". Checks, schemas and the reference of keys take them from here.
var Choices = map[string][]string{
	"Document.kind":            DocumentKinds(),
	"Fact.holder":              {"node", "site"},
	"Fact.type":                {"flag", "text", "number", "choice", "node"},
	"Fact.form":                source.SortedKeys(forms),
	"Role.part":                {ProviderPart, UserPart},
	"Role.holds":               Holdings,
	"Listener.transport":       {"tcp", "udp", "sctp", BothTransports},
	"Listener.transport_basis": {"stated", "inferred"},
	"Listener.encrypted":       encryptions,
	"Listener.peer":            {"unknown", "local"},
	"Resource.holds":           Holdings,
	"Resource.required":        {"always", SeveralNodes, "never"},
	"Population.required":      {"always", SeveralNodes, "never"},
	"External.transport":       {"tcp", "udp", "sctp"},
	"External.transport_basis": {"stated", "inferred"},
	"External.encrypted":       encryptions,
	"Flow.via":                 {"load balancer", "forward proxy"},
	"Flow.requirement":         {"required", "optional", "conditional"},
	"Flow.drawn":               {"in", "out"},
	"Flow.phase":               {"set-up", "failover"},
	"Lint.level":               {"error", "warning", "hint"},
	"Lint.kind":                source.SortedKeys(lintNeeds),
	"Runbook.kind":             RunbookKinds,
	"Runbook.group":            RunbookGroups,
	"Runbook.severity":         severities,
	"Runbook.per":              {PerFailover},
	"Runbook.patterns":         Patterns,
	"Runbook.serves":           {"rto", "rpo"},
	"Step.hosts":               hostOrders,
	"Step.minutes_for":         minutesFor,
	"Step.reversible":          reversibles,
	"Step.shell":               shell.Names(),
	"Check.hosts":              hostOrders,
	"Check.shell":              shell.Names(),
	"Destruction.shell":        shell.Names(),
	"Problem.shell":            shell.Names(),
	"TriageCheck.shell":        shell.Names(),
	"Generated.language":       shell.Names(),
}
