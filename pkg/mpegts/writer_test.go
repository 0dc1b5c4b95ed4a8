package mpegts_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/opus"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestWriter: what is written reads as it was; times wrap.
func TestWriter(t *testing.T) {
	video := testmedia.H264(320, 192, media.Rational{Num: 25, Den: 1})
	sets, err := h264.ParseAVCConfig(video.Config)
	require.NoError(t, err)
	audio, err := aac.ParseConfig([]byte{0x11, 0x90}) // AAC-LC, 48 kHz, stereo
	require.NoError(t, err)
	w, err := mpegts.NewWriter(video, &audio)
	require.NoError(t, err)
	start := media.Ticks(1<<33-3600) * (media.ClockRate / mpegts.ClockRate) // the second frame is behind the wrap
	const frame = media.Second / 25
	for i := range media.Ticks(3) {
		nal := []byte{0x41, 1, 2, byte(i + 1)}
		if i == 0 {
			nal[0] = 0x65
		}
		at := start + i*frame
		require.NoError(t, w.Video(at+frame, at, h264.AppendLength(nil, nal)))
		require.NoError(t, w.Audio(at, []byte{7, byte(i)}))
	}
	r := mpegts.NewReader(bytes.NewReader(w.Bytes()))
	units, err := readAll(r)
	require.ErrorIs(t, err, io.EOF)
	var pictures, sounds int
	for _, u := range units {
		switch u.Stream.Type {
		case mpegts.TypeH264:
			require.EqualValues(t, (1<<33-3600+int64(pictures)*3600)&(1<<33-1), u.DTS)
			require.EqualValues(t, (1<<33-3600+int64(pictures+1)*3600)&(1<<33-1), u.PTS)
			require.Equal(t, pictures == 0, bytes.Contains(u.Data, sets.SPS))
			pictures++
		case mpegts.TypeAAC:
			f, _, _, err := aac.CutADTS(u.Data)
			require.NoError(t, err)
			require.Equal(t, []byte{7, byte(sounds)}, f.Data)
			sounds++
		}
	}
	require.Equal(t, 3, pictures)
	require.Equal(t, 3, sounds)
}

// TestWriterOpus: a stream says that it is Opus, and how many channels it has.
func TestWriterOpus(t *testing.T) {
	audio := opus.Format(6)
	w, err := mpegts.NewWriter(testmedia.H264(64, 64, media.Rational{Num: 25, Den: 1}), &audio)
	require.NoError(t, err)
	require.NoError(t, w.Video(0, 0, h264.AppendLength(nil, []byte{0x65, 1, 2, 3})))
	packet := bytes.Repeat([]byte{0xfc}, 600)
	require.NoError(t, w.Audio(0, packet))
	units, err := readAll(mpegts.NewReader(bytes.NewReader(w.Bytes())))
	require.ErrorIs(t, err, io.EOF)
	require.Len(t, units, 2)
	s := units[0].Stream // the picture has no length and ends with the stream
	require.Equal(t, mpegts.Stream{PID: s.PID, Type: mpegts.TypePrivate, Registration: "Opus", Channels: 6}, s)
	got, rest, more, err := opus.CutTS(units[0].Data)
	require.NoError(t, err)
	require.False(t, more)
	require.Empty(t, rest)
	require.Equal(t, packet, got)

	_, err = mpegts.NewWriter(testmedia.H264(64, 64, media.Rational{Num: 25, Den: 1}), &media.AudioFormat{Codec: media.CodecMP3})
	require.Error(t, err)
}

// small is a stream of a few units.
func small(t testing.TB) []byte {
	t.Helper()
	audio, err := aac.ParseConfig([]byte{0x11, 0x90})
	require.NoError(t, err)
	w, err := mpegts.NewWriter(testmedia.H264(64, 64, media.Rational{Num: 25, Den: 1}), &audio)
	require.NoError(t, err)
	for i := range media.Ticks(3) {
		require.NoError(t, w.Video(i*14400, i*14400, h264.AppendLength(nil, []byte{0x65, 1, 2, 3})))
		require.NoError(t, w.Audio(i*7680, []byte{7, 1}))
	}
	return w.Bytes()
}
