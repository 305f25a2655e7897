package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/model/site"
	"portolan/model/source"
)

// beside names the TOML files in a site's folder that the program does not read: approvals or columns under another name would be missed in silence.
func (s siteFolder) beside(site *site.Site) source.Diagnostics {
	folder := path.Dir(s.file)
	if s.typed && !exists(filepath.Join(folder, siteFile)) {
		return nil // the text came by standard input, and the folder is that of anything
	}
	entries, err := os.ReadDir(filepath.FromSlash(folder))
	if err != nil {
		return cannotRead(folder, err)
	}
	known := []string{siteFile, approvalsFile, decisionsFile, recordsFile, importedFile}
	for _, part := range site.Files {
		if path.Dir(part.Name) == folder && !slices.Contains(known, path.Base(part.Name)) {
			known = append(known, path.Base(part.Name))
		}
	}
	if columns := path.Clean(site.Worksheet.Columns.V); site.Worksheet.Columns.Set() && path.Dir(columns) == "." {
		known = append(known, columns)
	}
	var found source.Diagnostics
	name := func(file, what, help string) {
		found = append(found, source.Diagnostic{Severity: source.Warning, Code: "I10", At: source.OfFile(path.Join(folder, file)), What: what, Help: help})
	}
	for _, e := range entries {
		file := e.Name()
		switch {
		case strings.HasPrefix(file, "."):
		case e.IsDir():
			if file != booksFolder && source.Nearest(file, []string{booksFolder}) != "" && holdsTOML(filepath.Join(folder, file)) {
				name(file, "this folder of TOML files is not read", "a site's own runbooks are in its folder "+booksFolder)
			}
		case strings.EqualFold(path.Ext(file), ".toml") && !slices.Contains(known, file):
			help := strings.TrimSuffix(source.DidYouMean(file, known), "?")
			help += `; parts of a site are named in site.toml: include = ["` + file + `"]`
			if !site.Worksheet.Columns.Set() {
				help += `; so are columns of your own: [worksheet] columns = "` + file + `"`
			}
			name(file, "this file is not read", help)
		}
	}
	return found
}

func holdsTOML(folder string) bool {
	entries, _ := os.ReadDir(folder) // one that cannot be read holds nothing for us
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.EqualFold(filepath.Ext(e.Name()), ".toml") })
}
