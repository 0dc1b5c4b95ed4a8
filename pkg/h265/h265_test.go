package h265_test

import (
	"bytes"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
)

// Records that FFmpeg wrote for x265.
var records = []struct {
	name, record, codec string
	width, height       int
	rate                media.Rational
	depth               uint8
}{
	{
		name:   "320x180 Main, open GOPs",
		record: "0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959409a10001002b42010101600000030090000003000003003ca00a080c1f3e595952930bc05a020000030002000003003c10a2000100064401c073c189",
		codec:  "hvc1.1.6.L60.90", width: 320, height: 180, rate: media.Rational{Num: 30, Den: 1}, depth: 8,
	},
	{
		name:   "320x180 Main 10 at 29.97",
		record: "0102200000009000000000003cf000fcfdfafa00000f03a00001001840010c01ffff02200000030090000003000003003c928090a10001002942010102200000030090000003000003003ca00a080b9f6d964a924caf01680800001f480003a98040a2000100074401c172b46240",
		codec:  "hvc1.2.4.L60.90", width: 320, height: 180, rate: media.Rational{Num: 30000, Den: 1001}, depth: 10,
	},
}

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

func TestConfig(t *testing.T) {
	for _, tt := range records {
		t.Run(tt.name, func(t *testing.T) {
			record := unhex(t, tt.record)
			c, err := h265.ParseConfig(record)
			require.NoError(t, err)
			require.Equal(t, 4, c.LengthSize)
			require.Equal(t, tt.codec, h265.CodecString(record))

			i, err := h265.ParseSPS(c.SPS)
			require.NoError(t, err)
			require.Equal(t, tt.depth, i.BitDepthLuma)
			require.EqualValues(t, 1, i.ChromaFormat)

			f, err := c.Format()
			require.NoError(t, err)
			require.Equal(t, media.CodecHEVC, f.Codec)
			require.Equal(t, tt.width, f.Width)
			require.Equal(t, tt.height, f.Height)
			require.Equal(t, tt.rate, f.FrameRate)
			require.Equal(t, tt.codec, h265.CodecString(f.Config))
			again, err := h265.ParseConfig(f.Config)
			require.NoError(t, err)
			require.Equal(t, c, again)
			require.Equal(t, hex.EncodeToString(record[:22]), hex.EncodeToString(f.Config[:22]), "FFmpeg's header is made again")
		})
	}
}

func TestConfigLeavesOtherUnitsOut(t *testing.T) {
	record := unhex(t, records[0].record)
	sei := []byte{0x27, 0, 1, 0, 4, 0x4e, 1, 5, 0xff}
	with := append(append(bytes.Clone(record), sei...), 0)
	with[22]++
	c, err := h265.ParseConfig(with)
	require.NoError(t, err)
	plain, err := h265.ParseConfig(record)
	require.NoError(t, err)
	require.Equal(t, plain, c)
	require.True(t, c.Has(c.SPS))
	require.True(t, c.Has(c.PPS[0]))
	require.False(t, c.Has(sei[5:]))
}

func TestConfigRefuses(t *testing.T) {
	record := unhex(t, records[0].record)
	change := func(at int, b byte) []byte {
		out := bytes.Clone(record)
		out[at] = b
		return out
	}
	for name, in := range map[string][]byte{
		"nothing":        nil,
		"version 9":      change(0, 9),
		"3-byte lengths": change(21, 2),
		"no arrays":      change(22, 0),
		"cut":            record[:60],
		"another set":    change(22, 4),
		"a broken SPS":   change(72, 0),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := h265.ParseConfig(in)
			require.Error(t, err)
		})
	}
	_, err := (&h265.Config{}).Format()
	require.Error(t, err)
}

func TestPictures(t *testing.T) {
	unit := func(types ...byte) []byte {
		var b []byte
		for _, n := range types {
			b = h264.AppendLength(b, []byte{n << 1, 1, 0x80})
		}
		return b
	}
	for name, tt := range map[string]struct {
		unit      []byte
		key, rasl bool
	}{
		"nothing":                   {nil, false, false},
		"parameter sets only":       {unit(32, 33, 34), false, false},
		"a trailing picture":        {unit(35, 1), false, false},
		"IDR behind parameter sets": {unit(35, 32, 33, 34, 39, 19), true, false},
		"IDR_N_LP":                  {unit(20), true, false},
		"CRA":                       {unit(21), true, false},
		"BLA":                       {unit(16), true, false},
		"reserved IRAP":             {unit(22), false, false},
		"RASL":                      {unit(8), false, true},
		"RADL":                      {unit(6), false, false},
		"malformed":                 {[]byte{0, 0, 0, 9, 38, 1}, false, false},
	} {
		require.Equal(t, tt.key, h265.IsKey(tt.unit), name)
		require.Equal(t, tt.rasl, h265.IsRASL(tt.unit), name)
	}
	require.Equal(t, "hvc1", h265.CodecString([]byte{1}))
	require.Equal(t, "hvc1.A4.10.H120.B0.80", h265.CodecString([]byte{1, 0x64, 0x08, 0, 0, 0, 0xb0, 0x80, 0, 0, 0, 0, 120}))
}

func FuzzConfig(f *testing.F) {
	for _, tt := range records {
		f.Add(unhex(f, tt.record))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := h265.ParseConfig(b)
		if err != nil {
			return
		}
		format, err := c.Format()
		if err != nil {
			return // too many bytes
		}
		require.Positive(t, format.Width)
		require.Positive(t, format.Height)
		again, err := h265.ParseConfig(format.Config)
		require.NoError(t, err)
		c.LengthSize = 4
		require.Equal(t, c, again)
		require.Equal(t, h265.CodecString(b), "hvc1"+h265.CodecString(b)[4:])
	})
}

// SPS that x265 wrote.
func TestParseSPS_transfer(t *testing.T) {
	for name, tt := range map[string]struct {
		sps  string
		want uint8
	}{
		"PQ":  {"42010102200000030090000003000003003ca00a080b9f6d96566924caf016a122012080000003008000000f04", 16},
		"HLG": {"42010102200000030090000003000003003ca00a080b9f6d96566924caf016a122412080000003008000000f04", 18},
		"cut": {"42010102200000030090000003000003003ca00a080b9f6d96566924caf016a1", 0},
	} {
		info, err := h265.ParseSPS(unhex(t, tt.sps))
		require.NoError(t, err, name)
		require.Equal(t, tt.want, info.Transfer, name)
	}
}

func FuzzParseSPS(f *testing.F) {
	for _, tt := range records {
		c, err := h265.ParseConfig(unhex(f, tt.record))
		require.NoError(f, err)
		f.Add(c.SPS)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		i, err := h265.ParseSPS(b)
		if err != nil {
			return
		}
		require.Positive(t, i.Width)
		require.LessOrEqual(t, i.Width, h265.MaxDimension)
		require.Positive(t, i.Height)
		require.GreaterOrEqual(t, i.BitDepthLuma, uint8(8))
	})
}
