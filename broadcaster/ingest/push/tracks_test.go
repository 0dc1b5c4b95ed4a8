package push

import (
	"bytes"
	"errors"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/opus"
	"github.com/millrace/millrace/pkg/testmedia"
)

// strict is a sink that checks what a Sink may rely on.
type strict struct {
	t        testing.TB
	video    media.Codec // empty before there was a format
	audio    bool
	idr      bool
	dts, pts media.Ticks
}

func (s *strict) VideoFormat(f media.VideoFormat) error {
	require.NotEmpty(s.t, f.Config)
	s.video, s.idr = f.Codec, false
	return nil
}

func (s *strict) AudioFormat(f media.AudioFormat) error {
	require.True(s.t, f.SampleRate > 0 || codec.Transcoded(f.Codec))
	s.audio = true
	return nil
}

func (s *strict) Video(u media.AccessUnit) error {
	require.True(s.t, s.video != "" && (s.idr || u.Key))
	require.Greater(s.t, u.DTS, s.dts)
	require.GreaterOrEqual(s.t, u.PTS, media.Ticks(0))
	if s.video == media.CodecH264 || s.video == media.CodecHEVC {
		for _, err := range h264.NALs(u.Payload) {
			require.NoError(s.t, err)
		}
	}
	s.idr, s.dts = true, u.DTS
	return nil
}

func (s *strict) Audio(u media.AccessUnit) error {
	require.True(s.t, s.audio)
	require.Greater(s.t, u.PTS, s.pts)
	require.NotEmpty(s.t, u.Payload)
	s.pts = u.PTS
	return nil
}

func (s *strict) End(error) {}

// vp9Key is a key frame of 64x64 pixels.
var vp9Key = []byte{0x82, 0x49, 0x83, 0x42, 0, 0x03, 0xf0, 0x03, 0xf0, 0}

// vp9 is the format of such.
func vp9() media.VideoFormat {
	return media.VideoFormat{Codec: media.CodecVP9, Width: 64, Height: 64, Config: []byte{1, 0, 0, 0, 0, 10, 0x82, 2, 2, 2, 0, 0}}
}

// fragment is a file of pictures.
func fragment(t testing.TB, f media.VideoFormat, pictures ...[]byte) []byte {
	t.Helper()
	b, err := fmp4.VideoInit(f)
	require.NoError(t, err)
	var samples []fmp4.Sample
	for _, p := range pictures {
		samples = append(samples, fmp4.Sample{Duration: 14400, Data: p})
	}
	return append(b, fmp4.MarshalPart(1, 0, samples)...)
}

// changing is a sink that keeps which codecs its formats and units were of.
type changing struct {
	strict
	formats []media.Codec
	units   map[media.Codec]int
}

func (c *changing) VideoFormat(f media.VideoFormat) error {
	c.formats = append(c.formats, f.Codec)
	return c.strict.VideoFormat(f)
}

func (c *changing) Video(u media.AccessUnit) error {
	c.units[c.formats[len(c.formats)-1]]++
	require.Equal(c.t, codec.Key(c.video, u.Payload), u.Key)
	return c.strict.Video(u)
}

// TestCodecChanges: a body of another codec brings a format of its own, before any picture of it; and so does the one behind it.
func TestCodecChanges(t *testing.T) {
	h264Format := testmedia.H264(64, 64, media.Rational{Num: 25, Den: 1})
	key, inter := h264.AppendLength(nil, []byte{0x65, 1}), h264.AppendLength(nil, []byte{0x41, 1})
	vp9Inter := []byte{0x86, 0}
	sink := &changing{strict: strict{t: t, dts: -1, pts: -1}, units: map[media.Codec]int{}}
	tr := newTracks(sink, slog.New(slog.DiscardHandler))
	for range 2 {
		for _, body := range [][]byte{
			fragment(t, h264Format, key, inter, inter),
			fragment(t, vp9(), vp9Inter, vp9Key, vp9Inter),
			fragment(t, vp9(), vp9Key, vp9Inter),
		} {
			require.NoError(t, tr.read(bytes.NewReader(body), sniff(body), 1<<20))
		}
	}
	require.Equal(t, []media.Codec{media.CodecH264, media.CodecVP9, media.CodecH264, media.CodecVP9}, sink.formats)
	require.Equal(t, map[media.Codec]int{media.CodecH264: 6, media.CodecVP9: 8}, sink.units)
}

// FuzzBody: whatever a body holds, and the next one after it, what the sink gets is as it must be. Give the engine a -fuzzminimizetime, as
// scripts/fuzz.sh does: otherwise it spends its time on making inputs smaller.
func FuzzBody(f *testing.F) {
	video := testmedia.H264(64, 64, media.Rational{Num: 25, Den: 1})
	audio, err := aac.ParseConfig([]byte{0x11, 0x90}) // AAC-LC, 48 kHz, stereo
	require.NoError(f, err)
	for _, audio := range []media.AudioFormat{audio, opus.Format(2)} {
		w, err := mpegts.NewWriter(video, &audio)
		require.NoError(f, err)
		for i := range media.Ticks(2) {
			require.NoError(f, w.Video(i*14400, i*14400, h264.AppendLength(nil, []byte{0x65, 1, 2, 3})))
			require.NoError(f, w.Audio(i*7680, []byte{0xfc, 1}))
		}
		f.Add(w.Bytes())
	}
	for _, format := range []media.VideoFormat{video, vp9()} {
		init, err := fmp4.MovieInit(format, audio)
		require.NoError(f, err)
		picture := vp9Key
		if format.Codec == media.CodecH264 {
			picture = h264.AppendLength(nil, []byte{0x65, 1})
		}
		init = append(init, fmp4.MarshalPart(1, 0, []fmp4.Sample{{Duration: 14400, Key: true, Data: picture}})...)
		f.Add(append(init, fmp4.MarshalAudioPart(2, 0, []fmp4.Sample{{Duration: 1024, Key: true, Data: []byte{1}}})...))
	}
	log := slog.New(slog.DiscardHandler)
	f.Fuzz(func(t *testing.T, b []byte) {
		tr := newTracks(&strict{t: t, dts: -1, pts: -1}, log)
		for range 2 {
			err := tr.read(bytes.NewReader(b), sniff(b), 1<<20)
			require.False(t, err == nil && tr.units == 0)
			require.False(t, errors.As(err, new(sinkError)))
		}
	})
}
