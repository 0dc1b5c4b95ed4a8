package hls

import (
	"encoding/hex"
	"strconv"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Part is an EXT-X-PART.
type Part struct {
	URI         string
	Duration    media.Ticks
	Independent bool
	Gap         bool
}

// Segment is a media segment with the parts that are still listed for it.
type Segment struct {
	URI             string // empty for the open segment: only its parts are listed
	Duration        media.Ticks
	ProgramDateTime time.Time
	Map             string // URI of its init segment, which is not encrypted
	Key             Key
	Discontinuity   bool
	Gap             bool
	Parts           []Part
}

// Key is an EXT-X-KEY of METHOD=AES-128; the zero value is none: what it is about is in the clear.
type Key struct {
	URI string
	IV  [KeySize]byte
}

// Report is an EXT-X-RENDITION-REPORT: how far another rendition of the stream is.
type Report struct {
	URI      string
	LastMSN  uint64
	LastPart int
}

// Playlist is a media playlist. With PartTarget 0 it is a plain one: parts, hint and reports are not rendered.
type Playlist struct {
	TargetDuration        int // seconds; constant for the life of a stream
	PartTarget            media.Ticks
	MediaSequence         uint64
	DiscontinuitySequence uint64
	IndependentSegments   bool
	DateRanges            []DateRange
	Segments              []Segment // the last may be open
	PreloadHint           string    // URI of the next part; not rendered once Ended
	Reports               []Report
	Ended                 bool
	OnDemand              bool // of TYPE VOD, and without EXT-X-SERVER-CONTROL
	Simple                bool // of version 3, for players that know no more: without Map, parts and EXT-X-SERVER-CONTROL
}

// SkipBoundary is CAN-SKIP-UNTIL: the six target durations of RFC 8216bis 4.4.3.8.
func (p *Playlist) SkipBoundary() media.Ticks { return media.Ticks(6*p.TargetDuration) * media.Second }

// PartHoldBack is PART-HOLD-BACK: the three part targets that Apple's authoring rules ask for.
func (p *Playlist) PartHoldBack() media.Ticks { return 3 * p.PartTarget }

// Skippable is the number of segments that a delta update leaves out: those that end further from the end of the
// last whole segment than the skip boundary. Parts of the open segment are not counted, which errs to the safe side.
func (p *Playlist) Skippable() int {
	var after media.Ticks
	for i := len(p.Segments) - 1; i >= 0; i-- {
		if after >= p.SkipBoundary() {
			return i + 1
		}
		if p.Segments[i].URI != "" {
			after += p.Segments[i].Duration
		}
	}
	return 0
}

// Append renders the full playlist behind b.
func (p *Playlist) Append(b []byte) []byte { return p.append(b, 0) }

// AppendDelta renders a delta update behind b, or the full playlist when there is nothing to skip.
func (p *Playlist) AppendDelta(b []byte) []byte { return p.append(b, p.Skippable()) }

func (p *Playlist) append(b []byte, skip int) []byte {
	low := p.PartTarget > 0
	switch {
	case skip > 0:
		b = append(b, "#EXTM3U\n#EXT-X-VERSION:9\n"...) // 9: EXT-X-SKIP
	case p.Simple || len(p.Segments) > 0 && p.Segments[0].Map == "":
		b = append(b, "#EXTM3U\n#EXT-X-VERSION:3\n"...) // 3: EXTINF with a fraction
	default:
		b = append(b, "#EXTM3U\n#EXT-X-VERSION:6\n"...) // 6: EXT-X-MAP
	}
	if p.IndependentSegments {
		b = append(b, "#EXT-X-INDEPENDENT-SEGMENTS\n"...)
	}
	b = append(b, "#EXT-X-TARGETDURATION:"...)
	b = strconv.AppendInt(b, int64(p.TargetDuration), 10)
	switch {
	case p.OnDemand:
		b = append(b, "\n#EXT-X-PLAYLIST-TYPE:VOD"...)
	case !p.Simple:
		b = append(b, "\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL="...)
		b = appendShortSeconds(b, p.SkipBoundary())
	}
	if low {
		b = append(b, ",PART-HOLD-BACK="...)
		b = appendShortSeconds(b, p.PartHoldBack())
		b = append(b, "\n#EXT-X-PART-INF:PART-TARGET="...)
		b = appendShortSeconds(b, p.PartTarget)
	}
	b = append(b, "\n#EXT-X-MEDIA-SEQUENCE:"...)
	b = strconv.AppendUint(b, p.MediaSequence, 10)
	b = append(b, "\n#EXT-X-DISCONTINUITY-SEQUENCE:"...)
	b = strconv.AppendUint(b, p.DiscontinuitySequence, 10)
	b = append(b, '\n')
	mapped, key := "", Key{}
	if skip > 0 {
		b = append(b, "#EXT-X-SKIP:SKIPPED-SEGMENTS="...)
		b = strconv.AppendInt(b, int64(skip), 10)
		b = append(b, '\n')
		mapped, key = p.Segments[skip-1].Map, p.Segments[skip-1].Key
	}
	for i := range p.DateRanges {
		b = p.DateRanges[i].append(b)
	}
	for i := range p.Segments[skip:] {
		s := &p.Segments[skip+i]
		if s.URI == "" && !low {
			break
		}
		b = s.append(b, low, mapped, key)
		mapped, key = s.Map, s.Key
	}
	if low && !p.Ended && p.PreloadHint != "" {
		b = append(b, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI="...)
		b = appendQuoted(b, p.PreloadHint)
		b = append(b, '\n')
	}
	if low {
		for _, r := range p.Reports {
			b = append(b, "#EXT-X-RENDITION-REPORT:URI="...)
			b = appendQuoted(b, r.URI)
			b = append(b, ",LAST-MSN="...)
			b = strconv.AppendUint(b, r.LastMSN, 10)
			b = append(b, ",LAST-PART="...)
			b = strconv.AppendInt(b, int64(r.LastPart), 10)
			b = append(b, '\n')
		}
	}
	if p.Ended {
		b = append(b, "#EXT-X-ENDLIST\n"...)
	}
	return b
}

// append renders s behind b, where the map and the key of the segment before it are in force.
func (s *Segment) append(b []byte, low bool, mapped string, key Key) []byte {
	if s.Discontinuity {
		b = append(b, "#EXT-X-DISCONTINUITY\n"...)
	}
	renewed := s.Map != mapped
	if key.URI != "" && (renewed || s.Key.URI == "") { // a key is in force for maps too
		b = append(b, "#EXT-X-KEY:METHOD=NONE\n"...)
		key = Key{}
	}
	if renewed {
		b = append(b, "#EXT-X-MAP:URI="...)
		b = appendQuoted(b, s.Map)
		b = append(b, '\n')
	}
	if s.Key != key {
		b = append(b, "#EXT-X-KEY:METHOD=AES-128,URI="...)
		b = appendQuoted(b, s.Key.URI)
		b = append(b, ",IV=0x"...)
		b = hex.AppendEncode(b, s.Key.IV[:])
		b = append(b, '\n')
	}
	if !s.ProgramDateTime.IsZero() {
		b = append(b, "#EXT-X-PROGRAM-DATE-TIME:"...)
		b = appendTime(b, s.ProgramDateTime)
		b = append(b, '\n')
	}
	if low {
		for _, p := range s.Parts {
			b = append(b, "#EXT-X-PART:DURATION="...)
			b = appendSeconds(b, p.Duration)
			b = append(b, ",URI="...)
			b = appendQuoted(b, p.URI)
			if p.Independent {
				b = append(b, ",INDEPENDENT=YES"...)
			}
			if p.Gap {
				b = append(b, ",GAP=YES"...)
			}
			b = append(b, '\n')
		}
	}
	if s.URI == "" {
		return b
	}
	if s.Gap {
		b = append(b, "#EXT-X-GAP\n"...)
	}
	b = append(b, "#EXTINF:"...)
	b = appendSeconds(b, s.Duration)
	b = append(b, ",\n"...)
	b = append(b, s.URI...)
	return append(b, '\n')
}
