package ingest

import (
	"log/slog"

	"github.com/millrace/millrace/pkg/media"
)

// Tolerances of a Timeline.
const (
	snapVideo   = 3 * media.Millisecond / 2 // a millisecond clock is off by up to 1 ms against its first reading
	snapAudio   = 30 * media.Millisecond    // more is a real gap: a frame of 1024 samples lasts 21 to 23 ms
	maxForward  = 10 * media.Second
	maxBackward = media.Second / 2
	overlap     = 100 * media.Millisecond // audio of a segment may repeat so much of the one before
	fallback    = media.Second / 30       // a frame's length when nothing says
	maxCTS      = 10 * media.Second       // more is noise
)

// Timeline turns a publisher's times, above all RTMP's milliseconds, into the stream's ticks. The stream starts near
// 0 and its tracks keep their offset. The 32-bit wrap of milliseconds is unrolled. Times of each track rise strictly.
//
// Milliseconds round a frame's true time, so a track of known rate is put on the grid of its frames: the n-th frame
// since the anchor lies at exactly n frame lengths, computed in one step, so nothing drifts however long it runs.
// Where the publisher leaves the grid for real (a dropped or doubled frame is still on it, a variable rate is not),
// the track is anchored anew. An audio track's times are whole samples, rounded up to the next tick, so that
// Ticks.In(rate) gives back the sample; its frames follow one another without gap or overlap until the publisher's
// clock is more than 30 ms away.
//
// A jump forward of more than 10 s or back by more than 0.5 s is taken for a restarted clock: time goes on one frame
// after the last, on all tracks alike. Where the caller knows of a place at which another clock may begin (Boundary),
// a smaller step back is enough.
//
// Protocols with a finer clock than RTMP's use VideoAt and AudioAt. One Timeline is used either way, not both.
//
// Use it from one goroutine.
type Timeline struct {
	log    *slog.Logger
	begun  bool
	origin media.Ticks // what the newest epoch adds to raw times
	video  videoTrack
	audio  [media.MaxAudioTracks]audioTrack
}

// NewTimeline makes the timeline of one publish. Jumps are logged.
func NewTimeline(log *slog.Logger) *Timeline { return &Timeline{log: log} }

// Boundary says that a unit of any track may come from another clock from here on, as when a segment begins.
func (t *Timeline) Boundary() {
	t.video.clock.boundary = true
	for i := range t.audio {
		t.audio[i].clock.boundary = true
	}
}

// clock unrolls one track's times and puts them on the stream's epoch.
type clock struct {
	begun    bool
	boundary bool        // no unit has come since Boundary
	ms       int64       // unrolled
	raw      media.Ticks // the publisher's last time
	origin   media.Ticks // what this track adds to raw times now
	last     media.Ticks // the last time given out by read
}

// unroll is the raw time that a wrapping millisecond clock shows. The tracks are interleaved: for the first unit of a
// track the reading nearest to the other track's is the right one.
func (t *Timeline) unroll(c *clock, ms uint32) media.Ticks {
	switch other := t.other(c); {
	case c.begun:
		c.ms += int64(int32(ms - uint32(c.ms)))
	case other.begun:
		c.ms = other.ms + int64(int32(ms-uint32(other.ms)))
	default:
		c.ms = int64(ms)
	}
	return media.Ticks(c.ms) * media.Millisecond
}

// Place is where something lies that belongs to no track and has the time ms; false before any track began. A time that is
// far from the media's is taken for the media's newest.
func (t *Timeline) Place(ms uint32) (media.Ticks, bool) {
	c := &t.video.clock
	if !c.begun {
		c = t.other(c)
	}
	if !c.begun {
		return 0, false
	}
	at := media.Ticks(c.ms+int64(int32(ms-uint32(c.ms))))*media.Millisecond + c.origin
	if at-c.last > maxForward || c.last-at > maxForward {
		at = c.last
	}
	return max(at, 0), true
}

