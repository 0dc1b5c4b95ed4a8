package identity

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"fmt"
	"math/big"
	"net/netip"
	"net/url"
	"regexp"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Bounds and defaults of certificates.
const (
	// DefaultTTL is how long a node's certificate lives when nobody says otherwise.
	DefaultTTL = 24 * time.Hour
	// MaxTTL bounds the life of an identity certificate, and so the use of a stolen TLS key. Longer ones are refused.
	MaxTTL = 90 * 24 * time.Hour
	// MaxURILength bounds a service URI, in bytes.
	MaxURILength = 256

	statementVersion = 1
	clockSkew        = 10 * time.Minute // certificates start that much in the past
)

// statementDomain starts every digest that a chain key signs for a certificate. Because of the first byte it can never
// be a transaction (EIP-191).
const statementDomain = "\x19Millrace identity certificate 1:\n"

// Statement is what a chain key says about a certificate.
type Statement struct {
	Address  common.Address
	URI      string    // https://host[:port][/path]; empty for a node that serves nobody
	NotAfter time.Time // whole seconds
}

// statementASN1 is the content of the identity extension.
//
//	Statement ::= SEQUENCE {
//	    version    INTEGER,         -- 1
//	    address    OCTET STRING,    -- 20 bytes
//	    uri        UTF8String,
//	    notAfter   INTEGER,         -- seconds since 1970, equal to the certificate's notAfter
//	    signature  OCTET STRING }   -- r || s || v over statementDigest
type statementASN1 struct {
	Version   int
	Address   []byte
	URI       string `asn1:"utf8"`
	NotAfter  int64
	Signature []byte
}

// statementOID names the extension, under the enterprise number that RFC 5612 sets aside for examples. The extension is
// not critical, so that Go's verifier, which does not know it, accepts the certificate.
func statementOID() asn1.ObjectIdentifier {
	return asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 32473, 1935, 1}
}

// statementDigest is keccak256(domain || keccak256(SPKI) || length of URI, 4 bytes || URI || notAfter, 8 bytes), the
// numbers big-endian.
func statementDigest(spki []byte, uri string, notAfter int64) [32]byte {
	b := make([]byte, 0, len(statementDomain)+32+4+len(uri)+8)
	b = append(b, statementDomain...)
	b = append(b, crypto.Keccak256(spki)...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(uri)))
	b = append(b, uri...)
	b = binary.BigEndian.AppendUint64(b, uint64(notAfter))
	return crypto.Keccak256Hash(b)
}

// NewCertificate makes a TLS certificate with a fresh P-256 key, which lives for ttl and is bound to the signer's
// address. It serves for both ends of a connection; the host of uri is its only name. A node that serves nobody leaves
// uri empty.
func NewCertificate(signer Signer, uri string, ttl time.Duration) (tls.Certificate, error) {
	return newCertificate(signer, uri, time.Now(), ttl)
}

func newCertificate(signer Signer, uri string, now time.Time, ttl time.Duration) (tls.Certificate, error) {
	if ttl < time.Second || ttl > MaxTTL {
		return tls.Certificate{}, fmt.Errorf("make certificate: lifetime %v: from 1s to %v", ttl, MaxTTL)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	spki, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	template, err := newTemplate(signer.Address().Hex(), now.Add(-clockSkew), now.Add(ttl))
	if err != nil {
		return tls.Certificate{}, err
	}
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	if uri != "" {
		host, err := uriHost(uri)
		if err != nil {
			return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
		}
		if ip, err := netip.ParseAddr(host); err == nil {
			template.IPAddresses = append(template.IPAddresses, ip.AsSlice())
		} else {
			template.DNSNames = []string{host}
		}
	}
	notAfter := template.NotAfter.Unix()
	signature, err := signer.SignHash(statementDigest(spki, uri, notAfter))
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	value, err := asn1.Marshal(statementASN1{
		Version:   statementVersion,
		Address:   signer.Address().Bytes(),
		URI:       uri,
		NotAfter:  notAfter,
		Signature: signature,
	})
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	template.ExtraExtensions = []pkix.Extension{{Id: statementOID(), Value: value}}
	return sign(template, template, key, key)
}

// newTemplate is a certificate without usages. Times are cut to whole seconds, as X.509 does.
func newTemplate(name string, notBefore, notAfter time.Time) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, fmt.Errorf("make certificate: %w", err)
	}
	return &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             notBefore.Truncate(time.Second).UTC(),
		NotAfter:              notAfter.Truncate(time.Second).UTC(),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
	}, nil
}

