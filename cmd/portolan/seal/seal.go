// Package seal signs the manifest of a pack and checks such signatures, byte for byte as "ssh-keygen -Y sign" and "ssh-keygen -Y verify" do (SSHSIG),
// with Ed25519 keys of OpenSSH. It is the one door to the SSH libraries. It touches no disk and shows no secret.
package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
)

// Namespace is what signatures of packs are for: one that the same key made for something else is none.
const Namespace = "portolan-pack"

// Limit is the largest key or signature in bytes.
const Limit = 64 << 10

// A PrivateKey signs.
type PrivateKey struct{ signer ssh.Signer }

// ReadPrivate reads a private key of OpenSSH. passphrase is asked only where the key is encrypted. No error quotes what was read.
func ReadPrivate(data []byte, passphrase func() ([]byte, error)) (*PrivateKey, error) {
	raw, err := ssh.ParseRawPrivateKey(data)
	var encrypted *ssh.PassphraseMissingError
	if errors.As(err, &encrypted) {
		phrase, asking := passphrase()
		if asking != nil {
			return nil, asking
		}
		if raw, err = ssh.ParseRawPrivateKeyWithPassphrase(data, phrase); err != nil {
			return nil, errors.New("the key cannot be decrypted: the passphrase is wrong, or the file is damaged")
		}
	}
	if err != nil {
		return nil, errors.New("it is no private key of OpenSSH; make one with ssh-keygen -t ed25519")
	}
	key, ok := raw.(*ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("it is no Ed25519 key; make one with ssh-keygen -t ed25519")
	}
	signer, err := ssh.NewSignerFromSigner(*key)
	return &PrivateKey{signer}, err
}

// Fingerprint is that of the public key, as ssh-keygen -l shows it.
func (k *PrivateKey) Fingerprint() string { return ssh.FingerprintSHA256(k.signer.PublicKey()) }

// Sign signs a manifest. Equal manifests and keys give equal signatures.
func (k *PrivateKey) Sign(manifest []byte) ([]byte, error) {
	s, err := sshsig.Sign(bytes.NewReader(manifest), k.signer, sshsig.HashSHA512, Namespace)
	if err != nil {
		return nil, err
	}
	return armored(s.Marshal()), nil
}

// A PublicKey is one that is trusted.
type PublicKey struct {
	key     ssh.PublicKey
	comment string
}

// String is the key as people compare it.
func (k PublicKey) String() string {
	return strings.TrimSuffix(ssh.FingerprintSHA256(k.key)+" ("+k.comment+")", " ()")
}

// ReadPublic reads public keys of OpenSSH, one a line. A line with options is refused, for they would not be kept.
func ReadPublic(data []byte) ([]PublicKey, error) {
	var keys []PublicKey
	for i, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, comment, options, _, err := ssh.ParseAuthorizedKey([]byte(line))
		switch {
		case strings.Contains(line, "PRIVATE KEY"):
			return nil, errors.New("it is a private key; name the public one, FILE.pub")
		case err != nil:
			return nil, fmt.Errorf("line %d is no public key of OpenSSH", i+1)
		case len(options) > 0:
			return nil, fmt.Errorf("line %d has something before the key; leave only the key, as ssh-keygen wrote it", i+1)
		case key.Type() != ssh.KeyAlgoED25519:
			return nil, fmt.Errorf("line %d is no Ed25519 key", i+1)
		}
		keys = append(keys, PublicKey{key, comment})
	}
	if len(keys) == 0 {
		return nil, errors.New("it holds no public key")
	}
	return keys, nil
}

// Verify finds the key that signed a manifest.
func Verify(manifest, signature []byte, trusted []PublicKey) (PublicKey, error) {
	none := PublicKey{}
	s, err := sshsig.Unarmor(signature)
	if err != nil || !bytes.Equal(armored(s.Marshal()), signature) { // no byte of it may be another
		return none, errors.New("it is no signature as ssh-keygen writes one")
	}
	if s.Namespace != Namespace {
		return none, fmt.Errorf("it is a signature for %q, not for %q", s.Namespace, Namespace)
	}
	for _, k := range trusted {
		if !bytes.Equal(k.key.Marshal(), s.PublicKey.Marshal()) {
			continue
		}
		if err := sshsig.Verify(bytes.NewReader(manifest), s, k.key, s.HashAlgorithm, Namespace); err != nil {
			return none, errors.New("it is not the signature of this manifest: the manifest was changed since, or it belongs to another pack")
		}
		return k, nil
	}
	return none, fmt.Errorf("it was made with another key, %s", ssh.FingerprintSHA256(s.PublicKey))
}

// lineLength is that of ssh-keygen.
const lineLength = 70

// armored is a signature as ssh-keygen writes it.
func armored(blob []byte) []byte {
	text := base64.StdEncoding.EncodeToString(blob)
	var b bytes.Buffer
	b.WriteString("-----BEGIN SSH SIGNATURE-----\n")
	for len(text) > 0 {
		n := min(lineLength, len(text))
		b.WriteString(text[:n] + "\n")
		text = text[n:]
	}
	b.WriteString("-----END SSH SIGNATURE-----\n")
	return b.Bytes()
}
