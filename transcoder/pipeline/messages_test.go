package pipeline_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
)

// damagedMessages are what encoders and networks make of the messages beside pictures. Each is put before every picture, behind
// captions of another NAL unit; size bytes are those of messages of less than 255.
var damagedMessages = map[string][]byte{
	"captions that lie about their count":  slices.Concat([]byte{4, 12, 0xb5, 0x00, 0x31}, []byte(captionsMark), []byte{0xdf, 0xff, 0xfc, 0x80}),
	"captions cut off":                     slices.Concat([]byte{4, 30, 0xb5, 0x00, 0x31}, []byte(captionsMark), []byte{0xc9, 0xff, 0xfc, 0x41}),
	"captions without a marker":            slices.Concat([]byte{4, 13, 0xb5, 0x00, 0x31}, []byte(captionsMark), []byte{0xc1, 0xff, 0xfc, 0x41, 0x42, 0x80}),
	"user data of nobody":                  {4, 2, 0xb5, 0x00, 0x80},
	"active format that is not there":      {4, 7, 0xb5, 0x00, 0x31, 'D', 'T', 'G', '1', 0x80},
	"user data without an identity":        {5, 4, 0xdc, 0x45, 0xe9, 0xbd, 0x80},
	"a size beyond the end":                {6, 200, 0x80},
	"a size that does not end":             {6, 0xff, 0xff, 0xff},
	"a type that does not end":             bytes.Repeat([]byte{0xff}, 40),
	"nothing":                              {},
	"a buffering period of another stream": {0, 2, 0x04, 0x10, 0x80},
	"an impossible picture structure":      {1, 2, 0xf0, 0xf0, 0x80},
	"a recovery point beyond all numbers":  {6, 6, 0x00, 0x00, 0x03, 0x00, 0x1f, 0xff, 0xff, 0x80},
	"light cut off":                        {144, 1, 3, 0x80},
	"a mastering display cut off":          {137, 3, 1, 2, 3, 0x80},
	"impossible film grain":                {19, 4, 0x03, 0xff, 0xff, 0xff, 0x80},
	"impossible parameter sets":            {129, 3, 0x00, 0x08, 0x40, 0x80},
	"impossible displays":                  {176, 3, 0x00, 0x10, 0x40, 0x80},
}

// A damaged message ends nothing, and takes no captions with it: neither those of another NAL unit nor those before it in its own.
func TestSession_damagedMessages(t *testing.T) {
	rungs := ladder([2]int{64, 36}, [2]int{48, 32})
	rungs[1].Codec = media.CodecHEVC
	for codec, header := range map[media.Codec][]byte{media.CodecH264: {6}, media.CodecHEVC: {39 << 1, 1}} {
		good := sourcetest.Make(t, sourcetest.Spec{Width: 128, Height: 72, Seconds: 0.5, GOP: 30, Codec: codec})
		for name, damage := range damagedMessages {
			t.Run(string(codec)+", "+name, func(t *testing.T) {
				source := captioned(t, withUnits(t, good, slices.Concat(header, damage)))
				checkCaptions(t, source, transcode(t, source, rungs, source.Parts))
			})
			t.Run(string(codec)+", "+name+", in one NAL unit", func(t *testing.T) {
				source := captioned(t, good)
				for i, p := range source.Parts {
					frag, err := fmp4.ParsePart(p.Data)
					require.NoError(t, err)
					for j, s := range frag.Samples {
						// captioned has put a NAL unit of one message in front: the damage goes where that ends
						end := 4 + len(header) + len(captionsPacket(0)) - 1
						require.Equal(t, byte(0x80), s.Data[end])
						s.Data = slices.Concat(s.Data[:end], damage, s.Data[end+1:])
						s.Data[3] += byte(len(damage) - 1)
						frag.Samples[j].Data = s.Data
					}
					source.Parts[i].Data = fmp4.MarshalPart(1, frag.Start, frag.Samples)
				}
				checkCaptions(t, source, transcode(t, source, rungs, source.Parts))
			})
		}
	}
}

// checkCaptions sees that every frame of every rung has the captions that captioned gave it.
func checkCaptions(t *testing.T, source sourcetest.Source, made *collector) {
	t.Helper()
	for i := range made.parts {
		n := 0
		for _, p := range made.parts[i] {
			frag, err := fmp4.ParsePart(p.Data)
			require.NoError(t, err)
			for _, s := range frag.Samples {
				require.Equalf(t, [][]byte{caption(n)}, captionsOf(s.Data), "rung %d, frame %d", i, n)
				n++
			}
		}
		require.Len(t, source.PTS, n)
	}
}
