package origin_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

var update = flag.Bool("update", false, "rewrite testdata/*.m3u8 with what is rendered")

var token = regexp.MustCompile(`[a-z0-9]{13}/`)

// golden compares a playlist, its instance token replaced, with testdata.
func golden(t *testing.T, name, playlist string) {
	t.Helper()
	playlist = token.ReplaceAllString(playlist, "TOKEN/")
	path := filepath.Join("testdata", name+".m3u8")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(playlist), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), playlist)
}

// The playlists of a stream over its life, as text.
func TestPlaylist(t *testing.T) {
	tests := map[string]struct {
		play func(st *studio)
		get  string
	}{
		"live": {
			play: func(st *studio) { st.ladder().publishAll(0, 46, "source", "audio", "720p") },
			get:  "source/media.m3u8",
		},
		"live_plain": {
			play: func(st *studio) { st.ladder().publishAll(0, 46, "source", "audio", "720p") },
			get:  "source/media.m3u8?ll=0",
		},
		"first_part": {
			play: func(st *studio) { st.ladder().publishAll(0, 1, "source", "audio", "720p") },
			get:  "audio/media.m3u8",
		},
		"rung_comes_late": {
			play: func(st *studio) { st.ladder().publish("source", 0, 11).publish("720p", 10, 11) },
			get:  "720p/media.m3u8",
		},
		"rung_misses_parts": {
			play: func(st *studio) {
				st.ladder().publishAll(0, 5, "source", "720p").publish("source", 5, 16)
				st.stream.Skip("720p", media.PartID{Segment: 2, Part: 2})
				st.publish("720p", 10, 14)
			},
			get: "720p/media.m3u8",
		},
		"rung_is_lost": {
			play: func(st *studio) {
				st.ladder().publishAll(0, 3, "source", "720p").publish("source", 3, 50)
				st.stream.Skip("720p", media.PartID{Segment: 100})
			},
			get: "720p/media.m3u8",
		},
		"ended": {
			play: func(st *studio) {
				st.ladder().publishAll(0, 9, "source", "audio").publish("720p", 0, 7)
				st.stream.End()
			},
			get: "720p/media.m3u8",
		},
		"long_gop": {
			play: func(st *studio) {
				st.ladder().publish("source", 0, 4)
				p := given(4, "x")
				p.Independent = false
				require.NoError(st.t, st.stream.Publish("source", p))
			},
			get: "source/media.m3u8",
		},
		"discontinuity": {
			play: func(st *studio) {
				st.ladder().publishAll(0, 8, "source", "720p")
				require.NoError(st.t, st.stream.Discontinuity(2))
				require.NoError(st.t, st.stream.VideoInit("720p", rungFormat, 0, []byte("another init")))
				st.publishAll(8, 9, "source", "720p")
			},
			get: "720p/media.m3u8",
		},
		"discontinuity_left": {
			play: func(st *studio) {
				st.ladder().publishAll(0, 4, "source")
				require.NoError(st.t, st.stream.Discontinuity(1))
				st.publishAll(4, 44, "source")
			},
			get: "source/media.m3u8?ll=0",
		},
		"index": {
			play: func(st *studio) { st.ladder().publishAll(0, 8, "source", "audio", "720p") },
			get:  "index.m3u8",
		},
		"index_plain": {
			play: func(st *studio) { st.ladder().publishAll(0, 8, "source", "audio", "720p") },
			get:  "index.m3u8?ll=0",
		},
		"index_audio_only": {
			play: func(st *studio) { st.init("audio").publish("audio", 0, 8) },
			get:  "index.m3u8",
		},
		"index_video_only": {
			play: func(st *studio) { st.init("source").publish("source", 0, 8) },
			get:  "index.m3u8",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			st := newStudio(t, origin.Config{})
			tt.play(st)
			golden(t, name, st.playlist(tt.get))
		})
	}
}
