package rtmp

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// kept is a sink that keeps the video.
type kept struct {
	checker
	formats []media.VideoFormat
	units   []media.AccessUnit
}

func (k *kept) VideoFormat(f media.VideoFormat) error {
	k.formats = append(k.formats, f)
	return k.checker.VideoFormat(f)
}

func (k *kept) Video(u media.AccessUnit) error {
	u.Payload = slices.Clone(u.Payload)
	k.units = append(k.units, u)
	return k.checker.Video(u)
}

const (
	hevcRecord  = "0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959409a10001002b42010101600000030090000003000003003ca00a080c1f3e595952930bc05a020000030002000003003c10a2000100064401c073c189"
	hevcRecord2 = "0102200000009000000000003cf000fcfdfafa00000f03a00001001840010c01ffff02200000030090000003000003003c928090a10001002942010102200000030090000003000003003ca00a080b9f6d964a924caf01680800001f480003a98040a2000100074401c172b46240"
	av1Record   = "81000c000a0b000000043cfecc02f80040"
)

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

// nals is an access unit of NAL units.
func nals(units ...[]byte) (b []byte) {
	for _, n := range units {
		b = h264.AppendLength(b, n)
	}
	return b
}

// feed gives tags to new tracks, 40 ms apart. None is there any more when the next one comes.
func feed(t *testing.T, tags ...flv.Video) *kept {
	t.Helper()
	k := &kept{checker: checker{t: t}}
	tr := newTracks(k, slog.New(slog.DiscardHandler))
	for i, v := range tags {
		body := flv.AppendVideo(nil, v)
		require.NoError(t, tr.video(uint32(i)*40, body))
		for i := range body {
			body[i] = 0xff
		}
	}
	return k
}

func TestTracksUnpackHEVC(t *testing.T) {
	c, err := h265.ParseConfig(unhex(t, hevcRecord))
	require.NoError(t, err)
	c2, err := h265.ParseConfig(unhex(t, hevcRecord2))
	require.NoError(t, err)
	picture := func(kind byte) []byte { return []byte{kind << 1, 1, 0x80} }
	cra, idr, rasl, trail := picture(21), picture(19), picture(9), picture(1)
	header := flv.Video{Codec: media.CodecHEVC, Key: true, Data: unhex(t, hevcRecord)}
	frame := func(units ...[]byte) flv.Video {
		return flv.Video{Codec: media.CodecHEVC, Packet: flv.PacketFrame, Data: nals(units...)}
	}

	t.Run("parameter sets are taken out, and pictures that lack what they need", func(t *testing.T) {
		k := feed(t, header, frame(trail), frame(c.VPS, c.SPS, c.PPS[0], cra), frame(rasl), frame(trail), header, frame(cra), frame(rasl))
		require.Len(t, k.formats, 1)
		var got [][]byte
		for _, u := range k.units {
			got = append(got, u.Payload)
		}
		require.Equal(t, [][]byte{nals(cra), nals(trail), nals(cra), nals(rasl)}, got)
		require.Equal(t, []bool{true, false, true, false}, []bool{k.units[0].Key, k.units[1].Key, k.units[2].Key, k.units[3].Key})
	})
	t.Run("a format in band", func(t *testing.T) {
		k := feed(t, frame(c.VPS, c.SPS, c.PPS[0], idr), frame(trail), frame(c2.VPS, c2.SPS, c2.PPS[0], idr), frame(c2.VPS, c2.SPS, c2.PPS[0], idr))
		require.Len(t, k.formats, 2)
		require.Equal(t, hevcRecord, hex.EncodeToString(k.formats[0].Config))
		require.Equal(t, hevcRecord2, hex.EncodeToString(k.formats[1].Config))
		require.Len(t, k.units, 4)
	})
	t.Run("codec ID 12, start codes", func(t *testing.T) {
		k := &kept{checker: checker{t: t}}
		tr := newTracks(k, slog.New(slog.DiscardHandler))
		require.NoError(t, tr.video(0, append([]byte{0x1c, 0, 0, 0, 0}, unhex(t, hevcRecord)...)))
		require.NoError(t, tr.video(0, slices.Concat([]byte{0x1c, 1, 0, 0, 40, 0, 0, 0, 1}, idr, []byte{0, 0, 1}, trail)))
		require.Len(t, k.units, 1)
		require.Equal(t, nals(idr, trail), k.units[0].Payload)
		require.Equal(t, 40*media.Millisecond, k.units[0].PTS-k.units[0].DTS)
	})
}

