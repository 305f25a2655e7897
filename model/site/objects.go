package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/source"
)

// Objects says how hosts, groups of hosts and services are called on the site's firewalls.
type Objects struct {
	At      source.Position
	Host    str `toml:"host"`
	Group   str `toml:"group"`
	Service str `toml:"service"`
}

// Plain is the same without places.
func (o Objects) Plain() plan.ObjectNames {
	return plan.ObjectNames{Host: o.Host.V, Group: o.Group.V, Service: o.Service.V}
}

// faults says of each rule whether its placeholders are known, whether a name made of it can be that of an object, and whether it tells objects apart.
func (o Objects) faults() source.Diagnostics {
	usual := plan.ObjectNames{}.OrUsual()
	return slices.Concat(nameFaults(o.Host, plan.HostPlaceholders, usual.Host), nameFaults(o.Group, plan.GroupPlaceholders, usual.Group),
		nameFaults(o.Service, plan.ServicePlaceholders, usual.Service))
}

var (
	inBraces = regexp.MustCompile(`\{([^{}]*)\}`)
	begins   = regexp.MustCompile(`^(\pL|\{(host|zone|kind|role|members|ports|services)\})`)
	takes    = regexp.MustCompile(`^[A-Za-z0-9_.-]*$`)
)

func nameFaults(rule str, known []string, usual string) source.Diagnostics {
	if !rule.Set() {
		return nil
	}
	var found source.Diagnostics
	fault := func(code, help, what string, args ...any) {
		found = append(found, source.Diagnostic{Code: code, At: rule.At, What: fmt.Sprintf(what, args...), Help: help})
	}
	placeholders := inBraces.FindAllStringSubmatch(rule.V, -1)
	for _, p := range placeholders {
		if lower := strings.ToLower(p[1]); !slices.Contains(known, lower) || p[1] != lower && p[1] != strings.ToUpper(p[1]) {
			fault("S295", source.OneOf(lower, known)+"; in capitals for capitals", "unknown placeholder {%s}", p[1])
		}
	}
	if len(placeholders) == 0 {
		fault("S296", fmt.Sprintf("write a placeholder, as in %q", usual), "the rule %q gives all objects one name", rule.V)
	}
	switch text := inBraces.ReplaceAllString(rule.V, ""); {
	case !takes.MatchString(text) || !begins.MatchString(strings.ToLower(rule.V)):
		fault("S297", fmt.Sprintf("begin with a letter, and write letters, digits, hyphens, points and underscores, as in %q", usual), "firewalls take no name of an object like %q", rule.V)
	case len(text) > plan.MostObjectName/2:
		fault("S297", fmt.Sprintf("leave at least half of %d characters for the placeholders", plan.MostObjectName), "the rule %q leaves too little room for what tells objects apart", rule.V)
	}
	return found
}
