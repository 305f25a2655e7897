package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/model/source"
)

// The parts of a SARIF 2.1.0 log that findings fill.
type (
	sarif struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name            string      `json:"name"`
		SemanticVersion string      `json:"semanticVersion"`
		Rules           []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Short   *sarifText  `json:"shortDescription,omitempty"`
		Default *sarifLevel `json:"defaultConfiguration,omitempty"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		Rule         string            `json:"ruleId"`
		Index        int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"` // GitHub refuses a log with a result that has none
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Message  *sarifText `json:"message,omitempty"`
		Physical struct {
			Artifact sarifArtifact `json:"artifactLocation"`
			Region   *sarifRegion  `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndColumn   int `json:"endColumn"`
	}
)

var sarifLevels = map[source.Severity]string{source.Error: "error", source.Warning: "warning", source.Hint: "note"}

// sarifLog are findings as a log of SARIF 2.1.0, which services of code review show at their lines.
func sarifLog(found source.Diagnostics) string {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "portolan", SemanticVersion: version, Rules: sarifRules(found)}
	told := map[string]int{}
	for _, d := range found {
		d = d.WithoutSecrets()
		index := slices.IndexFunc(run.Tool.Driver.Rules, func(r sarifRule) bool { return r.ID == d.Code })
		r := sarifResult{Rule: d.Code, Index: index, Level: sarifLevels[d.Severity], Message: sarifText{d.What}, Fingerprints: map[string]string{"finding/v1": fingerprint(d, told)}}
		if d.Help != "" {
			r.Message.Text += "\n" + d.Help
		}
		r.Locations = []sarifLocation{locationOf(d.At, "")}
		for _, other := range d.Related {
			if other.At.File() != "" {
				r.Related = append(r.Related, locationOf(other.At, other.What))
			}
		}
		run.Results = append(run.Results, r)
	}
	text, err := indented(sarif{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
	if err != nil {
		panic(err) // the types are ours and always marshal
	}
	return text
}

// sarifRules are the codes of findings. Those of catalogues' own rules have no summary.
func sarifRules(found source.Diagnostics) []sarifRule {
	rules := []sarifRule{}
	for _, d := range found {
		rule := sarifRule{ID: d.Code}
		if code, ok := source.LookUp(d.Code); ok {
			rule.Short, rule.Default = &sarifText{code.Summary}, &sarifLevel{sarifLevels[code.Severity]}
		}
		rules = append(rules, rule)
	}
	slices.SortFunc(rules, func(a, b sarifRule) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(rules, func(a, b sarifRule) bool { return a.ID == b.ID })
}

// fingerprint stays the same while lines move: it is made of code, file and words, and of a number where several findings have these in common.
func fingerprint(d source.Diagnostic, told map[string]int) string {
	key := d.Code + "\n" + d.At.File() + "\n" + d.What
	told[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d", key, told[key]))
	return hex.EncodeToString(sum[:16])
}

func locationOf(at source.Position, what string) sarifLocation {
	var l sarifLocation
	l.Physical.Artifact = artifactOf(at.File())
	if at.IsValid() {
		column := max(at.Col(), 1)
		l.Physical.Region = &sarifRegion{at.Line(), column, column + max(at.Width(), 1)}
	}
	if what != "" {
		l.Message = &sarifText{what}
	}
	return l
}

// artifactOf is the place of a file: relative to the root of the sources, or whole; of no file that root.
func artifactOf(file string) sarifArtifact {
	name := filepath.ToSlash(file)
	if filepath.IsAbs(file) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: path.Join("/", name)}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: path.Clean(name)}).String(), Base: "%SRCROOT%"}
}
