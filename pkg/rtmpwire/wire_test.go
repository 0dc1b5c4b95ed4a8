package rtmpwire_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/rtmpwire"
)

const limit = 1 << 20

func reader(b []byte) *rtmpwire.Reader {
	return rtmpwire.NewReader(bufio.NewReader(bytes.NewReader(b)), limit)
}

// readAll returns copies of the messages before the error.
func readAll(b []byte) ([]rtmpwire.Message, error) {
	r := reader(b)
	var out []rtmpwire.Message
	for {
		m, err := r.Read()
		if err != nil {
			return out, err
		}
		m.Payload = bytes.Clone(m.Payload)
		out = append(out, m)
	}
}

func message(cs int, ts uint32, n int) rtmpwire.Message {
	p := make([]byte, n)
	for i := range p {
		p[i] = byte(i * 7)
	}
	return rtmpwire.Message{ChunkStream: cs, Type: rtmpwire.TypeVideo, Stream: 1, Timestamp: ts, Payload: p}
}

// conversation uses every kind of header and chunk stream ID.
func conversation() []rtmpwire.Message {
	return []rtmpwire.Message{
		message(3, 0, 10), message(63, 5, 128), message(64, 40, 129), message(319, 40, 1000), message(320, 41, 70_000),
		message(65599, 0xffffff, 300), message(65599, 0xffffff+33, 300), message(65599, math.MaxUint32, 300), message(65599, 7, 300),
		message(3, 0x1000000, 500), message(3, 0x1000000, 500), message(3, 0x3000000, 500), message(3, 0, 1),
		{ChunkStream: 4, Type: rtmpwire.TypeAudio, Stream: 2, Timestamp: 9, Payload: []byte{1}},
	}
}

func TestReaderGivesBackWhatWriterWrote(t *testing.T) {
	for _, size := range []int{128, 129, 4096, 65536, 1<<24 - 1} {
		var b bytes.Buffer
		w := rtmpwire.NewWriter(&b)
		require.NoError(t, w.Write(message(2, 1, 200)))
		require.NoError(t, w.SetChunkSize(size))
		for _, m := range conversation() {
			require.NoError(t, w.Write(m))
		}
		got, err := readAll(b.Bytes())
		require.Equal(t, io.EOF, err)
		require.Equal(t, append([]rtmpwire.Message{message(2, 1, 200)}, conversation()...), got, "chunk size %d", size)
	}
}

func TestWriterRefuses(t *testing.T) {
	w := rtmpwire.NewWriter(io.Discard)
	require.Error(t, w.SetChunkSize(1))
	require.Error(t, w.SetChunkSize(1<<24))
	require.Error(t, w.Write(message(1, 0, 1)))
	require.Error(t, w.Write(message(65600, 0, 1)))
	require.Error(t, w.Write(message(3, 0, 1<<24)))
}

// chunk is a chunk as it stands on the wire: its header and what follows it.
func chunk(kind byte, field uint32, m rtmpwire.Message, body ...byte) []byte {
	return append(rtmpwire.AppendHeader(nil, kind, field, m), body...)
}

func join(parts ...[]byte) []byte { return slices.Concat(parts...) }

