package push

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
)

// Errors of a body's media.
var (
	errNoMedia = errors.New("no H.264 or HEVC picture and no AAC sound in it that a stream could begin with; a stream begins with an IDR picture")
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

	video   media.VideoFormat
	sets    h264.AVCConfig // the parameter sets of video, if that is H.264
	hevc    hevc           // what is known of video, if that is HEVC
	audio   media.AudioFormat
	needIDR bool
	clock   int64 // the last time on the transport stream's clock, unrolled
	clocked bool
	rawDTS  int64 // of the last picture
	sound   adts

	units   int    // that reached the sink
	dropped int    // that were not understood
	fed     func() // called behind every unit; may be nil

	keep   bool               // sound of the body that is read is kept
	sounds []media.AccessUnit // kept
	shift  media.Ticks        // from the stream's timeline to that body's clock, by its last picture
}

func newTracks(sink ingest.Sink, log *slog.Logger) *tracks {
	return &tracks{sink: sink, timeline: ingest.NewTimeline(log), log: log}
}

// read takes a whole body, or one that never ends. maxData bounds a fragment.
func (t *tracks) read(r io.Reader, content container, maxData int) error {
	t.timeline.Boundary()
	t.sound = adts{}
	t.sounds, t.shift = nil, 0
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

// picture takes an access unit with its parameter sets in it, if it has any. Those of the format are left out of what
// is passed on; so is what is about the byte stream only.
func (t *tracks) picture(pts, dts media.Ticks, avcc []byte) error {
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
	return t.frame(pts, dts, out)
}

// videoFormat announces a format. The same one again changes nothing.
func (t *tracks) videoFormat(f media.VideoFormat) error {
	if bytes.Equal(f.Config, t.video.Config) {
		return nil
	}
	var sets h264.AVCConfig
	var hevc hevc
	var err error
	if f.Codec == media.CodecHEVC {
		hevc.sets, err = h265.ParseConfig(f.Config)
	} else {
		sets, err = h264.ParseAVCConfig(f.Config)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ingest.ErrUnsupported, err)
	}
	t.timeline.SetVideoRate(f.FrameRate)
	if err := t.sink.VideoFormat(f); err != nil {
		return sinkError{err}
	}
	t.video, t.sets, t.hevc, t.needIDR = f, sets, hevc, true
	return nil
}

// frame passes a picture on. Those without a format, and those before the first IDR behind one, are of no use.
func (t *tracks) frame(pts, dts media.Ticks, payload []byte) error {
	key := codec.Key(t.video.Codec, payload)
	if t.video.Config == nil || t.needIDR && !key {
		return nil
	}
	t.needIDR = false
	raw := pts
	pts, dts = t.timeline.VideoAt(pts, dts)
	t.shift = raw - pts
	return t.pass(t.sink.Video(media.AccessUnit{PTS: pts, DTS: dts, Key: key, Payload: payload}))
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

// audioConfig announces the format of an AudioSpecificConfig. The same one again changes nothing.
func (t *tracks) audioConfig(config []byte) error {
	if bytes.Equal(config, t.audio.Config) {
		return nil
	}
	f, err := aac.ParseConfig(config)
	if err != nil {
		return fmt.Errorf("%w: %w", ingest.ErrUnsupported, err)
	}
	return t.audioFormat(f)
}

func (t *tracks) audioFormat(f media.AudioFormat) error {
	if bytes.Equal(f.Config, t.audio.Config) {
		return nil
	}
	t.timeline.SetAudioRate(f.SampleRate, aac.SamplesPerFrame)
	if err := t.sink.AudioFormat(f); err != nil {
		return sinkError{err}
	}
	t.audio = f
	return nil
}

func (t *tracks) frameOfSound(pts media.Ticks, payload []byte) error {
	if len(payload) == 0 {
		return nil
	}
	pts, ok := t.timeline.AudioAt(pts)
	if !ok {
		return nil
	}
	if t.keep {
		t.sounds = append(t.sounds, media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: bytes.Clone(payload)})
	}
	return t.pass(t.sink.Audio(media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: payload}))
}

