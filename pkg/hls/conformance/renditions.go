package conformance

import (
	"maps"
	"path"
	"slices"
	"time"
)

// seen is a playlist at the time it was seen.
type seen struct {
	at    time.Time
	index int
	*Playlist
}

// CheckRenditions checks the playlists of one stream against each other. The key of each is its path, such as
// "720p/media.m3u8"; versions are oldest first. Versions that do not parse are left to CheckVersions.
func CheckRenditions(renditions map[string][]Version) []Violation {
	var f Findings
	f.Renditions(renditions)
	return f.Violations
}

// Renditions is CheckRenditions.
func (f *Findings) Renditions(renditions map[string][]Version) {
	parsed := make(map[string][]seen)
	for name, versions := range renditions {
		for i, v := range versions {
			if p, err := Parse(v.Body); err == nil {
				parsed[name] = append(parsed[name], seen{v.At, i, p})
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parsed)) {
		f.name = name
		for _, other := range slices.Sorted(maps.Keys(parsed)) {
			if other == name {
				continue
			}
			f.aligned(parsed[name], parsed[other], other)
			for _, v := range parsed[name] {
				f.version = v.index
				f.versus(name, v, other, parsed[other])
			}
		}
	}
}

// versus checks one version against what was seen of another rendition by then.
func (f *Findings) versus(name string, v seen, other string, versions []seen) {
	var o *seen
	for i := range versions {
		if !v.at.IsZero() && !versions[i].at.After(v.at.Add(-f.Slack)) {
			o = &versions[i]
		}
	}
	if o == nil || len(v.Segments) == 0 || len(o.Segments) == 0 {
		return
	}
	f.Check(v.TargetDuration == o.TargetDuration, Alignment, "target duration %s, %s has %s", v.TargetDuration, other, o.TargetDuration)
	f.Check(v.PartTarget == o.PartTarget, Alignment, "part target %s, %s has %s", v.PartTarget, other, o.PartTarget)
	f.Check(maps.Equal(v.ServerControl, o.ServerControl), Alignment, "EXT-X-SERVER-CONTROL differs from that of %s", other)
	f.sameRanges(v.Playlist, o.Playlist, other)
	f.skew(v, other, versions)
	if v.PartTarget > 0 && !v.Ended {
		f.reports(name, v, other, o)
	}
}

// skew checks that what a version has and another rendition has not is short. Which version of the other it stood beside is
// known to the slack only: one of those that may have been it must do.
func (f *Findings) skew(v seen, other string, versions []seen) {
	var head, tail time.Duration
	found := false
	for i := range versions {
		o := &versions[i]
		later := i+1 < len(versions) && !versions[i+1].at.After(v.at.Add(-f.Slack))
		if later || o.at.After(v.at.Add(f.Slack)) || len(o.Segments) == 0 || v.at.Sub(o.at) > 2*f.Slack+tolerance {
			continue
		}
		h, t := v.Segments[0].DateTime.Sub(o.Segments[0].DateTime), end(v.Playlist).Sub(end(o.Playlist))
		if !found || h.Abs() < head.Abs() {
			head = h
		}
		if !found || t.Abs() < tail.Abs() {
			tail = t
		}
		found = true
	}
	if found {
		f.Check(tail.Abs() <= v.TargetDuration+tolerance, Skew, "ends %s after %s", tail, other)
		f.Check(head.Abs() <= v.TargetDuration+tolerance, Skew, "begins %s after %s", head, other)
	}
}

func end(p *Playlist) time.Time {
	s := p.Segments[len(p.Segments)-1]
	if s.URI == "" {
		return s.DateTime.Add(partSum(s.Parts))
	}
	return s.DateTime.Add(s.Duration)
}

func (f *Findings) reports(name string, v seen, other string, o *seen) {
	for _, r := range v.Reports {
		if path.Join(path.Dir(name), plainURI(r.URI)) != plainURI(other) {
			continue
		}
		msn, part, _ := o.last()
		f.Check(r.LastMSN > msn || r.LastMSN == msn && int(r.LastPart) >= part, Reports,
			"%s is reported at %d.%d and was at %d.%d before", other, r.LastMSN, r.LastPart, msn, part)
		return
	}
	f.Fail(Reports, "no EXT-X-RENDITION-REPORT of %s", other)
}

// aligned checks that segments of one number are the same stretch of the stream.
func (f *Findings) aligned(a, b []seen, other string) {
	type place struct {
		at  time.Time
		cut bool
	}
	places := make(map[uint64]place)
	for _, v := range b {
		for _, s := range v.Segments {
			places[s.MSN] = place{s.DateTime, s.Discontinuity}
		}
	}
	told := make(map[uint64]bool)
	for _, v := range a {
		f.version = v.index
		for _, s := range v.Segments {
			p, ok := places[s.MSN]
			if !ok || told[s.MSN] {
				continue
			}
			before := len(f.Violations)
			f.Check(s.DateTime.Sub(p.at).Abs() <= oneFrame, Alignment, "segment %d begins at %s, in %s at %s", s.MSN, s.DateTime, other, p.at)
			f.Check(s.Discontinuity == p.cut, Alignment, "segment %d: EXT-X-DISCONTINUITY differs from %s", s.MSN, other)
			told[s.MSN] = len(f.Violations) > before
		}
	}
}
