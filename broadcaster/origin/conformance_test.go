package origin_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Eyevinn/hls-m3u8/m3u8"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// viewer keeps every version of every playlist of a stream, as a client that never misses one.
type viewer struct {
	st       *studio
	versions map[string][]conformance.Version
}

func (v *viewer) look() {
	for _, name := range []string{"source", "720p", "audio", "text-en", "text-de"} {
		path := name + "/media.m3u8"
		if s := v.st.stream.Status(); !started(s, name) {
			continue
		}
		full := v.st.playlist(path)
		v.versions[path] = append(v.versions[path], conformance.Version{At: v.st.clock(), Body: []byte(full)})
		require.Empty(v.st.t, conformance.CheckDelta(path, []byte(full), []byte(v.st.playlist(path+"?_HLS_skip=YES"))))
	}
}

func started(s origin.Status, name string) bool {
	for _, r := range s.Renditions {
		if r.Name == name {
			return r.Started
		}
	}
	return false
}

// Every version of every playlist of a stream keeps the rules, whatever happens to its rungs.
func TestConformance(t *testing.T) {
	tests := map[string]struct {
		cfg  origin.Config
		play func(st *studio, step func(n int, names ...string))
	}{
		"steady": {play: func(_ *studio, step func(int, ...string)) {
			for n := range 100 {
				step(n, "source", "audio", "720p")
			}
		}},
		"long_window": {cfg: origin.Config{Window: 20}, play: func(_ *studio, step func(int, ...string)) {
			for n := range 160 {
				step(n, "source", "audio", "720p")
			}
		}},
		"rung_comes_late": {play: func(_ *studio, step func(int, ...string)) {
			for n := range 60 {
				if n < 21 {
					step(n, "source", "audio")
				} else {
					step(n, "source", "audio", "720p")
				}
			}
		}},
		"rung_fails_over": {play: func(st *studio, step func(int, ...string)) {
			for n := range 80 {
				if n >= 30 && n < 45 {
					st.stream.Skip("720p", given(n-1, "").ID)
					step(n, "source", "audio")
					continue
				}
				if n == 45 {
					st.stream.Skip("720p", given(n, "").ID)
				}
				step(n, "source", "audio", "720p")
			}
		}},
		"discontinuities": {play: func(st *studio, step func(int, ...string)) {
			for n := range 100 {
				if n == 24 || n == 40 {
					require.NoError(st.t, st.stream.Discontinuity(given(n, "").ID.Segment))
					require.NoError(st.t, st.stream.VideoInit("720p", rungFormat, 0, fmt.Appendf(nil, "init %d", n)))
				}
				step(n, "source", "audio", "720p")
			}
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			st := newStudio(t, tt.cfg).ladder()
			st.stream.DeclareCaptions([]media.CaptionTrack{{ID: "en"}})
			v := &viewer{st: st, versions: make(map[string][]conformance.Version)}
			tt.play(st, func(n int, names ...string) {
				for _, name := range names {
					st.publish(name, n, n+1)
				}
				v.look()
				_, err := st.stream.Caption(media.CaptionTrack{ID: []string{"en", "de"}[n/20%2]}, []origin.NewCue{live(0, media.Second, "now")})
				require.NoError(t, err)
			})
			st.stream.Skip("720p", media.PartID{Segment: 1 << 40})
			st.stream.End()
			v.look()
			for path, versions := range v.versions {
				require.Empty(t, conformance.CheckVersions(path, versions))
			}
			require.Empty(t, conformance.CheckRenditions(v.versions))
			// A second parser's opinion; this one knows no parts before the first whole segment.
			_, kind, err := m3u8.DecodeFrom(strings.NewReader(st.playlist("720p/media.m3u8?ll=0")), true)
			require.NoError(t, err)
			require.Equal(t, m3u8.MEDIA, kind)
			index := st.playlist("index.m3u8")
			require.Empty(t, conformance.CheckMultivariant("index.m3u8", []byte(index)))
			_, kind, err = m3u8.DecodeFrom(strings.NewReader(index), true)
			require.NoError(t, err)
			require.Equal(t, m3u8.MASTER, kind)
		})
	}
}
