package conformance

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// Extent is what the boxes of a segment or part say of it.
type Extent struct {
	Start, End media.Ticks // decode times of its leading track: the video, else the first
	First      media.Ticks // the earliest presentation time of it
	Frame      media.Ticks // its longest sample
	Frames     int
	Video      bool
	Key        bool // its first sample is one that a decoder can begin with
	Known      bool // the codec is one of which that can be told
	Bytes      int
}

// Init checks an init segment, and returns what it says; nil if nothing can be made of it.
func (f *Findings) Init(uri string, data []byte) *fmp4.Movie {
	top, err := boxes(data)
	if err != nil {
		f.Fail(InitSegment, "%s: %v", uri, err)
		return nil
	}
	f.Check(len(top) > 0 && top[0].kind == "ftyp", InitSegment, "%s does not begin with ftyp", uri)
	var moov []byte
	for _, b := range top {
		switch b.kind {
		case "moov":
			moov = b.payload
		case "moof", "mdat":
			f.Fail(InitSegment, "%s has a box %s", uri, b.kind)
		}
	}
	if moov == nil {
		f.Fail(InitSegment, "%s has no moov", uri)
		return nil
	}
	inner, err := boxes(moov)
	f.Check(err == nil && slices.ContainsFunc(inner, func(b box) bool { return b.kind == "mvex" }), InitSegment, "%s has no mvex", uri)
	for _, b := range inner {
		if b.kind == "trak" {
			f.Check(sampleless(b.payload), InitSegment, "%s lists samples", uri)
		}
	}
	m, err := fmp4.ParseMovie(moov)
	if err != nil {
		f.Fail(InitSegment, "%s: %v", uri, err)
		return nil
	}
	return &m
}

// sampleless says whether the sample tables of a track are empty.
func sampleless(trak []byte) bool {
	for _, kind := range []string{"mdia", "minf", "stbl"} {
		inner, err := boxes(trak)
		i := slices.IndexFunc(inner, func(b box) bool { return b.kind == kind })
		if err != nil || i < 0 {
			return false
		}
		trak = inner[i].payload
	}
	tables, err := boxes(trak)
	if err != nil {
		return false
	}
	for _, b := range tables {
		if slices.Contains([]string{"stts", "stsc", "stco", "co64"}, b.kind) && (len(b.payload) < 8 || binary.BigEndian.Uint32(b.payload[4:]) != 0) {
			return false
		}
	}
	return true
}

// Fragment checks a segment or a part of fMP4, and says how far it reaches; false if that cannot be told.
func (f *Findings) Fragment(uri string, init *fmp4.Movie, data []byte) (Extent, bool) {
	top, err := boxes(data)
	if err != nil {
		f.Fail(Fragments, "%s: %v", uri, err)
		return Extent{}, false
	}
	for _, b := range top {
		if b.kind == "moof" {
			f.moof(uri, b.payload)
		}
	}
	movie := *init // the demuxer keeps its place in it
	movie.Tracks = slices.Clone(init.Tracks)
	d := fmp4.NewDemuxer(bytes.NewReader(data), &movie, len(data))
	var all []fmp4.Unit
	for {
		u, err := d.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.Fail(Fragments, "%s: %v", uri, err)
			return Extent{}, false
		}
		all = append(all, u)
	}
	return extent(all, len(data))
}

func extent(all []fmp4.Unit, size int) (e Extent, ok bool) {
	lead := slices.IndexFunc(all, func(u fmp4.Unit) bool { return u.Track.Video != nil })
	e.Video = lead >= 0
	if lead < 0 {
		lead = 0
	}
	e.Bytes = size
	for _, u := range all {
		if u.Track != all[lead].Track {
			continue
		}
		if e.Frames == 0 {
			e.Start, e.First = u.DTS, u.PTS
			e.Key, e.Known = u.Key, true
			if v := u.Track.Video; v != nil {
				e.Known = u.Track.LengthSize == 4 || v.Codec != media.CodecH264 && v.Codec != media.CodecHEVC
				e.Key = e.Known && codec.Key(v.Codec, u.Data)
			}
		}
		e.First = min(e.First, u.PTS)
		e.End = u.DTS + u.Duration
		e.Frame = max(e.Frame, u.Duration)
		e.Frames++
	}
	return e, e.Frames > 0
}

