package admission

import (
	"fmt"
	"time"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

// Limits of one publish. Zero means no limit.
type Limits struct {
	Bitrate   int `json:"bitrate,omitempty"`    // bit/s of video and sound together, over time; bitrateSlack may come at once
	Width     int `json:"width,omitempty"`      // pixels of the picture's long edge
	Height    int `json:"height,omitempty"`     // pixels of its short edge
	FrameRate int `json:"frame_rate,omitempty"` // frames per second
}

// DefaultLimits are a node's.
func DefaultLimits() Limits {
	return Limits{Bitrate: 100_000_000, Width: 7680, Height: 4320, FrameRate: 120}
}

// Slack that keeps jitter, bursts after a stall and inexact clocks from ending a publish.
const (
	bitrateSlack   = 10   // seconds' worth of bits that may come at once
	frameRateSlack = 2    // seconds' worth of frames
	rateTolerance  = 1.05 // of a frame rate: 60 is allowed where 59.94 is meant
)

// Validate refuses what is no limit.
func (l Limits) Validate() error {
	if min(l.Bitrate, l.Width, l.Height, l.FrameRate) < 0 {
		return fmt.Errorf("%w: a limit is negative", ErrInvalid)
	}
	return nil
}

// within are the stricter of both.
func (l Limits) within(node Limits) Limits {
	return Limits{
		Bitrate: stricter(l.Bitrate, node.Bitrate), Width: stricter(l.Width, node.Width),
		Height: stricter(l.Height, node.Height), FrameRate: stricter(l.FrameRate, node.FrameRate),
	}
}

func stricter(a, b int) int {
	if a == 0 || b == 0 {
		return a + b
	}
	return min(a, b)
}

// Meter holds one publish to its limits: it is shown what comes, and fails with ingest.ErrLimit when that is too much. Use it from
// one goroutine.
type Meter struct {
	limits  Limits
	metrics *ingest.Metrics
	start   time.Time
	bits    bucket // by the clock on the wall: what comes in costs whatever time it claims to be of
	frames  bucket // by the stream's own time: what comes in after a stall is not faster
}

// Meter begins to measure a publish.
func (g *Gate) Meter(grant Grant) *Meter {
	l := grant.Limits
	return &Meter{
		limits: l, metrics: g.metrics, start: time.Now(),
		bits:   newBucket(float64(l.Bitrate), bitrateSlack),
		frames: newBucket(float64(l.FrameRate)*rateTolerance, frameRateSlack),
	}
}

// VideoFormat is shown a format before it is used.
func (m *Meter) VideoFormat(f media.VideoFormat) error {
	l := m.limits
	long, short := max(f.Width, f.Height), min(f.Width, f.Height)
	switch {
	case l.Width > 0 && long > l.Width, l.Height > 0 && short > l.Height:
		return m.exceeded(ingest.ReasonResolution, "a picture of %dx%d, and %s", f.Width, f.Height, l.picture())
	case l.FrameRate > 0 && f.FrameRate.Num > 0 && f.FrameRate.Float() > float64(l.FrameRate)*rateTolerance:
		return m.exceeded(ingest.ReasonFrameRate, "%.2f frames a second, and at most %d are allowed", f.FrameRate.Float(), l.FrameRate)
	}
	return nil
}

// picture says which pictures are allowed.
func (l Limits) picture() string {
	switch {
	case l.Width == 0:
		return fmt.Sprintf("at most %d lines are allowed", l.Height)
	case l.Height == 0:
		return fmt.Sprintf("at most %d columns are allowed", l.Width)
	}
	return fmt.Sprintf("at most %dx%d is allowed", l.Width, l.Height)
}

// Video is shown a unit before it is used.
func (m *Meter) Video(u media.AccessUnit) error {
	if !m.frames.take(1, u.DTS.Seconds()) {
		return m.exceeded(ingest.ReasonFrameRate, "more than the %d frames a second that are allowed", m.limits.FrameRate)
	}
	return m.count(u)
}

// Audio is shown a unit before it is used.
func (m *Meter) Audio(u media.AccessUnit) error {
	return m.count(u)
}

func (m *Meter) count(u media.AccessUnit) error {
	if !m.bits.take(8*float64(len(u.Payload)), time.Since(m.start).Seconds()) {
		return m.exceeded(ingest.ReasonBitrate, "more than the %d bit/s that are allowed", m.limits.Bitrate)
	}
	return nil
}

func (m *Meter) exceeded(reason ingest.Reason, format string, args ...any) error {
	m.metrics.Refused(reason)
	return fmt.Errorf("%w: %s", ingest.ErrLimit, fmt.Sprintf(format, args...))
}

// bucket holds what may still be taken: it fills at a rate, and is full at first. A zero rate takes everything.
type bucket struct {
	rate, size, level float64
	at                float64 // seconds, when level was right
}

func newBucket(rate, seconds float64) bucket {
	return bucket{rate: rate, size: rate * seconds, level: rate * seconds}
}

// take takes n at a time in seconds; false when there is not so much. Time that goes back fills nothing.
func (b *bucket) take(n, at float64) bool {
	if b.rate == 0 {
		return true
	}
	if at > b.at {
		b.level = min(b.size, b.level+(at-b.at)*b.rate)
		b.at = at
	}
	b.level -= n
	return b.level >= 0
}
