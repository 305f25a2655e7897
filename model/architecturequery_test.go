package model

import (
	"slices"
	"strings"
	"testing"
)

// mayImport are the packages that answer questions about plans, with all of the project that they may know. They stand beside each other:
// what a loss means does not depend on how a question is worded.
var mayImport = map[string][]string{
	"model/ask":     {"portolan/model", "portolan/model/approval", "portolan/model/catalog", "portolan/model/columns", "portolan/model/source"},
	"model/loss":    {"portolan/model", "portolan/model/columns"},
	"model/columns": {},
}

func TestQuestionsStandBesideThePlan(t *testing.T) {
	met := map[string]bool{}
	for _, f := range repositoryFiles(t) {
		allowed, mine := mayImport[f.folder()]
		met[f.folder()] = true
		for _, imported := range f.imports {
			if mine && strings.HasPrefix(imported, "portolan/") && !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s", f.name, imported)
			}
			if f.folder() == "model" && mayImport[strings.TrimPrefix(imported, "portolan/")] != nil {
				t.Errorf("%s imports %s; a plan does not know who asks", f.name, imported)
			}
		}
	}
	for folder := range mayImport {
		if !met[folder] {
			t.Errorf("there is no %s; the table is out of date", folder)
		}
	}
}
