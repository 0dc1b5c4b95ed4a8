package av1_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/av1"
	"github.com/millrace/millrace/pkg/media"
)

// Records that encoders wrote.
var records = []struct {
	name, record, codec string
	want                av1.Info
}{
	{
		"SVT-AV1", "81000c000a0b000000043cfecc02f80040", "av01.0.00M.08",
		av1.Info{Width: 320, Height: 180, BitDepth: 8, SubsamplingX: true, SubsamplingY: true, Colours: av1.Colours{Primaries: 2, Transfer: 2, Matrix: 2}},
	},
	{
		"960x540", "81040c000a0b00000024cf7f0dbfff3008", "av01.0.04M.08",
		av1.Info{Width: 960, Height: 540, Level: 4, BitDepth: 8, SubsamplingX: true, SubsamplingY: true, Colours: av1.Colours{Primaries: 2, Transfer: 2, Matrix: 2}},
	},
	{
		"RGB", "812400000a0e20000024cfa70dbfff3404340080", "av01.1.04M.08.0.000.01.13.00.1",
		av1.Info{Width: 980, Height: 540, Profile: 1, Level: 4, BitDepth: 8, Colours: av1.Colours{Primaries: 1, Transfer: 13, FullRange: true}},
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
			c, err := av1.ParseConfig(record)
			require.NoError(t, err)
			require.Equal(t, tt.want, c.Info)
			require.Equal(t, tt.codec, av1.CodecString(record))
			f, err := c.Format()
			require.NoError(t, err)
			require.Equal(t, media.CodecAV1, f.Codec)
			require.Equal(t, hex.EncodeToString(record), hex.EncodeToString(f.Config), "the record is made again")
		})
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

func TestSequenceWithEveryField(t *testing.T) {
	payload := fields(
		0, 3, 0, 1, 0, 1, // profile 0, neither still nor reduced
		1, 1, 1001, 32, 60000, 32, 1, 1, 0b010, 3, // timing: 60000 / (1001 * 2)
		1, 1, 9, 5, 0, 32, 3, 5, 3, 5, // decoder model, with delays of 10 bits
		1, 1, // initial display delays
		1, 5, // two operating points
		1, 12, 9, 5, 1, 1, 1, 1, 0, 10, 0, 10, 1, 1, 1, 1, 5, 4,
		2, 12, 5, 5, 0, 1, 0, 1,
		15, 4, 15, 4, 3839, 16, 2159, 16,
		1, 1, 0, 7, // frame ids
		0, 3, 0, 4,
		1, 1, 0, 2, // order hints
		0, 1, 1, 1, 0, 1, 0, 1, // screen content tools are forced, integer vectors off
		6, 3,
		0, 3,
		1, 1, 0, 1, 1, 1, 9, 8, 16, 8, 9, 8, 0, 1, 1, 2, 0, 1, // 10 bits of BT.2020 and PQ
		0, 1,
	)
	i, err := av1.ParseSequence(payload)
	require.NoError(t, err)
	require.Equal(t, av1.Info{
		Width: 3840, Height: 2160, FrameRate: media.Rational{Num: 30000, Den: 1001}, Level: 9, Tier: 1, BitDepth: 10,
		SubsamplingX: true, SubsamplingY: true, SamplePosition: 1, Colours: av1.Colours{Primaries: 9, Transfer: 16, Matrix: 9},
	}, i)
	f, err := av1.Config{Sequence: payload, Info: i}.Format()
	require.NoError(t, err)
	require.Equal(t, "av01.0.09H.10.0.111.09.16.09.0", av1.CodecString(f.Config))
	_, err = av1.ParseSequence(payload[:20])
	require.Error(t, err)
}

