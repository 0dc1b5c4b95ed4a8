package vp9_test

import (
	"encoding/binary"
	"encoding/hex"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/vp9"
)

// frames are those of an IVF file.
func frames(t testing.TB) [][]byte {
	b, err := os.ReadFile("../../testdata/media/vp9_96x64p30_2s.ivf")
	require.NoError(t, err)
	var out [][]byte
	for b = b[32:]; len(b) > 12; {
		n := int(binary.LittleEndian.Uint32(b))
		out = append(out, b[12:12+n])
		b = b[12+n:]
	}
	return out
}

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

func TestKeyFrames(t *testing.T) {
	for i, f := range frames(t) {
		require.Equal(t, i%30 == 0, vp9.IsKey(f), "frame %d", i)
	}
	k, ok := vp9.ParseKey(frames(t)[0])
	require.True(t, ok)
	require.Equal(t, vp9.Key{Width: 96, Height: 64, BitDepth: 8, Chroma: 1}, k)

	const sync = 0x498342
	for name, tt := range map[string]struct {
		header []byte
		want   *vp9.Key
	}{
		"profile 0, full range":    {fields(2, 2, 0, 2, 0, 1, 0, 1, 2, 2, sync, 24, 2, 3, 1, 1, 1919, 16, 1079, 16), &vp9.Key{Width: 1920, Height: 1080, BitDepth: 8, Chroma: 1, FullRange: true}},
		"profile 1, 4:4:4":         {fields(2, 2, 2, 2, 0, 1, 0, 1, 2, 2, sync, 24, 2, 3, 0, 1, 0, 3, 1919, 16, 1079, 16), &vp9.Key{Width: 1920, Height: 1080, Profile: 1, BitDepth: 8, Chroma: 3}},
		"profile 1, 4:2:2":         {fields(2, 2, 2, 2, 0, 1, 0, 1, 2, 2, sync, 24, 2, 3, 0, 1, 4, 3, 1919, 16, 1079, 16), &vp9.Key{Width: 1920, Height: 1080, Profile: 1, BitDepth: 8, Chroma: 2}},
		"profile 1, RGB":           {fields(2, 2, 2, 2, 0, 1, 0, 1, 2, 2, sync, 24, 7, 3, 0, 1, 0, 16, 0, 16), &vp9.Key{Width: 1, Height: 1, Profile: 1, BitDepth: 8, Chroma: 3, FullRange: true}},
		"profile 2, 10 bit":        {fields(2, 2, 1, 2, 0, 1, 0, 1, 2, 2, sync, 24, 0, 1, 2, 3, 0, 1, 319, 16, 179, 16), &vp9.Key{Width: 320, Height: 180, Profile: 2, BitDepth: 10, Chroma: 1}},
		"profile 3, 12 bit, 4:2:0": {fields(2, 2, 3, 2, 0, 1, 0, 1, 0, 1, 2, 2, sync, 24, 1, 1, 2, 3, 0, 1, 6, 3, 319, 16, 179, 16), &vp9.Key{Width: 320, Height: 180, Profile: 3, BitDepth: 12, Chroma: 1}},
		"profile 0, RGB":           {fields(2, 2, 0, 2, 0, 1, 0, 1, 2, 2, sync, 24, 7, 3, 0, 16, 0, 16), nil},
		"an inter frame":           {fields(2, 2, 0, 2, 0, 1, 1, 1, 2, 2, sync, 24, 2, 3, 0, 1, 9, 16, 9, 16), nil},
		"shown again":              {fields(2, 2, 0, 2, 1, 1, 0, 1, 2, 2, sync, 24, 2, 3, 0, 1, 9, 16, 9, 16), nil},
		"another marker":           {fields(1, 2, 0, 2, 0, 1, 0, 1, 2, 2, sync, 24, 2, 3, 0, 1, 9, 16, 9, 16), nil},
		"another start code":       {fields(2, 2, 0, 2, 0, 1, 0, 1, 2, 2, sync+1, 24, 2, 3, 0, 1, 9, 16, 9, 16), nil},
		"cut":                      {fields(2, 2, 0, 2, 0, 1, 0, 1, 2, 2, sync, 24, 2, 3, 0, 1, 9, 16), nil},
		"nothing":                  {nil, nil},
	} {
		k, ok := vp9.ParseKey(tt.header)
		require.Equal(t, tt.want != nil, ok, name)
		if ok {
			require.Equal(t, *tt.want, k, name)
		}
	}
}

// fields writes bit fields: pairs of a value and its width.
func fields(pairs ...int) []byte {
	var b []byte
	n := 0
	for i := 0; i < len(pairs); i += 2 {
		for w := pairs[i+1] - 1; w >= 0; w-- {
			if n%8 == 0 {
				b = append(b, 0)
			}
			b[n/8] |= byte(pairs[i]>>w&1) << (7 - n%8)
			n++
		}
	}
	return b
}

func TestConfig(t *testing.T) {
	k, ok := vp9.ParseKey(frames(t)[0])
	require.True(t, ok)
	for name, tt := range map[string]struct {
		record, config, codec string
	}{
		"as FFmpeg writes it":   {"01000000000a820202020000", "01000000000a820202020000", "vp09.00.10.08"},
		"without a box's flags": {"000a820202020000", "01000000000a820202020000", "vp09.00.10.08"},
		"of another profile":    {"021fa00202020000", "01000000001f800202020000", "vp09.00.31.08"},
		"colocated chroma":      {"000a800101010000", "01000000000a800101010000", "vp09.00.10.08"},
		"without a level":       {"0000820000000000", "01000000000a820202020000", "vp09.00.10.08"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := vp9.ParseConfig(unhex(t, tt.record))
			require.NoError(t, err)
			f := c.Format(k)
			require.Equal(t, media.CodecVP9, f.Codec)
			require.Equal(t, 96, f.Width)
			require.Equal(t, tt.config, hex.EncodeToString(f.Config))
			require.Equal(t, tt.codec, vp9.CodecString(f.Config))
			again, err := vp9.Check(f)
			require.NoError(t, err)
			require.Equal(t, f, again)
		})
	}
	for _, bad := range []string{"", "01000000000a82", "0900820202020000", "000a100202020000", "000a8e0202020000"} {
		_, err := vp9.ParseConfig(unhex(t, bad))
		require.Error(t, err, bad)
	}
	_, err := vp9.Check(media.VideoFormat{Config: unhex(t, "000a820202020000")})
	require.ErrorIs(t, err, vp9.ErrSize)
	require.Equal(t, "vp09", vp9.CodecString(nil))
	require.Equal(t, "vp09.00.31.08", vp9.CodecString(vp9.Config{}.Format(vp9.Key{Width: 1280, Height: 720, BitDepth: 8, Chroma: 1}).Config))
}

func FuzzConfig(f *testing.F) {
	f.Add(unhex(f, "01000000000a820202020000"), frames(f)[0][:32])
	f.Add(unhex(f, "000a800101010000"), unhex(f, "a249834206005000300000"))
	f.Fuzz(func(t *testing.T, record, frame []byte) {
		c, err := vp9.ParseConfig(record)
		k, ok := vp9.ParseKey(frame)
		if err != nil || !ok {
			return
		}
		format := c.Format(k)
		again, err := vp9.Check(format)
		require.NoError(t, err)
		require.Equal(t, format, again)
	})
}
