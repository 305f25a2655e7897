package model

// Golden and NoOrphans let tests of this folder that use other packages compare with files.
var (
	Golden    = golden
	NoOrphans = noOrphans
)
