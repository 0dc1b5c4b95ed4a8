package identity

import (
	"crypto/tls"
	"errors"
	"fmt"
	"sync"
	"time"
)

// RenewerConfig configures a Renewer.
type RenewerConfig struct {
	Signer Signer
	URI    string           // the node's service URI; empty for a node that serves nobody
	TTL    time.Duration    // life of a certificate; default DefaultTTL, at most MaxTTL
	Now    func() time.Time // default time.Now
}

// Renewer holds a node's identity certificate and replaces it when a third of its life is left. It is safe for
// concurrent use.
type Renewer struct {
	cfg RenewerConfig

	mu      sync.Mutex
	current *tls.Certificate // guarded by mu
	renewAt time.Time        // guarded by mu
}

// NewRenewer checks cfg by making the first certificate.
func NewRenewer(cfg RenewerConfig) (*Renewer, error) {
	if cfg.Signer == nil {
		return nil, errors.New("identity: no signer")
	}
	if cfg.TTL == 0 {
		cfg.TTL = DefaultTTL
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	r := &Renewer{cfg: cfg}
	if _, err := r.Certificate(); err != nil {
		return nil, fmt.Errorf("identity: %w", err)
	}
	return r, nil
}

// URI is the service URI of the certificates.
func (r *Renewer) URI() string { return r.cfg.URI }

// Certificate returns the certificate to use now. The caller must not change it.
func (r *Renewer) Certificate() (*tls.Certificate, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.cfg.Now()
	if r.current != nil && now.Before(r.renewAt) {
		return r.current, nil
	}
	cert, err := newCertificate(r.cfg.Signer, r.cfg.URI, now, r.cfg.TTL)
	if err != nil {
		if r.current != nil && now.Before(r.current.Leaf.NotAfter) {
			return r.current, nil // the signer is out of order: there is a third of the life left to mend it
		}
		return nil, err
	}
	r.current, r.renewAt = &cert, now.Add(r.cfg.TTL-r.cfg.TTL/3)
	return r.current, nil
}
