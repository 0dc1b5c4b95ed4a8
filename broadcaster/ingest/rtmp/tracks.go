package rtmp

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strconv"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/unpack"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/flac"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/opus"
	"github.com/millrace/millrace/pkg/rtmpwire"
	"github.com/millrace/millrace/pkg/sei"
)

// tracks turns the tag bodies of one publish into a sink's formats and access units. Of several video tracks the main one is
// taken, of audio tracks all whose number is low enough.
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
	turned      media.Orientation // as onMetaData says
	toldTurned  media.Orientation // as the sink knows it
	rate        media.Rational    // as onMetaData says
	needKey     bool              // no key has come since the format
	dropped     int               // units that were not understood
	leftOut     []string          // tracks that are not carried, and were warned of

	sounds [media.MaxAudioTracks]sound
	labels [media.MaxAudioTracks]label // as onMetaData says
}

// label is what a publisher calls an audio track.
type label struct{ name, language string }

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
	if v.Track != 0 || v.Tracks > 1 {
		t.leaveOut("video tracks but number 0", errors.New("a stream has one"))
	}
	if v.Track != 0 {
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

// tellFormat tells the sink of the format, unless it knows; of other colours, or another way up, only at a key.
func (t *tracks) tellFormat(key bool, unit []byte) error {
	if t.told && !key {
		return nil
	}
	f := t.colours.of(*t.format)
	f.Orientation = t.turned
	if o, ok := sei.Orientation(t.codec, unit); ok {
		f.Orientation = o
	}
	if t.told && f.Transfer == t.colours.told && f.Orientation == t.toldTurned {
		return nil
	}
	t.told, t.colours.told, t.toldTurned = true, f.Transfer, f.Orientation
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
	if t.needKey && !key {
		return nil
	}
	if err := t.tellFormat(key, u.Payload); err != nil || u.Skip {
		return err
	}
	t.needKey = false
	pts, dts := t.timeline.VideoNano(timestamp, v.Nanoseconds, v.CompositionTime)
	return t.sink.Video(media.AccessUnit{PTS: pts, DTS: dts, Key: key, Payload: u.Payload})
}

// audio takes the body of an audio message, which may have several tracks in it.
func (t *tracks) audio(timestamp uint32, body []byte) error {
	for a, err := range flv.AudioTracks(body) {
		if err := t.audioTrack(timestamp, a, err); err != nil {
			return err
		}
	}
	return nil
}

// audioTrack takes a track of a message, or what is wrong with it. Further tracks that cannot be carried are left out.
func (t *tracks) audioTrack(timestamp uint32, a flv.Audio, err error) error {
	track := int(a.Track)
	if track >= media.MaxAudioTracks {
		t.leaveOut("audio tracks behind number "+strconv.Itoa(media.MaxAudioTracks-1), errors.New("a stream has no more"))
		return nil
	}
	s := &t.sounds[track]
	switch {
	case s.refused:
		return nil
	case err != nil && (track == 0 || !errors.Is(err, flv.ErrUnsupported)):
		return t.refuseOrDrop(err)
	case err == nil:
		err = t.sound(timestamp, s, a)
	}
	if track > 0 && (errors.Is(err, ingest.ErrUnsupported) || errors.Is(err, flv.ErrUnsupported)) {
		s.refused = true
		t.leaveOut("audio track number "+strconv.Itoa(track), err)
		return nil
	}
	return err
}

// leaveOut warns of tracks that are not carried, once.
func (t *tracks) leaveOut(which string, why error) {
	if slices.Contains(t.leftOut, which) {
		return
	}
	t.leftOut = append(t.leftOut, which)
	t.log.Warn("publisher sends tracks that are left out", "tracks", which, "err", why)
}

// sound is an audio track.
type sound struct {
	format  media.AudioFormat // in force; zero until there was one
	refused bool              // it cannot be carried
}

// sound takes an audio track's packet.
func (t *tracks) sound(timestamp uint32, s *sound, a flv.Audio) error {
	switch a.Packet {
	case flv.PacketSequenceHeader:
		return t.audioHeader(s, a)
	case flv.PacketFrame:
	default:
		return nil
	}
	if codec.Transcoded(a.Codec) {
		return t.transcoded(timestamp, s, a)
	}
	samples := codec.Samples(s.format.Codec, a.Data)
	if a.Codec != s.format.Codec || samples == 0 {
		return nil
	}
	t.timeline.SetAudioRate(int(a.Track), s.format.SampleRate, samples)
	return t.audioUnit(timestamp, a)
}

// audioUnit gives a unit to the sink, if it has a place on the timeline.
func (t *tracks) audioUnit(timestamp uint32, a flv.Audio) error {
	track := int(a.Track)
	pts, ok := t.timeline.AudioNano(track, timestamp, a.Nanoseconds)
	if !ok {
		return nil
	}
	return t.sink.Audio(media.AccessUnit{PTS: pts, DTS: pts, Key: true, Track: track, Payload: a.Data})
}

// audioFormat gives a format to the sink.
func (t *tracks) audioFormat(s *sound, track uint8, f media.AudioFormat) error {
	f.Track = int(track)
	f.Name, f.Language = t.labels[track].name, t.labels[track].language
	s.format = f
	return t.sink.AudioFormat(f)
}

// transcoded takes a unit of a codec that is transcoded. How long it lasts is found out there.
func (t *tracks) transcoded(timestamp uint32, s *sound, a flv.Audio) error {
	switch known := s.format; {
	case a.Codec == media.CodecFLAC && known.Codec != a.Codec:
		return nil // its header has not come
	case a.Codec != media.CodecFLAC && (known.Codec != a.Codec || known.SampleRate != a.SampleRate || known.Channels != a.Channels):
		f := media.AudioFormat{Codec: a.Codec, SampleRate: a.SampleRate, Channels: a.Channels}
		if err := t.audioFormat(s, a.Track, f); err != nil {
			return err
		}
	}
	t.timeline.SetAudioRate(int(a.Track), 0, 0)
	return t.audioUnit(timestamp, a)
}

// audioHeader takes a sequence header. The same one again changes nothing. MP3, AC-3 and E-AC-3 need none.
func (t *tracks) audioHeader(s *sound, a flv.Audio) error {
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
	if f.Codec == s.format.Codec && bytes.Equal(f.Config, s.format.Config) {
		return nil
	}
	return t.audioFormat(s, a.Track, f)
}

// metadata takes "onMetaData" and its object.
func (t *tracks) metadata(values []any) {
	o, ok := at[rtmpwire.Object](values, 1)
	if !ok {
		return
	}
	if fps, ok := o["framerate"].(float64); ok {
		t.rate = ingest.FrameRate(fps)
	}
	t.turned = turned(o)
	infos, _ := o["audioTrackIdInfoMap"].(rtmpwire.Object)
	for track := range t.labels {
		if info, ok := infos[strconv.Itoa(track)].(rtmpwire.Object); ok {
			name, _ := info["name"].(string)
			language, _ := info["language"].(string)
			t.labels[track] = label{ingest.Label(name), ingest.Language(language)}
		}
	}
}

// turned is what an onMetaData object says of the way up: degrees, clockwise.
func turned(o rtmpwire.Object) media.Orientation {
	for _, name := range []string{"rotation", "rotate"} {
		if degrees, ok := o[name].(float64); ok && math.Abs(degrees) <= 360 {
			return media.NewOrientation(int(math.Round(degrees/90)), false)
		}
	}
	return 0
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
