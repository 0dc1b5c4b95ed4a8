package orchestrator

import (
	"context"
	"net/http"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/wire"
)

type peerKey struct{}

// identify notes who is calling, as the TLS handshake proved it, and counts the call.
func (o *Orchestrator) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, err := identity.PeerFromTLS(r.TLS)
		if err != nil {
			o.log.Warn("call without identity", "remote", r.RemoteAddr, "err", err)
			http.Error(w, "unauthenticated", http.StatusUnauthorized)
			return
		}
		if !o.enterCall() {
			http.Error(w, "stopped", http.StatusServiceUnavailable)
			return
		}
		defer o.calls.Done()
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), peerKey{}, peer)))
	})
}

// broadcaster is the caller of a session, if it may have one.
func (o *Orchestrator) broadcaster(ctx context.Context) (identity.Peer, error) {
	peer, _ := ctx.Value(peerKey{}).(identity.Peer)
	switch {
	case peer.Worker != "":
		return peer, wire.Detailf(wire.ErrUnauthenticated, "workers open no sessions")
	case len(o.allowed) > 0 && !o.allowed[peer.Address]:
		return peer, wire.Detailf(wire.ErrUnauthenticated, "broadcaster %s is not on this orchestrator's list", peer.Address)
	}
	return peer, nil
}

// worker is the caller's worker name. The worker authority issued it.
func (o *Orchestrator) worker(ctx context.Context) (string, error) {
	peer, _ := ctx.Value(peerKey{}).(identity.Peer)
	if peer.Worker == "" {
		return "", wire.Detailf(wire.ErrUnauthenticated, "not a worker of this orchestrator")
	}
	return peer.Worker, nil
}