func TestReaderTakesWhatEncodersSend(t *testing.T) {
	small := message(5, 0, 3)
	long := message(5, 0, 200)
	three := func(body ...byte) []byte { return append([]byte{3<<6 | 5}, body...) }
	far := uint32(0x2000000)
	be := binary.BigEndian.AppendUint32(nil, far)

	for name, tc := range map[string]struct {
		in    []byte
		times []uint32
		sizes []int
	}{
		"a message that begins with type 3 repeats the delta": {
			join(chunk(0, 1000, small, 1, 2, 3), chunk(1, 40, small, 1, 2, 3), three(1, 2, 3), three(1, 2, 3)),
			[]uint32{1000, 1040, 1080, 1120},
			[]int{3, 3, 3, 3},
		},
		"after type 0 the delta is its time": {
			join(chunk(0, 23, small, 1, 2, 3), three(1, 2, 3)), []uint32{23, 46}, []int{3, 3},
		},
		"unless that is no plausible delta": {
			join(chunk(0, 60_000, small, 1, 2, 3), three(1, 2, 3)), []uint32{60_000, 60_000}, []int{3, 3},
		},
		"an extended time that is repeated": {
			join(chunk(0, far, long, long.Payload[:128]...), three(be...), long.Payload[128:]), []uint32{far}, []int{200},
		},
		"an extended time that is not repeated": {
			join(chunk(0, far, long, long.Payload[:128]...), three(long.Payload[128:]...)), []uint32{far}, []int{200},
		},
		"interleaved messages": {
			join(chunk(0, 1, long, long.Payload[:128]...), chunk(0, 2, message(6, 0, 3), 1, 2, 3), three(long.Payload[128:]...)),
			[]uint32{2, 1},
			[]int{3, 200},
		},
		"an aborted message": {
			join(chunk(0, 1, long, long.Payload[:128]...),
				chunk(0, 0, rtmpwire.Message{ChunkStream: 2, Type: rtmpwire.TypeAbort, Payload: make([]byte, 4)}, 0, 0, 0, 5),
				chunk(0, 9, small, 1, 2, 3)),
			[]uint32{9},
			[]int{3},
		},
		"an abort of nothing": {
			join(chunk(0, 0, rtmpwire.Message{ChunkStream: 2, Type: rtmpwire.TypeAbort, Payload: make([]byte, 4)}, 0, 0, 0, 99), chunk(0, 9, small, 1, 2, 3)),
			[]uint32{9},
			[]int{3},
		},
		"a type 0 header inside a message": {
			join(chunk(0, 1, long, long.Payload[:128]...), chunk(0, 9, small, 1, 2, 3)), []uint32{9}, []int{3},
		},
		"a type 1 header that continues a message": {
			join(chunk(0, 1, long, long.Payload[:128]...), chunk(1, 0, long, long.Payload[128:]...)), []uint32{1}, []int{200},
		},
		"a type 1 header that begins another message": {
			join(chunk(0, 1, long, long.Payload[:128]...), chunk(1, 8, small, 1, 2, 3)), []uint32{9}, []int{3},
		},
		"a chunk stream that begins with type 1": {
			chunk(1, 50, small, 1, 2, 3), []uint32{50}, []int{3},
		},
		"messages without payload": {
			join(chunk(0, 1, message(5, 0, 0)), chunk(0, 2, small, 1, 2, 3), chunk(1, 1, message(5, 0, 0)), three(), chunk(1, 1, small, 1, 2, 3)),
			[]uint32{2, 5},
			[]int{3, 3},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readAll(tc.in)
			require.Equal(t, io.EOF, err)
			var times []uint32
			var sizes []int
			for _, m := range got {
				times = append(times, m.Timestamp)
				sizes = append(sizes, len(m.Payload))
			}
			require.Equal(t, tc.times, times)
			require.Equal(t, tc.sizes, sizes)
		})
	}
}

func chunkSize(n uint32) []byte {
	return chunk(0, 0, rtmpwire.Message{ChunkStream: 2, Type: rtmpwire.TypeSetChunkSize, Payload: make([]byte, 4)}, binary.BigEndian.AppendUint32(nil, n)...)
}

