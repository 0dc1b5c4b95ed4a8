package fmp4

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/Eyevinn/mp4ff/mp4"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/media"
)

// Track is what an init segment describes: one track, video or audio.
type Track struct {
	Timescale int
	Video     *media.VideoFormat
	Audio     *media.AudioFormat
}

// videoEntry is the sample entry of a codec, and the box in it that holds the configuration.
type videoEntry struct {
	codec       media.Codec
	name, inner string
}

// videoEntries are those of the codecs that are carried.
func videoEntries() []videoEntry {
	return []videoEntry{
		{media.CodecH264, "avc1", "avcC"},
		{media.CodecHEVC, "hvc1", "hvcC"},
		{media.CodecAV1, "av01", "av1C"},
		{media.CodecVP9, "vp09", "vpcC"},
	}
}

// VideoInit makes the init segment of a video track, with the decoder's configuration in it and nowhere else. Its
// timescale is VideoTimescale.
func VideoInit(f media.VideoFormat) ([]byte, error) {
	init, err := videoInit(f)
	if err != nil {
		return nil, err
	}
	return encode(init)
}

// MovieInit makes the beginning of a file with video and sound, whose parts follow it as MarshalPart and MarshalAudioPart
// make them. It is for files that leave the network: ParseInit knows one track only.
func MovieInit(v media.VideoFormat, a media.AudioFormat) ([]byte, error) {
	init, err := videoInit(v)
	if err != nil {
		return nil, err
	}
	sound, err := audioInit(a)
	if err != nil {
		return nil, err
	}
	trak := sound.Moov.Trak
	trak.Tkhd.TrackID = audioTrackID
	init.Moov.AddChild(trak)
	init.Moov.Mvex.AddChild(mp4.CreateTrex(audioTrackID))
	init.Moov.Mvhd.NextTrackID = audioTrackID + 1
	return encode(init)
}

func videoInit(f media.VideoFormat) (*mp4.InitSegment, error) {
	entries := videoEntries()
	i := slices.IndexFunc(entries, func(e videoEntry) bool { return e.codec == f.Codec })
	if i < 0 {
		return nil, fmt.Errorf("make init segment: video codec %q", f.Codec)
	}
	info, err := codec.Video(f)
	if err != nil {
		return nil, fmt.Errorf("make init segment: %w", err)
	}
	init, trak, err := emptyInit(VideoTimescale, "video")
	if err != nil {
		return nil, err
	}
	trak.Tkhd.Width, trak.Tkhd.Height = mp4.Fixed32(info.Width<<16), mp4.Fixed32(info.Height<<16)
	trak.Tkhd.Matrix = matrix(f.Orientation, info.Width, info.Height)
	config := mp4.CreateUnknownBox(entries[i].inner, uint64(8+len(info.Config)), info.Config)
	entry := mp4.CreateVisualSampleEntryBox(entries[i].name, uint16(info.Width), uint16(info.Height), config)
	entry.CompressorName = ""
	if a := f.PixelAspect; a.Num > 0 && a.Den > 0 {
		entry.AddChild(&mp4.PaspBox{HSpacing: uint32(a.Num), VSpacing: uint32(a.Den)})
	}
	trak.Mdia.Minf.Stbl.Stsd.AddChild(entry)
	return init, nil
}

// AudioInit makes the init segment of an audio track, with its name and language. Its timescale is the sample rate. There is no edit list: of Opus
// the first few milliseconds, which decoders use to settle, are played.
func AudioInit(f media.AudioFormat) ([]byte, error) {
	init, err := audioInit(f)
	if err != nil {
		return nil, err
	}
	return encode(init)
}

