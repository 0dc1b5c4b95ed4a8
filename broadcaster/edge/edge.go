// Package edge serves the streams of other nodes of a cluster: it fetches each playlist and each piece of media from the stream's
// owner once, for all viewers who ask for it.
//
// Media never changes, and is kept within a bound. A playlist is shared by those who wait for the same version, and for a moment
// after; the directives of a blocking reload go to the owner, which answers when it has what they want. What the owner sent
// last stands in for it while it is away, if that is what was asked for. A viewer waits no longer than with the owner itself.
//
// Requests go only to nodes that hold a lease, signed with the cluster's secret, and to paths (Prefix) under which a node serves what it has
// itself and nothing else: there are no loops. Who may watch has been decided before. An owner that does not have the
// stream, or not yet, answers 421, and is asked again until another has it. What the API does to a live stream goes to its owner the same way (Post).
package edge

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/origin"
)

// Prefix is where a node serves its peers.
const Prefix = "/cluster"

// Config bounds an Edge. A zero field means its default.
type Config struct {
	MaxBytes  int64         // of what is kept; default 256 MiB
	MaxObject int64         // of a piece of media or a playlist; default 64 MiB
	MaxFills  int           // requests to other nodes at one time; further viewers get 503; default 1024
	Wait      time.Duration // longest that a viewer waits; default 9 s, since players give up after 10
}

func (c Config) withDefaults() Config {
	c.MaxBytes = cmp.Or(c.MaxBytes, 256<<20)
	c.MaxObject = cmp.Or(c.MaxObject, 64<<20)
	c.MaxFills = cmp.Or(c.MaxFills, 1024)
	c.Wait = cmp.Or(c.Wait, 9*time.Second)
	return c
}

// How long an answer is given to others but those who waited for it.
const (
	blockedFresh = 500 * time.Millisecond // it is the version that was asked for, and soon not the newest
	plainFresh   = 100 * time.Millisecond
	nodeFresh    = time.Second
)

// staleMax is how old a playlist may be that stands in for its owner.
const staleMax = time.Minute

// Bounds of connections. A peer that is paused or cut off is noticed by pings.
const (
	dialTimeout  = time.Second
	pingAfter    = 2 * time.Second
	pingTimeout  = 2 * time.Second
	idleTimeout  = 90 * time.Second
	writeTimeout = time.Minute // of an answer to a slow viewer
)

var (
	errBusy = errors.New("too many requests to other servers wait")
	errAway = errors.New("the server that has the stream does not answer")
	errSize = errors.New("the answer is too large")
	errLost = fmt.Errorf("%w: it does not have the stream any more", errAway) // or not yet: a lease is told before its node is ready
)

// How soon a node is asked again that did not have its stream: twice as late each time, up to a bound.
const (
	firstPause = 25 * time.Millisecond
	lastPause  = 400 * time.Millisecond
)

// Peers finds the nodes of the cluster; cluster.Node does.
type Peers interface {
	Name() string
	Secret() cluster.Secret
	Owner(ctx context.Context, stream string) (cluster.Lease, error)
	Drop(l cluster.Lease)
	Successor(ctx context.Context, l cluster.Lease) (cluster.Lease, error)
	Others() []cluster.Member
}

// Deps are what an Edge works with.
type Deps struct {
	Peers   Peers
	Knows   func(stream string) bool // that a stream is not for everybody, and so who it is for
	Viewers func(stream string) int  // how many watch it at this node; nil: nobody counts
	Logger  *slog.Logger             // slog.Default() if nil
	Metrics *Metrics                 // may be nil
}

// Edge serves other nodes' streams. It may be used from many goroutines.
type Edge struct {
	cfg     Config
	peers   Peers
	knows   func(stream string) bool
	viewers func(stream string) int
	log     *slog.Logger
	metrics *Metrics
	client  *http.Client

	ctx     context.Context // of fills, which outlive who asked first
	cancel  context.CancelFunc
	filling sync.WaitGroup
	posting chan struct{} // holds one for each Post under way

	mu    sync.Mutex // guards what follows
	fills map[string]*fill
	cache cache
}

// fill is a request on its way to an owner.
type fill struct {
	done chan struct{}
	obj  *object
	err  error
}

