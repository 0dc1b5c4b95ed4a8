package sei_test

import (
	"bytes"
	"encoding/hex"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/bits"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
)

// message is one as it stands in a NAL unit, of a payload of less than 255 bytes.
func message(typ byte, payload ...byte) []byte {
	return append([]byte{typ, byte(len(payload))}, payload...)
}

var (
	captions = message(4, []byte("\xb5\x00\x31GA94\x03\xc1\xff\xfc\x41\x42\xff")...)
	light    = message(144, 3, 0xe8, 1, 0x90)
	volume   = message(137, bytes.Repeat([]byte{1}, 24)...)
	stop     = []byte{0x80}
)

// cases are the messages of a NAL unit and what is left of them.
var cases = []struct {
	name     string
	in, want []byte // without the NAL unit's header; the want of nothing is that the unit is gone
}{
	{"all are good", slices.Concat(captions, light, volume, stop), slices.Concat(captions, light, volume, stop)},
	{"one that nobody asks for", slices.Concat(message(6, 0x80), captions, stop), slices.Concat(captions, stop)},
	{"only such", slices.Concat(message(6, 0x80), stop), nil},
	{"no message", nil, nil},
	{"no message, and an end", stop, nil},
	{"no end", captions, slices.Concat(captions, stop)},
	{"zeros behind the end", slices.Concat(captions, stop, []byte{0, 0}), slices.Concat(captions, stop, []byte{0, 0})},
	{"a size beyond the end", slices.Concat(captions, []byte{4, 90, 0xb5}, stop), slices.Concat(captions, stop)},
	{"a size that does not end", slices.Concat(captions, []byte{4, 0xff, 0xff}), slices.Concat(captions, stop)},
	{"a type that does not end", slices.Concat(captions, bytes.Repeat([]byte{0xff}, 300)), slices.Concat(captions, stop)},
	{"a type alone", slices.Concat(captions, []byte{144}), slices.Concat(captions, stop)},
	{"fewer captions than it says", slices.Concat(message(4, []byte("\xb5\x00\x31GA94\x03\xdf\xff\xfc")...), light, stop), slices.Concat(light, stop)},
	{"captions without their marker", slices.Concat(message(4, []byte("\xb5\x00\x31GA94\x03\xc1\xff\xfc\x41\x42")...), light, stop), slices.Concat(light, stop)},
	{"user data of another kind", slices.Concat(message(4, 0xb5, 0, 0x31), message(4, 0x26, 0, 4, 0, 5, 9), captions, stop), slices.Concat(captions, stop)},
	{"a light level cut off", slices.Concat(message(144, 3), message(137, 1, 2), message(147), captions, stop), slices.Concat(captions, stop)},
	{"more than anybody writes", slices.Concat(captions, bytes.Repeat(message(6, 0x80), 1000), captions, stop), slices.Concat(captions, stop)},
	{"a large type", slices.Concat([]byte{0xff, 3, 1, 9}, captions, stop), slices.Concat(captions, stop)},
	{
		"zeros in what is kept", slices.Concat(message(6, 1), []byte{144, 5, 0, 0, 3, 0, 0, 3, 1}, stop),
		slices.Concat([]byte{144, 5, 0, 0, 3, 0, 0, 3, 1}, stop),
	},
}

// headers are those of a NAL unit of messages, by codec.
var headers = map[media.Codec][]byte{media.CodecH264: {6}, media.CodecHEVC: {39 << 1, 1}}

func TestClean(t *testing.T) {
	slice := []byte{0x65, 1, 2, 3}
	for c, header := range headers {
		for _, tt := range cases {
			t.Run(string(c)+", "+tt.name, func(t *testing.T) {
				in := slices.Concat(header, tt.in)
				unit := h264.AppendLength(h264.AppendLength(nil, in), slice)
				var want []byte
				if tt.want != nil {
					want = h264.AppendLength(nil, slices.Concat(header, tt.want))
				}
				require.Equal(t, h264.AppendLength(want, slice), sei.NewCleaner(media.VideoFormat{Codec: c}).Clean(unit))
			})
		}
	}
}

// x264's parameter sets of 1920x1080, interlaced: picture timing has a pic_struct and nothing before it.
const fields = "01640028ffe1001a67640028acd94078044fde0220000003002000000643e2c5b2c001000468fe8fcbfdf8f800"

func TestClean_h264(t *testing.T) {
	config, err := hex.DecodeString(fields)
	require.NoError(t, err)
	format := media.VideoFormat{Codec: media.CodecH264, Config: config}
	for name, tt := range map[string]struct {
		format media.VideoFormat
		in     []byte
		kept   bool
	}{
		"who encoded it":               {format, message(5, make([]byte, 16)...), true},
		"who encoded it, cut off":      {format, message(5, make([]byte, 15)...), false},
		"fields":                       {format, message(1, 0x30), true},
		"a structure that there isn't": {format, message(1, 0xf0), false},
		"no structure":                 {format, message(1), false},
		"fields of a track of frames":  {media.VideoFormat{Codec: media.CodecH264}, message(1, 0x30), false},
	} {
		t.Run(name, func(t *testing.T) {
			nal := slices.Concat([]byte{6}, bits.EBSP(tt.in), stop)
			unit := h264.AppendLength(nil, nal)
			got := sei.NewCleaner(tt.format).Clean(unit)
			if tt.kept {
				require.Equal(t, unit, got)
			} else {
				require.Empty(t, got)
			}
		})
	}
}

