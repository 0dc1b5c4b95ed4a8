package edge_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/edge"
)

// doer is a node that does what it is asked to.
func doer(t *testing.T, serve http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewUnstartedServer(serve)
	s.Config.Protocols = new(http.Protocols)
	s.Config.Protocols.SetUnencryptedHTTP2(true)
	s.Start()
	t.Cleanup(s.Close)
	return s.URL
}

// What is to be done to a stream is done by the node that has it, as it was asked.
func TestPost(t *testing.T) {
	l := newLab(t, edge.Config{}, doer(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		require.NoError(t, cluster.Secret("a secret of the tests").VerifyBody(r, body))
		require.Equal(t, "/cluster/api/v1/streams/mine/captions/de?start=now", r.RequestURI)
		require.Equal(t, []string{"text/vtt", "key", "caller"}, []string{r.Header.Get("Content-Type"), r.Header.Get("Idempotency-Key"), r.Header.Get(cluster.CallerHeader)})
		w.Header().Set("Content-Type", "application/problem+json")
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write(append([]byte("not "), body...))
	}))
	a, err := l.edge.Post(t.Context(), "mine", edge.Post{URI: "/api/v1/streams/mine/captions/de?start=now", ContentType: "text/vtt", Key: "key", Caller: "caller", Body: []byte("this")})
	require.NoError(t, err)
	require.Equal(t, edge.Answer{Status: http.StatusTooManyRequests, Type: "application/problem+json", RetryAfter: "1", Body: []byte("not this")}, a)
}

// A node that has the stream no more does nothing, and the next one is asked.
func TestPost_moves(t *testing.T) {
	asked := make(chan bool)
	first := sync.OnceFunc(func() { close(asked) })
	l := newLab(t, edge.Config{Wait: time.Minute}, doer(t, func(w http.ResponseWriter, _ *http.Request) {
		first()
		w.WriteHeader(http.StatusMisdirectedRequest)
	}))
	second := doer(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "second") })
	go func() {
		<-asked
		l.peers.move(second)
	}()
	a, err := l.edge.Post(t.Context(), "mine", edge.Post{URI: "/"})
	require.NoError(t, err)
	require.Equal(t, "second", string(a.Body))
}

// One that does not have it yet is asked again.
func TestPost_not_ready(t *testing.T) {
	var asked atomic.Int32
	l := newLab(t, edge.Config{Wait: time.Minute}, doer(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) <= 2 {
			w.WriteHeader(http.StatusMisdirectedRequest)
			return
		}
		_, _ = io.WriteString(w, "done")
	}))
	a, err := l.edge.Post(t.Context(), "mine", edge.Post{URI: "/"})
	require.NoError(t, err)
	require.Equal(t, "done", string(a.Body))
	require.EqualValues(t, 3, asked.Load())
}

func TestPost_fails(t *testing.T) {
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, c := range map[string]struct {
		serve  http.HandlerFunc
		change func(p *peers)
		err    error // nil: any
	}{
		"silent":      {serve: silent},
		"endless":     {serve: func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2<<20)) }},
		"not trusted": {serve: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }},
		"moved, nobody knows where": {serve: func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusMisdirectedRequest)
		}},
		"gone":  {change: func(p *peers) { p.lease.URL = "http://127.0.0.1:1" }},
		"ended": {change: func(p *peers) { p.lease.Ended = true }, err: cluster.ErrNone},
		"ours":  {change: func(p *peers) { p.lease.Node = "us" }, err: cluster.ErrNone},
		"none":  {change: func(p *peers) { p.err = cluster.ErrNone }, err: cluster.ErrNone},
		"away":  {change: func(p *peers) { p.err = cluster.ErrAway }, err: cluster.ErrAway},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, edge.Config{Wait: 300 * time.Millisecond}, doer(t, c.serve))
			if c.change != nil {
				c.change(l.peers)
			}
			_, err := l.edge.Post(t.Context(), "mine", edge.Post{URI: "/"})
			require.Error(t, err)
			if c.err != nil {
				require.ErrorIs(t, err, c.err)
			}
		})
	}
}
