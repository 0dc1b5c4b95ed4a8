package publish

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// ErrTarget is wrapped by the errors about a URL that cannot be published to.
var ErrTarget = errors.New("invalid rtmp url")

// Target is where to publish.
type Target struct {
	Addr string // host:port
	TLS  bool
	App  string
	Name string // the stream key, with its query
}

// ParseTarget reads a URL such as "rtmp://host:1935/app/key?token=x". The last element of the path is the stream
// key, what is before it the application. The scheme is rtmp (port 1935 if none is given) or rtmps (443).
func ParseTarget(raw string) (Target, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return Target{}, fmt.Errorf("%w: %w", ErrTarget, err)
	}
	var t Target
	port := u.Port()
	switch u.Scheme {
	case "rtmp":
		port = orElse(port, "1935")
	case "rtmps":
		t.TLS, port = true, orElse(port, "443")
	default:
		return Target{}, fmt.Errorf("%w: %q: the scheme is rtmp or rtmps", ErrTarget, raw)
	}
	path := strings.Trim(u.EscapedPath(), "/")
	slash := strings.LastIndexByte(path, '/')
	if u.Hostname() == "" || slash < 0 {
		return Target{}, fmt.Errorf("%w: %q: use rtmp://HOST/APP/KEY", ErrTarget, raw)
	}
	t.Addr, t.App, t.Name = net.JoinHostPort(u.Hostname(), port), path[:slash], path[slash+1:]
	if u.RawQuery != "" {
		t.Name += "?" + u.RawQuery
	}
	return t, nil
}

// tcURL is what connect names.
func (t Target) tcURL() string {
	scheme := "rtmp"
	if t.TLS {
		scheme = "rtmps"
	}
	return scheme + "://" + t.Addr + "/" + t.App
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
