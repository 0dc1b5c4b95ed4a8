package rtmp

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/millrace/millrace/pkg/rtmpwire"
)

// Bounds of a guard.
const (
	maxUnpublished = 64 << 10 // bytes of a message before a publish was accepted
	maxPublished   = 8 << 20  // and after
	maxCommands    = 256      // commands that go-rtmp gets from one connection
	maxBytes       = 1 << 20  // bytes from the beginning to a publish, and from the end of one to the next
	maxMessages    = 1024     // messages, likewise
	handshakeSize  = 1 + 1536 + 1536
	rtmpVersion    = 3
	readBuffer     = 32 << 10
	writeBuffer    = 4 << 10 // what is said to a publisher is short
	outChunkSize   = 65536   // of what go-rtmp reads and writes
	windowAckSize  = 2500000 // what is asked of the peer, and what it gets unless it asks for less
	minAckWindow   = 64 << 10
)

var (
	// errNotRTMP says that what came first is no RTMP handshake.
	errNotRTMP  = errors.New("not rtmp")
	errBytes    = fmt.Errorf("more than %d bytes while nothing is published", maxBytes)
	errMessages = fmt.Errorf("more than %d messages while nothing is published", maxMessages)
)

// events is what a guard tells of the messages that it keeps from go-rtmp. Bodies are theirs to change, until they return. An
// error ends the connection.
type events interface {
	handshaken() error
	video(timestamp uint32, body []byte) error
	audio(timestamp uint32, body []byte) error
	data(timestamp uint32, values []any) error
	ping(timestamp uint32) error // to be answered
	answer(call string, transaction float64) error
	acknowledge(n uint32) error // to be sent
}

// guard is what go-rtmp reads from instead of the socket: the handshake as it comes, then commands only, written anew.
// Use it from one goroutine.
type guard struct {
	events     events
	allowance  *allowance
	pace       *paced
	in         *bufio.Reader
	chunks     *rtmpwire.Reader
	commands   translator
	reconnects bool   // the peer can be told to reconnect
	handshake  int    // bytes of the handshake that are still to come
	out        []byte // what go-rtmp has not read yet
	outBuf     []byte
	count      int
	messages   int // while nothing is published
	window     uint64
	acked      uint64
}

func newGuard(r io.Reader, ev events) *guard {
	pace := &paced{r: r}
	allowed := &allowance{r: pace, left: maxBytes}
	in := bufio.NewReaderSize(allowed, readBuffer)
	return &guard{
		events:    ev,
		allowance: allowed,
		pace:      pace,
		in:        in,
		chunks:    rtmpwire.NewReader(in, maxUnpublished),
		handshake: handshakeSize,
		window:    windowAckSize,
	}
}

// published lifts the bounds of a connection that publishes, or sets them again. It may have announced a large message by then,
// so that their size stays allowed.
func (g *guard) published(yes bool) {
	g.messages = 0
	if yes {
		g.pace.start(readPause)
		g.allowance.left = -1
		g.chunks.SetMaxMessage(maxPublished)
		return
	}
	g.pace.stop()
	g.allowance.left = maxBytes
}

// allowance reads so many bytes and no more.
type allowance struct {
	r    io.Reader
	left int // -1: any number
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left < 0 {
		return a.r.Read(p)
	}
	if a.left == 0 {
		return 0, errBytes
	}
	n, err := a.r.Read(p[:min(len(p), a.left)])
	a.left -= n
	return n, err
}

// Read gives go-rtmp the rest of the handshake, or of one command. It handles any number of other messages first.
func (g *guard) Read(p []byte) (int, error) {
	if g.handshake > 0 {
		return g.readHandshake(p)
	}
	for len(g.out) == 0 {
		m, err := g.chunks.Read()
		if err != nil {
			return 0, err
		}
		if g.allowance.left >= 0 {
			if g.messages++; g.messages > maxMessages {
				return 0, errMessages
			}
		}
		if err := g.message(m); err != nil {
			return 0, err
		}
		if n := g.chunks.BytesRead(); n-g.acked >= g.window {
			g.acked = n
			if err := g.events.acknowledge(uint32(n + handshakeSize)); err != nil {
				return 0, err
			}
		}
	}
	n := copy(p, g.out)
	g.out = g.out[n:]
	return n, nil
}

func (g *guard) readHandshake(p []byte) (int, error) {
	if g.handshake == handshakeSize {
		b, err := g.in.Peek(1)
		if err != nil {
			return 0, err
		}
		if b[0] != rtmpVersion {
			return 0, fmt.Errorf("%w: %s", errNotRTMP, guess(b[0]))
		}
	}
	n, err := g.in.Read(p[:min(len(p), g.handshake)])
	g.handshake -= n
	if err == nil && g.handshake == 0 {
		err = g.events.handshaken()
	}
	return n, err
}

// guess says what a client that begins with this byte probably speaks.
func guess(first byte) string {
	switch {
	case first == 6 || first == 8:
		return "encrypted rtmp (RTMPE)"
	case first == 0x16:
		return "the first byte is that of TLS"
	case first >= 'A' && first <= 'Z':
		return fmt.Sprintf("the first byte is %q, as of HTTP", first)
	default:
		return fmt.Sprintf("the first byte is %#02x, not %#02x", first, rtmpVersion)
	}
}

