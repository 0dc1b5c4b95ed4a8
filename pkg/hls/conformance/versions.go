package conformance

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// tolerance is what rounding in text may amount to.
const tolerance = 2 * time.Millisecond

// oneFrame is the longest frame for which date-times may be off from the sum of durations (25 Hz video; AAC frames
// are shorter).
const oneFrame = 40 * time.Millisecond

// CheckVersions checks the versions of one media playlist, oldest first, each by itself and against the one before.
// Delta updates belong to CheckDelta.
func CheckVersions(name string, versions []Version) []Violation {
	var f Findings
	f.Versions(name, versions)
	return f.Violations
}

// Versions is CheckVersions.
func (f *Findings) Versions(name string, versions []Version) {
	f.name = name
	var before *Playlist
	var grown time.Time
	for i, v := range versions {
		f.version = i
		p, err := Parse(v.Body)
		if err != nil {
			f.Fail(Syntax, "%v", err)
			before = nil
			continue
		}
		f.passed(Syntax)
		f.playlist(p)
		if before != nil {
			f.successor(before, p)
			if before.Ended {
				f.Check(sameButReports(versions[i-1].Body, v.Body), EndList, "the playlist changed")
			}
		}
		if before != nil && !v.At.IsZero() && !before.Ended {
			f.Check(v.At.Sub(grown) <= p.TargetDuration*3/2, Cadence, "nothing new for %s", v.At.Sub(grown))
		}
		if before == nil || advanced(before, p) {
			grown = v.At
		}
		before = p
	}
}

func sameButReports(a, b []byte) bool {
	strip := func(body []byte) (out [][]byte) {
		for line := range bytes.Lines(body) {
			if !bytes.HasPrefix(line, []byte("#EXT-X-RENDITION-REPORT")) {
				out = append(out, line)
			}
		}
		return out
	}
	return slices.EqualFunc(strip(a), strip(b), bytes.Equal)
}

func advanced(a, b *Playlist) bool {
	am, ap, aok := a.last()
	bm, bp, bok := b.last()
	return bok && (!aok || bm > am || bm == am && bp > ap || len(b.Segments) > 0 && len(a.Segments) > 0 &&
		a.Segments[len(a.Segments)-1].URI == "" && b.Segments[len(b.Segments)-1].URI != "")
}

// playlist checks one version by itself.
func (f *Findings) playlist(p *Playlist) {
	td := p.TargetDuration
	f.Check(p.Version >= p.needed(), Needed, "EXT-X-VERSION is %d, %d is needed", p.Version, p.needed())
	f.Check(p.Version <= max(p.needed(), 3), Excess, "EXT-X-VERSION is %d, %d will do", p.Version, p.needed())
	f.dateRanges(p)
	f.Check(p.Has("EXT-X-MEDIA-SEQUENCE"), MediaSequence, "no EXT-X-MEDIA-SEQUENCE")
	f.Check(p.Has("EXT-X-DISCONTINUITY-SEQUENCE"), Discontinuities, "no EXT-X-DISCONTINUITY-SEQUENCE")
	f.serverControl(p)

	var after time.Duration
	for i := len(p.Segments) - 1; i >= 0; i-- {
		s := &p.Segments[i]
		if len(s.Parts) > 0 && s.URI != "" {
			f.Check(after <= 3*td+s.Duration, StaleParts, "segment %d lists parts %s behind its end", s.MSN, after)
		}
		after += s.Duration
		if s.URI == "" {
			after += partSum(s.Parts)
		}
	}
	for i := range p.Segments {
		s := &p.Segments[i]
		f.segment(p, s)
		if i > 0 && !s.Discontinuity && !s.DateTime.IsZero() && !p.Segments[i-1].DateTime.IsZero() {
			step := s.DateTime.Sub(p.Segments[i-1].DateTime)
			f.Check((step-p.Segments[i-1].Duration).Abs() <= oneFrame, DateTime,
				"segment %d begins %s after segment %d, which lasts %s", s.MSN, step, p.Segments[i-1].MSN, p.Segments[i-1].Duration)
		}
	}
	if len(p.Segments) > 0 && p.Skipped == 0 {
		f.Check(!p.Segments[0].DateTime.IsZero(), DateTime, "no EXT-X-PROGRAM-DATE-TIME at the first segment")
	}
	switch {
	case p.Ended:
		f.Check(len(p.Hints) == 0, Hint, "an ended playlist hints a part")
	case p.PartTarget > 0:
		f.Check(len(p.Hints) == 1, Hint, "%d hints of a part", len(p.Hints))
	}
}

