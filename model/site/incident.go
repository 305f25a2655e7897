package site

import (
	"slices"

	"portolan/model/source"
)

// Incident is what a site says of a failure while it lasts: who may declare a disaster, who is called after how many minutes, and what users are told.
type Incident struct {
	At            source.Position
	Declare       strs            `toml:"declare"`        // contacts who may declare a disaster, in the order in which they are asked
	Escalate      []Stage         `toml:"escalate"`       // who is called when a failure lasts
	Tell          strs            `toml:"tell"`           // contacts who tell users
	UpdateMinutes source.Val[int] `toml:"update_minutes"` // how often users are told how it stands
	Severities    Severities      `toml:"severities"`     // the site's own names for how bad a failure is
	Messages      Messages        `toml:"messages"`       // the site's own texts for users
}

// Stage is who is called when a failure has lasted some minutes.
type Stage struct {
	At           source.Position
	AfterMinutes source.Val[int] `toml:"after_minutes"` // at once when absent
	To           strs            `toml:"to,required"`   // contacts
}

// Severities are the site's names for each severity, and what follows from it: "P1, wake the platform team".
type Severities struct {
	At       source.Position
	Critical str `toml:"critical"`
	High     str `toml:"high"`
	Medium   str `toml:"medium"`
	Low      str `toml:"low"`
}

// Messages are texts for users.
type Messages struct {
	At       source.Position
	Start    str `toml:"start"`
	Progress str `toml:"progress"`
	End      str `toml:"end"`
}

// Exercise is one test of a runbook at the site.
type Exercise struct {
	At       source.Position
	Date     source.Val[source.Date] `toml:"date,required"`
	By       str                     `toml:"by,required"`
	Result   str                     `toml:"result,required"`
	Passed   source.Val[bool]        `toml:"passed"`  // false where it failed
	Minutes  source.Val[int]         `toml:"minutes"` // that it took
	Evidence str                     `toml:"evidence"`
}

// incident checks who is to be called.
func incident(k *checker) {
	i := k.site.Incident
	if i == nil {
		return
	}
	known := source.SortedKeys(k.site.Contacts)
	names := slices.Concat(i.Declare, i.Tell)
	last := -1
	for _, s := range i.Escalate {
		names = append(names, s.To...)
		if s.AfterMinutes.V <= last {
			k.fault("S341", s.At, "write stages in the order of their minutes", "who is called after %d minutes comes after who is called after %d", s.AfterMinutes.V, last)
		}
		last = s.AfterMinutes.V
	}
	for _, name := range names {
		if !slices.Contains(known, name.V) && !k.unbound.Of("contacts", name.V) {
			k.fault("S340", name.At, source.DidYouMean(name.V, known), "there is no contact %q", name.V)
		}
	}
	if n := i.UpdateMinutes; n.Set() && n.V < 1 {
		k.fault("S341", n.At, "write a number of minutes from 1", "users cannot be told every %d minutes", n.V)
	}
}

// exercises checks the tests of runbooks.
func exercises(k *checker) {
	date := k.site.Document.Date
	for _, id := range source.SortedKeys(k.site.Runbooks) {
		r := k.site.Runbooks[id]
		if len(r.Tests) > 0 && r.LastTested.Set() {
			k.fault("S342", r.LastTested.At, "make it an entry of [[runbooks."+TableKey(id)+".tests]]", "runbook %s has tests and last_tested", id)
		}
		for _, t := range r.Tests {
			if date.Set() && t.Date.Set() && date.V.Before(t.Date.V) {
				k.fault("S343", t.Date.At, "date the document on or after the test", "the test of %s, on %s, is later than the document, which is of %s", id, t.Date.V, date.V)
			}
		}
	}
}
