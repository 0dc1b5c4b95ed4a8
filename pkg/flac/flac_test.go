package flac_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/flac"
	"github.com/millrace/millrace/pkg/media"
)

// info is a STREAMINFO of 44.1 kHz and two channels.
func info() []byte {
	b := make([]byte, 34)
	copy(b[10:], []byte{0x0a, 0xc4, 0x42, 0xf0})
	return b
}

func TestParseConfig(t *testing.T) {
	want := media.AudioFormat{Codec: media.CodecFLAC, SampleRate: 44_100, Channels: 2, Config: info()}
	for name, head := range map[string]string{"alone": "", "behind its block's header": "\x80\x00\x00\x22", "behind the marker": "fLaC\x00\x00\x00\x22"} {
		f, err := flac.ParseConfig(append([]byte(head), info()...))
		require.NoError(t, err, name)
		require.Equal(t, want, f, name)
	}
	for name, b := range map[string][]byte{"nothing": nil, "cut": info()[:33], "0 Hz": make([]byte, 34)} {
		_, err := flac.ParseConfig(b)
		require.Error(t, err, name)
	}
}

func FuzzConfig(f *testing.F) {
	f.Add(info())
	f.Add(append([]byte("fLaC\x00\x00\x00\x22"), info()...))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := flac.ParseConfig(b)
		if err != nil {
			return
		}
		again, err := flac.ParseConfig(a.Config)
		require.NoError(t, err)
		require.Equal(t, a, again)
	})
}
