package identity

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Expectation is whom a client means to reach. Server names are not part of it: an address is an identity, a name is not.
type Expectation struct {
	Address common.Address // never zero
	URI     string         // the registered service URI; empty for any URI of that address
}

// PinnerConfig configures a Pinner.
type PinnerConfig struct {
	// Certificate returns the certificate that the client presents: Renewer.Certificate or Credential.Certificate.
	Certificate func() (*tls.Certificate, error)
	Timeout     time.Duration    // for connecting, and again for the handshake; default 10 s
	MaxEntries  int              // servers to remember; default 1024. The one soonest to expire is dropped for a new one
	Now         func() time.Time // default time.Now
	// DialContext connects to a server; default (&net.Dialer{}).DialContext.
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
}

// Pinner makes TLS connections to servers that are known by their chain address. It remembers the certificate of each
// until it nears its expiry. It is safe for concurrent use.
type Pinner struct {
	cfg PinnerConfig

	mu   sync.Mutex
	pins map[pinKey]pin // guarded by mu
}

type pinKey struct {
	hostport string
	want     Expectation
}

type pin struct {
	config  *tls.Config
	staleAt time.Time
}

// NewPinner checks cfg.
func NewPinner(cfg PinnerConfig) (*Pinner, error) {
	if cfg.Certificate == nil {
		return nil, errors.New("identity: a pinner needs a client certificate")
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 10 * time.Second
	}
	if cfg.MaxEntries == 0 {
		cfg.MaxEntries = 1024
	}
	if cfg.Timeout < 0 || cfg.MaxEntries < 0 {
		return nil, errors.New("identity: negative timeout or number of entries")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.DialContext == nil {
		cfg.DialContext = (&net.Dialer{}).DialContext
	}
	return &Pinner{cfg: cfg, pins: make(map[pinKey]pin)}, nil
}

// Dial connects to hostport, which must turn out to be whom the caller wants, over TLS 1.3 with HTTP/2. When the server
// has renewed its certificate since the last time, Dial looks at the new one by itself. It fits http.Transport's
// DialTLSContext.
func (p *Pinner) Dial(ctx context.Context, hostport string, want Expectation) (*tls.Conn, error) {
	for again := false; ; again = true {
		config, remembered, err := p.config(ctx, hostport, want)
		if err != nil {
			return nil, err
		}
		conn, err := p.handshake(ctx, hostport, config)
		if err == nil {
			return conn, nil
		}
		p.Forget(hostport)
		if again || !remembered || unverified(err) == nil {
			return nil, err
		}
	}
}

// TLSConfig returns a configuration that accepts the server at hostport, and no other, if it is whom the caller wants.
// It connects to look at the server's certificate unless that is remembered. The caller owns the result; when a
// handshake with it fails, it should call Forget before it tries again, as the server may have renewed its certificate.
func (p *Pinner) TLSConfig(ctx context.Context, hostport string, want Expectation) (*tls.Config, error) {
	config, _, err := p.config(ctx, hostport, want)
	return config, err
}

// Forget drops what is remembered of the server at hostport.
func (p *Pinner) Forget(hostport string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for key := range p.pins {
		if key.hostport == hostport {
			delete(p.pins, key)
		}
	}
}

func (p *Pinner) config(ctx context.Context, hostport string, want Expectation) (config *tls.Config, remembered bool, err error) {
	if want.Address == (common.Address{}) {
		return nil, false, fmt.Errorf("pin %s: no address to expect", hostport)
	}
	key := pinKey{hostport, want}
	if config = p.recall(key); config != nil {
		return config, true, nil
	}
	leaf, err := p.probe(ctx, hostport, want)
	if err != nil {
		return nil, false, fmt.Errorf("pin %s: %w", hostport, err)
	}
	now := p.cfg.Now()
	statement, err := parseCertificate(leaf, now)
	switch {
	case err != nil:
		return nil, false, fmt.Errorf("pin %s: %w", hostport, err)
	case statement.Address != want.Address:
		return nil, false, fmt.Errorf("pin %s: %w: it is %s's, want %s", hostport, ErrAddress, statement.Address, want.Address)
	case want.URI != "" && statement.URI != want.URI:
		return nil, false, fmt.Errorf("pin %s: %w: it is for %q, want %q", hostport, ErrURI, statement.URI, want.URI)
	}
	name, err := uriHost(statement.URI)
	if err != nil {
		return nil, false, fmt.Errorf("pin %s: %w: %w", hostport, ErrMalformed, err)
	}
	config = p.baseConfig(name)
	config.RootCAs.AddCert(leaf)
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return p.cfg.Certificate()
	}
	left := statement.NotAfter.Sub(now)
	p.remember(key, pin{config: config, staleAt: statement.NotAfter.Add(-min(left/4, 5*time.Minute))})
	return config.Clone(), false, nil
}

// baseConfig trusts nobody.
func (p *Pinner) baseConfig(serverName string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13,
		NextProtos: []string{"h2"},
		ServerName: serverName,
		RootCAs:    x509.NewCertPool(),
		Time:       p.cfg.Now,
	}
}

// probe returns the certificate that the server shows, of which nothing is checked yet. The handshake ends there: it
// cannot succeed, since the client trusts no root.
func (p *Pinner) probe(ctx context.Context, hostport string, want Expectation) (*x509.Certificate, error) {
	name, err := uriHost(want.URI)
	if err != nil {
		if name, _, err = net.SplitHostPort(hostport); err != nil {
			return nil, err
		}
	}
	conn, err := p.handshake(ctx, hostport, p.baseConfig(name))
	if err == nil {
		_ = conn.Close()
		return nil, fmt.Errorf("%w: it succeeded without a root", ErrHandshake)
	}
	refused := unverified(err)
	if refused == nil || len(refused.UnverifiedCertificates) == 0 {
		return nil, err
	}
	return refused.UnverifiedCertificates[0], nil
}

// unverified is the error of a client that did not accept the server's certificate, or nil if err is another.
func unverified(err error) *tls.CertificateVerificationError {
	var refused *tls.CertificateVerificationError
	errors.As(err, &refused)
	return refused
}

func (p *Pinner) handshake(ctx context.Context, hostport string, config *tls.Config) (*tls.Conn, error) {
	dialCtx, cancel := context.WithTimeout(ctx, p.cfg.Timeout)
	raw, err := p.cfg.DialContext(dialCtx, "tcp", hostport)
	cancel()
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", hostport, err)
	}
	handshakeCtx, cancel := context.WithTimeout(ctx, p.cfg.Timeout)
	defer cancel()
	conn := tls.Client(raw, config)
	if err := conn.HandshakeContext(handshakeCtx); err != nil {
		_ = raw.Close()
		return nil, fmt.Errorf("connect to %s: %w: %w", hostport, ErrHandshake, err)
	}
	return conn, nil
}

func (p *Pinner) recall(key pinKey) *tls.Config {
	p.mu.Lock()
	defer p.mu.Unlock()
	found, ok := p.pins[key]
	if !ok {
		return nil
	}
	if !p.cfg.Now().Before(found.staleAt) {
		delete(p.pins, key)
		return nil
	}
	return found.config.Clone()
}

func (p *Pinner) remember(key pinKey, fresh pin) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.pins[key]; !known && len(p.pins) >= p.cfg.MaxEntries {
		var oldest pinKey
		for k, v := range p.pins {
			if first := p.pins[oldest]; first.config == nil || v.staleAt.Before(first.staleAt) {
				oldest = k
			}
		}
		delete(p.pins, oldest)
	}
	p.pins[key] = fresh
}
