package mediachild

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// The messages of an audio child. Each is a kind, a PTS in ticks (8 bytes, big endian; 0 where there is none), the length of
// a payload (4 bytes) and the payload.
//
//	parent                          child
//	   |-- open (JSON) ------------->|
//	   |-- unit -------------------->|
//	   |<-- format (AAC's), unit ----|   (any number)
//	   |<-- taken -------------------|   (per unit)
//	   |-- finish ------------------>|
//	   |<-- unit, finished ----------|   (then the child exits)
const (
	audioOpen     = 'o'
	audioUnit     = 'u'
	audioFinish   = 'e'
	audioFormat   = 'f'
	audioTaken    = 't'
	audioFinished = 'd'
)

const audioHeaderBytes = 1 + 8 + 4

// MaxAudioUnit bounds one unit, either way.
const MaxAudioUnit = 64 << 10

// errAudioMessage says that a message does not belong where it came.
var errAudioMessage = errors.New("unexpected audio message")

// audioMessage is one message.
type audioMessage struct {
	kind byte
	pts  media.Ticks
	data []byte
}

// writeAudio makes one call of Write.
func writeAudio(w io.Writer, m audioMessage) error {
	if len(m.data) > MaxAudioUnit {
		return ErrMessageSize
	}
	b := make([]byte, 0, audioHeaderBytes+len(m.data))
	b = binary.BigEndian.AppendUint64(append(b, m.kind), uint64(m.pts))
	b = binary.BigEndian.AppendUint32(b, uint32(len(m.data)))
	if _, err := w.Write(append(b, m.data...)); err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	return nil
}

// readAudio returns io.EOF where the stream ends between messages.
func readAudio(r io.Reader) (m audioMessage, err error) {
	var h [audioHeaderBytes]byte
	if _, err := io.ReadFull(r, h[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return m, io.EOF
		}
		return m, fmt.Errorf("read message: %w", err)
	}
	size := binary.BigEndian.Uint32(h[9:])
	if size > MaxAudioUnit {
		return m, ErrMessageSize
	}
	m = audioMessage{h[0], media.Ticks(binary.BigEndian.Uint64(h[1:])), make([]byte, size)}
	if _, err := io.ReadFull(r, m.data); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return m, fmt.Errorf("read message: %w", err)
	}
	return m, nil
}

// audioOpening is what an audio child is opened with.
type audioOpening struct {
	Source     media.AudioFormat
	SampleRate int // of the AAC; 0: the child's choice
	Channels   int
}

// AudioChild is a running child that makes AAC of another codec's audio. One goroutine may Receive while another one
// Sends. A child that takes longer than Config.Patience for a unit is killed.
type AudioChild struct {
	*process
	patience time.Duration
	format   media.AudioFormat // of what comes; Receive's

	mu      sync.Mutex  // guards what follows
	pending int         // units that were sent and not taken
	watch   *time.Timer // kills the child; runs while units are pending
}

// StartAudio starts a child, killed when ctx is done, that makes AAC of audio of the source's format: at like's sample
// rate and with as many channels, or as suits the source where like is zero. The caller must Close it.
func StartAudio(ctx context.Context, cfg Config, source, like media.AudioFormat) (*AudioChild, error) {
	opening, err := json.Marshal(audioOpening{source, like.SampleRate, like.Channels})
	if err != nil {
		return nil, fmt.Errorf("start media child: %w", err)
	}
	p, err := startProcess(ctx, cfg, append([]string{"audio"}, cfg.confinement()...)...)
	if err != nil {
		return nil, err
	}
	c := &AudioChild{process: p, patience: cmp.Or(cfg.Patience, DefaultPatience)}
	c.watch = time.AfterFunc(c.patience, p.kill)
	c.watch.Stop()
	if err := writeAudio(p.stdin, audioMessage{kind: audioOpen, data: opening}); err != nil {
		return nil, errors.Join(p.gone(err), c.Close())
	}
	return c, nil
}

// Send sends a unit. It waits while the child is busy; Close ends the wait.
func (c *AudioChild) Send(u media.AccessUnit) error {
	c.count(1)
	return c.send(audioMessage{audioUnit, u.PTS, u.Payload})
}

