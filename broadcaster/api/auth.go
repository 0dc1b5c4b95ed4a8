package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
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

// authorized lets only those through who may create and change streams.
func (a *API) authorized(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case a.may(r):
			next(w, r)
		case a.token != nil:
			w.Header().Set("WWW-Authenticate", "Bearer")
			fail(w, http.StatusUnauthorized, "unauthorized", "send the API token: Authorization: Bearer TOKEN")
		case a.local:
			fail(w, http.StatusForbidden, "forbidden", "without an API token only programs on this machine may do this, at http://127.0.0.1 or localhost")
		default:
			fail(w, http.StatusForbidden, "forbidden", "this is off: the broadcaster has no API token (--api-token)")
		}
	}
}

// may says whether the request comes from somebody who may create and change streams.
func (a *API) may(r *http.Request) bool {
	if a.token == nil {
		return a.local && onThisMachine(r)
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	got := sha256.Sum256([]byte(token)) // of equal length, so that the comparison does not tell the token's
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare(got[:], a.token) == 1
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
	return http.NewCrossOriginProtection().Check(r) == nil
}
