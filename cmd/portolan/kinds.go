package main

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/cmd/portolan/prove"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/render"
)

// kinds are the things that flags and arguments name, with those that there are. Flags name theirs in their usage, in backquotes.
var kinds map[string]func(*commandLine) []candidate

func init() { // which look at verbs, which look at these
	file := func(l *commandLine) []candidate { l.files = true; return nil }
	fixed := func(list ...string) func(*commandLine) []candidate {
		return func(*commandLine) []candidate { return words(list) }
	}
	kinds = map[string]func(*commandLine) []candidate{
		"nothing": func(*commandLine) []candidate { return nil },
		"file":    file, "folder": file,
		"site": sitesNear, "revision": sitesNear, "toml": tomlNear, "host": hostsOf, "installation": installationsOf,
		"subject": func(l *commandLine) []candidate { return append(words([]string{"zone", "any"}), hostsOf(l)...) },
		"edition": editionsFor, "PRODUCT/EDITION": editionsFor,
		"code":     func(*commandLine) []candidate { return names(asTable(listedCodes())) },
		"theme":    func(l *commandLine) []candidate { l.files = true; return names(asTable(listedThemes())) },
		"template": func(*commandLine) []candidate { return names(asTable(listedTemplates())) },
		"dialect": func(l *commandLine) []candidate {
			if l.verb == "prove" {
				return words(prove.Names())
			}
			return words(render.Dialects())
		},
		"profile": fixed(string(plan.Profiles[0]), string(plan.Profiles[1]), string(plan.Profiles[2])),
		"when":    fixed("auto", "always", "never"),
		"task":    fixed("list", "show", "check", "reciprocity"),
		"listed":  fixed(listNames()...),
		"schema":  func(*commandLine) []candidate { return words(slices.Sorted(maps.Keys(schemas))) },
		"shell":   fixed(shells()...),
		"part":    func(*commandLine) []candidate { return partNames() },
		"verb":    func(*commandLine) []candidate { return verbNames() },
		"page": func(l *commandLine) []candidate {
			switch l.given[0] {
			case "reference":
				return words(fileNames())
			case "many":
				return words(recipes())
			}
			return nil
		},
		"topic": func(*commandLine) (out []candidate) {
			for _, t := range topics {
				out = append(out, candidate{t.name, t.says})
			}
			return out
		},
	}
}

// sitesNear are the sites below the folder that is typed, and below sites/ where nothing is.
func sitesNear(l *commandLine) []candidate {
	l.files = true
	folders := []string{path.Dir(l.word + "x")}
	if folders[0] == "." {
		folders = append(folders, "sites")
	}
	var out []candidate
	for _, folder := range folders {
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			if e.IsDir() && exists(filepath.Join(folder, e.Name(), siteFile)) {
				out = append(out, candidate{word: path.Join(folder, e.Name())})
			}
		}
	}
	return out
}

// tomlNear are these, and the TOML files in the folder that is typed.
func tomlNear(l *commandLine) []candidate {
	out := sitesNear(l)
	folder := path.Dir(l.word + "x")
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if !e.IsDir() && strings.EqualFold(path.Ext(e.Name()), ".toml") {
			out = append(out, candidate{word: path.Join(folder, e.Name())})
		}
	}
	return out
}

// description is the site of the command line, or that of this folder; nil where it cannot be read.
func (l *commandLine) description() *site.Site {
	for _, folder := range append(slices.Clone(l.given), ".") {
		if file := filepath.Join(folder, siteFile); exists(file) {
			if text, found := readRegular(file); !found.HasErrors() {
				s, _ := site.Read(filepath.ToSlash(file), text, readRegular)
				return s
			}
		}
	}
	return nil
}

// hostsOf are what of a site has addresses, and where it stands.
func hostsOf(l *commandLine) []candidate {
	s := l.description()
	if s == nil {
		return nil
	}
	var out []candidate
	add := func(says string, ids ...[]string) {
		for _, id := range slices.Concat(ids...) {
			out = append(out, candidate{id, says})
		}
	}
	add("host", slices.Sorted(maps.Keys(s.Nodes)), slices.Sorted(maps.Keys(s.Servers)))
	switch l.verb {
	case "firewall":
		add("firewall", slices.Sorted(maps.Keys(s.Firewalls)))
	default:
		add("load balancer", slices.Sorted(maps.Keys(s.LoadBalancers)))
		add("proxy", slices.Sorted(maps.Keys(s.ForwardProxies)))
		add("external", slices.Sorted(maps.Keys(s.Externals)))
		add("zone", slices.Sorted(maps.Keys(s.Zones)))
		add("location", slices.Sorted(maps.Keys(s.Locations)))
	}
	return out
}

func installationsOf(l *commandLine) []candidate {
	if s := l.description(); s != nil {
		return words(slices.Sorted(maps.Keys(s.Installations)))
	}
	return nil
}

// editionsFor are the catalogues, for those who do not check folders of their own.
func editionsFor(l *commandLine) []candidate {
	if len(l.given) > 0 && l.verb == "catalog" {
		switch l.given[0] {
		case "check":
			l.files = true
			return nil
		case "list":
			return nil
		}
	}
	shelf, _ := openShelf(nil)
	list := slices.Clone(shelf.dirs)
	slices.SortStableFunc(list, strings.Compare)
	return words(list)
}
