package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// brokenClips are the clips of the folder that MILLRACE_BROKEN_CLIPS names (docs/encoders.md), how many of their pictures are in
// every rung, and how many frames of sound there are.
var brokenClips = map[string]struct{ pictures, sounds int }{
	"duplicate-audio-dts": {59, 85},
	"kryp-1":              {35, 0},
	"missing-dts":         {120, 0},
	"missing-sei-and-pes": {12, 0},
	"portrait":            {30, 0},
	"skip_1":              {171, 0},
	"vertical-sample":     {30, 0},
	"zero-frame":          {0, 72},
}

// TestBrokenClips: what is pushed of a broken clip is in the rungs, at the same times.
func TestBrokenClips(t *testing.T) {
	dir := os.Getenv("MILLRACE_BROKEN_CLIPS")
	if dir == "" {
		t.Skip("MILLRACE_BROKEN_CLIPS names no folder of clips")
	}
	pipeline.LogErrorsOnly()
	for name, want := range brokenClips {
		t.Run(name, func(t *testing.T) {
			clip, err := os.ReadFile(filepath.Join(dir, name+".ts"))
			require.NoError(t, err)
			source := pushed(t, clip)
			total := 0
			for _, p := range source.parts {
				total += p.Frames
			}
			require.Equal(t, want.pictures, total)
			require.Equal(t, want.sounds, source.sounds)
			require.Equal(t, source.times(t), rungOf(t, source).times(t))
		})
	}
}

// cutVideo is a video in parts. It is both what a publisher feeds and what a session makes of it.
type cutVideo struct {
	cut    *segmenter.Segmenter
	format media.VideoFormat
	parts  []media.Part
	sounds int // frames
}

// pushed is what becomes of a body that is pushed as a segment.
func pushed(t *testing.T, body []byte) *cutVideo {
	t.Helper()
	v := &cutVideo{}
	var err error
	v.cut, err = segmenter.New(segmenter.Config{}, v)
	require.NoError(t, err)
	s, err := push.New(push.Config{}, push.Deps{Publisher: v, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)), Metrics: push.NewMetrics(prometheus.NewRegistry())})
	require.NoError(t, err)
	router := chi.NewRouter()
	router.Route("/live", s.Routes)
	server := httptest.NewServer(router)
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, server.URL+"/live/clip/0.ts", bytes.NewReader(body))
	require.NoError(t, err)
	res, err := server.Client().Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.NoError(t, s.Stop(context.WithoutCancel(t.Context())))
	return v
}

// rungOf transcodes a video to a small rung.
func rungOf(t *testing.T, source *cutVideo) *cutVideo {
	t.Helper()
	made := &cutVideo{}
	if len(source.parts) == 0 {
		return made
	}
	rung := media.Rendition{Name: "small", Codec: media.CodecH264, Width: 64, Height: 64, Bitrate: 100_000}
	s, err := pipeline.New(pipeline.Config{Source: source.format, Ladder: []pipeline.Rung{{Rendition: rung}}}, made)
	require.NoError(t, err)
	defer s.Close()
	for _, p := range source.parts {
		require.NoError(t, s.Part(p))
	}
	require.NoError(t, s.Finish())
	return made
}

// times are the PTS of the pictures, ascending.
func (v *cutVideo) times(t *testing.T) (times []int64) {
	t.Helper()
	for _, p := range v.parts {
		f, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		at := f.Start
		for _, s := range f.Samples {
			times = append(times, at+s.Offset)
			at += s.Duration
		}
	}
	slices.Sort(times)
	return times
}

// Publish implements ingest.Publisher.
func (v *cutVideo) Publish(context.Context, ingest.Request) (ingest.Sink, error) { return v, nil }

// VideoFormat implements ingest.Sink.
func (v *cutVideo) VideoFormat(f media.VideoFormat) error { return v.cut.VideoFormat(f) }

// AudioFormat implements ingest.Sink.
func (*cutVideo) AudioFormat(media.AudioFormat) error { return nil }

// Video implements ingest.Sink.
func (v *cutVideo) Video(u media.AccessUnit) error { return v.cut.Video(u) }

// Audio implements ingest.Sink.
func (v *cutVideo) Audio(media.AccessUnit) error { v.sounds++; return nil }

// End implements ingest.Sink.
func (v *cutVideo) End(error) { _ = v.cut.End() }

// VideoInit implements segmenter.Output.
func (v *cutVideo) VideoInit(f media.VideoFormat, _ []byte) { v.format = f }

// VideoPart implements segmenter.Output.
func (v *cutVideo) VideoPart(p media.Part) { v.parts = append(v.parts, p) }

// AudioInit implements segmenter.Output.
func (*cutVideo) AudioInit(media.AudioFormat, []byte) {}

// AudioPart implements segmenter.Output.
func (*cutVideo) AudioPart(int, media.Part) {}

// AudioGap implements segmenter.Output.
func (*cutVideo) AudioGap(int, media.PartID) {}

// Init implements pipeline.Output.
func (*cutVideo) Init(int, []byte) {}

// Part implements pipeline.Output.
func (v *cutVideo) Part(_ int, p media.Part, _ time.Duration) { v.parts = append(v.parts, p) }
