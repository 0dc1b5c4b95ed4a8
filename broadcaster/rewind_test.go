package broadcaster_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
)

// TestRewind: viewers go back as far as the stream says, to what memory holds no more, recorded or not; only what
// is recorded remains.
func TestRewind(t *testing.T) {
	rewind, none := 120, 0
	for name, policy := range map[string]admission.Policy{
		"as the stream says": {Rewind: &rewind}, "recorded": {Rewind: &rewind, Record: admission.RecordAlways}, "as the node says": {}, "not at all": {Rewind: &none},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			recorder, err := record.Open(t.Context(), record.Config{URL: dir, Node: "n"}, record.Deps{Logger: slog.New(slog.DiscardHandler)})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
			registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
			require.NoError(t, err)
			_, key, err := registry.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: policy})
			require.NoError(t, err)
			b := startWith(t, broadcaster.Config{Rewind: 2 * time.Minute}, broadcaster.Deps{Recorder: recorder, Streams: registry})
			v := view(t, b)
			p := &publisher{T: t}
			p.sink, err = b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Query: url.Values{}, Close: func(error) {}})
			require.NoError(t, err)
			p.formats(&small, &tone).send(60)
			dvr := v.stream().DVRURL
			if policy.Rewind == &none {
				require.Empty(t, dvr)
				require.Equal(t, v.playlist("source"), v.body("/hls/mine/source/media.m3u8?dvr=1"))
				return
			}
			require.Equal(t, "/hls/mine/index.m3u8?dvr=1", dvr)
			require.Contains(t, v.body(dvr), "source/media.m3u8?dvr=1\n")
			playlist := v.body("/hls/mine/source/media.m3u8?dvr=1")
			require.Empty(t, conformance.CheckVersions("source", []conformance.Version{{Body: []byte(playlist)}}))
			require.Equal(t, 29, strings.Count(playlist, "#EXTINF"), playlist)
			for _, uri := range regexp.MustCompile(`(?m)^[a-z0-9]{13}/\d+\.mp4$`).FindAllString(playlist, -1) {
				require.Equal(t, http.StatusOK, v.status("/hls/mine/source/"+uri), uri)
			}
			p.sink.End(nil)
			v.waitFor(api.StreamEnded)
			report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: v.base + dvr, For: time.Second})
			require.NoError(t, err)
			var text strings.Builder
			require.NoError(t, report.Write(&text, false))
			require.True(t, report.Conforms(), &text)
			require.Eventually(t, func() bool {
				list, _, err := recorder.List(t.Context(), "mine", "", 10)
				return err == nil && len(list) == map[bool]int{true: 1}[policy.Record == admission.RecordAlways]
			}, time.Minute, 20*time.Millisecond)
		})
	}
}

// body is what can be had at a path.
func (v *viewer) body(path string) string {
	v.Helper()
	res, body := get(v.T, v.client, v.base+path)
	require.Equal(v, http.StatusOK, res.StatusCode, "%s: %s", path, body)
	return body
}