func (f *Findings) serverControl(p *Playlist) {
	attribute := func(name string) time.Duration {
		d, err := seconds(p.ServerControl[name])
		if err != nil {
			return 0
		}
		return d
	}
	td := p.TargetDuration
	if until, ok := p.ServerControl["CAN-SKIP-UNTIL"]; ok {
		f.Check(attribute("CAN-SKIP-UNTIL") >= 6*td, ServerControl, "CAN-SKIP-UNTIL is %s, target duration %s", until, td)
	}
	if back, ok := p.ServerControl["HOLD-BACK"]; ok {
		f.Check(attribute("HOLD-BACK") >= 3*td, ServerControl, "HOLD-BACK is %s, target duration %s", back, td)
	}
	if p.Has("EXT-X-PART") || p.Has("EXT-X-PART-INF") {
		f.Check(p.PartTarget > 0, PartTarget, "parts without PART-TARGET")
		f.Check(attribute("PART-HOLD-BACK") >= 3*p.PartTarget, ServerControl, "PART-HOLD-BACK is %q, part target %s",
			p.ServerControl["PART-HOLD-BACK"], p.PartTarget)
		f.Check(p.ServerControl["CAN-BLOCK-RELOAD"] == "YES", ServerControl, "parts without blocking reload")
	}
}

func (f *Findings) segment(p *Playlist, s *Segment) {
	// A delta update leaves the map to the segments that it skips.
	f.Check(s.Map != "" || p.Skipped > 0 || selfContained(s), Map, "segment %d has no EXT-X-MAP", s.MSN)
	f.Check(s.MapKey.Method != AES128 || s.MapKey.IV != "", Encryption, "segment %d: its init segment is encrypted, and EXT-X-KEY has no IV", s.MSN)
	f.Check(s.Duration.Round(time.Second) <= p.TargetDuration, Target, "segment %d lasts %s, target duration %s", s.MSN, s.Duration, p.TargetDuration)
	for i, part := range s.Parts {
		f.Check(part.Duration <= p.PartTarget, PartTarget, "part %d.%d lasts %s, part target %s", s.MSN, i, part.Duration, p.PartTarget)
		last := i == len(s.Parts)-1 // of its segment, or not known yet
		short := part.Duration < p.PartTarget*85/100
		f.Check(!short || last || part.Independent || part.Gap || s.Parts[i+1].Gap, PartTarget,
			"part %d.%d lasts only %s, part target %s", s.MSN, i, part.Duration, p.PartTarget)
		f.Check(!part.Gap || s.URI == "" || s.Gap, PartSet, "segment %d lacks part %d but is not marked as a gap", s.MSN, i)
	}
	if s.URI != "" && len(s.Parts) > 0 {
		f.Check((partSum(s.Parts)-s.Duration).Abs() <= tolerance, PartSet, "segment %d lasts %s, its parts %s", s.MSN, s.Duration, partSum(s.Parts))
	}
}

// selfContained says whether a segment by its name, or while it is open by that of its parts, is of a format that has no init segment.
func selfContained(s *Segment) bool {
	uri := s.URI
	if uri == "" && len(s.Parts) > 0 {
		uri = s.Parts[0].URI
	}
	switch strings.ToLower(path.Ext(plainURI(uri))) {
	case ".ts", ".aac", ".mp3", ".ac3", ".ec3", ".vtt", ".webvtt":
		return true
	}
	return false
}

// plainURI is a URI without its query.
func plainURI(uri string) string {
	plain, _, _ := strings.Cut(uri, "?")
	return plain
}

func partSum(parts []Part) (sum time.Duration) {
	for _, p := range parts {
		sum += p.Duration
	}
	return sum
}

