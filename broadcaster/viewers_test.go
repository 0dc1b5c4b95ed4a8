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
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
)

// TestPrivateStream: without a token nothing of a private stream can be had on any path; with one, all of it.
func TestPrivateStream(t *testing.T) {
	recorder, err := record.Open(t.Context(), record.Config{URL: t.TempDir(), Node: "n"}, record.Deps{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
	registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	_, key, err := registry.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: admission.Policy{
		Record: admission.RecordAlways, Playback: admission.Playback{Private: true},
	}})
	require.NoError(t, err)
	b := startWith(t, broadcaster.Config{APIToken: "0123456789abcdef"}, broadcaster.Deps{Recorder: recorder, Streams: registry, Pictures: painter{}})
	v := view(t, b)
	p := &publisher{T: t}
	p.sink, err = b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Query: url.Values{}, Close: func(error) {}})
	require.NoError(t, err)
	p.formats(&small, &tone).send(8)
	token, _, err := registry.MintPlayback(t.Context(), "mine", time.Hour)
	require.NoError(t, err)
	other, _, err := registry.Mint(t.Context(), "mine", time.Hour) // to publish with
	require.NoError(t, err)

	status := func(path string) int {
		t.Helper()
		res, _ := get(t, v.client, v.base+path)
		return res.StatusCode
	}
	res, playlist := get(t, v.client, v.base+"/signed/"+token+"/hls/mine/source/media.m3u8")
	require.Equal(t, http.StatusOK, res.StatusCode)
	paths := []string{"/hls/mine/index.m3u8", "/hls/mine/source/media.m3u8", "/hls/mine/source/media.m3u8?ll=0", "/hls/mine/audio/media.m3u8", "/thumbnails/mine/poster.jpg"}
	_, vtt := get(t, v.client, v.base+"/signed/"+token+"/thumbnails/mine/storyboard.vtt")
	paths = append(paths, "/thumbnails/mine/storyboard.vtt", "/thumbnails/mine/"+regexp.MustCompile(`storyboard-\w+\.jpg`).FindString(vtt))
	for _, uri := range regexp.MustCompile(`[a-z0-9]{13}/[a-z0-9.-]+`).FindAllString(playlist, -1)[:8] {
		if !strings.Contains(playlist, `PRELOAD-HINT:TYPE=PART,URI="`+uri) {
			paths = append(paths, "/hls/mine/source/"+uri)
		}
	}
	check := func() {
		t.Helper()
		for _, path := range paths {
			require.Equal(t, http.StatusForbidden, status(path), path)
			require.Equal(t, http.StatusForbidden, status("/signed/"+other+path), path)
			require.Equal(t, http.StatusForbidden, status("/signed/x"+path), path)
			require.Equal(t, http.StatusOK, status("/signed/"+token+path), path)
		}
	}
	check()
	for _, page := range []string{"/watch/mine", "/embed/mine"} {
		require.Equal(t, http.StatusForbidden, status(page))
		require.Equal(t, http.StatusOK, status(page+"?token="+token))
	}
	for _, path := range []string{"/signed", "/signed/" + token, "/signed/" + token + "/metrics", "/signed/" + token + "/api/v1/server", "/signed/" + token + "/../watch/mine"} {
		require.NotEqual(t, http.StatusOK, status(path), path)
	}
	require.Equal(t, http.StatusNotFound, status("/api/v1/streams/mine"))
	require.Equal(t, http.StatusOK, status("/api/v1/streams/mine?token="+token))
	_, list := get(t, v.client, v.base+"/api/v1/streams")
	require.NotContains(t, list, "mine")

	p.sink.End(nil)
	var id string
	require.Eventually(t, func() bool {
		all, _, err := recorder.List(t.Context(), "mine", "", 1)
		if err != nil || len(all) != 1 || all[0].State != record.Ready {
			return false
		}
		id = all[0].ID
		return true
	}, time.Minute, 10*time.Millisecond)
	paths = []string{"/recordings/" + id + "/index.m3u8", "/recordings/" + id + "/source/media.m3u8", "/recordings/" + id + "/source/1.mp4", "/recordings/" + id + "/source/init-0.mp4", "/recordings/" + id + "/clip.mp4?from=0&to=1"}
	for _, picture := range []string{"poster.jpg", "storyboard.vtt", "storyboard.jpg"} {
		paths = append(paths, "/recordings/"+id+"/"+picture)
	}
	check()
	report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: v.base + "/signed/" + token + paths[0], For: time.Second})
	require.NoError(t, err)
	require.True(t, report.Conforms())
	require.NoError(t, registry.Delete(t.Context(), "mine"))
	require.Equal(t, http.StatusForbidden, status(paths[0]), "it does not become public")
	require.Equal(t, http.StatusForbidden, status("/signed/"+token+paths[0]))
}
