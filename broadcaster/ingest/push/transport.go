package push

import (
	"errors"
	"fmt"
	"io"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/opus"
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
		if u.Stream.Type == mpegts.TypeSCTE35 {
			t.cue(u.Data)
			continue
		}
		c := contentOf(u.Stream)
		if c.codec == "" {
			if err := checkStreams(r); err != nil {
				return err
			}
			continue
		}
		if pid, ok := chosen[c.kind]; ok && pid != u.Stream.PID {
			continue
		}
		chosen[c.kind] = u.Stream.PID
		if c.kind == kindVideo {
			err = t.annexB(c.codec, u)
		} else {
			err = t.split(u, cutter(c.codec, u.Stream))
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

// content is what an elementary stream holds.
type content struct {
	kind  string      // video, audio or something else (empty)
	name  string      // of the codec, for people
	codec media.Codec // empty: not carried
}

func contentOf(s mpegts.Stream) content {
	switch s.Type {
	case mpegts.TypeH264:
		return content{kindVideo, "H.264", media.CodecH264}
	case mpegts.TypeHEVC:
		return content{kindVideo, "HEVC", media.CodecHEVC}
	case mpegts.TypeAAC:
		return content{kindAudio, "AAC", media.CodecAAC}
	case mpegts.TypeMPEG1Audio, mpegts.TypeMPEG2Audio:
		return content{kindAudio, "MPEG audio", media.CodecMP3}
	case mpegts.TypeAC3:
		return content{kindAudio, "AC-3", media.CodecAC3}
	case mpegts.TypeEAC3:
		return content{kindAudio, "E-AC-3", media.CodecEAC3}
	case 0x01, 0x02:
		return content{kindVideo, "MPEG-2 video", ""}
	case 0x10:
		return content{kindVideo, "MPEG-4 part 2 video", ""}
	case 0x33:
		return content{kindVideo, "VVC", ""}
	case 0x11:
		return content{kindAudio, "AAC in LATM", ""}
	case mpegts.TypePrivate:
		switch s.Registration {
		case "Opus":
			if s.Channels >= 1 && s.Channels <= opus.MaxChannels {
				return content{kindAudio, "Opus", media.CodecOpus}
			}
			return content{kindAudio, "Opus of a channel layout of its own", ""}
		case "AC-3":
			return content{kindAudio, "AC-3", media.CodecAC3}
		case "EAC3":
			return content{kindAudio, "E-AC-3", media.CodecEAC3}
		case "AV01":
			return content{kindVideo, "AV1 in MPEG-TS", ""}
		}
	}
	return content{}
}

// checkStreams refuses a program whose only video, or only audio, is of a codec that is not carried.
func checkStreams(r *mpegts.Reader) error {
	streams, _ := r.Streams()
	has := map[string]bool{}
	for _, s := range streams {
		if c := contentOf(s); c.codec != "" {
			has[c.kind] = true
		}
	}
	for _, s := range streams {
		if c := contentOf(s); c.kind != "" && c.codec == "" && !has[c.kind] {
			return unsupported(c.name)
		}
	}
	return nil
}

func unsupported(name string) error {
	return fmt.Errorf("%w: %s; send H.264 or HEVC video and AAC or Opus audio", ingest.ErrUnsupported, name)
}

// unroll puts a 33-bit time next to the last one.
func (t *tracks) unroll(at int64) int64 {
	if !t.clocked {
		t.clocked, t.clock = true, at
	}
	t.clock = t.near(at)
	return t.clock
}

// near is a 33-bit time as it lies next to the last one.
func (t *tracks) near(at int64) int64 {
	const wrap = int64(1) << 33
	step := (at - t.clock) & (wrap - 1)
	if step >= wrap/2 {
		step -= wrap
	}
	return t.clock + step
}

// tsTick is a tick of a transport stream.
const tsTick = media.ClockRate / mpegts.ClockRate

// annexB takes a picture of a transport stream. One without a time follows the one before.
func (t *tracks) annexB(c media.Codec, u mpegts.Unit) error {
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
	at := stamp{media.Ticks(pts) * tsTick, media.Ticks(dts) * tsTick, !u.HasPTS}
	if c == media.CodecH264 {
		return t.picture(at, avcc)
	}
	return t.packet(c, at, avcc)
}

// NAL unit types that say nothing about a picture.
const (
	nalEndOfSequence = 10
	nalEndOfStream   = 11
	nalFiller        = 12
)