func (f *Findings) moof(uri string, moof []byte) {
	inner, err := boxes(moof)
	if err != nil {
		f.Fail(Fragments, "%s: moof: %v", uri, err)
		return
	}
	for _, b := range inner {
		if b.kind != "traf" {
			continue
		}
		parts, err := boxes(b.payload)
		f.Check(err == nil && slices.ContainsFunc(parts, func(b box) bool { return b.kind == "tfdt" }), Fragments, "%s: a traf without tfdt", uri)
		i := slices.IndexFunc(parts, func(b box) bool { return b.kind == "tfhd" })
		const defaultBaseIsMoof, baseDataOffset = 0x020000, 1
		if i < 0 || len(parts[i].payload) < 4 {
			f.Fail(Fragments, "%s: a traf without tfhd", uri)
			continue
		}
		flags := binary.BigEndian.Uint32(parts[i].payload) & 0xffffff
		f.Check(flags&defaultBaseIsMoof != 0 && flags&baseDataOffset == 0, Fragments, "%s: samples are not addressed from the moof (tfhd flags %#x)", uri, flags)
	}
}

// TransportStream checks the first packets of a segment of MPEG-TS.
func (f *Findings) TransportStream(uri string, data []byte) {
	const packet, sync = 188, 0x47
	if len(data) < 2*packet || len(data)%packet != 0 || data[0] != sync || data[packet] != sync {
		f.Fail(TransportPSI, "%s is not made of packets of %d bytes", uri, packet)
		return
	}
	pid := func(b []byte) int { return int(b[1]&0x1f)<<8 | int(b[2]) }
	f.Check(pid(data) == 0, TransportPSI, "%s begins with PID %d, not with the PAT", uri, pid(data))
	// A PAT with one program, behind the pointer field: its PMT has the PID in the last two bytes before the CRC.
	const entry = 5 + 8 + 2
	if pid(data) == 0 {
		pmt := int(data[entry]&0x1f)<<8 | int(data[entry+1])
		f.Check(pid(data[packet:]) == pmt, TransportPSI, "%s: PID %d behind the PAT, not the PMT", uri, pid(data[packet:]))
	}
}

// Piece is a segment as a playlist lists it, with what its media says.
type Piece struct {
	Segment
	Cut    uint64 // discontinuities before it, over the stream's life
	Init   *fmp4.Movie
	Extent Extent
}

// roundoff is what times in different timescales and in text may differ by.
const roundoff = media.Second / 1000

// Media checks whole segments of one media playlist in their order against what the playlist says of them. Segments that
// miss in between interrupt what can be compared, no more.
func (f *Findings) Media(name string, independent bool, pieces []Piece) {
	f.About(name)
	var begin media.Ticks      // of a run of segments that continue each other
	var declared time.Duration // of that run
	for i, p := range pieces {
		if p.Extent.Video && p.Extent.Known && independent {
			f.Check(p.Extent.Key, Independent, "segment %d does not begin with a key frame", p.MSN)
		}
		frame := (p.Extent.Frame + roundoff).Duration()
		length := (p.Extent.End - p.Extent.Start).Duration()
		f.Check((length-p.Duration).Abs() <= frame, Extinf, "segment %d: EXTINF is %s, its media lasts %s", p.MSN, p.Duration, length)
		joined := i > 0 && p.MSN == pieces[i-1].MSN+1 && !p.Discontinuity
		if joined {
			before := pieces[i-1]
			f.Check(sameFormats(before.Init, p.Init), Discontinuity, "segment %d has another format than the one before it", p.MSN)
			step := p.Extent.Start - before.Extent.End
			f.Check(max(step, -step) <= roundoff, Timeline, "segment %d begins %s after the end of the one before it", p.MSN, step)
			joined = max(step, -step) <= roundoff
		}
		if !joined {
			begin, declared = p.Extent.Start, 0
		}
		declared += p.Duration
		if joined {
			f.Check((declared-(p.Extent.End-begin).Duration()).Abs() <= frame, Extinf,
				"durations up to segment %d add up to %s, its media to %s", p.MSN, declared, (p.Extent.End - begin).Duration())
		}
	}
}

