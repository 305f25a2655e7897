package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"portolan/cmd/portolan/inspect"
	"portolan/cmd/portolan/seal"
	"portolan/cmd/portolan/staging"
	"portolan/render"
)

var signVerb = verb{
	name: "sign", args: "PACK.zip or FOLDER", does: "sign a pack with an SSH key",
	examples: `  portolan sign dist/harbour --key ~/.ssh/packs                              asks for the passphrase of the key
  portolan sign harbour.zip --key packs --passphrase-file -                  reads it from standard input
  portolan verify dist/harbour --key packs.pub                               what the receiver does

It writes MANIFEST.json.sig into the folder of the pack, or beside the zip, and nothing else; hand it over with the pack. The key is an
Ed25519 key of OpenSSH (ssh-keygen -t ed25519 -f packs). The signature is that of: ssh-keygen -Y sign -n portolan-pack -f packs MANIFEST.json
A build does not replace a signed pack, unless it is told to with --replace.
`,
	prepare: prepareSign,
}

type signOptions struct{ key, passphrase string }

func prepareSign(flags *pflag.FlagSet) action {
	o := signOptions{}
	flags.StringVar(&o.key, "key", "", "the `file` of the private key")
	flags.StringVar(&o.passphrase, "passphrase-file", "", "the `file` whose first line is the passphrase of the key; - is standard input (default: asked for on the terminal)")
	return func(ctx context.Context, p *program, args []string) error { return o.sign(ctx, p, args) }
}

func (o signOptions) sign(ctx context.Context, p *program, args []string) error {
	switch {
	case len(args) != 1:
		return usageError("sign takes one pack: its zip, or its folder")
	case o.key == "":
		return usageError("sign needs --key, the file of a private key")
	}
	shown := shownPath(args[0])
	i, err := unlessInterrupted(ctx, func() inspected { return inspectPack(args[0]) })
	if err == nil {
		err = i.err
	}
	if err != nil {
		return fmt.Errorf("%s: %w", shown, err)
	}
	if err := p.differing(shown, i.report); err != nil { // what is signed must be whole
		return err
	}
	key, err := o.privateKey(p, args[0])
	if err != nil {
		return fmt.Errorf("%s: %w", shownPath(o.key), err)
	}
	signature, err := key.Sign(i.report.Text)
	if err != nil {
		return fmt.Errorf("%s: %w", shownPath(o.key), err)
	}
	name := signatureOf(args[0])
	there, err := readSmall(name)
	switch err := ignoring(err, fs.ErrNotExist); {
	case err != nil:
		return fmt.Errorf("%s: %w", shownPath(name), err)
	case bytes.Equal(there, signature):
		return p.done("%s: is there already, by %s\n", shownPath(name), key.Fingerprint())
	case there != nil:
		return fmt.Errorf("%s: another signature is there, which stays; move it away, or verify it", shownPath(name))
	}
	if err := replaceFile(name, nil, signature); err != nil {
		return err
	}
	return p.done("%s: signed by %s\n", shownPath(name), key.Fingerprint())
}

// signatureOf is where the signature of a pack is.
func signatureOf(pack string) string {
	if at, err := os.Stat(pack); err == nil && !at.IsDir() {
		pack = filepath.Dir(pack)
	}
	return filepath.Join(pack, render.SignaturePath)
}

// privateKey reads the key. One that others can read, or that lies in the pack and would be handed over with it, is refused.
func (o signOptions) privateKey(p *program, pack string) (*seal.PrivateKey, error) {
	inside, err := filepath.Rel(realPath(pack), realPath(o.key))
	if err == nil && filepath.IsLocal(inside) {
		return nil, errors.New("the private key is inside the pack, and would be handed over with it; move it away")
	}
	at, err := os.Stat(o.key)
	if err == nil && runtime.GOOS != "windows" && at.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("others can read this private key (mode %04o); let only its owner read it: chmod 600", at.Mode().Perm())
	}
	data, err := readSmall(o.key)
	if err != nil {
		return nil, err
	}
	defer clear(data)
	return seal.ReadPrivate(data, func() ([]byte, error) { return o.phrase(p) })
}

// phrase is the passphrase of an encrypted key. It is never an argument: others see those.
func (o signOptions) phrase(p *program) ([]byte, error) {
	if o.passphrase != "" {
		return firstLine(o.passphrase)
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return nil, errors.New("the key is encrypted, and there is no terminal to ask for its passphrase; name a file with --passphrase-file, or - for standard input")
	}
	p.say("Passphrase of %s: ", shownPath(o.key))
	phrase, err := term.ReadPassword(int(os.Stdin.Fd()))
	p.say("\n")
	return phrase, err
}

func firstLine(name string) ([]byte, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(io.LimitReader(os.Stdin, seal.Limit))
	} else {
		data, err = readSmall(name)
	}
	if err != nil {
		return nil, fmt.Errorf("--passphrase-file: %w", err)
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}

// readSmall reads a key, a signature or a passphrase: a regular file, which may be reached by links.
func readSmall(name string) ([]byte, error) {
	at, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, plainError(err)
	case !at.Mode().IsRegular():
		return nil, staging.ErrIrregular
	case at.Size() > seal.Limit:
		return nil, fmt.Errorf("it has %d bytes; the limit is %d", at.Size(), seal.Limit)
	}
	data, err := os.ReadFile(name)
	return data, plainError(err)
}

// signed holds the signature of a pack against the keys that are trusted.
func (o verifyOptions) signed(p *program, pack string, r *inspect.Report) error {
	text, err := readSmall(o.key)
	var trusted []seal.PublicKey
	if err == nil {
		trusted, err = seal.ReadPublic(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", shownPath(o.key), err)
	}
	name := o.signature
	if name == "" {
		name = signatureOf(pack)
	}
	signature, err := readSmall(name)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: the pack is not signed: there is no %s", shownPath(pack), shownPath(name))
	}
	var by seal.PublicKey
	if err == nil {
		by, err = seal.Verify(r.Text, signature, trusted)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", shownPath(name), err)
	}
	return p.done("%s: signed by %s\n", shownPath(pack), strings.ToValidUTF8(by.String(), "?"))
}
