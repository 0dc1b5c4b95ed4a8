package opus_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/opus"
)

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

func TestParseHead(t *testing.T) {
	f, err := opus.ParseHead(unhex(t, "4f707573486561640102380180bb0000000000"))
	require.NoError(t, err)
	require.Equal(t, media.AudioFormat{Codec: media.CodecOpus, SampleRate: 48000, Channels: 2, Config: unhex(t, "000201380000bb80000000")}, f)
	again, err := opus.ParseConfig(f.Config)
	require.NoError(t, err)
	require.Equal(t, f, again)

	f, err = opus.ParseHead(unhex(t, "4f707573486561640106380180bb000000000104020004010203050000"))
	require.NoError(t, err)
	require.Equal(t, 6, f.Channels)
	require.Equal(t, unhex(t, "000601380000bb800000010402000401020305"), f.Config)

	for name, in := range map[string]string{
		"nothing":           "",
		"another magic":     "4f707573546167730102380180bb0000000000",
		"another version":   "4f707573486561641102380180bb0000000000",
		"cut":               "4f707573486561640102380180bb00000000",
		"no channel":        "4f707573486561640100380180bb0000000000",
		"three of family 0": "4f707573486561640103380180bb0000000000",
		"nine":              "4f707573486561640109380180bb00000000010900000102030405060708",
		"a cut mapping":     "4f707573486561640106380180bb00000000010402000401",
	} {
		_, err := opus.ParseHead(unhex(t, in))
		require.Error(t, err, name)
	}
	_, err = opus.ParseHead(unhex(t, "4f707573486561640102380180bb00000000ff02000001"))
	require.ErrorIs(t, err, opus.ErrUnsupported)
}

func TestSamples(t *testing.T) {
	for packet, want := range map[string]int{
		"":     0,
		"00":   480,  // SILK 10 ms
		"18":   2880, // SILK 60 ms
		"19":   5760, // two of them
		"1b02": 5760,
		"1b03": 0, // more than 120 ms
		"60":   480,
		"68":   960,
		"80":   120, // CELT 2.5 ms
		"fc":   960, // CELT 20 ms, stereo
		"fb06": 5760,
		"fb":   0,
		"fb00": 0,
	} {
		require.Equal(t, want, opus.Samples(unhex(t, packet)), packet)
	}
}

func FuzzOpus(f *testing.F) {
	f.Add(unhex(f, "4f707573486561640102380180bb0000000000"), unhex(f, "fc7ff9"))
	f.Add(unhex(f, "4f707573486561640106380180bb000000000104020004010203050000"), unhex(f, "1b02"))
	f.Fuzz(func(t *testing.T, head, packet []byte) {
		n := opus.Samples(packet)
		require.GreaterOrEqual(t, n, 0)
		require.LessOrEqual(t, n, 5760)
		format, err := opus.ParseHead(head)
		if err != nil {
			return
		}
		again, err := opus.ParseConfig(format.Config)
		require.NoError(t, err)
		require.Equal(t, format, again)
	})
}
