package identity_test

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
)

const localURI = "https://127.0.0.1:8936"

func newCert(t testing.TB, signer identity.Signer, uri string) tls.Certificate {
	t.Helper()
	cert, err := identity.NewCertificate(signer, uri, time.Hour)
	require.NoError(t, err)
	return cert
}

func TestCertificate(t *testing.T) {
	signer := signerOf(t, 1)
	for name, tc := range map[string]struct{ uri, host string }{
		"IPv4":          {"https://192.0.2.7:8936", "192.0.2.7"},
		"IPv6":          {"https://[2001:db8::1]:8936", "2001:db8::1"},
		"name":          {"https://orch.example.org:8936/base", "orch.example.org"},
		"no port":       {"https://localhost", "localhost"},
		"serves nobody": {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			cert := newCert(t, signer, tc.uri)
			statement, err := identity.ParseCertificate(cert.Leaf)
			require.NoError(t, err)
			require.Equal(t, signer.Address(), statement.Address)
			require.Equal(t, tc.uri, statement.URI)
			require.WithinDuration(t, time.Now().Add(time.Hour), statement.NotAfter, time.Minute)
			require.True(t, statement.NotAfter.Equal(cert.Leaf.NotAfter))
			if tc.host != "" {
				require.NoError(t, cert.Leaf.VerifyHostname(tc.host))
			}
			require.False(t, cert.Leaf.IsCA)
		})
	}
}

func TestNewCertificateRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		uri string
		ttl time.Duration
	}{
		"no life":        {localURI, 0},
		"too long":       {localURI, identity.MaxTTL + time.Second},
		"plain HTTP":     {"http://127.0.0.1:1", time.Hour},
		"no host":        {"https://:8936", time.Hour},
		"user":           {"https://me@host", time.Hour},
		"query":          {"https://host/?a=b", time.Hour},
		"fragment":       {"https://host/#a", time.Hour},
		"zone":           {"https://[fe80::1%25eth0]:1", time.Hour},
		"wildcard":       {"https://*.example.org", time.Hour},
		"not a URI":      {"::", time.Hour},
		"too long a URI": {"https://host/" + strings.Repeat("a", identity.MaxURILength), time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := identity.NewCertificate(signerOf(t, 1), tc.uri, tc.ttl)
			require.Error(t, err)
		})
	}
}

func TestCertificateExpires(t *testing.T) {
	issued := time.Date(2031, 5, 6, 7, 8, 9, 500, time.UTC)
	cert, err := identity.NewCertificateAt(signerOf(t, 1), localURI, issued, time.Hour)
	require.NoError(t, err)
	for name, tc := range map[string]struct {
		now  time.Time
		want error
	}{
		"at issue":           {issued, nil},
		"on a slow clock":    {issued.Add(-10 * time.Minute), nil},
		"too early":          {issued.Add(-10*time.Minute - time.Second), identity.ErrExpired},
		"in the last second": {issued.Add(time.Hour).Truncate(time.Second), nil},
		"a second later":     {issued.Add(time.Hour + time.Second), identity.ErrExpired},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := identity.ParseCertificateAt(cert.Leaf, tc.now)
			require.ErrorIs(t, err, tc.want)
		})
	}
}

// statement mirrors the extension, to forge it.
type statement struct {
	Version   int
	Address   []byte
	URI       string `asn1:"utf8"`
	NotAfter  int64
	Signature []byte
}

// forge issues the certificate of key anew, with another statement. change may also edit the template.
func forge(t testing.TB, cert tls.Certificate, change func(*statement, *x509.Certificate)) tls.Certificate {
	t.Helper()
	var s statement
	_, err := asn1.Unmarshal(extension(t, cert.Leaf), &s)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: cert.Leaf.SerialNumber,
		Subject:      cert.Leaf.Subject,
		NotBefore:    cert.Leaf.NotBefore,
		NotAfter:     cert.Leaf.NotAfter,
		IPAddresses:  cert.Leaf.IPAddresses,
		DNSNames:     cert.Leaf.DNSNames,
	}
	change(&s, template)
	value, err := asn1.Marshal(s)
	require.NoError(t, err)
	return issueWith(t, cert, template, value)
}

func issueWith(t testing.TB, cert tls.Certificate, template *x509.Certificate, value []byte) tls.Certificate {
	t.Helper()
	template.ExtraExtensions = []pkix.Extension{{Id: identity.StatementOID(), Value: value}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, cert.Leaf.PublicKey, cert.PrivateKey)
	require.NoError(t, err)
	leaf, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: cert.PrivateKey, Leaf: leaf}
}

func extension(t testing.TB, cert *x509.Certificate) []byte {
	t.Helper()
	for _, ext := range cert.Extensions {
		if ext.Id.Equal(identity.StatementOID()) {
			return ext.Value
		}
	}
	t.Fatal("no identity extension")
	return nil
}

