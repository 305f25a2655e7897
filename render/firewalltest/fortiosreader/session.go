package fortiosreader

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A session is where on the device the next command is given.
type session struct {
	device *Device
	inVDOM bool
	path   string // of the table that is configured
	name   string // of the entry that is edited
	edited entry
}

func (s *session) do(w []string) error {
	switch {
	case w[0] == "config" && len(w) == 2 && w[1] == "vdom" && s.path == "" && !s.inVDOM:
		s.path = "vdom"
		return nil
	case w[0] == "config" && s.path == "":
		if s.path = strings.Join(w[1:], " "); keys[s.path] == nil {
			return fmt.Errorf("no table %q", s.path)
		}
		return nil
	case s.path == "vdom" && w[0] == "edit" && len(w) == 2:
		s.device.vdom, s.inVDOM, s.path = w[1], true, ""
		return nil
	case s.path == "" && w[0] == "end" && s.inVDOM:
		s.inVDOM = false
		return nil
	case s.path == "":
		return errors.New("no such command here")
	case s.edited != nil:
		return s.inEntry(w)
	}
	return s.inTable(w)
}

func (s *session) inTable(w []string) error {
	t := s.device.tables[s.path]
	switch {
	case w[0] == "end" && len(w) == 1:
		s.path = ""
		return nil
	case w[0] == "edit" && len(w) == 2:
		return s.edit(w[1])
	case w[0] == "delete" && len(w) == 2:
		if t.entries[w[1]] == nil {
			return errors.New("entry not found")
		}
		if by := s.device.usedBy(s.path, w[1]); by != "" {
			return fmt.Errorf("the entry is used by %s", by)
		}
		delete(t.entries, w[1])
		t.order = slices.DeleteFunc(t.order, func(name string) bool { return name == w[1] })
		return nil
	case w[0] == "move" && len(w) == 4 && (w[2] == "before" || w[2] == "after") && s.path == "firewall policy":
		if t.entries[w[1]] == nil || t.entries[w[3]] == nil {
			return errors.New("entry not found")
		}
		t.order = slices.DeleteFunc(t.order, func(name string) bool { return name == w[1] })
		at := slices.Index(t.order, w[3])
		if w[2] == "after" {
			at++
		}
		t.order = slices.Insert(t.order, at, w[1])
		return nil
	}
	return errors.New("no such command here")
}

func (s *session) edit(name string) error {
	if most := longest[s.path]; most > 0 {
		if err := text(name, most); err != nil {
			return err
		}
	} else if n, err := strconv.Atoi(name); err != nil || n < 1 || n > 4294967294 {
		return fmt.Errorf("%q is no id", name)
	}
	t := s.device.tables[s.path]
	if t.entries[name] == nil {
		for _, other := range []string{"firewall address", "firewall addrgrp", "firewall vip"} { // share a name space
			if other != s.path && strings.HasPrefix(s.path, "firewall addr") && !strings.HasSuffix(s.path, "6") && s.device.tables[other].entries[name] != nil {
				return fmt.Errorf("%s has an entry of that name", other)
			}
		}
		s.device.add(s.path, name, entry{})
	}
	s.name, s.edited = name, t.entries[name]
	return nil
}

func (s *session) inEntry(w []string) error {
	known := keys[s.path]
	switch {
	case w[0] == "next" && len(w) == 1:
		return s.leave()
	case w[0] == "unset" && len(w) == 2 && known[w[1]].most > 0:
		delete(s.edited, w[1])
		return nil
	case w[0] != "set" || len(w) < 3:
		return errors.New("no such command here")
	}
	k, ok := known[w[1]]
	values := w[2:]
	if !ok {
		return fmt.Errorf("%s has no key %q", s.path, w[1])
	}
	if len(values) < k.least || len(values) > k.most {
		return fmt.Errorf("%d values", len(values))
	}
	if k.check != nil {
		if err := k.check(values); err != nil {
			return err
		}
	}
	for _, v := range values {
		if len(k.of) > 0 && !slices.ContainsFunc(k.of, func(path string) bool { return s.device.tables[path].entries[v] != nil }) {
			return fmt.Errorf("none of %q has an entry %q", k.of, v)
		}
	}
	s.edited[w[1]] = slices.Clone(values)
	return nil
}

// leave ends an entry that has all it needs.
func (s *session) leave() error {
	for _, k := range needed[s.path] {
		if s.edited[k] == nil {
			return fmt.Errorf("%s %s has no %s", s.path, s.name, k)
		}
	}
	if s.path == "firewall policy" {
		if (s.edited["srcaddr"] == nil) != (s.edited["dstaddr"] == nil) || (s.edited["srcaddr6"] == nil) != (s.edited["dstaddr6"] == nil) ||
			s.edited["srcaddr"] == nil && s.edited["srcaddr6"] == nil {
			return fmt.Errorf("policy %s lacks an end", s.name)
		}
		for id, other := range s.device.tables[s.path].entries {
			if id != s.name && slices.Equal(other["name"], s.edited["name"]) {
				return fmt.Errorf("policy %s has the same name", id)
			}
		}
	}
	s.name, s.edited = "", nil
	return nil
}

// usedBy finds an entry that names another one.
func (d *Device) usedBy(path, name string) string {
	for other, t := range d.tables {
		for id, e := range t.entries {
			for k, values := range e {
				if slices.Contains(keys[other][k].of, path) && slices.Contains(values, name) {
					return other + " " + id
				}
			}
		}
	}
	return ""
}
