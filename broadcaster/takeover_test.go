package broadcaster_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// keeper opens a node's view of the store that a cluster's nodes share.
func keeper(t *testing.T, dir, node string, ready func(record.Info)) *record.Recorder {
	t.Helper()
	return keeperFor(t, dir, node, 2*time.Second, ready)
}

func keeperFor(t *testing.T, dir, node string, hold time.Duration, ready func(record.Info)) *record.Recorder {
	t.Helper()
	r, err := record.Open(t.Context(), record.Config{URL: dir, Node: node, Hold: hold}, record.Deps{
		Logger: slog.New(slog.NewTextHandler(t.Output(), nil)).With("node", node), Ready: ready,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close(context.Background())) })
	return r
}

// versions are those of a playlist, which are of one stream that went on.
func versions(t *testing.T, bodies ...string) {
	t.Helper()
	list := make([]conformance.Version, len(bodies))
	for i, body := range bodies {
		list[i].Body = []byte(body)
	}
	require.Empty(t, conformance.CheckVersions("source", list), "%s", strings.Join(bodies, "\n"))
}

// segments fetches all that a playlist of the stream lists, by URI.
func (v *viewer) segments(rendition, playlist string) map[string]string {
	v.Helper()
	p, err := conformance.Parse([]byte(playlist))
	require.NoError(v, err)
	got := map[string]string{}
	for _, s := range p.Segments {
		if s.URI != "" && !s.Gap {
			got[s.URI] = v.body("/hls/mine/" + rendition + "/" + s.URI)
		}
	}
	return got
}

// What a node has kept of a stream is there when the stream goes on at another one: in the playlists, at the same URIs, as far back as one could go
// before; and what is recorded is one recording.
func TestCluster_media_stays(t *testing.T) {
	for name, cfg := range map[string]broadcaster.Config{
		"recorded":              {Record: true},
		"rewound":               {Rewind: time.Minute},
		"recorded and rewound":  {Record: true, Rewind: time.Minute},
		"rewound and encrypted": {Rewind: time.Minute, Encrypt: true, KeySegments: 2},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			store := cluster.NewMemory()
			ready := make(chan record.Info, 3)
			done := func(i record.Info) { ready <- i }
			a, _ := memberWith(t, "a", store, cfg, broadcaster.Deps{Recorder: keeper(t, dir, "a", done)})
			kept := keeper(t, dir, "b", done)
			b, _ := memberWith(t, "b", store, cfg, broadcaster.Deps{Recorder: kept})
			old := join(t, a).formats(&small, &tone).send(40)
			atB := view(t, b)
			atB.sees(source)
			forms := []string{source, source + "?ll=0"}
			if cfg.Rewind > 0 {
				forms = append(forms, source+"?dvr=1")
			}
			before := map[string]string{}
			for _, form := range forms {
				before[form] = atB.body(form)
			}
			had := atB.segments("source", before[forms[len(forms)-1]])
			require.Greater(t, len(had), 7)
			sound := atB.segments("audio", atB.body("/hls/mine/audio/media.m3u8?ll=0"))
			keys := map[string]string{}
			if cfg.Encrypt {
				for _, path := range keyURIs(t, before[forms[2]]) {
					keys[path] = atB.body(path)
				}
			}
			// Where it stands is known, and what is listed is kept.
			leased(t, store, func(l cluster.Lease) bool { return l.Place.Segment >= 20 && keptWhole(t, dir, 20) })

			fresh := join(t, b).formats(&small, &tone)
			require.Eventually(t, func() bool { return old.kicked.Load() != nil }, time.Minute, 10*time.Millisecond)
			old.sink.End(errReset)
			fresh.send(6)
			for _, form := range forms {
				after := atB.body(form)
				versions(t, before[form], after)
				if form == source+"?dvr=1" {
					require.Equal(t, number(t, before[form], "MEDIA-SEQUENCE"), number(t, after, "MEDIA-SEQUENCE"))
				}
				for uri, media := range atB.segments("source", after) {
					if want, ok := had[uri]; ok {
						require.Equal(t, want, media, uri)
					}
				}
			}
			for uri, want := range had {
				require.Equal(t, want, atB.body("/hls/mine/source/"+uri), "who was told of it may still have it")
			}
			for uri, want := range sound {
				require.Equal(t, want, atB.body("/hls/mine/audio/"+uri))
			}
			for path, want := range keys {
				require.Equal(t, want, atB.body(path), path)
			}

			// And back.
			stands(t, store, "b", media.SegmentSeq(number(t, atB.playlist("source"), "MEDIA-SEQUENCE"))+3)
			again := join(t, a).formats(&small, &tone)
			require.Eventually(t, func() bool { return fresh.kicked.Load() != nil }, time.Minute, 10*time.Millisecond)
			fresh.sink.End(errReset)
			again.send(6)
			for _, form := range forms {
				versions(t, before[form], atB.body(form))
			}
			again.sink.End(nil)
			if !cfg.Record {
				return
			}
			info := <-ready
			require.Equal(t, "a", info.Node)
			require.Zero(t, info.Lost)
			list, _, err := kept.List(t.Context(), "mine", "", 10)
			require.NoError(t, err)
			require.Equal(t, []record.Info{info}, list, "one recording")
			res, body := get(t, atB.client, atB.base+"/recordings/"+info.ID+"/source/media.m3u8")
			require.Equal(t, http.StatusOK, res.StatusCode, body)
			versions(t, body)
			p, err := conformance.Parse([]byte(body))
			require.NoError(t, err)
			var whole media.Ticks
			cuts := 0
			for _, s := range p.Segments {
				if !s.Gap {
					whole += media.FromDuration(s.Duration)
				}
				if s.Discontinuity {
					cuts++
				}
			}
			require.InDelta(t, 52, whole.Seconds(), 1, "%s", body)
			require.Equal(t, 2, cuts)
		})
	}
}

