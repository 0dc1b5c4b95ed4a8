package edge_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/edge"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// peers are nodes of which one has the stream "mine".
type peers struct {
	mu      sync.Mutex
	lease   cluster.Lease
	err     error
	changed chan struct{}
	others  []cluster.Member
}

func (p *peers) Name() string             { return "us" }
func (p *peers) Others() []cluster.Member { return p.others }
func (p *peers) Secret() cluster.Secret   { return cluster.Secret("a secret of the tests") }

func (p *peers) Owner(context.Context, string) (cluster.Lease, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lease, p.err
}

func (p *peers) Drop(l cluster.Lease) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lease == l {
		p.lease, p.err = cluster.Lease{}, cluster.ErrNone
	}
}

func (p *peers) Successor(ctx context.Context, l cluster.Lease) (cluster.Lease, error) {
	for {
		p.mu.Lock()
		now, changed := p.lease, p.changed
		p.mu.Unlock()
		if now.Epoch > l.Epoch {
			return now, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return cluster.Lease{}, ctx.Err()
		}
	}
}

func (p *peers) move(url string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lease = cluster.Lease{Stream: "mine", Node: "them", URL: url, Epoch: p.lease.Epoch + 1}
	close(p.changed)
	p.changed = make(chan struct{})
}

// owner is a node that has the stream.
type owner struct {
	*httptest.Server
	asked atomic.Int64
}

func own(t *testing.T, serve http.HandlerFunc) *owner {
	t.Helper()
	o := &owner{}
	o.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.asked.Add(1)
		if err := cluster.Secret("a secret of the tests").Verify(r); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		serve(w, r)
	}))
	o.Config.Protocols = new(http.Protocols)
	o.Config.Protocols.SetUnencryptedHTTP2(true)
	o.Start()
	t.Cleanup(o.Close)
	return o
}

type lab struct {
	*testing.T
	peers *peers
	edge  *edge.Edge
}

func newLab(t *testing.T, cfg edge.Config, url string) *lab {
	t.Helper()
	l := &lab{T: t, peers: &peers{changed: make(chan struct{})}}
	l.peers.move(url)
	l.edge = edge.New(cfg, edge.Deps{
		Peers: l.peers, Knows: func(string) bool { return false }, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	t.Cleanup(l.edge.Close)
	return l
}

// get asks the edge; a status of 0 means that it left the request to others.
func (l *lab) get(target string, header ...string) *httptest.ResponseRecorder {
	l.Helper()
	req := httptest.NewRequestWithContext(l.Context(), http.MethodGet, target, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	if !l.edge.Serve(w, req, "mine", false) {
		w.Code = 0
	}
	return w
}

func pack(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, text)
	_ = z.Close()
	return b.Bytes()
}

// playlist answers as an origin does: compressed.
func playlist(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "application/vnd.apple.mpegurl")
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(pack(text))
}

// A thousand viewers who wait for the same version are one request to the owner.
func TestReloadsAreShared(t *testing.T) {
	arrived, release := make(chan bool, 1000), make(chan bool)
	o := own(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- true
		<-release
		playlist(w, "answer to "+r.URL.RequestURI())
	})
	l := newLab(t, edge.Config{}, o.URL)
	var viewers sync.WaitGroup
	var right atomic.Int64
	for i := range 1000 {
		viewers.Go(func() {
			// What is no directive does not tell requests apart.
			target := "/hls/mine/source/media.m3u8?_HLS_part=2&_HLS_msn=5&viewer=" + strings.Repeat("x", i)
			w := l.get(target)
			if w.Code == http.StatusOK && w.Body.String() == "answer to /cluster/hls/mine/source/media.m3u8?_HLS_msn=5&_HLS_part=2" {
				right.Add(1)
			}
		})
	}
	<-arrived
	released := time.Now()
	close(release)
	viewers.Wait()
	require.EqualValues(t, 1000, right.Load())
	require.LessOrEqual(t, o.asked.Load(), int64(2+time.Since(released)/(500*time.Millisecond)), "those who came late may have asked again, each half second")
}