func TestUnits(t *testing.T) {
	const sequence = "0a0b000000043cfecc02f80040"
	for name, tt := range map[string]struct {
		unit, clean string
		key         bool
		shown       int
		err         error
	}{
		"nothing":                   {"", "", false, 0, nil},
		"key, delimiter, padding":   {"1200" + sequence + "320110" + "7a020080", sequence + "320110", true, 1, nil},
		"a frame without size":      {"3010ffff", "3010ffff", true, 1, nil},
		"an inter frame":            {"1200320132", "320132", false, 1, nil},
		"a frame shown again":       {"12001a01c8", "1a01c8", false, 1, nil},
		"a key frame not shown":     {"320100", "320100", false, 0, nil},
		"with an extension":         {"36000110", "36000110", true, 1, nil},
		"two frames":                {"12003201103201b0", "3201103201b0", true, 2, nil},
		"shown later, and now":      {"12003201201a01c8", "3201201a01c8", false, 1, nil},
		"a frame of nothing":        {"120032003201b0", "32003201b0", false, 0, av1.ErrFraming},
		"a size beyond the end":     {"3205ff", "", false, 0, av1.ErrFraming},
		"a size that never ends":    {"32ffffffffffffffffff01", "", false, 0, av1.ErrFraming},
		"the forbidden bit":         {"b20110", "", false, 0, av1.ErrFraming},
		"an extension that is cut":  {"34", "", false, 0, av1.ErrFraming},
		"a header without anything": {"32", "", false, 0, av1.ErrFraming},
	} {
		t.Run(name, func(t *testing.T) {
			unit := unhex(t, tt.unit)
			clean, err := av1.Clean(unit)
			if tt.clean == "" {
				require.ErrorIs(t, err, tt.err)
			} else {
				require.NoError(t, err)
			}
			shown, err := av1.Shown(unit)
			require.ErrorIs(t, err, tt.err)
			require.Equal(t, tt.shown, shown)
			require.Equal(t, tt.clean, hex.EncodeToString(clean))
			require.Equal(t, tt.key, av1.IsKey(unit))
		})
	}
	c, err := av1.InBand(unhex(t, "1200"+sequence+"320110"))
	require.NoError(t, err)
	require.Equal(t, 320, c.Info.Width)
	c, err = av1.InBand(unhex(t, "1200320110"))
	require.NoError(t, err)
	require.Nil(t, c.Sequence)
}

func TestConfigRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":            "",
		"another version":    "82000c00",
		"a cut header":       "81000c000a0b0000",
		"a header too short": "81000c000a0200ff",
		"a profile of 7":     "81000c000a0bf00000043cfecc02f80040",
	} {
		_, err := av1.ParseConfig(unhex(t, in))
		require.Error(t, err, name)
	}
	c, err := av1.ParseConfig(unhex(t, "81000c00"))
	require.NoError(t, err, "a record may have no header")
	_, err = c.Format()
	require.Error(t, err)
	require.Equal(t, "av01", av1.CodecString(unhex(t, "81000c00")))
}

func FuzzConfig(f *testing.F) {
	for _, tt := range records {
		f.Add(unhex(f, tt.record))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := av1.ParseConfig(b)
		if err != nil || c.Sequence == nil {
			return
		}
		format, err := c.Format()
		require.NoError(t, err)
		require.Positive(t, format.Width)
		require.LessOrEqual(t, format.Width, av1.MaxDimension)
		again, err := av1.ParseConfig(format.Config)
		require.NoError(t, err)
		require.Equal(t, c, again)
		require.Equal(t, av1.CodecString(b), av1.CodecString(format.Config))
	})
}

func FuzzUnit(f *testing.F) {
	f.Add(unhex(f, "12000a0b000000043cfecc02f800403201107a020080"))
	f.Add(unhex(f, "36000110"))
	f.Fuzz(func(t *testing.T, b []byte) {
		clean, err := av1.Clean(b)
		if err != nil {
			return
		}
		again, err := av1.Clean(clean)
		require.NoError(t, err)
		require.Equal(t, clean, again)
		require.Equal(t, av1.IsKey(b), av1.IsKey(clean))
		_, _ = av1.InBand(b)
		shown, wrong := av1.Shown(b)
		shownClean, wrongClean := av1.Shown(clean)
		require.Equal(t, []any{shown, wrong}, []any{shownClean, wrongClean})
	})
}
