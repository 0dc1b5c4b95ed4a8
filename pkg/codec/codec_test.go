package codec_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// Configurations as encoders write them.
var videos = []struct {
	codec         media.Codec
	config        string
	width, height int // 0: the configuration says
	name          string
	key, inter    string // access units
}{
	{
		media.CodecH264, "01640028ffe1001b67640028acd940780227e5c044000003000400000300f03c60c65801000468ef8fcbfdf8f800", 0, 0,
		"avc1.640028", "00000004658884ff", "00000004419a0001",
	},
	{
		media.CodecHEVC, "0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959409a10001002b42010101600000030090000003000003003ca00a080c1f3e595952930bc05a020000030002000003003c10a2000100064401c073c189", 0, 0,
		"hvc1.1.6.L60.90", "00000004260180ff", "00000004020180ff",
	},
	{media.CodecAV1, "81000c000a0b000000043cfecc02f80040", 0, 0, "av01.0.00M.08", "320110", "320130"},
	{media.CodecVP9, "01000000000a820202020000", 96, 64, "vp09.00.10.08", "824983420005f003f60638", "86004092f0a125"},
}

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

func TestCodecs(t *testing.T) {
	for _, tt := range videos {
		t.Run(string(tt.codec), func(t *testing.T) {
			f, err := codec.Video(media.VideoFormat{Codec: tt.codec, Config: unhex(t, tt.config), Width: tt.width, Height: tt.height})
			require.NoError(t, err)
			require.Equal(t, tt.codec, f.Codec)
			require.Equal(t, tt.config, hex.EncodeToString(f.Config))
			require.Positive(t, f.Width)
			require.Equal(t, tt.name, codec.VideoString(f))
			require.True(t, codec.Key(tt.codec, unhex(t, tt.key)))
			require.False(t, codec.Key(tt.codec, unhex(t, tt.inter)))
			require.False(t, codec.Key(tt.codec, nil))

			init, err := fmp4.VideoInit(f)
			require.NoError(t, err)
			track, err := fmp4.ParseInit(init)
			require.NoError(t, err)
			require.Equal(t, &f, track.Video)

			for n := range 9 {
				_, err = codec.Video(media.VideoFormat{Codec: tt.codec, Config: f.Config[:n]})
				require.Error(t, err)
			}
		})
	}
	for config, c := range map[string]media.Codec{
		"1190": media.CodecAAC, "000201380000bb80000000": media.CodecOpus, "000601380000bb800000010402000401020305": media.CodecOpus,
	} {
		f, err := codec.Audio(c, unhex(t, config))
		require.NoError(t, err)
		init, err := fmp4.AudioInit(f)
		require.NoError(t, err)
		track, err := fmp4.ParseInit(init)
		require.NoError(t, err)
		require.Equal(t, &f, track.Audio)
	}
	require.Equal(t, "opus", codec.AudioString(media.AudioFormat{Codec: media.CodecOpus}))
	require.Equal(t, 1024, codec.Samples(media.CodecAAC, []byte{1}))
	require.Equal(t, 960, codec.Samples(media.CodecOpus, []byte{0xfc}))
	require.Zero(t, codec.Samples(media.CodecAAC, nil))
	_, err := codec.InBand(media.CodecAV1, unhex(t, "320110"))
	require.Error(t, err, "a key frame without a sequence header")
	_, err = codec.Video(media.VideoFormat{Codec: "vvc"})
	require.Error(t, err)
	require.False(t, codec.Key("vvc", []byte{1}))
	require.Equal(t, "vvc", codec.VideoString(media.VideoFormat{Codec: "vvc"}))
}
