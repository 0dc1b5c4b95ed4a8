package push

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/ingest"
)

// Config bounds what is taken in. A missing field means the default.
type Config struct {
	MaxSegment     int           // bytes of a segment; 64 MiB
	MaxBuffered    int           // bytes of all segments that are being taken in; 512 MiB
	MaxPushes      int           // requests at one time; further ones are told to try again; 256
	Window         int           // segments that may come before their turn, and that are remembered; 8
	GapWait        time.Duration // longest wait for a segment that misses; 2 s
	BodyTimeout    time.Duration // of a whole segment's body; 30 s
	IdleTimeout    time.Duration // a stream ends without a segment, an endless body without media, for so long; 30 s
	PublishTimeout time.Duration // of the Publisher's answer; 10 s
	RenditionWait  time.Duration // longest wait for the renditions that a client asks for; 5 s
}

func (c Config) withDefaults() Config {
	c.MaxSegment = cmp.Or(c.MaxSegment, 64<<20)
	c.MaxBuffered = cmp.Or(c.MaxBuffered, 512<<20)
	c.MaxPushes = cmp.Or(c.MaxPushes, 256)
	c.Window = cmp.Or(c.Window, 8)
	c.GapWait = cmp.Or(c.GapWait, 2*time.Second)
	c.BodyTimeout = cmp.Or(c.BodyTimeout, 30*time.Second)
	c.IdleTimeout = cmp.Or(c.IdleTimeout, 30*time.Second)
	c.PublishTimeout = cmp.Or(c.PublishTimeout, 10*time.Second)
	c.RenditionWait = cmp.Or(c.RenditionWait, 5*time.Second)
	return c
}

func (c Config) validate() error {
	switch {
	case min(c.MaxSegment, c.MaxBuffered, c.MaxPushes, c.Window) < 0:
		return errors.New("push: a bound is negative")
	case c.MaxBuffered <= 2*c.MaxSegment: // a buffer that grows is there twice
		return fmt.Errorf("push: %d bytes for all segments, %d for one: the first must be more than twice the second", c.MaxBuffered, c.MaxSegment)
	case min(c.GapWait, c.BodyTimeout, c.IdleTimeout, c.PublishTimeout, c.RenditionWait) < 0:
		return errors.New("push: a timeout is negative")
	}
	return nil
}

// Deps are what a Server needs from others.
type Deps struct {
	Publisher  ingest.Publisher
	PerNetwork *ingest.PerNetwork // bounds the requests of one address, with others that have it; one of its own if nil
	Logger     *slog.Logger       // slog.Default() if nil
	Metrics    *Metrics           // may be nil
	Ingest     *ingest.Metrics    // may be nil
}

// Server turns pushed segments into calls of a Sink. Mount it with Routes, end it with Stop.
type Server struct {
	cfg       Config
	publisher ingest.Publisher
	log       *slog.Logger
	metrics   *Metrics
	ingest    *ingest.Metrics
	perNet    *ingest.PerNetwork
	budget    budget
	slots     chan struct{} // one for each request at a time

	ctx    context.Context // done when the server stops
	cancel context.CancelCauseFunc
	ending sync.WaitGroup

	mu       sync.Mutex
	sessions map[string]*session  // guarded by mu; by stream
	opening  map[account]*session // guarded by mu
	held     map[account]holding  // guarded by mu; who was replaced
}

// account is somebody who publishes a stream.
type account struct {
	name        string
	credentials credentials
}

// holding keeps somebody who was replaced away for a while.
type holding struct {
	reason error
	until  time.Time
}

