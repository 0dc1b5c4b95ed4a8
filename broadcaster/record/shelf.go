package record

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// shelf is which segments of a stream that goes on can be had from the store.
type shelf struct {
	keep     media.Ticks // 0: none
	segments map[string]map[media.SegmentSeq][]entry
	oldest   map[string]media.SegmentSeq // by rendition, where to look for what is too old
}

// newShelf makes a shelf for those who go back for so long. What they may have been told of is there for as long again.
func newShelf(rewind time.Duration) shelf {
	return shelf{keep: 2 * media.FromDuration(rewind), segments: map[string]map[media.SegmentSeq][]entry{}, oldest: map[string]media.SegmentSeq{}}
}

// shelve notes a part that is in the store, or will be, and forgets those that are too old.
func (s *session) shelve(e entry) {
	s.mu.Lock()
	if s.shelf.keep == 0 {
		s.mu.Unlock()
		return
	}
	all := s.shelf.segments[e.Rendition]
	if all == nil {
		all = map[media.SegmentSeq][]entry{}
		s.shelf.segments[e.Rendition], s.shelf.oldest[e.Rendition] = all, e.Segment
	}
	all[e.Segment] = append(all[e.Segment], e)
	var gone []entry
	for at := s.shelf.oldest[e.Rendition]; at < e.Segment; at++ {
		if parts := all[at]; len(parts) > 0 && parts[len(parts)-1].Shown > e.Shown-s.shelf.keep {
			break
		}
		gone = append(gone, all[at]...)
		delete(all, at)
		s.shelf.oldest[e.Rendition] = at + 1
	}
	s.mu.Unlock()
	if !s.info.Passing {
		return
	}
	for _, old := range gone {
		s.take(job{key: s.key(old)}) // what finds no place in the queue is deleted at the end
	}
}

// Holds implements origin.Archive.
func (s *session) Holds(rendition string, seq media.SegmentSeq, parts int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.shelf.segments[rendition][seq]) == parts
}

// Segment implements origin.Archive.
func (s *session) Segment(ctx context.Context, rendition string, seq media.SegmentSeq) ([]byte, error) {
	return s.read(ctx, s.shelved(rendition, seq))
}

// FirstPart implements origin.Archive.
func (s *session) FirstPart(ctx context.Context, rendition string, seq media.SegmentSeq) ([]byte, error) {
	parts := s.shelved(rendition, seq)
	return s.read(ctx, parts[:min(len(parts), 1)])
}

func (s *session) shelved(rendition string, seq media.SegmentSeq) []entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shelf.segments[rendition][seq]
}

// read reads parts, within a bound of all that are read.
func (s *session) read(ctx context.Context, parts []entry) ([]byte, error) {
	if len(parts) == 0 {
		return nil, origin.ErrGone
	}
	select {
	case s.r.reads <- struct{}{}:
		defer func() { <-s.r.reads }()
	default:
		return nil, origin.ErrArchiveBusy
	}
	data, err := s.r.segment(ctx, s.info.ID, parts)
	if errors.Is(err, ErrUnknown) {
		return nil, fmt.Errorf("%w: %w", origin.ErrGone, err)
	}
	return data, err
}
