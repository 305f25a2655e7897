package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/drift"
	"portolan/model/evidence"
	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/format/spreadsheet"
)

// A collected file is one of a host or firewall, by its name in the folder of the device.
type collected struct {
	name string
	read func(into *drift.Evidence, name string, data []byte) error
}

// rulesBy is how files of rules alone are read.
func rulesBy(read func(string, []byte) (*evidence.Rules, error)) func(*drift.Evidence, string, []byte) error {
	return func(into *drift.Evidence, name string, data []byte) error {
		r, err := read(name, data)
		if err == nil {
			into.Rules = append(into.Rules, r)
		}
		return err
	}
}

// listenersBy is how files of listeners are read.
func listenersBy(read func(string, []byte) ([]evidence.Listener, error)) func(*drift.Evidence, string, []byte) error {
	return func(into *drift.Evidence, name string, data []byte) error {
		l, err := read(name, data)
		if err == nil {
			into.Listening, into.Listeners = true, append(into.Listeners, l...)
		}
		return err
	}
}

// nftBeside reads what nft lists, with or without what iptables lists beside it.
func nftBeside(iptables bool) func(*drift.Evidence, string, []byte) error {
	return rulesBy(func(name string, data []byte) (*evidence.Rules, error) { return evidence.NFT(name, data, iptables) })
}

// collectedFiles are all files that are read of a device.
var collectedFiles = []collected{
	{"nft.json", nftBeside(false)},
	{"iptables.txt", rulesBy(func(name string, data []byte) (*evidence.Rules, error) { return evidence.IPTables(name, data, false) })},
	{"ip6tables.txt", rulesBy(func(name string, data []byte) (*evidence.Rules, error) { return evidence.IPTables(name, data, true) })},
	{"aws.json", rulesBy(evidence.AWS)},
	{"windows.json", func(into *drift.Evidence, name string, data []byte) error {
		r, l, err := evidence.Windows(name, data)
		if err == nil {
			into.Rules, into.Listening, into.Listeners = append(into.Rules, r), true, append(into.Listeners, l...)
		}
		return err
	}},
	{"ss.txt", listenersBy(evidence.SS)},
	{"netstat.txt", listenersBy(evidence.Netstat)},
	{"nmap.xml", func(into *drift.Evidence, name string, data []byte) error { // a scan shows what answers, and not all that listens
		l, err := evidence.Nmap(name, data)
		into.Listeners = append(into.Listeners, l...)
		return err
	}},
}

// The list of rules of a customer, and what its columns mean.
const (
	tableFile   = "rules.csv"
	bookFile    = "rules.xlsx"
	mappingFile = "rules.toml"
)

// mapping is the file beside a customer's list of rules.
type mapping struct {
	Separator source.Val[string] `toml:"separator"`
	Direction source.Val[string] `toml:"direction"`
	Columns   struct {
		Source      source.Val[string] `toml:"source,required"`
		Destination source.Val[string] `toml:"destination,required"`
		Protocol    source.Val[string] `toml:"protocol"`
		Port        source.Val[string] `toml:"port,required"`
		SourcePort  source.Val[string] `toml:"source_port"`
		Action      source.Val[string] `toml:"action"`
		ID          source.Val[string] `toml:"id"`
	} `toml:"columns,required"`
	Allow []source.Val[string] `toml:"allow"`
}

// evidenceIn reads a folder of evidence: a folder for each host and firewall, called by its id, and scans of the network beside them.
func evidenceIn(folder string, resolved *plan.Plan) ([]drift.Evidence, source.Diagnostics) {
	entries, err := os.ReadDir(filepath.FromSlash(folder))
	if err != nil {
		return nil, cannotRead(folder, err)
	}
	if len(entries) > catalog.MaxFiles {
		return nil, fault("I07", folder, fmt.Sprintf("%d files; the limit is %d", len(entries), catalog.MaxFiles), "a folder of this size is a mistake; check what was put here")
	}
	var out []drift.Evidence
	var found source.Diagnostics
	network := drift.Evidence{}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		party := resolved.Party(e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case !e.IsDir() && path.Ext(e.Name()) == ".xml":
			readInto(&network, name, e.Name(), collectedFiles[len(collectedFiles)-1].read)
		case e.IsDir() && (resolved.Firewall(e.Name()) != nil || party != nil && party.Managed()):
			out = append(out, deviceEvidence(name, e.Name()))
		default:
			found = append(found, cannotRead(name, errors.New("the site has no host or firewall with this id, and it is no scan (*.xml)"))...)
		}
	}
	return append(out, network), found
}

