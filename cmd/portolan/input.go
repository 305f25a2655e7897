package main

import (
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/pflag"

	"portolan/model/source"
)

// stdin is the argument that stands for standard input.
const stdin = "-"

// readInput is what came by standard input, which can be read once.
var readInput = sync.OnceValues(func() ([]byte, error) {
	return io.ReadAll(io.LimitReader(os.Stdin, source.MaxBytes+1)) // one byte more than a text may have
})

// inputFlag declares --stdin-name.
func inputFlag(flags *pflag.FlagSet) *string {
	return flags.String("stdin-name", ".", "the `folder` of the site whose site.toml comes by standard input, as the argument -; its other files are looked for there")
}

// inputSite is a site whose description comes by standard input, and that otherwise is in a folder.
func inputSite(folder string) (siteFolder, source.Diagnostics) {
	if filepath.Base(folder) == siteFile {
		folder = filepath.Dir(folder)
	}
	if at, err := os.Stat(folder); err != nil {
		return siteFolder{}, cannotRead(folder, err)
	} else if !at.IsDir() {
		return siteFolder{}, fault("I02", folder, "this is neither a folder nor a "+siteFile, "name the folder of a site")
	}
	text, err := readInput()
	if err != nil {
		return siteFolder{}, cannotRead("standard input", err)
	}
	s := newSite(folder)
	s.text, s.typed = text, true
	return s, nil
}
