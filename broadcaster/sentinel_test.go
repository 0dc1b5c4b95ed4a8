package broadcaster_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
	"github.com/millrace/millrace/broadcaster/ingest"
)

// A Redis that another one takes the place of, in the middle of a stream, is one that was away for a while: the nodes say so, streams go on
// meanwhile, and what the new Redis was not told in time the nodes tell it.
func TestCluster_failover(t *testing.T) {
	for name, c := range map[string]struct {
		down, up func(*clustertest.Sentinels)
	}{
		"killed": {func(s *clustertest.Sentinels) { s.Primary.Kill() }, func(*clustertest.Sentinels) {}},
		// It comes back in the belief that it is the Redis still.
		"paused": {func(s *clustertest.Sentinels) { s.Primary.Pause() }, func(s *clustertest.Sentinels) { s.Primary.Resume(); s.Demoted() }},
	} {
		t.Run(name, func(t *testing.T) {
			redis := clustertest.StartSentinels(t)
			open := func() cluster.Store {
				store, err := cluster.OpenRedis(redis.URL())
				require.NoError(t, err)
				t.Cleanup(func() { require.NoError(t, store.Close()) })
				return store
			}
			a, _ := member(t, "a", open(), broadcaster.Deps{})
			b, _ := member(t, "b", open(), broadcaster.Deps{})
			atA, atB := view(t, a), view(t, b)
			health := func(v *viewer) string {
				var s api.Status
				_, body := get(t, v.client, v.base+"/healthz")
				require.NoError(t, json.Unmarshal([]byte(body), &s))
				return s.Status
			}
			become := func(want string) {
				t.Helper()
				var seenA, seenB bool
				require.Eventually(t, func() bool {
					seenA, seenB = seenA || health(atA) == want, seenB || health(atB) == want
					return seenA && seenB
				}, time.Minute, 10*time.Millisecond)
			}
			p := join(t, a).formats(&small, nil).send(4)
			atB.sees(source)
			become("ok")

			failed := time.Now()
			c.down(redis)
			become("degraded")
			p.send(6)
			for _, v := range []*viewer{atA, atB} {
				require.Eventually(t, func() bool { return strings.Contains(v.playlist("source"), "/4.mp4\n") }, time.Minute, 20*time.Millisecond)
				require.Equal(t, http.StatusOK, v.status("/readyz"))
			}
			other, err := b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: "other", Query: url.Values{}, Close: func(error) {}})
			require.NoError(t, err)
			theirs := &publisher{T: t, sink: other}
			theirs.formats(&small, nil).send(4)

			redis.Replaced()
			become("ok")
			t.Logf("after %s", time.Since(failed).Round(100*time.Millisecond))
			atA.sees("/hls/other/source/media.m3u8")
			p.send(2)
			before := atB.playlist("source")
			require.Contains(t, before, "/5.mp4\n", "it goes on where it was")
			require.NotContains(t, before, "#EXT-X-DISCONTINUITY\n")
			c.up(redis)
			become("ok")

			// The new Redis decides who has a stream.
			newer := join(t, b).formats(&small, nil).send(4)
			after := atB.playlist("source")
			goesOn(t, before, after)
			require.Eventually(t, func() bool {
				return number(t, atA.playlist("source"), "MEDIA-SEQUENCE") == number(t, after, "MEDIA-SEQUENCE")
			}, time.Minute, 20*time.Millisecond)
			require.Error(t, p.trySend(1), "the older publisher has to go")
			newer.sink.End(nil)
			theirs.sink.End(nil)
		})
	}
}