// read is the place of a raw time on the timeline, before any snapping. frame is about the length of a frame.
func (t *Timeline) read(c *clock, raw, frame media.Ticks, track string) media.Ticks {
	c.raw = raw
	back := maxBackward
	if c.boundary {
		c.boundary = false
		back = frame / 2
		if c != &t.video.clock {
			back = overlap
		}
	}
	plausible := func(at media.Ticks) bool { return at-c.last <= maxForward && c.last-at <= back }
	if !c.begun {
		c.begun = true
		if !t.begun {
			t.begun = true
			t.origin = -raw
		}
		c.origin = t.origin
		c.last = raw + c.origin
		if c.last < -maxBackward || c.last > maxForward+max(t.other(c).last, 0) {
			t.restart(c, max(t.other(c).last, 0), track)
		}
		return c.last
	}
	at := raw + c.origin
	if !plausible(at) {
		if adopted := raw + t.origin; plausible(adopted) {
			c.origin, at = t.origin, adopted // the other track's clock restarted first
		} else {
			t.restart(c, c.last+frame, track)
			at = c.last
		}
	}
	c.last = at
	return at
}

// restart begins a new epoch, in which c's current raw time lies at the given place.
func (t *Timeline) restart(c *clock, at media.Ticks, track string) {
	t.log.Warn("publisher's clock jumped; time goes on", "track", track, "jump", (c.raw + c.origin - c.last).String())
	t.origin = at - c.raw
	c.origin, c.last = t.origin, at
}

// other is another track's clock: one that has begun, if any has.
func (t *Timeline) other(c *clock) *clock {
	video := &t.video.clock
	if c != video && video.begun {
		return video
	}
	for i := range t.audio {
		if a := &t.audio[i].clock; a != c && a.begun {
			return a
		}
	}
	if c != video {
		return video
	}
	return &t.audio[0].clock
}

// videoTrack is a clock and the grid of its frames.
type videoTrack struct {
	clock   clock
	rate    media.Rational
	onGrid  bool
	anchor  media.Ticks // where frame 0 of the grid lies
	lastDTS media.Ticks
	any     bool
}

// SetVideoRate says how many frames a second the video has; the zero rate means unknown, and times then are as the
// publisher says.
func (t *Timeline) SetVideoRate(rate media.Rational) {
	rate = nominal(rate)
	if rate == t.video.rate {
		return
	}
	t.video.rate = rate
	t.video.onGrid = false
}

// Video places an access unit whose tag has the time ms and the composition offset cts, both in milliseconds. DTS
// rises strictly and is never negative.
func (t *Timeline) Video(ms uint32, cts int32) (pts, dts media.Ticks) { return t.VideoNano(ms, 0, cts) }

// VideoNano is Video for a time that is known to the nanosecond: nano, from 0 to 999999, is added to it.
func (t *Timeline) VideoNano(ms uint32, nano, cts int32) (pts, dts media.Ticks) {
	at := t.unroll(&t.video.clock, ms) + media.Ticks(nano)*media.Second/1e9
	return t.VideoAt(at+media.Ticks(cts)*media.Millisecond, at)
}

// VideoAt is Video for a clock of ticks that does not wrap.
func (t *Timeline) VideoAt(rawPTS, rawDTS media.Ticks) (pts, dts media.Ticks) {
	v := &t.video
	frame := v.rate.FrameTicks()
	if frame == 0 {
		frame = fallback
	}
	raw := t.read(&v.clock, rawDTS, frame, "video")
	cts := rawPTS - rawDTS
	if cts < -maxCTS || cts > maxCTS {
		cts = 0
	}
	dts = v.snap(raw, true)
	pts = v.snap(raw+cts, false)
	if cts == 0 {
		pts = dts
	}
	floor := media.Ticks(0)
	if v.any {
		floor = v.lastDTS + 1
	}
	if dts < floor {
		if cts == 0 {
			pts = floor
		}
		dts = floor
	}
	v.lastDTS, v.any = dts, true
	return max(pts, 0), dts
}

