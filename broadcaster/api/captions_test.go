package api_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// captioner takes captions for a stream that is named "studio".
type captioner struct {
	track media.CaptionTrack
	cues  []api.NewCue
	err   error
}

func (c *captioner) Caption(_ context.Context, stream string, track media.CaptionTrack, cues []api.NewCue) ([]api.PlacedCue, error) {
	if stream != "studio" {
		return nil, api.ErrNotLive
	}
	c.track, c.cues = track, append(c.cues, cues...)
	placed := make([]api.PlacedCue, len(cues))
	for i, cue := range cues {
		start := cue.At.Add(cue.Start.Duration())
		placed[i] = api.PlacedCue{Start: start, End: start.Add((cue.End - cue.Start).Duration()), Late: i > 0}
	}
	return placed, c.err
}

func TestCaptions(t *testing.T) {
	registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	c := &captioner{}
	a, err := api.New(api.Config{Token: "0123456789abcdef"}, api.Deps{Network: &network{}, Registrar: registry, Captions: c})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)
	post := func(path, kind, body string, header ...string) *httptest.ResponseRecorder {
		req := httptest.NewRequest("POST", "/api/v1/streams/"+path, strings.NewReader(body))
		req.Header.Set("Authorization", "Bearer 0123456789abcdef")
		req.Header.Set("Content-Type", kind)
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		r.ServeHTTP(w, req)
		return w
	}
	const plain, vtt = "application/json", "text/vtt; charset=utf-8"
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

	w := post("studio/captions/en", plain, `{"name":"English","language":"en","cues":[
		{"text":"a < b\n\nc","duration":2.5,"settings":"line:0"},{"start":"2026-03-01T12:00:00Z","duration":1,"text":"x"}]}`, "Idempotency-Key", "k")
	require.Equal(t, 200, w.Code, w.Body)
	var got api.PlacedCaptions
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &got))
	require.Equal(t, "en", got.Track)
	require.Equal(t, api.PlacedCue{Start: noon, End: noon.Add(time.Second), Late: true}, got.Cues[1])
	require.Equal(t, media.CaptionTrack{ID: "en", Name: "English", Language: "en"}, c.track)
	require.Equal(t, []api.NewCue{{End: 5 * media.Second / 2, Settings: "line:0", Text: "a &lt; b\nc"}, {At: noon, End: media.Second, Text: "x"}}, c.cues)
	require.Equal(t, w.Body.String(), post("studio/captions/en", plain, `{"name":"English","language":"en","cues":[
		{"text":"a < b\n\nc","duration":2.5,"settings":"line:0"},{"start":"2026-03-01T12:00:00Z","duration":1,"text":"x"}]}`, "Idempotency-Key", "k").Body.String())
	require.Len(t, c.cues, 2, "the same request again adds nothing")

	c.cues = nil
	w = post("studio/captions/de?start=2026-03-01T13:00:00%2B01:00&language=de", vtt, "WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<i>y</i>\n")
	require.Equal(t, 200, w.Code, w.Body)
	require.Equal(t, media.CaptionTrack{ID: "de", Language: "de"}, c.track)
	require.Len(t, c.cues, 1)
	require.True(t, noon.Equal(c.cues[0].At))
	require.Equal(t, []any{media.Second, 2 * media.Second, "align:start", "<i>y</i>"}, []any{c.cues[0].Start, c.cues[0].End, c.cues[0].Settings, c.cues[0].Text})

	const one = `{"cues":[{"text":"x","duration":1}]}`
	for name, tt := range map[string]struct {
		path, kind, body string
		err              error
		status           int
		code             string
	}{
		"no cues":          {"studio/captions/en", plain, `{}`, nil, 400, "invalid"},
		"no cues in vtt":   {"studio/captions/en", vtt, "WEBVTT\n", nil, 400, "invalid"},
		"not vtt":          {"studio/captions/en", vtt, "SRT", nil, 400, "invalid"},
		"large":            {"studio/captions/en", vtt, strings.Repeat("x", 70<<10), nil, 413, "too_large"},
		"no duration":      {"studio/captions/en", plain, `{"cues":[{"text":"x"}]}`, nil, 400, "invalid"},
		"many":             {"studio/captions/en", plain, `{"cues":[` + strings.Repeat(`{"text":"x","duration":1},`, 500) + `{"text":"x","duration":1}]}`, nil, 400, "invalid"},
		"a wrong time":     {"studio/captions/en", plain, `{"cues":[{"text":"x","duration":1,"start":"noon"}]}`, nil, 400, "invalid"},
		"a wrong vtt time": {"studio/captions/en?start=noon", vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", nil, 400, "invalid"},
		"a wrong language": {"studio/captions/en", plain, `{"language":"?","cues":[{"text":"x","duration":1}]}`, nil, 400, "invalid"},
		"in the video":     {"studio/captions/CC1", plain, one, nil, 400, "invalid"},
		"a wrong track":    {"studio/captions/E.N", plain, one, nil, 400, "invalid"},
		"another stream":   {"other/captions/en", plain, one, nil, 404, "not_found"},
		"ended":            {"studio/captions/en", plain, one, origin.ErrEnded, 404, "not_found"},
		"not begun":        {"studio/captions/en", plain, one, origin.ErrNoMedia, 409, "not_begun"},
		"late":             {"studio/captions/en", plain, one, origin.ErrCueLate, 409, "too_late"},
		"full":             {"studio/captions/en", plain, one, origin.ErrCuesFull, 409, "full"},
		"tracks":           {"studio/captions/en", plain, one, origin.ErrTracks, 409, "full"},
		"wrong cue":        {"studio/captions/en", plain, one, origin.ErrCue, 400, "invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			c.err = tt.err
			w := post(tt.path, tt.kind, tt.body)
			require.Equal(t, tt.status, w.Code, w.Body)
			var p api.Problem
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &p))
			require.Equal(t, tt.code, p.Code)
		})
	}
}
