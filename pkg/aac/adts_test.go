package aac_test

import (
	"bytes"
	"testing"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
)

// TestADTS: what another writer made is read.
func TestADTS(t *testing.T) {
	var packets mpeg4audio.ADTSPackets
	for i := range 3 {
		packets = append(packets, &mpeg4audio.ADTSPacket{
			Type: mpeg4audio.ObjectTypeAACLC, SampleRate: 44100, ChannelConfig: 2, ChannelCount: 2, AU: bytes.Repeat([]byte{byte(i + 1)}, 10+i),
		})
	}
	b, err := packets.Marshal()
	require.NoError(t, err)
	for name, in := range map[string][]byte{"whole": b, "behind noise": append([]byte{1, 2, 0xff, 3}, b...)} {
		for _, p := range packets {
			f, rest, more, err := aac.CutADTS(in)
			require.NoError(t, err, name)
			require.False(t, more)
			require.Equal(t, p.AU, f.Data)
			format, err := aac.ParseConfig(f.Config[:])
			require.NoError(t, err)
			require.Equal(t, 44100, format.SampleRate)
			require.Equal(t, 2, format.Channels)
			in = rest
		}
		require.Empty(t, in)
	}
	for n := 1; n < 17; n++ {
		_, rest, more, err := aac.CutADTS(b[:n])
		require.NoError(t, err)
		require.True(t, more, n)
		require.Equal(t, b[:n], rest)
	}
	_, _, more, err := aac.CutADTS(bytes.Repeat([]byte{0xff, 0xf1, 0, 0, 0, 0, 0}, 4<<20))
	require.ErrorIs(t, err, aac.ErrADTS)
	require.False(t, more)
	_, _, more, err = aac.CutADTS([]byte{1, 2, 3})
	require.ErrorIs(t, err, aac.ErrADTS)
	require.False(t, more)
}

func FuzzCutADTS(f *testing.F) {
	f.Add([]byte{0xff, 0xf1, 0x50, 0x80, 0x01, 0x1f, 0xfc, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		for len(b) > 0 {
			frame, rest, more, err := aac.CutADTS(b)
			require.Less(t, len(frame.Data), len(b))
			if more || err != nil {
				return
			}
			require.Less(t, len(rest), len(b))
			b = rest
		}
	})
}
