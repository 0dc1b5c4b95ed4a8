package rtmp

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// tracks turns the tag bodies of one publish into a sink's formats and access units.
type tracks struct {
	sink     ingest.Sink
	timeline *ingest.Timeline
	log      *slog.Logger

	videoConfig []byte // the last sequence header that was taken
	audioConfig []byte
	lengthSize  int            // of the NAL units' lengths, as the sequence header says
	rate        media.Rational // as onMetaData says
	needIDR     bool           // no IDR has come since the format
	dropped     int            // units that were not understood
}

func newTracks(sink ingest.Sink, log *slog.Logger) *tracks {
	return &tracks{sink: sink, timeline: ingest.NewTimeline(log), log: log}
}

func (t *tracks) end(reason error) { t.sink.End(reason) }

// video takes the body of a video message.
func (t *tracks) video(timestamp uint32, body []byte) error {
	v, err := flv.ParseVideo(body)
	if err != nil {
		return t.refuseOrDrop(err)
	}
	switch v.Packet {
	case flv.PacketSequenceHeader:
		return t.videoHeader(v.Data)
	case flv.PacketFrame:
		return t.frame(timestamp, v)
	default:
		return nil
	}
}

// videoHeader takes a sequence header. The same one again changes nothing.
func (t *tracks) videoHeader(record []byte) error {
	if bytes.Equal(record, t.videoConfig) {
		return nil
	}
	cfg, err := h264.ParseAVCConfig(record)
	if err != nil {
		return fmt.Errorf("video sequence header: %w", unsupported(err))
	}
	if err := t.videoFormat(cfg.SPS, cfg.PPS); err != nil {
		return err
	}
	t.videoConfig, t.lengthSize = slices.Clone(record), cfg.LengthSize
	return nil
}

func (t *tracks) videoFormat(sps, pps []byte) error {
	format, err := h264.Format(sps, pps)
	if err != nil {
		return fmt.Errorf("video parameter sets: %w", unsupported(err))
	}
	if format.FrameRate.Num == 0 {
		format.FrameRate = t.rate
	}
	t.timeline.SetVideoRate(format.FrameRate)
	t.needIDR = true
	return t.sink.VideoFormat(format)
}

// frame takes an access unit. Units without a format, and those before the first IDR behind one, are of no use.
func (t *tracks) frame(timestamp uint32, v flv.Video) error {
	payload, err := t.avcc(v.Data)
	if err != nil {
		return t.refuseOrDrop(err)
	}
	if t.videoConfig == nil {
		if err := t.inBandFormat(payload); err != nil || t.videoConfig == nil {
			return err
		}
	}
	if len(payload) == 0 {
		return nil
	}
	key := h264.IsIDR(payload)
	if t.needIDR && !key {
		return nil
	}
	t.needIDR = false
	pts, dts := t.timeline.Video(timestamp, v.CompositionTime)
	return t.sink.Video(media.AccessUnit{PTS: pts, DTS: dts, Key: key, Payload: payload})
}

// avcc copies an access unit, with lengths of 4 bytes whatever it came with. Some encoders put start codes into FLV;
// where both readings are possible the lengths win.
func (t *tracks) avcc(data []byte) ([]byte, error) {
	size := t.lengthSize
	if size == 0 {
		size = 4
	}
	wide, err := h264.Widen(data, size)
	if err == nil {
		if size == 4 {
			return slices.Clone(wide), nil
		}
		return wide, nil
	}
	if !bytes.HasPrefix(data, []byte{0, 0, 0, 1}) && !bytes.HasPrefix(data, []byte{0, 0, 1}) {
		return nil, err
	}
	return h264.AppendAVCC(make([]byte, 0, len(data)+64), data)
}

// inBandFormat makes a format of the parameter sets in an access unit, for encoders that send no sequence header.
func (t *tracks) inBandFormat(payload []byte) error {
	var sps, pps []byte
	for nal, err := range h264.NALs(payload) {
		if err != nil {
			return t.refuseOrDrop(err)
		}
		switch h264.Type(nal) {
		case h264.TypeSPS:
			sps = nal
		case h264.TypePPS:
			pps = nal
		}
	}
	if sps == nil || pps == nil {
		return nil
	}
	record, err := h264.MarshalAVCConfig(sps, pps)
	if err != nil {
		return t.refuseOrDrop(err)
	}
	return t.videoHeader(record)
}

// audio takes the body of an audio message.
func (t *tracks) audio(timestamp uint32, body []byte) error {
	a, err := flv.ParseAudio(body)
	if err != nil {
		return t.refuseOrDrop(err)
	}
	if a.Packet == flv.PacketSequenceHeader {
		return t.audioHeader(a.Data)
	}
	if t.audioConfig == nil {
		return nil
	}
	pts, ok := t.timeline.Audio(timestamp)
	if !ok {
		return nil
	}
	return t.sink.Audio(media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: slices.Clone(a.Data)})
}

// audioHeader takes an AudioSpecificConfig. The same one again changes nothing.
func (t *tracks) audioHeader(config []byte) error {
	if bytes.Equal(config, t.audioConfig) {
		return nil
	}
	format, err := aac.ParseConfig(config)
	if err != nil {
		return fmt.Errorf("audio sequence header: %w", unsupported(err))
	}
	t.audioConfig = slices.Clone(config)
	t.timeline.SetAudioRate(format.SampleRate, aac.SamplesPerFrame)
	return t.sink.AudioFormat(format)
}

// metadata takes the values of a data message: ["@setDataFrame",] "onMetaData", object.
func (t *tracks) metadata(values []any) {
	if name, _ := at[string](values, 0); name == "@setDataFrame" {
		values = values[1:]
	}
	name, _ := at[string](values, 0)
	o, ok := at[rtmpwire.Object](values, 1)
	if name != "onMetaData" || !ok {
		return
	}
	if fps, ok := o["framerate"].(float64); ok {
		t.rate = ingest.FrameRate(fps)
	}
}

// refuseOrDrop ends the publish for a codec that is not carried, and drops other units that are not understood.
func (t *tracks) refuseOrDrop(err error) error {
	switch {
	case errors.Is(err, flv.ErrEmpty):
		return nil
	case errors.Is(err, flv.ErrUnsupported), errors.Is(err, h264.ErrUnsupported):
		return unsupported(err)
	}
	if t.dropped++; t.dropped == 1 {
		t.log.Warn("publisher sends units that are not understood; they are dropped", "err", err)
	}
	return nil
}

// unsupported makes a codec's refusal one that every protocol knows.
func unsupported(err error) error { return fmt.Errorf("%w: %w", ingest.ErrUnsupported, err) }