// deviceEvidence reads the folder of one host or firewall. What cannot be read is told as not assessed.
func deviceEvidence(folder, device string) drift.Evidence {
	e := drift.Evidence{Device: device}
	entries, err := os.ReadDir(filepath.FromSlash(folder))
	if err != nil {
		e.Unread = append(e.Unread, drift.Unread{File: device, Why: err.Error()})
	}
	for _, f := range entries {
		name := path.Join(folder, f.Name())
		shown := device + "/" + f.Name()
		i := slices.IndexFunc(collectedFiles, func(c collected) bool { return c.name == f.Name() })
		switch {
		case f.Name() == "nft.json" && exists(filepath.FromSlash(path.Join(folder, "iptables.txt"))):
			readInto(&e, name, shown, nftBeside(true))
		case i >= 0:
			readInto(&e, name, shown, collectedFiles[i].read)
		case f.Name() == tableFile || f.Name() == bookFile:
			readInto(&e, name, shown, func(into *drift.Evidence, shown string, data []byte) error {
				return readTable(into, shown, data, path.Join(folder, mappingFile))
			})
		case f.Name() != mappingFile && !strings.HasPrefix(f.Name(), "."):
			e.Unread = append(e.Unread, drift.Unread{File: shown, Why: "no file of this name is read"})
		}
	}
	return e
}

func readInto(e *drift.Evidence, name, shown string, read func(*drift.Evidence, string, []byte) error) {
	data, found := readRegular(name)
	var err error
	if found.HasErrors() {
		err = errors.New(found[0].What)
	} else {
		err = read(e, shown, data)
	}
	if err != nil {
		e.Unread = append(e.Unread, drift.Unread{File: shown, Why: strings.ReplaceAll(err.Error(), "\n", ": ")})
	}
}

// readTable reads a customer's list of rules by its mapping.
func readTable(into *drift.Evidence, shown string, data []byte, mappingName string) error {
	text, found := readRegular(mappingName)
	if found.HasErrors() {
		return fmt.Errorf("%s is needed beside it: %s", mappingFile, found[0].What)
	}
	file, found := source.Parse(mappingName, text)
	if found.HasErrors() {
		return errors.New(found[0].What)
	}
	m, found := source.Bind[mapping](file)
	if found.HasErrors() {
		return fmt.Errorf("%s:%d: %s", mappingFile, found[0].At.Line, found[0].What)
	}
	hook := evidence.Through
	if m.Direction.Set() {
		hook = evidence.Hook(m.Direction.V)
	}
	if !slices.Contains([]evidence.Hook{evidence.In, evidence.Out, evidence.Through}, hook) {
		return fmt.Errorf("%s: direction is inbound, outbound or forward", mappingFile)
	}
	to := evidence.Mapping{Source: m.Columns.Source.V, Destination: m.Columns.Destination.V, Protocol: m.Columns.Protocol.V, Port: m.Columns.Port.V, SourcePort: m.Columns.SourcePort.V,
		Action: m.Columns.Action.V, ID: m.Columns.ID.V, Separator: m.Separator.V}
	for _, word := range m.Allow {
		to.Allow = append(to.Allow, word.V)
	}
	var rules *evidence.Rules
	var err error
	if path.Base(shown) == bookFile {
		var rows [][]string
		if rows, err = spreadsheet.Rows(data); err == nil {
			rules, err = evidence.Rows(shown, rows, to, hook)
		}
	} else {
		rules, err = evidence.Table(shown, data, to, hook)
	}
	if err == nil {
		into.Rules = append(into.Rules, rules)
	}
	return err
}
