package rtmp

import (
	"math"

	"github.com/millrace/millrace/pkg/rtmpwire"
)

// maxText is the most of a string that go-rtmp gets.
const maxText = 2048

// translator writes commands anew: known names only, with the arguments that go-rtmp needs in the types that it
// expects. It remembers which message stream publishes, because some clients delete it by name.
type translator struct {
	publishing uint32
}

// translate returns the message stream and the AMF0 body for go-rtmp; nil where it is not to get the command.
func (t *translator) translate(stream uint32, values []any) (uint32, []byte) {
	name, ok := at[string](values, 0)
	if !ok {
		return 0, nil
	}
	transaction, _ := at[float64](values, 1)
	transaction = whole(transaction)
	text, _ := at[string](values, 3)
	text = cut(text)
	begin := func() []byte { return rtmpwire.AppendNumber(rtmpwire.AppendString(nil, name), transaction) }

	switch name {
	case "connect":
		o, _ := at[rtmpwire.Object](values, 2)
		var properties []rtmpwire.Property
		for _, key := range []string{"app", "type", "flashVer", "tcUrl"} {
			if v, ok := o[key].(string); ok {
				properties = append(properties, rtmpwire.Property{Key: key, Value: cut(v)})
			}
		}
		return 0, rtmpwire.AppendObject(begin(), properties...)
	case "createStream":
		return 0, rtmpwire.AppendNull(begin())
	case "releaseStream", "FCPublish", "FCUnpublish":
		return 0, rtmpwire.AppendString(rtmpwire.AppendNull(begin()), text)
	case "deleteStream":
		id, ok := at[float64](values, 3)
		if !ok {
			id = float64(t.publishing)
		}
		return 0, rtmpwire.AppendNumber(rtmpwire.AppendNull(begin()), whole(id))
	case "publish":
		t.publishing = stream
		return stream, rtmpwire.AppendString(rtmpwire.AppendString(rtmpwire.AppendNull(begin()), text), "live")
	case "play":
		return stream, rtmpwire.AppendString(rtmpwire.AppendNull(begin()), text)
	case "closeStream":
		return stream, rtmpwire.AppendNull(begin())
	default:
		return 0, nil // answers to calls that were not made, and calls that nobody waits for
	}
}

// at is the i-th value if it has the type T.
func at[T any](values []any, i int) (T, bool) {
	if i >= len(values) {
		var zero T
		return zero, false
	}
	v, ok := values[i].(T)
	return v, ok
}

// whole is v as a whole number that fits go-rtmp's integers; 0 for what is none.
func whole(v float64) float64 {
	if !(v >= 0 && v <= math.MaxInt32) {
		return 0
	}
	return math.Trunc(v)
}

func cut(s string) string { return s[:min(len(s), maxText)] }
