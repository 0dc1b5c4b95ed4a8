package publish

import (
	"errors"
	"fmt"
	"io"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

// Length is a length of time as an exact fraction of milliseconds.
type Length struct{ Num, Den int64 }

// Milliseconds is n times the length, rounded to the nearest.
func (l Length) Milliseconds(n int64) int64 { return (2*n*l.Num + l.Den) / (2 * l.Den) }

// ErrNoMedia says that a file has no frame in it.
var ErrNoMedia = errors.New("no video or audio frame")

// slack is how far, in milliseconds, the count of frames may be from what the timestamps say before the rate is
// taken to be variable.
const slack = 50

// Measure reads an FLV file and returns its exact length: that of its video frames if their rate is constant and
// known, else of its AAC frames if there is no video, else as its timestamps say.
func Measure(r io.Reader) (Length, error) {
	fr, err := flv.NewReader(r)
	if err != nil {
		return Length{}, err
	}
	var video, audio track
	for {
		tag, err := fr.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Length{}, fmt.Errorf("measure: %w", err)
		}
		switch tag.Type {
		case flv.TagVideo:
			v, err := flv.ParseVideo(tag.Data)
			if err != nil {
				continue // sent as it is, but it is no frame
			}
			switch v.Packet {
			case flv.PacketSequenceHeader:
				video.rate = videoRate(v.Data)
			case flv.PacketFrame:
				video.add(tag.Timestamp)
			}
		case flv.TagAudio:
			a, err := flv.ParseAudio(tag.Data)
			if err != nil {
				continue
			}
			if a.Packet == flv.PacketSequenceHeader {
				audio.rate = audioRate(a.Data)
			} else {
				audio.add(tag.Timestamp)
			}
		}
	}
	switch {
	case video.frames > 0:
		return video.length(), nil
	case audio.frames > 0:
		return audio.length(), nil
	default:
		return Length{}, ErrNoMedia
	}
}

// track counts the frames of one.
type track struct {
	rate        media.Rational // frames a second; zero if unknown
	frames      int64
	first, last uint32
}

func (t *track) add(ms uint32) {
	if t.frames == 0 {
		t.first = ms
	}
	t.frames++
	t.last = ms
}

// length is that of all frames, the last one included.
func (t *track) length() Length {
	between := int64(t.last) - int64(t.first)
	said := Length{Num: between + 40, Den: 1} // one frame: guess
	if t.frames > 1 && between > 0 {
		said.Num = between + between/(t.frames-1)
	}
	if t.rate.Num <= 0 || t.rate.Den <= 0 {
		return said
	}
	counted := Length{Num: 1000 * t.frames * int64(t.rate.Den), Den: int64(t.rate.Num)}
	if d := counted.Milliseconds(1) - said.Num; d > slack || d < -slack {
		return said
	}
	return counted
}

func videoRate(record []byte) media.Rational {
	cfg, err := h264.ParseAVCConfig(record)
	if err != nil {
		return media.Rational{}
	}
	info, err := h264.ParseSPS(cfg.SPS)
	if err != nil {
		return media.Rational{}
	}
	return info.FrameRate
}

func audioRate(config []byte) media.Rational {
	f, err := aac.ParseConfig(config)
	if err != nil {
		return media.Rational{}
	}
	return media.Rational{Num: f.SampleRate, Den: aac.SamplesPerFrame}
}
