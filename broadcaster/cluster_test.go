package broadcaster_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testport"
)

// member runs a broadcaster of a cluster.
func member(t *testing.T, name string, store cluster.Store, deps broadcaster.Deps) (*broadcaster.Broadcaster, *cluster.Node) {
	t.Helper()
	return memberWith(t, name, store, broadcaster.Config{}, deps)
}

// memberWith runs one that takes in any stream, makes no rungs, and lets programs on this machine use its API.
func memberWith(t *testing.T, name string, store cluster.Store, cfg broadcaster.Config, deps broadcaster.Deps) (*broadcaster.Broadcaster, *cluster.Node) {
	t.Helper()
	return memberEvery(t, 50*time.Millisecond, name, store, cfg, deps)
}

// memberEvery runs one that keeps its leases so often.
func memberEvery(t *testing.T, every time.Duration, name string, store cluster.Store, cfg broadcaster.Config, deps broadcaster.Deps) (*broadcaster.Broadcaster, *cluster.Node) {
	t.Helper()
	addr := "127.0.0.1:" + testport.Free(t) // which is told before it opens
	node, err := cluster.NewNode(cluster.Config{
		Name: name, URL: "http://" + addr, Secret: cluster.Secret("a secret of the tests"), Every: every, Timeout: 2 * time.Second,
	}, cluster.Deps{Store: store, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)), Metrics: cluster.NewMetrics(prometheus.NewRegistry())})
	require.NoError(t, err)
	node.Start()
	t.Cleanup(func() { node.Stop(context.Background()) })
	deps.Cluster = node
	cfg.AnyStream, cfg.Ladder, cfg.LocalAPI = true, media.Ladder{}, true
	return startOn(t, addr, cfg, deps), node
}

// stores are those that a cluster may have.
func stores(t *testing.T, check func(t *testing.T, open func(*testing.T) cluster.Store)) {
	t.Run("memory", func(t *testing.T) {
		store := cluster.NewMemory()
		check(t, func(*testing.T) cluster.Store { return store })
	})
	t.Run("redis", func(t *testing.T) {
		server := clustertest.StartRedis(t)
		check(t, func(t *testing.T) cluster.Store { return openRedis(t, server) })
	})
}

func openRedis(t *testing.T, server *clustertest.Redis) cluster.Store {
	t.Helper()
	store, err := cluster.OpenRedis(server.URL())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	return store
}

// status is that of a path.
func (v *viewer) status(path string) int {
	v.Helper()
	res, _ := get(v.T, v.client, v.base+path)
	return res.StatusCode
}

// sees waits until a path can be had.
func (v *viewer) sees(path string) {
	v.Helper()
	require.Eventually(v, func() bool { return v.status(path) == http.StatusOK }, time.Minute, 20*time.Millisecond, path)
}

const source = "/hls/mine/source/media.m3u8"

// leased waits until the cluster knows something of the stream.
func leased(t *testing.T, store cluster.Store, known func(cluster.Lease) bool) {
	t.Helper()
	require.Eventually(t, func() bool {
		l, err := store.Find(t.Context(), "mine")
		return err == nil && known(l)
	}, time.Minute, 10*time.Millisecond)
}

// stands waits until the cluster knows that the stream is a node's, and that far.
func stands(t *testing.T, store cluster.Store, node string, segment media.SegmentSeq) {
	t.Helper()
	leased(t, store, func(l cluster.Lease) bool { return l.Node == node && l.Place.Segment >= segment })
}