// New checks the configuration.
func New(cfg Config, deps Deps) (*Server, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	if deps.Publisher == nil {
		return nil, errors.New("push: no publisher")
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	if deps.PerNetwork == nil {
		deps.PerNetwork = ingest.NewPerNetwork(0)
	}
	s := &Server{
		cfg: cfg, publisher: deps.Publisher, log: deps.Logger, metrics: deps.Metrics, ingest: deps.Ingest, perNet: deps.PerNetwork,
		slots:    make(chan struct{}, cfg.MaxPushes),
		sessions: map[string]*session{}, opening: map[account]*session{}, held: map[account]holding{},
	}
	s.budget.left.Store(int64(cfg.MaxBuffered))
	s.ctx, s.cancel = context.WithCancelCause(context.Background())
	return s, nil
}

// Routes mounts the server below /live.
func (s *Server) Routes(r chi.Router) {
	for _, method := range []string{http.MethodPut, http.MethodPost} {
		r.Method(method, "/{stream}", s.handler(s.endless))
		r.Method(method, "/{stream}/{file}", s.handler(s.file))
	}
	r.Method(http.MethodDelete, "/{stream}", s.handler(s.delete))
	// FFmpeg deletes the segments that left its playlist; here they leave by themselves.
	r.Delete("/{stream}/{file}", func(http.ResponseWriter, *http.Request) {})
}

// Stop ends every publish, with ErrStopped as the reason, and waits until they have or ctx is done.
func (s *Server) Stop(ctx context.Context) error {
	s.cancel(ErrStopped)
	s.mu.Lock()
	all := make([]*session, 0, len(s.sessions)+len(s.opening))
	for _, p := range s.sessions {
		all = append(all, p)
	}
	for _, p := range s.opening {
		all = append(all, p)
	}
	s.mu.Unlock()
	for _, p := range all {
		s.ending.Go(func() { p.end(ErrStopped) })
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.ending.Wait()
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("push: stop: %w", context.Cause(ctx))
	}
}

// handler bounds the requests at one time and answers with what a handler's error means.
func (s *Server) handler(serve func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := s.enter(r, func() error { return serve(w, r) })
		if err == nil {
			return
		}
		status := statusOf(err)
		s.metrics.reject(strconv.Itoa(status))
		s.log.Debug("push refused", "stream", chi.URLParam(r, "stream"), "remote", r.RemoteAddr, "status", status, "err", err)
		if status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "1")
		}
		http.Error(w, err.Error(), status)
	})
}

// enter serves a request if there is room for it.
func (s *Server) enter(r *http.Request, serve func() error) error {
	from := ingest.Network(r.RemoteAddr)
	if !s.perNet.Enter(from) {
		s.ingest.Refused(ingest.ReasonAddressOpen)
		return errFull
	}
	defer s.perNet.Leave(from)
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	default:
		s.ingest.Refused(ingest.ReasonConnections)
		return errFull
	}
	s.ingest.Connected("push", 1)
	defer s.ingest.Connected("push", -1)
	return serve()
}

// usageError is a request that makes no sense as it is.
type usageError string

func (e usageError) Error() string { return string(e) }

// statusOf is the one table of what an error means over HTTP.
func statusOf(err error) int {
	var usage usageError
	var sunk sinkError
	switch {
	case errors.As(err, &usage), errors.Is(err, errBroken):
		return http.StatusBadRequest
	case errors.Is(err, ingest.ErrRefused), errors.Is(err, ingest.ErrLimit):
		return http.StatusForbidden
	case errors.Is(err, ingest.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, errTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errSlow):
		return http.StatusRequestTimeout
	case errors.Is(err, errLate), errors.Is(err, errTaken), errors.Is(err, errDeleted), errors.Is(err, errReplaced):
		return http.StatusConflict
	case errors.Is(err, ingest.ErrBusy), errors.Is(err, errFull), errors.Is(err, ErrStopped), errors.Is(err, errIdle),
		errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	case errors.As(err, &sunk) && !errors.Is(err, ingest.ErrUnsupported):
		return http.StatusInternalServerError
	default:
		return http.StatusUnprocessableEntity // what is left is about the media
	}
}

// errReplaced says why somebody who had the stream does not get it back at once.
var errReplaced = errors.New("a newer publisher has the stream; end it first, or try again later")

// request is what a push asks for, as every protocol asks.
func request(r *http.Request) ingest.Request {
	query := r.URL.Query()
	// A bearer token counts like the query's "token", which some clients cannot send.
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && !query.Has("token") {
		query.Set("token", strings.TrimSpace(token))
	}
	return ingest.Request{
		Protocol: "push", App: "live", Name: chi.URLParam(r, "stream"), Query: query, RemoteAddr: r.RemoteAddr,
		URL: asked(r, query),
	}
}

