package identity

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// MaxWorkerTTL bounds the life of a worker's credential.
const MaxWorkerTTL = 5 * 365 * 24 * time.Hour

// workerCATTL is the life of a worker authority.
const workerCATTL = 20 * 365 * 24 * time.Hour

// workerUnit is the organizational unit in every worker certificate.
const workerUnit = "millrace worker"

// ErrCredential is wrapped by errors about credential files and worker authority files.
var ErrCredential = errors.New("invalid credential")

var workerNames = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,62}$`)

// CheckWorkerName checks that a worker may have this name: 1 to 63 of a-z, 0-9, '.', '_' and '-', starting with a
// letter or digit.
func CheckWorkerName(name string) error {
	if !workerNames.MatchString(name) {
		return fmt.Errorf("worker name %q: use 1 to 63 of a-z, 0-9, '.', '_' and '-', starting with a letter or digit", name)
	}
	return nil
}

// WorkerCA is an orchestrator's authority over its own workers: it issues their certificates and knows them again. It
// is safe for concurrent use.
type WorkerCA struct {
	orchestrator common.Address
	uri          string
	cert         *x509.Certificate
	key          *ecdsa.PrivateKey
	roots        *x509.CertPool
}

// OpenWorkerCA loads the authority from file, or creates it there (readable by its owner only) the first time. The
// orchestrator's address is part of it; the service URI, where workers dial, may change between starts.
func OpenWorkerCA(file string, orchestrator common.Address, uri string) (*WorkerCA, error) {
	if err := CheckURI(uri); err != nil {
		return nil, fmt.Errorf("open worker authority: %w", err)
	}
	data, err := readFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		data, err = createWorkerCA(file, orchestrator)
	}
	if err != nil {
		return nil, fmt.Errorf("open worker authority: %w", err)
	}
	pair, err := tls.X509KeyPair(data, data)
	if err != nil {
		return nil, fmt.Errorf("open worker authority %s: %w: %w", file, ErrCredential, err)
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok || !pair.Leaf.IsCA {
		return nil, fmt.Errorf("open worker authority %s: %w: it is no authority", file, ErrCredential)
	}
	if owner := pair.Leaf.Subject.CommonName; owner != orchestrator.Hex() {
		return nil, fmt.Errorf("open worker authority %s: %w: it belongs to orchestrator %s, not %s", file, ErrCredential, owner, orchestrator)
	}
	roots := x509.NewCertPool()
	roots.AddCert(pair.Leaf)
	return &WorkerCA{orchestrator: orchestrator, uri: uri, cert: pair.Leaf, key: key, roots: roots}, nil
}

// createWorkerCA writes a new authority, unless another process was first, and returns what file then holds.
func createWorkerCA(file string, orchestrator common.Address) ([]byte, error) {
	now := time.Now()
	template, err := newTemplate(orchestrator.Hex(), now.Add(-clockSkew), now.Add(workerCATTL))
	if err != nil {
		return nil, err
	}
	template.IsCA, template.MaxPathLenZero = true, true
	template.KeyUsage = x509.KeyUsageCertSign
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	cert, err := sign(template, template, key, key)
	if err != nil {
		return nil, err
	}
	certPEM, keyPEM, err := marshalPair(cert)
	if err != nil {
		return nil, err
	}
	if err := createFile(file, append(certPEM, keyPEM...)); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readFile(file)
}

// Issue makes a credential for a worker, valid for ttl. The authority keeps no list: a credential is good until it
// expires.
func (ca *WorkerCA) Issue(name string, ttl time.Duration) (Credential, error) {
	if err := CheckWorkerName(name); err != nil {
		return Credential{}, fmt.Errorf("issue credential: %w", err)
	}
	if ttl < time.Second || ttl > MaxWorkerTTL {
		return Credential{}, fmt.Errorf("issue credential: lifetime %v: from 1s to %v", ttl, MaxWorkerTTL)
	}
	cert, err := ca.issue(name, time.Now(), ttl)
	if err != nil {
		return Credential{}, fmt.Errorf("issue credential: %w", err)
	}
	certPEM, keyPEM, err := marshalPair(cert)
	if err != nil {
		return Credential{}, fmt.Errorf("issue credential: %w", err)
	}
	return Credential{
		Orchestrator:   ca.orchestrator,
		URI:            ca.uri,
		Worker:         name,
		CertificatePEM: string(certPEM),
		KeyPEM:         string(keyPEM),
	}, nil
}

func (ca *WorkerCA) issue(name string, now time.Time, ttl time.Duration) (tls.Certificate, error) {
	template, err := newTemplate(name, now.Add(-clockSkew), now.Add(ttl))
	if err != nil {
		return tls.Certificate{}, err
	}
	template.Subject.OrganizationalUnit = []string{workerUnit}
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	return sign(template, ca.cert, key, ca.key)
}

// verify returns the name in a worker's certificate if this authority issued it and it is valid.
func (ca *WorkerCA) verify(leaf *x509.Certificate, now time.Time) (string, error) {
	name, err := workerName(leaf)
	if err != nil {
		return "", err
	}
	_, err = leaf.Verify(x509.VerifyOptions{
		Roots:       ca.roots,
		CurrentTime: now,
		KeyUsages:   []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "", fmt.Errorf("%w: worker %s: %w", ErrExpired, name, err)
	case err != nil:
		return "", fmt.Errorf("%w: %s: %w", ErrWorker, name, err)
	}
	return name, nil
}

func workerName(leaf *x509.Certificate) (string, error) {
	name, units := leaf.Subject.CommonName, leaf.Subject.OrganizationalUnit
	if len(units) != 1 || units[0] != workerUnit || CheckWorkerName(name) != nil {
		return "", fmt.Errorf("%w: it is no worker certificate", ErrWorker)
	}
	return name, nil
}

// Credential is what a worker needs to serve an orchestrator: a JSON file that its operator carries over.
type Credential struct {
	Orchestrator   common.Address `json:"orchestrator"`
	URI            string         `json:"uri"` // where to dial
	Worker         string         `json:"worker"`
	CertificatePEM string         `json:"certificate"`
	KeyPEM         string         `json:"key"`
}

// Save writes the credential to a new file, readable by its owner only.
func (c Credential) Save(file string) error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fmt.Errorf("save credential: %w", err)
	}
	if err := createFile(file, append(data, '\n')); err != nil {
		return fmt.Errorf("save credential: %w", err)
	}
	return nil
}

// LoadCredential reads a credential file and checks it.
func LoadCredential(file string) (Credential, error) {
	data, err := readFile(file)
	if err != nil {
		return Credential{}, fmt.Errorf("load credential: %w", err)
	}
	c, err := ParseCredential(data)
	if err != nil {
		return Credential{}, fmt.Errorf("load credential %s: %w", file, err)
	}
	return c, nil
}

// ParseCredential reads the content of a credential file and checks that all of it belongs together. An expired
// credential parses.
func ParseCredential(data []byte) (Credential, error) {
	var c Credential
	if err := json.Unmarshal(data, &c); err != nil {
		return Credential{}, fmt.Errorf("%w: %w", ErrCredential, err)
	}
	if c.Orchestrator == (common.Address{}) {
		return Credential{}, fmt.Errorf("%w: no orchestrator address", ErrCredential)
	}
	if err := CheckURI(c.URI); err != nil {
		return Credential{}, fmt.Errorf("%w: %w", ErrCredential, err)
	}
	cert, err := c.Certificate()
	if err != nil {
		return Credential{}, err
	}
	if name, err := workerName(cert.Leaf); err != nil || name != c.Worker {
		return Credential{}, fmt.Errorf("%w: the certificate is not worker %q's", ErrCredential, c.Worker)
	}
	return c, nil
}

// Certificate is the worker's TLS certificate.
func (c Credential) Certificate() (*tls.Certificate, error) {
	cert, err := tls.X509KeyPair([]byte(c.CertificatePEM), []byte(c.KeyPEM))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCredential, err)
	}
	return &cert, nil
}

// Expectation is the server that the worker's Pinner is to accept: the orchestrator's address, under whatever URI it
// serves now.
func (c Credential) Expectation() Expectation { return Expectation{Address: c.Orchestrator} }

func marshalPair(cert tls.Certificate) (certPEM, keyPEM []byte, err error) {
	key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	if err != nil {
		return nil, nil, err
	}
	certPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})
	keyPEM = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	return certPEM, keyPEM, nil
}
