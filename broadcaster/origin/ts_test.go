package origin_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/testmedia"
)

// tsStudio is a studio of real boxes: a picture every half second, and 25 frames of sound.
type tsStudio struct{ *studio }

func newTSStudio(t *testing.T) tsStudio {
	st := tsStudio{newStudio(t, origin.Config{})}
	init, err := fmp4.VideoInit(testmedia.H264(320, 176, media.Rational{Num: 2, Den: 1}))
	require.NoError(t, err)
	require.NoError(t, st.stream.VideoInit("source", testmedia.H264(320, 176, media.Rational{Num: 2, Den: 1}), 300_000, init))
	init, err = fmp4.AudioInit(audioFormat)
	require.NoError(t, err)
	require.NoError(t, st.stream.AudioInit(audioFormat, init))
	return st
}

// picture publishes part n of the pictures, and sound that of the sound.
func (st tsStudio) picture(n int) {
	st.t.Helper()
	p := given(n, "")
	nal := []byte{0x41, 0x9a, 1, byte(n + 1)}
	if p.Independent {
		nal[0] = 0x65
	}
	p.Data = fmp4.MarshalPart(uint32(n), int64(p.Start), []fmp4.Sample{
		{Duration: int64(half), Offset: int64(half), Key: p.Independent, Data: h264.AppendLength(nil, nal)},
	})
	st.at(media.Ticks(n+1) * half)
	require.NoError(st.t, st.stream.Publish("source", p))
}

func (st tsStudio) sound(n int) {
	st.t.Helper()
	samples := make([]fmp4.Sample, 25)
	for i := range samples {
		samples[i] = fmp4.Sample{Duration: 960, Key: true, Data: []byte{byte(n), byte(i), 1}}
	}
	p := given(n, "")
	p.Data = fmp4.MarshalPart(uint32(n), int64(n)*24000, samples)
	require.NoError(st.t, st.stream.Publish("audio", p))
}

func (st tsStudio) play(from, to int) {
	for n := from; n < to; n++ {
		st.picture(n)
		st.sound(n)
	}
}

// TestTS: the stream for players of MPEG-TS has the same pictures and the same sound, segment by segment.
func TestTS(t *testing.T) {
	st := newTSStudio(t)
	st.play(0, 17)
	index := st.playlist("ts.m3u8")
	require.Regexp(t, `(?s)^#EXTM3U.*#EXT-X-STREAM-INF:BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=320x176.*\nsource/ts.m3u8\n$`, index)
	require.NotContains(t, index, "TYPE=AUDIO", "the sound is in the segments")

	list := st.playlist("source/ts.m3u8")
	require.Contains(t, list, "#EXT-X-VERSION:3\n")
	for _, tag := range []string{"#EXT-X-MAP", "#EXT-X-PART", "#EXT-X-SERVER-CONTROL", "#EXT-X-PRELOAD"} {
		require.NotContains(t, list, tag)
	}
	segments := urisOf("source", list).segments
	require.Len(t, segments, 4, "those of the other playlist")
	require.Len(t, urisOf("source", st.playlist("source/media.m3u8?ll=0")).segments, 4)

	sps, _ := testmedia.Sets(testmedia.H264(320, 176, media.Rational{Num: 2, Den: 1}))
	var pictures, frames int
	for i, uri := range segments {
		w := st.get(uri)
		require.Equal(t, http.StatusOK, w.Code)
		require.Equal(t, "video/mp2t", w.Header().Get("Content-Type"))
		require.Contains(t, w.Header().Get("Cache-Control"), "immutable")
		require.Zero(t, w.Body.Len()%188)
		r := mpegts.NewReader(bytes.NewReader(w.Body.Bytes()))
		for {
			u, err := r.Next()
			if err != nil {
				require.ErrorIs(t, err, io.EOF)
				break
			}
			switch u.Stream.Type {
			case mpegts.TypeH264:
				n := 4*i + pictures%4
				require.Equal(t, (media.Second + media.Ticks(n)*half).In(mpegts.ClockRate), u.DTS)
				require.Equal(t, (media.Second + media.Ticks(n+1)*half).In(mpegts.ClockRate), u.PTS)
				require.Equal(t, pictures%4 == 0, bytes.Contains(u.Data, sps), "a segment begins with an IDR and its parameter sets")
				pictures++
			case mpegts.TypeAAC:
				frames += bytes.Count(u.Data, []byte{0xff, 0xf1})
			}
		}
		require.Equal(t, 4*(i+1), pictures)
		require.Equal(t, 100*(i+1), frames)
		require.Equal(t, w.Body.Bytes(), st.get(uri).Body.Bytes(), "it is the same for all")
		require.Equal(t, http.StatusPartialContent, st.get(uri, "Range", "bytes=0-187").Code)
	}
}

// A segment is not listed before its sound is whole.
func TestTS_waitsForTheSound(t *testing.T) {
	st := newTSStudio(t)
	st.play(0, 6)
	for n := 6; n < 12; n++ {
		st.picture(n)
	}
	segments := urisOf("source", st.playlist("source/ts.m3u8")).segments
	require.Len(t, segments, 1)
	second := strings.Replace(segments[0], "/0.ts", "/1.ts", 1)
	require.Equal(t, http.StatusNotFound, st.get(second).Code)
	st.sound(6)
	st.sound(7)
	require.Len(t, urisOf("source", st.playlist("source/ts.m3u8")).segments, 2)
	require.Equal(t, http.StatusOK, st.get(second).Code)
}

// What does not go into MPEG-TS is not there, and what is damaged is no panic.
func TestTS_refuses(t *testing.T) {
	st := newTSStudio(t)
	hevc := sourceFormat
	hevc.Codec = media.CodecHEVC
	require.NoError(t, st.stream.VideoInit("hevc", hevc, 0, []byte("init")))
	st.play(0, 6)
	media := urisOf("source", st.playlist("source/ts.m3u8")).segments[0]
	for path, status := range map[string]int{
		"/hls/demo/hevc/ts.m3u8":                           http.StatusNotFound,
		"/hls/demo/audio/ts.m3u8":                          http.StatusNotFound,
		"/hls/demo/none/ts.m3u8":                           http.StatusNotFound,
		"/hls/nobody/ts.m3u8":                              http.StatusNotFound,
		strings.Replace(media, "/0.ts", "/00.ts", 1):       http.StatusNotFound,
		strings.Replace(media, "/0.ts", "/0.0.ts", 1):      http.StatusNotFound,
		strings.Replace(media, "/0.ts", "/init-0.ts", 1):   http.StatusNotFound,
		strings.Replace(media, "/0.ts", "/1.ts", 1):        http.StatusNotFound, // not whole yet
		strings.Replace(media, "/source/", "/audio/", 1):   http.StatusNotFound,
		strings.Replace(media, "/hls/demo/", "/hls/x/", 1): http.StatusNotFound,
	} {
		require.Equal(t, status, st.get(path).Code, path)
	}

	broken := newStudio(t, origin.Config{}).init("source").publish("source", 0, 6)
	uri := urisOf("source", broken.playlist("source/ts.m3u8")).segments[0]
	require.Equal(t, http.StatusInternalServerError, broken.get(uri).Code)
}
