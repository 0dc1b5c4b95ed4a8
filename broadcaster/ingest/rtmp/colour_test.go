package rtmp

import (
	"log/slog"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
	"github.com/millrace/millrace/pkg/testmedia"
)

// colourInfo is a metadata packet that says the transfer characteristics.
func colourInfo(transfer float64) flv.Video {
	b := rtmpwire.AppendString(nil, "colorInfo")
	b = append(b, "\x03\x00\x0bcolorConfig\x03\x00\x17transferCharacteristics"...)
	b = rtmpwire.AppendNumber(b, transfer)
	return flv.Video{Codec: media.CodecAV1, Packet: flv.PacketMetadata, Data: append(b, 0, 0, 9, 0, 0, 9)}
}

// TestColours: what a metadata packet says of the colours holds from the next key on, where the bitstream says nothing.
func TestColours(t *testing.T) {
	const hlg, pq = 18, 16
	silent := unhex(t, av1Record)
	header := flv.Video{Codec: media.CodecAV1, Key: true, Data: silent}
	frame := func(b ...byte) flv.Video {
		return flv.Video{Codec: media.CodecAV1, Packet: flv.PacketFrame, Data: b}
	}
	key, inter := frame(0x32, 1, 0x10), frame(0x32, 1, 0x30)
	nothing := flv.Video{Codec: media.CodecAV1, Packet: flv.PacketMetadata, Data: rtmpwire.AppendNull(rtmpwire.AppendString(nil, "colorInfo"))}
	other := flv.Video{Codec: media.CodecVP9, Key: true, Data: []byte{0, 10, 0x82, 9, pq, 9, 0, 0}}
	otherKey := flv.Video{Codec: media.CodecVP9, Packet: flv.PacketFrame, Data: []byte{0x82, 0x49, 0x83, 0x42, 0, 0x03, 0xf0, 0x03, 0xf0, 0}}
	for name, tt := range map[string]struct {
		tags []flv.Video
		want []uint8
	}{
		"nothing is said":         {[]flv.Video{header, key, inter}, []uint8{0}},
		"before the header":       {[]flv.Video{colourInfo(pq), header, key}, []uint8{pq}},
		"behind the header":       {[]flv.Video{header, colourInfo(pq), key, inter, key}, []uint8{pq}},
		"said again":              {[]flv.Video{header, colourInfo(pq), key, colourInfo(pq), key}, []uint8{pq}},
		"later: at the next key":  {[]flv.Video{header, key, colourInfo(hlg), inter, key, inter}, []uint8{0, hlg}},
		"changed":                 {[]flv.Video{header, colourInfo(pq), key, colourInfo(hlg), key}, []uint8{pq, hlg}},
		"taken back":              {[]flv.Video{header, colourInfo(pq), key, nothing, key}, []uint8{pq, 0}},
		"unspecified":             {[]flv.Video{header, colourInfo(2), key}, []uint8{0}},
		"nonsense":                {[]flv.Video{header, colourInfo(-1), key, colourInfo(1e9), key}, []uint8{0}},
		"not AMF":                 {[]flv.Video{header, {Codec: media.CodecAV1, Packet: flv.PacketMetadata, Data: []byte{3, 3}}, key}, []uint8{0}},
		"something else":          {[]flv.Video{header, {Codec: media.CodecAV1, Packet: flv.PacketMetadata, Data: rtmpwire.AppendString(nil, "x")}, key}, []uint8{0}},
		"the bitstream has it":    {[]flv.Video{other, colourInfo(hlg), otherKey, otherKey}, []uint8{pq}},
		"another codec behind it": {[]flv.Video{header, colourInfo(hlg), key, other, otherKey}, []uint8{hlg, pq}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []uint8
			for _, f := range feed(t, tt.tags...).formats {
				got = append(got, f.Transfer)
			}
			require.Equal(t, tt.want, got)
		})
	}
}

// TestColoursOfFFmpeg: it sends its metadata between the header and the first frame.
func TestColoursOfFFmpeg(t *testing.T) {
	dir, ffmpeg := t.TempDir(), testmedia.Tool(t, "ffmpeg")
	hdr, silent := filepath.Join(dir, "hdr.mp4"), filepath.Join(dir, "silent.flv")
	for _, args := range [][]string{
		{
			"-i", testmedia.MP4(t, testmedia.Spec{Seconds: 1}), "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le",
			"-vf", "setparams=color_trc=smpte2084", "-x265-params", "log-level=none:transfer=16", "-tag:v", "hvc1", hdr,
		},
		{"-i", hdr, "-c", "copy", "-bsf:v", "hevc_metadata=transfer_characteristics=2", silent},
	} {
		out, err := exec.CommandContext(t.Context(), ffmpeg, append([]string{"-v", "error"}, args...)...).CombinedOutput()
		require.NoError(t, err, string(out))
	}
	k := &kept{checker: checker{t: t}}
	tr := newTracks(k, slog.New(slog.DiscardHandler))
	for _, tag := range testmedia.Tags(t, silent) {
		if tag.Type == flv.TagVideo {
			require.NoError(t, tr.video(tag.Timestamp, tag.Data))
		}
	}
	require.Len(t, k.formats, 1)
	require.EqualValues(t, 16, k.formats[0].Transfer)
	require.Len(t, k.units, 30)
}
