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

// TestWriter_Segment: continuity counters go from 0 to 15 for each PID, and what is written reads as it was.
func TestWriter_Segment(t *testing.T) {
	audio, err := aac.ParseConfig([]byte{0x11, 0x90})
	require.NoError(t, err)
	for _, pictures := range []int{1, 2, 15, 16, 17, 40} {
		w, err := mpegts.NewWriter(testmedia.H264(320, 192, media.Rational{Num: 25, Den: 1}), &audio)
		require.NoError(t, err)
		for i := range pictures {
			at := media.Second + media.Ticks(i)*media.Second/25
			picture := append([]byte{0x65, 1, 2, byte(i + 1)}, bytes.Repeat([]byte{byte(i + 1)}, 97*i)...)
			require.NoError(t, w.Video(at, at, h264.AppendLength(nil, picture)))
			require.NoError(t, w.Audio(at, append([]byte{7, byte(i)}, bytes.Repeat([]byte{1}, i)...)))
		}
		segment, err := w.Segment()
		require.NoError(t, err)
		next := map[uint16]byte{}
		for at := 0; at < len(segment); at += 188 {
			p := segment[at : at+188]
			require.Equal(t, byte(0x47), p[0])
			pid := uint16(p[1]&0x1f)<<8 | uint16(p[2])
			if p[3]&0x10 == 0 {
				continue
			}
			require.Equal(t, next[pid], p[3]&15, "PID %d", pid)
			next[pid] = (next[pid] + 1) % 16
		}
		require.Len(t, next, 4)
		for pid, n := range next {
			require.Zero(t, n, "PID %d", pid)
		}
		before, err := readAll(mpegts.NewReader(bytes.NewReader(w.Bytes())))
		require.ErrorIs(t, err, io.EOF)
		after, err := readAll(mpegts.NewReader(bytes.NewReader(segment)))
		require.ErrorIs(t, err, io.EOF)
		require.ElementsMatch(t, before, after)
	}
}
