package cluster

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// Secret is what the nodes of a cluster have in common, and nobody else: it signs the requests that one makes of another. It is never
// sent.
type Secret []byte

// MinSecret is the least length of a secret in bytes.
const MinSecret = 16

// signatureHeader carries when a request was signed, and the signature: "SECONDS HEX".
const signatureHeader = "Millrace-Cluster"

// signatureAge is how much older or newer than now a signature may be. Who overhears a request can repeat it for so long.
const signatureAge = 30 * time.Second

var errSignature = errors.New("the request was not signed by a node of this cluster")

// ReadSecret reads a secret from a file; white space around it does not count.
func ReadSecret(file string) (Secret, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cluster secret: %w", err)
	}
	s := Secret(strings.TrimSpace(string(text)))
	return s, s.check()
}

func (s Secret) check() error {
	if len(s) < MinSecret {
		return fmt.Errorf("cluster secret of %d bytes: at least %d", len(s), MinSecret)
	}
	return nil
}

// Key is a key for one purpose, which says nothing of the secret, or of other keys.
func (s Secret) Key(purpose string) (key [sha256.Size]byte) {
	h := hmac.New(sha256.New, s)
	h.Write([]byte(purpose))
	h.Sum(key[:0])
	return key
}

// Cipher seals for one purpose what Redis is not to know: AES-256-GCM, with a random nonce before what it seals.
func (s Secret) Cipher(purpose string) (cipher.AEAD, error) {
	key := s.Key(purpose)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// CallerHeader says who asked the node that sends a request.
const CallerHeader = "Millrace-Caller"

// signedHeaders are what a signature with a body covers, too.
func signedHeaders() []string { return []string{"Content-Type", "Idempotency-Key", CallerHeader} }

// Sign signs a request's method, path and query.
func (s Secret) Sign(r *http.Request) { sign(r, s.mac) }

// SignBody signs a request like Sign, and its body, its Content-Type, its Idempotency-Key and its CallerHeader.
func (s Secret) SignBody(r *http.Request, body []byte) { sign(r, s.withBody(body)) }

// Verify says whether a node of the cluster made the request.
func (s Secret) Verify(r *http.Request) error { return verify(r, s.mac) }

// VerifyBody says whether a node of the cluster made the request with that body; see SignBody.
func (s Secret) VerifyBody(r *http.Request, body []byte) error {
	return verify(r, s.withBody(body))
}

func sign(r *http.Request, mac func(*http.Request, string) []byte) {
	at := strconv.FormatInt(time.Now().Unix(), 10)
	r.Header.Set(signatureHeader, at+" "+hex.EncodeToString(mac(r, at)))
}

func verify(r *http.Request, want func(*http.Request, string) []byte) error {
	at, text, _ := strings.Cut(r.Header.Get(signatureHeader), " ")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return errSignature
	}
	mac, err := hex.DecodeString(text)
	if err != nil || !hmac.Equal(mac, want(r, at)) {
		return errSignature
	}
	if age := time.Since(time.Unix(seconds, 0)).Abs(); age > signatureAge {
		return fmt.Errorf("%w lately; do the nodes' clocks agree?", errSignature)
	}
	return nil
}

// mac is over what the request asks for. Neither a method nor a request URI has a line's end in it.
func (s Secret) mac(r *http.Request, at string) []byte {
	h := hmac.New(sha256.New, s)
	fmt.Fprintf(h, "millrace cluster\n%s\n%s\n%s\n", at, r.Method, r.URL.RequestURI())
	return h.Sum(nil)
}

// withBody is mac, and over what SignBody signs besides. A header's value has no line's end in it either.
func (s Secret) withBody(body []byte) func(r *http.Request, at string) []byte {
	return func(r *http.Request, at string) []byte {
		h := hmac.New(sha256.New, s)
		h.Write(s.mac(r, at))
		for _, name := range signedHeaders() {
			fmt.Fprintf(h, "%s\n", r.Header.Get(name))
		}
		h.Write(body)
		return h.Sum(nil)
	}
}
