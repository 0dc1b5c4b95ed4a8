package broadcaster_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/inflow"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// fetchesAs fetches the newest segment of the source, as a player of that name.
func (v *viewer) fetchesAs(player string) {
	v.Helper()
	p, err := conformance.Parse([]byte(v.body(source + "?ll=0")))
	require.NoError(v, err)
	req, err := http.NewRequestWithContext(v.Context(), http.MethodGet, v.base+"/hls/mine/source/"+p.Segments[len(p.Segments)-1].URI, nil)
	require.NoError(v, err)
	req.Header.Set("User-Agent", player)
	res, err := v.client.Do(req)
	require.NoError(v, err)
	require.NoError(v, res.Body.Close())
	require.Equal(v, http.StatusOK, res.StatusCode)
}

// Who watches at any node of a cluster is counted by the stream's own; playlists alone make no viewer.
func TestViewers(t *testing.T) {
	store := cluster.NewMemory()
	a, _ := member(t, "a", store, broadcaster.Deps{})
	b, _ := member(t, "b", store, broadcaster.Deps{})
	atA, atB := view(t, a), view(t, b)
	for _, v := range []*viewer{atA, atB} {
		require.Equal(t, http.StatusNotFound, v.status("/hls/mine/source/token/1.mp4"), "who asks for what is not there watches nothing")
	}
	p := join(t, a).formats(&small, &tone).send(8)
	atB.sees(source)
	atB.playlist("source")
	require.Zero(t, atA.stream().Viewers)
	atA.fetchesAs("one")
	require.Equal(t, 1, atA.stream().Viewers)
	atA.fetchesAs("two")
	atB.fetchesAs("three")
	p.send(2)
	require.Eventually(t, func() bool { // as soon as that node asks again
		atB.playlist("source")
		return atA.stream().Viewers == 3
	}, time.Minute, 50*time.Millisecond)
	require.Equal(t, 3, atB.stream().Viewers, "any node tells what the stream's own says")
	p.sink.End(nil)
}

// How a publisher's media comes in is told while it publishes, with what to change.
func TestHealth(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	v := view(t, b)
	p := join(t, b).formats(&small, &tone)
	p.send(3)
	h := v.stream().Health
	require.NotNil(t, h)
	require.Equal(t, "test", h.Protocol)
	require.WithinDuration(t, time.Now(), h.Since, time.Minute)
	require.InDelta(t, 1, h.KeyframeInterval, 0.01)
	require.Empty(t, h.Advice)
	require.NotZero(t, h.Bitrate)

	p.gop = 250
	p.send(12)
	h = v.stream().Health
	require.Equal(t, inflow.LongKeyframes, h.Advice[0].Code)
	p.sink.End(errReset)
	v.waitFor(api.StreamDisconnected)
	require.Nil(t, v.stream().Health)
}