// successor checks what changed from a to b.
func (f *Findings) successor(a, b *Playlist) {
	f.Check(a.TargetDuration == b.TargetDuration, Target, "EXT-X-TARGETDURATION went from %s to %s", a.TargetDuration, b.TargetDuration)
	f.Check(a.PartTarget == b.PartTarget, PartTarget, "PART-TARGET went from %s to %s", a.PartTarget, b.PartTarget)
	f.Check(maps.Equal(a.ServerControl, b.ServerControl), ServerControl, "EXT-X-SERVER-CONTROL went from %v to %v", a.ServerControl, b.ServerControl)
	f.Check(a.Type == b.Type, PlaylistType, "EXT-X-PLAYLIST-TYPE went from %q to %q", a.Type, b.Type)
	f.Check(b.Type == "" || a.MediaSequence == b.MediaSequence, PlaylistType, "a playlist of TYPE %s lost segments", b.Type)
	f.Check(!a.Ended || b.Ended, EndList, "EXT-X-ENDLIST went away")
	if b.MediaSequence < a.MediaSequence {
		f.Fail(MediaSequence, "EXT-X-MEDIA-SEQUENCE went from %d to %d", a.MediaSequence, b.MediaSequence)
		return
	}
	am, ap, aok := a.last()
	bm, bp, bok := b.last()
	f.Check(!aok || bok && (bm > am || bm == am && (bp >= ap || bp < 0)), Edit, "the playlist ended at %d.%d, now at %d.%d", am, ap, bm, bp)

	removed := uint64(0)
	for i := range a.Segments {
		old := &a.Segments[i]
		if old.MSN < b.MediaSequence {
			if old.Discontinuity {
				removed++
			}
			continue
		}
		if n := old.MSN - b.MediaSequence; n < uint64(len(b.Segments)) {
			f.sameSegment(old, &b.Segments[n])
		}
	}
	if aok && b.MediaSequence <= am+1 {
		f.Check(b.DiscontinuitySequence == a.DiscontinuitySequence+removed, Discontinuities,
			"EXT-X-DISCONTINUITY-SEQUENCE went from %d to %d while %d discontinuities left", a.DiscontinuitySequence, b.DiscontinuitySequence, removed)
	}
	if b.MediaSequence > a.MediaSequence {
		var total time.Duration
		for _, s := range b.Segments {
			total += s.Duration
		}
		f.Check(total >= 3*b.TargetDuration, Removal, "segments left and %s remain", total)
	}
	f.keptRanges(a, b)
	f.hinted(a, b)
}

// hinted checks that the part after a's last is the one that a hinted, where b tells.
func (f *Findings) hinted(a, b *Playlist) {
	if len(a.Hints) != 1 {
		return
	}
	m, part, ok := a.last()
	if !ok {
		return
	}
	if a.Segments[len(a.Segments)-1].URI != "" {
		m, part = m+1, -1
	}
	part++
	if m < b.MediaSequence || m-b.MediaSequence >= uint64(len(b.Segments)) {
		return
	}
	if s := b.Segments[m-b.MediaSequence]; part < len(s.Parts) {
		f.Check(s.Parts[part].URI == a.Hints[0], Hint, "part %d.%d is %s, %s was hinted", m, part, s.Parts[part].URI, a.Hints[0])
	}
}

func (f *Findings) sameSegment(a, b *Segment) {
	f.Check(a.Map == b.Map, Edit, "segment %d: EXT-X-MAP went from %q to %q", a.MSN, a.Map, b.Map)
	f.Check(a.Key == b.Key && a.MapKey == b.MapKey, Encryption, "segment %d: EXT-X-KEY went from %+v to %+v", a.MSN, a.Key, b.Key)
	f.Check(a.DateTime.Equal(b.DateTime), Edit, "segment %d: EXT-X-PROGRAM-DATE-TIME went from %s to %s", a.MSN, a.DateTime, b.DateTime)
	f.Check(a.Discontinuity == b.Discontinuity, Edit, "segment %d: EXT-X-DISCONTINUITY changed", a.MSN)
	if a.URI != "" {
		f.Check(a.URI == b.URI && a.Range == b.Range, MediaSequence, "segment %d was %s, is %s", a.MSN, a.URI, b.URI)
		f.Check(a.Duration == b.Duration, Edit, "segment %d lasted %s, lasts %s", a.MSN, a.Duration, b.Duration)
		f.Check(a.Gap == b.Gap, Edit, "segment %d: EXT-X-GAP changed", a.MSN)
	}
	if len(b.Parts) == 0 {
		f.Check(len(a.Parts) == 0 || a.URI != "" || b.URI != "", Edit, "segment %d lost its parts before it was whole", a.MSN)
		return // they may leave
	}
	f.Check(len(b.Parts) >= len(a.Parts), Edit, "segment %d had %d parts, has %d", a.MSN, len(a.Parts), len(b.Parts))
	for i := range min(len(a.Parts), len(b.Parts)) {
		f.Check(a.Parts[i] == b.Parts[i], Edit, "part %d.%d was %+v, is %+v", a.MSN, i, a.Parts[i], b.Parts[i])
	}
}