// Any node serves any stream, as its owner does.
func TestCluster_edge(t *testing.T) {
	stores(t, func(t *testing.T, open func(*testing.T) cluster.Store) {
		a, _ := member(t, "a", open(t), broadcaster.Deps{Pictures: painter{}})
		b, _ := member(t, "b", open(t), broadcaster.Deps{Pictures: painter{}})
		at, behind := view(t, a), view(t, b)
		require.Equal(t, http.StatusNotFound, behind.status(source))
		require.Equal(t, http.StatusNotFound, behind.status("/thumbnails/mine/poster.jpg"))
		p := join(t, a).formats(&small, &tone).send(6)
		behind.sees(source)
		for _, path := range []string{"/hls/mine/index.m3u8", source, source + "?ll=0", "/hls/mine/audio/media.m3u8"} {
			want, body := get(t, at.client, at.base+path)
			res, got := get(t, behind.client, behind.base+path)
			require.Equal(t, body, got, path)
			for _, name := range []string{"Content-Type", "Cache-Control", "Access-Control-Allow-Origin"} {
				require.Equal(t, want.Header.Get(name), res.Header.Get(name), name)
			}
		}
		playlist := behind.playlist("source")
		for line := range strings.Lines(playlist) {
			if uri := strings.TrimSpace(line); uri != "" && !strings.HasPrefix(uri, "#") {
				_, want := get(t, at.client, at.base+"/hls/mine/source/"+uri)
				_, got := get(t, behind.client, behind.base+"/hls/mine/source/"+uri)
				require.Equal(t, want, got)
			}
		}

		require.Equal(t, 640, behind.picture(behind.stream().PosterURL).Width)
		_, sheet := behind.board("/thumbnails/mine/")
		behind.picture(sheet)

		// A blocking reload, and the part that the preload hint names, are answered when there is something.
		require.Equal(t, api.StreamLive, behind.stream().State)
		require.Equal(t, at.stream().StartedAt, behind.stream().StartedAt)
		require.Equal(t, http.StatusNotFound, behind.status("/api/v1/streams/unknown"))
		blocked := make(chan string, 1)
		go func() {
			_, body := get(t, behind.client, behind.base+source+"?_HLS_msn=4")
			blocked <- body
		}()
		p.send(4)
		require.Contains(t, <-blocked, "/4.mp4\n")
		p.sink.End(nil)
		at.waitFor(api.StreamEnded)
		require.Eventually(t, func() bool { return strings.Contains(behind.playlist("source"), "ENDLIST") }, time.Minute, 20*time.Millisecond)

		require.Equal(t, http.StatusForbidden, at.status("/cluster"+source), "unsigned")
	})
}

// Any node lists the streams of all.
func TestCluster_list(t *testing.T) {
	stores(t, func(t *testing.T, open func(*testing.T) cluster.Store) {
		a, _ := member(t, "a", open(t), broadcaster.Deps{})
		b, nodeB := member(t, "b", open(t), broadcaster.Deps{})
		p := join(t, a).formats(&small, &tone).send(6)
		lists := func(b *broadcaster.Broadcaster, want ...string) {
			t.Helper()
			for _, path := range []string{"/api/v1/streams", "/api/v1/streams?created=true"} {
				require.Eventually(t, func() bool {
					var list api.StreamList
					calls(t, b).do(http.StatusOK, "GET", path, "", &list)
					var got []string
					for _, s := range list.Streams {
						got = append(got, s.Name+" "+string(s.State))
					}
					return slices.Equal(want, got)
				}, time.Minute, 100*time.Millisecond, path)
			}
		}
		lists(b, "mine live")
		fresh := join(t, b).formats(&small, &tone).send(6) // it moves
		lists(a, "mine live")
		lists(b, "mine live")
		p.sink.End(errReset)
		fresh.sink.End(ingest.ErrStopped)
		require.NoError(t, b.Stop(t.Context()))
		nodeB.Stop(t.Context())
		lists(a) // what is not at any node is not there
	})
}

