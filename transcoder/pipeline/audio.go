package pipeline

import (
	"errors"
	"fmt"
	"log/slog"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/media"
)

// AudioConfig says what an Audio makes of what.
type AudioConfig struct {
	Source media.AudioFormat
	// SampleRate and Channels of the AAC. Zero: what suits the first sound, at 44.1 or 48 kHz.
	SampleRate, Channels int
}

// AudioOutput takes what an Audio makes.
type AudioOutput interface {
	// AudioFormat is called once, before the first unit. The format is the receiver's.
	AudioFormat(f media.AudioFormat) error
	// AudioUnit takes one AAC frame, whose bytes are the receiver's.
	AudioUnit(u media.AccessUnit) error
}

// Tolerances of an Audio's times.
const (
	audioGap = 100 * media.Millisecond // more than this between two sounds is silence, of which nothing is made
	// What is less is made up for: jitter is left alone, and sound that is 10 ms off its time is stretched or
	// squeezed by up to half a percent, which cannot be heard, until it is back.
	audioSync = "flags=res:async=1:min_comp=0.01:min_hard_comp=0.1:comp_duration=1:max_soft_comp=0.005"
)

// Audio turns the sound of one track into AAC at the source's own times: what a decoder puts out for a unit is heard
// at the unit's PTS, the encoder's priming is left out, and behind a gap encoding begins anew. Units that cannot be decoded
// are left out. The sample rate and the channels of what comes out never change, whatever comes in.
//
// It belongs to one goroutine and must be closed.
type Audio struct {
	cfg    AudioConfig
	out    AudioOutput
	ctx    *astiav.CodecContext
	packet *astiav.Packet
	frame  *astiav.Frame
	buf    []byte // one unit and its padding

	known  bool // SampleRate and Channels of cfg
	told   bool // the format
	broken int  // units that could not be decoded

	run *audioRun   // since the last gap; nil where there is no sound
	end media.Ticks // of the last sound
}

// NewAudio opens the decoder.
func NewAudio(cfg AudioConfig, out AudioOutput) (_ *Audio, err error) {
	codec := findAudioDecoder(cfg.Source.Codec)
	if codec == nil {
		return nil, fmt.Errorf("%w: this libav has no decoder for %s", ErrSource, cfg.Source.Codec)
	}
	a := &Audio{cfg: cfg, out: out, ctx: astiav.AllocCodecContext(codec), packet: astiav.AllocPacket(), frame: astiav.AllocFrame()}
	defer func() {
		if err != nil {
			a.Close()
		}
	}()
	if a.ctx == nil || a.packet == nil || a.frame == nil {
		return nil, errNoMemory
	}
	a.known = cfg.SampleRate > 0 && cfg.Channels > 0
	a.ctx.SetThreadCount(1)
	if cfg.Source.SampleRate > 0 {
		a.ctx.SetSampleRate(cfg.Source.SampleRate)
	}
	if cfg.Source.Channels > 0 {
		layout, _ := aacLayout(cfg.Source.Channels)
		a.ctx.SetChannelLayout(layout)
	}
	if len(cfg.Source.Config) > 0 {
		if err = a.ctx.SetExtraData(cfg.Source.Config); err != nil {
			return nil, fmt.Errorf("set the decoder's configuration: %w", err)
		}
	}
	if err = a.ctx.Open(codec, nil); err != nil {
		return nil, fmt.Errorf("%w: open the decoder: %w", ErrSource, err)
	}
	return a, nil
}

func findAudioDecoder(c media.Codec) *astiav.Codec {
	switch c {
	case media.CodecMP3:
		return astiav.FindDecoder(astiav.CodecIDMp3)
	case media.CodecALaw:
		return astiav.FindDecoder(astiav.CodecIDPcmAlaw)
	case media.CodecMuLaw:
		return astiav.FindDecoder(astiav.CodecIDPcmMulaw)
	case media.CodecSpeex:
		return astiav.FindDecoder(astiav.CodecIDSpeex)
	case media.CodecNellymoser:
		return astiav.FindDecoder(astiav.CodecIDNellymoser)
	case media.CodecFLAC:
		return astiav.FindDecoder(astiav.CodecIDFlac)
	case media.CodecAC3:
		return astiav.FindDecoder(astiav.CodecIDAc3)
	case media.CodecEAC3:
		return astiav.FindDecoder(astiav.CodecIDEac3)
	default:
		return nil
	}
}

