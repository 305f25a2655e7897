package main

import (
	"fmt"
	"strings"

	"portolan/model/source"
)

// What would end a command of a workflow, or a property of one, is written by its number.
var (
	inMessages   = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperties = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// annotationLevels are GitHub's words for severities.
var annotationLevels = map[source.Severity]string{source.Error: "error", source.Warning: "warning", source.Hint: "notice"}

// githubAnnotations are findings as commands with which a workflow of GitHub shows them at their lines.
func githubAnnotations(found source.Diagnostics) string {
	var b strings.Builder
	for _, d := range found {
		d = d.WithoutSecrets()
		var properties []string
		add := func(name, value string) { properties = append(properties, name+"="+inProperties.Replace(value)) }
		if d.At.File() != "" {
			add("file", d.At.File())
		}
		if d.At.IsValid() {
			add("line", fmt.Sprint(d.At.Line()))
			add("endLine", fmt.Sprint(d.At.Line()))
			add("col", fmt.Sprint(max(d.At.Col(), 1)))
			add("endColumn", fmt.Sprint(max(d.At.Col(), 1)+max(d.At.Width(), 1)))
		}
		add("title", d.Code)
		fmt.Fprintf(&b, "::%s %s::%s\n", annotationLevels[d.Severity], strings.Join(properties, ","), inMessages.Replace(messageOf(d)))
	}
	return b.String()
}

// messageOf is what a finding says, its cure, and what it has to do with other places.
func messageOf(d source.Diagnostic) string {
	lines := []string{d.What}
	if d.Help != "" {
		lines = append(lines, d.Help)
	}
	for _, r := range d.Related {
		lines = append(lines, fmt.Sprintf("%s:%d: %s", r.At.File(), r.At.Line(), r.What))
	}
	return strings.Join(lines, "\n")
}
