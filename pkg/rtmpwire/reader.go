package rtmpwire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// ErrMalformed is wrapped by every error that is the peer's fault rather than the connection's.
var ErrMalformed = errors.New("malformed rtmp")

// Bounds of a Reader.
const (
	MaxChunkStreams = 16      // OBS uses 3, FFmpeg 5
	MinChunkSize    = 128     // smaller ones cost more than they carry, and nobody honest sends them
	keepBuffer      = 1 << 18 // a message buffer that grew beyond this is not kept for the next message
	firstBuffer     = 1 << 12 // what a message's buffer begins with at least; at most a part of the largest message
	firstPart       = 1 << 7
	maxTypeThreeGap = 5000 // ms, see start
)

// Reader takes a chunk stream apart into messages. It obeys SetChunkSize and Abort itself and never returns them,
// nor messages without a payload. Use it from one goroutine.
type Reader struct {
	r          *bufio.Reader
	chunkSize  int
	maxMessage int
	pending    int // bytes held of messages that are not whole
	total      uint64
	streams    map[int]*chunkStream
	done       *chunkStream // whose message the last Read returned
}

// chunkStream is what one chunk stream's headers are relative to, and the message that is being put together.
type chunkStream struct {
	id        int
	timestamp uint32
	field     uint32 // the last timestamp field: a delta, or the absolute time after a type 0 header
	absolute  bool   // the last header was of type 0
	extended  bool   // the last header had an extended timestamp
	length    int
	typ       Type
	stream    uint32
	open      bool // a message was begun and is not whole
	buf       []byte
}

// NewReader reads chunks from r, whose buffer must hold at least 16 bytes. maxMessage bounds the payload of one
// message, and the sum of what is held for unfinished ones.
func NewReader(r *bufio.Reader, maxMessage int) *Reader {
	return &Reader{r: r, chunkSize: DefaultChunkSize, maxMessage: maxMessage, streams: make(map[int]*chunkStream)}
}

// SetMaxMessage changes the bound from the next chunk on.
func (r *Reader) SetMaxMessage(n int) { r.maxMessage = n }

// BytesRead is the number of bytes taken so far, for acknowledgements.
func (r *Reader) BytesRead() uint64 { return r.total }

// Read returns the next message. Its payload is valid until the next Read. The error is io.EOF only where the
// connection ended between two messages.
func (r *Reader) Read() (Message, error) {
	if r.done != nil {
		if cap(r.done.buf) > keepBuffer {
			r.done.buf = nil
		}
		r.done.buf = r.done.buf[:0]
		r.done = nil
	}
	for {
		cs, err := r.chunk()
		if err != nil {
			return Message{}, err
		}
		if cs == nil {
			continue
		}
		m := Message{ChunkStream: cs.id, Type: cs.typ, Stream: cs.stream, Timestamp: cs.timestamp, Payload: cs.buf}
		switch m.Type {
		case TypeSetChunkSize:
			err = r.setChunkSize(m.Payload)
		case TypeAbort:
			r.abort(m.Payload)
		default:
			r.done = cs
			return m, nil
		}
		if err != nil {
			return Message{}, err
		}
		cs.buf = cs.buf[:0]
	}
}

// chunk reads one chunk. It returns the chunk stream when that completed a message with a payload.
func (r *Reader) chunk() (*chunkStream, error) {
	kind, id, err := r.basicHeader()
	if err != nil {
		return nil, err
	}
	cs := r.streams[id]
	if cs == nil {
		if kind > 1 {
			return nil, fmt.Errorf("%w: chunk stream %d begins with a type %d header", ErrMalformed, id, kind)
		}
		if len(r.streams) >= MaxChunkStreams {
			return nil, fmt.Errorf("%w: more than %d chunk streams", ErrMalformed, MaxChunkStreams)
		}
		cs = &chunkStream{id: id}
		r.streams[id] = cs
	}
	if err := r.messageHeader(cs, kind); err != nil {
		return nil, noEOF(err)
	}
	if cs.length > r.maxMessage {
		return nil, fmt.Errorf("%w: message of %d bytes, at most %d are taken now", ErrMalformed, cs.length, r.maxMessage)
	}
	n := min(cs.length-len(cs.buf), r.chunkSize)
	if r.pending+n > r.maxMessage {
		return nil, fmt.Errorf("%w: unfinished messages of more than %d bytes", ErrMalformed, r.maxMessage)
	}
	if err := r.payload(cs, n); err != nil {
		return nil, noEOF(err)
	}
	if len(cs.buf) < cs.length {
		return nil, nil
	}
	cs.open = false
	r.pending -= len(cs.buf)
	if cs.length == 0 {
		return nil, nil
	}
	return cs, nil
}