// message deals with one message: it is media, a command for go-rtmp, or of no interest.
func (g *guard) message(m rtmpwire.Message) error {
	switch m.Type {
	case rtmpwire.TypeAudio:
		return g.events.audio(m.Timestamp, m.Payload)
	case rtmpwire.TypeVideo:
		return g.events.video(m.Timestamp, m.Payload)
	case rtmpwire.TypeAggregate:
		return g.aggregate(m)
	case rtmpwire.TypeDataAMF0:
		return g.data(m.Timestamp, m.Payload)
	case rtmpwire.TypeCommandAMF0:
		return g.command(m)
	case rtmpwire.TypeDataAMF3, rtmpwire.TypeCommandAMF3:
		return g.amf3(m)
	case rtmpwire.TypeUserControl:
		return g.userControl(m.Payload)
	case rtmpwire.TypeWindowAckSize:
		if len(m.Payload) >= 4 {
			g.window = min(max(uint64(binary.BigEndian.Uint32(m.Payload)), minAckWindow), windowAckSize)
		}
	}
	return nil // acknowledgements, bandwidths, shared objects and what nobody knows
}

// amf3 unwraps a message of the AMF3 kind, in which a zero byte says that AMF0 follows. Others are of no interest.
func (g *guard) amf3(m rtmpwire.Message) error {
	if len(m.Payload) == 0 || m.Payload[0] != 0 {
		return nil
	}
	m.Payload = m.Payload[1:]
	if m.Type == rtmpwire.TypeDataAMF3 {
		return g.data(m.Timestamp, m.Payload)
	}
	return g.command(m)
}

// data hands on a data message. What does not decode is of no use, but does no harm either.
func (g *guard) data(timestamp uint32, payload []byte) error {
	if len(payload) > maxUnpublished {
		return nil
	}
	values, err := rtmpwire.DecodeAMF0(payload)
	if err != nil {
		return nil
	}
	return g.events.data(timestamp, values)
}

// command writes a command anew for go-rtmp.
func (g *guard) command(m rtmpwire.Message) error {
	if len(m.Payload) > maxUnpublished {
		return fmt.Errorf("%w: command of %d bytes", rtmpwire.ErrMalformed, len(m.Payload))
	}
	values, err := rtmpwire.DecodeAMF0(m.Payload)
	if err != nil {
		return err
	}
	stream, body := g.commands.translate(m.Stream, values)
	if body == nil {
		return nil
	}
	if g.count++; g.count > maxCommands {
		return fmt.Errorf("%w: more than %d commands", rtmpwire.ErrMalformed, maxCommands)
	}
	if o, ok := at[rtmpwire.Object](values, 2); ok && values[0] == "connect" {
		able, _ := o["capsEx"].(float64)
		g.reconnects = uint32(whole(able))&capsReconnect != 0
	}
	if call, _ := at[string](values, 0); call == "releaseStream" || call == "FCPublish" || call == "FCUnpublish" {
		if transaction, _ := at[float64](values, 1); transaction > 0 {
			if err := g.events.answer(call, whole(transaction)); err != nil {
				return err
			}
		}
	}
	out := rtmpwire.Message{ChunkStream: 3, Type: rtmpwire.TypeCommandAMF0, Stream: stream, Payload: body}
	g.outBuf = append(rtmpwire.AppendHeader(g.outBuf[:0], 0, 0, out), body...)
	g.out = g.outBuf
	return nil
}

func (g *guard) userControl(b []byte) error {
	const pingRequest = 6
	if len(b) < 6 || binary.BigEndian.Uint16(b) != pingRequest {
		return nil
	}
	return g.events.ping(binary.BigEndian.Uint32(b[2:]))
}

// aggregate takes an aggregate message apart (section 7.1.6): tags as in an FLV file, whose times are relative to
// the first one's.
func (g *guard) aggregate(m rtmpwire.Message) error {
	const header, trailer = 11, 4
	var first uint32
	for i, b := 0, m.Payload; len(b) >= header; i++ {
		n := int(b[1])<<16 | int(b[2])<<8 | int(b[3])
		ts := uint32(b[7])<<24 | uint32(b[4])<<16 | uint32(b[5])<<8 | uint32(b[6])
		if n > len(b)-header {
			return fmt.Errorf("%w: tag of %d bytes in %d of an aggregate", rtmpwire.ErrMalformed, n, len(b)-header)
		}
		if i == 0 {
			first = ts
		}
		body, at := b[header:header+n], m.Timestamp+ts-first
		var err error
		switch rtmpwire.Type(b[0]) {
		case rtmpwire.TypeAudio:
			err = g.events.audio(at, body)
		case rtmpwire.TypeVideo:
			err = g.events.video(at, body)
		case rtmpwire.TypeDataAMF0:
			err = g.data(at, body)
		}
		if err != nil {
			return err
		}
		b = b[min(len(b), header+n+trailer):]
	}
	return nil
}
