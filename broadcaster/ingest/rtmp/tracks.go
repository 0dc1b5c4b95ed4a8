package rtmp

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/unpack"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/flac"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/opus"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// tracks turns the tag bodies of one publish into a sink's formats and access units. Of several tracks of a kind the
// main one is taken.
type tracks struct {
	sink     ingest.Sink
	timeline *ingest.Timeline
	log      *slog.Logger

	codec       media.Codec // of the video, once it is known
	unpacker    unpack.Track
	videoConfig []byte             // the last sequence header that was taken
	format      *media.VideoFormat // of the video, in force
	told        bool               // the sink knows it
	colours     colours
	audioFormat media.AudioFormat // in force; zero until there was one
	rate        media.Rational    // as onMetaData says
	needKey     bool              // no key has come since the format
	dropped     int               // units that were not understood
	others      int               // tracks that were passed over
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
	if t.other("video", v.Track, v.Tracks) {
		return nil
	}
	switch v.Packet {
	case flv.PacketSequenceHeader:
		return t.videoHeader(v)
	case flv.PacketFrame:
		return t.frame(timestamp, v)
	case flv.PacketMetadata:
		if err := t.colours.metadata(v.Data); err != nil {
			return t.refuseOrDrop(err)
		}
	}
	return nil
}

// other says whether a tag's track is not the main one. The first time that there are others it warns.
func (t *tracks) other(kind string, track uint8, tracks int) bool {
	if track == 0 && tracks == 1 {
		return false
	}
	if t.others++; t.others == 1 {
		t.log.Warn("publisher sends several tracks; the first one is taken", "kind", kind)
	}
	return track != 0
}

// use makes the unpacker that of a codec.
func (t *tracks) use(c media.Codec) error {
	if t.unpacker != nil && t.codec == c {
		return nil
	}
	u, err := unpack.New(c)
	if err != nil {
		return err
	}
	t.codec, t.unpacker, t.videoConfig, t.format = c, u, nil, nil
	return nil
}

// videoHeader takes a sequence header. The same one again changes nothing.
func (t *tracks) videoHeader(v flv.Video) error {
	if err := t.use(v.Codec); err != nil {
		return err
	}
	if t.videoConfig != nil && bytes.Equal(v.Data, t.videoConfig) {
		return nil
	}
	f, err := t.unpacker.Header(v.Data)
	if err != nil {
		return fmt.Errorf("video sequence header: %w", ingest.Unsupported(err))
	}
	t.videoConfig = slices.Clone(v.Data)
	t.videoFormat(f)
	return nil
}

// videoFormat takes a format, if there is one and it is another than that in force. The sink is told with the first frame:
// what is said of its colours comes in between.
func (t *tracks) videoFormat(f *media.VideoFormat) {
	if f == nil {
		return
	}
	if f.FrameRate.Num == 0 {
		f.FrameRate = t.rate
	}
	t.timeline.SetVideoRate(f.FrameRate)
	t.format, t.needKey, t.told = f, true, false
}

// tellFormat tells the sink of the format, unless it knows; of other colours only at a key.
func (t *tracks) tellFormat(key bool) error {
	f := t.colours.of(*t.format)
	if t.told && (!key || f.Transfer == t.colours.told) {
		return nil
	}
	t.told, t.colours.told = true, f.Transfer
	return t.sink.VideoFormat(f)
}

// frame takes an access unit. Units without a format, and those before the first key behind one, are of no use.
func (t *tracks) frame(timestamp uint32, v flv.Video) error {
	if err := t.use(v.Codec); err != nil {
		return err
	}
	u, err := t.unpacker.Unit(v.Data)
	if err != nil {
		return t.refuseOrDrop(err)
	}
	t.videoFormat(u.Format)
	if t.format == nil || len(u.Payload) == 0 {
		return nil
	}
	key := codec.Key(t.codec, u.Payload)
	if err := t.tellFormat(key); err != nil || u.Skip {
		return err
	}
	if t.needKey && !key {
		return nil
	}
	t.needKey = false
	pts, dts := t.timeline.VideoNano(timestamp, v.Nanoseconds, v.CompositionTime)
	return t.sink.Video(media.AccessUnit{PTS: pts, DTS: dts, Key: key, Payload: u.Payload})
}

// audio takes the body of an audio message.
func (t *tracks) audio(timestamp uint32, body []byte) error {
	a, err := flv.ParseAudio(body)
	if err != nil {
		return t.refuseOrDrop(err)
	}
	if t.other("audio", a.Track, a.Tracks) {
		return nil
	}
	switch a.Packet {
	case flv.PacketSequenceHeader:
		return t.audioHeader(a)
	case flv.PacketFrame:
	default:
		return nil
	}
	if codec.Transcoded(a.Codec) {
		return t.transcoded(timestamp, a)
	}
	samples := codec.Samples(t.audioFormat.Codec, a.Data)
	if a.Codec != t.audioFormat.Codec || samples == 0 {
		return nil
	}
	t.timeline.SetAudioRate(t.audioFormat.SampleRate, samples)
	pts, ok := t.timeline.AudioNano(timestamp, a.Nanoseconds)
	if !ok {
		return nil
	}
	return t.sink.Audio(media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: a.Data})
}

// transcoded takes a unit of a codec that is transcoded. How long it lasts is found out there.
func (t *tracks) transcoded(timestamp uint32, a flv.Audio) error {
	f := media.AudioFormat{Codec: a.Codec, SampleRate: a.SampleRate, Channels: a.Channels}
	switch known := t.audioFormat; {
	case a.Codec == media.CodecFLAC && known.Codec != a.Codec:
		return nil // its header has not come
	case a.Codec != media.CodecFLAC && (known.Codec != f.Codec || known.SampleRate != f.SampleRate || known.Channels != f.Channels):
		t.audioFormat = f
		if err := t.sink.AudioFormat(f); err != nil {
			return err
		}
	}
	t.timeline.SetAudioRate(0, 0)
	pts, ok := t.timeline.AudioNano(timestamp, a.Nanoseconds)
	if !ok {
		return nil
	}
	return t.sink.Audio(media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: a.Data})
}

// audioHeader takes a sequence header. The same one again changes nothing. MP3, AC-3 and E-AC-3 need none.
func (t *tracks) audioHeader(a flv.Audio) error {
	var parse func([]byte) (media.AudioFormat, error)
	switch a.Codec {
	case media.CodecAAC:
		parse = aac.ParseConfig
	case media.CodecOpus:
		parse = opus.ParseHead
	case media.CodecFLAC:
		parse = flac.ParseConfig
	default:
		return nil
	}
	f, err := parse(a.Data)
	if err != nil {
		return fmt.Errorf("audio sequence header: %w", ingest.Unsupported(err))
	}
	if f.Codec == t.audioFormat.Codec && bytes.Equal(f.Config, t.audioFormat.Config) {
		return nil
	}
	t.audioFormat = f
	return t.sink.AudioFormat(f)
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
	case errors.Is(err, flv.ErrUnsupported), errors.Is(err, ingest.ErrUnsupported):
		return ingest.Unsupported(err)
	}
	if t.dropped++; t.dropped == 1 {
		t.log.Warn("publisher sends units that are not understood; they are dropped", "err", err)
	}
	return nil
}