// Unit takes the next unit. An error is the end; a unit that cannot be decoded is none.
func (a *Audio) Unit(u media.AccessUnit) error {
	if len(u.Payload) == 0 {
		return nil
	}
	a.buf = append(append(a.buf[:0], u.Payload...), make([]byte, padding)...)
	if err := a.packet.FromData(a.buf); err != nil {
		return fmt.Errorf("transcode audio: %w", err)
	}
	a.packet.SetSize(len(u.Payload))
	a.packet.SetPts(int64(u.PTS))
	a.packet.SetDts(int64(u.PTS))
	err := a.ctx.SendPacket(a.packet)
	a.packet.Unref()
	at := u.PTS
	for err == nil {
		if err = a.ctx.ReceiveFrame(a.frame); err != nil {
			break
		}
		length := media.Rescale(int64(a.frame.NbSamples()), max(a.frame.SampleRate(), 1))
		fatal := a.sound(at)
		a.frame.Unref()
		if fatal != nil {
			return fmt.Errorf("transcode audio at %v: %w", u.PTS, fatal)
		}
		at += length // the next one of the same unit
	}
	if !errors.Is(err, astiav.ErrEagain) && !errors.Is(err, astiav.ErrEof) {
		if a.broken++; a.broken == 1 {
			slog.Warn("audio that cannot be decoded is left out", "pts", u.PTS.String(), "err", err)
		}
	}
	return nil
}

// sound takes the decoded frame, which is heard at a time.
func (a *Audio) sound(at media.Ticks) error {
	if a.frame.NbSamples() <= 0 || a.frame.SampleRate() <= 0 {
		return nil
	}
	if at > a.end+audioGap {
		if err := a.finishRun(); err != nil {
			return err
		}
	}
	if a.run == nil {
		if err := a.begin(); err != nil {
			return err
		}
	}
	if !a.run.takes(a.frame) {
		if err := a.run.resample(a.frame, a.out); err != nil {
			return err
		}
	}
	a.frame.SetPts(int64(at))
	a.end = at + media.Rescale(int64(a.frame.NbSamples()), a.frame.SampleRate())
	return a.run.feed(a.frame, a.out)
}

// begin begins to encode at the decoded frame.
func (a *Audio) begin() (err error) {
	if !a.known {
		a.known = true
		a.cfg.SampleRate = 48_000
		if a.frame.SampleRate()%11_025 == 0 || a.frame.SampleRate() == 5512 {
			a.cfg.SampleRate = 44_100
		}
		a.cfg.Channels = a.frame.ChannelLayout().Channels()
	}
	if a.run, err = newAudioRun(a.cfg.SampleRate, a.cfg.Channels); err != nil {
		return err
	}
	if a.told {
		return nil
	}
	a.told = true
	f, err := aac.ParseConfig(a.run.enc.ExtraData())
	if err != nil {
		return fmt.Errorf("the encoder's configuration: %w", err)
	}
	return a.out.AudioFormat(f)
}

// finishRun lets out what is still in the encoder, and ends it.
func (a *Audio) finishRun() error {
	if a.run == nil {
		return nil
	}
	err := a.run.finish(a.out)
	a.run.close()
	a.run = nil
	return err
}

// Finish lets out the rest.
func (a *Audio) Finish() error {
	if err := a.finishRun(); err != nil {
		return fmt.Errorf("transcode audio: %w", err)
	}
	return nil
}

// Close frees everything. It may be called more than once.
func (a *Audio) Close() {
	if a.run != nil {
		a.run.close()
		a.run = nil
	}
	if a.frame != nil {
		a.frame.Free()
		a.frame = nil
	}
	if a.packet != nil {
		a.packet.Free()
		a.packet = nil
	}
	if a.ctx != nil {
		a.ctx.Free()
		a.ctx = nil
	}
}

// aacLayout is the order of so many channels that AAC has a number for, and its name. More than six become six.
func aacLayout(channels int) (astiav.ChannelLayout, string) {
	switch channels {
	case 1:
		return astiav.ChannelLayoutMono, "mono"
	case 2:
		return astiav.ChannelLayoutStereo, "stereo"
	case 3:
		return astiav.ChannelLayoutSurround, "3.0"
	case 4:
		return astiav.ChannelLayout4Point0, "4.0"
	case 5:
		return astiav.ChannelLayout5Point0Back, "5.0"
	default:
		return astiav.ChannelLayout5Point1Back, "5.1"
	}
}

