package origin

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

// Bounds of a stream's date ranges.
const (
	maxRanges   = 64
	rangesAhead = 24 * time.Hour
)

// Errors of DateRange, besides those of pkg/hls.
var (
	ErrRangesFull = fmt.Errorf("a stream has at most %d date ranges in its playlists", maxRanges)
	ErrRangePast  = errors.New("what was played then has left the playlists")
	ErrRangeAhead = fmt.Errorf("it starts more than %s ahead", rangesAhead)
)

// DateRange has every playlist of the stream say a date range, for as long as it lists something of it; or has it say more of one that it
// knows by its ID. One without a start begins now, where the next part does. It returns all that is said of the range.
func (s *Stream) DateRange(r hls.DateRange) (hls.DateRange, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return hls.DateRange{}, ErrEnded
	}
	at := slices.IndexFunc(s.ranges, func(old hls.DateRange) bool { return old.ID == r.ID })
	if at >= 0 {
		merged, err := s.ranges[at].Merge(r)
		if err != nil {
			return hls.DateRange{}, err
		}
		s.ranges[at] = merged
		s.saidLocked(merged)
		return merged, nil
	}
	now := s.start.Add(s.reachedLocked().Duration())
	if r.Start.IsZero() {
		r.Start = now
	}
	r.Start = r.Start.UTC().Truncate(time.Millisecond) // as playlists say it
	if err := r.Check(); err != nil {
		return hls.DateRange{}, err
	}
	s.dropRangesLocked()
	end, ends := r.End()
	switch {
	case r.Start.Sub(now) > rangesAhead:
		return hls.DateRange{}, ErrRangeAhead
	case ends && end.Before(s.start.Add(s.oldestLocked().Duration())):
		return hls.DateRange{}, ErrRangePast
	case len(s.ranges) >= maxRanges:
		return hls.DateRange{}, ErrRangesFull
	}
	s.ranges = append(s.ranges, r)
	s.saidLocked(r)
	return r, nil
}

// Ongoing are the date ranges that go on or begin behind what was published.
func (s *Stream) Ongoing() []hls.DateRange {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.rangesFrom(s.start.Add(s.reachedLocked().Duration()))
}

// saidLocked has playlists rendered anew, and tells the tap.
func (s *Stream) saidLocked(r hls.DateRange) {
	s.version.Add(1)
	if s.tap != nil {
		s.tap.DateRange(r)
	}
}

// oldestLocked is where the first segment begins that a playlist of the stream lists.
func (s *Stream) oldestLocked() media.Ticks {
	oldest := s.reachedLocked()
	for _, r := range s.order {
		first := r.firstLocked()
		if listed := r.listed(); first != nil && s.rewind == 0 && len(listed) > 0 {
			first = listed[0]
		}
		if first != nil {
			oldest = min(oldest, first.start)
		}
	}
	return oldest
}

// rangesFrom are the date ranges that a playlist lists something of which begins at a time.
func (s *Stream) rangesFrom(from time.Time) []hls.DateRange {
	var out []hls.DateRange
	for i := range s.ranges {
		if end, ends := s.rangeEnd(&s.ranges[i]); !ends || !end.Before(from) {
			out = append(out, s.ranges[i])
		}
	}
	return out
}

// rangeEnd is when a range ends, if that is known.
func (s *Stream) rangeEnd(r *hls.DateRange) (end time.Time, ends bool) {
	if !r.EndOnNext {
		return r.End()
	}
	for i := range s.ranges {
		if o := &s.ranges[i]; o.Class == r.Class && o.Start.After(r.Start) && (!ends || o.Start.Before(end)) {
			end, ends = o.Start, true
		}
	}
	return end, ends
}

// dropRangesLocked forgets the ranges of which no playlist lists anything any more.
func (s *Stream) dropRangesLocked() {
	if len(s.ranges) > 0 {
		s.ranges = s.rangesFrom(s.start.Add(s.oldestLocked().Duration()))
	}
}