func TestMediaIsKept(t *testing.T) {
	o := own(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "video/mp4")
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("ETag", `"tag"`)
		_, _ = io.WriteString(w, strings.Repeat("m", 1000)+r.URL.Path)
	})
	l := newLab(t, edge.Config{MaxBytes: 5 * 3000}, o.URL)
	const file = "/hls/mine/source/token/7.1.mp4"
	want := strings.Repeat("m", 1000) + "/cluster" + file
	for range 3 {
		w := l.get(file)
		require.Equal(t, http.StatusOK, w.Code)
		require.Equal(t, want, w.Body.String())
		require.Equal(t, "public, max-age=31536000, immutable", w.Header().Get("Cache-Control"))
	}
	w := l.get(file, "Range", "bytes=1000-1007")
	require.Equal(t, http.StatusPartialContent, w.Code)
	require.Equal(t, "/cluster", w.Body.String())
	require.Equal(t, http.StatusNotModified, l.get(file, "If-None-Match", `"tag"`).Code)
	require.EqualValues(t, 1, o.asked.Load())
	for _, name := range []string{"1", "2", "3", "4", "5", "6", "7"} { // there is room for seven of them
		require.Equal(t, http.StatusOK, l.get("/hls/mine/source/token/"+name+".mp4").Code)
	}
	require.Equal(t, http.StatusOK, l.get(file).Code)
	require.EqualValues(t, 9, o.asked.Load(), "what was not used for longest has gone")
}

func TestEncodings(t *testing.T) {
	o := own(t, func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, "gzip", r.Header.Get("Accept-Encoding"))
		playlist(w, "#EXTM3U")
	})
	l := newLab(t, edge.Config{}, o.URL)
	w := l.get("/hls/mine/index.m3u8")
	require.Equal(t, "#EXTM3U", w.Body.String())
	require.Empty(t, w.Header().Get("Content-Encoding"))
	w = l.get("/hls/mine/index.m3u8", "Accept-Encoding", "gzip")
	require.Equal(t, pack("#EXTM3U"), w.Body.Bytes())
	require.Equal(t, "gzip", w.Header().Get("Content-Encoding"))
}

