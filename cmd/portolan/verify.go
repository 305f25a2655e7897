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
	"portolan/render"
)

var verifyVerb = verb{
	name: "verify", args: "PACK.zip or FOLDER", does: "say whether a pack is still what its manifest says, who signed it, and whether a site gives it",
	examples: `  portolan verify dist/harbour                                a pack, with the zip in it where there is one
  portolan verify harbour.zip                                 a pack as it was handed over, made by build --zip
  portolan verify --key consultant.pub dist/harbour           and it was signed with this key
  portolan verify --rebuild sites/harbour dist/harbour        and it is what this site and this version of the program give

What it proves: every byte of the pack is as its MANIFEST.json says; nothing is changed, missing or added, also not between the
files of the zip. What it does not prove without --key: who made the pack. Whoever changes a pack can write a new manifest to it, and
no new signature. The public key must have reached you in another way than the pack. A signature covers the manifest, and the manifest
every file; ssh-keygen verifies it, too: ssh-keygen -Y verify -f SIGNERS -I NAME -n portolan-pack -s MANIFEST.json.sig < MANIFEST.json
`,
	takes:   "verifying",
	prepare: prepareVerify,
}

// verifyMemory is what the heap is kept below: packs come from strangers.
const verifyMemory = 40 << 20

type verifyOptions struct {
	key, signature, site, theme string
	catalogs                    *[]string
}

func prepareVerify(flags *pflag.FlagSet) action {
	o := verifyOptions{}
	flags.StringVar(&o.key, "key", "", "the pack must be signed with the key of this `file`, which holds public keys of OpenSSH, one a line")
	flags.StringVar(&o.signature, "signature", "", "the `file` of the signature (default "+render.SignaturePath+" in the folder, or beside the zip)")
	flags.StringVar(&o.site, "rebuild", "", "the pack must be what this `site` gives, byte for byte")
	flags.StringVar(&o.theme, "theme", "", "with --rebuild, the `folder` of the theme that the pack was built with, where it is not the program's own")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.verify(ctx, p, args) }
}

func (o verifyOptions) verify(ctx context.Context, p *program, args []string) error {
	switch {
	case len(args) != 1:
		return usageError("verify takes one pack: its zip, or its folder")
	case o.signature != "" && o.key == "":
		return usageError("--signature needs --key, the public key to hold it against")
	case o.site == "" && (o.theme != "" || len(*o.catalogs) > 0):
		return usageError("--theme and --catalog are for --rebuild")
	}
	before := debug.SetMemoryLimit(verifyMemory)
	shown := shownPath(args[0])
	i, err := unlessInterrupted(ctx, func() inspected { return inspectPack(args[0]) })
	debug.SetMemoryLimit(before)
	if err == nil {
		err = i.err
	}
	if err != nil {
		return fmt.Errorf("%s: %w", shown, err)
	}
	if err := p.differing(shown, i.report); err != nil {
		return err
	}
	zip := ""
	if i.report.Zip {
		zip = ", and so is " + i.report.Manifest.ZipPath()
	}
	if err := p.done("%s: %d files are as the manifest says%s\n", shown, len(i.report.Manifest.Outputs), zip); err != nil {
		return err
	}
	if o.key != "" {
		if err := o.signed(p, args[0], i.report); err != nil {
			return err
		}
	} else if i.report.Signed {
		p.note("%s is signed; --key verifies the signature\n", shown)
	}
	if o.site == "" {
		return nil
	}
	return o.rebuilt(ctx, p, shown, i.report.Manifest)
}

// differing names what is not as a manifest says.
func (p *program) differing(shown string, r *inspect.Report) error {
	var text strings.Builder
	for _, d := range r.Differ {
		fmt.Fprintf(&text, "%s: %s\n", staging.Shown(d.Path), d.What)
	}
	if err := p.print(text.String()); err != nil {
		return err
	}
	if n := len(r.Differ); n > 0 {
		p.say("%s is not what its manifest says: %d differ, %d files are listed\n", shown, n, len(r.Manifest.Outputs))
		return exitCode(exitFailed)
	}
	return nil
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
