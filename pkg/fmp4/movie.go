package fmp4

import (
	"bytes"
	"fmt"

	"github.com/millrace/millrace/pkg/av1"
	"github.com/millrace/millrace/pkg/flac"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/vp9"
)

// Bounds of a publisher's file.
const (
	MaxMovieTracks = 16
	maxEdits       = 64
	maxSeconds     = 1 << 34 // of any time: five hundred years
)

// Movie is the moov of a publisher's fragmented file.
type Movie struct {
	Tracks []MovieTrack
}

// MovieTrack is one track of it.
type MovieTrack struct {
	ID         uint32
	Kind       string // of its sample entry, such as "avc1"
	Timescale  int
	Video      *media.VideoFormat // of a video track that is carried; of AV1 and VP9 the size is the sample entry's, and the pictures have the truth
	Audio      *media.AudioFormat // of an audio track that is carried, or transcoded
	Record     []byte             // what is in a video codec's configuration box
	LengthSize int                // of the NAL units' lengths
	Err        error              // why a track of a known kind is neither

	orientation media.Orientation
	shift       media.Ticks // what the edit list adds to every time
	defaults    defaults    // of the trex
	next        int64       // decode time behind the last sample, for fragments that do not say theirs
}

// ParseMovie reads the payload of a moov box. Unlike ParseInit it is for files of any maker: it passes over what it does
// not know, and a track that is not carried is no error. Sample tables are not read: what they list is not in fragments.
func ParseMovie(moov []byte) (Movie, error) {
	var err error
	m := parseMovie(reader{moov, &err})
	if err != nil {
		return Movie{}, fmt.Errorf("parse moov: %w: %w", ErrMalformed, err)
	}
	return m, nil
}

func parseMovie(r reader) (m Movie) {
	timescale := 0
	extends := map[uint32]defaults{}
	for len(r.b) > 0 {
		switch kind, box := r.next(); string(kind) {
		case "mvhd":
			timescale = mdhd(box)
		case "trak":
			if len(m.Tracks) == MaxMovieTracks {
				r.fail("more than %d tracks", MaxMovieTracks)
			}
			m.Tracks = append(m.Tracks, parseTrack(box, timescale))
		case "mvex":
			for len(box.b) > 0 && len(extends) < MaxMovieTracks {
				if kind, trex := box.next(); string(kind) == "trex" {
					trex.full()
					id := trex.u32()
					trex.skip(4)
					extends[id] = defaults{has: tfhdDuration | tfhdSize | tfhdFlags, duration: trex.u32(), size: trex.u32(), flags: trex.u32()}
				}
			}
		}
	}
	for i := range m.Tracks {
		m.Tracks[i].defaults = extends[m.Tracks[i].ID]
	}
	if len(m.Tracks) == 0 {
		r.fail("no tracks")
	}
	return m
}

func parseTrack(trak reader, movieScale int) (t MovieTrack) {
	in := trak
	t.ID, t.orientation = parseHeader(in.find("tkhd"))
	in = trak
	mdia := in.find("mdia")
	in = mdia
	t.Timescale = mdhd(in.find("mdhd"))
	if trak.failed() {
		return t
	}
	t.shift = edits(trak, movieScale, t.Timescale)
	minf := mdia.find("minf")
	stbl := minf.find("stbl")
	stsd := stbl.find("stsd")
	stsd.full()
	stsd.skip(4)
	kind, entry := stsd.next()
	if stsd.failed() {
		return t
	}
	t.Kind = string(kind)
	t.Err = t.format(entry)
	if t.Video != nil {
		t.Video.Orientation = t.orientation
	}
	return t
}

