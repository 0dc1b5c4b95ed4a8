package record

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/millrace/millrace/pkg/hls"
)

// Bounds of a recording's date ranges.
const (
	maxRanges = 4096     // that are kept, each time that more is said of one counted
	maxRange  = 64 << 10 // bytes of one in the store
)

// rangesFolder has all that was said of date ranges, in names that sort by when: what was said last of one counts.
func rangesFolder(id string) string { return id + "/dateranges/" }

// DateRange implements origin.Tap.
func (s *session) DateRange(r hls.DateRange) {
	s.mu.Lock()
	n := s.ranges
	s.ranges++
	passing := s.info.Passing
	s.mu.Unlock()
	data, err := json.Marshal(r)
	if err != nil || passing || n >= maxRanges {
		return
	}
	s.take(job{key: fmt.Sprintf("%s%06d.json", rangesFolder(s.info.ID), n), data: data})
}

// ranges reads the date ranges of a recording.
func (r *Recorder) ranges(ctx context.Context, id string) (list []hls.DateRange, err error) {
	objects, err := r.listJSON(ctx, rangesFolder(id))
	if err != nil {
		return nil, fmt.Errorf("list the date ranges of %s: %w", id, err)
	}
	for _, o := range objects[:min(len(objects), maxRanges)] {
		var said hls.DateRange
		if err := r.read(ctx, o.Key, maxRange, &said); err != nil {
			return nil, err
		}
		if said.Check() != nil {
			continue
		}
		if at := slices.IndexFunc(list, func(old hls.DateRange) bool { return old.ID == said.ID }); at >= 0 {
			list[at] = said
		} else {
			list = append(list, said)
		}
	}
	return list, nil
}

// said are the date ranges that are about something of a playlist.
func (x *index) said(p *hls.Playlist) (list []hls.DateRange) {
	if len(p.Segments) == 0 {
		return nil
	}
	last := p.Segments[len(p.Segments)-1]
	from, to := p.Segments[0].ProgramDateTime, last.ProgramDateTime.Add(last.Duration.Duration())
	for i := range x.ranges {
		r := &x.ranges[i]
		if end, ends := r.End(); r.Start.Before(to) && (!ends || !end.Before(from)) {
			list = append(list, *r)
		}
	}
	return list
}