func audioInit(f media.AudioFormat) (*mp4.InitSegment, error) {
	parsed, err := codec.Audio(f.Codec, f.Config)
	if err != nil {
		return nil, fmt.Errorf("make init segment: %w", err)
	}
	init, trak, err := emptyInit(uint32(parsed.SampleRate), "audio")
	if err != nil {
		return nil, err
	}
	rate := uint16(0) // 16.16 does not hold more than 64 kHz; readers take it from the esds then
	if parsed.SampleRate <= math.MaxUint16 {
		rate = uint16(parsed.SampleRate)
	}
	const sampleBits = 16 // the value that 12.2.3 prescribes
	name, config := "mp4a", mp4.Box(mp4.CreateEsdsBox(parsed.Config))
	if f.Codec == media.CodecOpus {
		name = "Opus"
		box := append(appendBox(nil, boxHeader+len(parsed.Config), "dOps"), parsed.Config...)
		if config, err = mp4.DecodeBox(0, bytes.NewReader(box)); err != nil {
			return nil, fmt.Errorf("make init segment: %w", err)
		}
	}
	trak.Mdia.Hdlr.Name = f.Name
	if f.Language != "" {
		trak.Mdia.AddChild(mp4.CreateElng(f.Language))
	}
	entry := mp4.CreateAudioSampleEntryBox(name, uint16(parsed.Channels), sampleBits, rate, config)
	trak.Mdia.Minf.Stbl.Stsd.AddChild(entry)
	return init, nil
}

// emptyInit is an init segment with a track of no sample entry and no duration.
func emptyInit(timescale uint32, kind string) (*mp4.InitSegment, *mp4.TrakBox, error) {
	init := mp4.NewMP4Init()
	init.AddChild(mp4.NewFtyp("iso6", 0, []string{"iso6", "cmfc", "mp41"}))
	moov := mp4.NewMoovBox()
	init.AddChild(moov)
	moov.AddChild(mp4.CreateMvhd())
	trak := mp4.CreateEmptyTrak(TrackID, timescale, kind, "und")
	trak.Mdia.Hdlr.Name = ""
	moov.AddChild(trak)
	mvex := mp4.NewMvexBox()
	mvex.AddChild(mp4.CreateTrex(TrackID))
	moov.AddChild(mvex)
	if len(moov.Traks) != 1 {
		return nil, nil, errors.New("make init segment: no track")
	}
	return init, trak, nil
}

func encode(init *mp4.InitSegment) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(init.Size()))
	if err := init.Encode(&b); err != nil {
		return nil, fmt.Errorf("make init segment: %w", err)
	}
	return b.Bytes(), nil
}

// ParseInit reads an init segment: a ftyp and a moov with one track of a codec that is carried, and nothing else at the
// top. Boxes in the moov that are not needed are passed over. The formats do not alias the input.
func ParseInit(b []byte) (Track, error) {
	var err error
	t := parseInit(b, &err)
	if err != nil {
		return Track{}, fmt.Errorf("parse init segment: %w: %w", ErrMalformed, err)
	}
	return t, nil
}

func parseInit(b []byte, err *error) (t Track) {
	r := reader{b, err}
	if len(b) > MaxInitSize {
		r.fail("%d bytes", len(b))
	}
	r.box("ftyp")
	moov := r.box("moov")
	r.end("init segment")

	trak, mvex := only(moov, "trak"), only(moov, "mvex")
	in := trak
	_, orientation := parseHeader(in.find("tkhd"))
	trex := only(mvex, "trex")
	trex.full()
	if id := trex.u32(); id != TrackID {
		r.fail("track %d extended", id)
	}
	mdia := only(trak, "mdia")
	t.Timescale = mdhd(only(mdia, "mdhd"))
	stbl := only(only(mdia, "minf"), "stbl")
	stsd := only(stbl, "stsd")
	stsd.full()
	if n := stsd.u32(); n != 1 {
		r.fail("%d sample entries", n)
	}
	kind, entry := stsd.next()
	stsd.end("stsd")
	entries := videoEntries()
	i := slices.IndexFunc(entries, func(e videoEntry) bool { return e.name == string(kind) })
	switch {
	case r.failed():
	case i >= 0:
		if t.Video = visual(entry, entries[i]); t.Video != nil {
			t.Video.Orientation = orientation
		}
	case string(kind) == "mp4a":
		t.Audio = mp4a(entry)
	case string(kind) == "Opus":
		t.Audio = opus(entry)
	default:
		r.fail("sample entry %q", kind)
	}
	if t.Audio != nil {
		t.Audio.Name, t.Audio.Language = label(mdia)
	}
	if t.Audio != nil && !r.failed() && t.Timescale != t.Audio.SampleRate {
		r.fail("timescale %d with %d Hz", t.Timescale, t.Audio.SampleRate)
	}
	return t
}

