package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/drift"
	"portolan/model/evidence"
	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render"
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
	{"collected.txt", func(into *drift.Evidence, _ string, data []byte) error {
		text := strings.TrimSpace(string(data))
		day, err := source.ParseDate(text[:min(len(text), len("2026-09-20"))])
		if err != nil || len(text) > len("2026-09-20") && !timeOfDay.MatchString(text[len("2026-09-20"):]) {
			return fmt.Errorf("it has to hold a day, as 2026-09-20, or a moment, as 2026-09-20T17:30:00Z")
		}
		into.Collected = day.String()
		return nil
	}},
	{"nmap.xml", func(into *drift.Evidence, name string, data []byte) error { // a scan shows what answers, and not all that listens
		l, err := evidence.Nmap(name, data)
		into.Listeners = append(into.Listeners, l...)
		return err
	}},
}

// timeOfDay is what follows the day of a moment.
var timeOfDay = regexp.MustCompile(`^T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?$`)

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

// A collection is a folder of evidence as it was read: a folder for each host and firewall, called by its id, and scans of the network beside them.
type collection struct {
	folder  string
	entries []collectedEntry
}

// A collectedEntry is a folder with its files, or one file.
type collectedEntry struct {
	name   string
	folder bool
	err    error // why it could not be read
	files  []collectedText
}

// A collectedText is a file, or why it could not be read.
type collectedText struct {
	name  string
	data  []byte
	err   error
	found source.Diagnostics // of one whose name means something, and which cannot be read
}

// collectionIn reads a folder of evidence. Nothing in it is understood yet.
func collectionIn(folder string) (*collection, source.Diagnostics) {
	c := &collection{folder: folder}
	all, err := os.ReadDir(filepath.FromSlash(folder))
	if err != nil {
		return nil, cannotRead(folder, err)
	}
	if len(all) > catalog.MaxFiles {
		return nil, fault("I07", folder, fmt.Sprintf("%d files; the limit is %d", len(all), catalog.MaxFiles), "a folder of this size is a mistake; check what was put here")
	}
	for _, each := range all {
		e := collectedEntry{name: each.Name(), folder: each.IsDir()}
		files := []os.DirEntry{each}
		in := folder
		if e.folder {
			in = path.Join(folder, e.name)
			files, e.err = os.ReadDir(filepath.FromSlash(in))
		}
		for _, f := range files {
			if !strings.HasPrefix(f.Name(), ".") {
				e.files = append(e.files, textIn(in, f.Name()))
			}
		}
		if !strings.HasPrefix(e.name, ".") {
			c.entries = append(c.entries, e)
		}
	}
	return c, nil
}

// textIn reads a file, as far as it is one whose name means something.
func textIn(folder, name string) collectedText {
	t := collectedText{name: name}
	known := slices.ContainsFunc(collectedFiles, func(c collected) bool { return c.name == name })
	if !known && path.Ext(name) != ".xml" && !slices.Contains([]string{tableFile, bookFile, mappingFile}, name) {
		t.err = errors.New("no file of this name is read")
		return t
	}
	data, found := readRegular(path.Join(folder, name))
	if t.data = data; found.HasErrors() {
		t.err, t.found = errors.New(found[0].What), found
	}
	return t
}

// unread are the faults of files whose names mean something, and which cannot be read.
func (c *collection) unread() source.Diagnostics {
	var found source.Diagnostics
	for _, e := range c.entries {
		for _, f := range e.files {
			found = append(found, f.found...)
		}
	}
	return found
}

// inputs are the files that were read, by their paths.
func (c *collection) inputs() []render.File {
	var out []render.File
	for _, e := range c.entries {
		in := c.folder
		if e.folder {
			in = path.Join(in, e.name)
		}
		for _, f := range e.files {
			if f.err == nil {
				out = append(out, render.File{Path: path.Join(in, f.name), Data: f.data})
			}
		}
	}
	return out
}

// evidence is what the collection says of the hosts and firewalls of a plan. A folder of none of them is a fault: what is in it would be missed in silence.
func (c *collection) evidence(resolved *plan.Plan) ([]drift.Evidence, source.Diagnostics) {
	var out []drift.Evidence
	var found source.Diagnostics
	network := drift.Evidence{}
	for _, e := range c.entries {
		party := resolved.Party(e.name)
		switch {
		case !e.folder && path.Ext(e.name) == ".xml":
			e.files[0].into(&network, e.name, collectedFiles[len(collectedFiles)-1].read)
		case e.folder && (resolved.Firewall(e.name) != nil || party != nil && party.Managed()):
			out = append(out, e.device())
		default:
			found = append(found, cannotRead(path.Join(c.folder, e.name), errors.New("the site has no host or firewall with this id, and it is no scan (*.xml)"))...)
		}
	}
	return append(out, network), found
}

// device is what was collected of one host or firewall. What cannot be read is told as not assessed.
func (e *collectedEntry) device() drift.Evidence {
	out := drift.Evidence{Device: e.name}
	if e.err != nil {
		out.Unread = append(out.Unread, drift.Unread{File: e.name, Why: e.err.Error()})
	}
	for _, f := range e.files {
		shown := e.name + "/" + f.name
		i := slices.IndexFunc(collectedFiles, func(c collected) bool { return c.name == f.name })
		switch {
		case f.name == "nft.json" && e.file("iptables.txt") != nil:
			f.into(&out, shown, nftBeside(true))
		case i >= 0:
			f.into(&out, shown, collectedFiles[i].read)
		case f.name == tableFile || f.name == bookFile:
			f.into(&out, shown, e.table)
		case f.name != mappingFile:
			f.into(&out, shown, func(*drift.Evidence, string, []byte) error { return errors.New("no file of this name is read") })
		}
	}
	return out
}

// file is the file of a name, or nil.
func (e *collectedEntry) file(name string) *collectedText {
	if i := slices.IndexFunc(e.files, func(f collectedText) bool { return f.name == name }); i >= 0 {
		return &e.files[i]
	}
	return nil
}

func (f collectedText) into(e *drift.Evidence, shown string, read func(*drift.Evidence, string, []byte) error) {
	err := f.err
	if err == nil {
		err = read(e, shown, f.data)
	}
	if err != nil {
		e.Unread = append(e.Unread, drift.Unread{File: shown, Why: strings.ReplaceAll(err.Error(), "\n", ": ")})
	}
}

// table reads a customer's list of rules by its mapping.
func (e *collectedEntry) table(into *drift.Evidence, shown string, data []byte) error {
	meaning := e.file(mappingFile)
	switch {
	case meaning == nil:
		return fmt.Errorf("%s is needed beside it", mappingFile)
	case meaning.err != nil:
		return fmt.Errorf("%s is needed beside it: %w", mappingFile, meaning.err)
	}
	var m mapping
	file, found := source.Parse(mappingFile, meaning.data)
	if file != nil {
		m, found = source.Bind[mapping](file)
	}
	if found.HasErrors() {
		return fmt.Errorf("%s:%d:%d: %s", mappingFile, found[0].At.Line(), found[0].At.Col(), found[0].What)
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
