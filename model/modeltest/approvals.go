package modeltest

import (
	"os"
	"path/filepath"

	"portolan/model/approval"
	"portolan/model/decision"
)

// Approvals reads what was approved for the site of a folder, nil where there is no such file. It panics where that has faults: the sites
// of the repository have none.
func Approvals(folder string) *approval.File {
	name := filepath.Join(folder, "approvals.toml")
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		panic(err)
	}
	file, found := approval.Load(name, data)
	if len(found) > 0 {
		panic(found[0].What)
	}
	return file
}

// Decisions are what was decided for the site of a folder, or nil where it has no such file.
func Decisions(folder string) *decision.File {
	name := filepath.Join(folder, "decisions.toml")
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		panic(err)
	}
	file, found := decision.Load(name, data)
	if len(found) > 0 {
		panic(found[0].What)
	}
	return file
}