// What an owner does wrong is not the viewer's fault, and says so within bounds.
func TestOwnersThatFail(t *testing.T) {
	const index = "/hls/mine/index.m3u8"
	for name, c := range map[string]struct {
		serve  http.HandlerFunc
		status int
		waits  bool // to the end
	}{
		"no such rendition": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "none", http.StatusNotFound) }, http.StatusNotFound, false},
		"nothing in time":   {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "late", http.StatusServiceUnavailable) }, http.StatusServiceUnavailable, false},
		"broken":            {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "broken", http.StatusInternalServerError) }, http.StatusBadGateway, false},
		"redirect":          {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, http.StatusBadGateway, false},
		"too large":         {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2000)) }, http.StatusBadGateway, false},
		"unpacks to too much": {func(w http.ResponseWriter, _ *http.Request) {
			playlist(w, strings.Repeat("#", 100_000))
		}, http.StatusBadGateway, false},
		"silent": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, http.StatusGatewayTimeout, true},
		"not its stream any more": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "", http.StatusMisdirectedRequest)
		}, http.StatusServiceUnavailable, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wait := time.Minute // an answer is not waited for in vain
			if c.waits {
				wait = 3 * time.Second
			}
			l := newLab(t, edge.Config{MaxObject: 1000, Wait: wait}, own(t, c.serve).URL)
			w := l.get(index)
			require.Equal(t, c.status, w.Code, w.Body.String())
			require.Empty(t, w.Header().Get("Content-Encoding"))
		})
	}
	t.Run("gone", func(t *testing.T) {
		o := own(t, nil)
		o.Close()
		w := newLab(t, edge.Config{Wait: 300 * time.Millisecond}, o.URL).get("/hls/mine/source/token/7.mp4")
		require.Equal(t, http.StatusServiceUnavailable, w.Code)
		require.Equal(t, "1", w.Header().Get("Retry-After"))
	})
	t.Run("cut off from the store and gone", func(t *testing.T) {
		o := own(t, func(w http.ResponseWriter, _ *http.Request) { playlist(w, "it goes on") })
		l := newLab(t, edge.Config{}, o.URL)
		l.peers.lease.Lapsed = true
		require.Equal(t, "it goes on", l.get(index).Body.String())
		o.CloseClientConnections()
		o.Close()
		require.Zero(t, l.get("/hls/mine/source/media.m3u8").Code)
		_, err := l.peers.Owner(t.Context(), "mine")
		require.ErrorIs(t, err, cluster.ErrNone, "it is not asked again")
	})
	t.Run("told of", func(t *testing.T) {
		o := own(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"name":"mine"}`)) })
		l := newLab(t, edge.Config{}, o.URL)
		text, err := l.edge.Told(t.Context(), "mine")
		require.NoError(t, err)
		require.JSONEq(t, `{"name":"mine"}`, string(text))
		o.CloseClientConnections()
		o.Close()
		_, err = l.edge.Told(t.Context(), "other")
		require.Error(t, err)
		require.NotErrorIs(t, err, cluster.ErrNone, "it may have it")
		l.peers.lease.Lapsed = true
		_, err = l.edge.Told(t.Context(), "other")
		require.ErrorIs(t, err, cluster.ErrNone)
	})
	t.Run("ended and gone", func(t *testing.T) {
		o := own(t, nil)
		o.Close()
		l := newLab(t, edge.Config{}, o.URL)
		l.peers.lease.Ended = true
		require.Zero(t, l.get(index).Code)
	})
}

// An owner that took its stream a moment ago may not have it yet: it is asked again.
func TestOwner_not_ready(t *testing.T) {
	var asked atomic.Int32
	l := newLab(t, edge.Config{Wait: time.Minute}, own(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) <= 2 {
			http.Error(w, "", http.StatusMisdirectedRequest)
			return
		}
		playlist(w, r.URL.RequestURI())
	}).URL)
	require.Contains(t, l.get("/hls/mine/source/media.m3u8?_HLS_msn=4").Body.String(), "_HLS_msn=4")
	require.EqualValues(t, 3, asked.Load())
}

// Who waits at an owner that dies is answered by the next one; who asks for what there is has the last that was heard.
func TestOwnerMoves(t *testing.T) {
	arrived := make(chan bool, 10)
	first := own(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("_HLS_msn") {
			arrived <- true
			<-r.Context().Done()
			return
		}
		playlist(w, "first")
	})
	second := own(t, func(w http.ResponseWriter, _ *http.Request) { playlist(w, "second") })
	l := newLab(t, edge.Config{}, first.URL)
	require.Equal(t, "first", l.get("/hls/mine/source/media.m3u8").Body.String())
	answer := make(chan string, 1)
	go func() { answer <- l.get("/hls/mine/source/media.m3u8?_HLS_msn=9").Body.String() }()
	<-arrived
	first.CloseClientConnections()
	first.Listener.Close()
	require.Eventually(t, func() bool { return l.get("/hls/mine/source/media.m3u8").Body.String() == "first" }, time.Minute, 200*time.Millisecond)
	l.peers.move(second.URL)
	require.Equal(t, "second", <-answer)
	require.Eventually(t, func() bool { return l.get("/hls/mine/source/media.m3u8").Body.String() == "second" }, time.Minute, 20*time.Millisecond)
}

func TestNotServed(t *testing.T) {
	o := own(t, func(w http.ResponseWriter, _ *http.Request) { playlist(w, "") })
	l := newLab(t, edge.Config{}, o.URL)
	for _, path := range []string{"/hls/mine/../../cluster/x", "/hls/mine/source/.", "/hls/mine/a/b/c/d.mp4", "/api/v1/streams", "/hls/mine/x%0a/y.mp4"} {
		require.Equal(t, http.StatusNotFound, l.get(path).Code, path)
	}
	l.peers.lease.Rules = true
	require.Equal(t, http.StatusForbidden, l.get("/hls/mine/index.m3u8").Code)
	l.peers.lease.Node = "us"
	require.Zero(t, l.get("/hls/mine/index.m3u8").Code)
	l.peers.err = cluster.ErrNone
	require.Zero(t, l.get("/hls/mine/index.m3u8").Code)
	l.peers.err = cluster.ErrAway
	require.Equal(t, http.StatusServiceUnavailable, l.get("/hls/mine/index.m3u8").Code)
	require.Zero(t, o.asked.Load())
}
