package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/inspect"
	"portolan/cmd/portolan/staging"
)

var verifyVerb = verb{
	name: "verify", args: "PACK.zip or FOLDER", does: "say whether a pack is still what its manifest says",
	examples: `  portolan verify dist/harbour/harbour.zip   a pack as it was handed over
  portolan verify dist/harbour               the same pack as a folder, with the zip in it

What it proves: every byte of the pack is as its MANIFEST.json says; nothing is changed, missing or added, also not between the
files of the zip. What it does not prove: who made the pack. Whoever changes a pack can write a new manifest to it. Compare the
SHA-256 of the zip or of MANIFEST.json with one that reached you in another way, or have them signed.
`,
	prepare: func(*pflag.FlagSet) action { return verify },
}

// verifyMemory is what the heap is kept below: packs come from strangers.
const verifyMemory = 40 << 20

func verify(ctx context.Context, p *program, args []string) error {
	if len(args) != 1 {
		return usageError("verify takes one pack: its zip, or its folder")
	}
	debug.SetMemoryLimit(verifyMemory)
	shown := shownPath(args[0])
	i, err := unlessInterrupted(ctx, func() inspected { return inspectPack(args[0]) })
	if err == nil {
		err = i.err
	}
	if err != nil {
		return fmt.Errorf("%s: %w", shown, err)
	}
	var text strings.Builder
	for _, d := range i.report.Differ {
		fmt.Fprintf(&text, "%s: %s\n", staging.Shown(d.Path), d.What)
	}
	if err := p.print(text.String()); err != nil {
		return err
	}
	listed := len(i.report.Manifest.Outputs)
	if n := len(i.report.Differ); n > 0 {
		p.say("%s is not what its manifest says: %d differ, %d files are listed\n", shown, n, listed)
		return exitCode(exitFailed)
	}
	zip := ""
	if i.report.Zip {
		zip = ", and so is " + i.report.Manifest.ZipPath()
	}
	return p.print(fmt.Sprintf("%s: %d files are as the manifest says%s\n", shown, listed, zip))
}

type inspected struct {
	report *inspect.Report
	err    error
}

// inspectPack opens a folder or a regular file, and nothing else: a pipe would block, a device never end.
func inspectPack(name string) (i inspected) {
	at, err := os.Lstat(name)
	if err != nil {
		return inspected{err: plainError(err)}
	}
	if at.IsDir() {
		root, err := os.OpenRoot(name)
		if err != nil {
			return inspected{err: plainError(err)}
		}
		i.report, i.err = inspect.Folder(root)
		return inspected{i.report, errors.Join(i.err, root.Close())}
	}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return inspected{err: plainError(err)}
	}
	defer func() { i.err = errors.Join(i.err, root.Close()) }()
	file, at, err := staging.OpenRegular(root, filepath.Base(name))
	if errors.Is(err, staging.ErrIrregular) {
		return inspected{err: errors.New("it is neither a file nor a folder; links, pipes and devices are not opened: name the zip itself")}
	}
	if err != nil {
		return inspected{err: plainError(err)}
	}
	i.report, i.err = inspect.Zip(file, at.Size())
	i.err = errors.Join(i.err, file.Close())
	return i
}

// plainError drops the name that a message has already.
func plainError(err error) error {
	var inPath *os.PathError
	if errors.As(err, &inPath) {
		return inPath.Err
	}
	return err
}

// shownPath is a path of the command line as it can be printed. It may come from a folder of strangers, by way of the shell.
func shownPath(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) {
		return strconv.QuoteToASCII(name)
	}
	return name
}
