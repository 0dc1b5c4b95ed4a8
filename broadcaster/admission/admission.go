// Package admission decides who may publish: as which stream, with which ladder, and within which limits.
//
// A publish is admitted, in this order, by the key of a stream that was created (Registry), by a token for such a stream,
// by the auth webhook where there is one, and else by its plain name where names are let in. The plain name of a created stream
// admits nobody.
//
// Keys are 128 random bits or more, and kept as their SHA-256 only: what has so much entropy cannot be guessed from its
// hash, so no slow hash is needed. They are found by their hash too, and how far a lookup got tells nothing about a key. Tokens are
// an expiry with an HMAC-SHA256 over it and the hash of the stream's key, so that a new key ends the old one's tokens.
//
// It reads no media but what a Meter counts, and knows no protocol: those ask through ingest.Publisher.
package admission

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// Config of a Gate. A zero field means its default.
type Config struct {
	Names     []string // that may be published as they are
	AnyName   bool     // lets every valid name in
	Addresses ingest.Addresses

	Ladder media.Ladder // for streams that have none of their own; of it Rungs are kept at most
	Rungs  int
	Limits Limits        // of every publish
	Record bool          // streams of which nobody says whether they are
	Rewind time.Duration // likewise; at most MaxRewind

	Encrypt bool // likewise

	Webhook WebhookConfig // off when it has no URL
}

// Validate checks everything that can be checked without asking the webhook.
func (c Config) Validate() error {
	if err := c.Limits.Validate(); err != nil {
		return err
	}
	if c.Rewind < 0 || c.Rewind > MaxRewind {
		return fmt.Errorf("rewind %s: from 0 to %s", c.Rewind, MaxRewind)
	}
	if c.Webhook.URL == "" {
		return nil
	}
	return c.Webhook.withDefaults().validate()
}

// Deps are what a Gate works with.
type Deps struct {
	Registry *Registry
	Metrics  *ingest.Metrics // may be nil
	Logger   *slog.Logger    // slog.Default() if nil
}

// Grant is what a publish may do.
type Grant struct {
	Name   string       // of the stream, for its viewers
	Ladder media.Ladder // to be fitted to the source
	Rungs  int          // of the fitted ladder to keep; 0: all
	Limits Limits
	Record bool
	Rewind time.Duration // how far viewers can go back

	Captions []media.CaptionTrack // that the stream has or is going to have
	Encrypt  bool                 // its media, on its way to viewers

	key *KeyHash // of the created stream that it is for; nil: of none
}

// Gate decides. It may be used from many goroutines.
type Gate struct {
	cfg      Config
	registry *Registry
	metrics  *ingest.Metrics
	webhook  *webhook // nil: none
}

// NewGate checks the configuration.
func NewGate(cfg Config, deps Deps) (*Gate, error) {
	if deps.Registry == nil {
		return nil, errors.New("admission: no registry")
	}
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	g := &Gate{cfg: cfg, registry: deps.Registry, metrics: deps.Metrics}
	if cfg.Webhook.URL != "" {
		g.webhook = newWebhook(cfg.Webhook.withDefaults(), deps.Logger)
	}
	return g, nil
}

// Close lets go of idle connections.
func (g *Gate) Close() {
	if g.webhook != nil {
		g.webhook.client.CloseIdleConnections()
	}
}

// Admit decides about one publish. An error wraps one of ingest's sentinels and can be shown to the publisher.
func (g *Gate) Admit(ctx context.Context, req ingest.Request) (Grant, error) {
	if err := g.address(req); err != nil {
		return Grant{}, err
	}
	s, key, err := g.created(ctx, req)
	switch {
	case err != nil:
		return Grant{}, err
	case key != nil:
		grant := g.grant(s)
		grant.key = key
		return grant, nil
	case g.webhook != nil:
		return g.ask(ctx, req)
	case !g.cfg.AnyName && !slices.Contains(g.cfg.Names, req.Name):
		return Grant{}, g.refuse(ingest.ReasonKey, errors.New("no stream has this key"))
	}
	if err := origin.CheckName(req.Name); err != nil {
		return Grant{}, g.refuse(ingest.ReasonKey, err)
	}
	return g.grant(Stream{Name: req.Name}), nil
}

