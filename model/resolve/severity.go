package resolve

import (
	"slices"
	"strings"

	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// Weigh gives findings the severity that the site wants of their codes. What the program cannot go on with stays an error.
func Weigh(s *site.Site, found source.Diagnostics) source.Diagnostics {
	weighed := slices.Clone(found)
	for i, d := range weighed {
		if severity, ok := severities[s.Severity[d.Code].V]; ok && (d.Severity != source.Error || mayBeLower(d.Code)) {
			weighed[i].Severity = severity
		}
	}
	return weighed
}

// mayBeLower reports whether a site may take findings of a code for less than an error: those of catalogues, and those that it may accept.
func mayBeLower(id string) bool {
	code, own := source.LookUp(id)
	return !own || code.Accept || code.Severity != source.Error
}

// checkSeverities checks the table in which the site says how grave it takes findings.
func checkSeverities(s *product.Network) {
	known := site.Choices["Site.severity"]
	for _, id := range source.SortedKeys(s.Site.Severity) {
		wanted := s.Site.Severity[id]
		code, own := source.LookUp(id)
		switch {
		case own && code.ID != id:
			s.Fault("S420", wanted.At, "write "+code.ID, "there is no code %s", id)
		case !own && !lints(s, id):
			s.Fault("S420", wanted.At, `"portolan list codes" lists them`, "there is no code %s", id)
		case !slices.Contains(known, wanted.V):
			s.Fault("S421", wanted.At, `write "`+strings.Join(known[:2], `", "`)+`" or "`+known[2]+`"`, "%q is no severity", wanted.V)
		case wanted.V != "error" && !mayBeLower(id):
			s.Fault("S420", wanted.At, "leave it out: nothing can be built while it is there", "%s is always an error", id)
		}
	}
}

// lints reports whether a catalogue of the site has a rule of that id, by which it judges sites.
func lints(s *product.Network, id string) bool {
	for _, r := range s.Products {
		for _, rule := range r.Catalogue.Lint {
			if rule.ID.V == id {
				return true
			}
		}
	}
	return false
}