// readMP4 takes fragmented MP4. Its moov, if it has one, holds for the bodies behind it too.
func (t *tracks) readMP4(d *fmp4.Demuxer) error {
	for {
		u, err := d.Next()
		if m := d.Movie(); m != nil && m != t.told {
			if err := t.takeMovie(m); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case u.Track == firstTrack(t.movie, kindVideo):
			payload, err := h264.Widen(u.Data, u.Track.LengthSize)
			if err != nil {
				t.drop(err)
				continue
			}
			if u.Track.Video.Codec == media.CodecHEVC {
				err = t.hevcPicture(u.PTS, u.DTS, payload)
			} else {
				err = t.picture(u.PTS, u.DTS, payload)
			}
			if err != nil {
				return err
			}
		case u.Track == firstTrack(t.movie, kindAudio):
			if err := t.frameOfSound(u.PTS, u.Data); err != nil {
				return err
			}
		}
	}
}

// takeMovie announces the formats of a moov, or refuses it.
func (t *tracks) takeMovie(m *fmp4.Movie) error {
	for _, track := range m.Tracks {
		kind := kindOf(track)
		switch {
		case track.Err != nil && firstTrack(m, kind) == nil:
			return fmt.Errorf("%w: %w", ingest.ErrUnsupported, track.Err)
		case track.Video == nil && track.Audio == nil && kind != "" && firstTrack(m, kind) == nil:
			return unsupported(track.Kind)
		}
	}
	t.movie, t.told = m, m
	if v := firstTrack(m, kindVideo); v != nil {
		if err := t.videoFormat(*v.Video); err != nil {
			return err
		}
	}
	if a := firstTrack(m, kindAudio); a != nil {
		return t.audioFormat(*a.Audio)
	}
	return nil
}

// firstTrack is the first track of a kind that is carried; nil if there is none.
func firstTrack(m *fmp4.Movie, kind string) *fmp4.MovieTrack {
	for i := range m.Tracks {
		if t := &m.Tracks[i]; kind == kindVideo && t.Video != nil || kind == kindAudio && t.Audio != nil {
			return t
		}
	}
	return nil
}

// kindOf says what a sample entry describes: video, audio or something else.
func kindOf(t fmp4.MovieTrack) string {
	switch t.Kind {
	case "avc1", "avc3", "hvc1", "hev1", "av01", "vp08", "vp09", "vvc1", "mp4v", "dvh1", "dvhe":
		return kindVideo
	case "mp4a", "Opus", "ac-3", "ec-3", "fLaC", ".mp3", "alac":
		return kindAudio
	default:
		return ""
	}
}

// container is what a body holds.
type container int

const (
	unknown container = iota
	transportStream
	fragmentedMP4
)

// sniffed is how many bytes sniff looks at.
const sniffed = 8

// sniff tells the container by the first bytes of a body; Content-Type and the file's name are not asked.
func sniff(b []byte) container {
	const sync = 0x47
	switch {
	case len(b) >= sniffed && isBox(string(b[4:8])):
		return fragmentedMP4
	case len(b) > 0 && b[0] == sync:
		return transportStream
	default:
		return unknown
	}
}

// needsMovie says that a body is a fragment without a moov of its own, to all appearances.
func needsMovie(b []byte) bool {
	if sniff(b) != fragmentedMP4 {
		return false
	}
	switch string(b[4:8]) {
	case "ftyp", "moov", "free", "skip":
		return false
	default:
		return true
	}
}

func isBox(kind string) bool {
	switch kind {
	case "ftyp", "styp", "moov", "moof", "mdat", "sidx", "prft", "emsg", "free", "skip":
		return true
	default:
		return false
	}
}
