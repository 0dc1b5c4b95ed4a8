package broadcaster_test

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// TestRecordingGoesOn: a stream is one recording, though its publisher was lost and came back with another picture.
func TestRecordingGoesOn(t *testing.T) {
	ready := make(chan record.Info, 2)
	recorder, err := record.Open(t.Context(), record.Config{URL: t.TempDir(), Node: "n"}, record.Deps{
		Logger: slog.New(slog.DiscardHandler), Ready: func(i record.Info) { ready <- i },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
	b := startWith(t, broadcaster.Config{AnyStream: true, Record: true, Ladder: media.Ladder{}}, broadcaster.Deps{Recorder: recorder})
	v := view(t, b)
	join(t, b).formats(&small, &tone).send(6).sink.End(errReset)
	v.waitFor(api.StreamDisconnected)
	join(t, b).formats(&large, &tone).send(6).sink.End(nil)
	info := <-ready
	require.Empty(t, ready)
	require.Equal(t, "mine", info.Stream)
	require.GreaterOrEqual(t, info.Seconds, 12.)

	res, body := get(t, v.client, v.base+"/recordings/"+info.ID+"/source/media.m3u8")
	require.Equal(t, http.StatusOK, res.StatusCode, body)
	require.Empty(t, conformance.CheckVersions("source", []conformance.Version{{Body: []byte(body)}}))
	p, err := conformance.Parse([]byte(body))
	require.NoError(t, err)
	require.True(t, p.Ended)
	cuts := 0
	for _, s := range p.Segments {
		require.False(t, s.Gap)
		if s.Discontinuity {
			cuts++
		}
	}
	require.Equal(t, 1, cuts)
}

// TestNothingIsRecorded of a stream that nobody wants recorded.
func TestNothingIsRecorded(t *testing.T) {
	recorder, err := record.Open(t.Context(), record.Config{URL: t.TempDir(), Node: "n"}, record.Deps{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
	b := startWith(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}}, broadcaster.Deps{Recorder: recorder})
	v := view(t, b)
	join(t, b).formats(&small, &tone).send(4).sink.End(nil)
	v.waitFor(api.StreamEnded)
	list, _, err := recorder.List(t.Context(), "", "", 1)
	require.NoError(t, err)
	require.Empty(t, list)
}
