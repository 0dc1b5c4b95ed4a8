package admission

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// ErrForbidden is wrapped by why somebody may not watch a stream.
var ErrForbidden = errors.New("this may not be watched")

// Playback says who may watch a stream, and its recordings. All of it must hold; the zero value lets everybody.
type Playback struct {
	Private   bool           `json:"private,omitempty"`   // only with a token; see MintPlayback
	Referrers []string       `json:"referrers,omitempty"` // hosts of pages that may show it, such as "example.org"; empty: any
	Addresses []netip.Prefix `json:"addresses,omitempty"` // that may watch; empty: any
}

// maxPlayback bounds the lists of a Playback.
const maxPlayback = 64

func (p Playback) validate() error {
	if len(p.Referrers) > maxPlayback || len(p.Addresses) > maxPlayback {
		return fmt.Errorf("playback: more than %d referrers or addresses", maxPlayback)
	}
	for _, host := range p.Referrers {
		const longest = 253
		if host == "" || len(host) > longest || strings.Trim(strings.ToLower(host), "abcdefghijklmnopqrstuvwxyz0123456789.-:[]") != "" {
			return fmt.Errorf("playback: referrer %.64q: want a host, such as example.org", host)
		}
	}
	return nil
}

// restricted says whether anybody may not watch.
func (p Playback) restricted() bool { return p.Private || len(p.Referrers) > 0 || len(p.Addresses) > 0 }

// viewers is what is held of a stream for those who watch it: requests for media must not wait for the store.
type viewers struct {
	Playback
	created time.Time // a token is of the stream that was created then
}

func (r *Registry) remember(s Stream) {
	r.watching.Lock()
	defer r.watching.Unlock()
	r.viewers[s.Name] = viewers{s.clone().Policy.Playback, s.CreatedAt}
}

func (r *Registry) forget(name string) {
	r.watching.Lock()
	defer r.watching.Unlock()
	delete(r.viewers, name)
}

// Viewer is somebody who wants to watch.
type Viewer struct {
	Token   string
	Page    string     // host of the page that asks; empty if that is not known
	Own     bool       // that page is this server's, which asks for itself who may show it
	Address netip.Addr // from which it connects
}

// Watch says why a viewer may not watch a stream: nil, or ErrForbidden. Streams that were not created are everybody's.
func (r *Registry) Watch(stream string, v Viewer) error {
	r.watching.RLock()
	p, ok := r.viewers[stream]
	r.watching.RUnlock()
	if !ok || !p.restricted() {
		return nil
	}
	address := v.Address.Unmap()
	if len(p.Addresses) > 0 && !slices.ContainsFunc(p.Addresses, func(a netip.Prefix) bool { return a.Contains(address) }) {
		return fmt.Errorf("%w from this address", ErrForbidden)
	}
	if len(p.Referrers) > 0 && !v.Own && !slices.ContainsFunc(p.Referrers, func(host string) bool { return strings.EqualFold(host, v.Page) }) {
		return fmt.Errorf("%w on this page", ErrForbidden)
	}
	if !p.Private {
		return nil
	}
	if v.Token == "" {
		return fmt.Errorf("%w without a token", ErrForbidden)
	}
	t, err := parseToken(v.Token)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForbidden, err)
	}
	if want := r.playbackMAC(stream, p.created, t.expires); !hmac.Equal(t.mac[:], want[:]) {
		return fmt.Errorf("%w: %w", ErrForbidden, errToken)
	}
	if r.now().Unix() >= t.expires {
		return fmt.Errorf("%w: %w", ErrForbidden, errTokenExpired)
	}
	return nil
}

// Restricted says whether not everybody may watch a stream.
func (r *Registry) Restricted(stream string) bool {
	r.watching.RLock()
	defer r.watching.RUnlock()
	return r.viewers[stream].restricted()
}

// Hidden says whether a stream is shown only to those who may change it, and to viewers with a token.
func (r *Registry) Hidden(stream string) bool {
	r.watching.RLock()
	defer r.watching.RUnlock()
	return r.viewers[stream].Private
}

// MintPlayback makes a token with which a stream and its recordings can be watched until it expires. No ttl means
// DefaultTokenTTL. It outlives a new key, but not the stream.
func (r *Registry) MintPlayback(ctx context.Context, name string, ttl time.Duration) (text string, expires time.Time, err error) {
	if ttl == 0 {
		ttl = DefaultTokenTTL
	}
	if ttl < time.Second || ttl > MaxTokenTTL {
		return "", time.Time{}, fmt.Errorf("%w: a token that lives for %s: from 1s to %s", ErrInvalid, ttl, MaxTokenTTL)
	}
	s, err := r.Stream(ctx, name)
	if err != nil {
		return "", time.Time{}, err
	}
	t := token{expires: r.now().Add(ttl).Unix()}
	t.mac = r.playbackMAC(name, s.CreatedAt, t.expires)
	return t.String(), time.Unix(t.expires, 0).UTC(), nil
}

// playbackMAC binds an expiry to a stream. Its input is never that of a token to publish with, which begins with a hash of 32
// bytes and is 40 bytes long.
func (r *Registry) playbackMAC(name string, created time.Time, expires int64) (out [sha256.Size]byte) {
	h := hmac.New(sha256.New, r.secret)
	h.Write([]byte("millrace: watch a stream until it expires\x00"))
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(expires)))
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(created.UnixMilli())))
	h.Write([]byte(name))
	return [sha256.Size]byte(h.Sum(out[:0]))
}
