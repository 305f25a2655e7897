//go:build !unix

package cache

import "os"

// variables are what os.TempDir reads.
var variables = []string{"TMP", "TEMP"}

// Where there are no owners and modes in our sense, the user's own cache and temporary folders are private already.
const writableByOthers = false

func ours(os.FileInfo) bool { return true }

func user() string { return "cache" }
