package rtmp

import (
	"net/url"
	"strings"
)

// appName is what connect says: the application, and the query that some clients put behind it.
type appName struct {
	name  string
	query url.Values
}

// parseApp takes "app" and "tcUrl" of connect apart. Only the query of tcUrl counts: clients disagree about the rest.
func parseApp(app, tcURL string) appName {
	name, query := splitQuery(app)
	_, more := splitQuery(tcURL)
	return appName{name: strings.Trim(name, "/"), query: merge(more, query)}
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
