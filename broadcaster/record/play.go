package record

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"gocloud.dev/gcerrors"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

// index is all that playing a recording needs.
type index struct {
	info       Info
	renditions map[string]*rendition
	lead       *rendition // that the numbers of segments are told by
	ranges     []hls.DateRange
}

// rendition is one media playlist of a recording.
type rendition struct {
	name     string
	audio    bool
	text     *captions                    // not nil: it has these, and what follows is empty
	segments map[media.SegmentSeq][]entry // parts from 0 on, without a hole
	inits    map[int][]byte
	tracks   map[int]fmp4.Track // of the init segments
}

// hole is what a segment's media may lack, in rounding, before it is a gap.
const hole = media.Second / 10

// load returns the index of a recording that is ready.
func (r *Recorder) load(ctx context.Context, id string) (*index, error) {
	r.mu.Lock()
	x := r.cache[id]
	r.mu.Unlock()
	if x != nil {
		return x, nil
	}
	info, err := r.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if info.State != Ready {
		return nil, ErrRunning
	}
	var parts []entry
	if err := r.read(ctx, listKey(id), maxIndex, &parts); err != nil {
		return nil, err
	}
	if x, err = r.newIndex(ctx, info, parts); err != nil {
		return nil, err
	}
	if x.ranges, err = r.ranges(ctx, id); err != nil {
		return nil, err
	}
	if err := r.addCaptions(ctx, x); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for other := range r.cache {
		if len(r.cache) < maxCached {
			break
		}
		delete(r.cache, other)
	}
	r.cache[id] = x
	return x, nil
}

func (r *Recorder) newIndex(ctx context.Context, info Info, parts []entry) (*index, error) {
	x := &index{info: info, renditions: make(map[string]*rendition)}
	for _, e := range parts {
		one := x.renditions[e.Rendition]
		if one == nil {
			_, audio := media.AudioTrack(e.Rendition)
			one = &rendition{name: e.Rendition, audio: audio, segments: make(map[media.SegmentSeq][]entry), inits: make(map[int][]byte), tracks: make(map[int]fmp4.Track)}
			x.renditions[e.Rendition] = one
		}
		if _, ok := one.tracks[e.Init]; !ok {
			data, err := r.blob(ctx, initKey(info.ID, e.Rendition, e.Init))
			if err != nil {
				continue // without it the parts are of no use
			}
			track, err := fmp4.ParseInit(data)
			if err != nil || (track.Audio != nil) != one.audio {
				continue
			}
			one.inits[e.Init], one.tracks[e.Init] = data, track
		}
		if s := one.segments[e.Segment]; e.Part == len(s) {
			one.segments[e.Segment] = append(s, e)
		}
	}
	maps.DeleteFunc(x.renditions, func(_ string, one *rendition) bool { return len(one.segments) == 0 || len(one.tracks) == 0 })
	for _, name := range []string{media.AudioName, media.SourceName} {
		if one := x.renditions[name]; one != nil {
			x.lead = one
		}
	}
	if x.lead == nil {
		return nil, ErrUnknown
	}
	return x, nil
}

// blob reads one blob.
func (r *Recorder) blob(ctx context.Context, key string) ([]byte, error) {
	data, err := r.bucket.ReadAll(ctx, key)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, ErrUnknown
	}
	return data, err
}

func span(parts []entry) (d media.Ticks) {
	for _, e := range parts {
		d += e.Duration
	}
	return d
}

// whole says whether nothing of a segment misses, as far as the one behind it tells.
func (one *rendition) whole(seq media.SegmentSeq) bool {
	parts := one.segments[seq]
	if len(parts) == 0 {
		return false
	}
	next := one.segments[seq+1]
	return len(next) == 0 || next[0].Cut || next[0].Shown-parts[0].Shown-span(parts) <= hole
}

// playlist is a rendition's media playlist.
func (x *index) playlist(one *rendition) *hls.Playlist {
	if one.text != nil {
		return x.textPlaylist()
	}
	list := x.timeline(one)
	p := &hls.Playlist{OnDemand: true, Ended: true, IndependentSegments: true, MediaSequence: uint64(list[0].Seq), TargetDuration: 1}
	for i, at := range list {
		s := hls.Segment{
			URI: strconv.FormatUint(uint64(at.Seq), 10) + ".mp4", Map: "init-" + strconv.Itoa(at.Init) + ".mp4",
			Duration: at.Duration, ProgramDateTime: x.info.StartedAt.Add(at.Start.Duration()), Gap: at.Gap,
		}
		// What is behind segments that are missing altogether does not continue what is before them.
		s.Discontinuity = i > 0 && len(x.lead.segments[at.Seq]) > 0 && (at.Cut || len(x.lead.segments[at.Seq-1]) == 0)
		p.IndependentSegments = p.IndependentSegments && (at.Gap || at.Key)
		p.TargetDuration = max(p.TargetDuration, int((s.Duration+media.Second/2)/media.Second))
		p.Segments = append(p.Segments, s)
	}
	p.DateRanges = x.said(p)
	return p
}

