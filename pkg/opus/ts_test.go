package opus_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/opus"
)

func TestCutTS(t *testing.T) {
	packet := bytes.Repeat([]byte{0xfc}, 300)
	for name, head := range map[string][]byte{
		"plain":                    {0x7f, 0xe0, 0xff, 45},
		"trimmed at the start":     {0x7f, 0xf0, 0xff, 45, 1, 2},
		"trimmed at both ends":     {0x7f, 0xf8, 0xff, 45, 1, 2, 3, 4},
		"with an extension":        {0x7f, 0xe4, 0xff, 45, 3, 9, 9, 9},
		"with all that there is":   {0x7f, 0xfc, 0xff, 45, 1, 2, 3, 4, 0},
		"with reserved bits set":   {0x7f, 0xe3, 0xff, 45},
		"with an empty extension ": {0x7f, 0xe4, 0xff, 45, 0},
	} {
		b := append(head, packet...)
		got, rest, more, err := opus.CutTS(slices.Concat(b, b))
		require.NoError(t, err, name)
		require.False(t, more, name)
		require.Equal(t, packet, got, name)
		require.Equal(t, b, rest, name)
		for n := range b {
			_, rest, more, err := opus.CutTS(b[:n])
			require.NoError(t, err, name)
			require.True(t, more, name)
			require.Len(t, rest, n, name)
		}
	}
	for name, b := range map[string][]byte{
		"noise":                   {1, 2, 3, 4},
		"larger than any is":      append([]byte{0x7f, 0xe0}, bytes.Repeat([]byte{0xff}, 200)...),
		"the prefix of something": {0x7f, 0x00, 1, 2},
	} {
		_, rest, more, err := opus.CutTS(b)
		require.ErrorIs(t, err, opus.ErrNoPacket, name)
		require.False(t, more, name)
		require.Nil(t, rest, name)
	}
}

// Every layout that a transport stream can name is one that MP4 has.
func TestFormat(t *testing.T) {
	for channels := 1; channels <= opus.MaxChannels; channels++ {
		f := opus.Format(channels)
		parsed, err := opus.ParseConfig(f.Config)
		require.NoError(t, err, channels)
		require.Equal(t, f, parsed, channels)
	}
}

func FuzzCutTS(f *testing.F) {
	f.Add([]byte{0x7f, 0xfc, 2, 1, 2, 3, 4, 1, 0, 9, 9, 0x7f, 0xe0, 1, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		for left := b; len(left) > 0; {
			packet, rest, more, err := opus.CutTS(left)
			if err != nil || more {
				require.LessOrEqual(t, len(rest), len(left))
				return
			}
			require.LessOrEqual(t, len(packet), opus.MaxPacket)
			require.Less(t, len(packet)+len(rest), len(left))
			left = rest
		}
	})
}