// New makes an Edge. It is ended with Close.
func New(cfg Config, deps Deps) *Edge {
	cfg = cfg.withDefaults()
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	// One connection to each peer carries all that waits; nodes speak HTTP/2 with and without TLS.
	protocols := new(http.Protocols)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	e := &Edge{
		cfg: cfg, peers: deps.Peers, knows: deps.Knows, viewers: deps.Viewers, log: deps.Logger, metrics: deps.Metrics, fills: map[string]*fill{}, cache: newCache(cfg.MaxBytes),
		posting: make(chan struct{}, maxPosts),
		client: &http.Client{
			Transport: &http.Transport{
				DialContext: (&net.Dialer{Timeout: dialTimeout}).DialContext, TLSHandshakeTimeout: dialTimeout, IdleConnTimeout: idleTimeout,
				Protocols: protocols, DisableCompression: true,
				HTTP2: &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTimeout},
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	e.ctx, e.cancel = context.WithCancel(context.Background())
	return e
}

// Close ends what is under way.
func (e *Edge) Close() {
	e.cancel()
	e.filling.Wait()
	e.client.CloseIdleConnections()
}

// wanted is what a request asks for, in its one spelling: viewers cannot make many requests of one.
type wanted struct {
	uri      string // path behind Prefix, and query
	changes  bool   // it is no media
	blocking bool
	node     bool // it is what a node has
}

// ViewersHeader says which node asks for something of a stream, and how many watch it there.
const ViewersHeader = "Millrace-Viewers"

// ParseViewers reads a ViewersHeader; false if it is none.
func ParseViewers(text string) (node string, viewers int, ok bool) {
	node, count, ok := strings.Cut(text, " ")
	viewers, err := strconv.Atoi(count)
	return node, viewers, ok && err == nil && viewers >= 0 && viewers <= maxViewers && node != "" && len(node) <= 64
}

// maxViewers is how many a node may say it has.
const maxViewers = 1 << 24

// StatePath is where a node tells its peers of a stream, before the stream's name.
const StatePath = "/streams/"

// wantedPath is the path of something that an origin serves, of a stream's pictures, or of its state.
var wantedPath = regexp.MustCompile(`^(/hls/[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,2}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}` +
	`|/thumbnails/[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}|/streams/[A-Za-z0-9_-]{1,64})$`)

func parse(u *url.URL) (wanted, bool) {
	if !wantedPath.MatchString(u.Path) {
		return wanted{}, false
	}
	w := wanted{uri: u.Path, changes: !strings.HasPrefix(u.Path, "/hls/") || strings.HasSuffix(u.Path, ".m3u8")}
	if !w.changes {
		return w, true
	}
	given, query := u.Query(), url.Values{}
	for _, name := range []string{"dvr", "ll", "_HLS_msn", "_HLS_part", "_HLS_skip"} {
		const longest = 20
		if v := given.Get(name); v != "" && len(v) <= longest {
			query.Set(name, v)
		}
	}
	w.blocking = query.Has("_HLS_msn")
	if len(query) > 0 {
		w.uri += "?" + query.Encode()
	}
	return w, true
}

// State answers with what a stream's owner tells of it, where that is another node; false if it is not: then nothing was answered.
func (e *Edge) State(w http.ResponseWriter, req *http.Request, stream string) bool {
	inner := req.Clone(req.Context())
	inner.URL.Path, inner.URL.RawPath, inner.URL.RawQuery = StatePath+stream, "", ""
	return e.Serve(w, inner, stream, true)
}

// Told is what a stream's owner tells of it, as JSON: cluster.ErrNone if no other node has it. With other errors it is not known how it is doing.
func (e *Edge) Told(ctx context.Context, stream string) ([]byte, error) {
	l, err := e.peers.Owner(ctx, stream)
	switch {
	case err != nil:
		return nil, err
	case l.Node == e.peers.Name():
		return nil, cluster.ErrNone
	}
	want, ok := parse(&url.URL{Path: StatePath + stream})
	if !ok {
		return nil, cluster.ErrNone
	}
	obj, err := e.get(ctx, l, want)
	switch {
	case e.over(l, err):
		return nil, cluster.ErrNone
	case err != nil:
		return nil, err
	case obj.status != http.StatusOK:
		return nil, fmt.Errorf("%s: status %d", l.URL, obj.status)
	}
	return obj.plain()
}

// Serve answers a request for a stream that this node does not have live. have says that it has an older one to show. False if no other node has
// it: then nothing was answered.
func (e *Edge) Serve(w http.ResponseWriter, req *http.Request, stream string, have bool) bool {
	ctx, cancel := context.WithTimeout(req.Context(), e.cfg.Wait)
	defer cancel()
	l, err := e.peers.Owner(ctx, stream)
	switch {
	case errors.Is(err, cluster.ErrNone), err != nil && have, err == nil && l.Node == e.peers.Name():
		return false
	case err != nil:
		fail(w, http.StatusServiceUnavailable, "it cannot be found out now which server has the stream")
		return true
	}
	if l.Rules && !e.knows(stream) { // nobody has decided before
		fail(w, http.StatusForbidden, "this server does not know who may watch the stream")
		return true
	}
	want, ok := parse(req.URL)
	if !ok {
		fail(w, http.StatusNotFound, "no such file")
		return true
	}
	var said error // by an owner that was away
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		obj, err := e.get(ctx, l, want)
		if err != nil && said != nil && ctx.Err() != nil { // no time was left to ask again
			err = said
		}
		if err == nil {
			e.write(w, req, want, obj)
			return true
		}
		if stale := e.stale(want); stale != nil && errors.Is(err, errAway) {
			e.metrics.count("stale")
			e.write(w, req, want, stale)
			return true
		}
		if e.over(l, err) {
			return false
		}
		e.log.Debug("fetch from another node", "stream", stream, "url", l.URL, "err", err)
		if want.changes && errors.Is(err, errAway) {
			next, gone := e.next(ctx, l, err, pause)
			if gone == nil {
				l, said = next, err
				continue
			}
		}
		e.metrics.count("failed")
		e.fail(w, req, err)
		return true
	}
}

// next waits, bounded by ctx, for whom to ask after an owner that was away, and so it says: the one of the next lease; or after a pause the same
// one again, if it did not have the stream.
func (e *Edge) next(ctx context.Context, l cluster.Lease, said error, pause time.Duration) (cluster.Lease, error) {
	if !errors.Is(said, errLost) {
		return e.peers.Successor(ctx, l)
	}
	paused, cancel := context.WithTimeout(ctx, pause)
	defer cancel()
	next, err := e.peers.Successor(paused, l)
	if err != nil && ctx.Err() == nil {
		return l, nil
	}
	return next, err
}

// over says, by what its owner answered, that no node has a stream any more: it had ended, and its time to linger is over, or its node could not
// keep its lease, and is gone.
func (e *Edge) over(l cluster.Lease, err error) bool {
	if !l.Ended && !l.Lapsed || !errors.Is(err, errAway) {
		return false
	}
	e.peers.Drop(l)
	return true
}

// fail is the one table of what an error means to a viewer.
func (e *Edge) fail(w http.ResponseWriter, req *http.Request, err error) {
	switch {
	case req.Context().Err() != nil: // nobody listens
	case errors.Is(err, errAway), errors.Is(err, errBusy):
		fail(w, http.StatusServiceUnavailable, err.Error())
	case errors.Is(err, context.DeadlineExceeded):
		fail(w, http.StatusGatewayTimeout, "the server that has the stream is late")
	default:
		fail(w, http.StatusBadGateway, "the server that has the stream answered what cannot be used")
	}
}

func fail(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "1")
	}
	http.Error(w, text, status)
}