// snap moves a time to the grid if it is near it. A DTS that is not anchors the grid anew.
func (v *videoTrack) snap(at media.Ticks, anchor bool) media.Ticks {
	if v.rate.Num <= 0 || v.rate.Den <= 0 {
		return at
	}
	if !v.onGrid {
		v.onGrid, v.anchor = true, at
		return at
	}
	n := v.index(at - v.anchor)
	on := v.anchor + v.grid(n)
	if d := at - on; d <= snapVideo && d >= -snapVideo {
		if anchor && n > 1<<20 { // keep the products small: Num frames last a whole number of ticks
			whole := n / int64(v.rate.Num) * int64(v.rate.Num)
			v.anchor += v.grid(whole)
		}
		return on
	}
	if anchor {
		v.anchor = at
	}
	return at
}

// grid is the time of frame n since the anchor.
func (v *videoTrack) grid(n int64) media.Ticks {
	return media.Ticks(floorDiv(n*media.ClockRate*int64(v.rate.Den), int64(v.rate.Num)))
}

// index is the frame nearest to a time since the anchor.
func (v *videoTrack) index(at media.Ticks) int64 {
	per := media.ClockRate * int64(v.rate.Den)
	return floorDiv(2*int64(at)*int64(v.rate.Num)+per, 2*per)
}

// audioTrack is a clock and the grid of its samples.
type audioTrack struct {
	clock   clock
	rate    int   // samples per second
	frame   int   // samples per frame
	next    int64 // the sample that the next frame is due at
	begun   bool
	lastPTS media.Ticks
	any     bool
}

// SetAudioRate says how many samples a second an audio track has, and how many the frames from here on; zero means unknown,
// and times then are as the publisher says, but for those that would not rise. Tracks are numbered as media.AudioFormat says.
func (t *Timeline) SetAudioRate(track, rate, frame int) {
	a := &t.audio[track]
	if a.rate != rate {
		a.begun = false
	}
	a.rate, a.frame = rate, frame
}

// Audio places an audio frame of a track whose tag has the time ms. A frame that the timeline has no room for is not ok and
// must be dropped: it lies before the stream's start, or the publisher sent more sound than time.
func (t *Timeline) Audio(track int, ms uint32) (pts media.Ticks, ok bool) {
	return t.AudioNano(track, ms, 0)
}

// AudioNano is Audio for a time that is known to the nanosecond: nano, from 0 to 999999, is added to it.
func (t *Timeline) AudioNano(track int, ms uint32, nano int32) (pts media.Ticks, ok bool) {
	return t.AudioAt(track, t.unroll(&t.audio[track].clock, ms)+media.Ticks(nano)*media.Second/1e9)
}

// AudioAt is Audio for a clock of ticks that does not wrap.
func (t *Timeline) AudioAt(track int, rawPTS media.Ticks) (pts media.Ticks, ok bool) {
	a := &t.audio[track]
	if a.rate <= 0 || a.frame <= 0 {
		pts = t.read(&a.clock, rawPTS, fallback, "audio")
		if a.any {
			pts = max(pts, a.lastPTS+1) // how long the last one lasts is for others to find out
		}
	} else {
		raw := t.read(&a.clock, rawPTS, media.Rescale(int64(a.frame), a.rate), "audio")
		due := sampleTicks(a.next, a.rate)
		switch {
		case !a.begun, raw-due > snapAudio:
			a.begun = true
			a.next = floorDiv(int64(raw)*int64(a.rate)+media.ClockRate/2, media.ClockRate)
		case raw-due < -snapAudio:
			return 0, false
		}
		pts = sampleTicks(a.next, a.rate)
		a.next += int64(a.frame)
	}
	if pts < 0 || a.any && pts <= a.lastPTS {
		return 0, false
	}
	a.lastPTS, a.any = pts, true
	return pts, true
}

// sampleTicks is the first tick at or behind a sample.
func sampleTicks(n int64, rate int) media.Ticks {
	return media.Ticks(-floorDiv(-n*media.ClockRate, int64(rate)))
}

// floorDiv is floor(a/b) for b > 0. Times are bounded by the 32-bit millisecond clock's plausible steps, so the
// products above fit for thousands of years of publishing.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
