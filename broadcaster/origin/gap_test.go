package origin_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// A stream whose publisher is away goes on by gaps in every rendition, keeps the rules, and goes on with media.
func TestGap(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	v := &viewer{st: st, versions: make(map[string][]conformance.Version)}
	_, _, ok := st.stream.Gap(media.Second)
	require.False(t, ok, "nothing to go on from")
	for n := range 24 {
		st.publishAll(n, n+1, "source", "audio", "720p")
		v.look()
	}
	const away = 40 // seconds, more than a window
	var next media.PartID
	var begins media.Ticks
	for n := 24; n < 24+2*away; n++ {
		st.at(media.Ticks(n+1) * half)
		next, begins, ok = st.stream.Gap(media.Ticks(n+1)*half + half/2)
		require.True(t, ok)
		require.Equal(t, media.Ticks(n+1)*half, begins, "whole parts only")
		st.stream.Skip("720p", next)
		st.stream.Skip("audio", next)
		v.look()
		index := st.playlist("index.m3u8")
		require.Equal(t, 2, strings.Count(index, "#EXT-X-STREAM-INF"), "who comes now finds what there was: %s", index)
		require.Contains(t, index, "TYPE=AUDIO")
	}
	require.Equal(t, media.PartID{Segment: 6 + away/3, Part: 2}, next, "segments of three seconds")
	playlist := st.playlist("720p/media.m3u8")
	require.Equal(t, 8, strings.Count(playlist, "#EXT-X-GAP\n#EXTINF:3.000000,\n"), playlist)
	require.NotContains(t, playlist, "DISCONTINUITY\n")
	u := urisOf("720p", playlist)
	for _, uri := range []string{u.segments[7], u.parts[0], u.parts[len(u.parts)-1]} {
		require.Equal(t, http.StatusNotFound, st.get(uri).Code, uri)
	}

	seq := next.Segment + 1
	require.NoError(t, st.stream.Discontinuity(seq))
	for n := range 24 {
		for _, name := range []string{"source", "audio", "720p"} {
			p := given(n, content(name, n))
			p.ID.Segment += seq
			p.Start += begins
			st.at(p.End())
			require.NoError(t, st.stream.Publish(name, p))
		}
		v.look()
	}
	playlist = st.playlist("720p/media.m3u8?ll=0")
	require.Equal(t, 1, strings.Count(playlist, "DISCONTINUITY\n"), playlist)
	require.Contains(t, playlist, "#EXT-X-GAP\n#EXTINF:1.000000,\n", "cut short when the publisher was back")
	st.stream.End()
	v.look()
	for path, versions := range v.versions {
		require.Empty(t, conformance.CheckVersions(path, versions))
	}
	require.Empty(t, conformance.CheckRenditions(v.versions))
	_, _, ok = st.stream.Gap(1000 * media.Second)
	require.False(t, ok, "it has ended")
}

// A blocking reload is answered by a gap, and so is who waits for the file that the preload hint names.
func TestGap_blocking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStudio(t, origin.Config{}).ladder().publishAll(0, 8, "source", "720p", "audio")
		file := st.request(urisOf("720p", st.playlist("720p/media.m3u8")).hints[0])
		reload := st.request("/hls/demo/720p/media.m3u8?_HLS_msn=2&_HLS_part=0")
		_, ok := answered(file)
		require.False(t, ok)
		_, ok = answered(reload)
		require.False(t, ok)
		next, _, _ := st.stream.Gap(9 * half)
		st.stream.Skip("720p", next)
		require.Contains(t, (<-reload).Body.String(), "/2.0.mp4\",GAP=YES\n")
		require.Equal(t, http.StatusNotFound, (<-file).Code)
	})
}

// A rung that was given up before the publisher went is not offered while it is away.
func TestGap_rungs_that_were_gone(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 8, "source", "720p", "audio")
	for n := 8; n < 60; n++ {
		st.publishAll(n, n+1, "source", "audio")
		st.stream.Skip("720p", given(n+1, "").ID)
	}
	next, _, _ := st.stream.Gap(100 * media.Second)
	st.stream.Skip("720p", next)
	index := st.playlist("index.m3u8")
	require.NotContains(t, index, "720p")
	require.Contains(t, index, "source")
}
