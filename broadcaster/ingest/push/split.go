package push

import (
	"bytes"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/ac3"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mp3"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/opus"
)

// splitter is what is left of an audio stream's last PES packet: frames may begin in one and end in the next.
type splitter struct {
	rest []byte
	next int64 // where the next frame belongs
}

// sound is a frame that was cut off.
type sound struct {
	format        media.AudioFormat
	data          []byte
	samples, rate int // how long it lasts
}

// cut takes the first frame off b. A frame that b does not hold whole is not there yet: more says so, and rest is where it
// begins. An error with a rest is about a format; without one there is no frame in b.
type cut func(b []byte) (f sound, rest []byte, more bool, err error)

// cutter is the cut of a codec that contentOf knows.
func cutter(c media.Codec, s mpegts.Stream) cut {
	switch c {
	case media.CodecAAC:
		return func(b []byte) (sound, []byte, bool, error) {
			f, rest, more, err := aac.CutADTS(b)
			if more || err != nil {
				return sound{}, rest, more, err
			}
			format, err := aac.ParseConfig(f.Config[:])
			return sound{format, f.Data, aac.SamplesPerFrame, format.SampleRate}, rest, false, err
		}
	case media.CodecOpus:
		return func(b []byte) (sound, []byte, bool, error) {
			data, rest, more, err := opus.CutTS(b)
			return sound{opus.Format(int(s.Channels)), data, opus.Samples(data), opus.SampleRate}, rest, more, err
		}
	case media.CodecMP3:
		return func(b []byte) (sound, []byte, bool, error) {
			f, rest, more, err := mp3.Cut(b)
			return sound{media.AudioFormat{Codec: c}, f.Data, f.Samples, f.SampleRate}, rest, more, err
		}
	default: // AC-3 and E-AC-3
		return func(b []byte) (sound, []byte, bool, error) {
			f, rest, more, err := ac3.Cut(b)
			return sound{media.AudioFormat{Codec: c}, f.Data, f.Samples, f.SampleRate}, rest, more, err
		}
	}
}

// split takes the frames of a PES packet.
func (t *tracks) split(u mpegts.Unit, cut cut) error {
	b := u.Data
	a := &t.sound
	at := a.next
	if len(a.rest) > 0 {
		b = append(a.rest, b...)
	} else if u.HasPTS {
		at = t.unroll(u.PTS)
	}
	carried := len(a.rest) > 0
	a.rest = nil
	for len(b) > 0 {
		f, rest, more, err := cut(b)
		switch {
		case more:
			a.rest, a.next = bytes.Clone(rest), at
			return nil
		case err != nil && rest == nil:
			t.drop(err)
			a.next = at
			return nil
		case err != nil:
			return ingest.Unsupported(err)
		}
		b = rest
		if err := t.audioFormat(f.format); err != nil {
			return err
		}
		if err := t.frameOfSound(media.Ticks(at)*tsTick, f.data); err != nil {
			return err
		}
		if f.rate > 0 {
			at += int64(f.samples) * mpegts.ClockRate / int64(f.rate)
		}
		if carried && u.HasPTS { // the packet's time is that of the first frame that begins in it
			at, carried = t.unroll(u.PTS), false
		}
	}
	a.next = at
	return nil
}