// timeline is the segments of a rendition, and gaps for those that only the leading one has, and for those that are missing altogether: their
// numbers have no holes.
func (x *index) timeline(one *rendition) (list []origin.KeptSegment) {
	init := one.segments[slices.Min(slices.Collect(maps.Keys(one.segments)))][0].Init
	for _, seq := range slices.Sorted(maps.Keys(x.lead.segments)) {
		parts, lead := one.segments[seq], x.lead.segments[seq]
		s := origin.KeptSegment{Seq: seq, Start: lead[0].Shown, Duration: span(lead), Init: init, Cut: lead[0].Cut, Gap: !one.whole(seq)}
		if !s.Gap {
			init = parts[0].Init
			s.Start, s.Duration, s.Init, s.Key = parts[0].Shown, span(parts), init, parts[0].Key
		}
		if n := len(list); n > 0 {
			// While the publisher was away the stream had gaps of such numbers.
			behind := list[n-1]
			behind.Start, behind.Duration, behind.Init = x.end(behind.Seq), 0, init
			list = append(list, origin.Between(behind, seq, lead[0].Shown)...)
		}
		list = append(list, s)
	}
	return list
}

// end is when a segment of the leading rendition ends.
func (x *index) end(seq media.SegmentSeq) media.Ticks {
	parts := x.lead.segments[seq]
	return parts[0].Shown + span(parts)
}

// multivariant is the recording's multivariant playlist: the largest picture first.
func (x *index) multivariant() *hls.Multivariant {
	m := &hls.Multivariant{}
	for _, name := range slices.Sorted(maps.Keys(x.renditions)) {
		one := x.renditions[name]
		if one.audio || one.text != nil {
			continue
		}
		v := hls.Variant{URI: name + "/media.m3u8", FrameRate: one.frameRate()}
		for _, t := range one.ordered() {
			if c := codec.VideoString(*t.Video); !slices.Contains(v.Codecs, c) {
				v.Codecs = append(v.Codecs, c)
			}
			if t.Video.Width*t.Video.Height > v.Width*v.Height {
				v.Width, v.Height = t.Video.Shown()
				v.VideoRange = hls.VideoRange(t.Video.Transfer)
			}
		}
		v.Bandwidth, v.AverageBandwidth = one.bandwidth()
		m.Variants = append(m.Variants, v)
	}
	slices.SortStableFunc(m.Variants, func(a, b hls.Variant) int { return b.Width*b.Height - a.Width*a.Height })
	var tracks []hls.AudioTrack
	for number, one := range x.audio() {
		track := hls.AudioTrack{URI: one.name + "/media.m3u8"}
		track.Bandwidth, track.AverageBandwidth = one.bandwidth()
		for _, t := range one.ordered() {
			track.Format = *t.Audio
			track.Codecs = append(track.Codecs, codec.AudioString(*t.Audio))
		}
		track.Format.Track = number
		tracks = append(tracks, track)
	}
	m.AddAudio(media.AudioName, tracks...)
	x.addSubtitles(m)
	return m
}

// audio yields the audio tracks by their numbers.
func (x *index) audio() iter.Seq2[int, *rendition] {
	return func(yield func(int, *rendition) bool) {
		for number := range media.MaxAudioTracks {
			if one := x.renditions[media.AudioTrackName(number)]; one != nil && !yield(number, one) {
				return
			}
		}
	}
}

// ordered are the tracks of all its init segments that are used.
func (one *rendition) ordered() (list []fmp4.Track) {
	for _, n := range slices.Sorted(maps.Keys(one.tracks)) {
		list = append(list, one.tracks[n])
	}
	return list
}

func (one *rendition) bandwidth() (peak, average int) {
	var bits, ticks int64
	for _, parts := range one.segments {
		var size int64
		for _, e := range parts {
			size += 8 * int64(e.Size)
		}
		d := int64(span(parts))
		bits, ticks = bits+size, ticks+d
		if d > 0 {
			peak = max(peak, int(size*media.ClockRate/d))
		}
	}
	return max(peak, 1), max(1, int(bits*media.ClockRate/max(ticks, 1)))
}