// A publisher that reaches another node and is lost before it sends anything is waited for there.
func TestCluster_false_start(t *testing.T) {
	dir := t.TempDir()
	store := cluster.NewMemory()
	ready := make(chan record.Info, 3)
	done := func(i record.Info) { ready <- i }
	cfg := broadcaster.Config{Record: true, Rewind: time.Minute}
	a, _ := memberWith(t, "a", store, cfg, broadcaster.Deps{Recorder: keeper(t, dir, "a", done)})
	b, _ := memberWith(t, "b", store, cfg, broadcaster.Deps{Recorder: keeper(t, dir, "b", done)})
	old := join(t, a).formats(&small, &tone).send(20)
	atB := view(t, b)
	atB.sees(source)
	before := atB.playlist("source")
	leased(t, store, func(l cluster.Lease) bool { return l.Place.Time > 19*media.Second && keptWhole(t, dir, 10) })

	join(t, b).sink.End(errReset)
	require.Eventually(t, func() bool { return old.kicked.Load() != nil }, time.Minute, 10*time.Millisecond)
	old.sink.End(errReset)
	join(t, b).formats(&small, &tone).sink.End(errReset)
	atB.waitFor(api.StreamDisconnected)
	fresh := join(t, b).formats(&small, &tone).send(6)
	versions(t, before, atB.playlist("source"))
	require.Equal(t, 1, number(t, atB.body(source+"?dvr=1"), "MEDIA-SEQUENCE"))
	fresh.sink.End(nil)
	require.GreaterOrEqual(t, (<-ready).Seconds, 25.)
	require.Empty(t, ready)
}

// partsIn are the parts of a segment that are in a store.
func partsIn(t *testing.T, dir, rendition string, segment int) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*", rendition, fmt.Sprintf("%010d.*.mp4", segment)))
	require.NoError(t, err)
	return names
}

// keptWhole says whether all that was published before a segment is in a store, and that has begun.
func keptWhole(t *testing.T, dir string, segment int) bool {
	t.Helper()
	for _, rendition := range []string{"source", "audio"} {
		for n := 1; n < segment; n++ {
			if len(partsIn(t, dir, rendition, n)) < 5 {
				return false
			}
		}
		if len(partsIn(t, dir, rendition, segment)) == 0 {
			return false
		}
	}
	return true
}
