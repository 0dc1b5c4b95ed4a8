package identity_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
)

// forgeWorker is a self-signed certificate that looks like a worker's.
func forgeWorker(t *testing.T) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "w1", OrganizationalUnit: []string{"millrace worker"}},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestWorkerCAIsCreatedOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "data", "workers.pem")
	contents := make([]string, 8)
	var all sync.WaitGroup
	for i := range contents {
		all.Go(func() {
			ca, err := identity.OpenWorkerCA(file, signerOf(t, 1).Address(), localURI)
			if err != nil {
				return
			}
			if _, err := ca.Issue("w", time.Hour); err != nil {
				return
			}
			data, _ := os.ReadFile(file)
			contents[i] = string(data)
		})
	}
	all.Wait()
	require.NotEmpty(t, contents[0])
	for _, content := range contents {
		require.Equal(t, contents[0], content, "all that start at once use the same authority")
	}
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}

func TestOpenWorkerCARefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "workers.pem")
	ca, err := identity.OpenWorkerCA(file, signerOf(t, 1).Address(), localURI)
	require.NoError(t, err)

	_, err = identity.OpenWorkerCA(file, signerOf(t, 2).Address(), localURI)
	require.ErrorIs(t, err, identity.ErrCredential)
	require.ErrorContains(t, err, "belongs to orchestrator")
	_, err = identity.OpenWorkerCA(write(t, dir, "junk", "junk"), signerOf(t, 1).Address(), localURI)
	require.ErrorIs(t, err, identity.ErrCredential)
	_, err = identity.OpenWorkerCA(file, signerOf(t, 1).Address(), "http://plain")
	require.Error(t, err)

	credential, err := ca.Issue("w1", time.Hour)
	require.NoError(t, err)
	_, err = identity.OpenWorkerCA(write(t, dir, "leaf", credential.CertificatePEM+credential.KeyPEM), signerOf(t, 1).Address(), localURI)
	require.ErrorContains(t, err, "no authority")
}

func TestIssueRefuses(t *testing.T) {
	ca, err := identity.OpenWorkerCA(filepath.Join(t.TempDir(), "workers.pem"), signerOf(t, 1).Address(), localURI)
	require.NoError(t, err)
	for _, name := range []string{"", "-w", "W", "a b", "é", strings.Repeat("a", 64)} {
		_, err := ca.Issue(name, time.Hour)
		require.Error(t, err, name)
	}
	for _, ttl := range []time.Duration{0, -time.Hour, identity.MaxWorkerTTL + 1} {
		_, err := ca.Issue("w", ttl)
		require.Error(t, err, ttl)
	}
}

func TestCredentialFile(t *testing.T) {
	dir := t.TempDir()
	ca, err := identity.OpenWorkerCA(filepath.Join(dir, "workers.pem"), signerOf(t, 1).Address(), localURI)
	require.NoError(t, err)
	credential, err := ca.Issue("w1", time.Hour)
	require.NoError(t, err)

	file := filepath.Join(dir, "w1.json")
	require.NoError(t, credential.Save(file))
	require.ErrorIs(t, credential.Save(file), fs.ErrExist)
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	loaded, err := identity.LoadCredential(file)
	require.NoError(t, err)
	require.Equal(t, credential, loaded)
	_, err = identity.LoadCredential(filepath.Join(dir, "missing"))
	require.ErrorIs(t, err, fs.ErrNotExist)

	other, err := ca.Issue("w2", time.Hour)
	require.NoError(t, err)
	for name, change := range map[string]func(*identity.Credential){
		"another's key":   func(c *identity.Credential) { c.KeyPEM = other.KeyPEM },
		"another's name":  func(c *identity.Credential) { c.Worker = "w2" },
		"no certificate":  func(c *identity.Credential) { c.CertificatePEM = "" },
		"no orchestrator": func(c *identity.Credential) { c.Orchestrator = common.Address{} },
		"bad URI":         func(c *identity.Credential) { c.URI = "127.0.0.1:80" },
	} {
		t.Run(name, func(t *testing.T) {
			bad := credential
			change(&bad)
			data, err := json.Marshal(bad)
			require.NoError(t, err)
			_, err = identity.ParseCredential(data)
			require.ErrorIs(t, err, identity.ErrCredential)
		})
	}
}

func FuzzParseCredential(f *testing.F) {
	ca, err := identity.OpenWorkerCA(filepath.Join(f.TempDir(), "workers.pem"), signerOf(f, 1).Address(), localURI)
	require.NoError(f, err)
	credential, err := ca.Issue("w1", time.Hour)
	require.NoError(f, err)
	data, err := json.Marshal(credential)
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := identity.ParseCredential(data)
		if err != nil {
			require.ErrorIs(t, err, identity.ErrCredential)
			return
		}
		again, err := json.Marshal(c)
		require.NoError(t, err)
		same, err := identity.ParseCredential(again)
		require.NoError(t, err)
		require.Equal(t, c, same)
	})
}
