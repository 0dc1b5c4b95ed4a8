package conformance

import (
	"maps"
	"slices"
	"time"
)

// CheckDelta checks a delta update against the full playlist of the same version.
func CheckDelta(name string, full, delta []byte) []Violation {
	var f Findings
	f.Delta(name, full, delta)
	return f.Violations
}

// Delta is CheckDelta.
func (f *Findings) Delta(name string, full, delta []byte) {
	f.name, f.version = name, 0
	a, err := Parse(full)
	if err != nil {
		f.Fail(Syntax, "full playlist: %v", err)
		return
	}
	b, err := Parse(delta)
	if err != nil {
		f.Fail(Syntax, "delta update: %v", err)
		return
	}
	f.serverControl(b)
	f.Check(a.MediaSequence == b.MediaSequence, Delta, "EXT-X-MEDIA-SEQUENCE is %d, in the full playlist %d", b.MediaSequence, a.MediaSequence)
	f.Check(a.DiscontinuitySequence == b.DiscontinuitySequence, Delta, "EXT-X-DISCONTINUITY-SEQUENCE differs")
	f.Check(b.Skipped > 0 == b.Has("EXT-X-SKIP"), Delta, "EXT-X-SKIP of nothing")
	f.Check(b.Skipped == 0 || b.Version >= 9, Needed, "EXT-X-VERSION is %d, EXT-X-SKIP needs 9", b.Version)
	if b.Skipped > uint64(len(a.Segments)) || int(b.Skipped)+len(b.Segments) != len(a.Segments) {
		f.Fail(Delta, "%d skipped and %d listed, the full playlist has %d segments", b.Skipped, len(b.Segments), len(a.Segments))
		return
	}
	boundary, err := seconds(a.ServerControl["CAN-SKIP-UNTIL"])
	if err != nil {
		f.Check(b.Skipped == 0, Delta, "skipped segments without CAN-SKIP-UNTIL")
		return
	}
	var after time.Duration
	for i := len(a.Segments) - 1; i >= 0; i-- {
		s := a.Segments[i]
		if i < int(b.Skipped) {
			f.Check(after >= boundary, Delta, "segment %d ends %s before the end and was skipped; the boundary is %s", s.MSN, after, boundary)
		} else {
			got := b.Segments[i-int(b.Skipped)]
			if got.Map == "" {
				got.Map, got.MapKey = s.Map, s.MapKey // said by a segment that was skipped
			}
			skipped := b.Skipped > 0 && got.Key == Key{} && s.Key == a.Segments[b.Skipped-1].Key // likewise
			f.Check((skipped || got.Key == s.Key) && got.MapKey == s.MapKey, Encryption, "segment %d has the key %+v, in the full playlist %+v", s.MSN, got.Key, s.Key)
			f.Check(got.URI == s.URI && got.MSN == s.MSN && got.Duration == s.Duration && got.DateTime.Equal(s.DateTime) &&
				got.Map == s.Map && got.Gap == s.Gap && got.Discontinuity == s.Discontinuity && slices.Equal(got.Parts, s.Parts),
				Delta, "segment %d is %+v, in the full playlist %+v", s.MSN, got, s)
		}
		after += s.Duration
		if s.URI == "" {
			after += partSum(s.Parts)
		}
	}
	if !b.skipsRanges {
		f.Check(slices.EqualFunc(a.DateRanges, b.DateRanges, maps.Equal), Delta, "the date ranges differ")
	}
	f.Check(slices.Equal(a.Hints, b.Hints) && a.Ended == b.Ended, Delta, "the tail differs")
}
