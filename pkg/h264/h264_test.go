package h264_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

// Decoder configuration records as FFmpeg wrote them for x264's output.
var records = []struct {
	name   string
	record string
	info   h264.Info
	codec  string
}{
	{
		"High 1080p30, cropped, 2 B-frames",
		"01640028ffe1001b67640028acd940780227e5c044000003000400000300f03c60c65801000468ef8fcbfdf8f800",
		h264.Info{
			Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1}, Profile: 100, Level: 40, ReorderFrames: 2,
			ChromaFormat: 1, BitDepthLuma: 8, BitDepthChroma: 8,
		},
		"avc1.640028",
	},
	{
		"Constrained Baseline 29.97",
		"0142c01effe100176742c01eda0280bfe5c04400000fa40003a9803c58ba8001000468ce0fc8",
		h264.Info{
			Width: 640, Height: 360, FrameRate: media.Rational{Num: 30000, Den: 1001}, Profile: 66, Constraints: 0xc0, Level: 30,
			ChromaFormat: 1, BitDepthLuma: 8, BitDepthChroma: 8,
		},
		"avc1.42c01e",
	},
	{
		"Main 854x480",
		"014d401effe10018674d401eeca06c1ef37808800000030080000019078b16cb01000468ef8fc8",
		h264.Info{
			Width: 854, Height: 480, FrameRate: media.Rational{Num: 25, Den: 1}, Profile: 77, Constraints: 0x40, Level: 30, ReorderFrames: 2,
			ChromaFormat: 1, BitDepthLuma: 8, BitDepthChroma: 8,
		},
		"avc1.4d401e",
	},
	{
		"interlaced",
		"01640028ffe1001a67640028acd94078044fde0220000003002000000643e2c5b2c001000468fe8fcbfdf8f800",
		h264.Info{
			Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 25, Den: 1}, Profile: 100, Level: 40, ReorderFrames: 2,
			ChromaFormat: 1, BitDepthLuma: 8, BitDepthChroma: 8, Interlaced: true, PicStruct: true,
		},
		"avc1.640028",
	},
	{
		"High 4:2:2, 23.976",
		"017a0015ffe10018677a0015bcd941b1fe4f011000003e90000bb800f162d96001000468ef8fcbfef8f800",
		h264.Info{
			Width: 426, Height: 240, FrameRate: media.Rational{Num: 24000, Den: 1001}, Profile: 122, Level: 21, ReorderFrames: 2,
			ChromaFormat: 2, BitDepthLuma: 8, BitDepthChroma: 8,
		},
		"avc1.7a0015",
	},
	{
		"High 10",
		"016e0016ffe1001b676e0016a6cd94150878888c0440000003004000001e03c58b658001000468ef8fcbfdfafa00",
		h264.Info{
			Width: 322, Height: 242, FrameRate: media.Rational{Num: 60, Den: 1}, Profile: 110, Level: 22, ReorderFrames: 2,
			ChromaFormat: 1, BitDepthLuma: 10, BitDepthChroma: 10,
		},
		"avc1.6e0016",
	},
	{
		"High 4:4:4",
		"01f4000affe1001967f4000a919b28e4f1f1f808800000030080000032078912cb01000668ef8f192190fff8f800",
		h264.Info{
			Width: 98, Height: 50, FrameRate: media.Rational{Num: 50, Den: 1}, Profile: 244, Level: 10, ReorderFrames: 2,
			ChromaFormat: 3, BitDepthLuma: 8, BitDepthChroma: 8,
		},
		"avc1.f4000a",
	},
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

func TestParameterSets(t *testing.T) {
	for _, tt := range records {
		t.Run(tt.name, func(t *testing.T) {
			record := unhex(t, tt.record)
			c, err := h264.ParseAVCConfig(record)
			require.NoError(t, err)
			require.Equal(t, 4, c.LengthSize)

			info, err := h264.ParseSPS(c.SPS)
			require.NoError(t, err)
			require.Equal(t, tt.info, info)
			require.Equal(t, tt.codec, h264.CodecString(record))

			again, err := h264.MarshalAVCConfig(c.SPS, c.PPS...)
			require.NoError(t, err)
			require.Equal(t, record, again, "FFmpeg's record is made again, byte for byte")

			f, err := c.Format()
			require.NoError(t, err)
			require.Equal(t, media.VideoFormat{
				Codec: media.CodecH264, Width: tt.info.Width, Height: tt.info.Height, FrameRate: tt.info.FrameRate, Config: record,
			}, f)
		})
	}
}

// bits packs the fields of an SPS: "u" strings of flags and "ue" numbers.
func bits(fields ...any) []byte {
	var s strings.Builder
	for _, f := range fields {
		switch v := f.(type) {
		case string:
			s.WriteString(v)
		case int:
			b := fmt.Sprintf("%b", v+1)
			s.WriteString(strings.Repeat("0", len(b)-1) + b)
		}
	}
	s.WriteString("1") // rbsp_stop_one_bit
	out := make([]byte, (s.Len()+7)/8)
	for i, c := range s.String() {
		if c == '1' {
			out[i/8] |= 0x80 >> (i % 8)
		}
	}
	return out
}

