package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"portolan/model/approval"
	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/model/source"
)

// approvalsFile is the file beside a site's own that holds what was approved.
const approvalsFile = "approvals.toml"

// approvals reads what was approved for the site. There need not be such a file; then both are nil.
func (s siteFolder) approvals() (*approval.File, []byte, source.Diagnostics) {
	name := s.approvalsPath()
	if !exists(filepath.FromSlash(name)) {
		return nil, nil, nil
	}
	data, found := readRegular(name)
	if found.HasErrors() {
		return nil, nil, found
	}
	file, found := approval.Load(name, data)
	return file, data, append(found, siteSecrets(name, data, found)...)
}

// decisionsFile is the file beside a site's own that holds what was decided on open items.
const decisionsFile = "decisions.toml"

// decisions reads what was decided for the site. There need not be such a file; then both are nil.
func (s siteFolder) decisions() (*decision.File, []byte, source.Diagnostics) {
	name := s.decisionsPath()
	if !exists(filepath.FromSlash(name)) {
		return nil, nil, nil
	}
	data, found := readRegular(name)
	if found.HasErrors() {
		return nil, nil, found
	}
	file, found := decision.Load(name, data)
	return file, data, append(found, siteSecrets(name, data, found)...)
}

func (s siteFolder) decisionsPath() string { return path.Join(path.Dir(s.file), decisionsFile) }

// recordsFile is the file beside a site's own that holds what firewall teams returned of its rules.
const recordsFile = "status.toml"

// records reads what was returned of rules. There need not be such a file; then both are nil.
func (s siteFolder) records() (*approval.Records, []byte, source.Diagnostics) {
	name := s.recordsPath()
	if !exists(filepath.FromSlash(name)) {
		return nil, nil, nil
	}
	data, found := readRegular(name)
	if found.HasErrors() {
		return nil, nil, found
	}
	records, found := approval.LoadRecords(name, data, plan.Statuses)
	return records, data, append(found, siteSecrets(name, data, found)...)
}

// imported looks for secrets in what lists said of the site, which nothing else of a check reads.
func (s siteFolder) imported() source.Diagnostics {
	name := path.Join(path.Dir(s.file), importedFile)
	if !exists(filepath.FromSlash(name)) {
		return nil
	}
	data, found := readRegular(name)
	return append(found, siteSecrets(name, data, found)...)
}

func (s siteFolder) recordsPath() string { return path.Join(path.Dir(s.file), recordsFile) }

func (s siteFolder) approvalsPath() string { return path.Join(path.Dir(s.file), approvalsFile) }

// replaceFile writes a file as a whole or not at all: beside it first, then in its place. before is what was read; where somebody
// else has written since, nothing is replaced.
func replaceFile(name string, before, after []byte) (err error) {
	name = filepath.FromSlash(name)
	mode := fs.FileMode(0o644)
	if at, err := os.Lstat(name); err == nil {
		mode = at.Mode().Perm()
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write %s: %w", name, errors.Join(err, ignoring(os.Remove(file.Name()), fs.ErrNotExist)))
		}
	}()
	_, err = file.Write(after)
	err = errors.Join(err, file.Chmod(mode), file.Sync(), file.Close())
	if err != nil {
		return err
	}
	now, err := os.ReadFile(name)
	if err = ignoring(err, fs.ErrNotExist); err != nil {
		return err
	}
	if !bytes.Equal(now, before) {
		return errors.New("it was changed in the meantime; nothing was written: run the command again")
	}
	return os.Rename(file.Name(), name)
}

// ignoring is an error unless it is one that does not matter.
func ignoring(err, harmless error) error {
	if errors.Is(err, harmless) {
		return nil
	}
	return err
}
