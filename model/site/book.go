package site

import (
	"portolan/model/catalog"
	"portolan/model/source"
)

// A Book is a file of a site's folder "runbooks": a runbook of the site's own, or changes to one of a product's.
type Book struct {
	File    *source.File
	Own     *catalog.Runbook
	Changes *BookChanges
}

// BookChanges are what a site changes of a product's runbook, each with its reason: what readers see marked in every output.
type BookChanges struct {
	At      source.Position
	Changes str             `toml:"changes,required"` // the runbook's id
	Replace []ReplacedStep  `toml:"replace"`
	Remove  []RemovedStep   `toml:"remove"`
	Insert  []InsertedSteps `toml:"insert"`
}

// ReplacedStep puts a step in the place of another. It keeps the old one's id.
type ReplacedStep struct {
	At     source.Position
	Step   str          `toml:"step,required"`
	Reason str          `toml:"reason,required"`
	With   catalog.Step `toml:"with,required"`
}

// RemovedStep takes a step out.
type RemovedStep struct {
	At     source.Position
	Step   str `toml:"step,required"`
	Reason str `toml:"reason,required"`
}

// InsertedSteps adds a step before or behind another.
type InsertedSteps struct {
	At     source.Position
	Before str          `toml:"before"`
	After  str          `toml:"after"`
	Reason str          `toml:"reason,required"`
	Step   catalog.Step `toml:"step,required"`
}

// LoadBook reads a file of a site's folder of runbooks. The book is nil where there are errors.
func LoadBook(name string, data []byte) (*Book, source.Diagnostics) {
	file, found := source.Parse(name, data)
	if file == nil {
		return nil, found
	}
	book := &Book{File: file}
	if file.Has("changes") {
		changes, more := source.Bind[BookChanges](file)
		book.Changes, found = &changes, append(found, more...)
	} else {
		own, more := source.Bind[catalog.Runbook](file)
		book.Own, found = &own, append(found, more...)
	}
	if found.HasErrors() {
		return nil, found
	}
	return book, found
}