// What is no unit of NAL units, or has no messages, is not touched.
func TestClean_others(t *testing.T) {
	whole := h264.AppendLength(nil, slices.Concat([]byte{6}, message(6, 0x80), stop))
	for _, tt := range []struct {
		codec media.Codec
		unit  []byte
	}{
		{media.CodecAV1, whole},
		{media.CodecH264, append(slices.Clone(whole), 0, 0, 1)},
		{media.CodecH264, h264.AppendLength(nil, []byte{0x65, 1})},
		{media.CodecHEVC, h264.AppendLength(nil, []byte{39 << 1})},
		{media.CodecH264, nil},
	} {
		require.Equal(t, tt.unit, sei.NewCleaner(media.VideoFormat{Codec: tt.codec}).Clean(tt.unit))
	}
}

func FuzzClean(f *testing.F) {
	config, err := hex.DecodeString(fields)
	require.NoError(f, err)
	for c, header := range headers {
		for _, tt := range cases {
			f.Add(c == media.CodecHEVC, h264.AppendLength(h264.AppendLength(nil, slices.Concat(header, tt.in)), []byte{0x65, 1}))
		}
	}
	f.Fuzz(func(t *testing.T, hevc bool, unit []byte) {
		c := sei.NewCleaner(media.VideoFormat{Codec: media.CodecH264, Config: config})
		other := func(nal []byte) bool { return h264.Type(nal) != h264.TypeSEI }
		if hevc {
			c = sei.NewCleaner(media.VideoFormat{Codec: media.CodecHEVC})
			other = func(nal []byte) bool {
				return h265.Type(nal) != h265.TypePrefixSEI && h265.Type(nal) != h265.TypeSuffixSEI
			}
		}
		if o, ok := sei.Orientation(media.CodecH264, unit); ok {
			require.True(t, o.Valid())
		}
		before := bytes.Clone(unit)
		got := c.Clean(unit)
		require.Equal(t, before, unit, "the input stays as it was")
		require.Equal(t, got, c.Clean(got), "what is clean stays as it is")
		require.Equal(t, pictures(unit, other), pictures(got, other), "nothing else is touched")
	})
}

// pictures are the NAL units of an access unit that are no messages, up to where its framing is malformed.
func pictures(unit []byte, other func([]byte) bool) (all [][]byte) {
	for nal, err := range h264.NALs(unit) {
		if err == nil && other(nal) {
			all = append(all, nal)
		}
	}
	return all
}

func TestOrientation(t *testing.T) {
	// orientation is a message: cancel, horizontal and vertical flip, 16 bits of the turn, and what follows in either codec.
	orientation := func(cancel, horizontal, vertical bool, anticlockwise uint16) []byte {
		v := uint32(anticlockwise)<<13 | 1<<12 | 1<<11
		for i, set := range []bool{cancel, horizontal, vertical} {
			if set {
				v |= 1 << (31 - i)
			}
		}
		return message(47, byte(v>>24), byte(v>>16), byte(v>>8))
	}
	for name, tt := range map[string]struct {
		messages []byte
		want     media.Orientation
		said     bool
	}{
		"nothing":                  {captions, 0, false},
		"upright":                  {orientation(false, false, false, 0), 0, true},
		"a quarter anticlockwise":  {orientation(false, false, false, 1<<14), media.NewOrientation(3, false), true},
		"a quarter clockwise":      {orientation(false, false, false, 3<<14), media.NewOrientation(1, false), true},
		"nearly so":                {orientation(false, false, false, 3<<14-100), media.NewOrientation(1, false), true},
		"nearly whole":             {orientation(false, false, false, 1<<16-1), 0, true},
		"upside down":              {orientation(false, false, false, 1<<15), media.NewOrientation(2, false), true},
		"mirrored":                 {orientation(false, true, false, 0), media.NewOrientation(0, true), true},
		"mirrored, top and bottom": {orientation(false, false, true, 0), media.NewOrientation(2, true), true},
		"mirrored twice":           {orientation(false, true, true, 0), media.NewOrientation(2, false), true},
		"mirrored and turned":      {orientation(false, true, false, 1<<14), media.NewOrientation(3, true), true},
		"taken back":               {slices.Concat(orientation(false, true, false, 0), orientation(true, false, false, 0)), 0, true},
		"cut off":                  {message(47, 0x20), 0, false},
		"behind a damaged one":     {slices.Concat(message(4, 1), orientation(false, false, false, 1<<15)), media.NewOrientation(2, false), true},
	} {
		for c, header := range headers {
			t.Run(string(c)+", "+name, func(t *testing.T) {
				nal := slices.Concat(header, bits.EBSP(slices.Concat(tt.messages, stop)))
				got, said := sei.Orientation(c, h264.AppendLength(nil, nal))
				require.Equal(t, tt.said, said)
				require.Equal(t, tt.want, got)
			})
		}
	}
	_, said := sei.Orientation(media.CodecAV1, h264.AppendLength(nil, slices.Concat([]byte{6}, orientation(false, true, false, 0), stop)))
	require.False(t, said)
}
