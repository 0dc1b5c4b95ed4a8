package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/millrace/millrace/broadcaster/access"
)

// MinToken is how long an API token is at least.
const MinToken = 16

// CheckToken says what is wrong with an API token; none is right too.
func CheckToken(token string) error {
	if token != "" && len(token) < MinToken {
		return fmt.Errorf("API token: %d characters: at least %d", len(token), MinToken)
	}
	return nil
}

// caller is who asks.
type caller struct {
	id     string // an API key's; "" for the API token's holder, and for programs on this machine
	scopes []access.Scope
}

func (c caller) may(s access.Scope) bool { return slices.Contains(c.scopes, s) }

// caller says who asks; false: somebody who has proved nothing.
func (a *API) caller(r *http.Request) (caller, bool) {
	all := caller{scopes: access.All()}
	if a.token == nil && a.local && onThisMachine(r) {
		return all, true
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return caller{}, false
	}
	got := sha256.Sum256([]byte(token)) // of equal length, so that the comparison does not tell the token's
	if a.token != nil && subtle.ConstantTimeCompare(got[:], a.token) == 1 {
		return all, true
	}
	key, err := a.keys.Check(token)
	return caller{key.ID, key.Scopes}, err == nil
}

// may says whether the request comes from somebody with that scope.
func (a *API) may(r *http.Request, s access.Scope) bool {
	c, _ := a.caller(r)
	return c.may(s)
}

type callerKey struct{}

// callerOf is who sent a request that authorized let through.
func callerOf(r *http.Request) caller {
	c, _ := r.Context().Value(callerKey{}).(caller)
	return c
}

// authorized lets only those through who have a scope.
func (a *API) authorized(s access.Scope, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, known := a.caller(r)
		switch {
		case c.may(s):
			next(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
		case known:
			fail(w, http.StatusForbidden, "forbidden", fmt.Sprintf("this API key has not the scope %q", s))
		case a.token != nil:
			w.Header().Set("WWW-Authenticate", "Bearer")
			fail(w, http.StatusUnauthorized, "unauthorized", "send the API token or an API key: Authorization: Bearer TOKEN")
		case a.local:
			fail(w, http.StatusForbidden, "forbidden", "without an API token only programs on this machine may do this, at http://127.0.0.1 or localhost")
		default:
			fail(w, http.StatusForbidden, "forbidden", "this is off: the broadcaster has no API token (--api-token)")
		}
	}
}

// onThisMachine says whether a program on this machine asks, for itself: not a proxy for others, and not a page of another site in a
// browser, whatever name it found for this address.
func onThisMachine(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !peer.Addr().Unmap().IsLoopback() {
		return false
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return false
	}
	asked := &http.Request{Method: http.MethodPost, Host: r.Host, Header: r.Header, URL: r.URL} // reading is no safer than writing here
	return http.NewCrossOriginProtection().Check(asked) == nil
}
