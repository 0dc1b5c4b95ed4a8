package flv

import (
	"encoding/binary"
	"fmt"
	"io"
)

// Writer writes a file tag by tag.
type Writer struct {
	w   io.Writer
	buf []byte
}

// NewWriter writes the file header.
func NewWriter(w io.Writer, video, audio bool) (*Writer, error) {
	h := []byte{'F', 'L', 'V', 1, 0, 0, 0, 0, fileHeaderSize, 0, 0, 0, 0}
	if video {
		h[4] |= 1
	}
	if audio {
		h[4] |= 4
	}
	if _, err := w.Write(h); err != nil {
		return nil, fmt.Errorf("write flv header: %w", err)
	}
	return &Writer{w: w}, nil
}

// Write writes one tag in a single write.
func (w *Writer) Write(t Tag) error {
	if len(t.Data) > maxTagData {
		return fmt.Errorf("flv tag of %d bytes: at most %d", len(t.Data), maxTagData)
	}
	n := len(t.Data)
	b := append(w.buf[:0], byte(t.Type), byte(n>>16), byte(n>>8), byte(n),
		byte(t.Timestamp>>16), byte(t.Timestamp>>8), byte(t.Timestamp), byte(t.Timestamp>>24), 0, 0, 0)
	b = append(b, t.Data...)
	b = binary.BigEndian.AppendUint32(b, uint32(tagHeaderSize+n))
	w.buf = b
	_, err := w.w.Write(b)
	return err
}
