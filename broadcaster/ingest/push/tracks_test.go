package push

import (
	"bytes"
	"errors"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/testmedia"
)

// strict is a sink that checks what a Sink may rely on.
type strict struct {
	t            testing.TB
	video, audio bool
	idr          bool
	dts, pts     media.Ticks
}

func (s *strict) VideoFormat(f media.VideoFormat) error {
	require.NotEmpty(s.t, f.Config)
	s.video, s.idr = true, false
	return nil
}

func (s *strict) AudioFormat(f media.AudioFormat) error {
	require.NotZero(s.t, f.SampleRate)
	s.audio = true
	return nil
}

func (s *strict) Video(u media.AccessUnit) error {
	require.True(s.t, s.video && (s.idr || u.Key))
	require.Greater(s.t, u.DTS, s.dts)
	require.GreaterOrEqual(s.t, u.PTS, media.Ticks(0))
	for _, err := range h264.NALs(u.Payload) {
		require.NoError(s.t, err)
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
	w, err := mpegts.NewWriter(video, &audio)
	require.NoError(f, err)
	for i := range media.Ticks(3) {
		require.NoError(f, w.Video(i*14400, i*14400, h264.AppendLength(nil, []byte{0x65, 1, 2, 3})))
		require.NoError(f, w.Audio(i*7680, []byte{7, 1}))
	}
	f.Add(w.Bytes())
	init, err := fmp4.VideoInit(video)
	require.NoError(f, err)
	f.Add(append(init, fmp4.MarshalPart(1, 0, []fmp4.Sample{{Duration: 14400, Key: true, Data: h264.AppendLength(nil, []byte{0x65, 1})}})...))
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