// format reads the sample entry. A track of another kind has no format and no error.
func (t *MovieTrack) format(entry reader) error {
	var err error
	entry.err = &err // what is wrong with one track leaves the others alone
	switch t.Kind {
	case "avc1", "avc3":
		t.video(entry, "avcC", func(record []byte) (media.VideoFormat, error) {
			c, err := h264.ParseAVCConfig(record)
			if err != nil {
				return media.VideoFormat{}, err
			}
			t.LengthSize = c.LengthSize
			return c.Format()
		})
	case "hvc1", "hev1":
		t.video(entry, "hvcC", func(record []byte) (media.VideoFormat, error) {
			c, err := h265.ParseConfig(record)
			if err != nil {
				return media.VideoFormat{}, err
			}
			t.LengthSize = c.LengthSize
			return c.Format()
		})
	case "av01":
		t.video(entry, "av1C", func(record []byte) (media.VideoFormat, error) {
			_, err := av1.ParseConfig(record)
			return media.VideoFormat{Codec: media.CodecAV1}, err
		})
	case "vp09":
		t.video(entry, "vpcC", func(record []byte) (media.VideoFormat, error) {
			_, err := vp9.ParseConfig(record)
			return media.VideoFormat{Codec: media.CodecVP9}, err
		})
	case "mp4a":
		t.Audio = mp4aMovie(entry)
	case "Opus":
		t.Audio = opus(entry)
	case "fLaC":
		entry.skip(audioEntry)
		dfLa := entry.find("dfLa")
		dfLa.full()
		f, bad := flac.ParseConfig(dfLa.b)
		if bad != nil {
			dfLa.fail("%w", bad)
		}
		t.Audio = &f
	case ".mp3":
		t.Audio = &media.AudioFormat{Codec: media.CodecMP3}
	case "ac-3":
		t.Audio = &media.AudioFormat{Codec: media.CodecAC3}
	case "ec-3":
		t.Audio = &media.AudioFormat{Codec: media.CodecEAC3}
	}
	if err != nil {
		t.Video, t.Audio = nil, nil
	}
	return err
}

// video reads a visual sample entry whose configuration is in the given box. A codec whose configuration has no size gets the
// entry's.
func (t *MovieTrack) video(entry reader, box string, parse func(record []byte) (media.VideoFormat, error)) {
	entry.skip(24)
	width, height := int(entry.u16()), int(entry.u16())
	entry.skip(50)
	record := entry.find(box)
	if entry.failed() {
		return
	}
	f, err := parse(record.b)
	if err != nil {
		entry.fail("%w", err)
		return
	}
	if f.Width == 0 {
		f.Width, f.Height = width, height
	}
	t.Video, t.Record = &f, bytes.Clone(record.b)
}

// mp4aMovie reads a sample entry of AAC, or of MPEG audio, which has no configuration.
func mp4aMovie(entry reader) *media.AudioFormat {
	const mpeg2Audio, mpeg1Audio = 0x69, 0x6b
	peek := entry
	switch object, _ := decoderConfig(&peek); object {
	case mpeg2Audio, mpeg1Audio:
		return &media.AudioFormat{Codec: media.CodecMP3}
	default:
		return mp4a(entry)
	}
}

// edits is how far the edit list shifts the track: what precedes it is presented nowhere, and what is empty comes
// first. Further edits are of no use in a live stream.
func edits(trak reader, movieScale, timescale int) media.Ticks {
	var elst reader
	for found := false; !found; {
		if len(trak.b) == 0 {
			return 0
		}
		if kind, box := trak.next(); string(kind) == "edts" {
			elst, found = box.find("elst"), true
		}
	}
	version, _ := elst.full()
	n := elst.u32()
	var shift media.Ticks
	for range min(n, maxEdits) {
		var span, at int64
		if version == 0 {
			span, at = int64(elst.u32()), int64(int32(elst.u32()))
		} else {
			span, at = int64(elst.u64()), int64(elst.u64())
		}
		elst.skip(4)
		if at != -1 {
			start, ok := ticks(at, timescale)
			if !ok {
				elst.fail("edit at %d", at)
			}
			return shift - start
		}
		empty, ok := ticks(span, movieScale)
		if !ok {
			elst.fail("empty edit of %d", span)
		}
		shift += empty
	}
	return shift
}

// ticks converts a time; false if it is beyond all reason.
func ticks(n int64, timescale int) (media.Ticks, bool) {
	if timescale <= 0 || n < 0 || n/int64(timescale) > maxSeconds {
		return 0, false
	}
	return media.Rescale(n, timescale), true
}

// Unsupported names the tracks that are not carried, for a message; empty if all are.
func (m Movie) Unsupported() (kinds []string) {
	for _, t := range m.Tracks {
		if t.Video == nil && t.Audio == nil {
			kinds = append(kinds, t.Kind)
		}
	}
	return kinds
}
