// Package asareader holds what commands do to a Cisco ASA, as far as its access lists go, and decides on packets as the device does. It was written from
// public grammars and guides alone, before and apart from the writer, which it shares nothing with: Batfish's grammar/cisco_asa (AsaLegacy_acl,
// AsaLegacy_qos, Asa_common), and the configuration guide of version 9.18 (objects for access control, access control lists). It is imported by tests only.
package asareader

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Device is what is configured: objects, groups and time ranges by name, and access lists.
type Device struct {
	objects map[string]*object
	order   []string // of objects, as they were made
	ranges  map[string]string
	lists   map[string][]string // entries, as they were written
}

// An object is one of the things that share a name space.
type object struct {
	kind        string // "object network", "object-group network", "object-group service"
	description string
	lines       []string
}

// New is a device without rules, whose owner has bound lists to interfaces: each ends with an entry of its own that denies all.
func New() *Device {
	return &Device{objects: map[string]*object{}, ranges: map[string]string{}, lists: map[string][]string{}}
}

// Load gives commands of the configuration mode, line by line. The first that the device does not take is an error.
func (d *Device) Load(commands string) error {
	var in *object
	clock := ""
	for n, line := range strings.Split(commands, "\n") {
		w := strings.Fields(line)
		if len(w) == 0 || w[0][0] == '!' {
			continue
		}
		for _, r := range line {
			if r < ' ' || r > '~' || r == '?' {
				return fmt.Errorf("line %d has %q", n+1, r)
			}
		}
		var err error
		switch {
		case line[0] == ' ' && in != nil:
			err = d.inObject(in, w)
		case line[0] == ' ' && clock != "":
			err = d.inRange(clock, w)
		case line[0] == ' ':
			err = errors.New("no such command here")
		default:
			in, clock, err = d.command(w)
		}
		if err != nil {
			return fmt.Errorf("line %d: %s: %w", n+1, line, err)
		}
	}
	return nil
}

func (d *Device) command(w []string) (in *object, clock string, err error) {
	switch {
	case len(w) == 3 && (w[0] == "object" || w[0] == "object-group") && (w[1] == "network" || w[0] == "object-group" && w[1] == "service"):
		in, err = d.open(w[0]+" "+w[1], w[2])
		return in, "", err
	case len(w) == 2 && w[0] == "time-range":
		return nil, w[1], nil
	case w[0] == "access-list":
		return nil, "", d.accessList(w)
	case len(w) > 1 && w[0] == "no":
		return nil, "", d.remove(w[1:])
	}
	return nil, "", errors.New("no such command")
}

// open makes an object, or opens the one there is. Names have at most 64 letters, digits and some signs.
func (d *Device) open(kind, name string) (*object, error) {
	if len(name) > 64 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.@$%^&()-_{}") != "" {
		return nil, fmt.Errorf("%q is no name", name)
	}
	o := d.objects[name]
	if o == nil {
		o = &object{kind: kind}
		d.objects[name] = o
		d.order = append(d.order, name)
	}
	if o.kind != kind {
		return nil, fmt.Errorf("%s is %s", name, o.kind)
	}
	return o, nil
}

func (d *Device) inObject(o *object, w []string) error {
	if w[0] == "description" {
		if o.description = strings.Join(w[1:], " "); o.description == "" || len(o.description) > 200 {
			return errors.New("a description has up to 200 characters")
		}
		return nil
	}
	line := strings.Join(w, " ")
	switch o.kind {
	case "object network": // has one address
		if _, err := parseAddress(w); err != nil && !isName(w) {
			return err
		}
		o.lines = []string{line}
		return nil
	case "object-group network":
		if len(w) != 3 || w[0] != "network-object" || w[1] != "object" || d.objects[w[2]] == nil || d.objects[w[2]].kind != "object network" {
			return errors.New("no object of the network")
		}
	case "object-group service":
		if _, err := parseService(w); err != nil {
			return err
		}
	}
	if !slices.Contains(o.lines, line) { // else: it is there already
		o.lines = append(o.lines, line)
	}
	return nil
}

func (d *Device) inRange(name string, w []string) error {
	line := strings.Join(w, " ")
	if _, err := parseEnd(line); err != nil {
		return err
	}
	d.ranges[name] = line
	return nil
}

// accessList adds an entry at its line, or at the end; one that is there already stays where it is.
func (d *Device) accessList(w []string) error {
	name, at, entry, err := entryOf(w)
	if err != nil {
		return err
	}
	if _, err := d.parseEntry(entry); err != nil {
		return err
	}
	list := d.lists[name]
	text := strings.Join(entry, " ")
	if slices.Contains(list, text) {
		return nil
	}
	if at == 0 || at > len(list)+1 {
		at = len(list) + 1
	}
	d.lists[name] = slices.Insert(list, at-1, text)
	return nil
}

// entryOf divides "access-list NAME [line N] extended ...".
func entryOf(w []string) (name string, at int, entry []string, err error) {
	if len(w) < 4 {
		return "", 0, nil, errors.New("an entry is missing")
	}
	name, entry = w[1], w[2:]
	if entry[0] == "line" {
		if at, err = strconv.Atoi(entry[1]); err != nil || at < 1 {
			return "", 0, nil, fmt.Errorf("%q is no line", entry[1])
		}
		entry = entry[2:]
	}
	if entry[0] != "extended" {
		return "", 0, nil, errors.New("the entry is not extended")
	}
	return name, at, entry, nil
}

func (d *Device) remove(w []string) error {
	switch {
	case w[0] == "access-list":
		name, _, entry, err := entryOf(w)
		if err != nil {
			return err
		}
		i := slices.Index(d.lists[name], strings.Join(entry, " "))
		if i < 0 {
			return errors.New("there is no such entry")
		}
		if d.lists[name] = slices.Delete(d.lists[name], i, i+1); len(d.lists[name]) == 0 {
			delete(d.lists, name)
		}
		return nil
	case len(w) == 2 && w[0] == "time-range" && d.ranges[w[1]] != "":
		if by := d.usedBy("time-range", w[1]); by != "" {
			return fmt.Errorf("%s uses it", by)
		}
		delete(d.ranges, w[1])
		return nil
	case len(w) == 3 && d.objects[w[2]] != nil && d.objects[w[2]].kind == w[0]+" "+w[1]:
		if by := d.usedBy(w[0], w[2]); by != "" {
			return fmt.Errorf("%s uses it", by)
		}
		delete(d.objects, w[2])
		d.order = slices.DeleteFunc(d.order, func(name string) bool { return name == w[2] })
		return nil
	}
	return errors.New("there is nothing of the kind")
}

// usedBy finds what names an object.
func (d *Device) usedBy(kind, name string) string {
	uses := func(line string) bool {
		w := strings.Fields(line)
		for i := 1; i < len(w); i++ {
			if w[i] == name && w[i-1] == kind {
				return true
			}
		}
		return false
	}
	for other, o := range d.objects {
		if slices.ContainsFunc(o.lines, uses) {
			return other
		}
	}
	for list, entries := range d.lists {
		if slices.ContainsFunc(entries, uses) {
			return list
		}
	}
	return ""
}

// String is all that is configured, so that two states can be compared.
func (d *Device) String() string { return fmt.Sprint(d.order, describe(d.objects), d.ranges, d.lists) }

func describe(objects map[string]*object) map[string]object {
	out := map[string]object{}
	for name, o := range objects {
		out[name] = *o
	}
	return out
}
