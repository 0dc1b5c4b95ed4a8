// Package id3 packs and parses ID3v2.4 tags of text and private frames: what timed metadata is carried in.
//
// Parse is for bytes from strangers: it returns an error for whatever is no such tag, reads nothing outside the input, and copies
// what it returns. Frames of other kinds are passed over.
package id3

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds of a tag.
const (
	MaxSize   = 64 << 10 // bytes
	MaxFrames = 64
)

// ErrMalformed is wrapped by every error of Parse.
var ErrMalformed = errors.New("malformed ID3 tag")

// Kinds of frames.
const (
	Text    = "TXXX"
	Private = "PRIV"
)

// Frame is a frame of a tag.
type Frame struct {
	Kind  string // Text or Private
	Name  string // the description of a text, or the owner of a private frame, which is Latin-1 by the specification
	Value []byte // the text in UTF-8, or the private data
}

// Check says why frames make no tag; nil if they do.
func Check(frames []Frame) error {
	if len(frames) == 0 || len(frames) > MaxFrames {
		return fmt.Errorf("%d frames: from 1 to %d", len(frames), MaxFrames)
	}
	size := headSize
	for _, f := range frames {
		switch {
		case f.Kind != Text && f.Kind != Private:
			return fmt.Errorf("frame %q: %s or %s", f.Kind, Text, Private)
		case strings.IndexByte(f.Name, 0) >= 0:
			return errors.New("a frame's name has no zero in it")
		case f.Kind == Text && (!utf8.ValidString(f.Name) || !utf8.Valid(f.Value) || bytes.IndexByte(f.Value, 0) >= 0):
			return errors.New("a text is UTF-8 without zeros")
		case f.Kind == Private && strings.ContainsFunc(f.Name, func(r rune) bool { return r < ' ' || r > '~' }):
			return errors.New("an owner is of printable ASCII characters, such as a URL")
		}
		size += headSize + 2 + len(f.Name) + len(f.Value)
	}
	if size > MaxSize {
		return fmt.Errorf("%d bytes: at most %d", size, MaxSize)
	}
	return nil
}

// headSize is that of the tag's header, and of each frame's.
const headSize = 10

// utf8Text is the encoding in which we write texts.
const utf8Text = 3

// Append packs a tag behind b. Check accepts the frames.
func Append(b []byte, frames []Frame) []byte {
	at := len(b)
	b = append(b, "ID3\x04\x00\x00\x00\x00\x00\x00"...)
	for _, f := range frames {
		size := len(f.Name) + 1 + len(f.Value)
		if f.Kind == Text {
			size++
		}
		b = append(b, f.Kind...)
		b = binary.BigEndian.AppendUint32(b, spread(uint32(size)))
		b = append(b, 0, 0)
		if f.Kind == Text {
			b = append(b, utf8Text)
		}
		b = append(append(b, f.Name...), 0)
		b = append(b, f.Value...)
	}
	binary.BigEndian.PutUint32(b[at+6:], spread(uint32(len(b)-at-headSize)))
	return b
}

// spread makes a synchsafe integer: seven bits a byte.
func spread(n uint32) uint32 { return n&0x7f | n<<1&0x7f00 | n<<2&0x7f0000 | n<<3&0x7f000000 }

// gather reads one; false if it is none.
func gather(b []byte) (int, bool) {
	n := binary.BigEndian.Uint32(b)
	return int(n&0x7f | n>>1&0x3f80 | n>>2&0x1fc000 | n>>3&0xfe00000), n&0x80808080 == 0
}

// Parse reads a tag of version 2.4 that is all of b.
func Parse(b []byte) ([]Frame, error) {
	frames, err := parse(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return frames, nil
}

func parse(b []byte) ([]Frame, error) {
	if len(b) < headSize || len(b) > MaxSize || string(b[:3]) != "ID3" {
		return nil, fmt.Errorf("no tag of up to %d bytes", MaxSize)
	}
	if b[3] != 4 || b[5] != 0 {
		return nil, fmt.Errorf("version 2.%d, flags %#x: only 2.4 without any", b[3], b[5])
	}
	size, ok := gather(b[6:])
	if b = b[headSize:]; !ok || size != len(b) {
		return nil, fmt.Errorf("%d bytes where %d are announced", len(b), size)
	}
	var frames []Frame
	for len(b) > 0 && b[0] != 0 { // zeros are padding
		if len(b) < headSize {
			return nil, errors.New("half a frame")
		}
		size, ok := gather(b[4:])
		if !ok || size > len(b)-headSize {
			return nil, fmt.Errorf("frame of %d bytes where %d are left", size, len(b)-headSize)
		}
		f, known, err := frame(string(b[:4]), b[9], b[headSize:headSize+size])
		if err != nil {
			return nil, err
		}
		if known {
			if len(frames) == MaxFrames {
				return nil, fmt.Errorf("more than %d frames", MaxFrames)
			}
			frames = append(frames, f)
		}
		b = b[headSize+size:]
	}
	return frames, nil
}

// frame reads what a frame holds. Those that are compressed, encrypted or in a group are not known.
func frame(kind string, format byte, b []byte) (f Frame, known bool, err error) {
	if format != 0 || kind != Text && kind != Private {
		return f, false, nil
	}
	if kind == Private {
		owner, data, ok := bytes.Cut(b, []byte{0})
		if !ok {
			return f, false, errors.New("private frame without an owner")
		}
		return Frame{kind, latin1(owner), bytes.Clone(data)}, true, nil
	}
	if len(b) == 0 {
		return f, false, errors.New("empty text frame")
	}
	encoding, b := b[0], b[1:]
	zero, decode := []byte{0}, latin1
	switch encoding {
	case 0:
	case 1, 2:
		return wide(b, encoding)
	case utf8Text:
		decode = func(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }
	default:
		return f, false, fmt.Errorf("text encoding %d", encoding)
	}
	name, value, ok := bytes.Cut(b, zero)
	if !ok {
		return f, false, errors.New("text frame without a description")
	}
	return Frame{kind, decode(name), []byte(decode(bytes.TrimRight(value, "\x00")))}, true, nil
}

func latin1(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// wide reads a text frame in UTF-16, with a byte order mark (1) or big endian (2).
func wide(b []byte, encoding byte) (f Frame, known bool, err error) {
	var texts [2]string
	for i := range texts {
		var order binary.ByteOrder = binary.BigEndian
		if encoding == 1 && len(b) >= 2 && b[0] == 0xff && b[1] == 0xfe {
			order = binary.LittleEndian
		}
		var units []uint16
		ended := false
		for len(b) >= 2 && !ended {
			u := order.Uint16(b)
			b = b[2:]
			switch {
			case u == 0:
				ended = true
			case u == 0xfeff && len(units) == 0:
			default:
				units = append(units, u)
			}
		}
		if i == 0 && !ended {
			return f, false, errors.New("text frame without a description")
		}
		texts[i] = string(utf16.Decode(units))
	}
	return Frame{Text, texts[0], []byte(texts[1])}, true, nil
}