func TestReaderRefuses(t *testing.T) {
	many := []byte{}
	for id := range rtmpwire.MaxChunkStreams + 1 {
		many = append(many, chunk(0, 0, message(10+id, 0, 1), 1)...)
	}
	partial := []byte{} // sixteen messages of 1 MiB, of which each gets 128 KiB
	partial = append(partial, chunkSize(128<<10)...)
	for id := range rtmpwire.MaxChunkStreams - 1 {
		partial = append(partial, chunk(0, 0, message(10+id, 0, limit), make([]byte, 128<<10)...)...)
	}
	for name, in := range map[string][]byte{
		"a message that is too long":                 chunk(0, 0, message(3, 0, limit+1), make([]byte, 200)...),
		"too many chunk streams":                     many,
		"too much that is unfinished":                partial,
		"chunk size 0":                               chunkSize(0),
		"chunk size 1":                               chunkSize(1),
		"a negative chunk size":                      chunkSize(1 << 31),
		"a short chunk size":                         chunk(0, 0, rtmpwire.Message{ChunkStream: 2, Type: rtmpwire.TypeSetChunkSize, Payload: make([]byte, 2)}, 0, 0),
		"a chunk stream that begins in the middle":   {3<<6 | 9, 1, 2, 3},
		"a chunk stream that begins without a size":  {2<<6 | 9, 0, 0, 1, 2, 3},
		"a chunk stream with two bytes, in the same": {3 << 6, 1, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(in)
			require.ErrorIs(t, err, rtmpwire.ErrMalformed)
		})
	}
	for name, in := range map[string][]byte{
		"a basic header":          {0},
		"a message header":        {3, 1, 2},
		"a message":               chunk(0, 0, message(3, 0, 10), 1, 2),
		"between chunks":          chunk(0, 0, message(3, 0, 200), make([]byte, 128)...),
		"an extended time":        {3, 0xff, 0xff, 0xff, 0, 0, 1, 9, 0, 0, 0, 0},
		"a second, extended time": append(chunk(0, 1<<30, message(3, 0, 200), make([]byte, 128)...), 3<<6|3, 1),
	} {
		t.Run("the end in "+name, func(t *testing.T) {
			_, err := readAll(in)
			require.Equal(t, io.ErrUnexpectedEOF, err)
		})
	}
}

func TestReaderTakesAHugeChunkSize(t *testing.T) {
	in := join(chunkSize(math.MaxInt32), chunk(0, 3, message(3, 0, 70_000), message(3, 0, 70_000).Payload...))
	got, err := readAll(in)
	require.Equal(t, io.EOF, err)
	require.Len(t, got, 1)
}

// What is announced and not sent costs little: 1/128 of what may be announced at most.
func TestReaderAllocatesNoMoreThanWasSent(t *testing.T) {
	for limit, most := range map[int]uint64{1<<16 - 1: 16 << 10, 1<<24 - 1: 160 << 10} {
		in := chunk(0, 0, message(3, 0, limit), make([]byte, 128)...)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := rtmpwire.NewReader(bufio.NewReaderSize(bytes.NewReader(in), 16), limit)
		_, err := r.Read()
		runtime.ReadMemStats(&after)
		require.Equal(t, io.ErrUnexpectedEOF, err)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, most)
	}
}

func TestReaderCountsBytes(t *testing.T) {
	var b bytes.Buffer
	w := rtmpwire.NewWriter(&b)
	for _, m := range conversation() {
		require.NoError(t, w.Write(m))
	}
	n := b.Len()
	r := reader(b.Bytes())
	for range conversation() {
		_, err := r.Read()
		require.NoError(t, err)
	}
	require.EqualValues(t, n, r.BytesRead())
}

func document() []byte {
	b := rtmpwire.AppendString(nil, "connect")
	b = rtmpwire.AppendNumber(b, 1)
	b = rtmpwire.AppendNull(b)
	b = rtmpwire.AppendObject(b, rtmpwire.Property{Key: "app", Value: "live"}, rtmpwire.Property{Key: "x", Value: ""})
	b = append(b, 1, 1, 6, 7, 0, 1, 13)                                         // true, undefined, reference, unsupported
	b = append(b, 8, 0xff, 0xff, 0xff, 0xff, 0, 1, 'k', 5, 0, 0, 9)             // ECMA array with a silly count
	b = append(b, 10, 0, 0, 0, 2, 5, 1, 0)                                      // [null, false]
	b = append(b, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)                             // a date
	b = append(b, 12, 0, 0, 0, 2, 'h', 0xff)                                    // a long string, not UTF-8
	return append(b, 16, 0, 1, 'C', 0, 1, 'p', 15, 0, 0, 0, 1, '<', 0, 0, 9, 5) // a typed object that holds XML
}

