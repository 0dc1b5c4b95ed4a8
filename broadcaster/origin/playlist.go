package origin

import (
	"strconv"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// documentKind is a form of a rendition's playlist.
type documentKind int

const (
	fullDocument   documentKind = iota
	deltaDocument               // with EXT-X-SKIP
	plainDocument               // without parts, for ?ll=0
	tsDocument                  // plain, of MPEG-TS
	rewindDocument              // the first three as far back as the archive reaches, for ?dvr=1
	rewindDeltaDocument
	rewindPlainDocument
	documentKinds
)

// rewinding is the kind of playlist that reaches back.
func (k documentKind) rewinding() documentKind {
	if k < rewindDocument {
		return k + rewindDocument
	}
	return k
}

// rewinds says whether it is one that reaches back.
func (k documentKind) rewinds() bool { return k >= rewindDocument }

// plain says whether it has no parts.
func (k documentKind) plain() bool {
	return k == plainDocument || k == tsDocument || k == rewindPlainDocument
}

// delta says whether it leaves out what the client has.
func (k documentKind) delta() bool { return k == deltaDocument || k == rewindDeltaDocument }

// query is what a URI of that kind of playlist ends in.
func (k documentKind) query() string {
	switch {
	case k.rewinds() && k.plain():
		return "?dvr=1&ll=0"
	case k.rewinds():
		return "?dvr=1"
	case k == plainDocument:
		return "?ll=0"
	}
	return ""
}

// document is the playlist of that kind, at least as new as the edge, and with reports as new as the last publish
// unless it was rendered for that very edge.
func (r *rendition) document(kind documentKind, e *edge, waited bool) *document {
	s := r.stream
	fresh := func(d *document) bool {
		return d != nil && (d.version == s.version.Load() || waited && d.edge >= e.version)
	}
	if d := r.docs[kind].Load(); fresh(d) {
		return d
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := r.docs[kind].Load(); fresh(d) {
		return d
	}
	return r.renderLocked(kind)
}

// prepareLocked renders the playlists that are waited for, so that those who are released together find them ready
// and need no lock.
func (r *rendition) prepareLocked() {
	for kind := range r.waiters {
		// Those that list hours are left to who asks for them: they would hold up everybody.
		if r.waiters[kind].Load() > 0 && documentKind(kind) != rewindDocument && documentKind(kind) != rewindPlainDocument {
			r.renderLocked(documentKind(kind)).gzipped(&r.stream.origin.gzips)
		}
	}
}

func (r *rendition) renderLocked(kind documentKind) *document {
	d := &document{version: r.stream.version.Load(), edge: r.edge.Load().version}
	p := r.playlistLocked(kind)
	size := 512 + 160*len(p.Segments)
	for i := range p.Segments {
		size += 96 * len(p.Segments[i].Parts)
	}
	if kind.delta() {
		d.body = p.AppendDelta(make([]byte, 0, size))
	} else {
		d.body = p.Append(make([]byte, 0, size))
	}
	r.docs[kind].Store(d)
	return d
}

// playlistLocked is the rendition's playlist as a value.
func (r *rendition) playlistLocked(kind documentKind) *hls.Playlist {
	cfg := r.stream.origin.cfg
	listed := r.listed()
	if kind.rewinds() {
		listed = r.reachLocked()
	}
	p := &hls.Playlist{
		TargetDuration:      cfg.targetDuration(),
		IndependentSegments: !r.broken,
		Ended:               r.stream.ended,
		Segments:            make([]hls.Segment, 0, len(listed)),
		MediaSequence:       uint64(r.next.Segment),
	}
	if len(listed) > 0 {
		p.MediaSequence = uint64(listed[0].seq)
		p.DateRanges = r.stream.rangesFrom(r.stream.start.Add(listed[0].start.Duration()))
	}
	p.DiscontinuitySequence = r.stream.cutsBeforeLocked(media.SegmentSeq(p.MediaSequence))
	low := !kind.plain()
	for _, s := range listed {
		v := r.segmentLocked(s, low)
		v.Gap = v.Gap || s.lost && s.whole && kind.rewinds()
		p.Segments = append(p.Segments, v)
	}
	if kind == tsDocument {
		r.asTSLocked(p)
	}
	if !low {
		return p
	}
	p.PartTarget = cfg.PartTarget
	p.PreloadHint = r.partURI(r.next)
	for _, other := range r.stream.order {
		if other == r || !other.playable() {
			continue
		}
		if id, ok := other.lastLocked(); ok {
			p.Reports = append(p.Reports, hls.Report{
				URI:      "../" + other.name + "/" + mediaPlaylist + kind.query(),
				LastMSN:  uint64(id.Segment),
				LastPart: id.Part,
			})
		}
	}
	return p
}

// segmentLocked is a segment as a value. What it declares never exceeds the target durations, which may not change
// and which players enforce: where the source stalled inside a segment, the next date-time says so.
func (r *rendition) segmentLocked(s *segment, low bool) hls.Segment {
	cfg := r.stream.origin.cfg
	v := hls.Segment{
		ProgramDateTime: r.stream.start.Add(s.start.Duration()),
		Key:             s.cover.tag(r.stream),
		Discontinuity:   s.cut,
	}
	if r.text == nil {
		v.Map = r.initURI(s.init)
	}
	if s.whole {
		v.URI = r.segmentURI(s.seq)
		v.Duration = min(s.duration, media.Ticks(cfg.targetDuration())*media.Second+media.Second/2-media.Millisecond)
		v.Gap = s.gap
	}
	if low && s.partsGone.IsZero() {
		v.Parts = make([]hls.Part, len(s.parts))
		for i, p := range s.parts {
			v.Parts[i] = hls.Part{
				URI:         r.partURI(media.PartID{Segment: s.seq, Part: i}),
				Duration:    min(p.Duration, cfg.PartTarget),
				Independent: p.Independent,
				Gap:         p.gap,
			}
		}
	}
	return v
}

// lastLocked is the last part that the rendition lists.
func (r *rendition) lastLocked() (media.PartID, bool) {
	if len(r.segs) == 0 {
		return media.PartID{}, false
	}
	s := r.segs[len(r.segs)-1]
	return media.PartID{Segment: s.seq, Part: len(s.parts) - 1}, true
}

// URIs are relative to the media playlist.

func (r *rendition) initURI(i *initSegment) string {
	return r.stream.token + "/init-" + strconv.Itoa(i.number) + r.extension()
}

func (r *rendition) segmentURI(seq media.SegmentSeq) string {
	return r.stream.token + "/" + strconv.FormatUint(uint64(seq), 10) + r.extension()
}

func (r *rendition) partURI(id media.PartID) string {
	return r.stream.token + "/" + strconv.FormatUint(uint64(id.Segment), 10) + "." + strconv.Itoa(id.Part) + r.extension()
}

// extension fits the content type: RFC 4337, and Apple's authoring rules 10.4.
func (r *rendition) extension() string {
	switch {
	case r.text != nil:
		return ".vtt"
	case r.audio != nil:
		return ".m4a"
	}
	return ".mp4"
}

func (r *rendition) contentType() string {
	switch {
	case r.text != nil:
		return webvtt.ContentType
	case r.audio != nil:
		return "audio/mp4"
	}
	return "video/mp4"
}

// presentationStart is the presentation time of a video part's first frame. Date-times are told by it: decode times
// differ between renditions with and without B-frames, presentation times do not.
func presentationStart(p media.Part) media.Ticks {
	f, err := fmp4.ParsePart(p.Data)
	if err != nil || len(f.Samples) == 0 {
		return p.Start
	}
	return p.Start + media.Ticks(f.Samples[0].Offset)
}
