package origin

import (
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
)

// Players that know nothing but MPEG-TS get the same segments, whole, of the renditions in H.264, each with the main sound in AAC. They are
// made when somebody asks, and kept as long as the segment is.

const (
	tsPlaylist  = "ts.m3u8"
	tsExtension = ".ts"
	// tsShift keeps decode times, and the clock references before them, above zero.
	tsShift = media.Second
)

// tsMedia is a segment as MPEG-TS.
type tsMedia struct {
	once sync.Once
	data []byte
	err  error
}

// serveTSIndex answers with the multivariant playlist of what there is in MPEG-TS.
func (o *Origin) serveTSIndex(w http.ResponseWriter, req *http.Request) {
	s, ok := o.begun(w, req)
	if !ok {
		return
	}
	d := s.indexDocument(tsDocument)
	if d == nil {
		fail(w, http.StatusNotFound, "the stream has nothing that goes into MPEG-TS: a rendition in H.264")
		return
	}
	o.answer(w, req, d, o.values.brief)
}

func (s *Stream) tsVariantsLocked() *hls.Multivariant {
	m := &hls.Multivariant{}
	for _, r := range s.ladderLocked() {
		if r.video.Codec != media.CodecH264 {
			continue
		}
		width, height := r.video.Shown()
		v := hls.Variant{
			URI: r.name + "/" + tsPlaylist, Codecs: []string{codec.VideoString(*r.video)}, Width: width, Height: height, FrameRate: s.frameRateLocked(r),
		}
		v.Bandwidth, v.AverageBandwidth = r.bandwidthLocked()
		if sound := s.tsSoundLocked(); sound != nil {
			peak, average := sound.bandwidthLocked()
			v.Bandwidth, v.AverageBandwidth = v.Bandwidth+peak, v.AverageBandwidth+average
			v.Codecs = append(v.Codecs, codec.AudioString(*sound.audio))
		}
		m.Variants = append(m.Variants, v)
	}
	s.addCaptionsLocked(m)
	return m
}

// tsSoundLocked is the rendition of the main sound; nil if there is none, or none that goes into MPEG-TS.
func (s *Stream) tsSoundLocked() *rendition {
	r := s.renditions[media.AudioTrackName(0)]
	if r == nil || !r.started || r.audio.Codec != media.CodecAAC {
		return nil
	}
	return r
}

// serveTSPlaylist answers with a rendition's playlist of MPEG-TS.
func (o *Origin) serveTSPlaylist(w http.ResponseWriter, req *http.Request) {
	s, r, ok := o.renditionHere(w, req)
	if !ok {
		return
	}
	if !r.inTS() {
		fail(w, http.StatusNotFound, "the rendition is not in H.264")
		return
	}
	e, err := r.wait(req.Context(), tsDocument, func(e *edge) bool { return e.ended || e.begun })
	if err != nil {
		failWait(w, req, err)
		return
	}
	if s.moved.Load() {
		o.here(w, req)
		return
	}
	o.answer(w, req, r.document(tsDocument, e, false), o.values.brief)
}

// inTS says whether the rendition goes into MPEG-TS.
func (r *rendition) inTS() bool {
	r.stream.mu.RLock()
	defer r.stream.mu.RUnlock()
	return r.video != nil && r.video.Codec == media.CodecH264
}

// asTSLocked makes of a plain playlist that of MPEG-TS: of whole segments whose sound is there, too.
func (r *rendition) asTSLocked(p *hls.Playlist) {
	p.Simple = true
	for i := range p.Segments {
		v := &p.Segments[i]
		seq := media.SegmentSeq(p.MediaSequence) + media.SegmentSeq(i)
		if v.URI == "" || !r.soundIsThereLocked(seq) {
			p.Segments = p.Segments[:i]
			break
		}
		v.Gap = v.Gap || r.segment(seq).kept
		v.URI, v.Map = strings.TrimSuffix(v.URI, r.extension())+tsExtension, ""
	}
}

