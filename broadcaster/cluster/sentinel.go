package cluster

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

const (
	sentinelPort = "26379"
	// maxSentinels bounds those that a URL may name.
	maxSentinels = 16
)

// parseSentinel reads what names a Redis by the Sentinels that watch it:
// redis+sentinel://[USER:PASSWORD@]HOST[:PORT][,HOST[:PORT]...]/NAME[/DB]?sentinel_username=USER&sentinel_password=PASSWORD, rediss+sentinel://
// for TLS, and what go-redis knows, redis://HOST/DB?master_name=NAME. nil: it names a Redis itself. Errors do not repeat it.
func parseSentinel(text string) (*redis.FailoverOptions, error) {
	scheme, rest, _ := strings.Cut(text, "://")
	var secure bool
	switch {
	case scheme == "redis+sentinel":
	case scheme == "rediss+sentinel":
		secure = true
	case strings.Contains(text, "master_name="):
		o, err := redis.ParseFailoverURL(text)
		if err != nil {
			return nil, clean(err, text)
		}
		return o, nil
	default:
		return nil, nil //nolint:nilnil // it is another kind
	}
	// Package url knows one host only.
	authority, tail, _ := strings.Cut(rest, "/")
	at := strings.LastIndexByte(authority, '@') + 1
	u, err := url.Parse("redis://" + authority[:at] + "sentinel/" + tail)
	if err != nil {
		return nil, errors.New("not a URL")
	}
	o := &redis.FailoverOptions{Username: u.User.Username()}
	o.Password, _ = u.User.Password()
	if secure {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	for host := range strings.SplitSeq(authority[at:], ",") {
		name, port, err := net.SplitHostPort(host)
		if err != nil {
			name, port = strings.Trim(host, "[]"), sentinelPort
		}
		if n, err := strconv.ParseUint(port, 10, 16); name == "" || err != nil || n == 0 || len(o.SentinelAddrs) == maxSentinels {
			return nil, fmt.Errorf("from 1 to %d Sentinels, each a host, or a host and a port", maxSentinels)
		}
		o.SentinelAddrs = append(o.SentinelAddrs, net.JoinHostPort(name, port))
	}
	var db string
	if o.MasterName, db, _ = strings.Cut(strings.Trim(u.Path, "/"), "/"); o.MasterName == "" {
		return nil, errors.New("the name that the Sentinels have for the Redis is missing: behind the hosts, as in /NAME")
	}
	if db != "" {
		if o.DB, err = strconv.Atoi(db); err != nil || o.DB < 0 {
			return nil, errors.New("the database is not a number")
		}
	}
	for name, values := range u.Query() {
		switch name {
		case "sentinel_username":
			o.SentinelUsername = values[0]
		case "sentinel_password":
			o.SentinelPassword = values[0]
		default:
			return nil, fmt.Errorf("unknown parameter %.32q", name)
		}
	}
	return o, nil
}