func TestTracksUnpackAV1(t *testing.T) {
	record := unhex(t, av1Record)
	sequence := record[4:]
	header := func(record []byte) flv.Video { return flv.Video{Codec: media.CodecAV1, Key: true, Data: record} }
	frame := func(obus ...[]byte) flv.Video {
		return flv.Video{Codec: media.CodecAV1, Packet: flv.PacketFrame, Data: append([]byte{0x12, 0}, slices.Concat(obus...)...)}
	}
	key, inter := []byte{0x32, 1, 0x10}, []byte{0x32, 1, 0x30}
	for name, tags := range map[string][]flv.Video{
		"a record":             {header(record), frame(inter), frame(key), frame(inter)},
		"an empty record":      {header(nil), frame(inter), frame(sequence, key), frame(inter)},
		"both":                 {header(record), frame(sequence, key), frame(inter)},
		"no record":            {frame(sequence, key), frame(inter)},
		"the same once again":  {header(record), frame(sequence, key), header(record), frame(inter)},
		"a delimiter and more": {header(record), frame(sequence, key, []byte{0x7a, 1, 0}), frame(inter)},
	} {
		t.Run(name, func(t *testing.T) {
			k := feed(t, tags...)
			require.Len(t, k.formats, 1)
			require.Equal(t, 320, k.formats[0].Width)
			require.Len(t, k.units, 2)
			require.True(t, k.units[0].Key)
			require.Equal(t, inter, k.units[1].Payload)
		})
	}
}

// A publisher may go over to another codec: a format comes again, and then a key.
func TestTracksChangeTheCodec(t *testing.T) {
	record := unhex(t, av1Record)
	k := feed(t,
		flv.Video{Codec: media.CodecHEVC, Key: true, Data: unhex(t, hevcRecord)},
		flv.Video{Codec: media.CodecHEVC, Packet: flv.PacketFrame, Data: nals([]byte{19 << 1, 1, 0x80})},
		flv.Video{Codec: media.CodecAV1, Key: true, Data: record},
		flv.Video{Codec: media.CodecAV1, Packet: flv.PacketFrame, Data: []byte{0x32, 1, 0x30}},
		flv.Video{Codec: media.CodecAV1, Packet: flv.PacketFrame, Data: []byte{0x32, 1, 0x10}},
		flv.Video{Codec: media.CodecAV1, Packet: flv.PacketFrame, Track: 1, Data: []byte{0x32, 1, 0x10}},
	)
	require.Len(t, k.formats, 2)
	require.Len(t, k.units, 2)
}

// heard is a sink that keeps the audio.
type heard struct {
	checker
	formats []media.AudioFormat
	units   []media.AccessUnit
}

func (h *heard) AudioFormat(f media.AudioFormat) error {
	if f.Track > 0 && codec.Transcoded(f.Codec) {
		return ingest.ErrUnsupported
	}
	h.formats = append(h.formats, f)
	return h.checker.AudioFormat(f)
}

func (h *heard) Audio(u media.AccessUnit) error {
	h.units = append(h.units, u)
	return h.checker.Audio(u)
}

// Further audio tracks are carried beside the main one, up to a bound; other video tracks, and what is not understood of
// further ones, are left out with one warning each, and the publish goes on.
func TestTracksTakeSeveral(t *testing.T) {
	aac := func(p flv.PacketType, track uint8, data string) string {
		return string(flv.AppendAudio(nil, flv.Audio{Codec: media.CodecAAC, Packet: p, Track: track, Data: []byte(data)}))
	}
	format := func(track int, name, language string, config ...byte) media.AudioFormat {
		f, err := codec.Audio(media.CodecAAC, config)
		require.NoError(t, err)
		f.Track, f.Name, f.Language = track, name, language
		return f
	}
	both := "\x95\x11mp4a\x00\x00\x00\x011\x01\x00\x00\x012" // a frame of each track
	for name, tc := range map[string]struct {
		tags     []string
		formats  []media.AudioFormat
		units    []string // track and payload
		warnings int
	}{
		"two": {
			[]string{aac(0, 0, "\x11\x90"), aac(0, 1, "\x12\x08"), aac(1, 0, "1"), aac(1, 1, "2"), both},
			[]media.AudioFormat{format(0, "", "", 0x11, 0x90), format(1, "Cameras \"B\"", "de", 0x12, 0x08)},
			[]string{"0 1", "1 2", "0 1", "1 2"},
			0,
		},
		"headers in one tag":        {[]string{"\x95\x10mp4a\x00\x00\x00\x02\x11\x90\x02\x00\x00\x02\x11\x90", aac(1, 2, "2")}, []media.AudioFormat{format(0, "", "", 0x11, 0x90), format(2, "", "", 0x11, 0x90)}, []string{"2 2"}, 0},
		"too many":                  {[]string{aac(0, 7, "\x11\x90"), aac(0, 8, "\x11\x90"), aac(0, 9, "\x11\x90"), aac(1, 8, "1"), aac(1, 7, "2")}, []media.AudioFormat{format(7, "", "", 0x11, 0x90)}, []string{"7 2"}, 1},
		"an unknown codec":          {[]string{"\x95\x00dtsc\x01\x00", "\x95\x01dtsc\x01\x00", aac(0, 0, "\x11\x90"), aac(1, 0, "1")}, []media.AudioFormat{format(0, "", "", 0x11, 0x90)}, []string{"0 1"}, 1},
		"a strange header":          {[]string{aac(0, 1, "\xff\xff"), aac(1, 1, "1"), aac(0, 0, "\x11\x90"), aac(1, 0, "1")}, []media.AudioFormat{format(0, "", "", 0x11, 0x90)}, []string{"0 1"}, 1},
		"no header":                 {[]string{aac(1, 1, "1"), aac(0, 0, "\x11\x90"), aac(1, 1, "1")}, []media.AudioFormat{format(0, "", "", 0x11, 0x90)}, nil, 0},
		"one that is no track":      {[]string{aac(0, 0, "\x11\x90"), both + "\x02\x00\xff"}, []media.AudioFormat{format(0, "", "", 0x11, 0x90)}, []string{"0 1"}, 1},
		"one that the sink refuses": {[]string{aac(0, 0, "\x11\x90"), "\x95\x01.mp3\x03x", "\x95\x01.mp3\x03x", aac(1, 0, "1")}, []media.AudioFormat{format(0, "", "", 0x11, 0x90)}, []string{"0 1"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := &heard{checker: checker{t: t}}
			var log bytes.Buffer
			tr := newTracks(h, slog.New(slog.NewTextHandler(&log, nil)))
			tr.metadata([]any{"onMetaData", rtmpwire.Object{"audioTrackIdInfoMap": rtmpwire.Object{
				"1": rtmpwire.Object{"name": "Cameras \"B\"\n", "language": "ger"}, "9": rtmpwire.Object{"name": "x"}, "2": "x", "7": rtmpwire.Object{"language": 1.0},
			}}})
			for i, tag := range tc.tags {
				require.NoError(t, tr.audio(uint32(i)*22, []byte(tag)))
			}
			require.Equal(t, tc.formats, h.formats)
			var units []string
			for _, u := range h.units {
				units = append(units, fmt.Sprint(u.Track, " ", string(u.Payload)))
			}
			require.Equal(t, tc.units, units)
			require.Equal(t, tc.warnings, strings.Count(log.String(), "level=WARN"), log.String())
		})
	}
	t.Run("video", func(t *testing.T) {
		h := &heard{checker: checker{t: t}}
		var log bytes.Buffer
		tr := newTracks(h, slog.New(slog.NewTextHandler(&log, nil)))
		for track := range uint8(3) {
			require.NoError(t, tr.video(0, flv.AppendVideo(nil, flv.Video{Codec: media.CodecHEVC, Track: track, Data: unhex(t, hevcRecord)})))
		}
		require.Equal(t, 1, strings.Count(log.String(), "level=WARN"), log.String())
	})
}

