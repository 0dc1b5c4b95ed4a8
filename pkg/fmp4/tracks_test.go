package fmp4_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// A file joined of two tracks reads back as both.
func TestJoinInits(t *testing.T) {
	video, err := fmp4.VideoInit(testmedia.H264(320, 176, media.Rational{Num: 25, Den: 1}))
	require.NoError(t, err)
	audio, err := fmp4.AudioInit(media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48000, Channels: 2, Config: []byte{0x11, 0x90}})
	require.NoError(t, err)
	file, err := fmp4.JoinInits(video, audio)
	require.NoError(t, err)
	file = append(file, fmp4.MarshalTrackPart(1, 1, int64(media.Second), []fmp4.Sample{{Duration: int64(media.Second), Key: true, Data: []byte("picture")}})...)
	file = append(file, fmp4.MarshalTrackPart(2, 2, 48000, []fmp4.Sample{{Duration: 1024, Key: true, Data: []byte("sound")}})...)
	d := fmp4.NewDemuxer(bytes.NewReader(file), nil, len(file))
	var got []string
	for {
		u, err := d.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		require.Equal(t, media.Second, u.DTS)
		require.Equal(t, string(u.Data) == "picture", u.Track.Video != nil)
		got = append(got, string(u.Data))
	}
	require.Equal(t, []string{"picture", "sound"}, got)

	_, err = fmp4.JoinInits(video, audio[:len(audio)-1])
	require.ErrorIs(t, err, fmp4.ErrMalformed)
}
