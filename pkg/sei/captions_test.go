package sei_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/bits"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
)

// ccData is a message with triplets of cc_data.
func ccData(triplets ...[3]byte) []byte {
	b := append([]byte("\xb5\x00\x31GA94\x03"), 0xc0|byte(len(triplets)), 0xff)
	for _, t := range triplets {
		b = append(b, t[:]...)
	}
	return message(4, append(b, 0xff)...)
}

var captionCases = []struct {
	name     string
	messages []byte
	want     sei.Captions
}{
	{"none", light, sei.Captions{}},
	{"fill", ccData([3]byte{0xfc, 0x80, 0x80}, [3]byte{0xf9, 0, 0}, [3]byte{0xfa, 0, 0}), sei.Captions{Present: true}},
	{"characters, of whichever channel", ccData([3]byte{0xfc, 0xc1, 0xc2}), sei.Captions{Present: true}},
	{"pop-on in CC1", ccData([3]byte{0xfc, 0x94, 0x20}), sei.Captions{Present: true, Channels: 1}},
	{"roll-up in CC2", ccData([3]byte{0xfc, 0x1c, 0x25}), sei.Captions{Present: true, Channels: 2}},
	{"paint-on in CC3", ccData([3]byte{0xfd, 0x15, 0x29}), sei.Captions{Present: true, Channels: 4}},
	{"CC4, of field 1's commands", ccData([3]byte{0xfd, 0x1c, 0x2f}), sei.Captions{Present: true, Channels: 8}},
	{"text mode is none", ccData([3]byte{0xfc, 0x94, 0x2a}), sei.Captions{Present: true}},
	{"wrong parity", ccData([3]byte{0xfc, 0x14, 0x20}), sei.Captions{Present: true}},
	{"not valid", ccData([3]byte{0xf8, 0x94, 0x20}), sei.Captions{Present: true}},
	{"both fields", ccData([3]byte{0xfc, 0x94, 0x20}, [3]byte{0xfd, 0x15, 0x20}), sei.Captions{Present: true, Channels: 5}},
	{"service 1", ccData([3]byte{0xff, 0x02, 0x22}, [3]byte{0xfe, 'h', 'i'}), sei.Captions{Present: true, Services: 1 << 1}},
	{"two services", ccData([3]byte{0xff, 0x03, 0x21}, [3]byte{0xfe, 'h', 0x41}, [3]byte{0xfe, 'i', 0}), sei.Captions{Present: true, Services: 1<<1 | 1<<2}},
	{"an extended service", ccData([3]byte{0xff, 0x02, 0xe1}, [3]byte{0xfe, 9, 'x'}), sei.Captions{Present: true, Services: 1 << 9}},
	{"a packet that goes on in the next unit", ccData([3]byte{0xff, 0x00, 0x3f}), sei.Captions{Present: true, Services: 1 << 1}},
	{"fill in a packet", ccData([3]byte{0xff, 0x02, 0x00}, [3]byte{0xfe, 0x21, 'x'}), sei.Captions{Present: true}},
	{"more than the packet says", ccData([3]byte{0xff, 0x01, 0x00}, [3]byte{0xfe, 0x21, 'x'}), sei.Captions{Present: true}},
	{"the end of a packet before", ccData([3]byte{0xfe, 0x21, 'x'}), sei.Captions{Present: true}},
	{"not to be processed", message(4, []byte("\xb5\x00\x31GA94\x03\x81\xff\xfc\x94\x20\xff")...), sei.Captions{Present: true}},
}

func TestCaptionsOf(t *testing.T) {
	for _, tt := range captionCases {
		for c, header := range headers {
			t.Run(string(c)+", "+tt.name, func(t *testing.T) {
				unit := h264.AppendLength(nil, slices.Concat(header, bits.EBSP(slices.Concat(tt.messages, stop))))
				require.Equal(t, tt.want, sei.CaptionsOf(c, unit))
			})
		}
	}
	require.Zero(t, sei.CaptionsOf(media.CodecAV1, h264.AppendLength(nil, slices.Concat([]byte{6}, captions, stop))))
	require.Equal(t, sei.Captions{Present: true, Channels: 3, Services: 2}, sei.Captions{Channels: 1}.With(sei.Captions{Present: true, Channels: 2, Services: 2}))
}

func FuzzCaptionsOf(f *testing.F) {
	for _, tt := range captionCases {
		for c, header := range headers {
			f.Add(c == media.CodecHEVC, h264.AppendLength(nil, slices.Concat(header, bits.EBSP(slices.Concat(tt.messages, stop)))))
		}
	}
	f.Fuzz(func(t *testing.T, hevc bool, unit []byte) {
		c := media.CodecH264
		if hevc {
			c = media.CodecHEVC
		}
		got := sei.CaptionsOf(c, unit)
		require.Less(t, got.Channels, uint8(1<<4))
		require.Zero(t, got.Services&1, "there is no service 0")
		require.True(t, got.Present || got == sei.Captions{}, "what has captions has user data")
	})
}
