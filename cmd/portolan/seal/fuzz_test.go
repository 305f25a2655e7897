package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"testing"

	"golang.org/x/crypto/ssh"
)

// ownKey is a key that is made of nothing, for tests without ssh-keygen.
func ownKey(f *testing.F) (private, public []byte) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	block, err := ssh.MarshalPrivateKey(key, "of a test")
	if err != nil {
		f.Fatal(err)
	}
	signer, err := ssh.NewSignerFromSigner(key)
	if err != nil {
		f.Fatal(err)
	}
	return pem.EncodeToMemory(block), ssh.MarshalAuthorizedKey(signer.PublicKey())
}

// FuzzVerify: of a manifest and its signature no byte can be another, and no signature or key is more than the reader can take.
func FuzzVerify(f *testing.F) {
	private, public := ownKey(f)
	key, err := ReadPrivate(private, noPhrase)
	if err != nil {
		f.Fatal(err)
	}
	trusted, err := ReadPublic(public)
	if err != nil {
		f.Fatal(err)
	}
	signature, err := key.Sign(manifest)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(manifest, signature)
	f.Add(manifest, bytes.Replace(signature, []byte("\n"), []byte("\r\n"), 1))
	f.Add(append(bytes.Clone(manifest), ' '), signature)
	f.Fuzz(func(t *testing.T, text, signed []byte) {
		_, err := Verify(text, signed, trusted)
		if genuine := bytes.Equal(text, manifest) && bytes.Equal(signed, signature); genuine != (err == nil) {
			t.Errorf("genuine: %v, and %v\n%s", genuine, err, signed)
		}
	})
}

// FuzzKeys: no bytes are more than the readers of keys can take, and no error shows a part of a private key.
func FuzzKeys(f *testing.F) {
	private, public := ownKey(f)
	f.Add(private)
	f.Add(public)
	f.Add(append([]byte("# ours\n\n"), public...))
	f.Add([]byte("from=\"10.0.0.1\" ssh-ed25519 AAAA"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if keys, err := ReadPublic(data); (len(keys) == 0) != (err != nil) {
			t.Errorf("%d keys, and %v", len(keys), err)
		}
		key, err := ReadPrivate(data, noPhrase)
		if (key == nil) != (err != nil) {
			t.Errorf("a key: %v, and %v", key != nil, err)
		}
	})
}