// The newest publisher wins, wherever it is; viewers of either node see one stream go on.
func TestCluster_publisher_moves(t *testing.T) {
	stores(t, func(t *testing.T, open func(*testing.T) cluster.Store) {
		store := open(t)
		a, _ := member(t, "a", store, broadcaster.Deps{})
		b, _ := member(t, "b", open(t), broadcaster.Deps{})
		old := join(t, a).formats(&small, &tone).send(6)
		atA, atB := view(t, a), view(t, b)
		atB.sees(source)
		calls(t, a).do(http.StatusOK, "POST", "/api/v1/streams/mine/dateranges", `{"id":"show"}`, nil)
		require.Eventually(t, func() bool { return strings.Contains(atB.playlist("source"), `ID="show"`) }, time.Minute, 10*time.Millisecond)
		before := atB.playlist("source")
		leased(t, store, func(l cluster.Lease) bool { return l.Place.Segment >= 4 && l.Place.Said != "" }) // where it stands is known
		waiting := make(chan string, 1)
		go func() { // for what the old publisher will never send
			_, body := get(t, atA.client, atA.base+source+"?_HLS_msn=4")
			waiting <- body
		}()

		fresh := join(t, b).formats(&small, &tone)
		require.Eventually(t, func() bool { return old.kicked.Load() != nil }, time.Minute, 10*time.Millisecond)
		require.ErrorIs(t, *old.kicked.Load(), ingest.ErrBusy)
		require.Error(t, old.trySend(1))
		old.sink.End(errReset)
		fresh.send(6)
		require.Contains(t, <-waiting, "#EXT-X-DISCONTINUITY\n", "it is answered by the node that has the stream")
		for _, v := range []*viewer{atA, atB} {
			v.sees(source)
			after := v.playlist("source")
			require.NotContains(t, after, "ENDLIST")
			require.Contains(t, after, `ID="show"`, "it is not over")
			goesOn(t, before, after)
			require.Greater(t, number(t, after, "MEDIA-SEQUENCE"), number(t, before, "MEDIA-SEQUENCE")+2, "no number twice")
		}
		require.Equal(t, api.StreamLive, atB.stream().State)

		stands(t, store, "b", media.SegmentSeq(number(t, atB.playlist("source"), "MEDIA-SEQUENCE"))+3)
		again := join(t, a).formats(&small, &tone).send(4)
		require.Eventually(t, func() bool { return fresh.kicked.Load() != nil }, time.Minute, 10*time.Millisecond)
		fresh.sink.End(errReset)
		require.Eventually(t, func() bool { return number(t, atB.playlist("source"), "DISCONTINUITY-SEQUENCE") == 1 }, time.Minute, 20*time.Millisecond)
		require.Nil(t, again.kicked.Load())
		again.sink.End(nil)

		leased(t, store, func(l cluster.Lease) bool { return l.Ended })
		last := join(t, b).formats(&small, nil).send(4)
		require.Equal(t, 1, number(t, atB.playlist("source"), "MEDIA-SEQUENCE"), "its publisher had said goodbye: a new stream")
		last.sink.End(nil)
	})
}

// goesOn checks that two versions are of one playlist, but for what left it: the media of the node before is not there any more.
func goesOn(t *testing.T, before, after string) {
	t.Helper()
	for _, problem := range conformance.CheckVersions("source", []conformance.Version{{Body: []byte(before)}, {Body: []byte(after)}}) {
		require.Contains(t, problem.String(), "removal: segments left")
	}
}

func number(t *testing.T, playlist, tag string) (n int) {
	t.Helper()
	_, rest, _ := strings.Cut(playlist, "#EXT-X-"+tag+":")
	_, _ = fmt.Sscan(rest, &n) // a tag that is not there is 0
	return n
}

// How far a stream is, and that it has begun anew, is told before whoever goes on with it would use a number twice.
func TestCluster_burst(t *testing.T) {
	store := cluster.NewMemory()
	a, _ := memberEvery(t, time.Hour, "a", store, broadcaster.Config{}, broadcaster.Deps{})
	b, _ := memberEvery(t, time.Hour, "b", store, broadcaster.Config{}, broadcaster.Deps{})
	behind := func(last media.SegmentSeq) func(cluster.Lease) bool { // one segment is skipped, and one for each second since
		sent := time.Now()
		return func(l cluster.Lease) bool {
			return l.Place.Segment+1+media.SegmentSeq(max(sent.Sub(l.Place.At), 0)/time.Second) > last
		}
	}
	join(t, a).formats(&small, nil).send(60)
	leased(t, store, behind(30))
	fresh := join(t, b)
	stands(t, store, "b", 1)
	fresh.formats(&small, nil)
	leased(t, store, func(l cluster.Lease) bool { return l.Place.Cuts == 1 })
	fresh.send(60)
	leased(t, store, behind(60))
}

// A node that stops leaves its streams to others.
func TestCluster_node_stops(t *testing.T) {
	store := cluster.NewMemory()
	a, nodeA := member(t, "a", store, broadcaster.Deps{})
	b, _ := member(t, "b", store, broadcaster.Deps{})
	p := join(t, a).formats(&small, nil).send(6)
	atB := view(t, b)
	atB.sees(source)
	before := atB.playlist("source")
	p.sink.End(ingest.ErrStopped)
	require.NoError(t, a.Stop(t.Context()))
	nodeA.Stop(t.Context())
	require.Equal(t, before, atB.playlist("source"), "until somebody goes on")
	fresh := join(t, b).formats(&small, nil).send(6)
	after := atB.playlist("source")
	goesOn(t, before, after)
	require.Greater(t, number(t, after, "MEDIA-SEQUENCE"), 3)
	fresh.sink.End(nil)
}

