// Package bits reads the bit fields of codec headers.
//
// A Reader keeps its first error and yields zeros after it, so that a parser reads like the syntax table of its
// specification and checks once. It never panics.
package bits

import "errors"

// ErrShort says that fields were read beyond the end, or that a number was too large for its code.
var ErrShort = errors.New("header ends too early")

// Reader reads fields, most significant bit first.
type Reader struct {
	b   []byte
	at  int // in bits
	err error
}

// NewReader reads b.
func NewReader(b []byte) *Reader { return &Reader{b: b} }

// Err is the first error.
func (r *Reader) Err() error { return r.err }

// Left is how many bits have not been read; 0 after an error.
func (r *Reader) Left() int {
	if r.err != nil {
		return 0
	}
	return 8*len(r.b) - r.at
}

// U reads n bits, at most 32, as an unsigned number.
func (r *Reader) U(n int) uint32 {
	if n > r.Left() {
		r.err = ErrShort
		return 0
	}
	var v uint32
	for range n {
		v = v<<1 | uint32(r.b[r.at/8]>>(7-r.at%8)&1)
		r.at++
	}
	return v
}

// Flag reads one bit.
func (r *Reader) Flag() bool { return r.U(1) == 1 }

// Skip passes over n bits.
func (r *Reader) Skip(n int) {
	if n > r.Left() {
		r.err = ErrShort
		return
	}
	r.at += n
}

// UE reads an unsigned Exp-Golomb code (ITU-T H.264 9.1), which must fit 32 bits.
func (r *Reader) UE() uint32 {
	zeros := 0
	for r.U(1) == 0 {
		if zeros++; zeros > 31 || r.Left() == 0 {
			r.err = ErrShort
			return 0
		}
	}
	if zeros > r.Left() {
		r.err = ErrShort
		return 0
	}
	return 1<<zeros - 1 + r.U(zeros)
}

// SE reads a signed Exp-Golomb code.
func (r *Reader) SE() int32 {
	v := r.UE()
	if v&1 == 1 {
		return int32(v/2 + 1)
	}
	return -int32(v / 2)
}

// RBSP is a NAL unit's payload without the emulation prevention bytes (ITU-T H.264 7.4.1): 00 00 03 becomes 00 00. It
// aliases nal where there are none.
func RBSP(nal []byte) []byte {
	var out []byte
	from := 0
	for i := 2; i < len(nal); i++ {
		if nal[i] == 3 && nal[i-1] == 0 && nal[i-2] == 0 {
			out = append(out, nal[from:i]...)
			from = i + 1
			i += 2 // the next one cannot begin before two more zeros
		}
	}
	if from == 0 {
		return nal
	}
	return append(out, nal[from:]...)
}

// EBSP is a NAL unit's payload with emulation prevention bytes, the opposite of RBSP. It never aliases rbsp.
func EBSP(rbsp []byte) []byte {
	out := make([]byte, 0, len(rbsp)+len(rbsp)/64+1)
	zeros := 0
	for _, v := range rbsp {
		if zeros == 2 && v <= 3 {
			out, zeros = append(out, 3), 0
		}
		if out = append(out, v); v == 0 {
			zeros++
		} else {
			zeros = 0
		}
	}
	return out
}