func TestDecodeAMF0(t *testing.T) {
	got, err := rtmpwire.DecodeAMF0(document())
	require.NoError(t, err)
	require.Equal(t, []any{
		"connect", 1.0, nil,
		rtmpwire.Object{"app": "live", "x": ""},
		true, nil, nil, nil,
		rtmpwire.Object{"k": nil},
		[]any{nil, false},
		nil, "h\uFFFD",
		rtmpwire.Object{"p": "<"},
		nil,
	}, got)
}

func TestDecodeAMF0Refuses(t *testing.T) {
	nest := func(prefix []byte, n int) []byte { return bytes.Repeat(prefix, n) }
	for name, in := range map[string][]byte{
		"objects in objects":        nest([]byte{3, 0, 1, 'a'}, 1<<18),
		"arrays in arrays":          nest([]byte{10, 0, 0, 0, 1}, 1<<18),
		"a huge array":              {10, 4, 0, 0, 0},
		"a huge array of something": append([]byte{10, 0x7f, 0xff, 0xff, 0xff}, nest([]byte{5}, 100)...),
		"too many values":           nest([]byte{5}, 5000),
		"a huge string":             {12, 0xff, 0xff, 0xff, 0xff, 'a'},
		"a cut number":              {0, 1, 2},
		"a cut object":              {3, 0, 1, 'a', 5},
		"an object without an end":  {3},
		"a stray end":               {9},
		"a strange marker":          {200},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := rtmpwire.DecodeAMF0(in)
			require.ErrorIs(t, err, rtmpwire.ErrMalformed)
		})
	}
}

func TestAppendStringCutsOff(t *testing.T) {
	got, err := rtmpwire.DecodeAMF0(rtmpwire.AppendString(nil, strings.Repeat("x", 70_000)))
	require.NoError(t, err)
	require.Len(t, got[0], math.MaxUint16)
}

// FuzzReader checks that no bytes bring the reader down or over its bounds, and that the messages survive a Writer.
func FuzzReader(f *testing.F) {
	var b bytes.Buffer
	w := rtmpwire.NewWriter(&b)
	for _, m := range conversation()[:4] {
		w.Write(m) // a buffer
	}
	f.Add(b.Bytes())
	f.Add(join(chunkSize(4096), chunk(0, 1<<25, message(5, 0, 200), make([]byte, 200)...), []byte{3<<6 | 5, 2, 0, 0, 0}))
	f.Add(join(chunk(0, 60_000, message(5, 0, 3), 1, 2, 3), []byte{3<<6 | 5, 1, 2, 3, 1<<6 | 5, 0, 0, 1, 0, 0, 1, 8, 1}))
	f.Fuzz(func(t *testing.T, in []byte) {
		messages, err := readAll(in)
		require.Error(t, err)
		var b bytes.Buffer
		w := rtmpwire.NewWriter(&b)
		total := 0
		for _, m := range messages {
			require.NotEmpty(t, m.Payload)
			require.NoError(t, w.Write(m))
			total += len(m.Payload)
		}
		require.LessOrEqual(t, total, len(in))
		again, err := readAll(b.Bytes())
		require.Equal(t, io.EOF, err)
		require.Equal(t, messages, again)
	})
}

// FuzzDecodeAMF0 checks that any document decodes or is refused, and that there are no more values than bytes.
func FuzzDecodeAMF0(f *testing.F) {
	f.Add(document())
	f.Add([]byte{10, 4, 0, 0, 0})
	f.Add(bytes.Repeat([]byte{3, 0, 1, 'a'}, 40))
	f.Fuzz(func(t *testing.T, in []byte) {
		values, err := rtmpwire.DecodeAMF0(in)
		if err != nil {
			require.ErrorIs(t, err, rtmpwire.ErrMalformed)
			return
		}
		require.LessOrEqual(t, count(values)-1, min(len(in), 4096))
	})
}

func count(v any) int {
	n := 1
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			n += count(e)
		}
	case rtmpwire.Object:
		for _, e := range v {
			n += count(e)
		}
	}
	return n
}
