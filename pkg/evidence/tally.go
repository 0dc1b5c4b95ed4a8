package evidence

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

// maxSegments is how many segments a tally keeps: minutes of them. Beyond it the oldest is dropped.
const maxSegments = 64

// Terms are what the headers of a session have in common.
type Terms struct {
	Orchestrator, Broadcaster common.Address
	StreamID                  common.Hash // that the orchestrator drew for the session
	Price                     uint64      // of the session's quote; 0 where the work is free
}

// Tally sums up the parts of a session by segment, at either end. It is for one goroutine.
type Tally struct {
	open     wire.Open
	profiles []ticket.Profile
	segments []*segment // in order
	floor    media.SegmentSeq
}

// segment is what was sent and delivered of one segment.
type segment struct {
	seq    media.SegmentSeq
	ended  bool // its last source part was sent
	source ticket.Chunker
	frames uint32
	start  media.Ticks
	rungs  []rung
}

type rung struct {
	chunks          ticket.Chunker
	frames          uint32
	start, duration media.Ticks
	done            bool // no part of it follows
}

// NewTally begins the tally of a session.
func NewTally(open wire.Open) *Tally {
	return &Tally{open: open, profiles: wire.Profiles(open.Ladder)}
}

// Profiles are the session's ladder, in its order. They are shared.
func (t *Tally) Profiles() []ticket.Profile { return t.profiles }

// segment returns a segment, which it begins if there is none; nil where it was dropped.
func (t *Tally) segment(seq media.SegmentSeq) *segment {
	if seq < t.floor {
		return nil
	}
	i, ok := slices.BinarySearchFunc(t.segments, seq, func(s *segment, seq media.SegmentSeq) int { return int(int64(s.seq) - int64(seq)) })
	if ok {
		return t.segments[i]
	}
	s := &segment{seq: seq, rungs: make([]rung, len(t.open.Ladder))}
	for r := range s.rungs {
		s.rungs[r].done = r < len(t.open.First) && t.open.First[r].Segment > seq
	}
	t.segments = slices.Insert(t.segments, i, s)
	if len(t.segments) > maxSegments {
		t.Drop(t.segments[0].seq)
	}
	return s
}

// find returns a segment that there is.
func (t *Tally) find(seq media.SegmentSeq) *segment {
	for _, s := range t.segments {
		if s.seq == seq {
			return s
		}
	}
	return nil
}

// Sent adds a source part, and returns the segments that end with it, or did before it.
func (t *Tally) Sent(p media.Part) (ended []media.SegmentSeq) {
	s := t.segment(p.ID.Segment)
	if s == nil {
		return nil
	}
	if s.source.Size() == 0 {
		s.start = p.Start
	}
	s.source.Add(p.Data)
	s.frames += uint32(p.Frames)
	for _, other := range t.segments {
		if !other.ended && (other.seq < s.seq || other == s && p.Last) {
			other.ended = true
			ended = append(ended, other.seq)
		}
	}
	return ended
}

// End returns the segments that end because no source part follows.
func (t *Tally) End() (ended []media.SegmentSeq) {
	for _, s := range t.segments {
		if !s.ended {
			s.ended = true
			ended = append(ended, s.seq)
		}
	}
	return ended
}

// Delivered adds a part of a rendition.
func (t *Tally) Delivered(rendition int, p media.Part) {
	for _, s := range t.segments {
		if s.seq < p.ID.Segment {
			s.rungs[rendition].done = true
		}
	}
	s := t.segment(p.ID.Segment)
	if s == nil {
		return
	}
	r := &s.rungs[rendition]
	if r.chunks.Size() == 0 {
		r.start = p.Start
	}
	r.chunks.Add(p.Data)
	r.frames += uint32(p.Frames)
	r.duration += p.Duration
	r.done = r.done || p.Last
}

// Ended says whether a segment's last source part was sent.
func (t *Tally) Ended(seq media.SegmentSeq) bool {
	s := t.find(seq)
	return s != nil && s.ended
}

// Complete says whether all renditions of a segment that are wanted were delivered.
func (t *Tally) Complete(seq media.SegmentSeq) bool {
	s := t.find(seq)
	return s != nil && !slices.ContainsFunc(s.rungs, func(r rung) bool { return !r.done })
}

// Header is the header of a segment that has ended.
func (t *Tally) Header(seq media.SegmentSeq, terms Terms, round, deadline uint64) ticket.Header {
	s := t.find(seq)
	return ticket.Header{
		Orchestrator: terms.Orchestrator, Broadcaster: terms.Broadcaster, Round: round, StreamID: terms.StreamID, Seq: uint64(seq),
		SrcRoot: s.source.Tree().Root(), SrcBytes: s.source.Size(), SrcFrames: s.frames,
		Width: uint32(t.open.Source.Width), Height: uint32(t.open.Source.Height), PTSStart: unsigned(s.start), Timescale: media.ClockRate,
		ProfilesHash: ticket.ProfilesHash(t.profiles), Price: terms.Price, Deadline: deadline,
	}
}

// Leaves are what was delivered of a segment so far: of no rendition more frames than were sent, and of a segment that was dropped
// nothing.
func (t *Tally) Leaves(seq media.SegmentSeq) []ticket.Leaf {
	s := t.find(seq)
	if s == nil {
		s = &segment{rungs: make([]rung, len(t.profiles))}
	}
	leaves := make([]ticket.Leaf, len(s.rungs))
	for i, r := range s.rungs {
		frames := min(r.frames, s.frames)
		leaves[i] = ticket.Leaf{
			ProfileID: uint32(i), ChunkRoot: r.chunks.Tree().Root(), Size: r.chunks.Size(), Frames: frames,
			Pixels:   uint64(frames) * uint64(t.profiles[i].Width) * uint64(t.profiles[i].Height),
			PTSStart: unsigned(r.start), PTSDuration: uint64(r.duration),
		}
	}
	return leaves
}

// unsigned is a time as what is signed has it: a stream's first ticks may lie before 0.
func unsigned(t media.Ticks) uint64 { return uint64(max(0, t)) }

// Drop forgets a segment and those before it. What comes of them later is not counted.
func (t *Tally) Drop(seq media.SegmentSeq) {
	t.floor = max(t.floor, seq+1)
	t.segments = slices.DeleteFunc(t.segments, func(s *segment) bool { return s.seq <= seq })
}
