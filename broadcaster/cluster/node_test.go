package cluster_test

import (
	"context"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
)

// stream is a Holder.
type stream struct {
	place atomic.Pointer[cluster.Position]
	ended atomic.Bool
	lost  chan cluster.Lease
}

func (s *stream) Place() (cluster.Position, bool) { return *s.place.Load(), s.ended.Load() }
func (s *stream) Rules() bool                     { return false }
func (s *stream) Lost(to cluster.Lease)           { s.lost <- to }

func newStream() *stream {
	s := &stream{lost: make(chan cluster.Lease, 1)}
	p := lease("", 0).Place
	s.place.Store(&p)
	return s
}

var secret = cluster.Secret("a secret of the tests")

func node(t *testing.T, name string, store cluster.Store) *cluster.Node {
	t.Helper()
	n, err := cluster.NewNode(cluster.Config{
		Name: name, URL: "http://" + name + ".example", Secret: secret, Every: 20 * time.Millisecond, Timeout: 2 * time.Second,
	}, cluster.Deps{Store: store, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)), Metrics: cluster.NewMetrics(prometheus.NewRegistry())})
	require.NoError(t, err)
	n.Start()
	t.Cleanup(func() { n.Stop(context.Background()) })
	return n
}

const soon = time.Minute

// owned waits until a node knows that a stream is another's.
func owned(t *testing.T, n *cluster.Node, by string) {
	t.Helper()
	require.Eventually(t, func() bool {
		l, err := n.Owner(t.Context(), "mine")
		return err == nil && l.Node == by
	}, soon, 10*time.Millisecond)
}

func TestNode_newest_wins(t *testing.T) {
	stores(t, func(t *testing.T, s cluster.Store) {
		a, b := node(t, "a", s), node(t, "b", s)
		_, err := a.Owner(t.Context(), "mine")
		require.ErrorIs(t, err, cluster.ErrNone)
		l, before := a.Take(t.Context(), "mine", time.Now(), false)
		require.Zero(t, before)
		ours := newStream()
		a.Hold(l, ours)
		owned(t, b, "a")
		require.Eventually(t, func() bool { // the position follows
			found, err := s.Find(t.Context(), "mine")
			return err == nil && found.Place == *ours.place.Load()
		}, soon, 10*time.Millisecond)

		awaited := make(chan cluster.Lease, 1)
		go func() {
			next, _ := a.Successor(t.Context(), l)
			awaited <- next
		}()
		taken, before := b.Take(t.Context(), "mine", time.Now(), false)
		require.Equal(t, "a", before.Node)
		require.Equal(t, *ours.place.Load(), before.Place)
		theirs := newStream()
		b.Hold(taken, theirs)
		require.Equal(t, "b", (<-ours.lost).Node)
		require.Equal(t, "b", (<-awaited).Node)
		owned(t, a, "b")

		theirs.ended.Store(true)
		require.Eventually(t, func() bool { return b.Status().Held == 0 }, soon, 10*time.Millisecond)
		found, err := s.Find(t.Context(), "mine")
		require.NoError(t, err)
		require.True(t, found.Ended)
		require.Empty(t, theirs.lost)
	})
}

// A node without its Redis takes streams at once and remembers whose the others are; afterwards the newest publisher has won.
func TestNode_degraded(t *testing.T) {
	for name, c := range map[string]struct{ down, up func(*clustertest.Redis) }{
		"killed, and empty afterwards": {(*clustertest.Redis).Kill, (*clustertest.Redis).Start},
		"paused":                       {(*clustertest.Redis).Pause, (*clustertest.Redis).Resume},
	} {
		t.Run(name, func(t *testing.T) {
			server := clustertest.StartRedis(t)
			a, b := node(t, "a", open(t, server.URL())), node(t, "b", open(t, server.URL()))
			first := newStream()
			l, _ := a.Take(t.Context(), "mine", time.Now(), false)
			a.Hold(l, first)
			owned(t, b, "a")

			c.down(server)
			degraded := func(n *cluster.Node) func() bool {
				return func() bool { return n.Status().Degraded != nil }
			}
			require.Eventually(t, degraded(a), soon, 10*time.Millisecond)
			require.Eventually(t, degraded(b), soon, 10*time.Millisecond)
			owned(t, b, "a")
			_, err := b.Owner(t.Context(), "unknown")
			require.ErrorIs(t, err, cluster.ErrAway)
			newer, before := b.Take(t.Context(), "mine", time.Now(), false)
			require.Equal(t, "a", before.Node, "the last that was heard")
			second := newStream()
			b.Hold(newer, second)
			require.Empty(t, first.lost, "nobody can tell")

			c.up(server)
			require.Equal(t, "b", (<-first.lost).Node)
			owned(t, a, "b")
			require.Eventually(t, func() bool { return a.Status().Degraded == nil }, soon, 10*time.Millisecond)
			require.Empty(t, second.lost)
		})
	}
}

