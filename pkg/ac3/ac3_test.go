package ac3_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/ac3"
)

// headers are of one frame each.
var headers = []struct {
	name                      string
	header                    [6]byte
	sampleRate, samples, size int
}{
	{"AC-3, 48 kHz, 448 kbit/s", [6]byte{0x0b, 0x77, 1, 2, 0x1e, 0x40}, 48_000, 1536, 1792},
	{"AC-3, 44.1 kHz, 192 kbit/s", [6]byte{0x0b, 0x77, 1, 2, 0x54, 0x40}, 44_100, 1536, 834},
	{"the same, a word more", [6]byte{0x0b, 0x77, 1, 2, 0x55, 0x40}, 44_100, 1536, 836},
	{"AC-3, 32 kHz, 640 kbit/s", [6]byte{0x0b, 0x77, 1, 2, 0xa4, 0x40}, 32_000, 1536, 3840},
	{"E-AC-3, 48 kHz, six blocks", [6]byte{0x0b, 0x77, 0x01, 0x7f, 0x3f, 0x80}, 48_000, 1536, 768},
	{"E-AC-3, 44.1 kHz, one block", [6]byte{0x0b, 0x77, 0x00, 0x3f, 0x4f, 0x80}, 44_100, 256, 128},
	{"E-AC-3, 24 kHz", [6]byte{0x0b, 0x77, 0x00, 0x3f, 0xcf, 0x80}, 24_000, 1536, 128},
}

// Of E-AC-3 with 128 bytes: what depends on the frame before it, and another program.
var dependent, other = pad([]byte{0x0b, 0x77, 0x40, 0x3f, 0x3f, 0x80}, 128), pad([]byte{0x0b, 0x77, 0x08, 0x3f, 0x3f, 0x80}, 128)

func pad(b []byte, size int) []byte { return append(b, make([]byte, size-len(b))...) }

func frame(i int) []byte { return pad(headers[i].header[:], headers[i].size) }

func TestCut(t *testing.T) {
	for i, tt := range headers {
		t.Run(tt.name, func(t *testing.T) {
			whole := frame(i)
			for name, b := range map[string][]byte{
				"alone":          whole,
				"behind garbage": append([]byte{1, 0x0b, 2, 0x0b, 0x77, 0, 0, 0xff, 0xff}, whole...),
				"one of two":     append(bytes.Clone(whole), whole...),
			} {
				f, rest, more, err := ac3.Cut(b)
				require.NoError(t, err, name)
				require.False(t, more, name)
				require.Equal(t, ac3.Frame{SampleRate: tt.sampleRate, Samples: tt.samples, Data: whole}, f, name)
				require.Len(t, rest, map[bool]int{true: len(whole)}[name == "one of two"], name)
			}
			_, rest, more, err := ac3.Cut(whole[:len(whole)-1])
			require.NoError(t, err)
			require.True(t, more)
			require.Len(t, rest, len(whole)-1)
		})
	}
}

func TestCutJoinsSubstreams(t *testing.T) {
	main := frame(4)
	f, rest, more, err := ac3.Cut(slices.Concat(dependent, other, main, dependent, dependent, other, main))
	require.NoError(t, err)
	require.False(t, more)
	require.Equal(t, slices.Concat(main, dependent, dependent), f.Data)
	f, rest, _, err = ac3.Cut(rest)
	require.NoError(t, err)
	require.Equal(t, main, f.Data)
	require.Empty(t, rest)
	_, rest, more, err = ac3.Cut(append(bytes.Clone(main), dependent[:100]...))
	require.NoError(t, err)
	require.True(t, more)
	require.Len(t, rest, len(main)+100)
}

func TestCutRefuses(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing":              nil,
		"noise":                bytes.Repeat([]byte{0xa5}, 1000),
		"no such rate":         pad([]byte{0x0b, 0x77, 1, 2, 0xde, 0x40}, 1000),
		"no such bit rate":     pad([]byte{0x0b, 0x77, 1, 2, 0x26, 0x40}, 1000),
		"no such version":      pad([]byte{0x0b, 0x77, 1, 2, 0x1e, 0xff}, 2000),
		"a dependent frame":    dependent,
		"another program only": other,
	} {
		_, rest, more, err := ac3.Cut(b)
		require.ErrorIs(t, err, ac3.ErrNoFrame, name)
		require.False(t, more, name)
		require.Nil(t, rest, name)
	}
}

func FuzzCut(f *testing.F) {
	for i := range headers {
		f.Add(append(frame(i), dependent...))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for left := b; ; {
			f, rest, more, err := ac3.Cut(left)
			if err != nil || more {
				require.LessOrEqual(t, len(rest), len(left))
				return
			}
			require.True(t, len(f.Data) >= 6 && f.SampleRate >= 16_000 && f.Samples >= 256)
			require.LessOrEqual(t, len(f.Data)+len(rest), len(left))
			left = rest
		}
	})
}
