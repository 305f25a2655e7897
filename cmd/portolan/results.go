package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/model/acceptance"
	"portolan/model/catalog"
	"portolan/model/source"
	"portolan/render"
)

// resultsFolder is the folder beside a site's file that holds the results of its acceptance tests, a file a host.
const resultsFolder = "acceptance"

// A resultFile is a result with the text it was read from.
type resultFile struct {
	*acceptance.Run
	data []byte
}

// results reads what acceptance tests of the site have shown. There need not be such a folder; then there are none.
func (s siteFolder) results() ([]resultFile, source.Diagnostics) {
	folder := path.Join(path.Dir(s.file), resultsFolder)
	if !exists(filepath.FromSlash(folder)) {
		return nil, nil
	}
	if found := linkedOut(s.folder(), folder); found.HasErrors() {
		return nil, found
	}
	return resultsIn(folder, s.id)
}

// resultsIn reads the result files of a folder that are of a site, in order of names.
func resultsIn(folder, site string) ([]resultFile, source.Diagnostics) {
	entries, err := os.ReadDir(filepath.FromSlash(folder))
	if err != nil {
		return nil, cannotRead(folder, err)
	}
	if len(entries) > catalog.MaxFiles {
		return nil, fault("I07", folder, fmt.Sprintf("%d files; the limit is %d", len(entries), catalog.MaxFiles), "a folder of this size is a mistake; check what was put here")
	}
	var out []resultFile
	var found source.Diagnostics
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || path.Ext(e.Name()) != ".txt" {
			continue
		}
		name := path.Join(folder, e.Name())
		data, more := readRegular(name)
		if found = append(found, more...); more.HasErrors() {
			continue
		}
		run, err := acceptance.Read(e.Name(), data)
		switch {
		case err != nil:
			found = append(found, cannotRead(name, err)...)
		case run.Site != site:
			found = append(found, cannotRead(name, fmt.Errorf("it has results of the site %s, not of %s", run.Site, site))...)
		default:
			out = append(out, resultFile{run, data})
		}
	}
	return out, found
}

// keep puts result files beside the site's own, one for each host; an older one does not replace a newer one.
func (s siteFolder) keep(files, kept []resultFile) error {
	folder := filepath.Join(filepath.FromSlash(path.Dir(s.file)), resultsFolder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		var before []byte
		if i := slices.IndexFunc(kept, func(k resultFile) bool { return k.Host == f.Host }); i >= 0 {
			if kept[i].At >= f.At {
				continue
			}
			before = kept[i].data
		}
		if err := replaceFile(filepath.Join(folder, f.Host+".txt"), before, f.data); err != nil {
			return err
		}
	}
	return nil
}

// runsOf are results without their texts, nil for none at all.
func runsOf(files []resultFile) []*acceptance.Run {
	var out []*acceptance.Run
	for _, f := range files {
		out = append(out, f.Run)
	}
	return out
}

// resultInputs are the texts of results, for manifests.
func resultInputs(files []resultFile) []render.File {
	var out []render.File
	for _, f := range files {
		out = append(out, render.File{Path: resultsFolder + "/" + f.File, Data: f.data})
	}
	return out
}

var errNoResults = errors.New("no result file (*.txt) is in this folder")
