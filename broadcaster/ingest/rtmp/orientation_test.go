package rtmp

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// TestOrientation: the way up stands in onMetaData or in the pictures, whose word counts, and changes at a key.
func TestOrientation(t *testing.T) {
	header := flv.Video{Codec: media.CodecHEVC, Key: true, Data: unhex(t, hevcRecord)}
	frame := func(units ...[]byte) flv.Video {
		return flv.Video{Codec: media.CodecHEVC, Packet: flv.PacketFrame, Data: nals(units...)}
	}
	upsideDown := []byte{39 << 1, 1, 47, 3, 0x10, 0x00, 0x08, 0x80} // a prefix SEI message
	key, inter := frame([]byte{19 << 1, 1, 0x80}), frame([]byte{1 << 1, 1, 0x80})
	turnedKey := frame(upsideDown, []byte{19 << 1, 1, 0x80})
	clockwise, half := media.NewOrientation(1, false), media.NewOrientation(2, false)
	for name, tt := range map[string]struct {
		metadata rtmpwire.Object
		tags     []flv.Video
		want     []media.Orientation
	}{
		"nothing is said":     {rtmpwire.Object{}, []flv.Video{header, key, inter}, []media.Orientation{0}},
		"in the metadata":     {rtmpwire.Object{"rotation": 90.0}, []flv.Video{header, key, inter}, []media.Orientation{clockwise}},
		"by another name":     {rtmpwire.Object{"rotate": -270.0}, []flv.Video{header, key, inter}, []media.Orientation{clockwise}},
		"nonsense":            {rtmpwire.Object{"rotation": 1e300, "rotate": "x"}, []flv.Video{header, key}, []media.Orientation{0}},
		"in the pictures":     {rtmpwire.Object{}, []flv.Video{header, turnedKey, inter, turnedKey}, []media.Orientation{half}},
		"in both":             {rtmpwire.Object{"rotation": 90.0}, []flv.Video{header, turnedKey, inter}, []media.Orientation{half}},
		"later: at a key":     {rtmpwire.Object{}, []flv.Video{header, key, inter, turnedKey, inter, key}, []media.Orientation{0, half, 0}},
		"behind what is lost": {rtmpwire.Object{}, []flv.Video{header, inter, turnedKey}, []media.Orientation{half}},
	} {
		t.Run(name, func(t *testing.T) {
			k := &kept{checker: checker{t: t}}
			tr := newTracks(k, slog.New(slog.DiscardHandler))
			tr.metadata([]any{"onMetaData", tt.metadata})
			for i, v := range tt.tags {
				require.NoError(t, tr.video(uint32(i)*40, flv.AppendVideo(nil, v)))
			}
			var got []media.Orientation
			for _, f := range k.formats {
				got = append(got, f.Orientation)
			}
			require.Equal(t, tt.want, got)
		})
	}
}
