package record

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// Bounds of a recording's captions.
const (
	maxCaptions = 16 << 20 // bytes in the store
	maxCaption  = 4 << 20  // of those that came at one time
)

// captions are cues of a track, with times of the stream. A recording has them at those, so what came too late for who watched is in time for who plays it.
type captions struct {
	Track media.CaptionTrack `json:"track"`
	Cues  []webvtt.Cue       `json:"cues"`
}

// captionsKey has all captions, by track. Until the recording has ended they are in a folder, in names that sort by when they came.
func captionsKey(id string) string    { return id + "/captions.json" }
func captionsFolder(id string) string { return id + "/captions/" }

// Captions implements origin.Tap.
func (s *session) Captions(track media.CaptionTrack, cues []webvtt.Cue) {
	c := captions{track, cues}
	data, err := json.Marshal(c)
	if err != nil {
		return
	}
	s.mu.Lock()
	j := job{key: fmt.Sprintf("%s%08d.json", captionsFolder(s.info.ID), s.captionCount), data: data}
	passing, full := s.info.Passing, s.captionBytes+len(data) > maxCaptions
	if full && !passing {
		s.loseLocked(j, "it has too many captions", nil)
	}
	s.captionCount++
	s.mu.Unlock()
	if passing || full || !s.take(j) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.captions = append(s.captions, c)
	s.captionBytes += len(data)
}

// scanCaptions reads the captions of a recording that was cut off.
func (r *Recorder) scanCaptions(ctx context.Context, id string) (said []captions, err error) {
	objects, err := r.listJSON(ctx, captionsFolder(id))
	if err != nil {
		return nil, fmt.Errorf("list the captions of %s: %w", id, err)
	}
	for _, o := range objects {
		var c captions
		if err := r.read(ctx, o.Key, maxCaption, &c); err != nil {
			return nil, err
		}
		said = append(said, c)
	}
	return said, nil
}

// merge makes one of all that was said of each track.
func merge(said []captions) []captions {
	tracks := map[string]captions{}
	for _, c := range said {
		tracks[c.Track.ID] = captions{c.Track, append(tracks[c.Track.ID].Cues, c.Cues...)}
	}
	list := slices.SortedFunc(maps.Values(tracks), func(a, b captions) int { return cmp.Compare(a.Track.ID, b.Track.ID) })
	for _, c := range list {
		slices.SortStableFunc(c.Cues, func(a, b webvtt.Cue) int { return cmp.Compare(a.Start, b.Start) })
	}
	return list
}

// textPrefix is before a track's ID in the name of its rendition, as at the origin.
const textPrefix = "text-"

// addCaptions gives a recording a rendition for each track.
func (r *Recorder) addCaptions(ctx context.Context, x *index) error {
	var list []captions
	err := r.read(ctx, captionsKey(x.info.ID), 2*maxCaptions, &list)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return err
	}
	for i, c := range list {
		name := textPrefix + c.Track.ID
		if c.Track.Validate() == nil && !c.Track.InVideo() && x.renditions[name] == nil {
			x.renditions[name] = &rendition{name: name, text: &list[i]}
		}
	}
	return nil
}

// addSubtitles gives every variant the tracks.
func (x *index) addSubtitles(m *hls.Multivariant) {
	var tracks []hls.SubtitleTrack
	for _, name := range slices.Sorted(maps.Keys(x.renditions)) {
		if one := x.renditions[name]; one.text != nil {
			tracks = append(tracks, hls.SubtitleTrack{CaptionTrack: one.text.Track, URI: name + "/media.m3u8"})
		}
	}
	m.AddSubtitles("subtitles", tracks...)
}

// textPlaylist is that of each track: it has a segment of text for each of the leading rendition's, and gaps where that has.
func (x *index) textPlaylist() *hls.Playlist {
	p := x.playlist(x.lead)
	p.IndependentSegments = true
	for i := range p.Segments {
		s := &p.Segments[i]
		s.URI, s.Map = strings.TrimSuffix(s.URI, ".mp4")+".vtt", ""
	}
	return p
}

// within are the cues that are shown between two times.
func (c *captions) within(from, to media.Ticks) (list []webvtt.Cue) {
	for _, cue := range c.Cues {
		if cue.Start < to && cue.End > from {
			list = append(list, cue)
		}
	}
	return list
}

// serveTextSegment serves the cues of a segment's time.
func (r *Recorder) serveTextSegment(w http.ResponseWriter, req *http.Request, x *index, one *rendition) {
	base, ok := strings.CutSuffix(chi.URLParam(req, "file"), ".vtt")
	seq, err := strconv.ParseUint(base, 10, 62)
	parts := x.lead.segments[media.SegmentSeq(seq)]
	if !ok || err != nil || strconv.FormatUint(seq, 10) != base || len(parts) == 0 {
		r.fail(w, req, ErrUnknown)
		return
	}
	begins := parts[0].Shown
	serve(w, req, webvtt.ContentType, cacheable, webvtt.AppendSegment(nil, begins, one.text.within(begins, begins+span(parts))))
}

// serveCaptions serves a track as one file: all of it, or with from and to (and rendition) what goes with the clip of those.
func (r *Recorder) serveCaptions(w http.ResponseWriter, req *http.Request) {
	x, err := r.load(req.Context(), chi.URLParam(req, "id"))
	if err != nil {
		r.fail(w, req, err)
		return
	}
	one := x.renditions[textPrefix+chi.URLParam(req, "track")]
	if one == nil || one.text == nil {
		r.fail(w, req, ErrUnknown)
		return
	}
	cues, q := slices.Clone(one.text.Cues), req.URL.Query()
	if q.Has("from") || q.Has("to") {
		from, to, err := clipRange(q)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		pictures := x.renditions[cmp.Or(q.Get("rendition"), x.lead.name)]
		if pictures == nil {
			r.fail(w, req, ErrUnknown)
			return
		}
		parts := pictures.between(from, to)
		if len(parts) == 0 {
			r.fail(w, req, fmt.Errorf("%w: nothing was recorded then", ErrRange))
			return
		}
		begins := parts[0].Shown
		cues = one.text.within(begins, to)
		for i := range cues {
			cues[i].Start, cues[i].End = max(cues[i].Start-begins, 0), cues[i].End-begins
		}
	}
	serve(w, req, webvtt.ContentType, "no-store", webvtt.Append(nil, cues))
}
