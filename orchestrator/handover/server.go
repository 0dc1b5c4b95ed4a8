package handover

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/listen"
	"github.com/millrace/millrace/pkg/wire"
)

// maxConns and maxRequests bound what nodes can make a server hold.
const (
	maxConns    = 64
	maxRequests = 16
)

// ServerConfig says how a Server behaves.
type ServerConfig struct {
	// Addr is where to listen; default ":8937". Port 0 picks one: see Server.Addr.
	Addr string
	// URI is where nodes reach it: https://host:port.
	URI string
}

// ServerDeps are what a Server works with.
type ServerDeps struct {
	Key   identity.Signer // the operator's, the nodes' as well
	Store winnings.Store
	Log   *slog.Logger // default slog.Default()
}

// Server takes winners from an orchestrator's nodes. Make it with NewServer.
type Server struct {
	cfg      ServerConfig
	store    winnings.Store
	log      *slog.Logger
	requests chan struct{} // a token for each that may be worked on

	server   *http.Server
	listener net.Listener // once started
	served   chan error
}

// NewServer checks what it is given. Nothing runs before Start.
func NewServer(cfg ServerConfig, deps ServerDeps) (*Server, error) {
	if deps.Key == nil || deps.Store == nil {
		return nil, errors.New("handover: a key and a store are needed")
	}
	cfg.Addr = cmp.Or(cfg.Addr, ":8937")
	if deps.Log == nil {
		deps.Log = slog.Default()
	}
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: deps.Key, URI: cfg.URI})
	if err != nil {
		return nil, fmt.Errorf("handover: %w", err)
	}
	tlsConfig, err := identity.ServerTLS(identity.ServerConfig{Renewer: renewer, Admit: func(p identity.Peer) error {
		if p.Address != deps.Key.Address() {
			return fmt.Errorf("only nodes with the key of %s", deps.Key.Address())
		}
		return nil
	}})
	if err != nil {
		return nil, fmt.Errorf("handover: %w", err)
	}
	s := &Server{cfg: cfg, store: deps.Store, log: deps.Log, requests: make(chan struct{}, maxRequests), served: make(chan error, 1)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+path, s.bounded(s.take))
	mux.HandleFunc("GET "+waitingPath+"{sender}", s.bounded(s.tell))
	s.server = wire.NewServer(mux, tlsConfig, s.log)
	s.server.ReadTimeout = requestTimeout
	return s, nil
}

// Start listens and serves until Stop. The context bounds only the start.
func (s *Server) Start(ctx context.Context) error {
	l, err := listen.TCP(ctx, s.cfg.Addr)
	if err != nil {
		return fmt.Errorf("start to take winners: %w", err)
	}
	s.listener = l
	go func() { s.served <- s.server.ServeTLS(wire.LimitListener(l, maxConns), "", "") }()
	return nil
}

// Addr is where the server listens, once started.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// Stop ends the server, after the requests that it is working on or when ctx is done. It works on one that was not started.
func (s *Server) Stop(ctx context.Context) error {
	if s.listener == nil {
		return nil
	}
	err := s.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, s.server.Close())
	}
	if served := <-s.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	if err != nil {
		return fmt.Errorf("stop taking winners: %w", err)
	}
	return nil
}

// requestTimeout bounds one request, on both sides.
const requestTimeout = 15 * time.Second

// bounded refuses what is more than maxRequests at a time.
func (s *Server) bounded(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case s.requests <- struct{}{}:
			defer func() { <-s.requests }()
			handle(w, r)
		default:
			http.Error(w, "busy", http.StatusServiceUnavailable)
		}
	}
}

// tell says what winners of a sender's wait to be paid.
func (s *Server) tell(w http.ResponseWriter, r *http.Request) {
	sender := r.PathValue("sender")
	if !common.IsHexAddress(sender) {
		http.Error(w, "not an address", http.StatusBadRequest)
		return
	}
	totals, err := s.store.TotalsOf(r.Context(), common.HexToAddress(sender))
	if err != nil {
		s.log.Error("what winning tickets wait cannot be told", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(waiting{(*hexutil.Big)(totals.Pending().Amount)}) // who asked is gone otherwise
}

// take adds winners to the store, and answers when they are safe.
func (s *Server) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBytes))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	winners, err := decode(body)
	if err == nil {
		err = s.store.Add(r.Context(), winners...)
	}
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.Is(err, winnings.ErrConflict):
		http.Error(w, err.Error(), http.StatusConflict)
	case errors.Is(err, errMessage), errors.Is(err, winnings.ErrInvalid):
		http.Error(w, err.Error(), http.StatusBadRequest)
	default:
		s.log.Error("winning tickets of a node cannot be kept", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}
