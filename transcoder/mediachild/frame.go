package mediachild

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"google.golang.org/protobuf/proto"
)

// MaxMessageBytes bounds one message, either way.
const MaxMessageBytes = 16 << 20

// ErrMessageSize says that a message is larger than MaxMessageBytes.
var ErrMessageSize = fmt.Errorf("message of more than %d bytes", MaxMessageBytes)

const lengthBytes = 4

// WriteMessage writes m behind its length: 4 bytes, big endian, then the protobuf. It makes one call of Write.
func WriteMessage(w io.Writer, m proto.Message) error {
	opts := proto.MarshalOptions{}
	size := opts.Size(m)
	if size > MaxMessageBytes {
		return ErrMessageSize
	}
	buf, err := opts.MarshalAppend(make([]byte, lengthBytes, lengthBytes+size), m)
	if err != nil {
		return fmt.Errorf("marshal message: %w", err)
	}
	binary.BigEndian.PutUint32(buf, uint32(len(buf)-lengthBytes))
	if _, err := w.Write(buf); err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	return nil
}

// ReadMessage reads what WriteMessage wrote into m. It returns io.EOF where the stream ends between messages. No
// more memory is taken than has arrived, twice over at most.
func ReadMessage(r io.Reader, m proto.Message) error {
	var length [lengthBytes]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return io.EOF
		}
		return fmt.Errorf("read message: %w", err)
	}
	size := binary.BigEndian.Uint32(length[:])
	if size > MaxMessageBytes {
		return ErrMessageSize
	}
	buf, err := readAll(r, int(size))
	if err != nil {
		return fmt.Errorf("read message: %w", err)
	}
	if err := proto.Unmarshal(buf, m); err != nil {
		return fmt.Errorf("parse message: %w", err)
	}
	return nil
}

// readAll reads size bytes into a buffer that grows with what comes.
func readAll(r io.Reader, size int) ([]byte, error) {
	buf := make([]byte, 0, min(size, 256<<10))
	for len(buf) < size {
		if len(buf) == cap(buf) {
			grown := make([]byte, len(buf), min(size, 2*cap(buf)))
			copy(grown, buf)
			buf = grown
		}
		n, err := io.ReadFull(r, buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
	}
	return buf, nil
}
