package record

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// Resumption says which tape goes on.
type Resumption struct {
	ID      string // that the tape had
	Stream  string
	Start   time.Time // of the stream's timeline
	Passing bool      // it is no recording, but what viewers can go back to
	Rewind  time.Duration
	Next    media.SegmentSeq // the first that comes now: behind all that there is
	Look    time.Duration    // how far back what there is is looked for; at least Rewind
}

// Resume goes on with a tape that a recorder which shares the store has begun, or this one before it died. It returns what there is of it: of
// the stream's last Look or so, by renditions. What there is before that remains a part of the recording. ErrUnknown: no such tape can go on.
func (r *Recorder) Resume(ctx context.Context, from Resumption) (Tape, map[string]origin.KeptRendition, error) {
	info, err := r.adoptable(ctx, from)
	if err != nil {
		return nil, nil, err
	}
	x, err := r.newest(ctx, info, from)
	if err != nil {
		return nil, nil, fmt.Errorf("read recording %s: %w", from.ID, err)
	}
	said, err := r.listJSON(ctx, rangesFolder(from.ID))
	if err != nil {
		return nil, nil, err
	}
	told, err := r.listJSON(ctx, captionsFolder(from.ID))
	if err != nil {
		return nil, nil, err
	}
	info.Node = r.cfg.Node
	if err := r.write(ctx, infoKey(info.ID), info); err != nil {
		return nil, nil, err
	}
	s := r.newSession(info, from.Rewind)
	s.resumed, s.first, s.ranges, s.captionCount = true, from.Next, len(said), len(told)
	kept := make(map[string]origin.KeptRendition)
	for name, one := range x.renditions {
		kept[name] = origin.KeptRendition{Inits: one.inits, Segments: x.timeline(one)}
		s.shelf.segments[name], s.shelf.oldest[name] = one.segments, slices.Min(slices.Collect(maps.Keys(one.segments)))
	}
	r.log.Info("recording goes on", "stream", info.Stream, "recording", info.ID)
	r.start(s)
	return s, kept, nil
}

// adoptable finds the tape, if it can go on here.
func (r *Recorder) adoptable(ctx context.Context, from Resumption) (Info, error) {
	var info Info
	if !validID.MatchString(from.ID) {
		return info, ErrUnknown
	}
	if running := r.session(from.ID); running != nil && !running.left() {
		return info, ErrUnknown
	}
	if err := r.read(ctx, infoKey(from.ID), maxInfo, &info); err != nil {
		return info, err
	}
	if info.ID != from.ID || info.State != Recording || info.Stream != from.Stream || info.Passing != from.Passing || !info.StartedAt.Equal(from.Start) {
		return info, ErrUnknown
	}
	return info, nil
}

// mine says whether a tape is still this recorder's: no other has gone on with it.
func (r *Recorder) mine(ctx context.Context, id string) (bool, error) {
	var info Info
	err := r.read(ctx, infoKey(id), maxInfo, &info)
	if errors.Is(err, ErrUnknown) { // nobody could go on with it
		return true, nil
	}
	return info.Node == r.cfg.Node, err
}

// A store is asked for the names of a block of segments at a time: of those whose numbers begin alike.
const (
	smallBlock = 100
	largeBlock = 1000
	longLook   = time.Hour // from here on the blocks are large
	listers    = 16        // that ask at one time
)

// A stream's segments are not shorter than that for long, and few numbers are left out between them.
const (
	shortest = time.Second
	leftOut  = 600
)

// blockPrefix is what the keys of the parts of a block begin with, behind the recording's ID: of so many segments, a power of ten.
func blockPrefix(rendition string, from, size media.SegmentSeq) string {
	name := fmt.Sprintf("%010d", from)
	for ; size > 1; size /= 10 {
		name = name[:len(name)-1]
	}
	return rendition + "/" + name
}

// newest is the index of the newest segments of a tape.
func (r *Recorder) newest(ctx context.Context, info Info, from Resumption) (*index, error) {
	names, err := r.folders(ctx, info.ID+"/")
	if err != nil {
		return nil, err
	}
	lead := media.AudioName
	if slices.Contains(names, media.SourceName) {
		lead = media.SourceName
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == lead })
	size := media.SegmentSeq(smallBlock)
	if from.Look >= longLook {
		size = largeBlock
	}
	last := from.Next - 1
	oldest := last - min(last, media.SegmentSeq(from.Look/shortest)+leftOut)

	var parts []entry
	var begins, ends media.Ticks // of what was found
	look := media.FromDuration(from.Look)
	at := last / size * size
	for ; ; at -= size {
		found, err := r.scanPrefix(ctx, info.ID, blockPrefix(lead, at, size))
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			begins = found[0].Shown
			ends = max(ends, found[len(found)-1].Shown)
		}
		parts = append(parts, found...)
		if at <= oldest || begins < ends-look {
			break
		}
	}
	first := from.Next
	for _, e := range parts {
		if e.Shown >= ends-look {
			first = min(first, e.Segment)
		}
	}
	var mu sync.Mutex // guards parts
	group, inGroup := errgroup.WithContext(ctx)
	group.SetLimit(listers)
	for _, name := range names {
		for at := at; at <= last; at += size {
			group.Go(func() error {
				found, err := r.scanPrefix(inGroup, info.ID, blockPrefix(name, at, size))
				mu.Lock()
				defer mu.Unlock()
				parts = append(parts, found...)
				return err
			})
		}
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	parts = slices.DeleteFunc(parts, func(e entry) bool { return e.Segment < first || e.Segment > last })
	return r.newIndex(ctx, info, parts)
}
