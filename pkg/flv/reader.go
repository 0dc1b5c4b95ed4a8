package flv

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// ErrMalformed is wrapped by the errors about bytes that are no FLV.
var ErrMalformed = errors.New("malformed flv")

// Reader reads the tags of a file in order.
type Reader struct {
	r *bufio.Reader
}

// NewReader reads the file header.
func NewReader(r io.Reader) (*Reader, error) {
	br := bufio.NewReaderSize(r, 1<<16)
	var h [fileHeaderSize]byte
	if _, err := io.ReadFull(br, h[:]); err != nil {
		return nil, fmt.Errorf("read flv header: %w", noEOF(err))
	}
	if string(h[:3]) != "FLV" {
		return nil, fmt.Errorf("%w: it begins with %q, not with FLV", ErrMalformed, h[:3])
	}
	offset := binary.BigEndian.Uint32(h[5:])
	if offset < fileHeaderSize || offset > 1024 {
		return nil, fmt.Errorf("%w: header of %d bytes", ErrMalformed, offset)
	}
	if _, err := br.Discard(int(offset) - fileHeaderSize + tagSizeSize); err != nil {
		return nil, fmt.Errorf("read flv header: %w", noEOF(err))
	}
	return &Reader{r: br}, nil
}

// Next returns the next tag, whose Data belongs to the caller, and io.EOF behind the last whole tag. A tag that is
// cut off is io.ErrUnexpectedEOF.
func (r *Reader) Next() (Tag, error) {
	var h [tagHeaderSize]byte
	if _, err := io.ReadFull(r.r, h[:]); err != nil {
		return Tag{}, err
	}
	if h[0]&0xc0 != 0 {
		return Tag{}, fmt.Errorf("%w: tag type %#02x", ErrMalformed, h[0])
	}
	if h[0]&0x20 != 0 {
		return Tag{}, fmt.Errorf("%w: encrypted tag", ErrUnsupported)
	}
	t := Tag{
		Type:      TagType(h[0] & 0x1f),
		Timestamp: uint32(h[7])<<24 | uint24(h[4:]),
	}
	var err error
	if t.Data, err = readN(r.r, int(uint24(h[1:]))); err != nil {
		return Tag{}, noEOF(err)
	}
	// The size behind the last tag is missing in some files that were cut off.
	if _, err := r.r.Discard(tagSizeSize); err != nil && err != io.EOF {
		return Tag{}, err
	}
	return t, nil
}

// readN reads n bytes, of which it allocates at most twice what arrived.
func readN(r io.Reader, n int) ([]byte, error) {
	b := make([]byte, 0, min(n, 1<<16))
	for len(b) < n {
		if len(b) == cap(b) {
			grown := make([]byte, len(b), min(n, 2*cap(b)))
			copy(grown, b)
			b = grown
		}
		got, err := io.ReadFull(r, b[len(b):cap(b)])
		b = b[:len(b)+got]
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func uint24(b []byte) uint32 { return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]) }