// Without Redis streams go on everywhere, new ones too, and the nodes say what they do without.
func TestCluster_degraded(t *testing.T) {
	for name, c := range map[string]struct{ down, up func(*clustertest.Redis) }{
		"killed, and empty afterwards": {(*clustertest.Redis).Kill, (*clustertest.Redis).Start},
		"paused":                       {(*clustertest.Redis).Pause, (*clustertest.Redis).Resume},
	} {
		t.Run(name, func(t *testing.T) {
			server := clustertest.StartRedis(t)
			a, _ := member(t, "a", openRedis(t, server), broadcaster.Deps{})
			b, _ := member(t, "b", openRedis(t, server), broadcaster.Deps{})
			atA, atB := view(t, a), view(t, b)
			p := join(t, a).formats(&small, nil).send(4)
			atB.sees(source)

			health := func(v *viewer) (s api.Status) {
				_, body := get(t, v.client, v.base+"/healthz")
				require.NoError(t, json.Unmarshal([]byte(body), &s))
				return s
			}
			ok := func() bool { return health(atA) == api.Status{Status: "ok"} }
			require.Eventually(t, ok, time.Minute, 20*time.Millisecond)
			c.down(server)
			for _, v := range []*viewer{atA, atB} {
				require.Eventually(t, func() bool { return health(v).Status == "degraded" }, time.Minute, 20*time.Millisecond)
				require.Contains(t, health(v).Problem, "Redis")
				require.Equal(t, http.StatusOK, v.status("/readyz"))
			}
			p.send(6)
			for _, v := range []*viewer{atA, atB} {
				require.Eventually(t, func() bool { return strings.Contains(v.playlist("source"), "/4.mp4\n") }, time.Minute, 50*time.Millisecond)
			}
			require.Equal(t, http.StatusServiceUnavailable, atA.status("/hls/unknown/index.m3u8"), "nobody can say that it is nowhere")
			other, err := b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: "other", Close: func(error) {}})
			require.NoError(t, err)
			theirs := &publisher{T: t, sink: other}
			theirs.formats(&small, nil).send(4)

			c.up(server)
			atA.sees("/hls/other/source/media.m3u8")
			atB.sees(source)
			require.Eventually(t, ok, time.Minute, 20*time.Millisecond)
			p.send(2).sink.End(nil)
			theirs.sink.End(nil)
		})
	}
}

// A node that does not know who may watch a stream lets nobody.
func TestCluster_private(t *testing.T) {
	store := cluster.NewMemory()
	registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	_, key, err := registry.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: admission.Policy{
		Playback: admission.Playback{Private: true},
	}})
	require.NoError(t, err)
	a, _ := member(t, "a", store, broadcaster.Deps{Streams: registry})
	b, _ := member(t, "b", store, broadcaster.Deps{})
	c, _ := member(t, "c", store, broadcaster.Deps{Streams: registry}) // as if they had one
	sink, err := a.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Query: nil, Close: func(error) {}})
	require.NoError(t, err)
	p := &publisher{T: t, sink: sink}
	p.formats(&small, nil).send(4)
	token, _, err := registry.MintPlayback(t.Context(), "mine", time.Hour)
	require.NoError(t, err)
	view(t, a).sees("/signed/" + token + source)
	view(t, c).sees("/signed/" + token + source)
	for _, v := range []*viewer{view(t, a), view(t, b), view(t, c)} {
		require.Equal(t, http.StatusForbidden, v.status(source))
	}
	require.Equal(t, http.StatusForbidden, view(t, b).status("/signed/"+token+source))
	p.sink.End(errors.New("done"))
}