// sign makes a certificate for key from template, issued by parent.
func sign(template, parent *x509.Certificate, key, parentKey *ecdsa.PrivateKey) (tls.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), parentKey)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, nil
}

// ParseCertificate returns what a certificate's owner says, after checking everything that can be checked without
// knowing whom to expect: the format, the validity now, and that the address signed this key, URI and expiry. That the
// peer holds the key is TLS's to prove.
func ParseCertificate(cert *x509.Certificate) (Statement, error) {
	return parseCertificate(cert, time.Now())
}

func parseCertificate(cert *x509.Certificate, now time.Time) (Statement, error) {
	statement, err := parseStatement(cert)
	if err != nil {
		return Statement{}, err
	}
	switch {
	case now.After(statement.NotAfter):
		return Statement{}, fmt.Errorf("%w: %s expired at %s", ErrExpired, statement.Address, statement.NotAfter.Format(time.RFC3339))
	case now.Before(cert.NotBefore):
		return Statement{}, fmt.Errorf("%w: %s starts at %s", ErrExpired, statement.Address, cert.NotBefore.Format(time.RFC3339))
	case statement.NotAfter.Sub(now) > MaxTTL+clockSkew:
		return Statement{}, fmt.Errorf("%w: it lives until %s, longer than %v", ErrMalformed, statement.NotAfter.Format(time.RFC3339), MaxTTL)
	}
	return statement, nil
}

// parseStatement checks all but the time.
func parseStatement(cert *x509.Certificate) (Statement, error) {
	value, err := statementExtension(cert)
	if err != nil {
		return Statement{}, err
	}
	var s statementASN1
	rest, err := asn1.Unmarshal(value, &s)
	if err != nil {
		return Statement{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	again, err := asn1.Marshal(s)
	switch {
	case err != nil || len(rest) != 0 || !bytes.Equal(again, value):
		return Statement{}, fmt.Errorf("%w: the statement is not in DER", ErrMalformed)
	case s.Version != statementVersion:
		return Statement{}, fmt.Errorf("%w: statement version %d", ErrMalformed, s.Version)
	case len(s.Address) != common.AddressLength:
		return Statement{}, fmt.Errorf("%w: address of %d bytes", ErrMalformed, len(s.Address))
	case s.NotAfter != cert.NotAfter.Unix():
		return Statement{}, fmt.Errorf("%w: statement and certificate expire at different times", ErrMalformed)
	}
	if s.URI != "" {
		if _, err := uriHost(s.URI); err != nil {
			return Statement{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
	}
	address := common.BytesToAddress(s.Address)
	signer, err := Recover(statementDigest(cert.RawSubjectPublicKeyInfo, s.URI, s.NotAfter), s.Signature)
	if err != nil {
		return Statement{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	if signer != address {
		return Statement{}, fmt.Errorf("%w: it names %s, %s signed", ErrSignature, address, signer)
	}
	return Statement{Address: address, URI: s.URI, NotAfter: time.Unix(s.NotAfter, 0).UTC()}, nil
}

func statementExtension(cert *x509.Certificate) ([]byte, error) {
	for _, ext := range cert.Extensions { // x509.ParseCertificate refuses duplicates
		if ext.Id.Equal(statementOID()) {
			return ext.Value, nil
		}
	}
	return nil, ErrNoStatement
}

// hostName leaves the length to MaxURILength: with a limit of its own, which is compiled when any of our processes starts, the pattern takes
// 3 ms of it.
var hostName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$`)

// CheckURI checks that uri can be a service URI: https, a host, perhaps a port and a path, and nothing else, in at most
// MaxURILength bytes.
func CheckURI(uri string) error {
	_, err := uriHost(uri)
	return err
}

// uriHost is the host of a service URI.
func uriHost(uri string) (string, error) {
	if len(uri) > MaxURILength {
		return "", fmt.Errorf("service URI of %d bytes, at most %d", len(uri), MaxURILength)
	}
	u, err := url.Parse(uri)
	if err != nil {
		return "", fmt.Errorf("service URI: %w", err)
	}
	if u.Scheme != "https" || u.Opaque != "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", fmt.Errorf("service URI %q: use https://host[:port][/path]", uri)
	}
	host := u.Hostname()
	if ip, err := netip.ParseAddr(host); err == nil && ip.Zone() == "" {
		return host, nil
	}
	if !hostName.MatchString(host) {
		return "", fmt.Errorf("service URI %q: %q is no host name", uri, host)
	}
	return host, nil
}
