package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/asticode/go-astiav"
)

// DemoSpec describes the demo clip. Zero fields get the defaults in the comments.
type DemoSpec struct {
	Width, Height int // 960x540
	Rate          int // frames per second; 30
	Bitrate       int // of the video, bits per second; 1,500,000
	// Loops is how many times 8 s long the clip is; 3. Eight seconds are a whole number of frames, of closed 2 s
	// GOPs, of AAC frames (375 at 48 kHz) and of the tone's beeps, so the clip can be played in a loop.
	Loops int
	Grain int // noise in the picture, 0 to 100, which costs an encoder what a natural picture's grain does
}

const (
	demoRound      = 8 // s
	demoSampleRate = 48_000
	demoAudioFrame = 1024
)

// DemoClip writes a moving test picture with a clock and beeping sound to an FLV file, H.264 and AAC.
func DemoClip(ctx context.Context, path string, spec DemoSpec) error {
	if spec.Width == 0 {
		spec.Width, spec.Height = 960, 540
	}
	if spec.Rate == 0 {
		spec.Rate = 30
	}
	if spec.Bitrate == 0 {
		spec.Bitrate = 1_500_000
	}
	if spec.Loops == 0 {
		spec.Loops = 3
	}
	if path == "" {
		return errors.New("demo clip: no file")
	}
	// The clip appears whole or not at all.
	tmp, err := os.CreateTemp(filepath.Dir(path), ".demo-*.flv")
	if err != nil {
		return fmt.Errorf("demo clip: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	if err := errors.Join(tmp.Chmod(0o644), tmp.Close()); err != nil {
		return fmt.Errorf("demo clip: %w", err)
	}
	if err := writeClip(ctx, tmp.Name(), spec); err != nil {
		return fmt.Errorf("demo clip: %w", err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("demo clip: %w", err)
	}
	return nil
}

func writeClip(ctx context.Context, path string, spec DemoSpec) (err error) {
	frames := demoRound * spec.Loops * spec.Rate
	audio := demoRound * spec.Loops * demoSampleRate / demoAudioFrame

	picture := fmt.Sprintf("testsrc2=size=%dx%d:rate=%d", spec.Width, spec.Height, spec.Rate)
	if spec.Grain > 0 {
		picture += fmt.Sprintf(",noise=alls=%d:allf=t", spec.Grain)
	}
	video, err := newClipTrack(clipTrack{
		source:  picture + ",format=pix_fmts=yuv420p",
		sink:    "buffersink",
		encoder: EncoderX264,
		keep:    frames,
		options: map[string]string{
			"b": fmt.Sprint(spec.Bitrate), "maxrate": fmt.Sprint(spec.Bitrate), "bufsize": fmt.Sprint(spec.Bitrate),
			"preset": "veryfast", "bf": "0", "g": fmt.Sprint(2 * spec.Rate), "keyint_min": fmt.Sprint(2 * spec.Rate),
			"sc_threshold": "0", "flags": "+cgop+global_header",
		},
	})
	if err != nil {
		return err
	}
	defer video.close()
	sound, err := newClipTrack(clipTrack{
		source: fmt.Sprintf("sine=frequency=440:beep_factor=4:sample_rate=%d:samples_per_frame=%d,aformat=sample_fmts=fltp:channel_layouts=stereo,volume=0.5",
			demoSampleRate, demoAudioFrame),
		sink:    "abuffersink",
		encoder: "aac",
		drop:    1, // the encoder's priming frame lies before 0
		keep:    audio,
		options: map[string]string{"b": "96000", "flags": "+global_header"},
	})
	if err != nil {
		return err
	}
	defer sound.close()

	mux, err := newClipMux(path, video, sound)
	if err != nil {
		return err
	}
	defer mux.close()
	for ctx.Err() == nil {
		next := video
		if video.done() || !sound.done() && sound.seconds() < video.seconds() {
			next = sound
		}
		if next.done() {
			return mux.finish()
		}
		if err := next.step(mux.write); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// clipTrack generates and encodes one track of the clip.
type clipTrack struct {
	source  string // filter graph
	sink    string
	encoder string
	options map[string]string
	drop    int // packets at the start that are not kept
	keep    int // packets that are

	graph   *astiav.FilterGraph
	out     *astiav.BuffersinkFilterContext
	ctx     *astiav.CodecContext
	frame   *astiav.Frame
	packet  *astiav.Packet
	index   int // of the stream in the file
	fed     int
	written int
	perUnit float64 // seconds of a packet
}

func newClipTrack(t clipTrack) (_ *clipTrack, err error) {
	defer func() {
		if err != nil {
			t.close()
			err = fmt.Errorf("%s: %w", t.encoder, err)
		}
	}()
	if t.graph = astiav.AllocFilterGraph(); t.graph == nil {
		return nil, errNoMemory
	}
	if t.out, err = t.graph.NewBuffersinkFilterContext(astiav.FindFilterByName(t.sink), "out"); err != nil {
		return nil, err
	}
	inputs := astiav.AllocFilterInOut()
	defer inputs.Free()
	inputs.SetName("out")
	inputs.SetFilterContext(t.out.FilterContext())
	if err = t.graph.Parse(t.source+"[out]", inputs, nil); err != nil {
		return nil, fmt.Errorf("build %q: %w", t.source, err)
	}
	if err = t.graph.Configure(); err != nil {
		return nil, fmt.Errorf("configure %q: %w", t.source, err)
	}

	codec := astiav.FindEncoderByName(t.encoder)
	if codec == nil {
		return nil, errors.New("this libav has no such encoder")
	}
	t.ctx, t.frame, t.packet = astiav.AllocCodecContext(codec), astiav.AllocFrame(), astiav.AllocPacket()
	if t.ctx == nil || t.frame == nil || t.packet == nil {
		return nil, errNoMemory
	}
	t.ctx.SetTimeBase(t.out.TimeBase())
	if t.out.MediaType() == astiav.MediaTypeVideo {
		t.ctx.SetWidth(t.out.Width())
		t.ctx.SetHeight(t.out.Height())
		t.ctx.SetPixelFormat(t.out.PixelFormat())
		t.ctx.SetFramerate(t.out.FrameRate())
		t.perUnit = 1 / t.out.FrameRate().Float64()
	} else {
		t.ctx.SetSampleRate(t.out.SampleRate())
		t.ctx.SetSampleFormat(t.out.SampleFormat())
		t.ctx.SetChannelLayout(t.out.ChannelLayout())
		t.perUnit = demoAudioFrame / float64(t.out.SampleRate())
	}
	opts := astiav.NewDictionary()
	defer opts.Free()
	for k, v := range t.options {
		if err = opts.Set(k, v, astiav.NewDictionaryFlags()); err != nil {
			return nil, err
		}
	}
	if err = t.ctx.Open(codec, opts); err != nil {
		return nil, err
	}
	return &t, nil
}

func (t *clipTrack) done() bool       { return t.written == t.keep }
func (t *clipTrack) seconds() float64 { return float64(t.written) * t.perUnit }

// step encodes one frame, or drains the encoder once enough went in, and writes what comes out.
func (t *clipTrack) step(write func(*clipTrack) error) error {
	in := t.frame
	if t.fed == t.keep+t.drop {
		in = nil
	} else if err := t.out.GetFrame(t.frame, astiav.NewBuffersinkFlags()); err != nil {
		return fmt.Errorf("%s: picture or sound: %w", t.encoder, err)
	}
	t.fed++
	if in != nil {
		in.SetPictureType(astiav.PictureTypeNone)
	}
	err := t.ctx.SendFrame(in)
	t.frame.Unref()
	for err == nil {
		if err = t.ctx.ReceivePacket(t.packet); err != nil {
			break
		}
		switch {
		case t.drop > 0:
			t.drop--
		case !t.done():
			t.written++
			err = write(t)
		}
		t.packet.Unref()
	}
	switch {
	case errors.Is(err, astiav.ErrEagain):
		return nil
	case errors.Is(err, astiav.ErrEof) && t.done():
		return nil
	default:
		return fmt.Errorf("%s: %w", t.encoder, err)
	}
}

func (t *clipTrack) close() {
	if t.packet != nil {
		t.packet.Free()
	}
	if t.frame != nil {
		t.frame.Free()
	}
	if t.ctx != nil {
		t.ctx.Free()
	}
	if t.graph != nil {
		t.graph.Free()
	}
}

// clipMux writes the tracks into an FLV file.
type clipMux struct {
	format  *astiav.FormatContext
	io      *astiav.IOContext
	streams []*astiav.Stream
}

func newClipMux(path string, tracks ...*clipTrack) (_ *clipMux, err error) {
	m := &clipMux{}
	defer func() {
		if err != nil {
			m.close()
			err = fmt.Errorf("open the FLV muxer: %w", err)
		}
	}()
	if m.format, err = astiav.AllocOutputFormatContext(nil, "flv", path); err != nil {
		return nil, err
	}
	for i, t := range tracks {
		s := m.format.NewStream(nil)
		if s == nil {
			return nil, errNoMemory
		}
		if err = s.CodecParameters().FromCodecContext(t.ctx); err != nil {
			return nil, err
		}
		s.CodecParameters().SetCodecTag(0)
		s.SetTimeBase(t.ctx.TimeBase())
		t.index = i
		m.streams = append(m.streams, s)
	}
	if m.io, err = astiav.OpenIOContext(path, astiav.NewIOContextFlags(astiav.IOContextFlagWrite), nil, nil); err != nil {
		return nil, err
	}
	m.format.SetPb(m.io)
	if err = m.format.WriteHeader(nil); err != nil {
		return nil, err
	}
	return m, nil
}

func (m *clipMux) write(t *clipTrack) error {
	t.packet.SetStreamIndex(t.index)
	t.packet.RescaleTs(t.ctx.TimeBase(), m.streams[t.index].TimeBase())
	return m.format.WriteInterleavedFrame(t.packet)
}

func (m *clipMux) finish() error { return m.format.WriteTrailer() }

func (m *clipMux) close() {
	if m.io != nil {
		m.io.Close() //nolint:errcheck // what counts was said by WriteTrailer
	}
	if m.format != nil {
		m.format.Free()
	}
}
