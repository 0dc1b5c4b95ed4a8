package testmedia_test

import (
	"encoding/json"
	"os/exec"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

func TestClips(t *testing.T) {
	for _, tt := range []struct {
		name string
		spec testmedia.Spec
		keys int // IDR frames; 0 is not checked
	}{
		{"defaults", testmedia.Spec{}, 2},
		{"29.97 with B-frames and sound", testmedia.Spec{FPS: media.Rational{Num: 30000, Den: 1001}, GOP: 30, BFrames: 2, Audio: 48000}, 4},
		{"scene cuts", testmedia.Spec{SceneCut: true, GOP: 60}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, path := range []string{testmedia.FLV(t, tt.spec), testmedia.MP4(t, tt.spec)} {
				packets := probe(t, path, "v")
				require.Len(t, packets, tt.spec.Frames())
				keys, reordered := 0, false
				for _, p := range packets {
					if p.Flags[0] == 'K' {
						keys++
					}
					reordered = reordered || p.PTS != p.DTS
				}
				if tt.keys > 0 {
					require.Equal(t, tt.keys, keys)
				} else {
					require.Greater(t, keys, 2)
				}
				require.Equal(t, tt.spec.BFrames > 0, reordered)
				require.Equal(t, tt.spec.Audio > 0, len(probe(t, path, "a")) > 0)
			}
		})
	}
	t.Run("the same Spec is the same file", func(t *testing.T) {
		require.Equal(t, testmedia.FLV(t, testmedia.Spec{}), testmedia.FLV(t, testmedia.Spec{Width: 320, GOP: 60}))
	})
	t.Run("audio only", func(t *testing.T) {
		path := testmedia.FLV(t, testmedia.Spec{NoVideo: true, Audio: 44100, Seconds: 1})
		require.Empty(t, probe(t, path, "v"))
		require.InDelta(t, 44100/1024, len(probe(t, path, "a")), 2)
	})
}

type packet struct {
	PTS, DTS json.Number
	Flags    string
}

func probe(t *testing.T, path, kind string) []packet {
	t.Helper()
	out, err := exec.Command(testmedia.Tool(t, "ffprobe"), "-v", "error", "-select_streams", kind,
		"-show_entries", "packet=pts,dts,flags", "-of", "json", path).Output()
	require.NoError(t, err)
	var r struct{ Packets []packet }
	require.NoError(t, json.Unmarshal(out, &r), strconv.Quote(string(out)))
	return r.Packets
}
