package mp3_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/mp3"
)

// headers are of one frame each, as encoders write them.
var headers = []struct {
	name                      string
	header                    [4]byte
	sampleRate, samples, size int
}{
	{"MPEG-1 layer 3, 128 kbit/s, 44.1 kHz", [4]byte{0xff, 0xfb, 0x90, 0x64}, 44_100, 1152, 417},
	{"the same, padded", [4]byte{0xff, 0xfb, 0x92, 0x64}, 44_100, 1152, 418},
	{"MPEG-1 layer 3, 320 kbit/s, 32 kHz", [4]byte{0xff, 0xfb, 0xe8, 0x64}, 32_000, 1152, 1440},
	{"MPEG-2 layer 3, 64 kbit/s, 22.05 kHz", [4]byte{0xff, 0xf3, 0x80, 0xc4}, 22_050, 576, 208},
	{"MPEG-2.5 layer 3, 8 kbit/s, 8 kHz", [4]byte{0xff, 0xe3, 0x18, 0xc4}, 8000, 576, 72},
	{"MPEG-1 layer 2, 384 kbit/s, 48 kHz", [4]byte{0xff, 0xfd, 0xe4, 0x04}, 48_000, 1152, 1152},
	{"MPEG-2 layer 2, 160 kbit/s, 16 kHz", [4]byte{0xff, 0xf5, 0xe8, 0x04}, 16_000, 1152, 1440},
	{"MPEG-1 layer 1, 448 kbit/s, 32 kHz, padded", [4]byte{0xff, 0xff, 0xea, 0x04}, 32_000, 384, 676},
}

func frame(i int) []byte {
	return append(headers[i].header[:], make([]byte, headers[i].size-4)...)
}

func TestCut(t *testing.T) {
	for i, tt := range headers {
		t.Run(tt.name, func(t *testing.T) {
			whole := frame(i)
			for name, b := range map[string][]byte{
				"alone":          whole,
				"behind garbage": append([]byte{1, 0xff, 2, 0xff, 0xfb, 0xf0, 0}, whole...),
				"one of two":     append(bytes.Clone(whole), whole...),
			} {
				f, rest, more, err := mp3.Cut(b)
				require.NoError(t, err, name)
				require.False(t, more, name)
				require.Equal(t, mp3.Frame{SampleRate: tt.sampleRate, Samples: tt.samples, Data: whole}, f, name)
				require.Len(t, rest, map[bool]int{true: len(whole)}[name == "one of two"], name)
			}
			_, rest, more, err := mp3.Cut(whole[:len(whole)-1])
			require.NoError(t, err)
			require.True(t, more)
			require.Len(t, rest, len(whole)-1)
		})
	}
}

func TestCutRefuses(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing":       nil,
		"noise":         bytes.Repeat([]byte{0xa5}, 1000),
		"free format":   append([]byte{0xff, 0xfb, 0x00, 0x64}, make([]byte, 1000)...),
		"ADTS":          append([]byte{0xff, 0xf1, 0x4c, 0x80, 0x02, 0x1f, 0xfc}, make([]byte, 9)...),
		"no such rate":  append([]byte{0xff, 0xfb, 0x9c, 0x64}, make([]byte, 1000)...),
		"a lone header": slices.Concat(frame(0)[:100], bytes.Repeat([]byte{0xa5}, 1000)),
	} {
		_, rest, more, err := mp3.Cut(b)
		require.ErrorIs(t, err, mp3.ErrNoFrame, name)
		require.False(t, more, name)
		require.Nil(t, rest, name)
	}
}

func FuzzCut(f *testing.F) {
	for i := range headers {
		f.Add(append(frame(i), frame(i)...))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for left := b; ; {
			f, rest, more, err := mp3.Cut(left)
			if err != nil || more {
				require.LessOrEqual(t, len(rest), len(left))
				return
			}
			require.True(t, len(f.Data) >= 4 && len(f.Data) <= 2881 && f.SampleRate >= 8000 && f.Samples >= 384)
			require.LessOrEqual(t, len(f.Data)+len(rest), len(left))
			left = rest
		}
	})
}
