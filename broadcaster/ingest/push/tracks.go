package push

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"slices"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/unpack"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/sei"
)

// Errors of a body's media.
var (
	errNoMedia = errors.New("no picture and no sound in it that a stream could begin with; a stream begins with an IDR picture or another keyframe")
	errContent = errors.New("neither MPEG-TS nor fragmented MP4")
)

// sinkError is what the sink said: the publish is over.
type sinkError struct{ error }

func (e sinkError) Unwrap() error { return e.error }

// tracks turns the bodies of one publish into a sink's formats and access units.
type tracks struct {
	sink     ingest.Sink
	timeline *ingest.Timeline
	log      *slog.Logger
	movie    *fmp4.Movie // the newest moov
	told     *fmp4.Movie // whose formats the sink knows

	video    media.VideoFormat
	turned   media.Orientation // as the moov says
	sets     h264.AVCConfig    // the parameter sets of video, if that is H.264
	order    h264.Order        // of its pictures, likewise
	reorder  ingest.Reorder
	codec    media.Codec  // that unpacker is for
	unpacker unpack.Track // of video that is not H.264
	record   []byte       // the last that it was given
	audio    media.AudioFormat
	needKey  bool
	clock    int64 // the last time on the transport stream's clock, unrolled
	clocked  bool
	rawDTS   int64 // of the last picture
	sound    splitter

	units   int    // that reached the sink
	dropped int    // that were not understood
	fed     func() // called behind every unit; may be nil

	keep   bool               // sound of the body that is read is kept, unless it is transcoded
	sounds []media.AccessUnit // kept
	shift  media.Ticks        // from the stream's timeline to that body's clock, by its last picture

	cues   [][]byte    // of SCTE-35, that came before the first picture of the body
	pinned bool        // shift is that of a picture
	newest media.Ticks // its presentation time
}

func newTracks(sink ingest.Sink, log *slog.Logger) *tracks {
	return &tracks{sink: sink, timeline: ingest.NewTimeline(log), log: log}
}

// read takes a whole body, or one that never ends. maxData bounds a fragment.
func (t *tracks) read(r io.Reader, content container, maxData int) error {
	t.timeline.Boundary()
	t.sound = splitter{}
	t.sounds, t.shift = nil, 0
	t.cues, t.pinned = nil, false
	before := t.units
	var err error
	switch content {
	case transportStream:
		err = t.readTS(mpegts.NewReader(r))
	case fragmentedMP4:
		err = t.readMP4(fmp4.NewDemuxer(r, t.movie, maxData))
	default:
		err = errContent
	}
	if err == nil && t.units == before {
		err = errNoMedia
	}
	return err
}

// stamp is a picture's times on its container's clock.
type stamp struct {
	pts, dts media.Ticks
	guessed  bool // nothing says them
}

// picture takes an access unit with its parameter sets in it, if it has any. Those of the format are left out of what
// is passed on; so is what is about the byte stream only.
func (t *tracks) picture(at stamp, avcc []byte) error {
	sps, pps, err := h264.ParameterSets(avcc)
	if err != nil {
		t.drop(err)
		return nil
	}
	if len(sps) > 0 && len(pps) > 0 {
		f, err := h264.Format(sps[0], pps[0])
		if err != nil {
			t.drop(err)
			return nil
		}
		f.Orientation = t.orientation(media.CodecH264, avcc)
		if err := t.videoFormat(f); err != nil {
			return err
		}
	}
	out, coded := make([]byte, 0, len(avcc)), false
	for nal := range h264.NALs(avcc) {
		switch typ := h264.Type(nal); {
		case typ == h264.TypeAUD, typ == nalFiller, typ == nalEndOfSequence, typ == nalEndOfStream,
			bytes.Equal(nal, t.sets.SPS), slices.ContainsFunc(t.sets.PPS, func(pps []byte) bool { return bytes.Equal(nal, pps) }):
			continue
		default:
			coded = coded || typ >= h264.TypeSlice && typ <= h264.TypeIDR
		}
		out = h264.AppendLength(out, nal)
	}
	if !coded {
		return nil
	}
	return t.frame(media.CodecH264, at, out)
}

// use makes the unpacker that of a codec.
func (t *tracks) use(c media.Codec) (err error) {
	if t.codec != c {
		t.unpacker, err = unpack.New(c)
		t.codec, t.record = c, nil
	}
	return err
}

// header takes the configuration record of video that is not H.264. The same one again changes nothing.
func (t *tracks) header(c media.Codec, record []byte) error {
	if err := t.use(c); err != nil || t.record != nil && bytes.Equal(record, t.record) {
		return err
	}
	f, err := t.unpacker.Header(record)
	if err != nil {
		return ingest.Unsupported(err)
	}
	t.record = bytes.Clone(record)
	if f == nil {
		return nil
	}
	f.Orientation = t.turned
	return t.videoFormat(*f)
}