// hanging is a store that answers nothing.
type hanging struct{ cluster.Store }

func (hanging) Take(ctx context.Context, _ cluster.Lease, _ time.Duration) (cluster.Epoch, cluster.Lease, error) {
	<-ctx.Done()
	return 0, cluster.Lease{}, ctx.Err()
}

func (hanging) Keep(ctx context.Context, _ []cluster.Lease, _ time.Duration) ([]cluster.Kept, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (hanging) Find(ctx context.Context, _ string) (cluster.Lease, error) {
	<-ctx.Done()
	return cluster.Lease{}, ctx.Err()
}

func (hanging) Join(ctx context.Context, _ cluster.Member, _ time.Duration) ([]cluster.Member, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// A store that is known to answer nothing is not waited for.
func TestNode_degraded_does_not_wait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := node(t, "a", hanging{cluster.NewMemory()})
		for n.Status().Degraded == nil {
			<-time.After(time.Millisecond)
		}
		began := time.Now()
		for range 10 {
			l, _ := n.Take(t.Context(), "mine", time.Now(), false)
			n.Hold(l, newStream())
			_, err := n.Owner(t.Context(), "unknown")
			require.ErrorIs(t, err, cluster.ErrAway)
		}
		require.Zero(t, time.Since(began))
		n.Stop(t.Context())
	})
}

// cuttable is a store that a node may be cut off from.
type cuttable struct {
	cluster.Store
	cut atomic.Bool
}

var errCut = errors.New("cut off")

func (c *cuttable) Take(ctx context.Context, l cluster.Lease, ttl time.Duration) (cluster.Epoch, cluster.Lease, error) {
	if c.cut.Load() {
		return 0, cluster.Lease{}, errCut
	}
	return c.Store.Take(ctx, l, ttl)
}

func (c *cuttable) Keep(ctx context.Context, leases []cluster.Lease, ttl time.Duration) ([]cluster.Kept, error) {
	if c.cut.Load() {
		return nil, errCut
	}
	return c.Store.Keep(ctx, leases, ttl)
}

func (c *cuttable) Join(ctx context.Context, m cluster.Member, ttl time.Duration) ([]cluster.Member, error) {
	if c.cut.Load() {
		return nil, errCut
	}
	return c.Store.Join(ctx, m, ttl)
}

func (c *cuttable) Watch(ctx context.Context, ready func(), changed func(cluster.Lease)) {
	c.Store.Watch(ctx, ready, func(l cluster.Lease) {
		if !c.cut.Load() {
			changed(l)
		}
	})
}

// A node that is cut off alone goes on with its streams; of what happened on both sides meanwhile the newest counts, whichever side it was.
func TestNode_cut_off(t *testing.T) {
	for name, newest := range map[string]string{"the other side's is newer": "b", "its own is newer": "a"} {
		t.Run(name, func(t *testing.T) {
			stores(t, func(t *testing.T, s cluster.Store) {
				ours := &cuttable{Store: s}
				nodes := map[string]*cluster.Node{"a": node(t, "a", ours), "b": node(t, "b", s)}
				publish := func(by string) *stream {
					l, _ := nodes[by].Take(t.Context(), "mine", time.Now(), false)
					h := newStream()
					nodes[by].Hold(l, h)
					return h
				}
				publish("a")
				owned(t, nodes["b"], "a")
				ours.cut.Store(true)
				require.Eventually(t, func() bool { return nodes["a"].Status().Degraded != nil }, soon, 10*time.Millisecond)
				require.NoError(t, nodes["b"].Status().Degraded)
				held := map[string]*stream{}
				older := map[string]string{"a": "b", "b": "a"}[newest]
				for _, by := range []string{older, newest} {
					held[by] = publish(by)
				}
				require.Equal(t, 1, nodes["a"].Status().Held, "it goes on")
				ours.cut.Store(false)
				require.Equal(t, newest, (<-held[older].lost).Node)
				owned(t, nodes[older], newest)
				require.Empty(t, held[newest].lost)
			})
		})
	}
}