// Without bitstream restrictions the reordering depth is bounded by the decoded picture buffer (E.2.1).
func TestParseSPS_infers_reordering(t *testing.T) {
	// id, log2_max_frame_num, poc type and its field, refs, gaps, size in macroblocks, frame_mbs_only, 8x8, cropping, VUI
	size := func(w, h int) []byte { return bits(0, 0, 0, 0, 1, "0", w/16-1, h/16-1, "1", "1", "0", "0") }
	poc2 := bits(0, 0, 2, 1, "0", 39, 22, "1", "1", "0", "0")
	for _, tt := range []struct {
		name                        string
		profile, constraints, level byte
		fields                      []byte
		want                        int
	}{
		{"level 3 holds five 864x480 frames", 77, 0, 30, size(864, 480), 8100 / (54 * 30)},
		{"level 5.2 holds more than the most allowed", 77, 0, 52, size(640, 368), 16},
		{"a picture larger than the level allows", 77, 0, 10, size(1920, 1088), 0},
		{"Baseline does not reorder", 66, 0, 30, size(640, 368), 0},
		{"output order is decoding order in POC type 2", 77, 0, 30, poc2, 0},
		{"intra-only profiles do not reorder", 44, 0x10, 30, bits(0, 1, 0, 0, "0", "0", 0, 0, 0, 1, "0", 39, 22, "1", "1", "0", "0"), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			info, err := h264.ParseSPS(append([]byte{0x67, tt.profile, tt.constraints, tt.level}, tt.fields...))
			require.NoError(t, err)
			require.Zero(t, info.FrameRate)
			require.Equal(t, tt.want, info.ReorderFrames)
		})
	}
}

// withPPS is a record with so many different PPS, and each twice.
func withPPS(record []byte, count int) []byte {
	at := bytes.Index(record, []byte{1, 0, 4, 0x68})
	b := append(record[:at:at], byte(2*count))
	for n := range 2 * count {
		b = append(b, 0, 4, 0x68, 0xce, byte(n/2), 0x80)
	}
	return b
}

// Encoders that switch weighted prediction, say, have several PPS.
func TestSeveralPPS(t *testing.T) {
	c, err := h264.ParseAVCConfig(withPPS(unhex(t, records[0].record), h264.MaxPPS))
	require.NoError(t, err)
	require.Len(t, c.PPS, h264.MaxPPS, "each once")
	f, err := c.Format()
	require.NoError(t, err)
	again, err := h264.ParseAVCConfig(f.Config)
	require.NoError(t, err)
	require.Equal(t, c, again)
}

func TestParseAVCConfig_rejects(t *testing.T) {
	good := unhex(t, records[0].record)
	edit := func(f func(b []byte) []byte) []byte { return f(append([]byte(nil), good...)) }
	tooManyPPS := edit(func(b []byte) []byte { return withPPS(b, h264.MaxPPS+1) })
	for name, b := range map[string][]byte{
		"nothing":                nil,
		"another version":        edit(func(b []byte) []byte { b[0] = 2; return b }),
		"length size 3":          edit(func(b []byte) []byte { b[4] = 0xfe; return b }),
		"no SPS":                 edit(func(b []byte) []byte { b[5] = 0xe0; return b }),
		"SPS longer than record": edit(func(b []byte) []byte { b[6] = 0xff; return b }),
		"cut in the SPS":         good[:20],
		"cut before the PPS":     good[:6+2+0x1b],
		"a PPS for an SPS":       edit(func(b []byte) []byte { b[8] = 0x68; return b }),
		"too many PPS":           tooManyPPS,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := h264.ParseAVCConfig(b)
			require.Error(t, err)
		})
	}
	_, err := h264.ParseAVCConfig(tooManyPPS)
	require.ErrorIs(t, err, h264.ErrUnsupported)

	_, err = h264.MarshalAVCConfig([]byte{0x67, 1, 2, 3}, []byte{0x68, 1})
	require.Error(t, err)
	_, err = h264.Format(unhex(t, "67640028acd940780227e5c044000003000400000300f03c60c658"), []byte{0x67, 1})
	require.Error(t, err)
	require.Equal(t, "avc1", h264.CodecString(nil))
}

