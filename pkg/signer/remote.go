package signer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Protocol is what an external signer speaks.
type Protocol string

// The protocols.
const (
	Clef       Protocol = "clef"
	Web3Signer Protocol = "web3signer"
)

// RemoteConfig says where an external signer is.
type RemoteConfig struct {
	Protocol Protocol
	URL      string         // http or https; may hold a secret path or user, which no error shows
	Account  common.Address // zero: the only one that the signer has
	Timeout  time.Duration  // of one answer, for which clef may ask a person; default 2 minutes
}

// ParseRemote reads an external signer's address as people write it: clef+http://127.0.0.1:8550 or
// web3signer+https://signer.example:9000.
func ParseRemote(s string) (RemoteConfig, error) {
	protocol, rest, _ := strings.Cut(s, "+")
	cfg := RemoteConfig{Protocol: Protocol(protocol), URL: rest}
	return cfg, cfg.validate()
}

func (c RemoteConfig) validate() error {
	u, err := url.Parse(c.URL)
	switch {
	case c.Protocol != Clef && c.Protocol != Web3Signer, err != nil, u.Host == "", u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: want clef+http://HOST:PORT or web3signer+http://HOST:PORT, or the same with https", ErrURL)
	case c.Timeout < 0:
		return fmt.Errorf("%w: timeout %s must be positive", ErrURL, c.Timeout)
	default:
		return nil
	}
}

// LogValue implements slog.LogValuer: the URL without what may be secret in it.
func (c RemoteConfig) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText implements encoding.TextMarshaler like LogValue.
func (c RemoteConfig) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Format implements fmt.Formatter like LogValue.
func (c RemoteConfig) Format(f fmt.State, _ rune) { fmt.Fprint(f, c.String()) }

// String is protocol, host and account.
func (c RemoteConfig) String() string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return string(c.Protocol)
	}
	return fmt.Sprintf("%s+%s://%s as %s", c.Protocol, u.Scheme, u.Host, c.Account)
}

// Remote signs by asking an external signer.
type Remote struct {
	cfg  RemoteConfig
	http *http.Client
}

var _ Signer = (*Remote)(nil)

// DialRemote asks an external signer for its accounts, and takes the one that is configured.
func DialRemote(ctx context.Context, cfg RemoteConfig) (*Remote, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 2 * time.Minute
	}
	r := &Remote{cfg: cfg, http: &http.Client{
		Transport:     &http.Transport{TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("redirected, which a signer never does") },
	}}
	if err := r.pickAccount(ctx); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

func (r *Remote) pickAccount(ctx context.Context) error {
	method := "account_list"
	if r.cfg.Protocol == Web3Signer {
		method = "eth_accounts"
	}
	result, err := r.call(ctx, method)
	if err != nil {
		return err
	}
	accounts, err := parseAccounts(result)
	if err != nil {
		return err
	}
	if r.cfg.Account == (common.Address{}) {
		if len(accounts) != 1 {
			return fmt.Errorf("%w: it has %d, name the one to use", ErrNoAccount, len(accounts))
		}
		r.cfg.Account = accounts[0]
		return nil
	}
	for _, a := range accounts {
		if a == r.cfg.Account {
			return nil
		}
	}
	return fmt.Errorf("%w: %s is not among the %d that it shows", ErrNoAccount, r.cfg.Account, len(accounts))
}

// Close lets go of idle connections.
func (r *Remote) Close() { r.http.CloseIdleConnections() }

// Address implements Signer.
func (r *Remote) Address() common.Address { return r.cfg.Account }

// String names the signer without what may be secret in its URL.
func (r *Remote) String() string { return r.cfg.String() }

// LogValue implements slog.LogValuer.
func (r *Remote) LogValue() slog.Value { return r.cfg.LogValue() }

// MarshalText implements encoding.TextMarshaler.
func (r *Remote) MarshalText() ([]byte, error) { return r.cfg.MarshalText() }

// Format implements fmt.Formatter.
func (r *Remote) Format(f fmt.State, verb rune) { r.cfg.Format(f, verb) }

// SignTx implements Signer.
func (r *Remote) SignTx(ctx context.Context, tx *types.Transaction, chainID *big.Int) (*types.Transaction, error) {
	method := "account_signTransaction"
	if r.cfg.Protocol == Web3Signer {
		method = "eth_signTransaction"
	}
	result, err := r.call(ctx, method, r.txArgs(tx, chainID))
	if err != nil {
		return nil, err
	}
	signed, err := parseSignedTx(result)
	if err != nil {
		return nil, err
	}
	if err := checkTx(tx, signed, chainID, r.cfg.Account); err != nil {
		return nil, err
	}
	return signed, nil
}

// SignTypedData implements Signer.
func (r *Remote) SignTypedData(ctx context.Context, data TypedData) ([]byte, error) {
	method, arg, err := r.typedDataArg(data)
	if err != nil {
		return nil, err
	}
	result, err := r.call(ctx, method, r.cfg.Account, arg)
	if err != nil {
		return nil, err
	}
	sig, err := parseSignature(result)
	if err != nil {
		return nil, err
	}
	return checkTypedData(data, sig, r.cfg.Account)
}