func (one *rendition) frameRate() float64 {
	frames, ticks := 0, media.Ticks(0)
	for _, parts := range one.segments {
		for _, e := range parts {
			frames, ticks = frames+e.Frames, ticks+e.Duration
		}
	}
	return float64(frames) / max(ticks.Seconds(), 1e-3)
}

// Routes adds the paths at which recordings are played to r, which the caller has mounted where it wants them.
func (r *Recorder) Routes(router chi.Router) {
	router = router.With(origin.CrossOrigin)
	for path, h := range map[string]http.HandlerFunc{
		"/{id}/index.m3u8":             r.serveIndex,
		"/{id}/{rendition}/media.m3u8": r.servePlaylist,
		"/{id}/{rendition}/{file}":     r.serveFile,
		"/{id}/clip.mp4":               r.serveClip,
		"/{id}/captions/{track}.vtt":   r.serveCaptions,
	} {
		router.Get(path, h)
		router.Head(path, h)
		router.Options(path, origin.Preflight)
	}
}

// fail answers with an error.
func (r *Recorder) fail(w http.ResponseWriter, req *http.Request, err error) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case req.Context().Err() != nil: // nobody listens
	case errors.Is(err, ErrUnknown):
		http.Error(w, "no such recording, or nothing of that name in it", http.StatusNotFound)
	case errors.Is(err, ErrRunning):
		http.Error(w, ErrRunning.Error(), http.StatusConflict)
	case errors.Is(err, ErrRange):
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
	default:
		r.log.Error("play a recording", "path", req.URL.Path, "err", err)
		http.Error(w, "the recording cannot be read now", http.StatusServiceUnavailable)
	}
}

// cacheable is what caches may do with media, which never changes.
const cacheable = "public, max-age=31536000, immutable"

func serve(w http.ResponseWriter, req *http.Request, kind, cache string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", cache)
	h.Set("ETag", strconv.Quote(req.URL.Path+h.Get("Content-Encoding")))
	http.ServeContent(w, req, "", time.Time{}, bytes.NewReader(body))
}

func (r *Recorder) serveIndex(w http.ResponseWriter, req *http.Request) {
	x, err := r.load(req.Context(), chi.URLParam(req, "id"))
	if err != nil {
		r.fail(w, req, err)
		return
	}
	serveText(w, req, x.multivariant().Append(nil))
}

// find is the rendition that a request is about.
func (r *Recorder) find(req *http.Request) (*index, *rendition, error) {
	x, err := r.load(req.Context(), chi.URLParam(req, "id"))
	if err != nil {
		return nil, nil, err
	}
	one := x.renditions[chi.URLParam(req, "rendition")]
	if one == nil {
		return nil, nil, ErrUnknown
	}
	return x, one, nil
}

func (r *Recorder) servePlaylist(w http.ResponseWriter, req *http.Request) {
	x, one, err := r.find(req)
	if err != nil {
		r.fail(w, req, err)
		return
	}
	serveText(w, req, x.playlist(one).Append(nil))
}

// serveFile serves an init segment or a segment.
func (r *Recorder) serveFile(w http.ResponseWriter, req *http.Request) {
	x, one, err := r.find(req)
	if err != nil {
		r.fail(w, req, err)
		return
	}
	if one.text != nil {
		r.serveTextSegment(w, req, x, one)
		return
	}
	kind := "video/mp4"
	if one.audio {
		kind = "audio/mp4"
	}
	base, ok := strings.CutSuffix(chi.URLParam(req, "file"), ".mp4")
	if number, init := strings.CutPrefix(base, "init-"); ok && init {
		n, err := strconv.Atoi(number)
		if _, known := one.inits[n]; err != nil || !known || strconv.Itoa(n) != number {
			r.fail(w, req, ErrUnknown)
			return
		}
		serve(w, req, kind, cacheable, one.inits[n])
		return
	}
	seq, err := strconv.ParseUint(base, 10, 62)
	if !ok || err != nil || strconv.FormatUint(seq, 10) != base || !one.whole(media.SegmentSeq(seq)) {
		r.fail(w, req, ErrUnknown)
		return
	}
	data, err := r.segment(req.Context(), x.info.ID, one.segments[media.SegmentSeq(seq)])
	if err != nil {
		r.fail(w, req, err)
		return
	}
	serve(w, req, kind, cacheable, data)
}

// segment reads parts, one behind the other.
func (r *Recorder) segment(ctx context.Context, id string, parts []entry) ([]byte, error) {
	var out []byte
	for _, e := range parts {
		data, err := r.blob(ctx, id+"/"+e.Rendition+"/"+e.name())
		if err != nil {
			return nil, fmt.Errorf("part %d.%d: %w", e.Segment, e.Part, err)
		}
		out = append(out, data...)
	}
	return out, nil
}
