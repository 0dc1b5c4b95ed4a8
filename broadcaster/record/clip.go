package record

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// MaxClip bounds a clip, in seconds, and maxClipSize in bytes.
const (
	MaxClip     = 600
	maxClipSize = 256 << 20
)

// serveClip answers with one fragmented MP4 of pictures and sound between two times of a recording.
func (r *Recorder) serveClip(w http.ResponseWriter, req *http.Request) {
	x, err := r.load(req.Context(), chi.URLParam(req, "id"))
	if err != nil {
		r.fail(w, req, err)
		return
	}
	q := req.URL.Query()
	from, to, err := clipRange(q)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	data, err := r.clip(req.Context(), x, cmp.Or(q.Get("rendition"), x.lead.name), from, to)
	if err != nil {
		r.fail(w, req, err)
		return
	}
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", fmt.Sprintf("%s-%s.mp4", x.info.Stream, q.Get("from"))))
	serve(w, req, "video/mp4", "no-store", data)
}

// clipRange reads from when to when a clip is.
func clipRange(q url.Values) (from, to media.Ticks, err error) {
	start, errFrom := strconv.ParseFloat(q.Get("from"), 64)
	end, errTo := strconv.ParseFloat(q.Get("to"), 64)
	if errFrom != nil || errTo != nil || !(start >= 0 && end > start && end-start <= MaxClip) || math.IsInf(end, 0) {
		return 0, 0, fmt.Errorf("from and to are seconds, and to is up to %d later than from", MaxClip)
	}
	return media.Ticks(start * media.ClockRate), media.Ticks(end * media.ClockRate), nil
}

// clip is the parts of a rendition, and the sound with them, that have something between two times. It begins with the last
// part before from that can be decoded alone.
func (r *Recorder) clip(ctx context.Context, x *index, name string, from, to media.Ticks) ([]byte, error) {
	one := x.renditions[name]
	if one == nil {
		return nil, ErrUnknown
	}
	parts := one.between(from, to)
	if len(parts) == 0 {
		return nil, fmt.Errorf("%w: nothing was recorded then", ErrRange)
	}
	init := parts[0].Init
	if slices.ContainsFunc(parts, func(e entry) bool { return e.Init != init }) {
		return nil, fmt.Errorf("%w: the format changes in it", ErrRange)
	}
	tracks := [][]entry{parts}
	for _, audio := range x.audio() {
		if one.audio {
			break
		}
		begin := parts[0].Shown
		if sound := audio.between(begin, max(to, begin+1)); len(sound) > 0 && !slices.ContainsFunc(sound, func(e entry) bool { return e.Init != sound[0].Init }) {
			tracks = append(tracks, sound)
		}
	}
	size := 0
	var inits [][]byte
	for _, list := range tracks {
		data, err := r.blob(ctx, initKey(x.info.ID, list[0].Rendition, list[0].Init))
		if err != nil {
			return nil, err
		}
		inits = append(inits, data)
		for _, e := range list {
			size += e.Size
		}
	}
	if size > maxClipSize {
		return nil, fmt.Errorf("%w: %d bytes, at most %d can be one file", ErrRange, size, maxClipSize)
	}
	out, err := fmp4.JoinInits(inits...)
	if err != nil {
		return nil, err
	}
	var seq uint32
	base := int64(-1) // decode time of the first picture, in ticks
	for n, list := range tracks {
		scale := int64(x.renditions[list[0].Rendition].tracks[list[0].Init].Timescale)
		for _, e := range list {
			data, err := r.segment(ctx, x.info.ID, []entry{e})
			if err != nil {
				return nil, err
			}
			_, data = fmp4.CutEvents(data) // they would tell of another timeline
			f, err := fmp4.ParsePart(data)
			if err != nil {
				return nil, err
			}
			if base < 0 {
				base = int64(media.Rescale(f.Start, int(scale)))
			}
			start := f.Start - media.Ticks(base).In(int(scale))
			for start < 0 && len(f.Samples) > 0 { // sound from before the first picture
				start += f.Samples[0].Duration
				f.Samples = f.Samples[1:]
			}
			if len(f.Samples) == 0 {
				continue
			}
			seq++
			out = append(out, fmp4.MarshalTrackPart(uint32(n+1), seq, start, f.Samples)...)
		}
	}
	return out, nil
}

// between are the parts that have something between two times, from one on that needs no other.
func (one *rendition) between(from, to media.Ticks) (list []entry) {
	var all []entry
	for _, parts := range one.segments {
		all = append(all, parts...)
	}
	slices.SortFunc(all, func(a, b entry) int {
		if a.Segment != b.Segment {
			return int(a.Segment) - int(b.Segment)
		}
		return a.Part - b.Part
	})
	first := -1
	for i, e := range all {
		if e.Key && (first < 0 || e.Shown <= from) {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	for _, e := range all[first:] {
		if e.Shown >= to {
			break
		}
		list = append(list, e)
	}
	if n := len(list); n > 0 && list[n-1].Shown+list[n-1].Duration <= from {
		return nil
	}
	return list
}
