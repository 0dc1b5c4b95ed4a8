package rtmp

import (
	"net/url"
	"strings"
)

// appName is what connect says: the application, the query that some clients put behind it, and the host that was dialled.
type appName struct {
	name  string
	query url.Values
	host  string // may be empty
}

// parseApp takes "app" and "tcUrl" of connect apart. Only host and query of tcUrl count: clients disagree about the rest.
func parseApp(app, tcURL string) appName {
	name, query := splitQuery(app)
	rest, more := splitQuery(tcURL)
	a := appName{name: strings.Trim(name, "/"), query: merge(more, query)}
	if u, err := url.Parse(rest); err == nil && len(u.Host) <= maxHost {
		a.host = u.Host
	}
	return a
}

// maxHost is the most of a host's name and port that is believed.
const maxHost = 300

// url is what somebody would type to publish; local stands for a host that is not known.
func (a appName) url(scheme, local, key string, query url.Values) string {
	u := url.URL{Scheme: scheme, Host: a.host, Path: "/" + key, RawQuery: query.Encode()}
	if u.Host == "" {
		u.Host = local
	}
	if a.name != "" {
		u.Path = "/" + a.name + u.Path
	}
	return u.String()
}

// stream takes a publishing name such as "key?token=abc" apart; its query goes before connect's.
func (a appName) stream(name string) (key string, query url.Values) {
	key, own := splitQuery(name)
	return strings.Trim(key, "/"), merge(a.query, own)
}

// splitQuery cuts at the first '?'. What does not parse in a query is left out.
func splitQuery(s string) (string, url.Values) {
	path, raw, _ := strings.Cut(s, "?")
	query, _ := url.ParseQuery(raw) // it returns what it could parse
	return path, query
}

// merge returns both; where both have a key, second's values count.
func merge(first, second url.Values) url.Values {
	out := make(url.Values, len(first)+len(second))
	for _, q := range []url.Values{first, second} {
		for k, v := range q {
			out[k] = v
		}
	}
	return out
}
