package identity

import (
	"crypto/tls"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Peer is who is at the other end of a connection: a node, with an address, or a worker, with a name.
type Peer struct {
	Address common.Address // a node's
	URI     string         // a node's service URI, as it says; empty when it serves nobody
	Worker  string         // a worker's name; empty for a node
}

// String is the worker's name or the node's address.
func (p Peer) String() string {
	if p.Worker != "" {
		return "worker " + p.Worker
	}
	return p.Address.Hex()
}

// ServerConfig configures ServerTLS.
type ServerConfig struct {
	Renewer *Renewer         // the server's certificate; needs a service URI
	Workers *WorkerCA        // whose workers may connect; nil for none
	Admit   func(Peer) error // a further say on a peer whose certificate is in order; nil admits all
	Now     func() time.Time // default time.Now
}

// ServerTLS is the TLS configuration of a node's service: TLS 1.3, HTTP/2, and a client certificate that is either an
// identity certificate or one of the server's own workers'. A client hears of a refusal on its first read, not during
// its handshake. Clients that probe for the server's certificate end their handshake with an alert, which is no fault.
func ServerTLS(cfg ServerConfig) (*tls.Config, error) {
	if cfg.Renewer == nil {
		return nil, errors.New("identity: no certificate renewer")
	}
	if cfg.Renewer.URI() == "" {
		return nil, errors.New("identity: a server needs a service URI")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &tls.Config{
		MinVersion:             tls.VersionTLS13,
		NextProtos:             []string{"h2"},
		Time:                   cfg.Now,
		SessionTicketsDisabled: true, // so that each connection is checked in full
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return cfg.Renewer.Certificate()
		},
		ClientAuth: tls.RequireAnyClientCert,
		VerifyConnection: func(cs tls.ConnectionState) error {
			peer, err := verifyClient(cs, cfg.Workers, cfg.Now())
			if err != nil {
				return fmt.Errorf("verify client: %w", err)
			}
			if cfg.Admit == nil {
				return nil
			}
			if err := cfg.Admit(peer); err != nil {
				return fmt.Errorf("verify client: %s: %w: %w", peer, ErrRefused, err)
			}
			return nil
		},
	}, nil
}

func verifyClient(cs tls.ConnectionState, workers *WorkerCA, now time.Time) (Peer, error) {
	if len(cs.PeerCertificates) == 0 {
		return Peer{}, ErrNoCertificate
	}
	leaf := cs.PeerCertificates[0]
	statement, err := parseCertificate(leaf, now)
	if !errors.Is(err, ErrNoStatement) {
		return Peer{Address: statement.Address, URI: statement.URI}, err
	}
	if workers == nil {
		return Peer{}, err
	}
	name, err := workers.verify(leaf, now)
	return Peer{Worker: name}, err
}

// PeerFromTLS says who is at the other end of a connection that was accepted with ServerTLS's configuration; request
// handlers call it. It relies on the handshake's checks, so a state from another configuration must not be passed. The
// peer of a connection stays who it was when its certificate expires later.
func PeerFromTLS(cs *tls.ConnectionState) (Peer, error) {
	if cs == nil || !cs.HandshakeComplete || len(cs.PeerCertificates) == 0 {
		return Peer{}, ErrNoCertificate
	}
	leaf := cs.PeerCertificates[0]
	statement, err := parseStatement(leaf)
	switch {
	case errors.Is(err, ErrNoStatement):
		name, err := workerName(leaf)
		return Peer{Worker: name}, err
	case err != nil:
		return Peer{}, err
	}
	return Peer{Address: statement.Address, URI: statement.URI}, nil
}