func TestFraming(t *testing.T) {
	sps, idr := []byte{0x67, 1, 2}, []byte{0x65, 0, 0, 3, 1}
	avcc := h264.AppendLength(h264.AppendLength(nil, sps), idr)
	annexB := []byte{0, 0, 0, 1, 0x67, 1, 2, 0, 0, 0, 1, 0x65, 0, 0, 3, 1}

	var got [][]byte
	for nal, err := range h264.NALs(avcc) {
		require.NoError(t, err)
		got = append(got, nal)
	}
	require.Equal(t, [][]byte{sps, idr}, got)
	require.Equal(t, h264.TypeSPS, h264.Type(got[0]))

	b, err := h264.AppendAnnexB(nil, avcc)
	require.NoError(t, err)
	require.Equal(t, annexB, b)

	for name, in := range map[string][]byte{
		"long start codes":         annexB,
		"short start codes":        {0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x65, 0, 0, 3, 1},
		"leading zeros":            append([]byte{0, 0, 0}, annexB...),
		"trailing zeros":           append(append([]byte(nil), annexB...), 0, 0, 0),
		"empty units are dropped":  append([]byte{0, 0, 1}, annexB...),
		"trailing start code only": append(append([]byte(nil), annexB...), 0, 0, 1),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := h264.AppendAVCC(nil, in)
			require.NoError(t, err)
			require.Equal(t, avcc, got)
		})
	}

	require.True(t, h264.IsIDR(avcc))
	require.False(t, h264.IsIDR(h264.AppendLength(nil, []byte{0x41, 1})))
	require.False(t, h264.IsIDR(avcc[:len(avcc)-1]), "a malformed unit is no IDR")

	short := []byte{0, 3, 0x67, 1, 2, 0, 5, 0x65, 0, 0, 3, 1}
	b, err = h264.Widen(short, 2)
	require.NoError(t, err)
	require.Equal(t, avcc, b)
	b, err = h264.Widen(avcc, 4)
	require.NoError(t, err)
	require.Equal(t, avcc, b)
}

func TestFraming_rejects(t *testing.T) {
	for name, avcc := range map[string][]byte{
		"cut length":       {0, 0, 0},
		"length too long":  {0, 0, 0, 2, 0x65},
		"huge length":      {0xff, 0xff, 0xff, 0xff, 0x65},
		"too many units":   bytes.Repeat([]byte{0, 0, 0, 1, 9}, h264.MaxNALs+1),
		"too many empties": make([]byte, 4*(h264.MaxNALs+1)),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := h264.AppendAnnexB(nil, avcc)
			require.ErrorIs(t, err, h264.ErrFraming)
			_, err = h264.Widen(avcc, 4)
			require.ErrorIs(t, err, h264.ErrFraming)
		})
	}
	_, err := h264.Widen(nil, 0)
	require.ErrorIs(t, err, h264.ErrFraming)
	for _, annexB := range [][]byte{nil, {1}, {0, 0, 1}, {0, 0, 2, 0, 0, 1, 9}, bytes.Repeat([]byte{0, 0, 1, 9}, h264.MaxNALs+1)} {
		_, err := h264.AppendAVCC(nil, annexB)
		require.ErrorIs(t, err, h264.ErrFraming)
	}
}

func FuzzAVCConfig(f *testing.F) {
	for _, r := range records {
		b, _ := hex.DecodeString(r.record)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := h264.ParseAVCConfig(b)
		if err != nil {
			return
		}
		_ = h264.CodecString(b)
		again, err := h264.MarshalAVCConfig(c.SPS, c.PPS...)
		require.NoError(t, err)
		c2, err := h264.ParseAVCConfig(again)
		require.NoError(t, err)
		require.Equal(t, c.SPS, c2.SPS)
		require.Equal(t, c.PPS, c2.PPS)
	})
}

func FuzzSPS(f *testing.F) {
	for _, r := range records {
		b, _ := hex.DecodeString(r.record)
		c, _ := h264.ParseAVCConfig(b)
		f.Add(c.SPS)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		i, err := h264.ParseSPS(b)
		if err != nil {
			return
		}
		require.Positive(t, i.Width)
		require.Positive(t, i.Height)
		require.LessOrEqual(t, max(i.Width, i.Height), h264.MaxDimension)
		require.True(t, i.ReorderFrames >= 0 && i.ReorderFrames <= 16)
	})
}

func FuzzFraming(f *testing.F) {
	f.Add([]byte{0, 0, 0, 2, 0x67, 1, 0, 0, 0, 2, 0x65, 2})
	f.Add([]byte{0, 0, 1, 0x67, 1, 0, 0, 0, 1, 0x65, 2})
	f.Fuzz(func(t *testing.T, b []byte) {
		if avcc, err := h264.AppendAVCC(nil, b); err == nil { // what has start codes survives both conversions
			annexB, err := h264.AppendAnnexB(nil, avcc)
			require.NoError(t, err)
			again, err := h264.AppendAVCC(nil, annexB)
			require.NoError(t, err, "%x %x", b, annexB)
			require.Equal(t, avcc, again)
		}
		_ = h264.IsIDR(b)
		for size := 1; size <= 4; size++ {
			if wide, err := h264.Widen(b, size); err == nil {
				_, err := h264.Widen(wide, 4)
				require.NoError(t, err)
			}
		}
	})
}

func FuzzOrder(f *testing.F) {
	for _, r := range records {
		b, _ := hex.DecodeString(r.record)
		c, _ := h264.ParseAVCConfig(b)
		f.Add(c.SPS, []byte{0, 0, 0, 5, 0x65, 0x88, 0x84, 0, 1})
		f.Add(c.SPS, []byte{0, 0, 0, 5, 0x41, 0x9a, 0x24, 6, 0xff})
	}
	f.Fuzz(func(t *testing.T, sps, unit []byte) {
		o := h264.NewOrder(sps)
		for range 3 {
			count, idr, ok := o.Next(unit)
			require.True(t, ok || count == 0 && !idr)
			require.Less(t, max(count, -count), 1<<20)
		}
	})
}
