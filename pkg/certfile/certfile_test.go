package certfile

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// pair makes a certificate with that serial number, and its key, as PEM.
func pair(t *testing.T, serial int64) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
}

// served is the serial number of the certificate that a client is shown at a time.
func served(t *testing.T, c *Certificate, at time.Time) int64 {
	t.Helper()
	leaf, err := x509.ParseCertificate(c.get(at).Certificate[0])
	require.NoError(t, err)
	return leaf.SerialNumber.Int64()
}

func TestCertificateFollowsItsFiles(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	now := time.Now()
	write := func(file string, data []byte) {
		t.Helper()
		require.NoError(t, os.WriteFile(file, data, 0o600))
		now = now.Add(time.Hour)
		require.NoError(t, os.Chtimes(file, now, now)) // as if an hour had passed: file systems count coarsely
	}
	cert1, key1 := pair(t, 1)
	cert2, key2 := pair(t, 2)
	cert3, key3 := pair(t, 3)
	write(certFile, cert1)
	write(keyFile, key1)
	var log bytes.Buffer
	c, err := Load(certFile, keyFile, slog.New(slog.NewTextHandler(&log, nil)))
	require.NoError(t, err)
	at := time.Now()
	look := func() int64 { at = at.Add(checkInterval); return served(t, c, at) }
	require.EqualValues(t, 1, look())
	require.Empty(t, log.String())

	write(certFile, cert2)
	require.EqualValues(t, 1, look(), "half a pair is none")
	require.Contains(t, log.String(), "the former TLS certificate stays")
	write(keyFile, key2)
	require.EqualValues(t, 1, served(t, c, at), "it looks now and then only")
	require.EqualValues(t, 2, look())
	require.EqualValues(t, 2, look())
	require.Equal(t, 1, strings.Count(log.String(), "new TLS certificate"), "it is new once")

	write(keyFile, key3)
	write(certFile, cert3)
	require.EqualValues(t, 3, look(), "in whichever order")

	write(certFile, []byte("garbage"))
	require.EqualValues(t, 3, look())
	require.NoError(t, os.Remove(keyFile))
	require.EqualValues(t, 3, look())
	write(certFile, cert1)
	write(keyFile, key1)
	require.EqualValues(t, 1, look())
}

// TestCertificateIsShown: the configuration works in a handshake.
func TestCertificateIsShown(t *testing.T) {
	dir := t.TempDir()
	cert, key := pair(t, 7)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "c"), cert, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "k"), key, 0o600))
	c, err := Load(filepath.Join(dir, "c"), filepath.Join(dir, "k"), nil)
	require.NoError(t, err)
	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(cert))
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	go func() { _ = tls.Server(far, c.Config()).HandshakeContext(t.Context()) }()
	client := tls.Client(near, &tls.Config{RootCAs: roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS13})
	require.NoError(t, client.HandshakeContext(t.Context()))
	require.EqualValues(t, 7, client.ConnectionState().PeerCertificates[0].SerialNumber.Int64())
}

func TestLoadRefuses(t *testing.T) {
	dir := t.TempDir()
	cert, _ := pair(t, 1)
	_, other := pair(t, 2)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cert"), cert, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "key"), other, 0o600))
	for name, files := range map[string][2]string{
		"one only": {"x", ""}, "the other only": {"", "x"}, "missing": {"/nowhere", "/nowhere"},
		"no pair": {filepath.Join(dir, "cert"), filepath.Join(dir, "key")},
	} {
		_, err := Load(files[0], files[1], nil)
		require.ErrorContains(t, err, "TLS certificate", name)
	}
}