// soundIsThereLocked says whether the main sound of a segment is whole, or never will be.
func (r *rendition) soundIsThereLocked(seq media.SegmentSeq) bool {
	sound := r.stream.tsSoundLocked()
	return sound == nil || sound.next.Segment > seq || r.stream.ended
}

// serveTS answers for a segment as MPEG-TS.
func (o *Origin) serveTS(w http.ResponseWriter, req *http.Request, r *rendition, file string) {
	ref, ok := parseFile(file, tsExtension)
	if !ok || ref.kind != segmentFile {
		fail(w, http.StatusNotFound, "no such file")
		return
	}
	m := r.ts(ref.id.Segment)
	switch {
	case m == nil:
		fail(w, http.StatusNotFound, "not there, or not there any more")
	case m.err != nil:
		o.log.Error("make a segment of MPEG-TS", "path", req.URL.Path, "err", m.err)
		fail(w, http.StatusInternalServerError, "the segment cannot be made")
	default:
		o.limitWrite(w, 0)
		h := w.Header()
		h.Set("Content-Type", "video/mp2t")
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("ETag", `"`+r.stream.Token()+"/"+r.name+"/"+file+`"`)
		serveChunks(w, req, [][]byte{m.data})
	}
}

// ts is a segment as MPEG-TS, which it makes if nobody has asked before; nil if there is no such segment.
func (r *rendition) ts(seq media.SegmentSeq) *tsMedia {
	r.stream.mu.RLock()
	s := r.segment(seq)
	if s == nil || !s.whole || s.gap || s.kept || r.video == nil || r.video.Codec != media.CodecH264 || !r.soundIsThereLocked(seq) {
		r.stream.mu.RUnlock()
		return nil
	}
	var sound *segment
	var soundInit []byte
	if a := r.stream.tsSoundLocked(); a != nil {
		soundInit = a.inits[len(a.inits)-1].data
		if sound = a.segment(seq); sound != nil {
			soundInit = sound.init.data
		}
	}
	r.stream.mu.RUnlock() // whole segments do not change
	s.ts.once.Do(func() {
		if s.ts.data, s.ts.err = packTS(s, sound, soundInit); s.ts.err == nil && s.cover != nil {
			s.ts.data = hls.Encrypt(s.cover.key, s.cover.iv, s.ts.data)
		}
	})
	return s.ts
}

// packTS makes MPEG-TS of a segment and that of its sound, if it has any.
func packTS(s, sound *segment, soundInit []byte) ([]byte, error) {
	video, err := fmp4.ParseInit(s.init.data)
	if err != nil {
		return nil, err
	}
	if video.Video == nil {
		return nil, fmt.Errorf("%w: no picture", fmp4.ErrMalformed)
	}
	var audio fmp4.Track
	if soundInit != nil {
		if audio, err = fmp4.ParseInit(soundInit); err != nil {
			return nil, err
		}
	}
	w, err := mpegts.NewWriter(*video.Video, audio.Audio)
	if err != nil {
		return nil, err
	}
	pictures, err := tsUnits(s, fmp4.VideoTimescale)
	if err != nil {
		return nil, err
	}
	var frames []media.AccessUnit
	if sound != nil && audio.Audio != nil {
		if frames, err = tsUnits(sound, audio.Timescale); err != nil {
			return nil, err
		}
	}
	if err := w.Interleave(pictures, frames); err != nil {
		return nil, err
	}
	return w.Segment()
}

// tsUnits are the frames of a segment's parts, on the clock of MPEG-TS.
func tsUnits(s *segment, timescale int) ([]media.AccessUnit, error) {
	var units []media.AccessUnit
	for _, p := range s.parts {
		if p.gap {
			continue
		}
		f, err := fmp4.ParsePart(p.Data)
		if err != nil {
			return nil, err
		}
		at := f.Start
		for _, sample := range f.Samples {
			units = append(units, media.AccessUnit{
				PTS: media.Rescale(max(at+sample.Offset, 0), timescale) + tsShift, DTS: media.Rescale(at, timescale) + tsShift, Payload: sample.Data,
			})
			at += sample.Duration
		}
	}
	return units, nil
}
