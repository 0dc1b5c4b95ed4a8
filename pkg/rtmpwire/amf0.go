package rtmpwire

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// Bounds of an AMF0 document.
const (
	maxDepth  = 16
	maxValues = 4096
)

// AMF0 markers (AMF0 specification section 2.1).
const (
	amfNumber      = 0
	amfBoolean     = 1
	amfString      = 2
	amfObject      = 3
	amfNull        = 5
	amfUndefined   = 6
	amfReference   = 7
	amfECMAArray   = 8
	amfObjectEnd   = 9
	amfStrictArray = 10
	amfDate        = 11
	amfLongString  = 12
	amfUnsupported = 13
	amfXML         = 15
	amfTypedObject = 16
	amfAVMPlus     = 17
)

// Object is an AMF0 object or ECMA array. Of a repeated key the last value counts.
type Object map[string]any

// DecodeAMF0 decodes a sequence of values until b is used up. A value is a float64, bool, string, Object, []any, or
// nil for null, undefined, references and what else has no meaning here. Strings are made valid UTF-8. The document
// may hold 4096 values, 16 deep. It ends before a value that is in AMF3: such are the extras of Flash's encoders.
func DecodeAMF0(b []byte) ([]any, error) {
	d := decoder{b: b, left: maxValues}
	var out []any
	for len(d.b) > 0 && d.b[0] != amfAVMPlus {
		v, err := d.value(0)
		if err != nil {
			return nil, fmt.Errorf("%w: amf0: %w", ErrMalformed, err)
		}
		out = append(out, v)
	}
	return out, nil
}

type decoder struct {
	b    []byte
	left int // values that may still come
}

func (d *decoder) take(n int) ([]byte, error) {
	if n > len(d.b) {
		return nil, fmt.Errorf("%d bytes where %d are announced", len(d.b), n)
	}
	b := d.b[:n]
	d.b = d.b[n:]
	return b, nil
}

func (d *decoder) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("more than %d levels deep", maxDepth)
	}
	if d.left--; d.left < 0 {
		return nil, fmt.Errorf("more than %d values", maxValues)
	}
	marker, err := d.take(1)
	if err != nil {
		return nil, err
	}
	switch marker[0] {
	case amfNumber:
		b, err := d.take(8)
		if err != nil {
			return nil, err
		}
		return math.Float64frombits(binary.BigEndian.Uint64(b)), nil
	case amfBoolean:
		b, err := d.take(1)
		if err != nil {
			return nil, err
		}
		return b[0] != 0, nil
	case amfString:
		return d.text(2)
	case amfLongString, amfXML:
		return d.text(4)
	case amfNull, amfUndefined, amfUnsupported:
		return nil, nil
	case amfReference:
		_, err := d.take(2)
		return nil, err
	case amfDate:
		_, err := d.take(10)
		return nil, err
	case amfTypedObject:
		if _, err := d.text(2); err != nil {
			return nil, err
		}
		return d.object(depth)
	case amfObject:
		return d.object(depth)
	case amfECMAArray:
		if _, err := d.take(4); err != nil { // the count is a hint: the end marker tells
			return nil, err
		}
		return d.object(depth)
	case amfStrictArray:
		return d.array(depth)
	default:
		return nil, fmt.Errorf("marker %d", marker[0])
	}
}

// text reads a string behind a length of n bytes.
func (d *decoder) text(n int) (string, error) {
	b, err := d.take(n)
	if err != nil {
		return "", err
	}
	var size uint32
	for _, c := range b {
		size = size<<8 | uint32(c)
	}
	if int64(size) > int64(len(d.b)) {
		return "", fmt.Errorf("string of %d bytes where %d are left", size, len(d.b))
	}
	b, err = d.take(int(size))
	return strings.ToValidUTF8(string(b), "\uFFFD"), err
}

func (d *decoder) object(depth int) (any, error) {
	o := Object{}
	for {
		key, err := d.text(2)
		if err != nil {
			return nil, err
		}
		if key == "" && len(d.b) > 0 && d.b[0] == amfObjectEnd {
			d.b = d.b[1:]
			return o, nil
		}
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		o[key] = v
	}
}

func (d *decoder) array(depth int) (any, error) {
	b, err := d.take(4)
	if err != nil {
		return nil, err
	}
	n := int64(binary.BigEndian.Uint32(b))
	if n > int64(len(d.b)) { // a value takes at least one byte
		return nil, fmt.Errorf("array of %d values in %d bytes", n, len(d.b))
	}
	var out []any
	for range n {
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// AppendNumber appends an AMF0 number.
func AppendNumber(b []byte, v float64) []byte {
	return binary.BigEndian.AppendUint64(append(b, amfNumber), math.Float64bits(v))
}

// AppendString appends an AMF0 string; what is beyond 65535 bytes is cut off.
func AppendString(b []byte, s string) []byte { return appendText(append(b, amfString), s) }

// AppendNull appends an AMF0 null.
func AppendNull(b []byte) []byte { return append(b, amfNull) }

// Property is a key and its value, for AppendObject.
type Property struct {
	Key   string
	Value any // a string, a float64, a list of strings, or the properties of an object; null if it is something else
}

// AppendObject appends an AMF0 object, its properties in the given order.
func AppendObject(b []byte, properties ...Property) []byte {
	b = append(b, amfObject)
	for _, p := range properties {
		b = appendText(b, p.Key)
		switch v := p.Value.(type) {
		case string:
			b = AppendString(b, v)
		case float64:
			b = AppendNumber(b, v)
		case []string:
			b = binary.BigEndian.AppendUint32(append(b, amfStrictArray), uint32(len(v)))
			for _, s := range v {
				b = AppendString(b, s)
			}
		case []Property:
			b = AppendObject(b, v...)
		default:
			b = AppendNull(b)
		}
	}
	return append(b, 0, 0, amfObjectEnd)
}

func appendText(b []byte, s string) []byte {
	s = s[:min(len(s), math.MaxUint16)]
	return append(binary.BigEndian.AppendUint16(b, uint16(len(s))), s...)
}
