package handover

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/wire"
)

// ErrRefused means that the redeemer does not take this node's winners: it is another orchestrator's, or on other contracts.
var ErrRefused = errors.New("the redeemer does not take this node's winning tickets")

// ForwarderConfig says how a Forwarder behaves.
type ForwarderConfig struct {
	// URI is where the redeemer is reached: https://host:port.
	URI string
	// Interval is how often to look for winners; default 1 s.
	Interval time.Duration
}

// ForwarderDeps are what a Forwarder works with.
type ForwarderDeps struct {
	Key   identity.Signer // the operator's, the redeemer's as well
	Store winnings.Store  // the node's
	Log   *slog.Logger    // default slog.Default()
}

// Forwarder forwards a node's winners to the redeemer. Make it with NewForwarder.
type Forwarder struct {
	cfg    ForwarderConfig
	store  winnings.Store
	log    *slog.Logger
	client *http.Client
}

// NewForwarder checks what it is given. Nothing runs before Run.
func NewForwarder(cfg ForwarderConfig, deps ForwarderDeps) (*Forwarder, error) {
	if deps.Key == nil || deps.Store == nil {
		return nil, errors.New("handover: a key and a store are needed")
	}
	if err := identity.CheckURI(cfg.URI); err != nil {
		return nil, fmt.Errorf("handover: %w", err)
	}
	if cfg.Interval == 0 {
		cfg.Interval = time.Second
	}
	if cfg.Interval < 0 {
		return nil, fmt.Errorf("handover: interval %s must be positive", cfg.Interval)
	}
	if deps.Log == nil {
		deps.Log = slog.Default()
	}
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: deps.Key})
	if err != nil {
		return nil, fmt.Errorf("handover: %w", err)
	}
	pinner, err := identity.NewPinner(identity.PinnerConfig{Certificate: renewer.Certificate})
	if err != nil {
		return nil, fmt.Errorf("handover: %w", err)
	}
	client := wire.NewPinnedClient(func(ctx context.Context, hostport string) (*tls.Conn, error) {
		return pinner.Dial(ctx, hostport, identity.Expectation{Address: deps.Key.Address()})
	})
	client.Timeout = requestTimeout
	return &Forwarder{cfg: cfg, store: deps.Store, log: deps.Log, client: client}, nil
}

// Run forwards until ctx is done, and returns why. Errors are logged and tried again. It is called once.
func (f *Forwarder) Run(ctx context.Context) error {
	defer f.client.CloseIdleConnections()
	failed := false
	for {
		more, err := f.Forward(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && !failed:
			f.log.Warn("winning tickets do not reach the redeemer; trying again", "redeemer", f.cfg.URI, "err", err)
		case err == nil && failed:
			f.log.Info("winning tickets reach the redeemer again", "redeemer", f.cfg.URI)
		}
		failed = err != nil
		if more && err == nil {
			continue
		}
		timer := time.NewTimer(f.cfg.Interval)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		}
	}
}

// Forward forwards some winners, if there are any. more says that the next call need not wait.
func (f *Forwarder) Forward(ctx context.Context) (more bool, err error) {
	pending, err := f.store.Pending(ctx, winnings.Place{}, maxWinners)
	if err != nil || len(pending) == 0 {
		return false, err
	}
	if err := f.post(ctx, pending); err != nil {
		return false, fmt.Errorf("forward %d winning tickets: %w", len(pending), err)
	}
	outcomes := make([]winnings.Outcome, len(pending))
	for i, w := range pending {
		outcomes[i] = winnings.Outcome{Place: w.Place(), State: winnings.Forwarded}
	}
	return len(pending) == maxWinners, f.store.Settle(ctx, outcomes...)
}

// Waiting is what winners of a sender's wait at the redeemer to be paid, in units: those of this node that were forwarded, and other nodes'.
func (f *Forwarder) Waiting(ctx context.Context, sender common.Address) (*big.Int, error) {
	said, err := f.do(ctx, http.MethodGet, waitingPath+sender.Hex(), nil, http.StatusOK)
	if err != nil {
		return nil, fmt.Errorf("ask the redeemer what winning tickets wait: %w", err)
	}
	var w waiting
	if err := json.Unmarshal(said, &w); err != nil || w.Units == nil {
		return nil, fmt.Errorf("ask the redeemer what winning tickets wait: malformed answer %.100q", said)
	}
	return w.Units.ToInt(), nil
}

func (f *Forwarder) post(ctx context.Context, winners []winnings.Winner) error {
	body, err := encode(winners)
	if err != nil {
		return err
	}
	_, err = f.do(ctx, http.MethodPost, path, body, http.StatusNoContent)
	return err
}

// do sends a request, whose answer must have that status, and returns its body.
func (f *Forwarder) do(ctx context.Context, method, path string, body []byte, status int) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(f.cfg.URI, "/")+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := f.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	said, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if response.StatusCode == status {
		return said, err
	}
	err = fmt.Errorf("%s: %.200q", response.Status, strings.TrimSpace(string(said)))
	if response.StatusCode/100 == 4 {
		err = fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return nil, err
}

// maxAnswer bounds what is read of an answer.
const maxAnswer = 512