// basicHeader reads the type of the message header and the chunk stream ID (section 5.3.1.1).
func (r *Reader) basicHeader() (kind byte, id int, err error) {
	b, err := r.r.ReadByte()
	if err != nil {
		if err == io.EOF && r.pending > 0 {
			err = io.ErrUnexpectedEOF
		}
		return 0, 0, err
	}
	r.total++
	kind, id = b>>6, int(b&0x3f)
	if id < 2 {
		ext, err := r.take(id + 1)
		if err != nil {
			return 0, 0, noEOF(err)
		}
		if id == 0 {
			return kind, 64 + int(ext[0]), nil
		}
		return kind, 64 + int(ext[0]) + 256*int(ext[1]), nil
	}
	return kind, id, nil
}

// messageHeader reads a header of type 0 to 3 and begins a message unless one is open (sections 5.3.1.2, 5.3.1.3).
func (r *Reader) messageHeader(cs *chunkStream, kind byte) error {
	if kind == 3 {
		return r.typeThree(cs)
	}
	h, err := r.take([]int{11, 7, 3}[kind])
	if err != nil {
		return err
	}
	field := uint24(h)
	length, typ, stream := cs.length, cs.typ, cs.stream
	if kind <= 1 {
		length, typ = int(uint24(h[3:])), Type(h[6])
	}
	if kind == 0 {
		stream = binary.LittleEndian.Uint32(h[7:])
	}
	extended := field == 0xffffff
	if extended {
		h, err := r.take(4)
		if err != nil {
			return err
		}
		field = binary.BigEndian.Uint32(h)
	}
	if cs.open {
		// Some encoders repeat a header inside a message. A type 0 header, or one that says something else, means
		// that the rest of the old message will never come.
		if kind != 0 && length == cs.length && typ == cs.typ {
			return nil
		}
		r.drop(cs)
	}
	cs.length, cs.typ, cs.stream = length, typ, stream
	cs.field, cs.absolute, cs.extended = field, kind == 0, extended
	if cs.absolute {
		cs.timestamp = field
	} else {
		cs.timestamp += field
	}
	cs.open = true
	return nil
}

// typeThree continues the open message, or begins one like the last.
func (r *Reader) typeThree(cs *chunkStream) error {
	if cs.extended {
		// The extended timestamp is repeated by the specification, but not by every encoder.
		h, err := r.r.Peek(4)
		if err != nil {
			return err
		}
		if binary.BigEndian.Uint32(h) == cs.field {
			if _, err := r.take(4); err != nil {
				return err
			}
		}
	}
	if cs.open {
		return nil
	}
	// After a type 0 header the delta is its timestamp (5.3.1.2.4). FFmpeg means that; librtmp means "the same
	// time". They differ where the timestamp is no plausible delta.
	if !cs.absolute || cs.field <= maxTypeThreeGap {
		cs.timestamp += cs.field
	}
	cs.open = true
	return nil
}

// payload appends n bytes to the open message. The buffer at most doubles ahead of what arrived.
func (r *Reader) payload(cs *chunkStream, n int) error {
	for n > 0 {
		if len(cs.buf) == cap(cs.buf) {
			grown := make([]byte, len(cs.buf), min(max(2*cap(cs.buf), firstBuffer, r.maxMessage/firstPart), cs.length))
			copy(grown, cs.buf)
			cs.buf = grown
		}
		at := len(cs.buf)
		step := min(n, cap(cs.buf)-at)
		got, err := io.ReadFull(r.r, cs.buf[at:at+step])
		r.total += uint64(got)
		r.pending += got
		cs.buf = cs.buf[:at+got]
		if err != nil {
			return err
		}
		n -= step
	}
	return nil
}

// setChunkSize obeys the peer's SetChunkSize.
func (r *Reader) setChunkSize(b []byte) error {
	if len(b) < 4 {
		return fmt.Errorf("%w: chunk size message of %d bytes", ErrMalformed, len(b))
	}
	n := binary.BigEndian.Uint32(b)
	if n < MinChunkSize || n > 1<<31-1 {
		return fmt.Errorf("%w: chunk size %d, at least %d is asked for", ErrMalformed, n, MinChunkSize)
	}
	r.chunkSize = int(min(n, 1<<24)) // no message is longer
	return nil
}

// abort drops the unfinished message of the chunk stream that the peer names (section 5.4.2).
func (r *Reader) abort(b []byte) {
	if len(b) < 4 {
		return
	}
	if cs := r.streams[int(binary.BigEndian.Uint32(b))]; cs != nil && cs.open {
		r.drop(cs)
	}
}

// drop forgets the open message of cs.
func (r *Reader) drop(cs *chunkStream) {
	r.pending -= len(cs.buf)
	cs.buf, cs.open = cs.buf[:0], false
}

// take consumes n bytes, which stay valid until the next read; n is at most 11.
func (r *Reader) take(n int) ([]byte, error) {
	b, err := r.r.Peek(n)
	if err != nil {
		return nil, err
	}
	r.total += uint64(n)
	_, err = r.r.Discard(n)
	return b, err
}

// noEOF turns an end inside a chunk into io.ErrUnexpectedEOF.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func uint24(b []byte) uint32 { return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]) }
