package seal

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// A pair is a key of ssh-keygen, made for one test.
type pair struct {
	file            string
	private, public []byte
}

func keyOf(t *testing.T, options ...string) pair {
	t.Helper()
	file := filepath.Join(t.TempDir(), "key")
	run(t, nil, append([]string{"-q", "-f", file}, options...)...)
	return pair{file, read(t, file), read(t, file+".pub")}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// run runs ssh-keygen and returns what it prints.
func run(t *testing.T, in []byte, args ...string) []byte {
	t.Helper()
	c := exec.Command(testenv.Tool(t, "ssh-keygen"), args...)
	c.Stdin = bytes.NewReader(in)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("ssh-keygen %v: %v\n%s", args, err, out)
	}
	return out
}

// noPhrase is for keys that are not encrypted.
func noPhrase() ([]byte, error) { return nil, errors.New("a passphrase was asked for") }

func phrase(text string) func() ([]byte, error) {
	return func() ([]byte, error) { return []byte(text), nil }
}

var manifest = []byte("{\n  \"format\": 3\n}\n")

// TestSignaturesAreThoseOfOpenSSH holds a signature against that of ssh-keygen by the same key, byte for byte, lets ssh-keygen verify it, and verifies one of
// ssh-keygen.
func TestSignaturesAreThoseOfOpenSSH(t *testing.T) {
	for name, options := range map[string][]string{"": {"-N", "", "-C", "packs of tests"}, "open sesame": {"-N", "open sesame"}} {
		k := keyOf(t, append(options, "-t", "ed25519")...)
		asked := noPhrase
		if name != "" {
			asked = phrase(name)
		}
		key, err := ReadPrivate(k.private, asked)
		if err != nil {
			t.Fatal(err)
		}
		signature, err := key.Sign(manifest)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		signed, signers := filepath.Join(dir, "MANIFEST.json.sig"), filepath.Join(dir, "signers")
		if err := errors.Join(os.WriteFile(signed, signature, 0o644), os.WriteFile(signers, append([]byte("packs "), k.public...), 0o644)); err != nil {
			t.Fatal(err)
		}
		run(t, manifest, "-Y", "verify", "-f", signers, "-I", "packs", "-n", Namespace, "-s", signed)
		if name == "" { // the other key would ask for its passphrase
			if theirs := run(t, manifest, "-Y", "sign", "-n", Namespace, "-f", k.file); !bytes.Equal(theirs, signature) {
				t.Errorf("ssh-keygen signs\n%s\nwe sign\n%s", theirs, signature)
			}
		}
		trusted, err := ReadPublic(k.public)
		if err != nil {
			t.Fatal(err)
		}
		by, err := Verify(manifest, signature, trusted)
		if err != nil || !strings.HasPrefix(by.String(), key.Fingerprint()) {
			t.Errorf("signed by %s, %v; want %s", by, err, key.Fingerprint())
		}
	}
}

// TestNoByteMayBeAnother flips each byte of a manifest and of its signature, and looks for a refusal.
func TestNoByteMayBeAnother(t *testing.T) {
	k := keyOf(t, "-t", "ed25519", "-N", "")
	key, err := ReadPrivate(k.private, noPhrase)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := key.Sign(manifest)
	if err != nil {
		t.Fatal(err)
	}
	trusted, err := ReadPublic(append([]byte("# ours\n\n"), k.public...))
	if err != nil {
		t.Fatal(err)
	}
	for i := range manifest {
		other := bytes.Clone(manifest)
		other[i] ^= 1
		if _, err := Verify(other, signature, trusted); err == nil || !strings.Contains(err.Error(), "not the signature of this manifest") {
			t.Errorf("byte %d of the manifest is another: %v", i, err)
		}
	}
	for i := range signature {
		for _, bit := range []byte{1, 0x20, 0x80} {
			other := bytes.Clone(signature)
			other[i] ^= bit
			if _, err := Verify(manifest, other, trusted); err == nil {
				t.Errorf("byte %d of the signature is another, and it was taken", i)
			}
		}
	}
	for name, other := range map[string][]byte{"nothing": nil, "twice": append(bytes.Clone(signature), signature...), "text before": append([]byte("x\n"), signature...),
		"text behind": append(bytes.Clone(signature), 'x'), "line ends of Windows": bytes.ReplaceAll(signature, []byte("\n"), []byte("\r\n"))} {
		if _, err := Verify(manifest, other, trusted); err == nil {
			t.Errorf("%s: it was taken", name)
		}
	}
}

// TestOthersSignatures: a signature by another key, or for another purpose, is none.
func TestOthersSignatures(t *testing.T) {
	k, other := keyOf(t, "-t", "ed25519", "-N", ""), keyOf(t, "-t", "ed25519", "-N", "")
	trusted, err := ReadPublic(k.public)
	if err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{"it was made with another key, SHA256:": {"-n", Namespace, "-f", other.file}, `it is a signature for "file", not for "portolan-pack"`: {"-n", "file", "-f", k.file}} {
		signature := run(t, manifest, append([]string{"-Y", "sign"}, args...)...)
		if _, err := Verify(manifest, signature, trusted); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", args, err)
		}
	}
	if by, err := Verify(manifest, run(t, manifest, "-Y", "sign", "-n", Namespace, "-O", "hashalg=sha256", "-f", k.file), trusted); err != nil || by.String() == "" {
		t.Errorf("by SHA-256: %v", err)
	}
}

// TestBadKeys reads what is no key for packs. No message holds any of it.
func TestBadKeys(t *testing.T) {
	ours, crypt := keyOf(t, "-t", "ed25519", "-N", ""), keyOf(t, "-t", "ed25519", "-N", "open sesame")
	rsa, curve := keyOf(t, "-t", "rsa", "-b", "2048", "-N", ""), keyOf(t, "-t", "ecdsa", "-N", "")
	for want, read := range map[string]func() error{
		"it is no Ed25519 key":                func() error { _, err := ReadPrivate(rsa.private, noPhrase); return err },
		"make one with ssh-keygen -t ed25519": func() error { _, err := ReadPrivate(curve.private, noPhrase); return err },
		"it is no private key of OpenSSH":     func() error { _, err := ReadPrivate(ours.public, noPhrase); return err },
		"the passphrase is wrong":             func() error { _, err := ReadPrivate(crypt.private, phrase("shut sesame")); return err },
		"a passphrase was asked for":          func() error { _, err := ReadPrivate(crypt.private, noPhrase); return err },
		"or the file is damaged":              func() error { _, err := ReadPrivate(crypt.private, phrase("")); return err },
		"line 1 is no Ed25519 key":            func() error { _, err := ReadPublic(rsa.public); return err },
		"name the public one":                 func() error { _, err := ReadPublic(ours.private); return err },
		"it holds no public key":              func() error { _, err := ReadPublic([]byte("# none\n")); return err },
		"line 1 has something before the key": func() error { _, err := ReadPublic(append([]byte("packs "), ours.public...)); return err },
		"line 2 is no public key of OpenSSH": func() error {
			_, err := ReadPublic(append(bytes.Clone(ours.public), "ssh-ed25519 AAAA\n"...))
			return err
		},
		"no public key of OpenSSH": func() error {
			_, err := ReadPublic([]byte("untrusted comment: minisign public key\nRWQ\n"))
			return err
		},
		"it is no private key of OpenSSH; make one": func() error { _, err := ReadPrivate(nil, noPhrase); return err },
	} {
		err := read()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
			continue
		}
		for _, secret := range []string{"sesame", "b3BlbnNzaC1rZXktdjE"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the message holds %s: %v", secret, err)
			}
		}
	}
}
