package mpegts

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/codecs"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/substructs"

	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

// Writer makes a transport stream of H.264 and AAC or Opus in memory. Units come in order of decoding.
type Writer struct {
	buf          bytes.Buffer
	w            mpegts.Writer
	video, audio *mpegts.Track
	sets         h264.AVCConfig
}

// NewWriter begins a stream with a video track and, unless audio is nil, an audio track.
func NewWriter(video media.VideoFormat, audio *media.AudioFormat) (*Writer, error) {
	if video.Codec != media.CodecH264 {
		return nil, fmt.Errorf("write MPEG-TS: video codec %q", video.Codec)
	}
	sets, err := h264.ParseAVCConfig(video.Config)
	if err != nil {
		return nil, fmt.Errorf("write MPEG-TS: %w", err)
	}
	w := &Writer{sets: sets, video: &mpegts.Track{Codec: &codecs.H264{}}}
	w.w = mpegts.Writer{W: &w.buf, Tracks: []*mpegts.Track{w.video}}
	if audio != nil {
		w.audio = &mpegts.Track{}
		switch audio.Codec {
		case media.CodecAAC:
			var config mpeg4audio.AudioSpecificConfig
			if err := config.Unmarshal(audio.Config); err != nil {
				return nil, fmt.Errorf("write MPEG-TS: %w", err)
			}
			w.audio.Codec = &codecs.MPEG4Audio{Config: config}
		case media.CodecOpus:
			w.audio.Codec = &codecs.Opus{Desc: &substructs.OpusAudioDescriptor{ChannelConfigCode: uint8(audio.Channels)}}
		default:
			return nil, fmt.Errorf("write MPEG-TS: audio codec %q", audio.Codec)
		}
		w.w.Tracks = append(w.w.Tracks, w.audio)
	}
	if err := w.w.Initialize(); err != nil {
		return nil, fmt.Errorf("write MPEG-TS: %w", err)
	}
	return w, nil
}

// Video appends an AVCC access unit. An IDR gets the format's parameter sets unless it has its own.
func (w *Writer) Video(pts, dts media.Ticks, avcc []byte) error {
	var au [][]byte
	idr, sets := false, false
	for nal, err := range h264.NALs(avcc) {
		if err != nil {
			return fmt.Errorf("write MPEG-TS: %w", err)
		}
		switch h264.Type(nal) {
		case h264.TypeAUD:
			continue
		case h264.TypeSPS:
			sets = true
		case h264.TypeIDR:
			idr = true
		}
		au = append(au, nal)
	}
	if len(au) == 0 {
		return nil
	}
	if idr && !sets {
		au = slices.Concat([][]byte{w.sets.SPS}, w.sets.PPS, au)
	}
	return w.w.WriteH264(w.video, wrapped(pts), wrapped(dts), au)
}

// Audio appends a frame of the format.
func (w *Writer) Audio(pts media.Ticks, frame []byte) error {
	if _, ok := w.audio.Codec.(*codecs.Opus); ok {
		return w.w.WriteOpus(w.audio, wrapped(pts), [][]byte{frame})
	}
	return w.w.WriteMPEG4Audio(w.audio, wrapped(pts), [][]byte{frame})
}

// Interleave appends pictures, and the sound of their times among them, each in order of decoding. Sound behind the last picture comes last.
func (w *Writer) Interleave(video, audio []media.AccessUnit) error {
	for _, picture := range video {
		if err := w.Video(picture.PTS, picture.DTS, picture.Payload); err != nil {
			return err
		}
		for ; len(audio) > 0 && audio[0].DTS <= picture.DTS; audio = audio[1:] {
			if err := w.Audio(audio[0].PTS, audio[0].Payload); err != nil {
				return err
			}
		}
	}
	for _, frame := range audio {
		if err := w.Audio(frame.PTS, frame.Payload); err != nil {
			return err
		}
	}
	return nil
}

// Bytes is the stream so far.
func (w *Writer) Bytes() []byte { return w.buf.Bytes() }

// wrapped is a time on the stream's clock of 33 bits.
func wrapped(t media.Ticks) int64 { return t.In(ClockRate) & (1<<33 - 1) }
