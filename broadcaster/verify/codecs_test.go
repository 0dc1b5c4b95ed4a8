package verify_test

import (
	"encoding/hex"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

// keys are IDR pictures of 320x180 with their parameter sets, and pictures that are none.
func keys(t testing.TB) map[string]struct {
	rung             media.Rendition
	format           media.VideoFormat
	sets, key, plain []byte
} {
	t.Helper()
	type picture = struct {
		rung             media.Rendition
		format           media.VideoFormat
		sets, key, plain []byte
	}
	out := map[string]picture{}
	for depth, record := range map[int]string{
		8:  "0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959409a10001002b42010101600000030090000003000003003ca00a080c1f3e595952930bc05a020000030002000003003c10a2000100064401c073c189",
		10: "0102200000009000000000003cf000fcfdfafa00000f03a00001001840010c01ffff02200000030090000003000003003c928090a10001002942010102200000030090000003000003003ca00a080b9f6d964a924caf01680800001f480003a98040a2000100074401c172b46240",
	} {
		f, err := codec.Video(media.VideoFormat{Codec: media.CodecHEVC, Config: unhex(t, record)})
		require.NoError(t, err)
		c, err := h265.ParseConfig(f.Config)
		require.NoError(t, err)
		out["HEVC of "+map[int]string{8: "8", 10: "10"}[depth]+" bits"] = picture{
			media.Rendition{Codec: media.CodecHEVC, BitDepth: depth},
			f,
			avcc(c.VPS, c.SPS, c.PPS[0]), avcc([]byte{0x26, 1, 0xaf}), avcc([]byte{2, 1, 0xd0}),
		}
	}
	for depth, record := range av1Records {
		f, err := codec.Video(media.VideoFormat{Codec: media.CodecAV1, Config: unhex(t, record)})
		require.NoError(t, err)
		out["AV1 of "+map[int]string{8: "8", 10: "10"}[depth]+" bits"] = picture{
			media.Rendition{Codec: media.CodecAV1, BitDepth: depth},
			f,
			f.Config[4:], av1Key, av1Inter,
		}
	}
	for name, p := range out {
		p.rung.Name, p.rung.Width, p.rung.Height, p.rung.Bitrate = "a", p.format.Width, p.format.Height, 300_000
		out[name] = p
	}
	return out
}

// av1Records are av1C of 320x180, by bits per sample.
var av1Records = map[int]string{8: "81000c000a0b000000043cfecc02f80040"}

var (
	av1Key   = []byte{0x32, 1, 0x10}
	av1Inter = []byte{0x32, 1, 0x30}
)

// A sample of AV1 shows one picture: what holds several, or none, is as good as frames too many or too few.
func TestPart_onePicture(t *testing.T) {
	p := keys(t)["AV1 of 8 bits"]
	hidden := []byte{0x32, 1, 0x20}
	for why, test := range map[string]struct {
		second []byte
		good   bool
	}{
		"one":                   {av1Inter, true},
		"one, and a hidden one": {slices.Concat(hidden, av1Inter), true},
		"shown of earlier ones": {[]byte{0x1a, 1, 0xc8}, true},
		"none":                  {hidden, false},
		"two":                   {slices.Concat(av1Inter, av1Inter), false},
		"no OBUs":               {[]byte{0x32, 9}, false},
		"a frame of no bytes":   {[]byte{0x32, 0}, false},
	} {
		t.Run(why, func(t *testing.T) {
			g := good()
			g.samples[0].Data, g.samples[1].Data, g.samples[2].Data = slices.Concat(p.sets, p.key), test.second, p.plain
			g.part.Data = fmp4.MarshalPart(1, int64(g.part.Start), g.samples)
			err := verify.Part(p.rung, g.part, g.want)
			if test.good {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, verify.ErrMalformed)
		})
	}
}

func TestPart_codecs(t *testing.T) {
	for name, p := range keys(t) {
		t.Run(name, func(t *testing.T) {
			init, err := fmp4.VideoInit(p.format)
			require.NoError(t, err)
			_, err = verify.Init(p.rung, init)
			require.NoError(t, err)

			check := func(r media.Rendition, first []byte) error {
				g := good()
				g.samples[0].Data, g.samples[1].Data, g.samples[2].Data = first, p.plain, p.plain
				g.part.Data = fmp4.MarshalPart(1, int64(g.part.Start), g.samples)
				return verify.Part(r, g.part, g.want)
			}
			require.NoError(t, check(p.rung, append(append([]byte{}, p.sets...), p.key...)))
			for why, first := range map[string][]byte{
				"no parameter sets":  p.key,
				"parameter sets cut": append(append([]byte{}, p.sets[:len(p.sets)-1]...), p.key...),
				"no IDR":             append(append([]byte{}, p.sets...), p.plain...),
				"nothing":            nil,
			} {
				require.ErrorIs(t, check(p.rung, first), verify.ErrMalformed, why)
			}

			whole := append(append([]byte{}, p.sets...), p.key...)
			for why, change := range map[string]func(*media.Rendition){
				"another size":  func(r *media.Rendition) { r.Width += 2 },
				"another depth": func(r *media.Rendition) { r.BitDepth = 18 - r.Depth() },
				"another codec": func(r *media.Rendition) { r.Codec = media.CodecH264 },
			} {
				other := p.rung
				change(&other)
				_, err := verify.Init(other, init)
				require.ErrorIs(t, err, verify.ErrMalformed, why)
				require.ErrorIs(t, check(other, whole), verify.ErrMalformed, why)
			}
		})
	}
}
