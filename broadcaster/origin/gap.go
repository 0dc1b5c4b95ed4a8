package origin

import "github.com/millrace/millrace/pkg/media"

// Gap lets the stream go on without media, as nobody publishes, up to a time of its timeline: the leading rendition gets
// parts of the part target and segments of the longest duration that are marked as gaps, as many as are over by then. The
// other renditions are brought there by Skip. It returns which part comes next, and when it begins; before anything was
// published, and behind the end, it does nothing and returns false.
func (s *Stream) Gap(until media.Ticks) (next media.PartID, begins media.Ticks, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	lead := s.leadLocked()
	if s.ended || lead == nil || len(lead.segs) == 0 {
		return media.PartID{}, 0, false
	}
	target := s.origin.cfg.PartTarget
	last := lead.segs[len(lead.segs)-1]
	begins = last.start + last.duration
	grown := false
	for ; begins+target <= until; begins += target {
		if open := lead.open(); open != nil && !lead.lastIsGap() {
			lead.closeLocked()
		}
		lead.appendLocked(part{Part: media.Part{ID: lead.next, Start: begins, Duration: target}, gap: true})
		if open := lead.open(); open.duration+target > s.origin.cfg.SegmentMax {
			lead.closeLocked()
		}
		grown = true
	}
	if grown {
		s.grownLocked(lead)
	}
	return lead.next, begins, true
}

// playable says whether a viewer who starts now finds any media; while nobody publishes, whether one who started before
// has found any.
func (r *rendition) playable() bool {
	lead := r.stream.leadLocked()
	if !r.started || !r.fed || len(r.listed()) == 0 {
		return false
	}
	head := r.listed()[0].seq
	if lead != nil && lead.fed && len(lead.listed()) > 0 && lead.newest < lead.listed()[0].seq {
		head = min(head, lead.newest-min(lead.newest, media.SegmentSeq(r.stream.origin.cfg.Window)))
	}
	return r.newest >= head
}