// forgeries are certificates that must be refused, with the reason. They start from a good one of key 1.
func forgeries(t testing.TB) map[string]struct {
	cert tls.Certificate
	want error
} {
	good, other := newCert(t, signerOf(t, 1), localURI), newCert(t, signerOf(t, 1), localURI)
	expired, err := identity.NewCertificateAt(signerOf(t, 1), localURI, time.Now().Add(-2*time.Hour), time.Hour)
	require.NoError(t, err)
	future, err := identity.NewCertificateAt(signerOf(t, 1), localURI, time.Now().Add(2*time.Hour), time.Hour)
	require.NoError(t, err)
	type forgery = struct {
		cert tls.Certificate
		want error
	}
	return map[string]forgery{
		"expired":       {expired, identity.ErrExpired},
		"not yet valid": {future, identity.ErrExpired},
		"signature tampered": {forge(t, good, func(s *statement, _ *x509.Certificate) {
			s.Signature[40] ^= 1
		}), identity.ErrSignature},
		"signature cut": {forge(t, good, func(s *statement, _ *x509.Certificate) {
			s.Signature = s.Signature[:64]
		}), identity.ErrSignature},
		"another address": {forge(t, good, func(s *statement, _ *x509.Certificate) {
			s.Address = signerOf(t, 2).Address().Bytes()
		}), identity.ErrSignature},
		"another URI": {forge(t, good, func(s *statement, _ *x509.Certificate) {
			s.URI = "https://127.0.0.2:8936"
		}), identity.ErrSignature},
		"life prolonged": {forge(t, good, func(s *statement, c *x509.Certificate) {
			s.NotAfter += 60
			c.NotAfter = c.NotAfter.Add(time.Minute)
		}), identity.ErrSignature},
		"life prolonged in X.509 only": {forge(t, good, func(_ *statement, c *x509.Certificate) {
			c.NotAfter = c.NotAfter.Add(time.Minute)
		}), identity.ErrMalformed},
		"statement copied to another key": {issueWith(t, other, &x509.Certificate{
			SerialNumber: good.Leaf.SerialNumber, NotBefore: good.Leaf.NotBefore, NotAfter: good.Leaf.NotAfter,
			IPAddresses: good.Leaf.IPAddresses,
		}, extension(t, good.Leaf)), identity.ErrSignature},
		"version 2": {forge(t, good, func(s *statement, _ *x509.Certificate) {
			s.Version = 2
		}), identity.ErrMalformed},
		"short address": {forge(t, good, func(s *statement, _ *x509.Certificate) {
			s.Address = s.Address[1:]
		}), identity.ErrMalformed},
		"URI without TLS": {forge(t, good, func(s *statement, _ *x509.Certificate) {
			s.URI = "http://127.0.0.1:8936"
		}), identity.ErrMalformed},
		"bytes behind the statement": {issueWith(t, good, &x509.Certificate{
			SerialNumber: good.Leaf.SerialNumber, NotBefore: good.Leaf.NotBefore, NotAfter: good.Leaf.NotAfter,
			IPAddresses: good.Leaf.IPAddresses,
		}, append(append([]byte(nil), extension(t, good.Leaf)...), 0)), identity.ErrMalformed},
	}
}

func TestParseCertificateRefuses(t *testing.T) {
	for name, tc := range forgeries(t) {
		t.Run(name, func(t *testing.T) {
			_, err := identity.ParseCertificate(tc.cert.Leaf)
			require.ErrorIs(t, err, tc.want)
		})
	}
	t.Run("endless life", func(t *testing.T) {
		cert, err := identity.NewCertificateAt(signerOf(t, 1), localURI, time.Now(), identity.MaxTTL)
		require.NoError(t, err)
		_, err = identity.ParseCertificateAt(cert.Leaf, time.Now())
		require.NoError(t, err)
		late, err := identity.NewCertificateAt(signerOf(t, 1), localURI, time.Now().Add(20*time.Minute), identity.MaxTTL)
		require.NoError(t, err)
		started := forge(t, late, func(_ *statement, c *x509.Certificate) { c.NotBefore = time.Now().Add(-time.Hour) })
		_, err = identity.ParseCertificateAt(started.Leaf, time.Now())
		require.ErrorIs(t, err, identity.ErrMalformed)
	})
	t.Run("no statement", func(t *testing.T) {
		_, err := identity.ParseCertificate(&x509.Certificate{})
		require.ErrorIs(t, err, identity.ErrNoStatement)
	})
}

func TestEveryCertificateHasItsOwnKey(t *testing.T) {
	a, b := newCert(t, signerOf(t, 1), localURI), newCert(t, signerOf(t, 1), localURI)
	require.NotEqual(t, a.Leaf.PublicKey, b.Leaf.PublicKey)
	require.NotEqual(t, a.Leaf.SerialNumber, b.Leaf.SerialNumber)
}

// FuzzStatement feeds hostile statements inside an otherwise good certificate.
func FuzzStatement(f *testing.F) {
	good := newCert(f, signerOf(f, 1), localURI)
	now := time.Now()
	f.Add(extension(f, good.Leaf))
	for _, tc := range forgeries(f) {
		f.Add(extension(f, tc.cert.Leaf))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		cert := *good.Leaf
		cert.Extensions = []pkix.Extension{{Id: identity.StatementOID(), Value: value}}
		statement, err := identity.ParseCertificateAt(&cert, now)
		if err != nil {
			require.Zero(t, statement)
			return
		}
		if statement.Address == signerOf(t, 1).Address() {
			require.Equal(t, extension(t, good.Leaf), value, "only one statement is valid for this certificate and address")
		}
	})
}

// FuzzCertificate feeds hostile certificates.
func FuzzCertificate(f *testing.F) {
	f.Add(newCert(f, signerOf(f, 1), localURI).Leaf.Raw)
	for _, tc := range forgeries(f) {
		f.Add(tc.cert.Leaf.Raw)
	}
	f.Fuzz(func(t *testing.T, der []byte) {
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			return
		}
		statement, err := identity.ParseCertificate(cert)
		if err == nil {
			require.NotEqual(t, common.Address{}, statement.Address)
			require.LessOrEqual(t, len(statement.URI), identity.MaxURILength)
		}
	})
}
