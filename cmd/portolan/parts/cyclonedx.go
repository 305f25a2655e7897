package parts

import (
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
)

// The parts of a CycloneDX 1.6 document that a program of Go fills. It has no time and no random number, so that equal programs give equal documents.
type (
	bom struct {
		Schema     string      `json:"$schema"`
		Format     string      `json:"bomFormat"`
		Spec       string      `json:"specVersion"`
		Version    int         `json:"version"`
		Metadata   bomMetadata `json:"metadata"`
		Components []*bomPart  `json:"components"`
		Needs      []bomNeeds  `json:"dependencies"`
	}
	bomMetadata struct {
		Component *bomPart `json:"component"`
	}
	bomPart struct {
		Type       string        `json:"type"`
		Ref        string        `json:"bom-ref"`
		Name       string        `json:"name"`
		Version    string        `json:"version,omitempty"`
		Hashes     []bomHash     `json:"hashes,omitempty"`
		Licenses   []bomLicense  `json:"licenses,omitempty"`
		PURL       string        `json:"purl,omitempty"`
		References []bomPlace    `json:"externalReferences,omitempty"`
		Components []*bomPart    `json:"components,omitempty"`
		Properties []bomProperty `json:"properties,omitempty"`
	}
	bomHash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	bomLicense struct {
		License    *bomLicenseID `json:"license,omitempty"`
		Expression string        `json:"expression,omitempty"`
	}
	bomLicenseID struct {
		ID string `json:"id"`
	}
	bomPlace struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	}
	bomProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	bomNeeds struct {
		Ref string   `json:"ref"`
		On  []string `json:"dependsOn"`
	}
)

// CycloneDX is what a program is made of as a document that scanners read.
func CycloneDX(parts []Part, info *debug.BuildInfo) any {
	doc := bom{Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1}
	made := map[string]*bomPart{}
	for i, p := range parts {
		c := componentOf(p)
		made[p.Name] = c
		switch holder := made[p.In]; {
		case i == 0:
			c.Type, c.Properties = "application", settings(info)
			doc.Metadata.Component = c
			doc.Needs = []bomNeeds{{Ref: c.Ref}}
		case holder != nil:
			holder.Components = append(holder.Components, c)
		default:
			doc.Components = append(doc.Components, c)
			doc.Needs[0].On = append(doc.Needs[0].On, c.Ref)
		}
	}
	return doc
}

func componentOf(p Part) *bomPart {
	c := &bomPart{Type: "library", Name: p.Name, Version: p.Version, Ref: p.Name}
	switch {
	case p.Name == goName: // by this name databases of vulnerabilities know the standard library
		c.Name, c.Version = "std", strings.TrimPrefix(p.Version, "go")
		c.PURL = "pkg:golang/std@" + c.Version
	case p.In == "":
		c.PURL = "pkg:golang/" + p.Name + "@" + p.Version
	}
	if c.PURL != "" {
		c.Ref = c.PURL
	}
	if hash, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(p.Sum, "h1:")); err == nil && len(hash) == 32 {
		c.Hashes = []bomHash{{"SHA-256", hex.EncodeToString(hash)}}
	}
	if l := licenceOf(p.License); l != nil {
		c.Licenses = []bomLicense{*l}
	}
	if p.Source != "" {
		c.References = []bomPlace{{"distribution", p.Source}}
	}
	return c
}

var oneLicence = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)

// licenceOf is one licence by its id, several as an expression, and none where nobody knows.
func licenceOf(expression string) *bomLicense {
	switch {
	case expression == Unknown:
		return nil
	case oneLicence.MatchString(expression):
		return &bomLicense{License: &bomLicenseID{expression}}
	}
	return &bomLicense{Expression: expression}
}

// settings are for which system a program was built, and how.
func settings(info *debug.BuildInfo) []bomProperty {
	var out []bomProperty
	for _, s := range info.Settings {
		if slices.Contains([]string{"GOOS", "GOARCH", "CGO_ENABLED", "-trimpath"}, s.Key) {
			out = append(out, bomProperty{"cdx:gomod:build:env:" + s.Key, s.Value})
		}
	}
	return out
}
