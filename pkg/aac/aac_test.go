package aac_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/media"
)

var configs = []struct {
	name, asc      string
	rate, channels int
	codec          string
}{
	{"LC 48 kHz stereo", "1190", 48000, 2, "mp4a.40.2"},
	{"LC 48 kHz stereo as FFmpeg writes it", "119056e500", 48000, 2, "mp4a.40.2"},
	{"LC 44.1 kHz mono", "120856e500", 44100, 1, "mp4a.40.2"},
	{"LC 96 kHz stereo", "101056e500", 96000, 2, "mp4a.40.2"},
	{"LC 8 kHz mono", "158856e500", 8000, 1, "mp4a.40.2"},
	{"LC 48 kHz 7.1", "11b8", 48000, 8, "mp4a.40.2"},
	{"LC 7350 Hz", "1608", 7350, 1, "mp4a.40.2"},
	{"HE-AAC 24/48 kHz stereo", "2b118800", 24000, 2, "mp4a.40.5"},
	{"LC 48 kHz 2.1 as FFmpeg writes it", "118004c4010020000d4c61766336312e31392e31303156e500", 48000, 3, "mp4a.40.2"},
	{"LC 48 kHz quad as FFmpeg writes it", "118004c4040021100d4c61766336312e31392e31303156e500", 48000, 4, "mp4a.40.2"},
	{"LC 48 kHz 6.1 as FFmpeg writes it", "118004c848002000c4400d4c61766336312e31392e31303156e500", 48000, 7, "mp4a.40.2"},
	{"LC 48 kHz octagonal as FFmpeg writes it", "118004c848002008c8200d4c61766336312e31392e31303156e500", 48000, 8, "mp4a.40.2"},
	{"HE-AACv2 24/48 kHz", "eb098800", 24000, 2, "mp4a.40.29"},
	{"HE-AAC 24/48 kHz stereo, backward compatible", "131056e598", 24000, 2, "mp4a.40.5"},
	{"HE-AACv2 24/48 kHz, backward compatible", "130856e59d4880", 24000, 2, "mp4a.40.29"},
	{"HE-AAC 24/48 kHz without stereo of one channel", "130856e59d4800", 24000, 1, "mp4a.40.5"},
	{"HE-AAC 24/48 kHz 5.1", "2b318800", 24000, 6, "mp4a.40.5"},
	{"an explicit rate", "17805dc010", 48000, 2, "mp4a.40.2"},
	{"LC 48 kHz mono, by number", "1188", 48000, 1, "mp4a.40.2"},
	{"LC 48 kHz stereo, by number", "1190", 48000, 2, "mp4a.40.2"},
	{"LC 48 kHz 3.0, by number", "1198", 48000, 3, "mp4a.40.2"},
	{"LC 48 kHz 4.0, by number", "11a0", 48000, 4, "mp4a.40.2"},
	{"LC 48 kHz 5.0, by number", "11a8", 48000, 5, "mp4a.40.2"},
	{"LC 48 kHz 5.1, by number", "11b0", 48000, 6, "mp4a.40.2"},
	{"LC 48 kHz, program of 2.1", "118004c40100200000", 48000, 3, "mp4a.40.2"},
	{"LC 48 kHz, program of 7.1 with all there can be", "118004c845235ae8210800000548656c6c6f", 48000, 8, "mp4a.40.2"},
	{"HE-AAC behind a program", "130004c4000020017856e598", 24000, 2, "mp4a.40.5"},
}

func TestParseConfig(t *testing.T) {
	for _, tt := range configs {
		t.Run(tt.name, func(t *testing.T) {
			asc, err := hex.DecodeString(tt.asc)
			require.NoError(t, err)
			f, err := aac.ParseConfig(asc)
			require.NoError(t, err)
			require.Equal(t, media.AudioFormat{Codec: media.CodecAAC, SampleRate: tt.rate, Channels: tt.channels, Config: asc}, f)
			require.Equal(t, tt.codec, aac.CodecString(asc))
		})
	}
}

func TestParseConfig_rejects(t *testing.T) {
	for name, s := range map[string]string{
		"nothing":                      "",
		"half":                         "11",
		"AAC Main":                     "0990",
		"960 samples":                  "1194",
		"channels 0":                   "1180",
		"a program of 9 channels":      "118004c845002108400000",
		"a program that is cut":        "118004c84500010840000548656c",
		"HE-AAC beneath which is Main": "2b118400",
		"channels 9":                   "11c8",
		"rate index 13":                "1690",
		"an explicit rate of 1 Hz":     "1780000090",
		"longer than any real thing":   "1190" + strings.Repeat("00", aac.MaxConfig),
	} {
		t.Run(name, func(t *testing.T) {
			asc, err := hex.DecodeString(s)
			require.NoError(t, err)
			_, err = aac.ParseConfig(asc)
			require.Error(t, err)
		})
	}
}

func FuzzConfig(f *testing.F) {
	for _, c := range configs {
		b, _ := hex.DecodeString(c.asc)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := aac.ParseConfig(b)
		if err != nil {
			return
		}
		require.Equal(t, b, a.Config)
		require.True(t, a.Channels >= 1 && a.Channels <= 8 && a.SampleRate >= 7350 && a.SampleRate <= 96000)
		require.True(t, strings.HasPrefix(aac.CodecString(b), "mp4a.40."))
	})
}