// asked is the URL of a request, with the query that counts.
func asked(r *http.Request, query url.Values) string {
	u := url.URL{Scheme: "http", Host: r.Host, Path: r.URL.Path, RawQuery: query.Encode()}
	if r.TLS != nil {
		u.Scheme = "https"
	}
	return u.String()
}

func digest(q url.Values) credentials { return sha256.Sum256([]byte(q.Encode())) }

// session finds the publish that a request continues, or begins one.
func (s *Server) session(ctx context.Context, req ingest.Request) (*session, error) {
	who := account{req.Name, digest(req.Query)}
	s.mu.Lock()
	if s.ctx.Err() != nil {
		s.mu.Unlock()
		return nil, ErrStopped
	}
	if p := s.sessions[who.name]; p != nil && !p.endless && p.credentials == who.credentials && p.ctx.Err() == nil {
		s.mu.Unlock()
		return p, p.mayContinue(ctx, req)
	}
	if h, ok := s.held[who]; ok && time.Now().Before(h.until) {
		s.mu.Unlock()
		if errors.Is(h.reason, ingest.ErrRefused) {
			return nil, h.reason
		}
		return nil, fmt.Errorf("%w: %w", errReplaced, h.reason)
	}
	if p := s.opening[who]; p != nil {
		s.mu.Unlock()
		select {
		case <-p.opened:
			if p.openErr != nil {
				return nil, p.openErr
			}
			return p, p.mayContinue(ctx, req)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	p := s.newSession(who.name, who.credentials, s.log.With("remote", req.RemoteAddr))
	s.opening[who] = p
	s.mu.Unlock()
	return p, s.begin(ctx, p, req)
}

// begin asks the publisher for a new publish, and enters it.
func (s *Server) begin(ctx context.Context, p *session, req ingest.Request) error {
	err := p.open(ctx, req)
	s.mu.Lock()
	defer s.mu.Unlock()
	who := account{p.name, p.credentials}
	if s.opening[who] == p {
		delete(s.opening, who)
	}
	if err == nil && p.ctx.Err() == nil {
		s.sessions[p.name] = p
		delete(s.held, who)
	}
	close(p.opened)
	return err
}

func (s *Server) forget(p *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sessions[p.name] == p {
		delete(s.sessions, p.name)
	}
}

// maxHeld bounds those who are kept away.
const maxHeld = 1024

func (s *Server) hold(p *session, reason error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for who, h := range s.held {
		if len(s.held) >= maxHeld || now.After(h.until) {
			delete(s.held, who)
		}
	}
	s.held[account{p.name, p.credentials}] = holding{reason, now.Add(s.cfg.IdleTimeout)}
}

// file takes a segment, an init segment or a playlist.
func (s *Server) file(w http.ResponseWriter, r *http.Request) error {
	name, err := parseName(chi.URLParam(r, "file"))
	if err != nil {
		return err
	}
	if name.kind == playlist { // ours are written anew
		body, err := readBody(w, r, maxPlaylist, s.cfg.BodyTimeout, &s.budget)
		s.budget.give(cap(body))
		return err
	}
	for _, header := range []string{"Content-Slice-From", "Content-Slice-To"} {
		if r.Header.Get(header) != "" {
			return usageError(header + " is not supported: push the slice alone")
		}
	}
	req := request(r)
	p, err := s.session(r.Context(), req)
	if err != nil {
		return err
	}
	defer p.use()()
	body, err := readBody(w, r, s.cfg.MaxSegment, s.cfg.BodyTimeout, &s.budget)
	if err != nil {
		return err
	}
	defer s.budget.give(cap(body))
	s.metrics.read(len(body))
	if name.kind == initSegment {
		return p.init(body)
	}
	res := p.segment(name.seq, body)
	var sunk sinkError
	if errors.As(res.err, &sunk) && !errors.Is(res.err, ingest.ErrUnsupported) && !errors.Is(res.err, ingest.ErrLimit) {
		// The format changed, or time jumped beyond what one publish can have: the segment begins another.
		s.log.Info("the stream begins anew", "stream", p.name, "err", res.err)
		again, err := s.session(r.Context(), req)
		if err != nil {
			return err
		}
		defer again.use()()
		res = again.segment(name.seq, body)
	}
	if res.err != nil {
		return res.err
	}
	s.metrics.segment()
	if !wants(r.Header, multipartMixed) {
		return nil
	}
	return s.renditions(w, r, name, res)
}

// maxPlaylist bounds the playlists that are thrown away.
const maxPlaylist = 1 << 20

// fileKind says what a file's name promises.
type fileKind int

const (
	segmentFile fileKind = iota
	initSegment
	playlist
)

type fileName struct {
	kind fileKind
	seq  uint64
	mp4  bool // it is not a transport stream
}

// parseName reads the last part of a path: a number, behind anything that is none, and a known extension.
func parseName(file string) (fileName, error) {
	dot := strings.LastIndexByte(file, '.')
	if dot < 0 {
		return fileName{}, usageError("push NUMBER.ts, NUMBER.mp4 or NUMBER.m4s, or a body that never ends to /live/STREAM")
	}
	base, ext := file[:dot], strings.ToLower(file[dot+1:])
	switch ext {
	case "m3u8":
		return fileName{kind: playlist}, nil
	case "ts", "mp4", "m4s":
	default:
		return fileName{}, usageError(fmt.Sprintf("extension %q: use .ts, .mp4 or .m4s", ext))
	}
	if ext != "ts" && strings.HasPrefix(base, "init") {
		return fileName{kind: initSegment}, nil
	}
	digits := base[len(strings.TrimRight(base, "0123456789")):]
	seq, err := strconv.ParseUint(digits, 10, 53)
	if err != nil {
		return fileName{}, usageError(fmt.Sprintf("name %q: end it in the segment's number, as in 17.%s", file, ext))
	}
	return fileName{seq: seq, mp4: ext != "ts"}, nil
}

// endless takes a body that never ends. It always begins a publish: the newest publisher has the stream.
func (s *Server) endless(w http.ResponseWriter, r *http.Request) error {
	if s.ctx.Err() != nil {
		return ErrStopped
	}
	req := request(r)
	p := s.newSession(req.Name, digest(req.Query), s.log.With("remote", r.RemoteAddr))
	p.endless = true
	if err := s.begin(r.Context(), p, req); err != nil {
		return err
	}
	body := &endless{body: r.Body, rc: http.NewResponseController(w), within: s.cfg.IdleTimeout, read: s.metrics.read}
	defer body.finish()
	stop := context.AfterFunc(p.ctx, body.interrupt)
	defer stop()
	body.extend()
	err := p.stream(body)
	return errors.Join(err, body.rc.SetWriteDeadline(time.Now().Add(replyTimeout)))
}

// replyTimeout is how long writing the answer to an endless body may take.
const replyTimeout = 10 * time.Second

// maxFragment bounds the fragments of an endless body in bytes.
const maxFragment = 16 << 20

// stream takes an endless body, to its end.
func (p *session) stream(body *endless) error {
	<-p.turn
	defer func() { p.turn <- struct{}{} }()
	if p.over {
		return context.Cause(p.ctx)
	}
	p.tracks.fed = body.extend
	buffered := bufio.NewReader(body)
	head, err := buffered.Peek(sniffed)
	if len(head) > 0 {
		err = p.read(buffered, sniff(head), maxFragment)
	}
	if p.ctx.Err() != nil {
		err = context.Cause(p.ctx)
	}
	p.endInTurn(err)
	return err
}

// init takes an init segment, which holds for the segments behind it.
func (p *session) init(body []byte) error {
	<-p.turn
	defer func() { p.turn <- struct{}{} }()
	if p.over {
		return context.Cause(p.ctx)
	}
	err := p.read(bytes.NewReader(body), sniff(body), p.server.cfg.MaxSegment)
	if errors.Is(err, errNoMedia) && p.tracks.movie != nil {
		return nil
	}
	return err
}

// delete ends a stream.
func (s *Server) delete(w http.ResponseWriter, r *http.Request) error {
	req := request(r)
	s.mu.Lock()
	p := s.sessions[req.Name]
	s.mu.Unlock()
	switch {
	case p == nil:
		return fmt.Errorf("%w: nobody pushes to it", ingest.ErrNotFound)
	case p.credentials != digest(req.Query):
		return fmt.Errorf("%w: only its publisher ends a stream", ingest.ErrRefused)
	}
	if err := p.mayContinue(r.Context(), req); err != nil {
		return err
	}
	p.end(nil)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
