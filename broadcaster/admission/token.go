package admission

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// How long a token lets a publish begin.
const (
	DefaultTokenTTL = time.Hour
	MaxTokenTTL     = 30 * 24 * time.Hour
)

var (
	errToken        = errors.New("the token is not one of this stream's")
	errTokenExpired = errors.New("the token has expired")
)

// token is one that was parsed: until when it counts, and what proves it.
type token struct {
	expires int64 // seconds since 1970
	mac     [sha256.Size]byte
}

// String is EXPIRES.MAC: the seconds in decimal, and the MAC in unpadded base64url.
func (t token) String() string {
	return strconv.FormatInt(t.expires, 10) + "." + base64.RawURLEncoding.EncodeToString(t.mac[:])
}

// parseToken takes a token apart. Only what String writes is a token.
func parseToken(s string) (token, error) {
	expires, mac, _ := strings.Cut(s, ".")
	var t token
	if len(mac) != base64.RawURLEncoding.EncodedLen(len(t.mac)) {
		return token{}, errToken
	}
	var err error
	if t.expires, err = strconv.ParseInt(expires, 10, 64); err != nil {
		return token{}, errToken
	}
	if _, err := base64.RawURLEncoding.Decode(t.mac[:], []byte(mac)); err != nil || t.String() != s {
		return token{}, errToken
	}
	return t, nil
}

// Mint makes a token with which a publish of the stream can begin until it expires, at once or later, as often as wished.
// No ttl means DefaultTokenTTL.
func (r *Registry) Mint(ctx context.Context, name string, ttl time.Duration) (text string, expires time.Time, err error) {
	if ttl == 0 {
		ttl = DefaultTokenTTL
	}
	if ttl < time.Second || ttl > MaxTokenTTL {
		return "", time.Time{}, fmt.Errorf("%w: a token that lives for %s: from 1s to %s", ErrInvalid, ttl, MaxTokenTTL)
	}
	_, key, err := r.store.Stream(ctx, name)
	if err != nil {
		return "", time.Time{}, err
	}
	t := token{expires: r.now().Add(ttl).Unix()}
	t.mac = r.mac(key, t.expires)
	return t.String(), time.Unix(t.expires, 0).UTC(), nil
}

// check says why a token does not admit to the stream with that key; nil when it does.
func (r *Registry) check(key KeyHash, text string) error {
	t, err := parseToken(text)
	if err != nil {
		return err
	}
	if want := r.mac(key, t.expires); !hmac.Equal(t.mac[:], want[:]) {
		return errToken
	}
	if r.now().Unix() >= t.expires {
		return errTokenExpired
	}
	return nil
}

// mac binds an expiry to a stream by its key, which no other stream has or had.
func (r *Registry) mac(key KeyHash, expires int64) (out [sha256.Size]byte) {
	h := hmac.New(sha256.New, r.secret)
	h.Write(key[:])
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(expires)))
	return [sha256.Size]byte(h.Sum(out[:0]))
}