// A stream that was created at one node is published and watched at any: by its rules, with its key, until that is another.
func TestCluster_created_streams(t *testing.T) {
	records, log := cluster.NewMemoryRecords(), slog.New(slog.NewTextHandler(t.Output(), nil))
	store := cluster.NewMemory()
	registry := func() *admission.Registry {
		table, err := cluster.OpenTable(t.Context(), cluster.TableConfig{Every: 10 * time.Millisecond}, records, log)
		require.NoError(t, err)
		table.Start()
		t.Cleanup(func() { require.NoError(t, table.Close()) })
		r, err := admission.NewRegistry(t.Context(), admission.NewShared(table, cluster.Secret("a secret of the tests"), log))
		require.NoError(t, err)
		return r
	}
	atA, atB := registry(), registry()
	a, _ := member(t, "a", store, broadcaster.Deps{Streams: atA})
	b, _ := member(t, "b", store, broadcaster.Deps{Streams: atB})
	_, key, err := atA.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: admission.Policy{Playback: admission.Playback{Private: true}}})
	require.NoError(t, err)
	publish := func(key string) *publisher {
		p := &publisher{T: t}
		p.sink, err = b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Close: func(reason error) { p.kicked.Store(&reason) }})
		require.NoError(t, err)
		return p.formats(&small, nil).send(6)
	}
	states := func(v *viewer) (one api.Stream, list api.StreamList) {
		for path, into := range map[string]any{"/api/v1/streams/mine?created=true": &one, "/api/v1/streams?created=true&limit=10": &list} {
			res, body := get(t, v.client, v.base+path)
			require.Equal(t, http.StatusOK, res.StatusCode, body)
			require.NoError(t, json.Unmarshal([]byte(body), into))
		}
		require.Len(t, list.Streams, 1)
		require.NotNil(t, one.Settings)
		require.NotNil(t, list.Streams[0].Settings)
		return one, list
	}
	one, list := states(view(t, a))
	require.Equal(t, []api.StreamState{api.StreamIdle, api.StreamIdle}, []api.StreamState{one.State, list.Streams[0].State})
	p := publish(key)
	require.Eventually(t, func() bool { // what no node had is remembered for a second
		one, list = states(view(t, a))
		return one.State == api.StreamLive && list.Streams[0].State == api.StreamLive && one.Source != nil
	}, time.Minute, 50*time.Millisecond)
	token, _, err := atA.MintPlayback(t.Context(), "mine", time.Hour)
	require.NoError(t, err)
	for _, v := range []*viewer{view(t, a), view(t, b)} {
		v.sees("/signed/" + token + source)
		require.Equal(t, http.StatusForbidden, v.status(source))
	}
	fresh, err := atA.Rotate(t.Context(), "mine")
	require.NoError(t, err)
	require.Eventually(t, func() bool { return p.kicked.Load() != nil }, time.Minute, 10*time.Millisecond)
	p.sink.End(*p.kicked.Load())
	_, err = b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: "mine", Close: func(error) {}})
	require.ErrorIs(t, err, ingest.ErrRefused, "a name that was created is no key")
	p = publish(fresh)
	require.NoError(t, atA.Delete(t.Context(), "mine"))
	require.Eventually(t, func() bool { return p.kicked.Load() != nil }, time.Minute, 10*time.Millisecond)
	p.sink.End(*p.kicked.Load())
}

// While Redis is away a node shows what was created, and says that it does not know how that is doing elsewhere.
func TestCluster_created_unknown(t *testing.T) {
	server := clustertest.StartRedis(t)
	registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	_, _, err = registry.Create(t.Context(), admission.Stream{Name: "mine"})
	require.NoError(t, err)
	a, _ := member(t, "a", openRedis(t, server), broadcaster.Deps{Streams: registry})
	v := view(t, a)
	state := func() (s api.Stream) {
		res, body := get(t, v.client, v.base+"/api/v1/streams/mine?created=true")
		require.Equal(t, http.StatusOK, res.StatusCode, body)
		require.NoError(t, json.Unmarshal([]byte(body), &s))
		require.NotNil(t, s.Settings)
		return s
	}
	require.Equal(t, api.StreamIdle, state().State)
	server.Kill()
	require.Eventually(t, func() bool { return state().State == api.StreamUnknown }, time.Minute, 50*time.Millisecond)
	require.Contains(t, state().Problem, "Redis does not answer")
	server.Start()
	require.Eventually(t, func() bool { s := state(); return s.State == api.StreamIdle && s.Problem == "" }, time.Minute, 50*time.Millisecond)
}