// Recheck says why what was granted holds no longer, for a request that comes with the same credentials; nil if it holds. Its
// address must be one that may publish, and the stream must have the key that it had. The webhook is not asked, and a token that
// has expired meanwhile counts.
func (g *Gate) Recheck(ctx context.Context, req ingest.Request, grant Grant) error {
	if err := g.address(req); err != nil || grant.key == nil {
		return err
	}
	_, key, err := g.registry.store.Stream(ctx, grant.Name)
	switch {
	case errors.Is(err, ErrUnknown), err == nil && key != *grant.key:
		return g.refuse(ingest.ReasonKey, errors.New("the stream has a new key, or was deleted"))
	case err != nil:
		return fmt.Errorf("look up a stream: %w", err)
	}
	return nil
}

func (g *Gate) address(req ingest.Request) error {
	if !g.cfg.Addresses.Allowed(req.RemoteAddr) {
		return g.refuse(ingest.ReasonAddress, errors.New("this address may not publish"))
	}
	return nil
}

// created finds the created stream that the request has the key or a token of, and the hash of its key; that is nil where there
// is none. It is an error to have neither where a created stream has the request's name.
func (g *Gate) created(ctx context.Context, req ingest.Request) (Stream, *KeyHash, error) {
	key := HashKey(req.Name)
	s, err := g.registry.store.ByKey(ctx, key)
	if err == nil {
		return s, &key, nil
	}
	if !errors.Is(err, ErrUnknown) {
		return Stream{}, nil, fmt.Errorf("look up a key: %w", err)
	}
	s, key, err = g.registry.store.Stream(ctx, req.Name)
	if errors.Is(err, ErrUnknown) {
		return Stream{}, nil, nil
	}
	if err != nil {
		return Stream{}, nil, fmt.Errorf("look up a stream: %w", err)
	}
	token := req.Query.Get("token")
	if token == "" {
		return Stream{}, nil, g.refuse(ingest.ReasonKey, fmt.Errorf("stream %s is published with its key, or with a token", s.Name))
	}
	if err := g.registry.check(key, token); err != nil {
		return Stream{}, nil, g.refuse(ingest.ReasonToken, err)
	}
	return s, &key, nil
}

// ask has the webhook decide. Where its reply is silent, what was created under the stream's name counts, and else the node's.
func (g *Gate) ask(ctx context.Context, req ingest.Request) (Grant, error) {
	reply, err := g.webhook.call(ctx, req)
	if err != nil {
		return Grant{}, g.refuse(webhookReason(err), err)
	}
	s := Stream{Name: reply.name}
	if s.Name == "" {
		s.Name = req.Name
	}
	if err := origin.CheckName(s.Name); err != nil {
		return Grant{}, g.refuse(ingest.ReasonWebhookFailed, err)
	}
	if created, _, err := g.registry.store.Stream(ctx, s.Name); err == nil {
		s = created
	} else if !errors.Is(err, ErrUnknown) {
		return Grant{}, fmt.Errorf("look up a stream: %w", err)
	}
	if reply.ladder != nil {
		s.Ladder = reply.ladder
	}
	return g.grant(s), nil
}

func (g *Gate) grant(s Stream) Grant {
	grant := Grant{
		Name: s.Name, Ladder: s.Ladder, Limits: s.Limits.within(g.cfg.Limits),
		Record: s.Policy.Record == RecordAlways || g.cfg.Record && s.Policy.Record != RecordNever, Rewind: g.cfg.Rewind,
		Captions: s.Policy.Captions,
		Encrypt:  s.Policy.Encryption == EncryptAES128 || g.cfg.Encrypt && s.Policy.Encryption != EncryptNone,
	}
	if s.Policy.Rewind != nil {
		grant.Rewind = time.Duration(*s.Policy.Rewind) * time.Second
	}
	if s.Ladder == nil {
		grant.Ladder, grant.Rungs = g.cfg.Ladder, g.cfg.Rungs
	}
	return grant
}

// refuse counts a refusal, and makes it one that protocols know unless it is.
func (g *Gate) refuse(reason ingest.Reason, err error) error {
	g.metrics.Refused(reason)
	if errors.Is(err, ingest.ErrRefused) || errors.Is(err, ingest.ErrBusy) {
		return err
	}
	return fmt.Errorf("%w: %w", ingest.ErrRefused, err)
}