// only opens the one box of the given kind that parent must have; it fails on a second one.
func only(parent reader, kind string) reader {
	found := parent.find(kind)
	for len(parent.b) > 0 {
		if again, _ := parent.next(); string(again) == kind {
			parent.fail("two boxes %q", kind)
		}
	}
	return found
}

func mdhd(r reader) int {
	if version, _ := r.full(); version == 0 {
		r.skip(8) // creation and modification times
	} else {
		r.skip(16)
	}
	scale := r.u32()
	if scale == 0 || scale > 1e9 {
		r.fail("timescale %d", scale)
	}
	return int(scale)
}

// label is what an mdia says of its track for people: the handler's name (14496-12 8.4.3) and the extended language (8.4.6).
// They are valid UTF-8.
func label(mdia reader) (name, language string) {
	text := func(b []byte, at int) string {
		b, _, _ = bytes.Cut(b[min(at, len(b)):], []byte{0})
		return strings.ToValidUTF8(string(b), "")
	}
	for len(mdia.b) > 0 {
		switch kind, box := mdia.next(); string(kind) {
		case "hdlr":
			name = text(box.b, 24)
		case "elng":
			language = text(box.b, 4)
		}
	}
	return name, language
}

func visual(r reader, e videoEntry) *media.VideoFormat {
	r.skip(24)
	width, height := int(r.u16()), int(r.u16())
	r.skip(50)
	config := only(r, e.inner)
	if r.failed() {
		return nil
	}
	f, err := codec.Video(media.VideoFormat{Codec: e.codec, Config: config.b, Width: width, Height: height})
	switch {
	case err != nil:
		r.fail("%w", err)
	case f.Width != width || f.Height != height:
		r.fail("sample entry of %dx%d, %s of %dx%d", width, height, e.inner, f.Width, f.Height)
	}
	return &f
}

// audioEntry is the size of what an audio sample entry has before its boxes.
const audioEntry = 28

// decoderConfig reads an mp4a sample entry up to what is special to a codec: the object type, and what is left of its descriptor.
func decoderConfig(r *reader) (object uint8, config reader) {
	r.skip(audioEntry)
	esds := only(*r, "esds")
	esds.full()
	es := descriptor(&esds, 3)
	es.skip(2)
	if flags := es.u8(); flags&^0x1f != 0 { // no dependsOn, URL or OCR fields: the low bits are the priority
		es.fail("ES descriptor flags %#x", flags)
	}
	config = descriptor(&es, 4)
	object = config.u8()
	config.skip(12)
	return object, config
}

func mp4a(r reader) *media.AudioFormat {
	object, config := decoderConfig(&r)
	if object != 0x40 {
		config.fail("object type %#x", object)
	}
	asc := descriptor(&config, 5)
	if r.failed() {
		return nil
	}
	f, err := aac.ParseConfig(asc.b)
	if err != nil {
		r.fail("%w", err)
	}
	return &f
}

func opus(r reader) *media.AudioFormat {
	r.skip(audioEntry)
	config := only(r, "dOps")
	if r.failed() {
		return nil
	}
	f, err := codec.Audio(media.CodecOpus, config.b)
	if err != nil {
		r.fail("%w", err)
	}
	return &f
}

// descriptor opens the next descriptor (ISO/IEC 14496-1 8.3.3), which must have the given tag.
func descriptor(r *reader, tag uint8) reader {
	if got := r.u8(); got != tag {
		r.fail("descriptor %d where %d belongs", got, tag)
	}
	size := 0
	for i := 0; ; i++ {
		v := r.u8()
		size = size<<7 | int(v&0x7f)
		if v&0x80 == 0 {
			break
		}
		if i == 3 {
			r.fail("descriptor size")
			break
		}
	}
	return reader{b: r.bytes(size), err: r.err}
}