// audioBitrate is what so many channels are encoded with, in bits per second.
func audioBitrate(channels int) int {
	if channels == 1 {
		return 80_000
	}
	return 64_000 * min(channels, 6)
}

// audioRun resamples and encodes sound without a gap.
type audioRun struct {
	resampler resampler
	fifo      *astiav.AudioFifo
	enc       *astiav.CodecContext
	frame     *astiav.Frame
	packet    *astiav.Packet

	begun bool
	start int64 // of the run, in samples since the timeline's start
	fed   int64 // samples that the encoder has taken
}

// newAudioRun opens the encoder; the resampler is opened for the first frame.
func newAudioRun(sampleRate, channels int) (_ *audioRun, err error) {
	r := &audioRun{frame: astiav.AllocFrame(), packet: astiav.AllocPacket()}
	defer func() {
		if err != nil {
			r.close()
		}
	}()
	if r.frame == nil || r.packet == nil {
		return nil, errNoMemory
	}
	layout, name := aacLayout(channels)
	if err := r.openEncoder(sampleRate, layout); err != nil {
		return nil, err
	}
	if r.fifo = astiav.AllocAudioFifo(astiav.SampleFormatFltp, layout.Channels(), aac.SamplesPerFrame); r.fifo == nil {
		return nil, errNoMemory
	}
	r.resampler.text = fmt.Sprintf("aresample=osr=%d:ochl=%s:osf=fltp:%s", sampleRate, name, audioSync)
	return r, nil
}

func (r *audioRun) openEncoder(sampleRate int, layout astiav.ChannelLayout) error {
	codec := astiav.FindEncoderByName("aac")
	if codec == nil {
		return errors.New("this libav has no AAC encoder")
	}
	if r.enc = astiav.AllocCodecContext(codec); r.enc == nil {
		return errNoMemory
	}
	r.enc.SetThreadCount(1)
	r.enc.SetSampleRate(sampleRate)
	r.enc.SetSampleFormat(astiav.SampleFormatFltp)
	r.enc.SetChannelLayout(layout)
	r.enc.SetTimeBase(astiav.NewRational(1, sampleRate))
	r.enc.SetBitRate(int64(audioBitrate(layout.Channels())))
	r.enc.SetFlags(astiav.NewCodecContextFlags(astiav.CodecContextFlagGlobalHeader))
	if err := r.enc.Open(codec, nil); err != nil {
		return fmt.Errorf("open the AAC encoder: %w", err)
	}
	return nil
}

// takes says whether a frame is of the format that the resampler takes.
func (r *audioRun) takes(f *astiav.Frame) bool { return r.resampler.takes(f) }

// resample makes the resampler take what is like the frame.
func (r *audioRun) resample(f *astiav.Frame, out AudioOutput) error {
	if r.resampler.graph != nil {
		if err := r.feed(nil, out); err != nil {
			return err
		}
	}
	r.resampler.close()
	return r.resampler.open(f)
}

// feed takes a frame, whose PTS is in ticks; nil ends the resampler.
func (r *audioRun) feed(f *astiav.Frame, out AudioOutput) error {
	if err := r.resampler.in.AddFrame(f, astiav.NewBuffersrcFlags(astiav.BuffersrcFlagKeepRef)); err != nil {
		return fmt.Errorf("resample: %w", err)
	}
	for {
		err := r.resampler.out.GetFrame(r.frame, astiav.NewBuffersinkFlags())
		if errors.Is(err, astiav.ErrEagain) || errors.Is(err, astiav.ErrEof) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("resample: %w", err)
		}
		if !r.begun {
			r.begun, r.start = true, r.frame.Pts()
		}
		_, err = r.fifo.Write(r.frame)
		r.frame.Unref()
		for err == nil && r.fifo.Size() >= aac.SamplesPerFrame {
			err = r.encode(aac.SamplesPerFrame, out)
		}
		if err != nil {
			return err
		}
	}
}

// encode encodes so many samples of those that wait, and lets out what comes of it.
func (r *audioRun) encode(samples int, out AudioOutput) error {
	r.frame.SetNbSamples(samples)
	r.frame.SetSampleFormat(astiav.SampleFormatFltp)
	r.frame.SetChannelLayout(r.enc.ChannelLayout())
	r.frame.SetSampleRate(r.enc.SampleRate())
	defer r.frame.Unref()
	if err := r.frame.AllocBuffer(0); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	if _, err := r.fifo.Read(r.frame); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	r.frame.SetPts(r.start + r.fed)
	r.fed += int64(samples)
	return r.send(r.frame, out)
}