// Audio that is transcoded is handed on as it comes; a format is told when it begins and when it changes.
func TestTracksHandOnWhatIsTranscoded(t *testing.T) {
	// 44.1 kHz, stereo.
	info := append(make([]byte, 10), 0x0a, 0xc4, 0x42, 0xf0)
	info = append(info, make([]byte, 20)...)
	flac := media.AudioFormat{Codec: media.CodecFLAC, SampleRate: 44_100, Channels: 2, Config: info}
	tone := media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48_000, Channels: 2, Config: []byte{0x11, 0x90}}
	for name, tc := range map[string]struct {
		tags    []string
		formats []media.AudioFormat
		units   []string
	}{
		"MP3":                    {[]string{"\x2f1", "\x2e2", "\x91.mp33"}, []media.AudioFormat{{Codec: media.CodecMP3}}, []string{"1", "2", "3"}},
		"G.711 becomes stereo":   {[]string{"\x721", "\x732"}, []media.AudioFormat{{Codec: media.CodecALaw, SampleRate: 8000, Channels: 1}, {Codec: media.CodecALaw, SampleRate: 8000, Channels: 2}}, []string{"1", "2"}},
		"AC-3 with a header":     {[]string{"\x90ac-3", "\x91ac-31"}, []media.AudioFormat{{Codec: media.CodecAC3}}, []string{"1"}},
		"FLAC":                   {[]string{"\x91fLaC0", "\x90fLaC" + string(info), "\x91fLaC1", "\x90fLaC" + string(info)}, []media.AudioFormat{flac}, []string{"1"}},
		"FLAC with its marker":   {[]string{"\x90fLaCfLaC\x80\x00\x00\x22" + string(info), "\x91fLaC1"}, []media.AudioFormat{flac}, []string{"1"}},
		"AAC, MP3 and AAC again": {[]string{"\xaf\x00\x11\x90", "\xaf\x011", "\x2f2", "\xaf\x013", "\xaf\x00\x11\x90", "\xaf\x014"}, []media.AudioFormat{tone, {Codec: media.CodecMP3}, tone}, []string{"1", "2", "4"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := &heard{checker: checker{t: t}}
			tr := newTracks(h, slog.New(slog.DiscardHandler))
			for i, tag := range tc.tags {
				require.NoError(t, tr.audio(uint32(i)*26, []byte(tag)))
			}
			require.Equal(t, tc.formats, h.formats)
			var units []string
			for _, u := range h.units {
				units = append(units, string(u.Payload))
			}
			require.Equal(t, tc.units, units)
		})
	}
}
