package media

import (
	"fmt"
	"math/bits"
	"time"
)

// ClockRate is the number of ticks in a second of a stream's timeline. It is the smallest rate that holds a frame
// of 24, 25, 30, 50 and 60 Hz, of the same rates times 1000/1001, a millisecond of RTMP and a tick of MPEG-TS
// (90 kHz) exactly, so that no frame time is ever rounded.
const ClockRate = 360_000

// Ticks is a point or a span on a stream's timeline, in units of 1/ClockRate seconds. The timeline starts near 0
// when the stream does, never restarts and does not wrap (int64 lasts 800,000 years).
type Ticks int64

// Common spans.
const (
	Millisecond Ticks = ClockRate / 1000
	Second      Ticks = ClockRate
)

// FromDuration converts a duration to ticks, rounding down.
func FromDuration(d time.Duration) Ticks {
	return Ticks(mulDiv(int64(d), ClockRate, int64(time.Second)))
}

// Duration converts to a time.Duration, rounding down to the nanosecond.
func (t Ticks) Duration() time.Duration {
	return time.Duration(mulDiv(int64(t), int64(time.Second), ClockRate))
}

// Seconds converts to seconds, for printing.
func (t Ticks) Seconds() float64 { return float64(t) / ClockRate }

// String prints seconds with six decimals.
func (t Ticks) String() string { return fmt.Sprintf("%.6fs", t.Seconds()) }

// Rescale converts a count of units at rate from (per second) to ticks, rounding down; for audio sample counts.
func Rescale(n int64, from int) Ticks { return Ticks(mulDiv(n, ClockRate, int64(from))) }

// In converts ticks to units at the given rate (per second), rounding down.
func (t Ticks) In(rate int) int64 { return mulDiv(int64(t), int64(rate), ClockRate) }

// mulDiv is floor(a*b/c) with a 128-bit product; c > 0, b >= 0, and the result must fit an int64.
func mulDiv(a, b, c int64) int64 {
	neg := a < 0
	if neg {
		a = -a
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, r := bits.Div64(hi, lo, uint64(c))
	if !neg {
		return int64(q)
	}
	if r != 0 {
		q++
	}
	return -int64(q)
}

// Rational is an exact frame rate, such as 30000/1001. The zero value means unknown.
type Rational struct {
	Num int `json:"num"`
	Den int `json:"den"`
}

// Float is the rate in Hz; 0 when unknown.
func (r Rational) Float() float64 {
	if r.Num <= 0 || r.Den <= 0 {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}

// atLeast says whether r is s or more. Both are known, and their terms below 2^31.
func (r Rational) atLeast(s Rational) bool {
	return int64(r.Num)*int64(s.Den) >= int64(s.Num)*int64(r.Den)
}

// validRendition says whether a rendition may have that rate.
func (r Rational) validRendition() bool {
	const largest = 1_000_000 // of either term
	return r.Num > 0 && r.Den > 0 && r.Num <= largest && r.Den <= largest && r.Num >= r.Den && r.Num <= MaxFrameRate*r.Den
}

// FrameTicks is the length of one frame, rounded down; exact for every rate that ClockRate was made for.
// It is 0 when the rate is unknown.
func (r Rational) FrameTicks() Ticks {
	if r.Num <= 0 || r.Den <= 0 {
		return 0
	}
	return Ticks(mulDiv(ClockRate, int64(r.Den), int64(r.Num)))
}

// String prints num/den, or num where den is 1.
func (r Rational) String() string {
	if r.Den == 1 {
		return fmt.Sprintf("%d", r.Num)
	}
	return fmt.Sprintf("%d/%d", r.Num, r.Den)
}