// stale is a playlist that was fetched before; nil if a newer one is what matters, or there is none.
func (e *Edge) stale(want wanted) *object {
	if !want.changes || want.blocking {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	obj := e.cache.get(want.uri)
	if obj == nil || obj.status != http.StatusOK || time.Since(obj.at) > staleMax {
		return nil
	}
	return obj
}

// get finds something in memory, or fetches it from its owner, for all who ask.
func (e *Edge) get(ctx context.Context, l cluster.Lease, want wanted) (*object, error) {
	e.mu.Lock()
	if obj := e.cache.get(want.uri); obj != nil && time.Now().Before(obj.until) {
		e.mu.Unlock()
		e.metrics.count("hit")
		return obj, nil
	}
	key := l.URL + want.uri
	f, shared := e.fills[key]
	switch {
	case shared:
		e.metrics.count("shared")
	case len(e.fills) >= e.cfg.MaxFills || e.ctx.Err() != nil:
		e.mu.Unlock()
		return nil, errBusy
	default:
		f = &fill{done: make(chan struct{})}
		e.fills[key] = f
		e.metrics.count("fetched")
		e.filling.Go(func() { e.fill(f, key, l, want) })
	}
	e.mu.Unlock()
	select {
	case <-f.done:
		return f.obj, f.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (e *Edge) fill(f *fill, key string, l cluster.Lease, want wanted) {
	ctx, cancel := context.WithTimeout(e.ctx, e.cfg.Wait)
	defer cancel()
	f.obj, f.err = e.fetch(ctx, l, want)
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.fills, key)
	if f.err == nil && f.obj.status == http.StatusOK {
		e.cache.put(want.uri, f.obj)
		e.metrics.cached(e.cache.size)
	}
	close(f.done)
}

// object is an answer of an owner. It does not change.
type object struct {
	status int
	header http.Header
	body   []byte
	packed bool // the body is compressed
	at     time.Time
	until  time.Time // it need not be asked for again before

	plain func() ([]byte, error) // the body as it is
}

func (e *Edge) fetch(ctx context.Context, l cluster.Lease, want wanted) (*object, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(l.URL, "/")+Prefix+want.uri, nil)
	if err != nil {
		return nil, err
	}
	if want.changes {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	if e.viewers != nil {
		req.Header.Set(ViewersHeader, fmt.Sprintf("%s %d", e.peers.Name(), e.viewers(l.Stream)))
	}
	e.peers.Secret().Sign(req)
	res, err := e.client.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, fmt.Errorf("%w: %w", errAway, err)
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusOK, http.StatusNotFound, http.StatusBadRequest, http.StatusServiceUnavailable:
	case http.StatusMisdirectedRequest:
		return nil, errLost
	default:
		return nil, fmt.Errorf("%s: status %d", l.URL, res.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, e.cfg.MaxObject+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errAway, err)
	}
	if int64(len(body)) > e.cfg.MaxObject {
		return nil, errSize
	}
	obj := &object{status: res.StatusCode, header: http.Header{}, body: body, at: time.Now(), packed: res.Header.Get("Content-Encoding") == "gzip"}
	for _, name := range []string{"Content-Type", "Cache-Control", "ETag", "Retry-After", "Vary"} {
		if v := res.Header.Get(name); v != "" {
			obj.header.Set(name, v)
		}
	}
	obj.plain = func() ([]byte, error) { return body, nil }
	if obj.packed {
		obj.plain = sync.OnceValues(func() ([]byte, error) { return unpack(body, e.cfg.MaxObject) })
	}
	switch {
	case !want.changes:
		obj.until = obj.at.Add(365 * 24 * time.Hour)
	case want.blocking:
		obj.until = obj.at.Add(blockedFresh)
	case want.node:
		obj.until = obj.at.Add(nodeFresh)
	default:
		obj.until = obj.at.Add(plainFresh)
	}
	return obj, nil
}

func unpack(body []byte, limit int64) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(z, limit+1))
	if err == nil && int64(len(plain)) > limit {
		err = errSize
	}
	return plain, err
}

// write answers with an object.
func (e *Edge) write(w http.ResponseWriter, req *http.Request, want wanted, obj *object) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout)) // where there are deadlines
	h := w.Header()
	for name, values := range obj.header {
		h[name] = values
	}
	if obj.status == http.StatusOK && !want.changes {
		http.ServeContent(w, req, "", time.Time{}, bytes.NewReader(obj.body))
		return
	}
	body := obj.body
	if obj.packed {
		if origin.AcceptsGzip(req.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
		} else {
			var err error
			if body, err = obj.plain(); err != nil {
				e.fail(w, req, err)
				return
			}
		}
	}
	w.WriteHeader(obj.status)
	_, _ = w.Write(body) // an error means that the viewer has gone; a HEAD has no body
}
