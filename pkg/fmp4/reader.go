package fmp4

import (
	"encoding/binary"
	"fmt"
)

// reader reads a box's payload. The readers of the boxes inside share its error: the first one stays, and after it
// every read yields zeros, so that a parser reads like the syntax table and checks once.
type reader struct {
	b   []byte
	err *error
}

func (r *reader) fail(format string, args ...any) {
	if *r.err == nil {
		*r.err = fmt.Errorf(format, args...)
	}
	r.b = nil
}

func (r *reader) failed() bool { return *r.err != nil }

func (r *reader) bytes(n int) []byte {
	if r.failed() || n < 0 || n > len(r.b) {
		r.fail("truncated")
		return nil
	}
	v := r.b[:n:n]
	r.b = r.b[n:]
	return v
}

func (r *reader) skip(n int) { r.bytes(n) }

func (r *reader) u8() uint8 {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if b := r.bytes(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.bytes(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if b := r.bytes(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// full reads the version and flags of a full box.
func (r *reader) full() (version uint8, flags uint32) {
	v := r.u32()
	return uint8(v >> 24), v & 0xffffff
}

// end fails if bytes are left over.
func (r *reader) end(kind string) {
	if len(r.b) > 0 {
		r.fail("%d bytes too many in %s", len(r.b), kind)
	}
}

// next opens the next box, whatever it is. A size of 0 (to the end of the file) is not accepted.
func (r *reader) next() (kind []byte, payload reader) {
	size, name := uint64(r.u32()), r.bytes(4)
	header := uint64(8)
	if size == 1 {
		size, header = r.u64(), 16
	}
	if size < header || size-header > uint64(len(r.b)) {
		r.fail("box %q of %d bytes", name, size)
		return nil, reader{err: r.err}
	}
	return name, reader{b: r.bytes(int(size - header)), err: r.err}
}

// box opens the next box, which must be of the given kind.
func (r *reader) box(kind string) reader {
	got, payload := r.next()
	if string(got) != kind {
		r.fail("box %q where %q belongs", got, kind)
		return reader{err: r.err}
	}
	return payload
}

// find opens the first box of the given kind and passes over the others before it.
func (r *reader) find(kind string) reader {
	for len(r.b) > 0 {
		if got, payload := r.next(); string(got) == kind {
			return payload
		}
	}
	r.fail("no box %q", kind)
	return reader{err: r.err}
}
