// Package inflow measures how a publisher's media comes in, and says what to change where that is not as it should be.
//
// What is measured is what came, not what formats say: bits and frames by the clock on the wall, keyframes and missing frames by the media's own
// times. It costs a lock and some additions per access unit.
package inflow

import (
	"fmt"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Bounds of what is measured.
const (
	window    = 10               // seconds over which rates are measured
	keyframes = 8                // the newest intervals between them
	longest   = 2 * media.Second // a longer hole is no lost frame: the publisher paused
)

// Report is how it comes in.
type Report struct {
	Bitrate   int         // bit/s of video and sound, over the last seconds
	FrameRate float64     // pictures a second that came, likewise
	Keyframes media.Ticks // the longest of the newest intervals between keyframes; 0: not known yet
	Missing   int64       // pictures that its frame rate says there should have been, since it began
	Dropped   int64       // units that came and were of no use
}

// Meter measures one publisher. Its methods may be called from many goroutines.
type Meter struct {
	now func() time.Time

	mu      sync.Mutex // guards what follows
	begun   time.Time
	seconds [window + 1]second // by the clock, the present one among them
	rate    float64            // pictures a second that the format says; 0: not known
	last    media.Ticks        // when the newest picture is decoded
	any     bool               // there was a picture
	key     media.Ticks        // when the newest keyframe is
	keyed   bool               // there was one
	spans   [keyframes]media.Ticks
	span    int // that is written next
	missing float64
	dropped int64
}

// second is what came in one.
type second struct {
	at     int64 // since 1970
	bits   int64
	frames int
}

// New begins to measure. now is the clock; nil: time.Now.
func New(now func() time.Time) *Meter {
	if now == nil {
		now = time.Now
	}
	return &Meter{now: now, begun: now()}
}

// Format is told the video's format.
func (m *Meter) Format(f media.VideoFormat) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rate, m.any, m.keyed = f.FrameRate.Float(), false, false
	m.spans = [keyframes]media.Ticks{}
}

// Video is told of a picture.
func (m *Meter) Video(u media.AccessUnit) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.secondLocked()
	s.bits += 8 * int64(len(u.Payload))
	s.frames++
	if hole := u.DTS - m.last; m.any && m.rate > 0 && hole <= longest {
		m.missing += max(0, float64(int(hole.Seconds()*m.rate+0.5)-1))
	}
	m.last, m.any = u.DTS, true
	if !u.Key {
		return
	}
	if span := u.DTS - m.key; m.keyed && span > 0 {
		m.spans[m.span] = span
		m.span = (m.span + 1) % keyframes
	}
	m.key, m.keyed = u.DTS, true
}

// Audio is told of a unit of sound.
func (m *Meter) Audio(u media.AccessUnit) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secondLocked().bits += 8 * int64(len(u.Payload))
}

// Drop is told that a unit was of no use.
func (m *Meter) Drop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dropped++
}

func (m *Meter) secondLocked() *second {
	at := m.now().Unix()
	s := &m.seconds[at%int64(len(m.seconds))]
	if s.at != at {
		*s = second{at: at}
	}
	return s
}

// Report says how it comes in now.
func (m *Meter) Report() Report {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := Report{Missing: int64(m.missing), Dropped: m.dropped}
	now := m.now()
	first := max(now.Unix()-window, m.begun.Unix()) // of whole seconds, but for the publisher's first
	span := float64(now.Unix() - first)
	if first == m.begun.Unix() {
		span = float64(now.Unix()) - float64(m.begun.UnixMilli())/1000
	}
	if span < 0.5 { // too early for whole ones
		span = max(now.Sub(m.begun).Seconds(), 0.5)
		first, now = m.begun.Unix(), now.Add(time.Second)
	}
	bits, frames := int64(0), 0
	for _, s := range m.seconds {
		if s.at >= first && s.at < now.Unix() {
			bits, frames = bits+s.bits, frames+s.frames
		}
	}
	r.Bitrate, r.FrameRate = int(float64(bits)/span), float64(frames)/span
	for _, s := range m.spans {
		r.Keyframes = max(r.Keyframes, s)
	}
	if m.keyed && m.last-m.key > r.Keyframes && m.last-m.key > media.Second {
		r.Keyframes = m.last - m.key // the one that goes on is longer already
	}
	return r
}

// Code says what a piece of advice is about.
type Code string

// The codes.
const (
	LongKeyframes Code = "keyframe_interval" // segments, and with them viewers, wait for keyframes
	FewFrames     Code = "frame_rate"        // fewer pictures come than the format says
	MissingFrames Code = "missing_frames"    // some pictures did not come
	UselessUnits  Code = "dropped_units"     // some units were of no use
	NearLimit     Code = "bitrate_limit"     // not far from what is allowed
)

// Advice is what to change.
type Advice struct {
	Code Code   `json:"code"`
	Text string `json:"text"`
}

// Expected is what a publisher may be held to.
type Expected struct {
	FrameRate float64       // of the format; 0: not known
	Bitrate   int           // bit/s that are allowed; 0: any
	Keyframes time.Duration // there should be one so often
	For       time.Duration // since it began: at first rates tell little
}

// settled is from when on rates tell something.
const settled = 5 * time.Second

// Advise says what to change of what comes in, the most important first.
func (r Report) Advise(e Expected) (list []Advice) {
	add := func(c Code, format string, args ...any) { list = append(list, Advice{c, fmt.Sprintf(format, args...)}) }
	if want := e.Keyframes.Seconds(); want > 0 && r.Keyframes.Seconds() > 1.25*want {
		add(LongKeyframes, "Keyframes are up to %.1f s apart. Set the encoder's keyframe interval to %g s (OBS: Settings, Output, Keyframe Interval): viewers start later, and change quality later, for longer ones.",
			r.Keyframes.Seconds(), want)
	}
	if e.For < settled {
		return list
	}
	if e.FrameRate > 0 && r.FrameRate < 0.9*e.FrameRate {
		add(FewFrames, "%.1f pictures a second come of %.4g. The encoder or the network cannot keep up: choose a faster preset, a smaller picture or a lower bit rate.", r.FrameRate, e.FrameRate)
	}
	if e.FrameRate > 0 && float64(r.Missing) > 0.01*e.FrameRate*e.For.Seconds() {
		add(MissingFrames, "%d pictures did not come since it began. Encoders leave pictures out when the network is too slow: lower the bit rate.", r.Missing)
	}
	if r.Dropped > 0 {
		add(UselessUnits, "%d units were dropped: their times or their contents were of no use.", r.Dropped)
	}
	if e.Bitrate > 0 && float64(r.Bitrate) > 0.9*float64(e.Bitrate) {
		add(NearLimit, "%.1f Mbit/s come, and %.1f are allowed: above that the publisher is disconnected.", float64(r.Bitrate)/1e6, float64(e.Bitrate)/1e6)
	}
	return list
}
