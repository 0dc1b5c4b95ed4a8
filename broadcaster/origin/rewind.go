package origin

import (
	"context"
	"errors"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Archive keeps segments of one stream after the origin has let go of them. Its methods may be called from many goroutines.
type Archive interface {
	// Holds says whether it has a segment of so many parts, or has taken it and is going to. It returns at once: the stream is
	// locked.
	Holds(rendition string, seq media.SegmentSeq, parts int) bool
	// Segment returns the media of a segment; an error that wraps ErrGone if it does not have it.
	Segment(ctx context.Context, rendition string, seq media.SegmentSeq) ([]byte, error)
	// FirstPart is Segment of the first part only.
	FirstPart(ctx context.Context, rendition string, seq media.SegmentSeq) ([]byte, error)
}

// Errors of an Archive.
var (
	ErrGone        = errors.New("the segment is not there any more")
	ErrArchiveBusy = errors.New("too many segments are read at one time")
)

// Rewind has ?dvr=1 playlists reach back for so long, with what an archive keeps for somewhat longer. It comes before the first
// init segment.
func (s *Stream) Rewind(window time.Duration, a Archive) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rewind, s.archive = media.FromDuration(window), a
}

// rewinds says whether the stream has playlists that reach further back than others.
func (s *Stream) rewinds() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.rewind > 0
}

// pastLocked notes a segment that is dropped from memory, if viewers may go back to it.
func (r *rendition) pastLocked(s *segment) {
	if r.stream.rewind == 0 {
		return
	}
	if n := len(r.past); n > 0 && r.past[n-1].seq+1 != s.seq {
		r.past = nil // a playlist has no holes
	}
	gone := *s
	gone.key = s.opens()
	gone.parts, gone.size, gone.ts, gone.sealed = nil, 0, nil, nil
	r.past = append(r.past, &gone)
	if r.text != nil {
		r.pastTextLocked(&gone)
	}
}

// forgetLocked lets the playlist that reaches back begin at a time.
func (r *rendition) forgetLocked(before media.Ticks) {
	n := 0
	for n < len(r.past) && r.past[n].start+r.past[n].duration <= before {
		n++
	}
	if n > 0 {
		if r.text != nil {
			r.forgetTextLocked(r.past[:n], before)
		}
		clear(r.past[:n])
		r.past = r.past[n:]
		r.dropInits()
	}
}

// firstLocked is the first segment that a playlist lists which reaches back; nil if there is none.
func (r *rendition) firstLocked() *segment {
	switch n := len(r.past); {
	case len(r.segs) == 0:
		return nil
	case n > 0 && r.past[n-1].seq+1 == r.segs[0].seq:
		return r.past[0]
	default:
		return r.segs[0]
	}
}

// reachLocked is all that a playlist that reaches back lists.
func (r *rendition) reachLocked() []*segment {
	all := make([]*segment, 0, len(r.past)+len(r.segs))
	if first := r.firstLocked(); first != nil && first != r.segs[0] {
		all = append(all, r.past...)
	}
	return append(all, r.segs...)
}

// archived returns the media of a segment that is not in memory, and how it is encrypted: whenever it is asked for, as it was before.
func (r *rendition) archived(ctx context.Context, seq media.SegmentSeq) ([]byte, *sealed, error) {
	r.stream.mu.RLock()
	a := r.stream.archive
	cover, ok := r.pastCoverLocked(seq)
	r.stream.mu.RUnlock()
	if a == nil || !ok {
		return nil, nil, ErrGone
	}
	data, err := a.Segment(ctx, r.name, seq)
	return data, cover.wrap(), err
}