// Nodes know of each other, and of the streams that they have met.
func TestNode_others(t *testing.T) {
	stores(t, func(t *testing.T, s cluster.Store) {
		a, b := node(t, "a", s), node(t, "b", s)
		others := func(n *cluster.Node, names ...string) {
			t.Helper()
			require.Eventually(t, func() bool {
				var got []string
				for _, m := range n.Others() {
					got = append(got, m.Name)
				}
				return slices.Equal(names, got)
			}, soon, 10*time.Millisecond)
		}
		others(a, "b")
		others(b, "a")
		l, _ := a.Take(t.Context(), "mine", time.Now(), false)
		a.Hold(l, newStream())
		require.False(t, a.Met("mine"), "it is its own")
		owned(t, b, "a")
		require.True(t, b.Met("mine"))
		require.False(t, b.Met("unknown"))
		_, err := b.Owner(t.Context(), "unknown")
		require.ErrorIs(t, err, cluster.ErrNone)
		require.False(t, b.Met("unknown"))
		a.Stop(t.Context())
		others(b)
	})
}

// Who had a stream last is known while nobody has it, unless it has ended, or its node does not answer.
func TestNode_lapsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const ttl = 10 * time.Second
		s := cluster.NewMemory()
		n := node(t, "b", s)
		owner := func() (cluster.Lease, error) { return n.Owner(t.Context(), "mine") }
		taken := lease("a", cluster.EpochAt(time.Now()))
		_, _, err := s.Take(t.Context(), taken, ttl)
		require.NoError(t, err)
		l, err := owner()
		require.NoError(t, err)
		require.False(t, l.Lapsed)

		<-time.After(3 * ttl)
		for range 2 { // asked, and remembered
			l, err = owner()
			require.NoError(t, err)
			require.True(t, l.Lapsed)
			require.Equal(t, "a", l.Node)
		}
		n.Drop(l)
		for range 2 {
			_, err = owner()
			require.ErrorIs(t, err, cluster.ErrNone)
			<-time.After(ttl)
		}

		taken.Ended = true
		_, _, err = s.Take(t.Context(), taken, ttl)
		require.NoError(t, err)
		l, err = owner()
		require.NoError(t, err)
		require.True(t, l.Ended)
		<-time.After(3 * ttl)
		_, err = owner()
		require.ErrorIs(t, err, cluster.ErrNone)
	})
}

// A node that starts without its Redis works alone until that is there.
func TestNode_starts_degraded(t *testing.T) {
	server := clustertest.StartRedis(t)
	server.Kill()
	metrics := prometheus.NewRegistry()
	n, err := cluster.NewNode(cluster.Config{Name: "a", URL: "http://a", Secret: secret, Every: 20 * time.Millisecond},
		cluster.Deps{Store: open(t, server.URL()), Logger: slog.New(slog.DiscardHandler), Metrics: cluster.NewMetrics(metrics)})
	require.NoError(t, err)
	n.Start()
	defer n.Stop(context.Background())
	require.Error(t, n.Status().Degraded)
	gauge := func() float64 {
		families, err := metrics.Gather()
		require.NoError(t, err)
		for _, f := range families {
			if f.GetName() == "millrace_cluster_degraded" {
				return f.GetMetric()[0].GetGauge().GetValue()
			}
		}
		return -1
	}
	require.Equal(t, 1., gauge())
	l, _ := n.Take(t.Context(), "mine", time.Now(), false)
	n.Hold(l, newStream())
	server.Start()
	b := node(t, "b", open(t, server.URL()))
	owned(t, b, "a")
	require.Eventually(t, func() bool { return n.Status().Degraded == nil && gauge() == 0 }, soon, 10*time.Millisecond)
}

// failing is a store that answers as it is told.
type failing struct {
	*cluster.Memory
	err   atomic.Pointer[error]
	finds atomic.Int64
}

func (f *failing) Find(ctx context.Context, stream string) (cluster.Lease, error) {
	f.finds.Add(1)
	if err := f.err.Load(); err != nil {
		return cluster.Lease{}, *err
	}
	return f.Memory.Find(ctx, stream)
}

