package rtmpwire

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// Writer packs messages into chunks. Use it from one goroutine.
type Writer struct {
	w         *bufio.Writer
	chunkSize int
	last      map[int]Message // by chunk stream, without payload; Payload's length is kept in lengths
	lengths   map[int]int
	hdr       []byte
}

// NewWriter writes to w, in chunks of DefaultChunkSize until SetChunkSize.
func NewWriter(w io.Writer) *Writer {
	return &Writer{
		w:         bufio.NewWriterSize(w, 1<<16),
		chunkSize: DefaultChunkSize,
		last:      make(map[int]Message),
		lengths:   make(map[int]int),
	}
}

// SetChunkSize tells the peer that the following chunks hold up to n bytes, MinChunkSize to 2^24-1.
func (w *Writer) SetChunkSize(n int) error {
	if n < MinChunkSize || n >= 1<<24 {
		return fmt.Errorf("chunk size %d: use %d to %d", n, MinChunkSize, 1<<24-1)
	}
	if err := w.Write(Message{ChunkStream: 2, Type: TypeSetChunkSize, Payload: binary.BigEndian.AppendUint32(nil, uint32(n))}); err != nil {
		return err
	}
	w.chunkSize = n
	return nil
}

// Write sends one message, of at most 2^24-1 bytes, and flushes.
func (w *Writer) Write(m Message) error {
	if len(m.Payload) >= 1<<24 {
		return fmt.Errorf("message of %d bytes is too long for rtmp", len(m.Payload))
	}
	if m.ChunkStream < 2 || m.ChunkStream > 65599 {
		return fmt.Errorf("chunk stream %d: use 2 to 65599", m.ChunkStream)
	}
	kind, field := w.choose(m)
	w.hdr = AppendHeader(w.hdr[:0], kind, field, m)
	again := appendBasic(nil, 3, m.ChunkStream)
	if field >= 0xffffff {
		again = binary.BigEndian.AppendUint32(again, field)
	}
	w.w.Write(w.hdr) //nolint:errcheck // bufio keeps the error for Flush
	for p := m.Payload; ; _, _ = w.w.Write(again) {
		n := min(len(p), w.chunkSize)
		w.w.Write(p[:n]) //nolint:errcheck // likewise
		if p = p[n:]; len(p) == 0 {
			break
		}
	}
	w.lengths[m.ChunkStream] = len(m.Payload)
	m.Payload = nil
	w.last[m.ChunkStream] = m
	return w.w.Flush()
}

// choose picks the shortest header that every receiver understands alike: a message never begins with type 3.
func (w *Writer) choose(m Message) (kind byte, field uint32) {
	last, ok := w.last[m.ChunkStream]
	delta := m.Timestamp - last.Timestamp
	switch {
	case !ok || last.Stream != m.Stream || int32(delta) < 0:
		return 0, m.Timestamp
	case last.Type != m.Type || w.lengths[m.ChunkStream] != len(m.Payload):
		return 1, delta
	default:
		return 2, delta
	}
}

// AppendHeader appends the basic and message header of kind 0 to 2 for m, with the timestamp or delta in field.
func AppendHeader(b []byte, kind byte, field uint32, m Message) []byte {
	b = appendBasic(b, kind, m.ChunkStream)
	b = appendUint24(b, min(field, 0xffffff))
	if kind <= 1 {
		b = appendUint24(b, uint32(len(m.Payload)))
		b = append(b, byte(m.Type))
	}
	if kind == 0 {
		b = binary.LittleEndian.AppendUint32(b, m.Stream)
	}
	if field >= 0xffffff {
		b = binary.BigEndian.AppendUint32(b, field)
	}
	return b
}

func appendBasic(b []byte, kind byte, id int) []byte {
	switch {
	case id < 64:
		return append(b, kind<<6|byte(id))
	case id < 320:
		return append(b, kind<<6, byte(id-64))
	default:
		return append(b, kind<<6|1, byte(id-64), byte((id-64)>>8))
	}
}

func appendUint24(b []byte, v uint32) []byte { return append(b, byte(v>>16), byte(v>>8), byte(v)) }
