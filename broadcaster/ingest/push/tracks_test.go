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

// FuzzBody: whatever a body holds, and the next one after it, what the sink gets is as it must be.
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
	vp9Key := []byte{0x82, 0x49, 0x83, 0x42, 0, 0x03, 0xf0, 0x03, 0xf0, 0}
	for format, picture := range map[*media.VideoFormat][]byte{
		&video: h264.AppendLength(nil, []byte{0x65, 1}),
		{Codec: media.CodecVP9, Width: 64, Height: 64, Config: []byte{1, 0, 0, 0, 0, 10, 0x82, 2, 2, 2, 0, 0}}: vp9Key,
	} {
		init, err := fmp4.MovieInit(*format, audio)
		require.NoError(f, err)
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