// Many viewers of a stream that does not exist cost one question a second.
func TestNode_asks_once(t *testing.T) {
	s := &failing{Memory: cluster.NewMemory()}
	n := node(t, "a", s)
	began := time.Now()
	for range 1000 {
		_, err := n.Owner(t.Context(), "nobody's")
		require.ErrorIs(t, err, cluster.ErrNone)
	}
	require.LessOrEqual(t, s.finds.Load(), int64(2+time.Since(began)/time.Second))
	broken := errors.New("broken")
	s.err.Store(&broken)
	_, err := n.Owner(t.Context(), "another")
	require.ErrorIs(t, err, cluster.ErrAway)
	require.ErrorIs(t, err, broken)
}

func TestSecret(t *testing.T) {
	sign := func() *http.Request {
		r := httptest.NewRequest(http.MethodGet, "http://a.example/cluster/hls/mine/source/media.m3u8?_HLS_msn=5", nil)
		secret.Sign(r)
		return r
	}
	require.NoError(t, secret.Verify(sign()))
	for name, change := range map[string]func(*http.Request){
		"unsigned":      func(r *http.Request) { r.Header.Del("Millrace-Cluster") },
		"other query":   func(r *http.Request) { r.URL.RawQuery = "_HLS_msn=6" },
		"other path":    func(r *http.Request) { r.URL.Path = "/cluster/hls/yours/source/media.m3u8" },
		"other method":  func(r *http.Request) { r.Method = http.MethodPut },
		"other secret":  func(r *http.Request) { cluster.Secret("another secret of tests").Sign(r) },
		"a later time":  func(r *http.Request) { r.Header.Set("Millrace-Cluster", "9"+r.Header.Get("Millrace-Cluster")[1:]) },
		"no signature":  func(r *http.Request) { r.Header.Set("Millrace-Cluster", "1800000000") },
		"no hex digits": func(r *http.Request) { r.Header.Set("Millrace-Cluster", "1800000000 xyz") },
	} {
		r := sign()
		change(r)
		require.Error(t, secret.Verify(r), name)
	}
}

func TestSecret_body(t *testing.T) {
	sign := func() *http.Request {
		r := httptest.NewRequest(http.MethodPost, "http://a.example/cluster/api/v1/streams/mine/metadata", nil)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set(cluster.CallerHeader, "key_a")
		secret.SignBody(r, []byte("body"))
		return r
	}
	require.NoError(t, secret.VerifyBody(sign(), []byte("body")))
	require.Error(t, secret.VerifyBody(sign(), []byte("bodies")))
	require.Error(t, secret.Verify(sign()), "it covers more")
	for name, change := range map[string]func(*http.Request){
		"other path":   func(r *http.Request) { r.URL.Path = "/cluster/api/v1/streams/yours/metadata" },
		"other caller": func(r *http.Request) { r.Header.Set(cluster.CallerHeader, "") },
		"other type":   func(r *http.Request) { r.Header.Set("Content-Type", "text/vtt") },
		"other key":    func(r *http.Request) { r.Header.Set("Idempotency-Key", "again") },
		"without one":  func(r *http.Request) { secret.Sign(r) },
	} {
		r := sign()
		change(r)
		require.Error(t, secret.VerifyBody(r, []byte("body")), name)
	}
}

func TestNewNode_refuses(t *testing.T) {
	for name, cfg := range map[string]cluster.Config{
		"no URL":       {Secret: secret},
		"path in URL":  {URL: "http://a/b", Secret: secret},
		"scheme":       {URL: "redis://a", Secret: secret},
		"short secret": {URL: "http://a", Secret: cluster.Secret("short")},
	} {
		_, err := cluster.NewNode(cfg, cluster.Deps{Store: cluster.NewMemory()})
		require.Error(t, err, name)
	}
}

func TestSecret_Key(t *testing.T) {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("one"))
	one := secret.Key("one")
	require.Equal(t, mac.Sum(nil), one[:], "what was sealed before can be opened")
	require.NotEqual(t, one, secret.Key("two"))

	seal := func(s cluster.Secret, purpose string) cipher.AEAD {
		c, err := s.Cipher(purpose)
		require.NoError(t, err)
		return c
	}
	sealed := seal(secret, "one").Seal(nil, nil, []byte("text"), nil)
	text, err := seal(secret, "one").Open(nil, nil, sealed, nil)
	require.NoError(t, err)
	require.Equal(t, "text", string(text))
	for _, other := range []cipher.AEAD{seal(secret, "two"), seal(cluster.Secret("another secret of tests"), "one")} {
		_, err := other.Open(nil, nil, sealed, nil)
		require.Error(t, err)
	}
}