// packet takes an access unit of video that is not H.264.
func (t *tracks) packet(c media.Codec, at stamp, data []byte) error {
	if err := t.use(c); err != nil {
		return err
	}
	u, err := t.unpacker.Unit(data)
	if errors.Is(err, ingest.ErrUnsupported) {
		return err
	}
	if err != nil {
		t.drop(err)
		return nil
	}
	if u.Format != nil {
		u.Format.Orientation = t.orientation(c, u.Payload)
		if err := t.videoFormat(*u.Format); err != nil {
			return err
		}
	}
	if len(u.Payload) == 0 || u.Skip {
		return nil
	}
	return t.frame(c, at, u.Payload)
}

// videoFormat announces a format. The same one again changes nothing.
func (t *tracks) videoFormat(f media.VideoFormat) error {
	if f.Codec == t.video.Codec && f.Width == t.video.Width && f.Height == t.video.Height && bytes.Equal(f.Config, t.video.Config) && f.Orientation == t.video.Orientation {
		return nil
	}
	var sets h264.AVCConfig
	if f.Codec == media.CodecH264 {
		var err error
		if sets, err = h264.ParseAVCConfig(f.Config); err != nil {
			return ingest.Unsupported(err)
		}
	}
	t.timeline.SetVideoRate(f.FrameRate)
	if err := t.sink.VideoFormat(f); err != nil {
		return sinkError{err}
	}
	t.video, t.sets, t.needKey = f, sets, true
	t.order, t.reorder = h264.NewOrder(sets.SPS), ingest.Reorder{}
	if f.Codec != t.codec {
		t.codec, t.unpacker = "", nil // whatever it knew, the sink has forgotten
	}
	return nil
}

// orientation is that of a key and what follows: as it says itself, or else as its container does.
func (t *tracks) orientation(c media.Codec, key []byte) media.Orientation {
	if o, ok := sei.Orientation(c, key); ok {
		return o
	}
	return t.turned
}

// frame passes a picture on. Those without a format of their codec, and those before the first key behind one, are of no use.
func (t *tracks) frame(c media.Codec, at stamp, payload []byte) error {
	key := codec.Key(c, payload)
	if t.video.Codec != c || t.needKey && !key {
		return nil
	}
	if o := t.orientation(c, payload); key && o != t.video.Orientation {
		f := t.video
		f.Orientation = o
		if err := t.videoFormat(f); err != nil {
			return err
		}
	}
	t.needKey = false
	pts, dts := t.timeline.VideoAt(at.pts, at.dts)
	t.shift, t.newest, t.pinned = at.pts-pts, pts, true
	if c == media.CodecH264 {
		if count, first, ok := t.order.Next(payload); ok {
			pts = max(t.reorder.Place(count, first, !at.guessed, pts, dts, t.video.FrameRate.FrameTicks()), 0)
		}
	}
	err := t.pass(t.sink.Video(media.AccessUnit{PTS: pts, DTS: dts, Key: key, Payload: payload}))
	if len(t.cues) > 0 && err == nil {
		waiting := t.cues
		t.cues = nil
		for _, section := range waiting {
			t.cue(section)
		}
	}
	return err
}

func (t *tracks) pass(err error) error {
	if err != nil {
		return sinkError{err}
	}
	t.units++
	if t.fed != nil {
		t.fed()
	}
	return nil
}

// drop counts what is not understood.
func (t *tracks) drop(err error) {
	if t.dropped++; t.dropped == 1 {
		t.log.Warn("publisher sends units that are not understood; they are dropped", "err", err)
	}
}

// audioFormat announces a format. The same one again changes nothing.
func (t *tracks) audioFormat(f media.AudioFormat) error {
	if f.Codec == t.audio.Codec && bytes.Equal(f.Config, t.audio.Config) {
		return nil
	}
	if err := t.sink.AudioFormat(f); err != nil {
		return sinkError{err}
	}
	t.audio = f
	return nil
}

// frameOfSound takes a unit of the format in force. How long one lasts that is transcoded is found out there.
func (t *tracks) frameOfSound(pts media.Ticks, payload []byte) error {
	samples := codec.Samples(t.audio.Codec, payload)
	switch {
	case len(payload) == 0:
		return nil
	case codec.Transcoded(t.audio.Codec):
		t.timeline.SetAudioRate(0, 0, 0)
	case samples == 0:
		return nil
	default:
		t.timeline.SetAudioRate(0, t.audio.SampleRate, samples)
	}
	pts, ok := t.timeline.AudioAt(0, pts)
	if !ok {
		return nil
	}
	if t.keep && !codec.Transcoded(t.audio.Codec) {
		t.sounds = append(t.sounds, media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: bytes.Clone(payload)})
	}
	return t.pass(t.sink.Audio(media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: payload}))
}