// MatchingTimes checks that renditions have the same timestamps at the same dates: between two discontinuities the distance
// of both is one number.
func (f *Findings) MatchingTimes(renditions map[string][]Piece) {
	type stretch struct {
		cut   uint64
		video bool
	}
	type origin struct {
		at   time.Time // of timestamp 0
		name string
	}
	origins := make(map[stretch]origin)
	for _, name := range slices.Sorted(maps.Keys(renditions)) {
		f.About(name)
		for _, p := range renditions[name] {
			if p.DateTime.IsZero() {
				continue
			}
			zero := p.DateTime.Add(-p.Extent.First.Duration())
			key := stretch{p.Cut, p.Extent.Video}
			known, ok := origins[key]
			if !ok {
				origins[key] = origin{zero, name}
				continue
			}
			f.Check(zero.Sub(known.at).Abs() <= 2*tolerance, MediaTimes, "segment %d: date and timestamps are %s further apart than in %s", p.MSN, zero.Sub(known.at), known.name)
		}
	}
	for key, sound := range origins {
		if picture, ok := origins[stretch{key.cut, true}]; ok && !key.video {
			f.About(sound.name)
			f.Check(sound.at.Sub(picture.at).Abs() <= oneFrame, MediaTimes, "date and timestamps are %s further apart than in %s", sound.at.Sub(picture.at), picture.name)
		}
	}
}

// sameFormats says whether two init segments have the same tracks of the same formats.
func sameFormats(a, b *fmp4.Movie) bool {
	if a == b {
		return true
	}
	return a != nil && b != nil && slices.EqualFunc(a.Tracks, b.Tracks, func(x, y fmp4.MovieTrack) bool {
		return x.ID == y.ID && x.Kind == y.Kind && x.Timescale == y.Timescale && (x.Video == nil || y.Video == nil ||
			x.Video.Width == y.Video.Width && x.Video.Height == y.Video.Height)
	})
}

// Parts checks the parts of a whole segment, as far as they were fetched, against it. What each holds is in the order of
// the playlist; nil where it was not fetched.
func (f *Findings) Parts(s Segment, whole []byte, parts [][]byte, extents []Extent) {
	complete := len(parts) == len(s.Parts)
	for i, data := range parts {
		complete = complete && data != nil
		if data == nil || i >= len(s.Parts) {
			continue
		}
		e := extents[i]
		if e.Frames == 0 {
			continue
		}
		if e.Video && e.Known {
			f.Check(e.Key || !s.Parts[i].Independent, PartStart, "part %d.%d is marked independent and does not begin with a key frame", s.MSN, i)
		}
		length := (e.End - e.Start).Duration()
		f.Check((length-s.Parts[i].Duration).Abs() <= (e.Frame+roundoff).Duration(), Extinf,
			"part %d.%d: DURATION is %s, its media lasts %s", s.MSN, i, s.Parts[i].Duration, length)
	}
	if complete && len(parts) > 0 && !s.Gap {
		f.Check(bytes.Equal(bytes.Join(parts, nil), whole), PartSet, "segment %d is not its parts, one behind the other", s.MSN)
	}
}

// Declared checks that CODECS of a variant names the formats of its tracks. What cannot be named is passed over.
func (f *Findings) Declared(v Variant, tracks []fmp4.MovieTrack) {
	for _, t := range tracks {
		var want string
		switch {
		case t.Video != nil:
			want = codec.VideoString(*t.Video)
		case t.Audio != nil:
			want = codec.AudioString(*t.Audio)
		default:
			continue
		}
		family, _, _ := strings.Cut(want, ".")
		found := slices.ContainsFunc(v.Codecs, func(c string) bool {
			switch {
			case t.Audio != nil:
				return strings.EqualFold(c, want)
			case t.Video.Codec == media.CodecH264:
				return coversAVC(c, want)
			}
			return strings.HasPrefix(c, family+".") || c == family
		})
		f.Check(found, Codecs, "%s: CODECS %q do not name %s", v.URI, strings.Join(v.Codecs, ","), want)
	}
}

// coversAVC says whether a decoder of one kind of H.264, such as avc1.64001f, decodes another: the same profile, and no
// higher level.
func coversAVC(declared, want string) bool {
	declared, want = strings.ToLower(declared), strings.ToLower(want)
	const profile = len("avc1.6400")
	return len(declared) == len(want) && len(want) > profile && declared[:profile] == want[:profile] && declared[profile:] >= want[profile:]
}

// box is a box of MP4.
type box struct {
	kind    string
	payload []byte
}

var errBox = errors.New("not made of whole boxes")

// boxes lists the boxes in b.
func boxes(b []byte) (list []box, err error) {
	for len(b) > 0 {
		if len(b) < 8 {
			return list, errBox
		}
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch {
		case size == 1 && len(b) >= 16:
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		case size == 0:
			size = uint64(len(b))
		}
		if size < head || size > uint64(len(b)) {
			return list, errBox
		}
		list = append(list, box{string(b[4:8]), b[head:size]})
		b = b[size:]
	}
	return list, nil
}