// send gives a frame to the encoder, or ends it with nil.
func (r *audioRun) send(f *astiav.Frame, out AudioOutput) error {
	if err := r.enc.SendFrame(f); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	for {
		err := r.enc.ReceivePacket(r.packet)
		if errors.Is(err, astiav.ErrEagain) || errors.Is(err, astiav.ErrEof) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("encode: %w", err)
		}
		sample, data := r.packet.Pts(), r.packet.Data()
		r.packet.Unref()
		if sample < r.start || sample >= r.start+r.fed {
			continue // priming, or nothing but padding
		}
		// Rounded up, so that Ticks.In gives back the sample.
		at := media.Rescale(sample, r.enc.SampleRate())
		if at.In(r.enc.SampleRate()) < sample {
			at++
		}
		if err := out.AudioUnit(media.AccessUnit{PTS: at, DTS: at, Key: true, Payload: data}); err != nil {
			return err
		}
	}
}

// finish ends the resampler and the encoder.
func (r *audioRun) finish(out AudioOutput) error {
	if err := r.feed(nil, out); err != nil {
		return err
	}
	if n := r.fifo.Size(); n > 0 {
		if err := r.encode(n, out); err != nil {
			return err
		}
	}
	return r.send(nil, out)
}

func (r *audioRun) close() {
	r.resampler.close()
	if r.fifo != nil {
		r.fifo.Free()
	}
	if r.enc != nil {
		r.enc.Free()
	}
	if r.packet != nil {
		r.packet.Free()
	}
	if r.frame != nil {
		r.frame.Free()
	}
}

// resampler is a filter graph for sound of one format.
type resampler struct {
	text  string // the filter
	graph *astiav.FilterGraph
	in    *astiav.BuffersrcFilterContext
	out   *astiav.BuffersinkFilterContext

	rate     int // of what comes in
	format   astiav.SampleFormat
	channels int
}

func (r *resampler) takes(f *astiav.Frame) bool {
	return r.graph != nil && f.SampleRate() == r.rate && f.SampleFormat() == r.format && f.ChannelLayout().Channels() == r.channels
}

func (r *resampler) open(first *astiav.Frame) (err error) {
	r.rate, r.format, r.channels = first.SampleRate(), first.SampleFormat(), first.ChannelLayout().Channels()
	if r.graph = astiav.AllocFilterGraph(); r.graph == nil {
		return errNoMemory
	}
	r.graph.SetThreadCount(1)
	if r.in, err = r.graph.NewBuffersrcFilterContext(astiav.FindFilterByName("abuffer"), "in"); err != nil {
		return fmt.Errorf("make the resampler's input: %w", err)
	}
	if r.out, err = r.graph.NewBuffersinkFilterContext(astiav.FindFilterByName("abuffersink"), "out"); err != nil {
		return fmt.Errorf("make the resampler's output: %w", err)
	}
	params := astiav.AllocBuffersrcFilterContextParameters()
	defer params.Free()
	params.SetSampleRate(first.SampleRate())
	params.SetSampleFormat(first.SampleFormat())
	params.SetChannelLayout(first.ChannelLayout())
	params.SetTimeBase(astiav.NewRational(1, clockRate))
	if err = r.in.SetParameters(params); err != nil {
		return fmt.Errorf("describe the resampler's input: %w", err)
	}
	if err = r.in.Initialize(nil); err != nil {
		return fmt.Errorf("open the resampler's input: %w", err)
	}
	outputs, inputs := astiav.AllocFilterInOut(), astiav.AllocFilterInOut()
	defer func() { inputs.Free(); outputs.Free() }()
	outputs.SetName("in")
	outputs.SetFilterContext(r.in.FilterContext())
	inputs.SetName("out")
	inputs.SetFilterContext(r.out.FilterContext())
	if err = r.graph.Parse(r.text, inputs, outputs); err != nil {
		return fmt.Errorf("build %q: %w", r.text, err)
	}
	if err = r.graph.Configure(); err != nil {
		return fmt.Errorf("configure %q: %w", r.text, err)
	}
	return nil
}

func (r *resampler) close() {
	if r.graph != nil {
		r.graph.Free()
		r.graph = nil
	}
}
