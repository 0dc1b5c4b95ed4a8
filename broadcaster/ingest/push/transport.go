package push

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
)

// readTS takes a transport stream.
func (t *tracks) readTS(r *mpegts.Reader) error {
	chosen := map[string]uint16{} // PIDs by kind: the first of each
	for {
		u, err := r.Next()
		if errors.Is(err, io.EOF) {
			return checkStreams(r)
		}
		if err != nil {
			return err
		}
		kind, _, carried := codecOf(u.Stream)
		if !carried {
			if err := checkStreams(r); err != nil {
				return err
			}
			continue
		}
		if pid, ok := chosen[kind]; ok && pid != u.Stream.PID {
			continue
		}
		chosen[kind] = u.Stream.PID
		switch u.Stream.Type {
		case mpegts.TypeH264:
			err = t.annexB(u, t.picture)
		case mpegts.TypeHEVC:
			err = t.annexB(u, t.hevcPicture)
		case mpegts.TypeAAC:
			err = t.adts(u)
		}
		if err != nil {
			return err
		}
	}
}

const (
	kindVideo = "video"
	kindAudio = "audio"
)

// codecOf says what an elementary stream holds: video, audio or something else (no kind), the codec's name for people,
// and whether it is carried.
func codecOf(s mpegts.Stream) (kind, name string, carried bool) {
	switch s.Type {
	case mpegts.TypeH264:
		return kindVideo, "H.264", true
	case mpegts.TypeAAC:
		return kindAudio, "AAC", true
	case mpegts.TypeHEVC:
		return kindVideo, "HEVC", true
	case 0x01, 0x02:
		return kindVideo, "MPEG-2 video", false
	case 0x10:
		return kindVideo, "MPEG-4 part 2 video", false
	case 0x33:
		return kindVideo, "VVC", false
	case 0x03, 0x04:
		return kindAudio, "MPEG audio", false
	case 0x11:
		return kindAudio, "AAC in LATM", false
	case 0x81, 0x87:
		return kindAudio, "AC-3", false
	case mpegts.TypePrivate:
		switch s.Registration {
		case "Opus":
			return kindAudio, "Opus", false
		case "AC-3", "EAC3":
			return kindAudio, "AC-3", false
		case "AV01":
			return kindVideo, "AV1", false
		}
	}
	return "", "", false
}

// checkStreams refuses a program whose only video, or only audio, is of a codec that is not carried.
func checkStreams(r *mpegts.Reader) error {
	streams, _ := r.Streams()
	has := map[string]bool{}
	for _, s := range streams {
		if kind, _, carried := codecOf(s); carried {
			has[kind] = true
		}
	}
	for _, s := range streams {
		if kind, name, carried := codecOf(s); kind != "" && !carried && !has[kind] {
			return unsupported(name)
		}
	}
	return nil
}

func unsupported(name string) error {
	return fmt.Errorf("%w: %s; send H.264 or HEVC video and AAC audio", ingest.ErrUnsupported, name)
}

// unroll puts a 33-bit time next to the last one.
func (t *tracks) unroll(at int64) int64 {
	const wrap = int64(1) << 33
	if !t.clocked {
		t.clocked, t.clock = true, at
	}
	step := (at - t.clock) & (wrap - 1)
	if step >= wrap/2 {
		step -= wrap
	}
	t.clock += step
	return t.clock
}

// tsTick is a tick of a transport stream.
const tsTick = media.ClockRate / mpegts.ClockRate

// annexB takes a picture of a transport stream to picture. One without a time follows the one before.
func (t *tracks) annexB(u mpegts.Unit, picture func(pts, dts media.Ticks, avcc []byte) error) error {
	var pts, dts int64
	switch {
	case u.HasPTS:
		dts = t.unroll(u.DTS)
		pts = t.unroll(u.PTS)
		t.clock = dts
	case t.rawDTS == 0:
		return nil
	default:
		const usual = mpegts.ClockRate / 30
		frame := int64(t.video.FrameRate.FrameTicks() / tsTick)
		if frame == 0 {
			frame = usual
		}
		dts = t.rawDTS + frame
		pts = dts
	}
	t.rawDTS = dts
	avcc, err := h264.AppendAVCC(make([]byte, 0, len(u.Data)+64), u.Data)
	if err != nil {
		t.drop(err)
		return nil
	}
	return picture(media.Ticks(pts)*tsTick, media.Ticks(dts)*tsTick, avcc)
}

// NAL unit types that say nothing about a picture.
const (
	nalEndOfSequence = 10
	nalEndOfStream   = 11
	nalFiller        = 12
)

// adts is what is left of an audio stream's last PES packet: frames may begin in one and end in the next.
type adts struct {
	rest []byte
	next int64 // where the next frame belongs
}

// adts takes the frames of a PES packet.
func (t *tracks) adts(u mpegts.Unit) error {
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
		f, rest, more, err := aac.CutADTS(b)
		switch {
		case more:
			a.rest, a.next = bytes.Clone(rest), at
			return nil
		case err != nil && rest == nil:
			t.drop(err)
			a.next = at
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", ingest.ErrUnsupported, err)
		}
		b = rest
		if err := t.audioConfig(f.Config[:]); err != nil {
			return err
		}
		if err := t.frameOfSound(media.Ticks(at)*tsTick, bytes.Clone(f.Data)); err != nil {
			return err
		}
		at += int64(aac.SamplesPerFrame) * mpegts.ClockRate / int64(t.audio.SampleRate)
		if carried && u.HasPTS { // the packet's time is that of the first frame that begins in it
			at, carried = t.unroll(u.PTS), false
		}
	}
	a.next = at
	return nil
}