// count counts a unit that is pending, or with -1 one that is not any more.
func (c *AudioChild) count(delta int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending += delta
	switch {
	case c.pending <= 0:
		c.watch.Stop()
	case c.pending == 1 || delta < 0:
		c.watch.Reset(c.patience)
	}
}

// Finish says that no unit comes any more.
func (c *AudioChild) Finish() error { return c.send(audioMessage{kind: audioFinish}) }

func (c *AudioChild) send(m audioMessage) error {
	err := writeAudio(c.stdin, m)
	if err == nil || errors.Is(err, ErrMessageSize) {
		return err
	}
	return c.gone(err)
}

// Receive returns the next AAC unit and the format of all of them, which are the caller's. Behind the last one, and Finish, it
// is io.EOF; else an error that wraps ErrExited says how the child ended.
func (c *AudioChild) Receive() (media.AudioFormat, media.AccessUnit, error) {
	for {
		m, err := readAudio(c.stdout)
		if err == nil && m.kind == audioTaken {
			c.count(-1)
			continue
		}
		if err == nil && m.kind == audioFormat {
			c.format, err = aac.ParseConfig(m.data)
			if err == nil {
				continue
			}
		}
		switch {
		case err == nil && m.kind == audioUnit && c.format.SampleRate > 0:
			return c.format, media.AccessUnit{PTS: m.pts, DTS: m.pts, Key: true, Payload: m.data}, nil
		case err == nil && m.kind == audioFinished:
			return media.AudioFormat{}, media.AccessUnit{}, io.EOF
		case err == nil:
			err = fmt.Errorf("%w of kind %q", errAudioMessage, m.kind)
		}
		if !errors.Is(err, io.EOF) {
			c.kill() // it does not speak our language
		} else {
			err = io.ErrUnexpectedEOF
		}
		return media.AudioFormat{}, media.AccessUnit{}, c.gone(err)
	}
}

// Close kills the child and returns when it is gone. It may be called more than once, and Send and Receive under way
// return.
func (c *AudioChild) Close() error {
	c.watch.Stop()
	return c.process.Close()
}

// ServeAudio is the child's side: it transcodes what comes from in until it is told to finish, or in ends, or ctx is done.
func ServeAudio(ctx context.Context, in io.Reader, out io.Writer) error {
	if c, ok := in.(io.Closer); ok {
		defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	}
	err := serveAudio(in, audioOut{out})
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, io.EOF):
		return nil // the parent hung up
	default:
		return err
	}
}

func serveAudio(in io.Reader, out audioOut) error {
	m, err := readAudio(in)
	if err != nil {
		return err
	}
	var opening audioOpening
	if m.kind != audioOpen {
		return fmt.Errorf("%w of kind %q", errAudioMessage, m.kind)
	}
	if err := json.Unmarshal(m.data, &opening); err != nil {
		return fmt.Errorf("open: %w", err)
	}
	a, err := pipeline.NewAudio(pipeline.AudioConfig{Source: opening.Source, SampleRate: opening.SampleRate, Channels: opening.Channels}, out)
	if err != nil {
		return err
	}
	defer a.Close()
	for {
		m, err := readAudio(in)
		if err != nil {
			return err
		}
		switch m.kind {
		case audioUnit:
			if err := a.Unit(media.AccessUnit{PTS: m.pts, Payload: m.data}); err != nil {
				return err
			}
			if err := writeAudio(out.w, audioMessage{kind: audioTaken}); err != nil {
				return err
			}
		case audioFinish:
			if err := a.Finish(); err != nil {
				return err
			}
			return writeAudio(out.w, audioMessage{kind: audioFinished})
		default:
			return fmt.Errorf("%w of kind %q", errAudioMessage, m.kind)
		}
	}
}

// audioOut writes what the pipeline makes.
type audioOut struct{ w io.Writer }

// AudioFormat implements pipeline.AudioOutput.
func (o audioOut) AudioFormat(f media.AudioFormat) error {
	return writeAudio(o.w, audioMessage{kind: audioFormat, data: f.Config})
}

// AudioUnit implements pipeline.AudioOutput.
func (o audioOut) AudioUnit(u media.AccessUnit) error {
	return writeAudio(o.w, audioMessage{audioUnit, u.PTS, u.Payload})
}
